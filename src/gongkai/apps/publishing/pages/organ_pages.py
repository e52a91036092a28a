"""An organ's page: its five entries, whom to ask, its columns with counts, its newest information."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.db.models import Q

from gongkai.apps.disclosure.models import Column, Edition, StandardEntry
from gongkai.apps.organs.models import Organ, OrganKind
from gongkai.apps.publishing.pages import shelves
from gongkai.apps.publishing.pages.column_pages import Counted
from gongkai.apps.publishing.pages.contract import PageKey, Rendered
from gongkai.apps.publishing.pages.feeds import LENGTH, feed
from gongkai.apps.publishing.pages.listed import Line, lines
from gongkai.apps.publishing.pages.shell import ENTRIES, Entry, Link, Shell, entries_of, make_shell
from gongkai.apps.publishing.pages.shelves import Row
from gongkai.apps.publishing.pages.subjects import numbers
from gongkai.apps.publishing.pages.tags import column_tags
from gongkai.apps.publishing.pages.world import OrganPlace, World, read_world

NEWEST = 10
KIND = dict(OrganKind.choices)


@dataclass(frozen=True)
class Contact:
    """One line of the 公开工作机构's contacts (Art. 12)."""

    label: str
    value: str
    address: str = ""


@dataclass
class OrganPage:
    """The context of organ.html."""

    name: str
    kind: str
    address: str
    crumbs: list[Link]
    entries: list[Entry]
    contacts: list[Contact]
    statutory: list[Counted]
    others: list[Counted]
    lines: list[Line]
    total: int
    below: list[Link]
    standard: bool
    abolished_on: object
    successor: Link | None


def contacts_of(organ: OrganPlace) -> list[Contact]:
    """What the organ's record says; empty lines are left out."""
    mail = organ.office_email if "@" in organ.office_email else ""
    found = [
        Contact("公开工作机构", organ.office_name),
        Contact("办公地址", organ.office_address),
        Contact("邮政编码", organ.office_postcode),
        Contact("办公时间", organ.office_hours),
        Contact("联系电话", organ.office_phone),
        Contact("传真号码", organ.office_fax),
        Contact("互联网联系方式", organ.office_email, f"mailto:{mail}" if mail else ""),
    ]
    return [one for one in found if one.value]


def tags_of_organ(organ: OrganPlace) -> list[tuple[str, str]]:
    """An organ's page is a column page of the portal: what the organ is and does."""
    return column_tags(
        organ.name, f"{organ.name}政府信息公开", f"{organ.short_name},政府信息公开", "概况信息"
    )


class OrganPages:
    """`organ:<pk>`."""

    name = "organ"

    def keys_for(self, subjects: AbstractSet[str]) -> AbstractSet[PageKey]:
        touched = numbers(subjects, "organ") | numbers(subjects, "standard")
        touched.update(organs_of_items(numbers(subjects, "item")))
        columns = Column.objects.filter(pk__in=numbers(subjects, "column"))
        touched.update(columns.values_list("organ_id", flat=True))
        own = numbers(subjects, "organ")
        if own:
            around = Organ.objects.filter(Q(pk__in=own) | Q(successor_id__in=own))
            for one, parent in around.values_list("pk", "parent_id"):
                touched.update({one} if parent is None else {one, parent})
        return {PageKey(self.name, organ) for organ in touched}

    def all_keys(self) -> Iterator[PageKey]:
        for organ in Organ.objects.order_by("pk").values_list("pk", flat=True):
            yield PageKey(self.name, organ)

    def render(self, keys: Sequence[PageKey]) -> Iterator[Rendered]:
        shell = make_shell(read_world())
        world = shell.world
        wanted = [key for key in keys if key.id in world.organs]
        counts = shelves.tally(Q(organ_id__in=[key.id for key in wanted]), "column_id")
        kept = StandardEntry.objects.filter(organ_id__in=[key.id for key in wanted])
        standard = set(kept.order_by().values_list("organ_id", flat=True).distinct())
        for key in wanted:
            organ = world.organs[key.id]
            rows = shelves.newest(Q(organ_id=organ.id), LENGTH)
            page = make_page(world, organ, rows, counts, organ.id in standard)
            yield Rendered(key, f"{organ.slug}/index.html", organ_html(shell, organ, page))
            yield Rendered(
                key, f"{organ.slug}/feed.xml", feed(shell, organ.name, organ.address, rows)
            )


def organ_html(shell: Shell, organ: OrganPlace, page: OrganPage) -> bytes:
    tags = shell.tagged(*tags_of_organ(organ))
    return shell.page("organ.html", title=organ.name, tags=tags, page=page)


def make_page(
    world: World,
    organ: OrganPlace,
    rows: list[Row],
    counts: dict[int, tuple[int, int]],
    standard: bool = False,
) -> OrganPage:
    def counted(code: str | None) -> list[Counted]:
        return [
            Counted(
                column.name,
                column.address,
                sum(counts.get(one, (0, 0))[0] for one in world.column_and_below(column.id)),
                column.description,
            )
            for column in world.columns_of(organ.id)
            if (_parent_code(world, column.parent_id) == code and column.closed_on is None)
        ]

    entries = {code for code, *_ in ENTRIES}
    others = [one for one in counted(None) if one.address.split("/")[2] not in entries]
    columns = {column.id for column in world.columns_of(organ.id)}
    successor = world.organs.get(organ.successor_id) if organ.successor_id else None
    return OrganPage(
        name=organ.name,
        kind=KIND[organ.kind],
        address=organ.address,
        crumbs=[Link("首页", "/")],
        entries=entries_of(world, organ.id),
        contacts=contacts_of(organ),
        statutory=counted("zdgk"),
        others=[one for one in others if one.count],
        lines=lines(world, rows[:NEWEST]),
        total=sum(count[0] for column, count in counts.items() if column in columns),
        below=[
            Link(one.short_name, one.address)
            for one in world.existing()
            if one.parent_id == organ.id and organ.kind != OrganKind.GOVERNMENT
        ],
        standard=standard,
        abolished_on=organ.abolished_on,
        successor=Link(successor.name, successor.address) if successor else None,
    )


def _parent_code(world: World, parent: int | None) -> str | None:
    return world.columns[parent].code if parent is not None else None


def organs_of_items(items: AbstractSet[int]) -> set[int]:
    editions = Edition.objects.filter(item_id__in=items)
    return set(editions.order_by().values_list("organ_id", flat=True).distinct())
