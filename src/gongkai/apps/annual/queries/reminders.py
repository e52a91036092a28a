"""Reminders as they were sent: of a government's units, and of one unit."""

from collections.abc import Collection

from django.db.models import QuerySet

from gongkai.apps.annual.models import Reminder
from gongkai.apps.organs.models import Organ


def reminders_of(government: Organ, year: int) -> QuerySet[Reminder]:
    """Every reminder of the year to the government's units, the newest first. One query."""
    rows = Reminder.objects.filter(units__government=government, units__year=year)
    return rows.select_related("organ")


def reminders_to(organs: Collection[int], year: int) -> QuerySet[Reminder]:
    """What these units were told about the year, the newest first. One query."""
    rows = Reminder.objects.filter(organ__in=organs, units__year=year)
    return rows.select_related("organ", "units__government")
