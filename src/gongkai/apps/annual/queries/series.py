"""The figures of an organ over the years: published, imported, kept, or as the ledgers stand now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.apps.annual.models import Compilation
from gongkai.apps.annual.queries.published import newest_past, published_reports
from gongkai.apps.cases.queries.ledger import FIRST_YEAR
from gongkai.apps.organs.models import Organ
from gongkai.domain.reports.forms import form_for_year
from gongkai.domain.reports.forms.measures import measure

SPAN = 7  # years across: with 2025 the first year of the form (2019) still stands there
SOURCES = {
    "published": "已公布的报告",
    "past": "导入的往年报告",
    "kept": "正在编写的报告",
    "live": "台账现在的数",
    "none": "没有报告",
}


@dataclass(frozen=True)
class YearFigures:
    """One year of a series. `source`: a key of SOURCES; of "none" there are no numbers."""

    year: int
    form: str
    numbers: Mapping[str, Decimal | None]
    source: str = "none"

    def of(self, key: str) -> Decimal | None:
        """A measure (domain/reports/forms/measures.yaml) of this year; None: unknown, or not comparable."""
        return measure(key).of(self.form, self.numbers)


def years_of(
    organ: Organ, kind: str, year: int, live: Mapping[str, Decimal | None] | None = None
) -> tuple[YearFigures, ...]:
    """Up to `year`, the oldest first, for the office. Four queries.

    Of each year what was published counts; else what was imported; else, of `year` itself, what the report
    being written keeps, or `live`. Years before the first that is known are left out.
    """
    found = {
        one.year: YearFigures(one.year, one.report.form.key, one.report.numbers(), one.source)
        for one in (
            *newest_past((organ.pk,), kind).values(),
            *published_reports((organ.pk,), kind=kind),
        )
    }
    if year not in found:
        kept = (
            Compilation.objects.filter(report__organ=organ, report__year=year, report__kind=kind)
            .order_by("-report__version", "-id")
            .first()
        )
        if kept is not None:
            found[year] = YearFigures(year, form_for_year(year).key, _numbers(kept.cells), "kept")
        elif live is not None:
            found[year] = YearFigures(year, form_for_year(year).key, live, "live")
    return without_gaps(list(found.values()), year)


def without_gaps(found: Sequence[YearFigures], last: int) -> tuple[YearFigures, ...]:
    """From the first year known, at most SPAN years; a year nobody reported stands there without numbers."""
    held = {one.year: one for one in found if one.year <= last}
    first = max(min(held, default=last), last - SPAN + 1, FIRST_YEAR)
    return tuple(
        held.get(year) or YearFigures(year, form_for_year(year).key, {})
        for year in range(first, last + 1)
    )


def _numbers(cells: Mapping[str, str | None]) -> dict[str, Decimal | None]:
    return {cell: None if one is None else Decimal(one) for cell, one in cells.items()}
