"""Keeping what could not be made, with the sentence that the office shows."""

from collections.abc import Collection, Mapping
from itertools import islice

from gongkai.apps import clock
from gongkai.apps.publishing.models import PublishingFailure

# One missing value of the site record fails every page; the office needs the sentence, not a row a page.
FAILURES_A_CHANGE = 200


def remember_failures(subject: str, reasons: Mapping[str, str]) -> None:
    """Record why these pages could not be made for this change. In the caller's transaction."""
    at = clock.now()
    PublishingFailure.objects.bulk_create(
        [
            PublishingFailure(
                page=page, subject=subject, reason=reason[:500], first_at=at, last_at=at
            )
            for page, reason in islice(sorted(reasons.items()), FAILURES_A_CHANGE)
        ],
        update_conflicts=True,
        unique_fields=["page", "subject"],
        update_fields=["reason", "last_at"],
    )


def forget_failures(subjects: Collection[str]) -> None:
    """These changes are carried out, or are about to be recorded anew."""
    PublishingFailure.objects.filter(subject__in=subjects).delete()
