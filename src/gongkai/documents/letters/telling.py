"""What a letter says of the law: its ground to article, paragraph and item, and the remedies, by author and day."""

from collections.abc import Collection
from datetime import date

from gongkai.documents.letters.template import TIAOLI, Template, full_title
from gongkai.domain.cases import Places, Remedy, Variant, outcomes, remedy, way_of
from gongkai.domain.law import Local
from gongkai.domain.law.norms import norm

# What every refusal cites besides its own ground; a partial release does not refuse the application.
_REFUSING = "、第三十六条第（三）项"


def letter_remedy(
    template: Template,
    author: str,
    on: date,
    places: Places,
    *,
    local: Local | None = None,
    grounds: Collection[str] = (),
    online: bool = False,
) -> Remedy | None:
    """The remedy block of a letter signed on a day; None for a paper that has none.

    Notices that decide nothing say whom to ask (R-C). Raises as `domain.cases.remedy`.
    """
    if template.remedy == "none":
        return None
    if template.outcome is not None:
        way = way_of(*template.outcome)
    else:
        rule = "none" if template.remedy == "contact" else "free"
        way = Variant(
            "", template.title, template.cited(), "verified", (), template.key, rule, "design"
        )
    return remedy(
        way, author, on, places, local=local, grounds=grounds, online=online, paper=template.paper
    )  # fmt: skip


def grounds_text(grounds: Collection[str]) -> str:
    """The grounds of what a partial release withholds: 《…条例》第十五条（第三方合法权益）、…"""
    said: dict[str, str] = {}
    for code in grounds:
        outcome = outcomes()[code]
        for way in outcome.variants:
            article = way.basis.removeprefix(norm(TIAOLI).short).removesuffix(_REFUSING)
            name = way.label if len(outcome.variants) > 1 else _inner(outcome.label)
            said[f"{code}{way.key}"] = f"{article}（{name}）"
    return f"《{full_title(TIAOLI)}》" + "、".join(said.values()) if said else ""


def _inner(label: str) -> str:
    """不予公开（国家秘密） → 国家秘密."""
    inside = label.partition("（")[2].removesuffix("）")
    return inside or label
