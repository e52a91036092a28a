"""The State Council's holiday notices as data, and the calendar of working days made of them."""

from gongkai.domain.working_days.calendar import (
    Calendar,
    CalendarDay,
    OutsideCalendar,
    load_calendar,
)
from gongkai.domain.working_days.notices import Notice, notices
from gongkai.domain.working_days.outlook import Outlook, outlook

__all__ = [
    "Calendar",
    "CalendarDay",
    "Notice",
    "Outlook",
    "OutsideCalendar",
    "load_calendar",
    "notices",
    "outlook",
]
