"""Counting: working days one by one, days and months by the calendar."""

import calendar as months
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.domain.deadlines.due import Role, Step
from gongkai.domain.working_days.calendar import LAST_CERTAIN_DAY, Calendar, CalendarDay

PROVISIONAL = "{year}年的放假安排尚未公布，按法定假日和周末暂算"


@dataclass(frozen=True)
class Interval:
    """Time that is not counted: the days after `after`, up to and including `until`."""

    after: date
    until: date
    reason: str

    def covers(self, day: date) -> bool:
        return self.after < day <= self.until


@dataclass(frozen=True)
class Counted:
    """The last day and the way to it. `unsettled` names the years whose notice is missing."""

    day: date
    steps: tuple[Step, ...]
    unsettled: tuple[str, ...]


def working_days(
    calendar: Calendar,
    start: date,
    length: int,
    begin: str,
    excluded: Sequence[Interval] = (),
) -> Counted:
    """The `length`-th working day after `start`, leaving out those that an interval covers.

    Intervals may overlap: a day is left out once. `start` is not counted (《民法典》第二百零一条).
    """
    steps = [Step(start, Role.START, begin)]
    seen: list[CalendarDay] = []
    number = 0
    for one in calendar.after(start):
        seen.append(one)
        covering = [interval.reason for interval in excluded if interval.covers(one.day)]
        if not one.working:
            steps.append(Step(one.day, Role.REST, one.reason, None, one.source))
        elif covering:
            reason = "、".join(dict.fromkeys(covering))
            steps.append(Step(one.day, Role.EXCLUDED, reason, None, one.source))
        else:
            number += 1
            steps.append(Step(one.day, Role.COUNTED, one.reason, number, one.source))
            if number == length:
                break
    return Counted(one.day, tuple(steps), _unsettled(seen))


def days(calendar: Calendar, start: date, length: int, begin: str) -> Counted:
    """The `length`-th day after `start`; a last day that is no working day moves to the next one."""
    return _settled(calendar, start, start + timedelta(days=length), f"第{length}日", begin)


def calendar_months(calendar: Calendar, start: date, length: int, begin: str) -> Counted:
    """The same day `length` months later, or the month's last day (《民法典》第二百零二条); moved as `days`."""
    year, month = divmod(start.year * 12 + start.month - 1 + length, 12)
    last = months.monthrange(year, month + 1)[1]
    nominal = date(year, month + 1, min(start.day, last))
    named = f"满{length // 12}年" if length % 12 == 0 else f"满{length}个月"
    return _settled(calendar, start, nominal, named, begin)


def calendar_years(calendar: Calendar, start: date, length: int, begin: str) -> Counted:
    """The same day `length` years later; moved as `days`."""
    return calendar_months(calendar, start, length * 12, begin)


def _settled(calendar: Calendar, start: date, nominal: date, named: str, begin: str) -> Counted:
    """Roll a nominal last day over rest days (《民法典》第二百零三条)."""
    looked = [calendar.look(nominal)]
    steps = [Step(start, Role.START, begin)]
    while not looked[-1].working:
        one = looked[-1]
        label = f"{named}；{one.reason}，顺延" if len(looked) == 1 else f"{one.reason}，顺延"
        steps.append(Step(one.day, Role.REST, label, None, one.source))
        looked.append(calendar.look(one.day + timedelta(days=1)))
    end = looked[-1]
    reason = named if len(looked) == 1 else "休息日后的第一个工作日"
    steps.append(Step(end.day, Role.END, reason, None, end.source))
    return Counted(end.day, tuple(steps), _unsettled(looked))


def _unsettled(seen: list[CalendarDay]) -> tuple[str, ...]:
    years = sorted({_year_waited_for(one) for one in seen if one.provisional})
    return tuple(PROVISIONAL.format(year=year) for year in years)


def _year_waited_for(one: CalendarDay) -> int:
    """A provisional day at the end of December waits for the next year's notice."""
    in_last_days = (one.day.month, one.day.day) > LAST_CERTAIN_DAY
    return one.day.year + 1 if in_last_days else one.day.year
