"""What the public sees, in the order pages show it. Everything starts at `Edition.objects.public()`."""

import datetime as dt

from gongkai.apps.disclosure.models import Column, Edition
from gongkai.apps.disclosure.models.editions import EditionQuerySet


def of_organ(organ_id: int) -> EditionQuerySet:
    """Everything of an organ, newest first."""
    return Edition.objects.public().filter(organ_id=organ_id).select_related("organ", "column")


def columns_of(organ_id: int, on: dt.date) -> list[Column]:
    """Columns opened by `on`, in the order of the tree; closed ones too (they are archived, not gone)."""
    return list(
        Column.objects.filter(organ_id=organ_id, opened_on__lte=on)
        .select_related("parent")
        .order_by("order", "id")
    )
