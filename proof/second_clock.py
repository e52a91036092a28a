"""The reply clock a second time, by sets of days instead of steps, with a calendar not our own.

Written from docs/law/clocks.md. It shares nothing with `gongkai.domain`: plain tuples in, plain tuples out.
Days off come from `chinese_calendar`; years that it does not hold are Monday to Friday less fixed holidays.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta

import chinese_calendar

FIRST, LAST, LAST_HELD = date(2019, 1, 1), date(2034, 12, 31), date(2026, 12, 31)
FIXED = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
NEW_LAW = date(2019, 5, 15)
CONFIRMED = {"ordinary_letter", "misdirected", "online", "email", "fax"}


def _works(day: date) -> bool:
    if day <= LAST_HELD:
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < 5 and (day.month, day.day) not in FIXED


WORKDAYS = [day for n in range((LAST - FIRST).days + 1) if _works(day := FIRST + timedelta(days=n))]


@dataclass
class Facts:
    """One application in plain values; dates or None. Lists of tuples, in any order."""

    channel: str
    arrived: date
    confirmed: date | None = None
    corrections: list[tuple] = field(default_factory=list)  # noticed, served, limit, answered
    consultations: list[tuple] = field(default_factory=list)  # who, sent, received, answered, by
    extensions: list[tuple] = field(default_factory=list)  # notified, days, approved
    longer: list[tuple] = field(default_factory=list)  # notified, until
    fees: list[tuple] = field(default_factory=list)  # noticed, served, paid
    choices: dict[str, str] = field(default_factory=dict)
    as_of: date | None = None


def nth(after: date, number: int, blocked: frozenset[date] = frozenset()) -> date:
    """The n-th workday after a day that is not blocked."""
    start = bisect_right(WORKDAYS, after)
    free = [day for day in WORKDAYS[start : start + number + len(blocked)] if day not in blocked]
    return free[number - 1]


def answer(facts: Facts) -> tuple:
    """("due", day, first day, base, days added) or ("waits", for what, until)."""
    by_arrival = facts.channel == "email" and facts.arrived < NEW_LAW  # 国办公开办函〔2015〕207号
    confirmed = facts.channel in CONFIRMED and not by_arrival
    received = facts.confirmed if confirmed else facts.arrived
    if received is None:
        return ("waits", "confirmation", None)
    choose = facts.choices.get
    period = longest = 20 if received >= NEW_LAW else 15
    base = received
    if choose("received_on_rest_day") == "next-working-day" and received not in set(
        WORKDAYS[max(0, bisect_right(WORKDAYS, received) - 1) : bisect_right(WORKDAYS, received)]
    ):
        base = nth(received, 1)
    blocked = _blocked(facts)
    restarts = [("correction", *one) for one in _first(facts.corrections)]
    restarts += [("payment", *one) for one in _first(facts.fees)]
    for kind, noticed, served, *rest in sorted(restarts, key=lambda one: (one[1], one[0])):
        if kind == "correction":
            limit, answered = rest
            if noticed > nth(received, 7) and choose("late_correction_notice") == "no-restart":
                continue
            if answered is None:
                return ("waits", kind, served and nth(served, limit or 10))
            base = max(base, answered)
        else:
            (paid,) = rest
            last = nth(
                base, period + _added(facts, base, nth(base, period, blocked), longest), blocked
            )
            if noticed > last or choose("payment_restarts_reply") == "continue":
                continue
            if paid is None:
                return ("waits", kind, served and nth(served, 20))
            base = max(base, paid)
    first = nth(base, period, blocked)
    added = _added(facts, base, first, longest)
    due = nth(base, period + added, blocked)
    for notified, until in sorted(facts.longer):
        if base <= notified <= due:
            due = max(due, until)
    return ("due", due, first, base, added)


def _first(acts: list[tuple]) -> list[tuple]:
    """The earliest notice; of one day, the one answered first, then served first, then the shorter."""

    def rank(act: tuple) -> tuple:
        noticed, served, *limit, answered = act
        return (noticed, answered or date.max, served or date.max, [one or 0 for one in limit])

    return sorted(acts, key=rank)[:1]


def _added(facts: Facts, base: date, first: date, longest: int) -> int:
    good = [
        (notified, approved, days)
        for notified, days, approved in facts.extensions
        if approved is not None and approved <= notified and base <= notified <= first
    ]
    return min(min(good)[2], longest) if good else 0


def _blocked(facts: Facts) -> frozenset[date]:
    """All workdays that some consultation takes out."""
    taken: set[date] = set()
    for who, sent, received, answered, by in facts.consultations:
        if who == "internal_unit":
            continue
        if who == "other_organ":
            limit, patient = by, facts.choices.get("other_organ_silence") == "until-answer"
        else:
            limit = nth(received, 15) if received else None
            patient = facts.choices.get("late_opinion") == "until-answer"
        if answered:
            end = answered if patient or limit is None else min(answered, limit)
        elif limit and not (who == "other_organ" and patient):
            end = limit
        else:
            end = facts.as_of
        if end and end > sent:
            taken.update(WORKDAYS[bisect_right(WORKDAYS, sent) : bisect_right(WORKDAYS, end)])
    return frozenset(taken)
