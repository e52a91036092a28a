"""What organs state: by month or for the year, confirmed by another person, the latest row of each."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal

from django.db.models import Q, QuerySet

from gongkai.apps.annual.compiling.figures import Behind, Figure, Scope
from gongkai.apps.annual.models import Source, Statement


def standing_statements(scope: Scope) -> QuerySet[Statement]:
    """Statements that hold at the moment: confirmed, and not replaced by one that was confirmed too."""
    rows = Statement.objects.filter(organ_id__in=scope.organs, year=scope.period.year)
    moment = scope.moment
    if moment is None:
        return rows.filter(confirmation__isnull=False).exclude(
            replaced_by__confirmation__isnull=False
        )
    return rows.filter(confirmation__recorded_at__lte=moment).exclude(
        Q(replaced_by__confirmation__isnull=False)
        & Q(replaced_by__confirmation__recorded_at__lte=moment)
    )


def stated_figures(scope: Scope) -> dict[str, Figure]:
    """Cell → the sum of its statements. A year's figure stands for its months where both are stated. One query."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for one in standing_statements(scope).order_by("cell", "organ_id", "month", "id"):
        found[one.cell].append(one)
    return {cell: _figure(cell, rows) for cell, rows in found.items()}


def _figure(cell: str, rows: list[Statement]) -> Figure:
    whole = {one.organ_id for one in rows if one.month is None}
    held = [one for one in rows if one.month is None or one.organ_id not in whole]
    handed_in = any(one.source == Source.REPORT for one in held)
    value = sum((one.value for one in held), Decimal(0))
    note = "有按年和按月两种填报，取按年的数。" if len(held) < len(rows) else ""
    return Figure(
        cell, value.normalize() + 0, "handed_in" if handed_in else "stated", _behind(held), note
    )


def _behind(rows: list[Statement]) -> Callable[[], Iterable[Behind]]:
    def made() -> Iterable[Behind]:
        for one in rows:
            when = f"{one.year}年{one.month}月" if one.month else f"{one.year}年"
            yield Behind("statement", one.pk, f"{when}填报", None, one.value)

    return made
