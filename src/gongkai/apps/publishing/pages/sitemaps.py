"""sitemap.xml: an index, one part for columns and organs, parts of a fixed span of item numbers.

A change of an item touches the part of its number alone; the index changes when a part begins.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from django.db.models import F, Max, QuerySet

from gongkai.apps.disclosure.models import Edition
from gongkai.apps.publishing.pages.addresses import item_path
from gongkai.apps.publishing.pages.contract import PageKey, Rendered
from gongkai.apps.publishing.pages.shell import environment
from gongkai.apps.publishing.pages.standard_pages import standard_addresses
from gongkai.apps.publishing.pages.subjects import numbers
from gongkai.apps.publishing.pages.world import World, read_world

SPAN = 1000


class XmlSitemaps:
    """`sitemap:0`: index and part of the columns; `sitemap:n`: items (n-1) x 1000 up to n x 1000 - 1."""

    name = "sitemap"

    def keys_for(self, subjects: AbstractSet[str]) -> AbstractSet[PageKey]:
        items = numbers(subjects, "item")
        parts = {item // SPAN + 1 for item in items}
        keys = {PageKey(self.name, part) for part in parts}
        if any(numbers(subjects, kind) for kind in ("organ", "column", "standard")) or any(
            _began_or_ended(part, items) for part in parts
        ):
            keys.add(PageKey(self.name, 0))
        return keys

    def all_keys(self) -> Iterator[PageKey]:
        for part in range(_parts() + 1):
            yield PageKey(self.name, part)

    def render(self, keys: Sequence[PageKey]) -> Iterator[Rendered]:
        world = read_world()
        for key in keys:
            if key.id == 0:
                yield from _index(key, world)
            elif addresses := _items(world, key.id):
                yield Rendered(key, f"sitemap-items-{key.id}.xml", _part(addresses))


def _began_or_ended(part: int, items: AbstractSet[int]) -> bool:
    """Whether the part may be new or gone: nothing public stands in it but these items."""
    return not _span(part).exclude(item_id__in=items).exists()


def _span(part: int) -> "QuerySet[Edition]":
    public = Edition.objects.public().order_by()
    return public.filter(item_id__gte=(part - 1) * SPAN, item_id__lt=part * SPAN)


def _parts() -> int:
    newest = Edition.objects.aggregate(newest=Max("item_id"))["newest"]
    return 0 if newest is None else newest // SPAN + 1


def _index(key: PageKey, world: World) -> Iterator[Rendered]:
    parts = ["/sitemap-pages.xml"]
    for part in range(1, _parts() + 1):
        if _span(part).exists():
            parts.append(f"/sitemap-items-{part}.xml")
    template = environment().get_template("public/sitemap_index.xml")
    whole = [world.site.full(part) for part in parts]
    yield Rendered(key, "sitemap.xml", template.render(parts=whole).encode())
    pages = [
        "/",
        "/policies/",
        "/catalogue/",
        "/normative/",
        "/annual-reports/",
        "/statistics/",
        "/organs/",
        "/sitemap/",
    ]
    pages += [organ.address for organ in world.organs.values()]
    pages += [f"{organ.address}guide/" for organ in world.organs.values()]
    pages += [column.address for column in world.columns.values() if column.code != "guide"]
    pages += standard_addresses(world)
    yield Rendered(key, "sitemap-pages.xml", _part([(world.site.full(page), "") for page in pages]))


def _items(world: World, part: int) -> list[tuple[str, str]]:
    """(address, last change) of the public items of this span, by number."""
    rows = (
        _span(part)
        .order_by("item_id")
        .annotate(slug=F("organ__slug"))
        .values_list("slug", "first_published_at", "item_id", "published_at")
    )
    return [
        (world.site.full("/" + item_path(slug, first, item)), changed.isoformat(timespec="seconds"))
        for slug, first, item, changed in rows
    ]


def _part(addresses: list[tuple[str, str]]) -> bytes:
    return environment().get_template("public/sitemap.xml").render(addresses=addresses).encode()
