"""What an organ has stated of a year: by item and month, what stands, what waits, what was before."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Count, Q

from gongkai.apps.annual.items import Item, items_of
from gongkai.apps.annual.models import Delivery, Statement
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.models import Organ

MONTHS = range(1, 13)


def is_confirmed(one: Statement) -> bool:
    """Whether another person confirmed it."""
    return hasattr(one, "confirmation")


@dataclass(frozen=True)
class Slot:
    """One item of one month (None: the whole year); `rows` in the order of stating."""

    month: int | None
    rows: tuple[Statement, ...] = ()

    @property
    def latest(self) -> Statement | None:
        return self.rows[-1] if self.rows else None

    @cached_property
    def standing(self) -> Statement | None:
        """The newest confirmed row: what counts; None where nothing was confirmed, or it was taken back."""
        held = next((one for one in reversed(self.rows) if is_confirmed(one)), None)
        return held if held is not None and held.value is not None else None

    @property
    def waiting(self) -> Statement | None:
        """The latest row, where nobody confirmed it yet."""
        return self.latest if self.latest is not None and not is_confirmed(self.latest) else None

    @property
    def former(self) -> tuple[Statement, ...]:
        """Rows that are neither what stands nor what waits, newest first."""
        shown = (self.standing, self.waiting)
        return tuple(one for one in reversed(self.rows) if one not in shown)


@dataclass(frozen=True)
class Line:
    """One item with the whole year's slot and those of its months."""

    item: Item
    year: Slot
    months: tuple[Slot, ...]

    def slot(self, month: int | None) -> Slot:
        return self.year if month is None else self.months[month - 1]

    @property
    def counted(self) -> Decimal | None:
        """What the report counts of this item now; None: blank."""
        if self.year.standing is not None:
            return self.year.standing.value
        held = [one.standing.value for one in self.months if one.standing is not None]
        return sum((one for one in held if one is not None), Decimal(0)) if held else None

    @property
    def of_months(self) -> tuple[int, ...]:
        """The months that stand, where the sum is of months."""
        if self.year.standing is not None:
            return ()
        return tuple(one.month for one in self.months if one.standing is not None and one.month)


def lines_of(organ: Organ, period: Period) -> list[Line]:
    """Every item the organ states, whether it did or not. One query."""
    found: dict[tuple[str, int | None], list[Statement]] = defaultdict(list)
    rows = Statement.objects.filter(organ=organ, year=period.year).select_related(
        "confirmation", "delivery"
    )
    for one in rows.order_by("id"):
        found[one.cell, one.month].append(one)

    def slot(cell: str, month: int | None) -> Slot:
        return Slot(month, tuple(found.get((cell, month), ())))

    return [
        Line(item, slot(item.cell, None), tuple(slot(item.cell, month) for month in MONTHS))
        for item in items_of(organ, period)
    ]


@dataclass(frozen=True)
class Waiting:
    """What one person has to look at: a single figure, or the figures of one hand-in.

    `old`: what counts until it is confirmed.
    """

    organ: Organ
    statement: Statement
    old: Decimal | None = None
    number: int = 1
    delivery: Delivery | None = None


def waiting_for_confirmation(organs: Sequence[int], year: int) -> list[Waiting]:
    """Figures nobody confirmed yet and nobody replaced, those of one file together. Two queries."""
    rows = (
        Statement.objects.filter(
            organ_id__in=organs, year=year, confirmation=None, replaced_by=None
        )
        .select_related("organ", "delivery")
        .order_by("organ__order", "organ_id", "id")
    )
    alone: list[Statement] = []
    together: dict[int, list[Statement]] = defaultdict(list)
    for one in rows:
        if one.delivery is not None and one.delivery.scope:
            together[one.delivery.pk].append(one)
        else:
            alone.append(one)
    counted = _counted({one.organ_id for one in alone}, year)
    made = [
        Waiting(one.organ, one, counted.get((one.organ_id, one.cell, one.month))) for one in alone
    ]
    for held in together.values():
        made.append(Waiting(held[0].organ, held[0], None, len(held), held[0].delivery))
    return made


def _counted(organs: set[int], year: int) -> dict[tuple[int, str, int | None], Decimal | None]:
    """(organ, item, month) → the value of the newest confirmed row."""
    rows = Statement.objects.filter(organ_id__in=organs, year=year, confirmation__isnull=False)
    values = rows.order_by("id").values_list("organ_id", "cell", "month", "value")
    return {(organ, cell, month): value for organ, cell, month, value in values}


def stated_of(organ: Organ, year: int) -> list[Statement]:
    """What was stated last of every item and month, by item and month. One query."""
    rows = Statement.objects.filter(organ=organ, year=year, replaced_by=None).select_related(
        "confirmation"
    )
    newest = {(one.cell, one.month): one for one in rows.order_by("id")}
    return sorted(newest.values(), key=lambda one: (one.cell, one.month or 0))


@dataclass(frozen=True)
class WaitingNumber:
    """How many figures of an organ and year wait for one person."""

    organ: Organ
    year: int
    number: int


def waiting_numbers(organs: Collection[int] | None, person_id: int | None) -> list[WaitingNumber]:
    """Of these organs (None: all) what waits and was not stated by the person. Two queries."""
    rows = Statement.objects.filter(confirmation=None, replaced_by=None).order_by()
    if organs is not None:
        rows = rows.filter(organ_id__in=organs)
    if person_id is not None:
        rows = rows.filter(~Q(person_id=person_id) | Q(person_id=None))
    counted = list(rows.values("organ_id", "year").annotate(number=Count("pk")))
    named = Organ.objects.in_bulk({one["organ_id"] for one in counted})
    made = [WaitingNumber(named[one["organ_id"]], one["year"], one["number"]) for one in counted]
    return sorted(made, key=lambda one: (-one.year, one.organ.order, one.organ.pk))
