"""When who did what for the report of 2025: who was late, whose report went back."""

import datetime as dt
from dataclasses import dataclass

from gongkai.apps.clock import CHINA
from gongkai.apps.example.days import working_days
from gongkai.apps.example.register import register

YEAR = 2025
# Organs whose records count in the report of another.
REPORTED_BY = {"sbzx": "rsj", "sthj": "zfb"}
LATE = "tyx"
# Handed in, returned with what was found, mended, handed in again.
RETURNED = "slj"
FROZEN_ON = dt.date(2026, 1, 5)
REMINDED_ON = dt.date(2026, 2, 2)
LOCKED_ON = dt.date(2026, 2, 25)
# The government's report: begun, its documents agreed with 司法局, to the head of the office, signed, through
# the gates, public.
BEGUN_ON, AGREED_ON, TO_HEAD_ON, SIGNED_ON, SHOWN_ON = (
    dt.date(2026, 2, 26), dt.date(2026, 3, 3), dt.date(2026, 3, 9), dt.date(2026, 3, 11), dt.date(2026, 3, 16),
)  # fmt: skip


@dataclass(frozen=True)
class UnitDays:
    """One unit's days; `returned` and `again` only of the one whose report went back."""

    written: dt.date
    handed_in: dt.date
    received: dt.date
    published: dt.date
    returned: dt.date | None = None
    again: dt.date | None = None


def units() -> tuple[str, ...]:
    """The folders of the 37 units that hand in: departments and townships that existed in the year."""
    return tuple(
        one.slug
        for one in register().values()
        if one.kind in ("department", "township")
        and (one.abolished_on is None or one.abolished_on.year >= YEAR)
    )


def days_of(slug: str) -> UnitDays:
    """Written from the second week of January on, one unit after the other; all but one in time."""
    days = working_days(dt.date(2026, 1, 9), dt.date(2026, 3, 10))
    if slug == LATE:
        at = days.index(dt.date(2026, 2, 4))
        return UnitDays(days[at], days[at], days[at + 1], days[at + 2])
    at = units().index(slug) % 9
    written, handed_in = days[at], days[at + 1]
    if slug == RETURNED:
        return UnitDays(written, handed_in, days[at + 6], days[at + 7], days[at + 2], days[at + 5])
    return UnitDays(written, handed_in, days[at + 3], days[at + 4])


def moment(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """An hour of that day in China."""
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=CHINA)


def end_of_month(month: int) -> dt.date:
    """The last day of a month of the year after, by which a measure is carried out."""
    return dt.date(YEAR + 1 + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
