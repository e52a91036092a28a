"""What a person should ask about a review or a suit: questions, never stops."""

from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.models import Case
from gongkai.apps.remedies.models import Remedy
from gongkai.apps.remedies.standing import block_of
from gongkai.domain.cases import outcomes, remedy_blocks, silence_remedy
from gongkai.domain.cases.remedies import review_first


def review_comes_first(case: Case) -> bool | None:
    """Whether the law sends the applicant to a review first, by the answer's day. None: not answered, not known."""
    local, _ = law_in_use()
    if case.closed_on is None or not case.outcome:
        if case.due_on is None:
            return None
        return silence_remedy(case.due_on, local) == "R-A"
    variants = outcomes()[case.outcome].variants
    variant = next((one for one in variants if one.key == case.variant), variants[0])
    decided = case.decisions.filter(approved=True).order_by("-version").first()
    grounds = tuple(decided.grounds) if decided is not None else ()
    if variant.remedy == "by-grounds" and not grounds:
        return None
    return "R-A" in remedy_blocks(variant, case.closed_on, local, grounds)


def questions(remedy: Remedy) -> list[str]:
    """Sentences for the page."""
    asked = []
    if block_of(remedy) == "direct" and remedy.case is not None:
        first = review_comes_first(remedy.case)
        day = remedy.case.closed_on or remedy.brought_on
        ground = review_first(day) if day is not None else None
        if first and ground is not None:
            asked.append(
                f"答复属于复议前置的不予公开（{ground.text}），本件登记为未经复议直接起诉。"
                "请核对是否经过复议；确实没有经过的，法院一般应当裁定不予立案或者驳回起诉，可以在答辩时提出。"
            )
        if first is None:
            asked.append("不能判断这件答复是否复议前置（缺少部分公开的依据或者答复日期），请核对。")
    if remedy.role == "co_defendant_review":
        asked.append(
            "本机关作为复议机关是共同被告，不计入本机关的表四，由作出原行政行为的机关计入（国办公开办函〔2016〕201号）。"
        )
    return asked
