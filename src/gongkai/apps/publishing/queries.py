"""What is still due, and what could not be made."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Count, Exists, Min, OuterRef, QuerySet

from gongkai.apps.changes.models import Effect
from gongkai.apps.publishing.models import PublicFile, PublishingFailure

CONSUMER = "publishing"
# A page that failed is tried again by itself after this; at once when its subject changes again.
REST = dt.timedelta(minutes=10)


def due_effects(
    at: dt.datetime, *, without: Collection[int] = (), rested: bool = True
) -> QuerySet[Effect]:
    """Changes that publishing has not carried out, oldest first.

    `rested` leaves out those that failed within `REST` before `at` and were not recorded anew since.
    """
    due = Effect.objects.filter(consumer=CONSUMER).order_by("id")
    if without:
        due = due.exclude(id__in=list(without))
    if rested:
        recent = PublishingFailure.objects.filter(
            subject=OuterRef("subject"),
            last_at__gt=at - REST,
            last_at__gte=OuterRef("recorded_at"),
        )
        due = due.exclude(Exists(recent))
    return due


def failures() -> QuerySet[PublishingFailure]:
    """Pages that could not be made, newest first: for the office to show."""
    return PublishingFailure.objects.all()


def failures_by_reason() -> list[tuple[str, int, dt.datetime]]:
    """(reason, number of pages, since when): one missing value may hold up many pages."""
    grouped = (
        PublishingFailure.objects.order_by()
        .values("reason")
        .annotate(pages=Count("page", distinct=True), since=Min("first_at"))
        .order_by("-pages", "reason")
    )
    return list(grouped.values_list("reason", "pages", "since"))


def files_of(page: str) -> QuerySet[PublicFile]:
    """The files of one page, by its key ("item:12:0")."""
    return PublicFile.objects.filter(page=page)
