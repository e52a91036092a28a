"""Kinds of facts: what each says and which step of the state machine it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.documents.letters import templates
from gongkai.domain.cases import machine
from gongkai.domain.law.strict_yaml import Node, read


@dataclass(frozen=True)
class EventKind:
    """`act`: an act of `domain.cases.machine()`, "" where the state stays. `optional` facts may be missing.

    `letter`: the template of the letter whose sending this is, "" where nothing goes out.
    """

    key: str
    label: str
    act: str
    day: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    by_applicant: bool
    letter: str = ""


def parse_event_kinds(text: str, path: str) -> dict[str, EventKind]:
    """Read the kinds; LawDataError for an unknown act, letter or key."""
    return {str(key): _kind(str(key), one) for key, one in read(text, path).entries().items()}


def _kind(key: str, node: Node) -> EventKind:
    given = node.mapping(("label", "day"), ("facts", "act", "by_applicant", "letter"))
    facts = [one.text() for one in given["facts"].sequence()] if "facts" in given else []
    return EventKind(
        key,
        given["label"].text(),
        given["act"].choice(tuple(machine().acts)) if "act" in given else "",
        given["day"].text(),
        tuple(one for one in facts if not one.endswith("*")),
        tuple(one[:-1] for one in facts if one.endswith("*")),
        bool(given["by_applicant"].value) if "by_applicant" in given else False,
        given["letter"].choice(tuple(templates())) if "letter" in given else "",
    )


@cache
def event_kinds() -> Mapping[str, EventKind]:
    """Every kind by key."""
    text = (Path(__file__).parent / "events.yaml").read_text(encoding="utf-8")
    return parse_event_kinds(text, "cases/data/events.yaml")
