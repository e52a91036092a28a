"""The page `/statistics/` with its XLSX and JSON, made again when a report is published, corrected or imported."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from django.db.models import Q

from gongkai.apps.annual.queries.published import published_reports
from gongkai.apps.annual.statistics.gathering import Statistics, statistics
from gongkai.apps.disclosure.models import Edition, ItemKind
from gongkai.apps.publishing.pages.contract import PageKey, Rendered
from gongkai.apps.publishing.pages.machine import as_bytes
from gongkai.apps.publishing.pages.shell import Link, make_shell
from gongkai.apps.publishing.pages.subjects import numbers
from gongkai.apps.publishing.pages.tags import column_tags
from gongkai.apps.publishing.pages.world import World, read_world
from gongkai.documents.charting.tabulating import data_of, workbook_of

NAME = "政府信息公开统计"
FOLDER = "statistics/"
SCHEMA = "gongkai.statistics/1"


class StatisticsPages:
    """`statistics:0`."""

    name = "statistics"

    def keys_for(self, subjects: AbstractSet[str]) -> AbstractSet[PageKey]:
        if numbers(subjects, "annual") or numbers(subjects, "organ"):
            return {PageKey(self.name, 0)}
        ours = Q(kind=ItemKind.ANNUAL_REPORT, item_id__in=numbers(subjects, "item"))
        return {PageKey(self.name, 0)} if Edition.objects.filter(ours).exists() else set()

    def all_keys(self) -> Iterator[PageKey]:
        yield PageKey(self.name, 0)

    def render(self, keys: Sequence[PageKey]) -> Iterator[Rendered]:
        shell = make_shell(read_world())
        world = shell.world
        tags = shell.tagged(
            *column_tags(NAME, f"{world.site.name}{NAME}", "年度报告,统计", "信息公开年报")
        )
        government = world.government
        found = statistics(
            published_reports(),
            government.id if government else None,
            {one.id: one.short_name for one in world.organs.values()},
        )
        owner = government.name if government else world.site.name
        for key in keys:
            html = shell.page(
                "statistics.html", title=NAME, tags=tags, page=found, name=NAME, owner=owner,
                crumbs=[Link("首页", "/"), Link(NAME, "/" + FOLDER)],
            )  # fmt: skip
            yield Rendered(key, f"{FOLDER}index.html", html)
            yield Rendered(key, f"{FOLDER}statistics.json", as_bytes(_data(world, found)))
            if found.pictures:
                book = workbook_of(NAME, owner, found.pictures)
                yield Rendered(key, f"{FOLDER}statistics.xlsx", book)


def _data(world: World, found: Statistics) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "site": world.site.name,
        "url": world.site.full("/" + FOLDER),
        "year": found.year,
        "tables": [data_of(one) for one in found.pictures],
    }
