"""表三 and 表四 together: the ledger of a year, held against the form's equations, with what is behind each cell."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, ExpressionWrapper, Q, QuerySet
from django.db.models.fields import BooleanField

from gongkai.apps.cases.queries.ledger import Period, numbers_behind, table_three
from gongkai.apps.remedies.models import RemedyFigures
from gongkai.domain.findings import Outcome
from gongkai.domain.reports.equations import Held, hold

BLOCKS = ("review", "direct", "after_review")


@dataclass(frozen=True)
class Ledger:
    """The cells of 表三 and 表四 by name, and every equation of theirs that does not hold (none, or a fault)."""

    period: Period
    cells: Mapping[str, int]
    held: int
    broken: tuple[Held, ...]


def ledger(organs: Collection[int], period: Period) -> Ledger:
    """Count the year: four grouped queries, whatever the number of cases."""
    cells = table_three(organs, period) | table_four(organs, period)
    numbers = {cell: Decimal(number) for cell, number in cells.items()}
    results = [
        hold(one, numbers) for one in period.form.equations if all(c in cells for c in one.cells)
    ]
    broken = tuple(one for one in results if one.outcome is not Outcome.PASSED)
    return Ledger(period, cells, len(results) - len(broken), broken)


def standing_in(organs: Collection[int], period: Period) -> QuerySet[RemedyFigures]:
    """Reviews and suits concluded in the year, or brought by its end and still open then."""
    open_then = Q(concluded_on=None) | Q(concluded_on__gte=period.first)
    rows = RemedyFigures.objects.filter(
        period.known, open_then, organ_id__in=organs, block__in=BLOCKS, brought_on__lte=period.last
    )
    concluded = Q(concluded_on__isnull=False, concluded_on__lte=period.last)
    return rows.annotate(is_concluded=ExpressionWrapper(concluded, output_field=BooleanField()))


def table_four(organs: Collection[int], period: Period) -> dict[str, int]:
    """Every cell `t4.<block>.<result>`, zeros too, over all of these organs."""
    counts: Counter[str] = Counter()
    for one in tables_four(organs, period).values():
        counts.update(one)
    return {cell: counts[cell] for cell in period.form.cells_of("t4")}


def tables_four(organs: Collection[int], period: Period) -> dict[int, Counter[str]]:
    """Organ → its cells of 表四 that are not zero. One query, grouped, whatever the number of organs."""
    groups = (
        standing_in(organs, period)
        .order_by()
        .values("organ_id", "block", "column", "is_concluded")
        .annotate(number=Count("pk"))
    )
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for one in groups:
        result = one["column"] if one["is_concluded"] else "pending"
        counts = found[one["organ_id"]]
        counts[f"t4.{one['block']}.{result}"] += one["number"]
        counts[f"t4.{one['block']}.total"] += one["number"]
    return dict(found)


def figures_behind(organs: Collection[int], period: Period, cell: str) -> QuerySet[RemedyFigures]:
    """The figures behind one cell of 表四. KeyError for another cell."""
    if cell not in period.form.cell_set or not cell.startswith("t4."):
        raise KeyError(cell)
    _, block, result = cell.split(".")
    rows = standing_in(organs, period).filter(block=block).order_by("remedy_id")
    if result == "total":
        return rows
    if result == "pending":
        return rows.filter(is_concluded=False)
    return rows.filter(is_concluded=True, column=result)


def remedies_behind(organs: Collection[int], period: Period) -> Iterator[tuple[str, RemedyFigures]]:
    """(cell without the total, figures) of every review and suit that 表四 counts, with the remedy."""
    rows = standing_in(organs, period).order_by("organ_id", "remedy_id")
    for one in rows.select_related("remedy", "remedy__case").iterator(2000):
        result = one.column if one.is_concluded else "pending"
        yield f"t4.{one.block}.{result}", one


def behind(organs: Collection[int], period: Period) -> dict[str, list[str]]:
    """Register numbers behind every cell that is not zero: of applications in 表三, of remedies in 表四."""
    found: dict[str, list[str]] = defaultdict(list, numbers_behind(organs, period))
    for cell, one in remedies_behind(organs, period):
        found[cell].append(one.remedy.number)
        found[f"t4.{one.block}.total"].append(one.remedy.number)
    return {cell: found[cell] for cell in period.form.cells if cell in found}
