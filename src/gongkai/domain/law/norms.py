"""The norms that the product rests on: title, number, day in force, and how well each was read."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from gongkai.domain.law.strict_yaml import Node, read

MARKS = ("verified", "seen-in-part", "practice", "memory", "design")


@dataclass(frozen=True)
class Norm:
    """`number` is the document number as cited (国办公开办函〔2021〕30号); `short` how sentences name it."""

    key: str
    title: str
    number: str
    short: str
    in_force_on: date
    until: date | None
    mark: str
    checked_on: date

    def in_force(self, on: date) -> bool:
        return self.in_force_on <= on and (self.until is None or on <= self.until)

    def cite(self, article: str = "") -> str:
        """《政府信息公开条例》第五十条 / 国办公开办函〔2021〕30号."""
        return f"{self.short}{article}"


def parse_norms(text: str, path: str) -> dict[str, Norm]:
    """Read norms from YAML text; anything out of order is a LawDataError with file and line."""
    made: dict[str, Norm] = {}
    numbers: dict[str, str] = {}
    for key, node in read(text, path).entries().items():
        norm = _norm(str(key), node)
        if norm.number in numbers:
            raise node.error(f"文号“{norm.number}”与“{numbers[norm.number]}”重复")
        numbers[norm.number] = norm.key
        made[norm.key] = norm
    return made


def _norm(key: str, node: Node) -> Norm:
    given = node.mapping(
        ("title", "number", "short", "in_force_on", "mark", "checked_on"), ("until",)
    )
    until = given["until"].day() if "until" in given else None
    in_force_on = given["in_force_on"].day()
    if until is not None and until < in_force_on:
        raise given["until"].error("失效日期早于施行日期")
    return Norm(
        key,
        given["title"].text(),
        given["number"].text(),
        given["short"].text(),
        in_force_on,
        until,
        given["mark"].choice(MARKS),
        given["checked_on"].day(),
    )


@cache
def norms() -> dict[str, Norm]:
    """Every norm by key."""
    text = (files(__package__) / "norms.yaml").read_text(encoding="utf-8")
    return parse_norms(text, "law/norms.yaml")


def norm(key: str) -> Norm:
    """One norm. Raises KeyError for an unknown key."""
    return norms()[key]
