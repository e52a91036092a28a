"""政府信息公开指南 (Art. 12) and 依申请公开 of an organ, from the guide's record."""

import datetime as dt
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from gongkai.apps.cases.queries.channels import Door, doors
from gongkai.apps.disclosure.models import GuideConfirmation, GuideVersion
from gongkai.apps.organs.models import Organ
from gongkai.apps.publishing.pages.contract import PageKey, Rendered
from gongkai.apps.publishing.pages.machine import as_bytes
from gongkai.apps.publishing.pages.organ_pages import Contact, contacts_of
from gongkai.apps.publishing.pages.shell import Link, Shell, make_shell
from gongkai.apps.publishing.pages.subjects import numbers
from gongkai.apps.publishing.pages.tags import column_tags
from gongkai.apps.publishing.pages.ways import Ways, ways_of
from gongkai.apps.publishing.pages.world import OrganPlace, read_world

SCHEMA = "gongkai.guide/1"
# (field, heading) in the order of Art. 12.
SECTIONS = (
    ("classification", "政府信息的分类"),
    ("arrangement", "编排体系"),
    ("ways_to_obtain", "获取方式"),
    ("application", "依申请公开"),
    ("supervision", "监督和救济"),
)


@dataclass
class GuidePage:
    """The context of guide.html and application.html."""

    organ: Link
    crumbs: list[Link]
    name: str
    sections: list[tuple[str, str]]
    contacts: list[Contact]
    published: dt.datetime | None
    confirmed: dt.date | None
    versions: list[tuple[int, dt.datetime]]
    guide: str
    ways: Ways
    # The organ is no more: since when, and who answers in its place (Art. 10).
    abolished_on: object = None
    successor: Link | None = None


class GuidePages:
    """`guide:<organ>`: the guide, the page of 依申请公开, and the guide for programs."""

    name = "guide"

    def keys_for(self, subjects: AbstractSet[str]) -> AbstractSet[PageKey]:
        organs = numbers(subjects, "organ") | numbers(subjects, "guide")
        return {PageKey(self.name, organ) for organ in organs}

    def all_keys(self) -> Iterator[PageKey]:
        for organ in Organ.objects.order_by("pk").values_list("pk", flat=True):
            yield PageKey(self.name, organ)

    def render(self, keys: Sequence[PageKey]) -> Iterator[Rendered]:
        shell = make_shell(read_world())
        organs = [key.id for key in keys if key.id in shell.world.organs]
        versions: dict[int, list[GuideVersion]] = {}
        published = GuideVersion.objects.filter(organ_id__in=organs, published_at__isnull=False)
        for version in published.order_by("organ_id", "-number"):
            versions.setdefault(version.organ_id, []).append(version)
        confirmations = GuideConfirmation.objects.filter(organ_id__in=organs).order_by("on")
        confirmed = dict(confirmations.values_list("organ_id", "on"))
        announced = doors()
        for key in keys:
            organ = shell.world.organs.get(key.id)
            if organ is not None:
                ours = versions.get(organ.id, [])
                ways = ways_of(organ, announced.get(organ.id, Door()))
                yield from _files(shell, key, organ, ours, confirmed.get(organ.id), ways)


def _files(
    shell: Shell,
    key: PageKey,
    organ: OrganPlace,
    versions: list[GuideVersion],
    confirmed: dt.date | None,
    ways: Ways,
) -> Iterator[Rendered]:
    latest = versions[0] if versions else None
    trail = [Link("首页", "/"), Link(organ.short_name, organ.address)]
    heir = shell.world.organs.get(organ.successor_id) if organ.successor_id else None
    for code, name, column_type in (
        ("guide", "政府信息公开指南", "信息公开指南"),
        ("application", "依申请公开", "依申请公开"),
    ):
        page = GuidePage(
            organ=Link(organ.name, organ.address),
            crumbs=[*trail, Link(name, f"{organ.address}{code}/")],
            name=name,
            sections=_sections(latest, code),
            contacts=_contacts(latest) if latest else contacts_of(organ),
            published=latest.published_at if latest else None,
            confirmed=confirmed,
            versions=[(one.number, one.published_at) for one in versions if one.published_at],
            guide=f"{organ.address}guide/",
            ways=ways,
            abolished_on=organ.abolished_on,
            successor=Link(heir.name, f"{heir.address}{code}/") if heir else None,
        )
        tags = shell.tagged(*column_tags(name, f"{organ.name}{name}", name, column_type))
        title = f"{name} - {organ.name}"
        html = shell.page(f"{code}.html", title=title, tags=tags, page=page)
        yield Rendered(key, f"{organ.slug}/{code}/index.html", html)
        if code == "guide":
            yield Rendered(key, f"{organ.slug}/guide/guide.json", _json(shell, organ, page))


def _sections(latest: GuideVersion | None, code: str) -> list[tuple[str, str]]:
    if latest is None:
        return []
    wanted = SECTIONS if code == "guide" else (("application", ""), ("supervision", "监督和救济"))
    return [(heading, getattr(latest, name)) for name, heading in wanted if getattr(latest, name)]


def _contacts(latest: GuideVersion) -> list[Contact]:
    mail = latest.office_internet if "@" in latest.office_internet else ""
    found = [
        Contact("公开工作机构", latest.office_name),
        Contact("办公地址", latest.office_address),
        Contact("办公时间", latest.office_hours),
        Contact("联系电话", latest.office_phone),
        Contact("传真号码", latest.office_fax),
        Contact("互联网联系方式", latest.office_internet, f"mailto:{mail}" if mail else ""),
    ]
    return [one for one in found if one.value]


def _json(shell: Shell, organ: OrganPlace, page: GuidePage) -> bytes:
    return as_bytes(
        {
            "schema": SCHEMA,
            "organ": organ.name,
            "url": shell.world.site.full(page.guide),
            "published_at": page.published.isoformat() if page.published else None,
            "confirmed_on": page.confirmed.isoformat() if page.confirmed else None,
            "sections": [{"heading": heading, "text": text} for heading, text in page.sections],
            "contacts": {one.label: one.value for one in page.contacts},
        }
    )
