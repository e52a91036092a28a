"""Reading the log: by person, act, subject, days."""

import datetime as dt

from django.db.models import Q, QuerySet

from gongkai.apps.audit.models import Entry
from gongkai.apps.clock import CHINA

LOGINS = ("session.login", "session.failed", "session.locked", "session.logout")


def logins_of(person_id: int, count: int) -> list[Entry]:
    """The last times this person came in, went out, or somebody tried to."""
    return list(Entry.objects.filter(person_id=person_id, act__in=LOGINS)[:count])


def entries(
    *,
    person: str = "",
    acts: tuple[str, ...] = (),
    subject: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
    outcome: str = "",
) -> QuerySet[Entry]:
    """The rows that answer all that is asked, newest first. Days are days in China, both inclusive."""
    rows = Entry.objects.all()
    if person:
        rows = rows.filter(Q(person_name__contains=person) | Q(organ_name__contains=person))
    if acts:
        rows = rows.filter(act__in=acts)
    if subject:
        rows = rows.filter(subject_label__contains=subject)
    if since:
        rows = rows.filter(at__gte=_start(since))
    if until:
        rows = rows.filter(at__lt=_start(until + dt.timedelta(days=1)))
    if outcome:
        rows = rows.filter(outcome=outcome)
    return rows


def _start(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), CHINA)
