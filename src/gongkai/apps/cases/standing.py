"""Where a case stands: computed from its events, kept on the case for lists and on `Figures` for the report.

The state machine is walked in the order of recording (a corrected record takes the place of the wrong
one); clocks look at days only.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor, program
from gongkai.apps.cases.data.events import event_kinds
from gongkai.apps.cases.history import (
    Fact,
    closing,
    consultations_open,
    history_of,
    undelivered,
)
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.models import Case, Event, Figures
from gongkai.apps.cases.refusals import Refused, YearIsLocked
from gongkai.apps.cases.reversal import Reversal, reversal_of
from gongkai.apps.periods.actions import Change, YearLocked, touch
from gongkai.domain.cases import NotAllowed, machine, other_kinds
from gongkai.domain.deadlines import Due, History, HistoryError, Overview, overview, own_period
from gongkai.domain.law import Local, NotInForce
from gongkai.domain.working_days import Calendar, OutsideCalendar

COUNTS = ("applicant_kind", "received_on", "closed_on", "outcome", "variant", "counted")
# States in which somebody still has to do something by a day.
OPEN = frozenset(
    ("arrived", "received", "correcting", "handling", "consulting_third_party", "consulting_organ",
     "asking_reasons", "charging", "extended", "to_review", "decided", "replying_again")
)  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """Conclusions from the facts; the fields of `Case` below `# standing`."""

    state: str
    received_on: dt.date | None
    overview: Overview | None
    closed_on: dt.date | None
    outcome: str
    variant: str
    applicant_kind: str
    counted: bool
    joined_into: int | None
    extended: bool
    consulting: int
    reversal: Reversal | None = None
    undelivered: bool = False


def effective(events: Iterable[Event]) -> tuple[Fact, ...]:
    """The facts that hold: a replaced record gives its place to the newer one; a void one leaves none."""
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
            held.append(
                Fact(last.kind, last.on, last.facts, last.recorded_at, last.pk, last.number)
            )
    return tuple(held)


def acts_done(facts: Sequence[Fact]) -> tuple[str, ...]:
    """The steps of the state machine; one of several consultations answered is not yet a step."""
    done, asked = [], 0
    for fact in facts:
        act = event_kinds()[fact.kind].act
        if act in ("ask_third_party", "ask_organ"):
            asked += 1
        if act in ("hear_third_party", "hear_organ"):
            asked -= 1
            if asked > 0:
                continue
        if act:
            done.append(act)
    return tuple(done)


def standing_of(
    facts: Sequence[Fact],
    applicant_kind: str,
    local: Local,
    calendar: Calendar,
    as_of: dt.date | None,
    kind: str = "application",
) -> Standing:
    """Everything that follows from the facts. Raises Refused where they contradict law or each other."""
    try:
        state = machine().position(acts_done(facts))
        history = history_of(facts)
        seen = _clocks(kind, history, calendar, local, as_of) if history is not None else None
        again = reversal_of(facts, calendar, local)
        if again is not None and seen is not None:
            # The clock that runs now stands first, as the reply's does before a reversal.
            renewed = again.standing(calendar, as_of or clock.today())
            clocks = (renewed, *seen.standings) if renewed is not None else seen.standings
            seen = replace(seen, standings=clocks)
    except (NotAllowed, HistoryError, NotInForce, OutsideCalendar) as no:
        raise Refused(str(no)) from no
    end = closing(facts)
    for fact in facts:
        if fact.kind == "classify":
            applicant_kind = str(fact.facts["applicant_kind"])
    joined = None
    for fact in facts:
        if fact.kind in ("join", "merge_back"):
            joined = int(fact.facts["into_case"])
        elif fact.kind == "unjoin":
            joined = None
    return Standing(
        state=state,
        received_on=seen.received_on if seen else None,
        overview=seen,
        closed_on=end.day if end else None,
        outcome=end.outcome if end else "",
        variant=end.variant if end else "",
        applicant_kind=applicant_kind,
        counted=joined is None,
        joined_into=joined,
        extended=bool(seen and seen.reply.extended_by),
        consulting=consultations_open(facts),
        reversal=again,
        undelivered=undelivered(facts),
    )


def _clocks(
    kind: str, history: History, calendar: Calendar, local: Local, as_of: dt.date | None
) -> Overview:
    """The clocks of an application by law; of another kind the period the organ gave itself."""
    if kind in other_kinds():
        return own_period(other_kinds()[kind].clock, history, calendar, local, as_of)
    return overview(history, calendar, local, as_of)


def refresh(
    case: Case,
    actor: Actor | None = None,
    amendment: str = "",
    at: dt.datetime | None = None,
) -> Standing:
    """Write the standing of a case from its events, and a new `Figures` row where what is counted changed.

    Call in the transaction of the act, with the case's row locked. `amendment`: the reason, where a
    locked year's figures may change. Refused: they would change without one. `at`: when the event
    was recorded that changed them; else now.
    """
    made = put_standing(case, case.events.order_by("number"), law_in_use())
    case.save()
    if case.kind == "application":
        _keep_figures(case, actor or program(), amendment, at or clock.now())
    return made


def put_standing(case: Case, events: Iterable[Event], law: tuple[Local, Calendar]) -> Standing:
    """Write the standing as of today onto the row in memory; nothing is saved. Raises Refused."""
    rows = list(events)
    facts, (local, calendar) = effective(rows), law
    made = standing_of(facts, case.applicant_kind, local, calendar, clock.today(), case.kind)
    _onto(case, made, facts)
    case.events_held = len(rows)
    if made.reversal is not None:
        _reply_again(case, made.reversal, calendar)
    return made


def _onto(case: Case, made: Standing, facts: Sequence[Fact]) -> None:
    case.state, case.received_on, case.closed_on = made.state, made.received_on, made.closed_on
    case.outcome, case.variant = made.outcome, made.variant
    case.applicant_kind, case.counted = made.applicant_kind, made.counted
    case.joined_into_id, case.extended, case.consulting = (
        made.joined_into,
        made.extended,
        made.consulting,
    )
    case.undelivered = made.undelivered
    case.arrived_on = next((one.on for one in facts if one.kind == "submit"), None)
    case.standing_on = clock.today()
    case.due_on, case.due_provisional, case.waits_for = None, False, ""
    case.next_due_on, case.next_due, case.late_by = None, "", None
    if made.overview is None:
        return
    reply = made.overview.reply.result
    if isinstance(reply, Due):
        case.due_on, case.due_provisional = reply.day, bool(reply.unsettled)
        case.late_by = made.overview.standings[0].late_by
    else:
        case.waits_for = reply.waits_for[:60]
    if made.state in OPEN:
        waiting = [
            (one.clock.day, one.clock.clock)
            for one in made.overview.standings
            if isinstance(one.clock, Due) and one.done_on is None and one.clock.clock in OWN_CLOCKS
        ]
        if waiting:
            case.next_due_on, case.next_due = min(waiting)


def _reply_again(case: Case, reversal: Reversal, calendar: Calendar) -> None:
    """After a reversal the case's clock is that of the new answer; the first one has had its day."""
    again = reversal.standing(calendar, clock.today())
    case.due_on, case.due_provisional, case.late_by, case.waits_for = None, False, None, ""
    case.next_due_on, case.next_due = None, ""
    if again is None or not isinstance(again.clock, Due):
        return
    case.due_on, case.due_provisional = again.clock.day, bool(again.clock.unsettled)
    case.late_by = again.late_by
    if case.state in OPEN:
        case.next_due_on, case.next_due = again.clock.day, again.clock.clock


