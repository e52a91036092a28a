"""The pictures of an organ's year: the numbers asked for once, each drawn where its numbers belong."""

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.apps.annual.models import ReportKind
from gongkai.apps.annual.pictures import of_the_year, of_years
from gongkai.apps.annual.queries.series import live_numbers, years_of
from gongkai.apps.annual.queries.year_numbers import (
    answered_in,
    months_of,
    published_by_column,
    published_by_organ,
)
from gongkai.apps.annual.units import units_of
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.models import Organ
from gongkai.documents.charting import Picture


@dataclass(frozen=True)
class Gathered:
    """`year`: of the year; `years`: over the years. `units`: whose records are counted."""

    units: Mapping[int, str]
    year: tuple[Picture, ...]
    years: tuple[Picture, ...]

    def named(self, key: str) -> Picture | None:
        """One picture by its key."""
        return next((one for one in (*self.year, *self.years) if one.key == key), None)


def kind_of(organ: Organ) -> str:
    """A county government looks at all its units; every other organ at itself."""
    return str(ReportKind.GOVERNMENT if organ.parent_id is None else ReportKind.OWN)


def gather(organ: Organ, year: int) -> Gathered:
    """All pictures; as many queries for one unit as for sixty, for ten cases as for ten thousand."""
    period, kind = Period(year), kind_of(organ)
    found = units_of(organ, period) if kind == ReportKind.GOVERNMENT else [organ]
    units = {one.pk: one.short_name for one in found}
    months = months_of(units, period)
    live = live_numbers(units, period)
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
        units, tuple(pictures), tuple(of_years.of_years(years_of(organ, kind, year, live)))
    )
