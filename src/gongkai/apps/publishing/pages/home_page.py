"""The home page: search, what is new, documents with their interpretations, how to apply, what changes now."""

import datetime as dt
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.db.models import F, Q

from gongkai.apps import clock
from gongkai.apps.disclosure.models import Edition, ItemKind
from gongkai.apps.organs.models import OrganKind
from gongkai.apps.publishing.pages import labels, shelves
from gongkai.apps.publishing.pages.addresses import day
from gongkai.apps.publishing.pages.annual_pages import all_reports, report_year
from gongkai.apps.publishing.pages.contract import PageKey, Rendered
from gongkai.apps.publishing.pages.feeds import LENGTH, feed
from gongkai.apps.publishing.pages.former_versions import WEBSITE_REPORT
from gongkai.apps.publishing.pages.listed import Line, lines
from gongkai.apps.publishing.pages.pairs import Pair, newest_pairs
from gongkai.apps.publishing.pages.shell import Entry, Link, Shell, entries_of, make_shell
from gongkai.apps.publishing.pages.tags import column_tags
from gongkai.apps.publishing.pages.world import OrganPlace, World, read_world

NEWEST = 14
PAIRS = 6
ENDING = 5
# Columns opened within this many days are named as new.
NEW_COLUMN = dt.timedelta(days=30)
# A 公示期 is a matter of weeks; what was published before this is not looked at.
LONGEST_NOTICE = dt.timedelta(days=400)


@dataclass
class HomePage:
    """The context of home.html."""

    name: str
    entries: list[Entry]
    newest: list[Line]
    newest_total: int
    pairs: list[Pair]
    pairs_total: int
    news: list[Line]
    news_more: Link | None
    ending: list[Line]
    opened: list[Link]
    government: OrganPlace | None
    reports: list[Link]
    website_reports: list[Link]
    departments: list[Link]
    townships: list[Link]
    others: list[Link]


class Home:
    """`home:0`: the home page and the site's feed."""

    name = "home"

    def keys_for(self, subjects: AbstractSet[str]) -> AbstractSet[PageKey]:
        return {PageKey(self.name, 0)} if subjects else set()

    def all_keys(self) -> Iterator[PageKey]:
        yield PageKey(self.name, 0)

    def render(self, keys: Sequence[PageKey]) -> Iterator[Rendered]:
        shell = make_shell(read_world())
        rows = shelves.newest_of_kinds(labels.CATALOGUED, LENGTH)
        page = make_page(shell, rows, clock.today())
        site = shell.world.site
        words = site.description or f"{site.name}：政府信息公开"
        tags = shell.tagged(*column_tags("首页", words, "政府信息公开", "首页"))
        for key in keys:
            yield Rendered(
                key, "index.html", shell.page("home.html", title=site.name, tags=tags, page=page)
            )
            yield Rendered(key, "feed.xml", feed(shell, f"{site.name}最新公开", "/", rows))


def make_page(shell: Shell, rows: list[shelves.Row], today: dt.date) -> HomePage:
    world = shell.world
    government = world.government
    public = Edition.objects.public()
    return HomePage(
        name=government.name if government else world.site.name,
        entries=entries_of(world, government.id) if government else [],
        newest=lines(world, rows[:NEWEST], with_organ=True),
        newest_total=public.filter(kind__in=labels.CATALOGUED).count(),
        pairs=newest_pairs(world, PAIRS),
        pairs_total=public.filter(kind__in=labels.DOCUMENTS).count(),
        news=lines(world, shelves.newest(Q(kind=ItemKind.NEWS), 5), with_organ=True),
        news_more=_news(world),
        ending=_ending(world, today),
        opened=_opened(world, today),
        government=government,
        reports=_reports(government),
        website_reports=_website_reports(government),
        departments=_named(world, OrganKind.DEPARTMENT),
        townships=_named(world, OrganKind.TOWNSHIP),
        others=_named(world, OrganKind.DISPATCHED, OrganKind.AUTHORISED),
    )


def _named(world: World, *kinds: str) -> list[Link]:
    return [Link(one.short_name, one.address) for one in world.existing() if one.kind in kinds]


def _news(world: World) -> Link | None:
    column = world.column_of(world.government.id, "zwdt") if world.government else None
    return Link("县政府政务动态", column.address) if column else None


def _ending(world: World, today: dt.date) -> list[Line]:
    """公示 that still run, the one that ends first at the top."""
    since = dt.datetime.combine(today, dt.time(), clock.CHINA) - LONGEST_NOTICE
    running = Edition.objects.public().filter(
        kind__in=labels.CATALOGUED, first_published_at__gte=since, notice_period_end__gte=today
    )
    rows = shelves.as_rows(running.order_by(F("notice_period_end"), "item_id")[:ENDING])
    return [
        Line(
            day(row.notice_period_end),
            row.at.year,
            row.title,
            row.address,
            world.organs[row.organ_id].short_name,
        )
        for row in rows
        if row.notice_period_end is not None
    ]


def _opened(world: World, today: dt.date) -> list[Link]:
    """Columns opened lately, unless a whole organ (or site) was set up at once."""
    new = [
        column
        for column in world.columns.values()
        if isinstance(column.opened_on, dt.date)
        and today - NEW_COLUMN <= column.opened_on <= today
        and column.closed_on is None
    ]
    if len(new) > 6:
        return []
    return [
        Link(
            f"{world.organs[one.organ_id].short_name}　{one.name}",
            one.address,
            f"{one.opened_on}开设",
        )
        for one in sorted(new, key=lambda one: (str(one.opened_on), one.id), reverse=True)
    ]


def _reports(government: OrganPlace | None) -> list[Link]:
    if government is None:
        return []
    own = [row for row in all_reports() if row.organ_id == government.id]
    by_year = {report_year(row): row for row in own}
    return [Link(f"{year}年", by_year[year].address) for year in sorted(by_year, reverse=True)][:8]


def _website_reports(government: OrganPlace | None) -> list[Link]:
    """政府网站工作年度报表 stands on the site's own home page (国办函〔2018〕12号), newest first."""
    if government is None:
        return []
    own = Edition.objects.public().filter(
        organ_id=government.id, kind=ItemKind.NOTICE, title__startswith=WEBSITE_REPORT
    )
    by_year = {report_year(row): row for row in shelves.as_rows(own.order_by("pk"))}
    return [Link(f"{year}年度", by_year[year].address) for year in sorted(by_year, reverse=True)][
        :8
    ]
