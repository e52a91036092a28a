"""What organs state: by month or for the year, confirmed by another person, the latest row of each."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.apps.annual.compiling.figures import Behind, Figure
from gongkai.apps.annual.models import Source, Statement
from gongkai.apps.cases.queries.ledger import Period

BOTH = "有按年和按月两种填报，取按年的数。"
MONTHS = range(1, 13)


@dataclass(frozen=True)
class Standing:
    """A statement that holds at the moment. `month` None: of the whole year; `value` None: taken back."""

    pk: int
    organ_id: int
    cell: str
    month: int | None
    value: Decimal | None
    source: str
    evidence: str


def standing_statements(organs: Collection[int], period: Period) -> list[Standing]:
    """Of every organ, item and month the newest row that was confirmed by the moment. One query.

    A newer row that nobody confirmed yet changes nothing; one that takes the figure back leaves none.
    """
    rows = Statement.objects.filter(
        organ_id__in=organs, year=period.year, confirmation__isnull=False
    )
    if period.as_of is not None:
        rows = rows.filter(confirmation__recorded_at__lte=period.as_of)
    newest: dict[tuple[int, str, int | None], Standing] = {}
    names = ("pk", "organ_id", "cell", "month", "value", "source", "evidence")
    for values in rows.order_by("id").values_list(*names):
        one = Standing(*values)
        newest[one.organ_id, one.cell, one.month] = one
    held = (one for one in newest.values() if one.value is not None)
    return sorted(held, key=lambda one: (one.cell, one.organ_id, one.month or 0))


def stated_by_organ(organs: Collection[int], period: Period) -> Mapping[int, Mapping[str, Figure]]:
    """Organ → cell → the sum of its statements; an organ that stated nothing has none. One query."""
    found: dict[int, dict[str, list[Standing]]] = {one: defaultdict(list) for one in organs}
    for one in standing_statements(organs, period):
        found[one.organ_id][one.cell].append(one)
    return {
        organ: {cell: _figure(cell, rows, period) for cell, rows in cells.items()}
        for organ, cells in found.items()
    }


def _figure(cell: str, rows: list[Standing], period: Period) -> Figure:
    """A year's figure stands for its months where both are stated."""
    whole = {one.organ_id for one in rows if one.month is None}
    held = [one for one in rows if one.month is None or one.organ_id not in whole]
    handed_in = any(one.source == Source.REPORT for one in held)
    value = sum((one.value or Decimal(0) for one in held), Decimal(0))
    note = BOTH if len(held) < len(rows) else _missing_months(held)
    return Figure(
        cell,
        value.normalize() + 0,
        "handed_in" if handed_in else "stated",
        _behind(held, period),
        note,
    )


def _missing_months(rows: list[Standing]) -> str:
    """Which months one organ left out: its sum is that of the others."""
    if len({one.organ_id for one in rows}) != 1 or any(one.month is None for one in rows):
        return ""
    there = {one.month for one in rows}
    missing = [f"{one}月" for one in MONTHS if one not in there]
    return f"{'、'.join(missing)}没有填报，按已填报的相加。" if missing else ""


def _behind(rows: list[Standing], period: Period) -> Callable[[], Iterable[Behind]]:
    def made() -> Iterable[Behind]:
        for one in rows:
            when = f"{period.year}年{one.month}月" if one.month else f"{period.year}年"
            said = f"{when}{Source(one.source).label}"
            label = f"{said}：{one.evidence}" if one.evidence else said
            yield Behind("statement", one.pk, label, None, one.value or Decimal(0))

    return made
