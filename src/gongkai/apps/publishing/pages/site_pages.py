"""Pages of the site as a whole: site map, directory of organs, 404, what robots and people are told."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from gongkai.apps.publishing.pages.contract import PageKey, Rendered
from gongkai.apps.publishing.pages.machine import as_bytes
from gongkai.apps.publishing.pages.organ_pages import KIND, Contact, contacts_of
from gongkai.apps.publishing.pages.shell import Entry, Link, Shell, entries_of, make_shell
from gongkai.apps.publishing.pages.standard_pages import any_standard
from gongkai.apps.publishing.pages.subjects import numbers
from gongkai.apps.publishing.pages.tags import column_tags
from gongkai.apps.publishing.pages.world import read_world

MAP, DIRECTORY = "网站地图", "政府信息公开工作机构"
AWAY = "网上申请暂时不能办理"


@dataclass(frozen=True)
class MappedOrgan:
    """An organ with its entries and its further columns."""

    name: str
    address: str
    kind: str
    entries: list[Entry]
    columns: list[Link]


@dataclass(frozen=True)
class Listed:
    """A line of the directory."""

    organ: Link
    contacts: dict[str, Contact]
    guide: str


class SiteMap:
    """`site-map:0`: the page 网站地图, and the directory of disclosure offices."""

    name = "site-map"

    def keys_for(self, subjects: AbstractSet[str]) -> AbstractSet[PageKey]:
        touched = any(numbers(subjects, kind) for kind in ("organ", "column", "guide", "standard"))
        return {PageKey(self.name, 0)} if touched else set()

    def all_keys(self) -> Iterator[PageKey]:
        yield PageKey(self.name, 0)

    def render(self, keys: Sequence[PageKey]) -> Iterator[Rendered]:
        shell = make_shell(read_world())
        tags = shell.tagged(*column_tags(MAP, f"{shell.world.site.name}{MAP}", MAP, "首页"))
        contacts = shell.tagged(
            *column_tags(DIRECTORY, "各机关政府信息公开工作机构的联系方式", DIRECTORY, "概况信息")
        )
        for key in keys:
            mapped = _mapped(shell)
            html = shell.page(
                "site_map.html", title=MAP, tags=tags, organs=mapped, standard=any_standard()
            )
            yield Rendered(key, "sitemap/index.html", html)
            listed = _listed(shell)
            html = shell.page("organs.html", title=DIRECTORY, tags=contacts, organs=listed)
            yield Rendered(key, "organs/index.html", html)


def _mapped(shell: Shell) -> list[MappedOrgan]:
    world = shell.world
    return [
        MappedOrgan(
            organ.name,
            organ.address,
            KIND[organ.kind],
            entries_of(world, organ.id),
            [
                Link(column.name, column.address)
                for column in world.columns_of(organ.id)
                if column.parent_id is None
                and column.closed_on is None
                and column.code
                not in ("guide", "regulations", "zdgk", "annual-reports", "application")
            ],
        )
        for organ in world.existing()
    ]


def _listed(shell: Shell) -> list[Listed]:
    return [
        Listed(
            Link(organ.name, organ.address),
            {one.label: one for one in contacts_of(organ)},
            f"{organ.address}guide/",
        )
        for organ in shell.world.existing()
    ]


class Plain:
    """`plain:0`: 404, what stands for the application form while the program is away, robots.txt, humans.txt,
    and the shell for pages that the program answers.
    """

    name = "plain"

    def keys_for(self, subjects: AbstractSet[str]) -> AbstractSet[PageKey]:
        return set()

    def all_keys(self) -> Iterator[PageKey]:
        yield PageKey(self.name, 0)

    def render(self, keys: Sequence[PageKey]) -> Iterator[Rendered]:
        for key in keys:
            yield from _texts(key)


def _texts(key: PageKey) -> Iterator[Rendered]:
    shell = make_shell(read_world())
    site = shell.world.site
    yield Rendered(key, "404.html", shell.page("missing.html", title="没有这个页面"))
    tags = shell.tagged(*column_tags(AWAY, "程序停着时代替网上申请的页面", AWAY, "依申请公开"))
    yield Rendered(key, "apply-away.html", shell.page("away.html", title=AWAY, tags=tags))
    yield Rendered(key, "shell.json", _shell(shell))
    robots = f"User-agent: *\nDisallow: /office/\nDisallow: /search/\nDisallow: /apply/status/\n\nSitemap: {site.full('/sitemap.xml')}\n"
    yield Rendered(key, "robots.txt", robots.encode())
    humans = f"/* 主办 */\n{site.sponsor}\n联系电话：{site.phone}\n\n/* 网站 */\n{site.name}\n语言：简体中文\n"
    yield Rendered(key, "humans.txt", humans.encode())


def _shell(shell: Shell) -> bytes:
    """Masthead and foot for search and tools, so that they look as published pages do."""
    return as_bytes(
        {
            "schema": "gongkai.shell/1",
            "name": shell.world.site.name,
            "masthead": shell.masthead,
            "foot": shell.foot,
        }
    )
