"""The clocks of a review or a suit: our own answer, the deciding, the next remedy, the new answer."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from gongkai.apps.remedies.facts import Fact, day_of, last_of, procedure
from gongkai.domain.deadlines import Due, Standing, due_from, reply_again
from gongkai.domain.deadlines.overview import lateness
from gongkai.domain.law import Local, NotInForce
from gongkai.domain.working_days import Calendar

UNSAID = "没有登记复议程序，暂按较短的简易程序计算，请核对答复通知书。"


def clocks(
    kind: str, facts: Sequence[Fact], calendar: Calendar, local: Local, as_of: dt.date
) -> tuple[Standing, ...]:
    """Every clock that the facts set going, our own answer first. Raises OutsideCalendar.

    A period that the law of the day did not have yet is left out.
    """
    read = _Reader(calendar, local, as_of, facts)
    made = _of_review(facts, read) if kind == "review" else _of_suit(facts, read)
    settled = last_of(facts, "settled")
    if settled is not None and settled.facts["reply_again"] == "yes":
        ordered = settled.facts.get("reply_due_on")
        day = dt.date.fromisoformat(str(ordered)) if ordered else None
        again = reply_again(settled.on, day, calendar, local)
        if again is not None:
            made.append(Standing(again))
    return tuple(made)


def _of_review(facts: Sequence[Fact], read: "_Reader") -> list[Standing]:
    normal = procedure(facts) == "normal"
    key = "review_answer_normal" if normal else "review_answer_simple"
    notes = () if procedure(facts) else (UNSAID,)
    made = read.standing(key, day_of(facts, "copy_received"), day_of(facts, "answered"), notes)
    deciding = "review_decision_normal" if normal else "review_decision_simple"
    if day_of(facts, "extended"):
        deciding = "review_decision_extended"
    made += read.standing(deciding, day_of(facts, "accepted"), day_of(facts, "decided"), notes)
    return made + read.standing("suit_after_review", day_of(facts, "decision_received"), None)


def _of_suit(facts: Sequence[Fact], read: "_Reader") -> list[Standing]:
    answered = day_of(facts, "answered")
    made = read.standing("suit_answer", day_of(facts, "copy_received"), answered)
    if day_of(facts, "appeal_decided") is None:
        received = day_of(facts, "decision_received")
        made += read.standing("suit_appeal", received, day_of(facts, "appealed"))
    return made


class _Reader:
    """Clocks of one remedy, seen on one day."""

    def __init__(
        self, calendar: Calendar, local: Local, as_of: dt.date, facts: Sequence[Fact]
    ) -> None:
        self.calendar, self.local, self.as_of = calendar, local, as_of

    def standing(
        self, key: str, start: dt.date | None, done_on: dt.date | None, notes: Sequence[str] = ()
    ) -> list[Standing]:
        if start is None:
            return []
        try:
            due = due_from(key, start, self.calendar, self.local, notes=notes)
        except NotInForce:
            return []
        return [seen(due, done_on, self.calendar, self.as_of)]


def seen(due: Due, done_on: dt.date | None, calendar: Calendar, as_of: dt.date) -> Standing:
    """A clock with what is left of it on a day, or how late it was met."""
    if done_on is not None:
        return Standing(due, done_on, lateness(due, done_on, calendar))
    late = lateness(due, as_of, calendar)
    return replace(Standing(due), left=-late if late else calendar.count(as_of, due.day))
