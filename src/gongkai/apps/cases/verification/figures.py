"""What the year's report counts of a case: row after row without gaps, each following from the events."""

import datetime as dt
from collections.abc import Sequence
from copy import copy
from typing import Any

from gongkai.apps import clock
from gongkai.apps.cases.law import Versions, laws_on
from gongkai.apps.cases.models import Case, Event, Figures
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.standing import COUNTS, put_standing
from gongkai.apps.cases.verification.verdict import Verdict

# What damaged facts make of a computation.
BROKEN = (Refused, LookupError, ValueError, TypeError, AttributeError, AssertionError)
Counts = dict[str, Any]


def check_figures(
    given: Case,
    events: Sequence[Event],
    figures: Sequence[Figures],
    versions: Versions,
    verdict: Verdict,
) -> None:
    """Walk the events in their order beside the rows. `given`: the case with its kind as first given.

    A row begins with the event that changed what is counted, at the moment of its recording; or without
    an event, where the law was changed.
    """
    label = f"申请{given.number}的年报计数"
    if not events:
        return
    if not figures:
        verdict.add("figures", f"{label}不见了。")
        return
    for number, (one, following) in enumerate(zip(figures, [*figures[1:], None], strict=True), 1):
        if (following.since if following else None) != one.until:
            verdict.add("figures", f"{label}第{number}段的起止时间与后一段不相接。")
    at = -1
    for event in events:
        known = [one for one in events if one.number <= event.number]
        expected = _counts(given, known, event.recorded_at, versions)
        if at >= 0 and _held(figures[at]) in expected:
            continue
        at = _by_law(given, known[:-1], figures, at, versions)
        following = figures[at + 1] if at + 1 < len(figures) else None
        if at >= 0 and _held(figures[at]) in expected:
            continue
        if (
            following is None
            or _held(following) not in expected
            or following.since != event.recorded_at
        ):
            verdict.add("figures", f"{label}第{at + 2}段与第{event.number}条记录推出的不符。")
            return
        at += 1
    if _by_law(given, events, figures, at, versions) != len(figures) - 1:
        verdict.add("figures", f"{label}第{at + 2}段没有记录可以说明。")


def _by_law(
    case: Case, known: Sequence[Event], figures: Sequence[Figures], at: int, versions: Versions
) -> int:
    """The last of the rows after `at` that only a change of the law explains."""
    while known and at + 1 < len(figures):
        following = figures[at + 1]
        if _held(following) not in _counts(case, known, following.since, versions):
            break
        at += 1
    return at


def _counts(
    case: Case, known: Sequence[Event], instant: dt.datetime, versions: Versions
) -> list[Counts]:
    """What the events gave at an instant: more than one answer where the law was changed that day."""
    found = []
    for law in laws_on(instant.astimezone(clock.CHINA).date(), versions):
        again = copy(case)
        try:
            with clock.stopped_at(instant):
                put_standing(again, known, law)
        except BROKEN:
            continue
        found.append({name: getattr(again, name) for name in COUNTS} | {"organ_id": case.organ_id})
    return found


def _held(one: Figures) -> Counts:
    return {name: getattr(one, name) for name in COUNTS} | {"organ_id": one.organ_id}
