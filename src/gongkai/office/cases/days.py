"""A day that runs, in words: which day, of which weekday, how many working days are left, what it is for."""

import datetime as dt
from dataclasses import dataclass

from gongkai.apps.cases.models import Case
from gongkai.domain.deadlines import clocks
from gongkai.domain.working_days import Calendar
from gongkai.domain.working_days.calendar import WEEKDAYS

NEAR = 3  # working days; from here on the day stands out


@dataclass(frozen=True)
class Runs:
    """`left`: working days left, 0 on the last day, negative when overdue."""

    day: dt.date
    label: str
    left: int
    provisional: bool = False

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.day.weekday()]

    @property
    def late(self) -> bool:
        return self.left < 0

    @property
    def near(self) -> bool:
        return 0 <= self.left <= NEAR

    @property
    def words(self) -> str:
        return left_in_words(self.left)


def left_in_words(left: int) -> str:
    """还剩3个工作日, 今天到期, 已逾期2个工作日."""
    if left < 0:
        return f"已逾期{-left}个工作日"
    return f"还剩{left}个工作日" if left else "今天到期"


def left_on(day: dt.date, today: dt.date, calendar: Calendar) -> int:
    """Working days from today to a day; overdue at least -1."""
    if day >= today:
        return calendar.count(today, day)
    return -max(1, calendar.count(day, today))


def running(case: Case, today: dt.date, calendar: Calendar) -> Runs | None:
    """The nearest day the case runs against; None where it waits for somebody or is over."""
    if case.next_due_on is None:
        return None
    known = clocks().get(case.next_due)
    return Runs(
        case.next_due_on,
        known.label if known else "",
        left_on(case.next_due_on, today, calendar),
        case.due_provisional and case.next_due_on == case.due_on,
    )
