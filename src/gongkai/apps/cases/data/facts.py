"""How the facts of an event are said: a label, and what their value refers to."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.domain.law.strict_yaml import Node, read

REFERS = ("paper", "case", "person", "party", "letter", "decision", "dispatch", "file", "item", "remedy")  # fmt: skip
CHOICES = ("channel", "applicant_kind", "opinion", "yes_no", "scale", "outcome", "way")


@dataclass(frozen=True)
class FactLabel:
    """`refers`: the kind of row whose id the value is; `choice`: the list whose code it is; else plain."""

    key: str
    label: str
    refers: str = ""
    choice: str = ""


def parse_fact_labels(text: str, path: str) -> dict[str, FactLabel]:
    """Read the labels; LawDataError for an unknown key."""
    return {str(key): _label(str(key), one) for key, one in read(text, path).entries().items()}


def _label(key: str, node: Node) -> FactLabel:
    given = node.mapping(("label",), ("refers", "choice"))
    return FactLabel(
        key,
        given["label"].text(),
        given["refers"].choice(REFERS) if "refers" in given else "",
        given["choice"].choice(CHOICES) if "choice" in given else "",
    )


@cache
def fact_labels() -> Mapping[str, FactLabel]:
    """Every label by the fact's key."""
    text = (Path(__file__).parent / "facts.yaml").read_text(encoding="utf-8")
    return parse_fact_labels(text, "cases/data/facts.yaml")
