"""The reply clock (Art. 33): 20 working days, begun anew by a correction or a payment, extended once.

Acts out of time do not move it; the answer says so in a note. The law in force on the day of receipt governs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from gongkai.domain.deadlines import counting
from gongkai.domain.deadlines.consultation import excluded_time
from gongkai.domain.deadlines.due import Due, Ground, Role, Step, Waiting
from gongkai.domain.deadlines.history import Correction, Extension, Fee, History
from gongkai.domain.deadlines.receipt import receipt
from gongkai.domain.deadlines.register import START_EXCLUDED, clocks, due_from
from gongkai.domain.law import Local
from gongkai.domain.working_days.calendar import Calendar

KEY = "reply"
IN_REPLY_PERIOD = Ground("收费通知书在答复期限内发出：国办函〔2020〕109号第六条", "seen-in-part")


@dataclass(frozen=True)
class ReplyClock:
    """The reply's day, or what it waits for, with the day of the first period and what moved it.

    `base` is the day the running period began after; `first` the last day without extension, by which a
    notice of extension must be out. Both None while the clock waits. `fee_notice` is the last day that a
    fee notice had, where one was sent.
    """

    result: Due | Waiting
    base: date | None = None
    first: date | None = None
    extended_by: int = 0
    fee_notice: Due | None = None


@dataclass
class _Run:
    """The count while acts are taken in, in the order of their days."""

    history: History
    calendar: Calendar
    local: Local
    as_of: date | None
    received: date
    base: date
    begin: str
    basis: list[Ground] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    intervals: tuple[counting.Interval, ...] = ()
    fee_notice: Due | None = None

    def count(self, length: int) -> counting.Counted:
        return counting.working_days(
            self.calendar, self.base, length, f"{self.begin}，当日不计入", self.intervals
        )

    @property
    def period(self) -> int:
        return int(self.local.parameter("reply_period", on=self.received).number())

    def choose(self, key: str) -> str:
        """The answer to an open question that this case meets; it becomes part of the basis."""
        choice = self.local.choice(key)
        self.basis.append(Ground.of_choice(choice))
        return choice.value


def reply(
    history: History, calendar: Calendar, local: Local | None = None, as_of: date | None = None
) -> ReplyClock:
    """The reply clock of one application by what was recorded.

    Raises HistoryError, NotInForce, OutsideCalendar where the record or the law gives no answer.
    """
    local = local or Local()
    label = clocks()[KEY].label
    arrived = receipt(history.arrival)
    if arrived.day is None:
        return ReplyClock(
            Waiting(KEY, label, arrived.waits_for, None, (arrived.basis,), arrived.notes)
        )
    run = _Run(history, calendar, local, as_of, arrived.day, arrived.day, "收到申请")
    run.basis += [
        Ground(f"收到申请之日：{arrived.basis.text}", arrived.basis.mark),
        Ground.of_parameter(local.parameter("reply_period", on=arrived.day)),
        START_EXCLUDED,
    ]
    run.notes += arrived.notes
    _received_on_rest_day(run)
    excluded = excluded_time(history, calendar, local, as_of)
    run.intervals = excluded.intervals
    run.basis += excluded.basis
    run.notes += excluded.notes
    waiting = _restarts(run)
    if waiting is not None:
        return ReplyClock(waiting, fee_notice=run.fee_notice)
    return _finish(run, label, excluded.unsettled)


def _received_on_rest_day(run: _Run) -> None:
    if not run.calendar.is_working(run.received) and (
        run.choose("received_on_rest_day") == "next-working-day"
    ):
        run.base = run.calendar.next_working_day(run.received)
        run.begin = "休息日收到申请，视为次一工作日收到"


def _restarts(run: _Run) -> Waiting | None:
    """Corrections and fee notices in the order of their days; a Waiting where one is unanswered."""
    corrections, fees = run.history.corrections(), run.history.fees()
    if len(corrections) > 1:
        run.notes.append(
            f"补正只能告知一次；{corrections[1].noticed_on.isoformat()}的第二次补正告知不影响期限。"
        )
    if len(fees) > 1:
        run.notes.append(
            f"一件申请只发一次收费通知；{fees[1].noticed_on.isoformat()}的第二次收费通知不影响期限。"
        )
    acts: Sequence[Correction | Fee] = [*corrections[:1], *fees[:1]]
    for act in sorted(acts, key=lambda one: one.noticed_on):
        waiting = _correction(run, act) if isinstance(act, Correction) else _fee(run, act)
        if waiting is not None:
            return waiting
    return None


def _correction(run: _Run, act: Correction) -> Waiting | None:
    limit = due_from("correction_notice", run.received, run.calendar, run.local)
    if act.noticed_on > limit.day:
        run.notes.append(
            f"补正告知书应在{limit.day.isoformat()}以前发出，实际于{act.noticed_on.isoformat()}发出，已经逾期。"
        )
        if run.choose("late_correction_notice") == "no-restart":
            return None
    run.basis.append(
        Ground("收到补正之日起重新计算全部期限：《政府信息公开条例》第三十条", "verified")
    )
    own = correction_limit(act, run.calendar, run.local)
    if act.answered_on is None:
        return Waiting(
            KEY, clocks()[KEY].label, "申请人补正", own, tuple(run.basis), tuple(run.notes)
        )
    if own is not None and act.answered_on > own.day:
        run.notes.append(
            f"申请人的补正期限是{own.day.isoformat()}，实际于{act.answered_on.isoformat()}补正；"
            "请认定逾期有无正当理由。"
        )
    if act.answered_on >= run.base:
        run.base, run.begin = act.answered_on, "收到补正"
    return None


def correction_limit(act: Correction, calendar: Calendar, local: Local) -> Due | None:
    """The applicant's last day; None while the notice is not proved to have been served."""
    if act.served_on is None:
        return None
    return due_from("correction_limit", act.served_on, calendar, local, length=act.limit)


