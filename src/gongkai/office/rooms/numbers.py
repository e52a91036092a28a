"""年度数字: what was published in a year by organ and class, each number with its list; what was late."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.models import Edition
from gongkai.apps.disclosure.queries.counts import CLASSES, counts_by_organ, published_in
from gongkai.apps.disclosure.queries.timeliness import PublicationClock, late_editions
from gongkai.apps.organs.models import Organ
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import organs_with
from gongkai.office.spreadsheets import workbook_answer

FIRST_YEAR, PER_PAGE, MOST_ROWS = 2008, 50, 20_000


@dataclass
class Asked:
    """What the address asks for. `organ` empty: every organ the actor may read."""

    organs: list[Organ]
    chosen: list[Organ]
    organ: str
    year: int
    withdrawn: bool
    sheet: bool

    @classmethod
    def of(cls, request: HttpRequest, actor: Actor) -> "Asked":
        organs = organs_with(actor, "item.read")
        given, year = request.GET.get("organ", ""), request.GET.get("year", "")
        found = [one for one in organs if str(one.pk) == given]
        last = clock.today().year
        known = year.isascii() and year.isdigit() and FIRST_YEAR <= int(year[:5]) <= last
        return cls(
            organs,
            found or organs,
            given if found else "",
            int(year) if known else last,
            request.GET.get("withdrawn") != "0",
            request.GET.get("as") == "xlsx",
        )

    @property
    def pks(self) -> list[int]:
        return [one.pk for one in self.chosen]

    @property
    def years(self) -> range:
        return range(clock.today().year, FIRST_YEAR - 1, -1)

    @property
    def address(self) -> str:
        return self.with_()

    def with_(self, **more: Any) -> str:
        kept = {"year": self.year, "organ": self.organ, "withdrawn": int(self.withdrawn)} | more
        return urlencode(kept)

    @property
    def ledger_day(self) -> str:
        """The day on which the year's ledger is read: its last, or today."""
        return f"{min(clock.today(), clock.today().replace(year=self.year, month=12, day=31))}"


@office_page("item.read")
def numbers(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The table; with `as=xlsx` the same as a file."""
    asked = Asked.of(request, actor)
    counts = counts_by_organ(asked.pks, asked.year, withdrawn=asked.withdrawn)
    late: dict[int, int] = {}
    for one in late_editions(asked.pks, asked.year):
        late[one.item.organ_id] = late.get(one.item.organ_id, 0) + 1
    codes = [one.code for one in CLASSES]
    figures = [
        (organ, [*(counts[organ.pk][code] for code in codes), late.get(organ.pk, 0)])
        for organ in asked.chosen
    ]
    totals = [sum(column) for column in zip(*(row for _, row in figures), strict=True)]
    if asked.sheet:
        headings = ["机关", *(one.label for one in CLASSES), "逾期公开"]
        rows = [*([organ.name, *row] for organ, row in figures), ["合计", *totals]]
        return workbook_answer(f"numbers-{asked.year}", f"{asked.year}年", headings, rows)
    places = [*codes, "late"]
    return render(
        request,
        "office/rooms/numbers.html",
        {
            "title": "年度数字",
            "asked": asked,
            "classes": CLASSES,
            "figures": [
                (organ, _cells(asked, row, places, organ.pk)) for organ, row in figures if any(row)
            ],
            "silent": [organ for organ, row in figures if not any(row)],
            "totals": _cells(asked, totals, places, asked.organ),
        },
    )


def _cells(
    asked: Asked, row: list[int], places: list[str], organ: int | str
) -> list[tuple[int, str]]:
    """(number, address of the list behind it)."""
    cells = []
    for number, place in zip(row, places, strict=True):
        if place == "late":
            address = f"{reverse('office_numbers_late')}?{asked.with_(organ=organ)}"
        else:
            query = asked.with_(organ=organ, of=place)
            address = f"{reverse('office_numbers_list')}?{query}"
        cells.append((number, address))
    return cells


@office_page("item.read")
def listed(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The list behind a number; with `as=xlsx` the whole of it as a file."""
    asked = Asked.of(request, actor)
    one = next((one for one in CLASSES if one.code == request.GET.get("of")), CLASSES[0])
    found = published_in(asked.pks, asked.year, one.kinds, withdrawn=asked.withdrawn)
    found = found.order_by("-first_published_at", "-id").defer(
        "body_html", "body_text", "attachments_text"
    )
    if asked.sheet:
        headings = ("标题", "索引号", "发文字号", "机关", "栏目", "首次公开", "现状")
        rows = (_listed_row(edition) for edition in found[:MOST_ROWS])
        return workbook_answer(f"{one.code}-{asked.year}", one.label, headings, rows)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    return render(
        request,
        "office/rooms/numbers_list.html",
        {
            "title": f"{asked.year}年{one.label}",
            "crumbs": [(f"{reverse('office_numbers')}?{asked.with_()}", "年度数字")],
            "asked": {"address": asked.with_(of=one.code)},
            "whose": asked.chosen[0].name if asked.organ else "各机关",
            "withdrawn": asked.withdrawn,
            "page": page,
        },
    )


def _listed_row(edition: Edition) -> list[str]:
    first = edition.first_published_at.astimezone(clock.CHINA)
    return [
        edition.title,
        edition.index_number,
        edition.document_number,
        edition.organ.name,
        edition.column.name,
        f"{first:%Y-%m-%d}",
        edition.get_ending_display() if edition.ended_at else "公开",
    ]


@office_page("item.read")
def late(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """What came out after its twenty working days (art. 26), the longest delay first."""
    asked = Asked.of(request, actor)
    found = sorted(late_editions(asked.pks, asked.year), key=_delay, reverse=True)
    if asked.sheet:
        headings = ("标题", "机关", "形成或变更", "最后期限", "公开日期", "逾期天数")
        rows = (
            [
                one.item.title,
                one.item.organ.name,
                f"{one.since}",
                f"{one.due.day}",
                f"{one.published_on}",
                _delay(one),
            ]
            for one in found[:MOST_ROWS]
        )
        return workbook_answer(f"late-{asked.year}", "逾期公开", headings, rows)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    return render(
        request,
        "office/rooms/numbers_late.html",
        {
            "title": f"{asked.year}年逾期公开的信息",
            "crumbs": [(f"{reverse('office_numbers')}?{asked.with_()}", "年度数字")],
            "asked": {"address": asked.with_()},
            "whose": asked.chosen[0].name if asked.organ else "各机关",
            "page": page,
            "rows": [(one, _delay(one)) for one in page.object_list],
        },
    )


def _delay(one: PublicationClock) -> int:
    """Days of the calendar after the last day."""
    return (one.published_on - one.due.day).days if one.published_on else 0
