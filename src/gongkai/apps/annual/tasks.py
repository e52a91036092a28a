"""What time alone brings to the year: reminders of reports that are due, once a day."""

import datetime as dt

from gongkai.apps import clock
from gongkai.apps.annual.actions.reminding import remind_due
from gongkai.apps.publishing.place import configured_place

# In the state folder: the last day whose reminders were sent.
REMINDED = "reminded"
OFFICE_HOUR = 8


def remind_daily(at: dt.datetime) -> int:
    """From eight in the morning, once a day. A run that was broken off is repeated; nobody is told twice."""
    local = at.astimezone(clock.CHINA)
    note, day = configured_place().state / REMINDED, local.date().isoformat()
    if local.hour < OFFICE_HOUR:
        return 0
    if note.exists() and note.read_text(encoding="ascii") == day:
        return 0
    told = remind_due(at)
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(day, encoding="ascii")
    return told
