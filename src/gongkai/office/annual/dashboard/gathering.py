"""The pictures of an organ's year: the numbers asked for once, each drawn where its numbers belong."""

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.apps.annual.compiling.government import compile_government, compile_own
from gongkai.apps.annual.models import ReportKind
from gongkai.apps.annual.pictures import of_the_year, of_years
from gongkai.apps.annual.queries.series import years_of
from gongkai.apps.annual.queries.year_numbers import (
    answered_in,
    months_of,
    published_by_column,
    published_by_organ,
)
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.models import Organ
from gongkai.documents.charting import Picture


@dataclass(frozen=True)
class Gathered:
    """`year`: of the year; `years`: over the years. `units`: organs whose records are counted.

    `reported`: units whose handed-in figures stand in the sum instead of their ledgers.
    """

    units: Mapping[int, str]
    reported: int
    year: tuple[Picture, ...]
    years: tuple[Picture, ...]

    def named(self, key: str) -> Picture | None:
        """One picture by its key."""
        return next((one for one in (*self.year, *self.years) if one.key == key), None)


def kind_of(organ: Organ) -> str:
    """A government looks at all its units; every other organ at itself."""
    return str(ReportKind.GOVERNMENT if organ.governs else ReportKind.OWN)


def gather(organ: Organ, year: int) -> Gathered:
    """All pictures; as many queries for one unit as for sixty, for ten cases as for ten thousand."""
    period, kind, reported = Period(year), kind_of(organ), 0
    if kind == ReportKind.GOVERNMENT:
        whole = compile_government(organ, period)
        compiled, reported = whole.whole, len(whole.parts) - len(whole.not_handed_in)
    else:
        compiled = compile_own(organ, period)
    rows = Organ.objects.filter(pk__in=compiled.scope.organs).order_by("order", "pk")
    units = dict(rows.values_list("pk", "short_name"))
    live = {cell: one.value for cell, one in compiled.figures.items()}
    months = months_of(units, period)
    pictures = [
        of_the_year.received(months, year),
        of_the_year.results(months, year),
        of_the_year.days_to_answer(answered_in(units, period), year),
        of_the_year.remedies(live, year),
        of_the_year.published(
            "columns", "各栏目发布的信息", "栏目", published_by_column(units, year), year
        ),
    ]
    if len(units) > 1:
        counted = published_by_organ(units, year)
        pictures.append(of_the_year.published("organs", "各机关发布的信息", "机关", counted, year))
    return Gathered(
        units,
        reported,
        tuple(pictures),
        tuple(of_years.of_years(years_of(organ, kind, year, live))),
    )
