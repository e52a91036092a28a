"""Every clock of one application at once, and whether each act was in time."""

from dataclasses import dataclass, replace
from datetime import date

from gongkai.domain.deadlines.consultation import opinion_due
from gongkai.domain.deadlines.due import Due, Waiting
from gongkai.domain.deadlines.history import History
from gongkai.domain.deadlines.receipt import confirmation, receipt
from gongkai.domain.deadlines.register import clocks, due_from
from gongkai.domain.deadlines.reply import ReplyClock, correction_limit, reply
from gongkai.domain.law import Local, NotInForce
from gongkai.domain.working_days.calendar import Calendar


@dataclass(frozen=True)
class Standing:
    """One clock and the act it is for. `late_by` working days; None while the act is not done.

    `left`: working days left on the day of looking, 0 on the last day, negative when overdue; None when
    the act is done or no day of looking was given.
    """

    clock: Due | Waiting
    done_on: date | None = None
    late_by: int | None = None
    left: int | None = None

    @property
    def in_time(self) -> bool | None:
        return None if self.late_by is None else self.late_by == 0


@dataclass(frozen=True)
class Overview:
    """All clocks of an application, the reply's first."""

    received_on: date | None
    reply: ReplyClock
    standings: tuple[Standing, ...]


def overview(
    history: History, calendar: Calendar, local: Local | None = None, as_of: date | None = None
) -> Overview:
    """Every clock that the recorded acts set going. Raises as `reply`."""
    local = local or Local()
    clock = reply(history, calendar, local, as_of)
    received = receipt(history.arrival).day
    made = [_standing(clock.result, history.replied_on, calendar)]
    confirm = confirmation(history.arrival)
    if confirm is not None:
        made.append(_standing(confirm, history.arrival.confirmed_on, calendar))
    if received is not None:
        made += _of_correction(history, received, calendar, local)
    made += _of_notices(history, clock, calendar)
    for asked in history.consultations():
        own = opinion_due(asked, calendar, local)
        if own is not None:
            made.append(_standing(own, asked.answered_on, calendar))
    if clock.fee_notice is not None:
        made.append(_standing(clock.fee_notice, history.fees()[0].noticed_on, calendar))
    made += _of_fee(history, calendar, local)
    if isinstance(clock.result, Due):
        suit = due_from("suit_inaction", clock.result.day, calendar, local)
        unsettled = tuple(dict.fromkeys((*clock.result.unsettled, *suit.unsettled)))
        made.append(Standing(replace(suit, unsettled=unsettled)))
    if as_of is not None:
        made = [_seen_on(one, as_of, calendar) for one in made]
    return Overview(received, clock, tuple(made))


def own_period(
    key: str,
    history: History,
    calendar: Calendar,
    local: Local | None = None,
    as_of: date | None = None,
) -> Overview:
    """The clocks of what is no application (更正, 举报投诉): a period of the organ's own from the receipt.

    `key`: a simple clock. Raises KeyError, NotInForce, OutsideCalendar.
    """
    local = local or Local()
    received = receipt(history.arrival)
    if received.day is None:
        label = clocks()[key].label
        waits = Waiting(key, label, received.waits_for, None, (received.basis,), received.notes)
        clock = ReplyClock(waits)
    else:
        clock = ReplyClock(due_from(key, received.day, calendar, local), received.day)
    made = [_standing(clock.result, history.replied_on, calendar)]
    confirm = confirmation(history.arrival)
    if confirm is not None:
        made.append(_standing(confirm, history.arrival.confirmed_on, calendar))
    if as_of is not None:
        made = [_seen_on(one, as_of, calendar) for one in made]
    return Overview(received.day, clock, tuple(made))


def _seen_on(one: Standing, as_of: date, calendar: Calendar) -> Standing:
    if one.done_on is not None or isinstance(one.clock, Waiting):
        return one
    late = lateness(one.clock, as_of, calendar)
    return replace(one, left=-late if late else calendar.count(as_of, one.clock.day))


def _of_correction(
    history: History, received: date, calendar: Calendar, local: Local
) -> list[Standing]:
    first = next(iter(history.corrections()), None)
    try:
        notice = due_from("correction_notice", received, calendar, local)
    except NotInForce:
        return []
    made = [_standing(notice, first.noticed_on if first else None, calendar)]
    if first is not None:
        own = correction_limit(first, calendar, local)
        if own is not None:
            made.append(_standing(own, first.answered_on, calendar))
    return made


def _of_notices(history: History, clock: ReplyClock, calendar: Calendar) -> list[Standing]:
    """The last day to tell of an extension: the end of the period without it."""
    if clock.first is None or not isinstance(clock.result, Due):
        return []
    done = next((act.notified_on for act in history.extensions()), None)
    label = clocks()["extension_notice"].label
    end = replace(clock.result, clock="extension_notice", label=label, day=clock.first, notes=())
    steps = tuple(step for step in end.steps if step.day <= clock.first)
    return [_standing(replace(end, steps=steps), done, calendar)]


def _of_fee(history: History, calendar: Calendar, local: Local) -> list[Standing]:
    return [
        _standing(due_from("fee_payment", act.served_on, calendar, local), act.paid_on, calendar)
        for act in history.fees()[:1]
        if act.served_on is not None
    ]


def _standing(clock: Due | Waiting, done_on: date | None, calendar: Calendar) -> Standing:
    if done_on is None or isinstance(clock, Waiting):
        return Standing(clock, done_on)
    return Standing(clock, done_on, lateness(clock, done_on, calendar))


def lateness(clock: Due, done_on: date, calendar: Calendar) -> int:
    """Working days after the last day; at least 1 when late at all, 0 in time."""
    if done_on <= clock.day:
        return 0
    return max(1, calendar.count(clock.day, done_on))
