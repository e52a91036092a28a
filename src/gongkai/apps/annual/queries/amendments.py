"""What was amended in a locked year: as a compilation lists it, which cells each moved, and act by act."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import islice
from typing import Any

from django.db.models import Count, Q, QuerySet

from gongkai.apps.annual.compiling.government import compile_own
from gongkai.apps.annual.data.counts import counts
from gongkai.apps.annual.models import Delivery, Statement
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.models import Organ
from gongkai.apps.periods.models import Amendment
from gongkai.domain.reports.annual_report import format_number
from gongkai.domain.reports.forms import Form

# An act writes its facts and its amendment within this time.
ONE_ACT = dt.timedelta(seconds=1)
# No act amends more rows: every cell of a form. What is more begins another one.
MOST_ROWS = 400


@dataclass(frozen=True)
class Moved:
    """A cell before and after; None for a blank."""

    label: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class AmendingAct:
    """What one act amended, in the order of its rows: one row, or the figures of one file that was handed in.

    `delivered`: how many figures the file brought; those that said the same already amended nothing.
    """

    rows: tuple[Amendment, ...]
    delivery: Delivery | None = None
    delivered: int = 0

    @property
    def held(self) -> Amendment:
        return self.rows[0]

    @property
    def same(self) -> int:
        """Figures of the file that were so already."""
        return max(0, self.delivered - len(self.stated))

    @cached_property
    def stated(self) -> tuple[Moved, ...]:
        """The figures of the file that differ. One query."""
        form = Period(self.held.year).form
        held = Statement.objects.in_bulk([int(one.subject_id) for one in self.rows])
        made = (_of_statement(one, held[int(one.subject_id)], form) for one in self.rows)
        return tuple(one for one in made if one.before != one.after)


def amendments_in(organs: Collection[int], period: Period) -> QuerySet[Amendment]:
    """Amendments that touch these organs, and those of the whole county, recorded by the moment. One query."""
    rows = Amendment.objects.filter(Q(organ_id__in=organs) | Q(organ_id=None), year=period.year)
    if period.as_of is not None:
        rows = rows.filter(recorded_at__lte=period.as_of)
    return rows.order_by("id")


def newest_acts(rows: QuerySet[Amendment], most: int) -> list[AmendingAct]:
    """The newest acts of these amendments, the newest first. Four queries at most, whatever a file brought."""
    found = rows.order_by("-id")[: most * MOST_ROWS]
    return list(islice(acts_of(found.iterator(chunk_size=MOST_ROWS)), most))


def acts_of(rows: Iterable[Amendment]) -> Iterator[AmendingAct]:
    """Rows next to each other that come from one file are one act."""
    waiting: list[Amendment] = []
    delivery: int | None = None
    for batch in _batches(rows):
        held = _deliveries(batch)
        for row in batch:
            its = held.get(row.pk)
            if waiting and (its is None or its != delivery or len(waiting) >= MOST_ROWS):
                yield _act(waiting, delivery)
                waiting = []
            waiting.append(row)
            delivery = its
    if waiting:
        yield _act(waiting, delivery)


def _batches(rows: Iterable[Amendment]) -> Iterator[Sequence[Amendment]]:
    source = iter(rows)
    while batch := list(islice(source, MOST_ROWS)):
        yield batch


def _deliveries(rows: Sequence[Amendment]) -> dict[int, int]:
    """Amendment → the delivery whose figure it amends. One query."""
    stated = {int(one.subject_id): one.pk for one in rows if one.subject_kind == "Statement"}
    held = Statement.objects.filter(pk__in=stated).exclude(delivery=None)
    return {stated[pk]: its for pk, its in held.values_list("pk", "delivery_id")}


def _act(rows: Sequence[Amendment], delivery: int | None) -> AmendingAct:
    if delivery is None or len(rows) == 1:
        return AmendingAct(tuple(rows))
    found = Delivery.objects.annotate(brought=Count("statements")).get(pk=delivery)
    return AmendingAct(tuple(reversed(rows)), found, found.brought)


def moved_by(amendment: Amendment, organ: Organ | None) -> tuple[Moved, ...]:
    """Which cells of the organ's own report it moved.

    What was stated says it by itself (it counts from its confirmation); other facts by compiling just before and
    just after. Fourteen queries at most.
    """
    period = Period(amendment.year)
    if amendment.subject_kind == "Statement":
        return _stated(amendment, period.form)
    if amendment.subject_kind == "Adjustment":
        said = amendment.after or {}
        label = _label(str(said.get("cell", "")), period.form)
        return (Moved(f"{label}的结转调整", None, str(said.get("difference", ""))),)
    if organ is None:
        return ()
    at = amendment.recorded_at
    before = compile_own(organ, Period(amendment.year, at - ONE_ACT)).cells
    after = compile_own(organ, Period(amendment.year, at)).cells
    return tuple(
        Moved(period.form.label_of(cell), before[cell], value)
        for cell, value in after.items()
        if before[cell] != value
    )


def _stated(amendment: Amendment, form: Form) -> tuple[Moved, ...]:
    row = Statement.objects.filter(pk=int(amendment.subject_id)).first()
    return () if row is None else (_of_statement(amendment, row, form),)


def _of_statement(amendment: Amendment, row: Statement, form: Form) -> Moved:
    before, after = (_number(one) for one in (amendment.before, amendment.after))
    label = _label(row.cell, form) + (f"（{row.month}月）" if row.month else "")
    return Moved(label, before, after)


def _number(said: Mapping[str, Any] | None) -> str | None:
    """As people write it, whatever places it was stored with: 2.00 → 2."""
    value = (said or {}).get("value")
    return None if value is None else format_number(Decimal(value).normalize() + 0)


def _label(cell: str, form: Form) -> str:
    if cell in form.cell_set:
        return form.label_of(cell)
    return counts()[cell].label if cell in counts() else cell