# Clocks whose passing asks the organ to act.
OWN_CLOCKS = frozenset(
    ("confirmation", "reply", "correction_limit", "third_party_opinion", "joint_organ_opinion",
     "fee_payment", "record_correction", "complaint")
)  # fmt: skip


def _keep_figures(case: Case, actor: Actor, amendment: str, now: dt.datetime) -> None:
    values = {name: getattr(case, name) for name in COUNTS} | {"organ_id": case.organ_id}
    last = Figures.objects.filter(case=case, until=None).first()
    if last is not None and all(getattr(last, name) == value for name, value in values.items()):
        return
    made = Figures(case=case, since=now, until=None, **values)
    _touch_years(case, last, made, actor, amendment)
    if last is not None:
        Figures.objects.filter(pk=last.pk).update(until=now)
    made.save()


def _touch_years(
    case: Case, last: Figures | None, made: Figures, actor: Actor, amendment: str
) -> None:
    days = [one.received_on for one in (last, made) if one is not None and one.received_on]
    if not days:
        return
    years = [
        year
        for year in range(min(days).year, clock.today().year + 1)
        if counted_in(last, year) != counted_in(made, year)
    ]
    change = Change(
        years,
        "Case",
        case.pk,
        str(case),
        _said(last) if last is not None else None,
        _said(made),
        case.organ_id,
    )
    try:
        touch(actor, change, amendment)
    except YearLocked as no:
        raise YearIsLocked(str(no)) from no


def counted_in(one: Figures | None, year: int) -> tuple[object, ...] | None:
    """Where 表三 of a year counts a case: new, carried in, its result, carried out. None: nowhere."""
    if one is None or not one.counted or one.received_on is None or one.received_on.year > year:
        return None
    closed = one.closed_on.year if one.closed_on else None
    if closed is not None and closed < year:
        return None
    result = (one.outcome, one.variant) if closed == year else None
    return (one.organ_id, one.applicant_kind, one.received_on.year == year, result)


def _said(one: Figures) -> dict[str, str]:
    return {name: str(getattr(one, name) or "") for name in COUNTS}
