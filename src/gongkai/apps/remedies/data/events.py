"""Kinds of facts in a review or a suit."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.domain.law.strict_yaml import Node, read

KINDS = ("review", "suit")


@dataclass(frozen=True)
class EventKind:
    """`kinds`: of which remedies; `needs`, `bars`: kinds that must, or must not, be on record before."""

    key: str
    label: str
    day: str
    kinds: tuple[str, ...]
    required: tuple[str, ...]
    optional: tuple[str, ...]
    needs: tuple[str, ...]
    bars: tuple[str, ...]


def parse_event_kinds(text: str, path: str) -> dict[str, EventKind]:
    """Read the kinds; LawDataError for an unknown key or kind."""
    nodes = read(text, path).entries()
    return {str(key): _kind(str(key), one, tuple(map(str, nodes))) for key, one in nodes.items()}


def _kind(key: str, node: Node, known: tuple[str, ...]) -> EventKind:
    given = node.mapping(("label", "day", "kinds"), ("facts", "needs", "bars"))
    facts = [one.text() for one in given["facts"].sequence()] if "facts" in given else []

    def kinds_of(name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one.choice(allowed) for one in given[name].sequence()) if name in given else ()

    return EventKind(
        key,
        given["label"].text(),
        given["day"].text(),
        kinds_of("kinds", KINDS),
        tuple(one for one in facts if not one.endswith("*")),
        tuple(one[:-1] for one in facts if one.endswith("*")),
        kinds_of("needs", known),
        kinds_of("bars", known),
    )


@cache
def event_kinds() -> Mapping[str, EventKind]:
    """Every kind by key."""
    text = (Path(__file__).parent / "events.yaml").read_text(encoding="utf-8")
    return parse_event_kinds(text, "remedies/data/events.yaml")
