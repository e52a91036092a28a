"""The working days on which the example county publishes."""

import datetime as dt
import random
from functools import cache

from gongkai.apps.clock import CHINA
from gongkai.domain.working_days.calendar import load_calendar


@cache
def working_days(first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    """Working days from `first` to `last`, both included."""
    calendar = load_calendar()
    days = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(day for day in days if calendar.is_working(day))


def working_day_before(day: dt.date, count: int) -> dt.date:
    """The working day `count` working days before `day`; of 0 the last one up to `day`."""
    return working_days(day - dt.timedelta(days=40 + count * 3), day)[-1 - count]


def instant(day: dt.date, chance: random.Random) -> dt.datetime:
    """Some minute of the office hours of a day, in China."""
    minute = int(chance.random() * 540)
    return dt.datetime(day.year, day.month, day.day, 8 + minute // 60, minute % 60, tzinfo=CHINA)


def spread(count: int, first: dt.date, last: dt.date, chance: random.Random) -> list[dt.datetime]:
    """`count` instants over the working days, in order of time."""
    days = working_days(first, last)
    return sorted(instant(days[int(chance.random() * len(days))], chance) for _ in range(count))
