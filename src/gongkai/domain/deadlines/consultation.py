"""Consultations: each party's own last day, what its silence means, and the time they take from the reply."""

from dataclasses import dataclass
from datetime import date

from gongkai.domain.deadlines.counting import Interval
from gongkai.domain.deadlines.due import Due, Ground
from gongkai.domain.deadlines.history import Consultation, Consulted, History
from gongkai.domain.deadlines.register import due_from
from gongkai.domain.law import Local
from gongkai.domain.working_days.calendar import Calendar

CLOCKS = {
    Consulted.THIRD_PARTY: "third_party_opinion",
    Consulted.JOINT_ORGAN: "joint_organ_opinion",
}


def opinion_due(asked: Consultation, calendar: Calendar, local: Local) -> Due | None:
    """The party's last day, from its own receipt. None where no receipt is proved or the law sets no period."""
    if asked.consulted not in CLOCKS or asked.received_on is None:
        return None
    return due_from(CLOCKS[asked.consulted], asked.received_on, calendar, local)


@dataclass(frozen=True)
class ExcludedTime:
    """What all consultations take out of the reply period."""

    intervals: tuple[Interval, ...]
    basis: tuple[Ground, ...]
    unsettled: tuple[str, ...]
    notes: tuple[str, ...]


def excluded_time(
    history: History, calendar: Calendar, local: Local, as_of: date | None
) -> ExcludedTime:
    """Intervals not counted (Art. 33 para. 3): from sending to the answer, or to the end of silence.

    `as_of` is the day of looking: a consultation without answer and without a limit stops the clock up to it.
    """
    intervals: list[Interval] = []
    unsettled: list[str] = []
    notes: list[str] = []
    choices: list[str] = []
    for asked in history.consultations():
        end = _end(asked, calendar, local, as_of)
        notes += end.notes
        unsettled += end.unsettled
        choices += end.choices
        if end.day is not None:
            reason = f"征求{asked.consulted.label}意见"
            intervals.append(Interval(asked.sent_on, end.day, reason))
    basis = [Ground.of_choice(local.choice(key)) for key in dict.fromkeys(choices)]
    if intervals:
        basis.insert(
            0,
            Ground(
                "征求第三方和其他机关意见所需时间不计算在内：《政府信息公开条例》第三十三条第三款",
                "verified",
            ),
        )
    return ExcludedTime(tuple(intervals), tuple(basis), tuple(unsettled), tuple(notes))


@dataclass(frozen=True)
class _End:
    """Where one consultation's excluded time ends; None while nothing is proved."""

    day: date | None
    unsettled: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


def _end(asked: Consultation, calendar: Calendar, local: Local, as_of: date | None) -> _End:
    if asked.consulted is Consulted.INTERNAL_UNIT:
        return _End(None, notes=("征求内设机构的意见不影响期限：内设机构不是其他机关。",))
    if asked.consulted is Consulted.OTHER_ORGAN:
        limit, choice = asked.answer_by, "other_organ_silence"
    else:
        own = opinion_due(asked, calendar, local)
        limit, choice = own.day if own else None, "late_opinion"
    if asked.answered_on is not None:
        if limit is not None and asked.answered_on > limit:
            capped = local.choice(choice).value == "until-limit"
            return _End(limit if capped else asked.answered_on, choices=(choice,))
        return _End(asked.answered_on)
    return _unanswered(asked, limit, choice, local, as_of)


def _unanswered(
    asked: Consultation, limit: date | None, choice: str, local: Local, as_of: date | None
) -> _End:
    who = asked.consulted.label
    endless = asked.consulted is Consulted.OTHER_ORGAN and (
        local.choice(choice).value == "until-answer"
    )
    if limit is not None and not endless:
        chosen = (choice,) if asked.consulted is Consulted.OTHER_ORGAN else ()
        if as_of is not None and as_of > limit:
            return _End(limit, choices=chosen)
        return _End(
            limit,
            (f"{who}尚未答复，按沉默至{limit.isoformat()}计算；提前答复的，期限相应提前",),
            choices=chosen,
        )
    missing = f"{who}尚未答复，也没有记录其收到征求意见书的日期"
    if asked.consulted is Consulted.OTHER_ORGAN:
        missing = f"{who}尚未答复，也没有可以作为终点的答复日"
    if as_of is None or as_of <= asked.sent_on:
        return _End(
            None, (f"{missing}，暂不扣除",), (f"请补记{who}的收到日期（凭证）或者答复日期。",)
        )
    return _End(
        as_of,
        (f"{missing}，暂扣除到{as_of.isoformat()}",),
        (f"请补记{who}的收到日期（凭证）或者答复日期。",),
    )
