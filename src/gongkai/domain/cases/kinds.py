"""更正 (Art. 41) and 举报投诉 (Art. 47): what they can end with. They are not applications and in no table."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from gongkai.domain.cases.outcomes import REMEDIES, TIAOLI, Record, Variant, outcomes
from gongkai.domain.law.norms import MARKS, norm
from gongkai.domain.law.parameters import all_parameters
from gongkai.domain.law.strict_yaml import Node, read


@dataclass(frozen=True)
class Ending:
    """One code of another kind, with the same parts as the variant of an outcome."""

    code: str
    label: str
    variant: Variant


@dataclass(frozen=True)
class OtherKind:
    """`period`: the parameter of the time the organ gives itself; `clock`: its key among the clocks."""

    key: str
    label: str
    period: str
    clock: str
    endings: Mapping[str, Ending]


def parse_kinds(text: str, path: str) -> dict[str, OtherKind]:
    """Read the other kinds from YAML text; LawDataError for anything unknown, missing or not used."""
    root = read(text, path).mapping(("records", "kinds"))
    records = {
        str(key): Record(str(key), one.mapping(("label",))["label"].text())
        for key, one in root["records"].entries().items()
    }
    made = {str(key): _kind(str(key), one, records) for key, one in root["kinds"].entries().items()}
    ways = [end.variant for kind in made.values() for end in kind.endings.values()]
    used = {one.key for way in ways for one in way.records}
    for key, one in root["records"].entries().items():
        if key not in used:
            raise one.error(f"“{key}”没有被任何办理结果用到")
    return made


def _kind(key: str, node: Node, records: Mapping[str, Record]) -> OtherKind:
    given = node.mapping(("label", "period", "clock", "outcomes"))
    endings = {
        str(code): _ending(str(code), one, records)
        for code, one in given["outcomes"].entries().items()
    }
    return OtherKind(
        key,
        given["label"].text(),
        given["period"].choice(tuple(all_parameters())),
        given["clock"].text(),
        endings,
    )


def _ending(code: str, node: Node, records: Mapping[str, Record]) -> Ending:
    given = node.mapping(("label", "basis", "records", "letter", "remedy", "remedy_mark"))
    if code in outcomes():
        raise node.error(f"“{code}”已经是政府信息公开申请的办理结果")
    basis = given["basis"].mapping(("article", "mark"))
    way = Variant(
        "",
        given["label"].text(),
        norm(TIAOLI).cite(basis["article"].text()),
        basis["mark"].choice(MARKS),
        tuple(records[one.choice(tuple(records))] for one in given["records"].sequence()),
        given["letter"].text(),
        given["remedy"].choice(REMEDIES),
        given["remedy_mark"].choice(MARKS),
    )
    return Ending(code, given["label"].text(), way)


@cache
def other_kinds() -> Mapping[str, OtherKind]:
    """Both kinds by key."""
    text = (files(__package__) / "kinds.yaml").read_text(encoding="utf-8")
    return parse_kinds(text, "cases/kinds.yaml")


def way_of(code: str, variant: str = "") -> Variant:
    """The variant behind a code of any kind: records, letter, remedy. KeyError when unknown."""
    if code in outcomes():
        return outcomes()[code].variant(variant)
    for kind in other_kinds().values():
        if code in kind.endings and not variant:
            return kind.endings[code].variant
    raise KeyError(f"{code}：{variant}")


def outcome_label(code: str, variant: str = "") -> str:
    """What an outcome of any kind is called, with its variant; "" for no code."""
    if not code:
        return ""
    if code in outcomes():
        return way_of(code, variant).label if variant else outcomes()[code].label
    return way_of(code).label
