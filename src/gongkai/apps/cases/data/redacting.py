"""Categories and wordings that the redaction desk offers, by ground."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.domain.cases import outcomes
from gongkai.domain.law.strict_yaml import read


@dataclass(frozen=True)
class Offered:
    """What is offered for one ground; nothing of it is binding."""

    categories: tuple[str, ...]
    reason: str


@cache
def offered() -> Mapping[str, Offered]:
    """By outcome code. LawDataError for an unknown code or key."""
    text = (Path(__file__).parent / "redacting.yaml").read_text(encoding="utf-8")
    made = {}
    for code, node in read(text, "cases/data/redacting.yaml").entries().items():
        if str(code) not in outcomes():
            raise node.error(f"没有“{code}”这个办理结果")
        given = node.mapping(("categories", "reason"))
        categories = tuple(one.text() for one in given["categories"].sequence())
        made[str(code)] = Offered(categories, given["reason"].text())
    return made
