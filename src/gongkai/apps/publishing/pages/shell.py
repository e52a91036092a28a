"""The parts that every page shares: rendered once a batch, then only put in place."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.apps import apps
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from gongkai.apps.publishing.pages import addresses
from gongkai.apps.publishing.pages.tags import Incomplete, as_html, site_tags
from gongkai.apps.publishing.pages.world import Site, World


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The public templates (they lie with the portal), compiled once a process."""
    folder = Path(apps.get_app_config("portal").path) / "jinja2"
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        instant=addresses.instant,
        day=addresses.day,
        words=addresses.day_in_words,
    )
    return made


@dataclass(frozen=True)
class Link:
    """Something to go to; `detail` stands beside it in grey, `mark` in red."""

    title: str
    address: str = ""
    detail: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Entry:
    """One of the five statutory entries: its official name, and a sentence for whom that says nothing."""

    code: str
    name: str
    address: str
    sentence: str


# The five entries (国办公开办函〔2019〕61号); the names are not free.
ENTRIES = (
    ("guide", "政府信息公开指南", "有哪些信息、怎样查找、找谁联系"),
    ("regulations", "政府信息公开制度", "公开工作依据的法规、规章和文件"),
    ("zdgk", "法定主动公开内容", "条例第二十条、第二十一条列举的内容"),
    ("annual-reports", "政府信息公开年报", "历年公开了什么、办了多少申请"),
    ("application", "依申请公开", "没有公开的，可以提出申请"),
)


def entries_of(world: World, organ_id: int) -> list[Entry]:
    """The organ's five entries; what it has not opened yet is left out."""
    organ = world.organs[organ_id]
    found = []
    for code, name, sentence in ENTRIES:
        column = world.column_of(organ_id, code)
        if code == "guide" or column is not None:
            address = column.address if column else f"{organ.address}{code}/"
            found.append(Entry(code, name, address, sentence))
    return found


# (field, label) of the foot that may not be empty; the last two only where the site is a real one.
_FOOT = (
    ("sponsor", "主办单位"),
    ("icp_number", "ICP备案号"),
    ("police_number", "公安备案号"),
    ("phone", "联系电话"),
)
_FOOT_OF_A_REAL_SITE = (
    ("badge_url", "党政机关标识链接"),
    ("error_report_url", "“我为政府网站找错”链接"),
)


def check_foot(site: Site) -> None:
    """网页底部功能区: refuse to publish with a foot that an inspection would object to."""
    for field, label in _FOOT + (() if site.is_example else _FOOT_OF_A_REAL_SITE):
        if not str(getattr(site, field)).strip():
            raise Incomplete(
                f"网站信息的“{label}”没有填写，它必须出现在每个网页的底部；请补填后再发布。"
            )


@dataclass(frozen=True)
class Shell:
    """Masthead, foot and site tags as HTML, and the environment that puts a page together."""

    world: World
    tags: tuple[tuple[str, str], ...]
    masthead: Markup
    foot: Markup

    def page(
        self, template: str, *, title: str, tags: Markup | str = "", **context: object
    ) -> bytes:
        """One page as bytes. `title` is what the window shows before the site's name."""
        made = environment().get_template(f"public/{template}")
        return made.render(
            shell=self,
            site=self.world.site,
            window_title=title,
            tags=tags or as_html(self.tags),
            **context,
        ).encode()

    def tagged(self, *more: tuple[str, str]) -> Markup:
        """Site tags and what a page adds to them."""
        return as_html((*self.tags, *more))


def make_shell(world: World) -> Shell:
    """Render what does not differ between pages. Refuses when the site record is incomplete."""
    check_foot(world.site)
    government = world.government
    parts = {
        "site": world.site,
        "government": government,
        "entries": entries_of(world, government.id) if government else [],
    }
    get = environment().get_template
    return Shell(
        world=world,
        tags=tuple(site_tags(world.site)),
        masthead=Markup(get("public/parts/masthead.html").render(parts)),
        foot=Markup(get("public/parts/foot.html").render(parts)),
    )
