"""政府信息公开目录 with the columns of Art. 12: by organ, by year, by 主题; and its front page."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.db.models import Q

from gongkai.apps.disclosure.data.topics import topics
from gongkai.apps.disclosure.models import Edition
from gongkai.apps.organs.models import Organ
from gongkai.apps.publishing.pages import labels, shelves
from gongkai.apps.publishing.pages.addresses import day, year_in_china
from gongkai.apps.publishing.pages.column_pages import Counted
from gongkai.apps.publishing.pages.contract import PageKey, Rendered
from gongkai.apps.publishing.pages.listed import Step, pager, part_address
from gongkai.apps.publishing.pages.shell import Link, Shell, make_shell
from gongkai.apps.publishing.pages.shelves import Rank, Row
from gongkai.apps.publishing.pages.standard_pages import any_standard
from gongkai.apps.publishing.pages.subjects import numbers
from gongkai.apps.publishing.pages.tags import column_tags
from gongkai.apps.publishing.pages.world import World, read_world

NAME = "政府信息公开目录"
TYPE = "信息公开目录"


@dataclass(frozen=True, slots=True)
class Entry:
    """索引, 名称, 内容概述, 生成日期."""

    index_number: str
    title: str
    address: str
    summary: str
    formed_on: str
    organ: str


@dataclass
class CataloguePage:
    """The context of catalogue.html."""

    name: str
    crumbs: list[Link]
    address: str
    entries: list[Entry]
    steps: list[Step]
    part: int
    total: int | None
    with_organ: bool


@dataclass(frozen=True)
class Shelf:
    """One list: what stands in it, its folder, its names."""

    within: Q
    folder: str
    name: str
    crumbs: list[Link]
    with_organ: bool = True
    # The page is there even while nothing stands in it.
    always: bool = False


class CatalogueKind:
    """Catalogues of one sort; `shelf(world, id)` says what one of them holds."""

    def __init__(
        self,
        name: str,
        field: str,
        of: Callable[[dict[str, object]], int | None],
        shelf: Callable[[World, int], Shelf | None],
    ) -> None:
        self.name, self._field, self._of, self._shelf = name, field, of, shelf

    def keys_for(self, subjects: AbstractSet[str]) -> AbstractSet[PageKey]:
        keys: set[PageKey] = set()
        places: dict[int, dict[int, Rank]] = {}
        last: dict[int, int | None] = {}
        items = Edition.objects.filter(
            item_id__in=numbers(subjects, "item"), kind__in=labels.CATALOGUED
        )
        for row in items.order_by("item_id", "number").values(
            "item_id", "first_published_at", "organ_id", "topic"
        ):
            one = self._of(row)
            last[row["item_id"]] = one
            if one is not None:
                rank = (row["first_published_at"], row["item_id"])
                places.setdefault(one, {})[row["item_id"]] = rank
        world = read_world() if places else None
        for one, ranks in places.items():
            shelf = self._shelf(world, one) if world else None
            if shelf is not None:
                moved = any(last[item] != one for item in ranks)
                parts = shelves.parts_touched(shelf.within, list(ranks.values()), moved)
                keys.update(PageKey(self.name, one, part) for part in parts)
        if self._field == "organ_id":
            keys.update(PageKey(self.name, organ) for organ in numbers(subjects, "organ"))
        return keys

    def all_keys(self) -> Iterator[PageKey]:
        world = read_world()
        for one in sorted(self._every()):
            shelf = self._shelf(world, one)
            if shelf is not None:
                for part in range(shelves.parts_of(shelves.ranks(shelf.within)) + 1):
                    yield PageKey(self.name, one, part)

    def _every(self) -> set[int]:
        within = Edition.objects.filter(kind__in=labels.CATALOGUED).order_by()
        if self._field == "organ_id":
            return set(Organ.objects.values_list("pk", flat=True))
        if self._field == "year":
            return set(within.values_list("first_published_at__year", flat=True).distinct())
        found = within.values_list(self._field, flat=True).distinct()
        return {int(value) for value in found if str(value).isdigit()}

    def render(self, keys: Sequence[PageKey]) -> Iterator[Rendered]:
        shell = make_shell(read_world())
        by_shelf: dict[int, list[PageKey]] = {}
        for key in keys:
            by_shelf.setdefault(key.id, []).append(key)
        for one, ours in by_shelf.items():
            shelf = self._shelf(shell.world, one)
            if shelf is not None:
                yield from _render(shell, shelf, ours)


def _render(shell: Shell, shelf: Shelf, keys: list[PageKey]) -> Iterator[Rendered]:
    count = shelves.ranks(shelf.within)
    if not count and not shelf.always:
        return
    parts = shelves.parts_of(count)
    older = shelves.numbered(
        shelf.within, [key.part for key in keys if 0 < key.part <= parts], count
    )
    tags = shell.tagged(*column_tags(shelf.name, shelf.name, NAME, TYPE))
    for key in keys:
        if key.part > parts:
            continue
        rows = older[key.part] if key.part else shelves.head(shelf.within, count, labels.CATALOGUED)
        page = CataloguePage(
            name=shelf.name,
            crumbs=shelf.crumbs,
            address="/" + shelf.folder,
            entries=[_entry(shell.world, row) for row in rows],
            steps=pager("/" + shelf.folder, key.part, parts),
            part=key.part,
            total=None if key.part else Edition.objects.public().filter(shelf.within).count(),
            with_organ=shelf.with_organ,
        )
        path = (
            part_address(shelf.folder, key.part, parts) if key.part else f"{shelf.folder}index.html"
        )
        yield Rendered(
            key, path, shell.page("catalogue.html", title=shelf.name, tags=tags, page=page)
        )


def _entry(world: World, row: Row) -> Entry:
    formed = row.formed_on or row.made_on or row.at
    organ = world.organs[row.organ_id].short_name
    return Entry(row.index_number, row.title, row.address, row.summary, day(formed), organ)


_ROOT = [Link("首页", "/"), Link(NAME, "/catalogue/")]


def _of_organ(world: World, organ: int) -> Shelf | None:
    if (place := world.organs.get(organ)) is None:
        return None
    within = Q(organ_id=organ, kind__in=labels.CATALOGUED)
    folder = f"{place.slug}/catalogue/"
    trail = [Link("首页", "/"), Link(place.short_name, place.address), Link(NAME, "/" + folder)]
    return Shelf(within, folder, f"{place.name}{NAME}", trail, with_organ=False, always=True)


def _of_year(world: World, year: int) -> Shelf:
    since, until = shelves.year_bounds(year)
    within = Q(
        kind__in=labels.CATALOGUED, first_published_at__gte=since, first_published_at__lt=until
    )
    folder = f"catalogue/{year}/"
    return Shelf(within, folder, f"{year}年{NAME}", [*_ROOT, Link(f"{year}年", "/" + folder)])


def _of_topic(world: World, number: int) -> Shelf | None:
    code = f"{number:04d}"
    if code not in topics():
        return None
    first, second = topics()[code]
    folder = f"catalogue/topic/{code}/"
    trail = [*_ROOT, Link(f"{first}\\{second}", "/" + folder)]
    return Shelf(Q(topic=code, kind__in=labels.CATALOGUED), folder, f"{second}（{first}）", trail)


def _organ_number(row: dict[str, object]) -> int | None:
    return int(str(row["organ_id"]))


def _year_number(row: dict[str, object]) -> int | None:
    at = row["first_published_at"]
    assert isinstance(at, dt.datetime)
    return year_in_china(at)


def _topic_number(row: dict[str, object]) -> int | None:
    code = str(row["topic"])
    return int(code) if code.isdigit() else None


ORGAN_CATALOGUES = CatalogueKind("organ-catalogue", "organ_id", _organ_number, _of_organ)
YEAR_CATALOGUES = CatalogueKind("year-catalogue", "year", _year_number, _of_year)
TOPIC_CATALOGUES = CatalogueKind("topic-catalogue", "topic", _topic_number, _of_topic)


@dataclass
class FrontPage:
    """The context of catalogue_front.html."""

    total: int
    organs: list[Counted]
    years: list[Counted]
    topics: list[tuple[str, list[Counted]]]
    standard: bool


class CatalogueFront:
    """`catalogue:0`: the ways into the catalogue, with counts."""

    name = "catalogue"

    def keys_for(self, subjects: AbstractSet[str]) -> AbstractSet[PageKey]:
        return (
            {PageKey(self.name, 0)}
            if any(numbers(subjects, kind) for kind in ("item", "organ", "standard"))
            else set()
        )

    def all_keys(self) -> Iterator[PageKey]:
        yield PageKey(self.name, 0)

    def render(self, keys: Sequence[PageKey]) -> Iterator[Rendered]:
        shell = make_shell(read_world())
        tags = shell.tagged(*column_tags(NAME, f"{shell.world.site.name}{NAME}", "目录,索引", TYPE))
        page = _front(shell.world)
        for key in keys:
            html = shell.page("catalogue_front.html", title=NAME, tags=tags, page=page)
            yield Rendered(key, "catalogue/index.html", html)


def _front(world: World) -> FrontPage:
    organs = shelves.public_by("organ_id", labels.CATALOGUED)
    years = dict(shelves.years_of(Q(kind__in=labels.CATALOGUED)))
    by_topic = shelves.public_by("topic", labels.CATALOGUED)
    grouped: dict[str, list[Counted]] = {}
    for code, (first, second) in topics().items():
        if by_topic.get(code):
            grouped.setdefault(first, []).append(
                Counted(second, f"/catalogue/topic/{code}/", by_topic[code])
            )
    return FrontPage(
        total=sum(organs.values()),
        organs=[
            Counted(one.short_name, f"{one.address}catalogue/", organs[one.id])
            for one in world.organs.values()
            if organs.get(one.id)
        ],
        years=[
            Counted(f"{year}年", f"/catalogue/{year}/", years[year])
            for year in sorted(years, reverse=True)
        ],
        topics=list(grouped.items()),
        standard=any_standard(),
    )
