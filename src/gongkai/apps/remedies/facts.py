"""What holds of a remedy: its events without those that were replaced, and how it ended by them."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.apps.remedies.models import RemedyEvent
from gongkai.apps.remedies.results import Result


@dataclass(frozen=True)
class Fact:
    """An event that holds. `facts` as in data/events.yaml."""

    kind: str
    on: dt.date
    facts: Mapping[str, Any]
    number: int = 0
    pk: int = 0


def effective(events: Iterable[RemedyEvent]) -> tuple[Fact, ...]:
    """A replaced record gives its place to the newer one; a void one leaves none."""
    rows = list(events)
    newer = {one.replaces_id: one for one in rows if one.replaces_id}
    held = []
    for one in rows:
        if one.replaces_id:
            continue
        last = one
        while last.pk in newer:
            last = newer[last.pk]
        if last.kind != "void":
            held.append(Fact(last.kind, last.on, last.facts, last.number, last.pk))
    return tuple(held)


def day_of(facts: Sequence[Fact], kind: str) -> dt.date | None:
    """The first day of a kind."""
    return next((one.on for one in facts if one.kind == kind), None)


def last_of(facts: Sequence[Fact], kind: str) -> Fact | None:
    """The last record of a kind."""
    return next((one for one in reversed(facts) if one.kind == kind), None)


def procedure(facts: Sequence[Fact]) -> str:
    """simple, normal, or "" while nobody has said."""
    said = [str(one.facts["procedure"]) for one in facts if one.facts.get("procedure")]
    return said[-1] if said else ""


@dataclass(frozen=True)
class Ending:
    """The result that stands now and its column of 表四; `on` None: not concluded (pending)."""

    result: str = ""
    column: str = ""
    on: dt.date | None = None


def ending(facts: Sequence[Fact], results: Mapping[str, Result]) -> Ending:
    """A suit counts once, by its latest effective result: an appeal opens it again, its judgment ends it.

    `facts` in the order of recording.
    """
    made, first = Ending(), Ending()
    for one in facts:
        if one.kind == "decided":
            code = str(one.facts["result"])
            made = first = Ending(code, results[code].column, one.on)
        elif one.kind == "appealed":
            made = Ending(first.result)
        elif one.kind == "appeal_decided":
            made = _second(one, first, results[str(one.facts["result"])])
    return made


def _second(fact: Fact, first: Ending, result: Result) -> Ending:
    if result.column == "pending":
        return Ending(result.key)
    if result.column == "first":
        return Ending(result.key, first.column, fact.on)
    return Ending(result.key, result.column, fact.on)
