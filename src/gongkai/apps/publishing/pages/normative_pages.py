"""现行有效行政规范性文件目录, and the three numbers of every year, each beside its list."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from gongkai.apps import clock
from gongkai.apps.disclosure.models import NormativeDocument
from gongkai.apps.disclosure.queries.normative import Standing, standing_on
from gongkai.apps.publishing.pages.addresses import day, item_path
from gongkai.apps.publishing.pages.contract import PageKey, Rendered
from gongkai.apps.publishing.pages.items import Other, public_pages
from gongkai.apps.publishing.pages.machine import as_bytes
from gongkai.apps.publishing.pages.shell import Link, make_shell
from gongkai.apps.publishing.pages.subjects import numbers
from gongkai.apps.publishing.pages.tags import column_tags
from gongkai.apps.publishing.pages.validity import Validity, validity_on
from gongkai.apps.publishing.pages.world import OrganPlace, World, read_world

NAME = "行政规范性文件目录"
SCHEMA = "gongkai.normative/1"


@dataclass(frozen=True)
class Held:
    """A document of the ledger with its state on the day of the page."""

    title: str
    address: str
    number: str
    organ: str
    made_on: str
    effective_on: str
    validity: Validity


@dataclass(frozen=True)
class YearNumbers:
    """表二: made and ended in the year, in force on its last day (or on the day of the page)."""

    year: int
    made: int
    repealed: int
    expired: int
    in_force: int
    complete: bool


@dataclass
class NormativePage:
    """The context of normative.html."""

    name: str
    crumbs: list[Link]
    on: dt.date
    in_force: list[Held]
    ended: list[Held]
    years: list[YearNumbers]
    organs: list[Link]
    with_organ: bool
    json: str


class NormativePages:
    """`normative:<organ>`, and `normative:0` of the whole county."""

    name = "normative"

    def keys_for(self, subjects: AbstractSet[str]) -> AbstractSet[PageKey]:
        items, organs = numbers(subjects, "item"), numbers(subjects, "organ")
        touched = NormativeDocument.objects.filter(item_id__in=items)
        found = set(touched.values_list("organ_id", flat=True))
        in_ledger = NormativeDocument.objects.filter(organ_id__in=organs)
        found.update(in_ledger.values_list("organ_id", flat=True))
        return {PageKey(self.name, organ) for organ in {0, *found}} if found else set()

    def all_keys(self) -> Iterator[PageKey]:
        yield PageKey(self.name, 0)
        organs = NormativeDocument.objects.order_by("organ_id").values_list("organ_id", flat=True)
        for organ in organs.distinct():
            yield PageKey(self.name, organ)

    def render(self, keys: Sequence[PageKey]) -> Iterator[Rendered]:
        shell, today = make_shell(read_world()), clock.today()
        documents = list(
            NormativeDocument.objects.filter(made_on__lte=today)
            .prefetch_related("events__by_document")
            .order_by("-made_on", "-id")
        )
        pages = public_pages(one.item_id for one in documents if one.item_id)
        for key in keys:
            organ = shell.world.organs.get(key.id)
            ours = [one for one in documents if not key.id or one.organ_id == key.id]
            if key.id and (organ is None or not ours):
                continue
            page = make_page(shell.world, ours, organ, today, pages)
            tags = shell.tagged(
                *column_tags(page.name, page.name, "规范性文件,现行有效", "政策文件")
            )
            folder = f"{organ.slug}/normative/" if organ else "normative/"
            html = shell.page("normative.html", title=page.name, tags=tags, page=page)
            yield Rendered(key, f"{folder}index.html", html)
            yield Rendered(key, f"{folder}list.json", _json(shell.world, page))


def make_page(
    world: World,
    documents: list[NormativeDocument],
    organ: OrganPlace | None,
    today: dt.date,
    pages: dict[int, Other],
) -> NormativePage:
    """All documents issued up to `today`, parted by whether they are in force."""
    held, ended = [], []
    for document in documents:
        events = sorted(document.events.all(), key=lambda one: (one.on, one.pk))
        one = _held(world, document, validity_on(document, events, today), pages)
        (ended if one.validity.ended else held).append(one)
    trail = [Link("首页", "/")]
    if organ:
        trail.append(Link(organ.short_name, organ.address))
    issuing = {one.organ_id for one in documents}
    address = f"/{organ.slug}/normative/" if organ else "/normative/"
    return NormativePage(
        name=f"{organ.name if organ else ''}{NAME}",
        crumbs=[*trail, Link(NAME, address)],
        on=today,
        in_force=held,
        ended=ended,
        years=year_numbers(documents, today),
        organs=[]
        if organ
        else [
            Link(one.name, f"{one.address}normative/")
            for one in world.organs.values()
            if one.id in issuing
        ],
        with_organ=organ is None,
        json=f"{address}list.json",
    )


def _held(
    world: World, document: NormativeDocument, validity: Validity, pages: dict[int, Other]
) -> Held:
    page = pages.get(document.item_id) if document.item_id else None
    slug = world.organs[page.organ_id].slug if page else ""
    return Held(
        title=document.title,
        address="/" + item_path(slug, page.first_published_at, page.item_id) if page else "",
        number=document.document_number,
        organ=world.organs[document.organ_id].name,
        made_on=day(document.made_on),
        effective_on=day(document.effective_on),
        validity=validity,
    )


def year_numbers(documents: list[NormativeDocument], today: dt.date) -> list[YearNumbers]:
    """Newest year first; the running year as it stands on `today`."""
    if not documents:
        return []
    first = min(one.made_on for one in documents).year
    found = []
    for year in range(today.year, max(first, today.year - 9) - 1, -1):
        on = min(today, dt.date(year, 12, 31))
        states = [standing_on(one, on, one.events.all()) for one in documents if one.made_on <= on]
        ended = Counter(one.state for one in states if _ended_in(one, year))
        found.append(
            YearNumbers(
                year,
                made=sum(one.made_on.year == year for one in documents if one.made_on <= on),
                repealed=ended["废止"],
                expired=ended["失效"],
                in_force=sum(one.in_force for one in states),
                complete=on.month == 12 and on.day == 31,
            )
        )
    return found


def _ended_in(standing: Standing, year: int) -> bool:
    return not standing.in_force and standing.since is not None and standing.since.year == year


def _json(world: World, page: NormativePage) -> bytes:
    return as_bytes(
        {
            "schema": SCHEMA,
            "on": page.on.isoformat(),
            "documents": [
                {
                    "title": one.title,
                    "document_number": one.number,
                    "organ": one.organ,
                    "made_on": one.made_on,
                    "effective_on": one.effective_on,
                    "validity": one.validity.word,
                    "url": world.site.full(one.address) if one.address else None,
                }
                for one in (*page.in_force, *page.ended)
            ],
        }
    )