def _fee(run: _Run, act: Fee) -> Waiting | None:
    run.local.parameter("fee_payment_period", on=act.noticed_on)  # NotInForce before 2021
    days = run.period + _extension(run, run.count(run.period).day, say=False)
    counted = run.count(days)
    last = counted.day
    run.fee_notice = Due(
        "fee_notice",
        clocks()["fee_notice"].label,
        last,
        (IN_REPLY_PERIOD, *run.basis[:3]),
        counted.steps,
        counted.unsettled,
    )
    if act.noticed_on > last:
        run.notes.append(
            f"收费通知书应在答复期限内（{last.isoformat()}以前）发出，实际于"
            f"{act.noticed_on.isoformat()}发出，不影响期限。"
        )
        return None
    if run.choose("payment_restarts_reply") == "continue":
        return None
    own = due_from("fee_payment", act.served_on, run.calendar, run.local) if act.served_on else None
    if act.paid_on is None:
        return Waiting(
            KEY, clocks()[KEY].label, "申请人缴费", own, tuple(run.basis), tuple(run.notes)
        )
    if own is not None and act.paid_on > own.day:
        run.notes.append(
            f"缴费期限是{own.day.isoformat()}，实际于{act.paid_on.isoformat()}缴费；请认定是否仍予办理。"
        )
    if act.paid_on >= run.base:
        run.base, run.begin = act.paid_on, "申请人缴费"
    return None


def _extension(run: _Run, first: date, *, say: bool = True) -> int:
    """Working days added by the one extension that counts; 0 if none does. `say` adds notes and grounds."""
    longest = run.local.parameter("reply_extension", on=run.received)
    added = 0
    for act in run.history.extensions():
        why_not = "延期只能一次" if added else _why_not(run, act, first)
        if why_not:
            if say:
                run.notes.append(f"{act.notified_on.isoformat()}告知的延期不影响期限：{why_not}。")
            continue
        added = min(act.days, int(longest.number()))
        if say:
            told = f"延期{added}个工作日，{act.notified_on.isoformat()}告知申请人"
            limit = Ground.of_parameter(longest)
            run.basis.append(Ground(f"{told}；{limit.text}", limit.mark))
            if act.days > added:
                run.notes.append(
                    f"延期写的是{act.days}个工作日，最长{added}个工作日，只计{added}个。"
                )
    return added


def _why_not(run: _Run, act: Extension, first: date) -> str:
    if act.approved_on is None:
        return "没有记录政府信息公开工作机构负责人的同意"
    if act.approved_on > act.notified_on:
        return "政府信息公开工作机构负责人同意的日期晚于告知的日期"
    if act.notified_on < run.base:
        return "此后期限已经重新计算"
    if act.notified_on > first:
        return f"应在{first.isoformat()}以前告知申请人"
    return ""


def _finish(run: _Run, label: str, unsettled: tuple[str, ...]) -> ReplyClock:
    first = run.count(run.period)
    added = _extension(run, first.day)
    counted = run.count(run.period + added) if added else first
    day, steps = counted.day, counted.steps
    for act in run.history.longer_periods():
        if not run.base <= act.notified_on <= day:
            run.notes.append(
                f"{act.notified_on.isoformat()}告知的延迟答复期限不影响期限：不在答复期限内告知。"
            )
        elif act.until > day:
            day = act.until
            steps += (Step(day, Role.END, "告知申请人的合理延迟答复期限"),)
            run.basis.append(
                Ground("延迟答复的合理期限：《政府信息公开条例》第三十五条", "verified")
            )
    made = Due(
        KEY,
        label,
        day,
        tuple(dict.fromkeys(run.basis)),
        steps,
        (*counted.unsettled, *unsettled),
        tuple(dict.fromkeys(run.notes)),
    )
    return ReplyClock(made, run.base, first.day, added, run.fee_notice)
