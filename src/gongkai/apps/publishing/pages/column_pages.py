"""The pages of a column: its head, its older parts, its feed, its JSON."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from django.db.models import Q

from gongkai.apps.disclosure.models import Column, Edition
from gongkai.apps.publishing.pages import shelves
from gongkai.apps.publishing.pages.addresses import search_address
from gongkai.apps.publishing.pages.article import crumbs_of, tags_of_column
from gongkai.apps.publishing.pages.contract import Failed, PageKey, Rendered
from gongkai.apps.publishing.pages.feeds import LENGTH, feed
from gongkai.apps.publishing.pages.listed import (
    Line,
    Step,
    lines,
    pager,
    part_address,
    validities,
)
from gongkai.apps.publishing.pages.machine import list_json
from gongkai.apps.publishing.pages.shell import Link, Shell, make_shell
from gongkai.apps.publishing.pages.shelves import Rank, Row
from gongkai.apps.publishing.pages.subjects import numbers
from gongkai.apps.publishing.pages.tags import Incomplete
from gongkai.apps.publishing.pages.world import ColumnPlace, World, read_world

# Columns whose folder is made by another kind of page.
ELSEWHERE = frozenset({"guide", "application"})


@dataclass(frozen=True)
class Counted:
    """Something to go to, with how many public items it holds."""

    name: str
    address: str
    count: int
    sentence: str = ""


@dataclass
class ListPage:
    """The context of column.html."""

    name: str
    organ: Link
    description: str
    address: str
    crumbs: list[Link]
    lines: list[Line]
    steps: list[Step]
    part: int
    total: int | None = None
    children: list[Counted] = field(default_factory=list)
    years: list[Counted] = field(default_factory=list)
    closed_on: object = None
    closing_note: str = ""
    search: list[tuple[str, str]] = field(default_factory=list)
    more: Link | None = None


class ColumnPages:
    """`column:<pk>:<part>`."""

    name = "column"

    def keys_for(self, subjects: AbstractSet[str]) -> AbstractSet[PageKey]:
        """Head and parts of the columns an item stands in or stood in, and the heads above them."""
        keys: set[PageKey] = set()
        by_column, left = _places(numbers(subjects, "item"))
        for column, ranks in by_column.items():
            parts = shelves.parts_touched(Q(column_id=column), ranks, moved=column in left)
            keys.update(PageKey(self.name, column, part) for part in parts)
        heads = numbers(subjects, "column") | set(by_column)
        while heads:
            keys.update(PageKey(self.name, column) for column in heads)
            above = Column.objects.filter(pk__in=heads, parent__isnull=False)
            heads = set(above.values_list("parent_id", flat=True))
        return keys

    def all_keys(self) -> Iterator[PageKey]:
        counts = shelves.tally(Q(), "column_id")
        for column in Column.objects.order_by("pk").values_list("pk", flat=True):
            yield PageKey(self.name, column)
            for part in range(1, shelves.parts_of(counts.get(column, (0, 0))[1]) + 1):
                yield PageKey(self.name, column, part)

    def render(self, keys: Sequence[PageKey]) -> Iterator[Rendered | Failed]:
        shell = make_shell(read_world())
        wanted = [key for key in keys if key.id in shell.world.columns]
        shown = {one for key in wanted for one in shell.world.column_and_below(key.id)}
        counts = shelves.tally(Q(column_id__in=shown), "column_id")
        by_column: dict[int, list[PageKey]] = {}
        for key in wanted:
            if shell.world.columns[key.id].code not in ELSEWHERE:
                by_column.setdefault(key.id, []).append(key)
        for column, ours in by_column.items():
            yield from _render_column(shell, shell.world.columns[column], ours, counts)


def _places(items: AbstractSet[int]) -> tuple[dict[int, list[Rank]], set[int]]:
    """Column -> ranks of the changed items that stand there; and the columns that one of them left."""
    by_column: dict[int, dict[int, Rank]] = {}
    last: dict[int, int] = {}
    rows = Edition.objects.filter(item_id__in=items).order_by("item_id", "number")
    for item, column, at in rows.values_list("item_id", "column_id", "first_published_at"):
        by_column.setdefault(column, {})[item] = (at, item)
        last[item] = column
    left = {c for c, ranks in by_column.items() for item in ranks if last[item] != c}
    return {column: list(ranks.values()) for column, ranks in by_column.items()}, left


Counts = dict[int, tuple[int, int]]


def _render_column(
    shell: Shell, column: ColumnPlace, keys: list[PageKey], counts: Counts
) -> Iterator[Rendered | Failed]:
    count = counts.get(column.id, (0, 0))[1]
    parts = shelves.parts_of(count)
    try:
        tags = shell.tagged(*tags_of_column(column))
    except Incomplete as reason:
        yield from (Failed(key, str(reason)) for key in keys)
        return
    within = Q(column_id=column.id)
    older = shelves.numbered(within, [key.part for key in keys if 0 < key.part <= parts], count)
    for key in keys:
        if key.part > parts:
            continue
        if key.part == 0:
            page, rows = _head(shell.world, column, counts)
        else:
            rows = older[key.part]
            page = _page(shell.world, column, rows, key.part, parts)
        path = part_address(column.path, key.part, parts)
        title = column.name if key.part == 0 else f"{column.name} 第 {key.part} 页"
        html = shell.page(
            "column.html",
            title=f"{title} - {page.organ.title}",
            tags=tags,
            page=page,
        )
        yield Rendered(key, path if key.part else f"{path}index.html", html)
        yield from _data(shell, column, key, rows, page, parts)


def _data(
    shell: Shell, column: ColumnPlace, key: PageKey, rows: list[Row], page: ListPage, parts: int
) -> Iterator[Rendered]:
    """list.json and feed.xml beside the head, page-n.json beside a part."""
    before = key.part - 1 if key.part else parts
    older = f"{column.address}page-{before}.json" if before > 0 else ""
    name = "list.json" if key.part == 0 else f"page-{key.part}.json"
    data = list_json(shell.world, column, page.total, rows, validities(rows), older)
    yield Rendered(key, f"{column.path}{name}", data)
    if key.part == 0:
        title = f"{page.organ.title} {column.name}"
        yield Rendered(key, f"{column.path}feed.xml", feed(shell, title, column.address, rows))


def _page(world: World, column: ColumnPlace, rows: list[Row], part: int, parts: int) -> ListPage:
    organ = world.organs[column.organ_id]
    return ListPage(
        name=column.name,
        organ=Link(organ.name, organ.address),
        description=column.about(organ.name),
        address=column.address,
        crumbs=crumbs_of(world, column),
        lines=lines(world, rows),
        steps=pager(column.address, part, parts),
        part=part,
    )


def _head(world: World, column: ColumnPlace, counts: Counts) -> tuple[ListPage, list[Row]]:
    below = world.column_and_below(column.id)
    count = counts.get(column.id, (0, 0))[1]
    children = [
        Counted(
            child.name,
            child.address,
            _public(world, child.id, counts),
            child.about(world.organs[child.organ_id].name),
        )
        for child in world.children_of(column.id)
        if child.closed_on is None or _public(world, child.id, counts)
    ]
    within = Q(column_id__in=below)
    total = sum(counts.get(one, (0, 0))[0] for one in below)
    parts = 0 if children else shelves.parts_of(count)
    if not total:
        rows = []
    elif children:
        rows = shelves.newest(within, LENGTH)
    else:
        rows = shelves.head(within, count)
    page = _page(world, column, rows, 0, parts)
    page.total, page.children = total, children
    page.closed_on, page.closing_note = column.closed_on, column.closing_note
    page.search = [("organ", column.slug), ("column", column.code)]
    if total > len(rows):
        page.years = [
            Counted(
                f"{year}年", search_address(organ=column.slug, column=column.code, year=year), n
            )
            for year, n in shelves.years_of(within)
        ]
        page.years = page.years if len(page.years) > 1 else []
        if children:
            page.more = Link(f"全部 {total} 条", f"/{column.slug}/catalogue/")
    return page, rows


def _public(world: World, column: int, counts: Counts) -> int:
    return sum(counts.get(one, (0, 0))[0] for one in world.column_and_below(column))
