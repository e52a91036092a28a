"""基层政务公开标准目录 as citizens see it: the county's fields, an organ's fields, the rows of one field.

The rows as the organ keeps them, each with the column it is published in. How much of it is covered is
for the office, not for these pages.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.db.models import Count, Q

from gongkai.apps.disclosure.data.fields import fields
from gongkai.apps.disclosure.models import StandardEntry
from gongkai.apps.publishing.pages.contract import PageKey, Rendered
from gongkai.apps.publishing.pages.machine import as_bytes
from gongkai.apps.publishing.pages.shell import Link, Shell, make_shell
from gongkai.apps.publishing.pages.subjects import numbers
from gongkai.apps.publishing.pages.tags import column_tags
from gongkai.apps.publishing.pages.world import OrganPlace, World, read_world

NAME = "基层政务公开标准目录"
FOLDER = "standard/"
SCHEMA = "gongkai.standard/1"
TYPE = "信息公开目录"


@dataclass(frozen=True)
class Field:
    """A field with the organs that keep rows of it; `links` name the organ, or the field itself."""

    name: str
    links: list[Link]


@dataclass
class FieldsPage:
    """The context of standard.html: by field."""

    name: str
    about: str
    crumbs: list[Link]
    fields: list[Field]
    by_organ: bool


@dataclass(frozen=True)
class Line:
    """A row of the table; `place` is the column on this site where it is published, if there is one."""

    entry: StandardEntry
    place: Link | None


@dataclass
class TablePage:
    """The context of standard_table.html: the rows of one field of an organ."""

    name: str
    organ: Link
    field: str
    crumbs: list[Link]
    lines: list[Line]
    json: str


def address_of_field(organ: OrganPlace, field: str) -> str:
    """Fields are numbered in the order of 国办发〔2019〕54号; those added later follow."""
    return f"{organ.address}{FOLDER}{number_of(field):02d}/"


def number_of(field: str) -> int:
    return fields().index(field) + 1


def any_standard() -> bool:
    """Whether any organ keeps a catalogue: without one there is no page to link to."""
    return StandardEntry.objects.exists()


def standard_addresses(world: World) -> list[str]:
    """Of every page of the catalogue, in order."""
    kept = sorted((organ, number_of(field)) for field, organ in _counted())
    organs = {organ: world.organs[organ] for organ, _ in kept}
    return [
        *([f"/{FOLDER}"] if kept else []),
        *(f"{one.address}{FOLDER}" for one in organs.values()),
        *(f"{organs[organ].address}{FOLDER}{number:02d}/" for organ, number in kept),
    ]


class StandardPages:
    """`standard:0` of the county; `standard:<organ>` its fields; `standard:<organ>:<field>` their rows."""

    name = "standard"

    def keys_for(self, subjects: AbstractSet[str]) -> AbstractSet[PageKey]:
        organs = set(numbers(subjects, "standard"))
        kept = StandardEntry.objects.filter(
            Q(organ_id__in=numbers(subjects, "organ"))
            | Q(column_id__in=numbers(subjects, "column"))
        )
        organs.update(kept.order_by().values_list("organ_id", flat=True).distinct())
        if not organs:
            return set()
        # A field that has just lost its rows must go: every field's page of the organ is named.
        parts = range(len(fields()) + 1)
        named = {PageKey(self.name, organ, part) for organ in organs for part in parts}
        return {PageKey(self.name, 0), *named}

    def all_keys(self) -> Iterator[PageKey]:
        yield PageKey(self.name, 0)
        organs: set[int] = set()
        pairs = StandardEntry.objects.order_by("organ_id", "field").values_list("organ_id", "field")
        for organ, field in pairs.distinct():
            if organ not in organs:
                organs.add(organ)
                yield PageKey(self.name, organ)
            yield PageKey(self.name, organ, number_of(field))

    def render(self, keys: Sequence[PageKey]) -> Iterator[Rendered]:
        shell = make_shell(read_world())
        counted = _counted()
        entries: dict[tuple[int, str], list[StandardEntry]] = {}
        wanted = StandardEntry.objects.filter(organ_id__in={key.id for key in keys if key.part})
        for entry in wanted.order_by("id"):
            entries.setdefault((entry.organ_id, entry.field), []).append(entry)
        for key in keys:
            organ = shell.world.organs.get(key.id)
            if not key.id:
                yield from _front(shell, key, counted)
            elif organ is not None and not key.part:
                yield from _of_organ(shell, key, organ, counted)
            elif organ is not None and key.part <= len(fields()):
                field = fields()[key.part - 1]
                if rows := entries.get((key.id, field)):
                    yield from _table(shell, key, organ, field, rows)


def _counted() -> dict[tuple[str, int], int]:
    """(field, organ) → rows."""
    rows = StandardEntry.objects.order_by().values_list("field", "organ_id")
    return {(field, organ): count for field, organ, count in rows.annotate(rows=Count("id"))}


def _front(shell: Shell, key: PageKey, counted: dict[tuple[str, int], int]) -> Iterator[Rendered]:
    world = shell.world
    found = [Field(field, _organs_of(world, field, counted)) for field in fields()]
    page = FieldsPage(
        name=NAME,
        about="各领域应当公开哪些事项、依据什么、什么时候公开、在哪里能看到，按公开主体列出。",
        crumbs=[Link("首页", "/"), Link(NAME, f"/{FOLDER}")],
        fields=[one for one in found if one.links],
        by_organ=True,
    )
    if page.fields:
        yield Rendered(key, f"{FOLDER}index.html", _html(shell, "standard.html", page.name, page))


def _organs_of(world: World, field: str, counted: dict[tuple[str, int], int]) -> list[Link]:
    return [
        Link(one.short_name, address_of_field(one, field), f"{counted[field, one.id]} 项")
        for one in world.organs.values()
        if (field, one.id) in counted
    ]


def _of_organ(
    shell: Shell, key: PageKey, organ: OrganPlace, counted: dict[tuple[str, int], int]
) -> Iterator[Rendered]:
    kept = [field for field in fields() if (field, organ.id) in counted]
    if not kept:
        return
    name = f"{organ.name}{NAME}"
    page = FieldsPage(
        name=name,
        about="本机关在各领域应当公开的事项，以及公开的依据、时限和渠道。",
        crumbs=_trail(organ),
        fields=[
            Field(
                "",
                [
                    Link(field, address_of_field(organ, field), f"{counted[field, organ.id]} 项")
                    for field in kept
                ],
            )
        ],
        by_organ=False,
    )
    yield Rendered(
        key, f"{organ.slug}/{FOLDER}index.html", _html(shell, "standard.html", name, page)
    )


def _table(
    shell: Shell, key: PageKey, organ: OrganPlace, field: str, rows: list[StandardEntry]
) -> Iterator[Rendered]:
    address = address_of_field(organ, field)
    page = TablePage(
        name=f"{field}领域{NAME}",
        organ=Link(organ.name, organ.address),
        field=field,
        crumbs=[*_trail(organ), Link(field, address)],
        lines=[Line(one, _place(shell.world, one)) for one in rows],
        json=f"{address}list.json",
    )
    title = f"{page.name} - {organ.name}"
    path = address.strip("/")
    yield Rendered(key, f"{path}/index.html", _html(shell, "standard_table.html", title, page))
    yield Rendered(key, f"{path}/list.json", _json(shell, organ, page))


def _trail(organ: OrganPlace) -> list[Link]:
    return [
        Link("首页", "/"),
        Link(organ.short_name, organ.address),
        Link(NAME, f"{organ.address}{FOLDER}"),
    ]


def _place(world: World, entry: StandardEntry) -> Link | None:
    column = world.columns.get(entry.column_id) if entry.column_id else None
    if column is None or column.closed_on is not None:
        return None
    return Link(column.name, column.address)


def _html(shell: Shell, template: str, title: str, page: FieldsPage | TablePage) -> bytes:
    tags = shell.tagged(*column_tags(page.name, page.name, "标准目录,公开事项", TYPE))
    return shell.page(template, title=title, tags=tags, page=page)


def _json(shell: Shell, organ: OrganPlace, page: TablePage) -> bytes:
    site = shell.world.site
    return as_bytes(
        {
            "schema": SCHEMA,
            "organ": organ.name,
            "field": page.field,
            "entries": [
                {
                    "number": one.entry.number,
                    "subject": one.entry.subject,
                    "sub_subject": one.entry.sub_subject,
                    "content": one.entry.content,
                    "ground": one.entry.ground,
                    "time_limit": one.entry.time_limit,
                    "channels": one.entry.channels,
                    "audience": one.entry.audience,
                    "manner": one.entry.manner,
                    "level": one.entry.level,
                    "column": one.place.title if one.place else None,
                    "url": site.full(one.place.address) if one.place else None,
                }
                for one in page.lines
            ],
        }
    )
