"""Which day is a working day, why, and whether that is certain yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.domain.law.local import Local
from gongkai.domain.working_days.notices import Notice, notices

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
ONE_DAY = timedelta(days=1)
# 《全国年节及纪念日放假办法》第二条: off in every year, whatever the notice will say.
FIXED_HOLIDAYS = {(1, 1): "元旦", (5, 1): "劳动节", (5, 2): "劳动节"} | {
    (10, day): "国庆节" for day in (1, 2, 3)
}
# 元旦 of the next year may move these days; the notice for 2019 did so from 29 December.
LAST_CERTAIN_DAY = (12, 25)
LAST_YEAR = 2100


class OutsideCalendar(LookupError):
    """A day of a year that the program holds no notice for and may not guess."""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day. `source` is the notice's number or the local file; empty for plain weekdays and weekends."""

    day: date
    working: bool
    reason: str  # 工作日, 星期六, 国庆节放假, 国庆节调休上班
    source: str = ""
    provisional: bool = False

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.day.weekday()]


class Calendar:
    """Working days by the notices given, changed by the local days. One object may be shared."""

    def __init__(self, known: tuple[Notice, ...], local: Local) -> None:
        self.years = frozenset(one.year for one in known)
        if not self.years:
            raise OutsideCalendar("没有任何一年的放假安排")
        self.first_year = min(self.years)
        self._days: dict[date, CalendarDay] = {}
        for notice in sorted(known, key=lambda one: one.published_on):
            for special in notice.days:
                kind = "放假" if not special.working else "调休上班"
                self._days[special.day] = CalendarDay(
                    special.day, special.working, special.festival + kind, notice.number
                )
        self._local = {
            day: CalendarDay(day, working, name, local.source)
            for days, working in ((local.rest, False), (local.work, True))
            for day, name in days.items()
        }

    def look(self, day: date) -> CalendarDay:
        """What a day is. Raises OutsideCalendar before the first year held, and far in the future."""
        found = self._local.get(day) or self._days.get(day)
        if found is not None and day.year >= self.first_year:
            return found
        if day.year < self.first_year:
            raise OutsideCalendar(
                f"{day.isoformat()} 早于{self.first_year}年，程序没有那一年的放假安排"
            )
        if day.year > LAST_YEAR:
            raise OutsideCalendar(f"{day.isoformat()} 太远，无法计算")
        found = self._plain(day)
        self._days[day] = found
        return found

    def _plain(self, day: date) -> CalendarDay:
        provisional = not self._certain(day)
        fixed = FIXED_HOLIDAYS.get((day.month, day.day)) if day.year not in self.years else None
        if fixed:
            return CalendarDay(day, False, f"{fixed}放假", "《全国年节及纪念日放假办法》", True)
        if day.weekday() >= 5:
            return CalendarDay(day, False, WEEKDAYS[day.weekday()], "", provisional)
        return CalendarDay(day, True, "工作日", "", provisional)

    def _certain(self, day: date) -> bool:
        if day.year not in self.years:
            return False
        return (day.month, day.day) <= LAST_CERTAIN_DAY or day.year + 1 in self.years

    def is_working(self, day: date) -> bool:
        return self.look(day).working

    def after(self, day: date) -> Iterator[CalendarDay]:
        """The days after a day, without end; OutsideCalendar ends it."""
        while True:
            day += ONE_DAY
            yield self.look(day)

    def next_working_day(self, day: date) -> date:
        """The first working day after a day."""
        return next(one.day for one in self.after(day) if one.working)

    def count(self, after: date, until: date) -> int:
        """Working days after `after` up to and including `until`; 0 if there are none."""
        return sum(
            self.is_working(after + timedelta(days=n)) for n in range(1, (until - after).days + 1)
        )


def load_calendar(local: Local | None = None, known_on: date | None = None) -> Calendar:
    """The calendar by all notices held, or by those that were public on a day."""
    held = notices()
    if known_on is not None:
        held = tuple(one for one in held if one.published_on <= known_on)
    return Calendar(held, local or Local())
