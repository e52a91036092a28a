"""Where a review or a suit stands: computed from its events; what 表四 counts of it is kept by recorded time."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor, program
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.periods.actions import Change, YearLocked, touch
from gongkai.apps.remedies.clocks import clocks
from gongkai.apps.remedies.facts import Fact, day_of, effective, ending, last_of
from gongkai.apps.remedies.models import Remedy, RemedyEvent, RemedyFigures, RemedyKind, Role
from gongkai.apps.remedies.results import Result, results_in_use
from gongkai.domain.deadlines import Due, Standing
from gongkai.domain.working_days import OutsideCalendar

ANSWERS = frozenset(("review_answer_simple", "review_answer_normal", "suit_answer"))
STATES = {"open": "尚未审结", "decided": "已有结果", "settled": "已了结"}
COUNTS = ("block", "column", "brought_on", "concluded_on")


def facts_of(remedy: Remedy) -> tuple[Fact, ...]:
    """The events that hold, in the order of recording."""
    return effective(remedy.events.order_by("number"))


def clocks_of(remedy: Remedy, facts: Sequence[Fact] | None = None) -> tuple[Standing, ...]:
    """Every clock as of today. Raises Refused for days outside the calendar."""
    local, calendar = law_in_use()
    held = facts_of(remedy) if facts is None else facts
    try:
        return clocks(remedy.kind, held, calendar, local, clock.today())
    except OutsideCalendar as no:
        raise Refused(str(no)) from no


def block_of(remedy: Remedy) -> str:
    """The block of 表四; "" where the organ is not counted: as review organ, as third party."""
    if remedy.role in (Role.CO_DEFENDANT_REVIEW, Role.THIRD_PARTY):
        return ""
    if remedy.kind == RemedyKind.REVIEW:
        return "review"
    through = remedy.through_review or remedy.role == Role.CO_DEFENDANT_MAKER
    return "after_review" if through or remedy.after_review_id else "direct"


def refresh(
    remedy: Remedy,
    actor: Actor | None = None,
    amendment: str = "",
    results: Mapping[str, Result] | None = None,
) -> tuple[Fact, ...]:
    """Write the standing, and a new `RemedyFigures` row where what is counted changed. In the act's transaction.

    `amendment`: the reason, where a locked year's figures may change. Refused: they would without one.
    """
    facts = put_standing(remedy, remedy.events.order_by("number"), results)
    remedy.save()
    _keep_figures(remedy, actor or program(), amendment)
    return facts


def put_standing(
    remedy: Remedy,
    events: Iterable[RemedyEvent],
    results: Mapping[str, Result] | None = None,
) -> tuple[Fact, ...]:
    """Write the standing onto the row in memory; nothing is saved. Raises Refused."""
    rows = list(events)
    facts = effective(rows)
    end = ending(facts, results_in_use() if results is None else results)
    remedy.brought_on = day_of(facts, "brought")
    remedy.result, remedy.column, remedy.concluded_on = end.result, end.column, end.on
    settled = last_of(facts, "settled")
    remedy.state = "settled" if settled and end.on else "decided" if end.on else "open"
    remedy.answered_on = day_of(facts, "answered")
    remedy.answer_due_on, remedy.reply_due_on = None, None
    for one in clocks_of(remedy, facts):
        if isinstance(one.clock, Due) and one.clock.clock in ANSWERS:
            remedy.answer_due_on = one.clock.day
        if isinstance(one.clock, Due) and one.clock.clock == "reply_again":
            remedy.reply_due_on = one.clock.day
    remedy.events_held = len(rows)
    return facts


def _keep_figures(remedy: Remedy, actor: Actor, amendment: str) -> None:
    values = {
        "block": block_of(remedy),
        "column": remedy.column,
        "brought_on": remedy.brought_on,
        "concluded_on": remedy.concluded_on,
    }
    last = RemedyFigures.objects.filter(remedy=remedy, until=None).first()
    if last is not None and all(getattr(last, name) == one for name, one in values.items()):
        return
    now = clock.now()
    made = RemedyFigures(remedy=remedy, organ_id=remedy.organ_id, since=now, until=None, **values)
    _touch_years(remedy, last, made, actor, amendment)
    if last is not None:
        RemedyFigures.objects.filter(pk=last.pk).update(until=now)
    made.save()


def _touch_years(
    remedy: Remedy,
    last: RemedyFigures | None,
    made: RemedyFigures,
    actor: Actor,
    amendment: str,
) -> None:
    days = [one.brought_on for one in (last, made) if one is not None and one.brought_on]
    if not days:
        return
    this_year = clock.today().year
    years = [
        year
        for year in range(min(days).year, this_year + 1)
        if counted_in(last, year) != counted_in(made, year)
    ]
    before = _said(last) if last is not None else None
    change = Change(years, "Remedy", remedy.pk, str(remedy), before, _said(made), remedy.organ_id)
    try:
        touch(actor, change, amendment)
    except YearLocked as no:
        raise Refused(str(no)) from no


def counted_in(one: RemedyFigures | None, year: int) -> tuple[str, str] | None:
    """Block and result under which 表四 of a year counts a remedy. None: nowhere."""
    if one is None or not one.block or one.brought_on is None or one.brought_on.year > year:
        return None
    if one.concluded_on is None or one.concluded_on.year > year:
        return one.block, "pending"
    return (one.block, one.column) if one.concluded_on.year == year else None


def _said(one: RemedyFigures) -> dict[str, str]:
    return {name: str(getattr(one, name) or "") for name in COUNTS}


def day_in(text: object) -> dt.date | None:
    """A day of a fact."""
    return dt.date.fromisoformat(str(text)) if text else None
