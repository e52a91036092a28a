"""政策文件与解读 in pairs: a document with what interprets it."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.db.models import Q

from gongkai.apps.disclosure.models import Edition, Relation, RelationKind
from gongkai.apps.publishing.pages import labels, shelves
from gongkai.apps.publishing.pages.addresses import day
from gongkai.apps.publishing.pages.article import other_link
from gongkai.apps.publishing.pages.contract import PageKey, Rendered
from gongkai.apps.publishing.pages.items import public_pages
from gongkai.apps.publishing.pages.listed import Step, pager, part_address
from gongkai.apps.publishing.pages.shell import Link, make_shell
from gongkai.apps.publishing.pages.shelves import Row
from gongkai.apps.publishing.pages.subjects import numbers
from gongkai.apps.publishing.pages.tags import column_tags
from gongkai.apps.publishing.pages.world import World, read_world

NAME = "政策文件与解读"
FOLDER = "policies/"
WITHIN = Q(kind__in=labels.DOCUMENTS)


@dataclass(frozen=True)
class Pair:
    """A document and its public interpretations."""

    day: str
    title: str
    address: str
    detail: str
    interpretations: list[Link]


def pairs(world: World, rows: Iterable[Row]) -> list[Pair]:
    """Two queries for all of them."""
    shown = list(rows)
    ends = Relation.objects.filter(
        kind=RelationKind.INTERPRETS, target_id__in=[row.item_id for row in shown]
    ).order_by("id")
    by_document: dict[int, list[int]] = {}
    for source, target in ends.values_list("source_id", "target_id"):
        by_document.setdefault(target, []).append(source)
    found = public_pages({one for ones in by_document.values() for one in ones})
    made = []
    for row in shown:
        organ = world.organs[row.organ_id].short_name
        detail = f"{row.number}　{organ}" if row.number else organ
        links = [
            other_link(world, found[one])
            for one in by_document.get(row.item_id, ())
            if one in found
        ]
        made.append(Pair(day(row.at), row.title, row.address, detail, links))
    return made


def newest_pairs(world: World, count: int) -> list[Pair]:
    return pairs(world, shelves.newest_of_kinds(labels.DOCUMENTS, count))


@dataclass
class PairsPage:
    """The context of policies.html."""

    name: str
    crumbs: list[Link]
    pairs: list[Pair]
    steps: list[Step]
    part: int
    total: int | None


class PolicyPages:
    """`policies:0:<part>`: every policy document of the county with its interpretations."""

    name = "policies"

    def keys_for(self, subjects: AbstractSet[str]) -> AbstractSet[PageKey]:
        items = numbers(subjects, "item")
        if not items:
            return set()
        interpreted = Relation.objects.filter(kind=RelationKind.INTERPRETS, source_id__in=items)
        documents = items | set(interpreted.values_list("target_id", flat=True))
        rows = Edition.objects.filter(WITHIN, item_id__in=documents, number=1)
        ranks = list(rows.values_list("first_published_at", "item_id"))
        parts = shelves.parts_touched(WITHIN, ranks) if ranks else set()
        return {PageKey(self.name, 0, part) for part in parts}

    def all_keys(self) -> Iterator[PageKey]:
        for part in range(shelves.parts_of(shelves.ranks(WITHIN)) + 1):
            yield PageKey(self.name, 0, part)

    def render(self, keys: Sequence[PageKey]) -> Iterator[Rendered]:
        shell = make_shell(read_world())
        count = shelves.ranks(WITHIN)
        parts = shelves.parts_of(count)
        older = shelves.numbered(WITHIN, [key.part for key in keys if 0 < key.part <= parts], count)
        tags = shell.tagged(
            *column_tags(NAME, "全县政策文件和解读", "政策文件,政策解读", "政策文件")
        )
        for key in keys:
            if key.part > parts:
                continue
            rows = older[key.part] if key.part else shelves.head(WITHIN, count)
            page = PairsPage(
                name=NAME,
                crumbs=[Link("首页", "/"), Link(NAME, "/" + FOLDER)],
                pairs=pairs(shell.world, rows),
                steps=pager("/" + FOLDER, key.part, parts),
                part=key.part,
                total=None if key.part else Edition.objects.public().filter(WITHIN).count(),
            )
            path = part_address(FOLDER, key.part, parts) if key.part else f"{FOLDER}index.html"
            yield Rendered(key, path, shell.page("policies.html", title=NAME, tags=tags, page=page))
