"""What the public sees, in the order pages show it. Everything starts at `Edition.objects.public()`."""

import datetime as dt

from django.db.models import Q

from gongkai.apps.disclosure.models import Column, Edition, Item
from gongkai.apps.disclosure.models.editions import EditionQuerySet


def of_column(column: Column) -> EditionQuerySet:
    """A column's own pieces and those of the columns below it, newest first."""
    return (
        Edition.objects.public()
        .filter(column__organ_id=column.organ_id)
        .filter(Q(column__code=column.code) | Q(column__code__startswith=column.code + "/"))
        .select_related("organ", "column")
    )


def of_organ(organ_id: int) -> EditionQuerySet:
    """Everything of an organ, newest first."""
    return Edition.objects.public().filter(organ_id=organ_id).select_related("organ", "column")


def public_edition(item: Item) -> Edition | None:
    """The edition that is public now."""
    return Edition.objects.public().filter(item=item).select_related("organ", "column").first()


def last_edition(item: Item) -> Edition | None:
    """The public edition, or the last one that was: what the address of a withdrawn item tells of."""
    return item.editions.order_by("-number").select_related("organ", "column").first()


def columns_of(organ_id: int, on: dt.date) -> list[Column]:
    """Columns opened by `on`, in the order of the tree; closed ones too (they are archived, not gone)."""
    return list(
        Column.objects.filter(organ_id=organ_id, opened_on__lte=on)
        .select_related("parent")
        .order_by("order", "id")
    )
