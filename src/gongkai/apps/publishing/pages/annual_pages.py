"""政府信息公开年报 of every organ and year on one page: a government carries its departments' reports too."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.db.models import Q

from gongkai.apps.disclosure.models import Edition, ItemKind
from gongkai.apps.publishing.pages import shelves
from gongkai.apps.publishing.pages.addresses import year_in_china
from gongkai.apps.publishing.pages.contract import PageKey, Rendered
from gongkai.apps.publishing.pages.shell import Link, make_shell
from gongkai.apps.publishing.pages.shelves import Row
from gongkai.apps.publishing.pages.subjects import numbers
from gongkai.apps.publishing.pages.tags import column_tags
from gongkai.apps.publishing.pages.world import OrganPlace, World, read_world

NAME = "政府信息公开年报"
_YEAR = re.compile(r"20\d\d(?=\s*年)")


@dataclass(frozen=True)
class Shown:
    """An organ's row: for every year of the head the report, or None."""

    organ: Link
    reports: list[Link | None]


@dataclass
class AnnualPage:
    """The context of annual_reports.html."""

    name: str
    crumbs: list[Link]
    years: list[int]
    rows: list[Shown]
    total: int


def report_year(row: Row) -> int:
    """The year a report is about: named in its title; else the year before it was published."""
    named = _YEAR.search(row.title)
    return int(named[0]) if named else year_in_china(row.at) - 1


def all_reports() -> list[Row]:
    return shelves.as_rows(
        Edition.objects.public().filter(kind=ItemKind.ANNUAL_REPORT).order_by("pk")
    )


class AnnualReportPages:
    """`annual-reports:0`."""

    name = "annual-reports"

    def keys_for(self, subjects: AbstractSet[str]) -> AbstractSet[PageKey]:
        items = numbers(subjects, "item")
        ours = Q(kind=ItemKind.ANNUAL_REPORT, item_id__in=items)
        touched = bool(numbers(subjects, "organ")) or Edition.objects.filter(ours).exists()
        return {PageKey(self.name, 0)} if touched else set()

    def all_keys(self) -> Iterator[PageKey]:
        yield PageKey(self.name, 0)

    def render(self, keys: Sequence[PageKey]) -> Iterator[Rendered]:
        shell = make_shell(read_world())
        tags = shell.tagged(
            *column_tags(NAME, f"{shell.world.site.name}历年{NAME}", "年度报告", "信息公开年报")
        )
        page = make_page(shell.world, all_reports())
        for key in keys:
            html = shell.page("annual_reports.html", title=NAME, tags=tags, page=page)
            yield Rendered(key, "annual-reports/index.html", html)


def make_page(world: World, rows: list[Row]) -> AnnualPage:
    """Organs in order, years newest first; at most ten years across, the rest in the organs' columns."""
    by_organ: dict[int, dict[int, Link]] = {}
    for row in rows:
        year = report_year(row)
        by_organ.setdefault(row.organ_id, {})[year] = Link(f"{year}年", row.address, row.title)
    years = sorted({year for found in by_organ.values() for year in found}, reverse=True)[:10]
    return AnnualPage(
        name=NAME,
        crumbs=[Link("首页", "/"), Link(NAME, "/annual-reports/")],
        years=years,
        rows=[
            Shown(_column(world, organ), [by_organ[organ.id].get(year) for year in years])
            for organ in world.organs.values()
            if organ.id in by_organ
        ],
        total=len(rows),
    )


def _column(world: World, organ: OrganPlace) -> Link:
    column = world.column_of(organ.id, "annual-reports")
    return Link(organ.name, column.address if column else organ.address)
