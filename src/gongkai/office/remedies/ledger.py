"""年报台账: 表三 and 表四 as they follow from the register; from each figure to its list, from there to the case."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.queries import ledger as cases
from gongkai.apps.cases.queries.ledger import FIRST_YEAR, Period
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Organ
from gongkai.apps.organs.queries import organ_and_below
from gongkai.apps.remedies.ledger_book import KINDS, ledger_workbook
from gongkai.apps.remedies.queries import ledger as remedies
from gongkai.apps.remedies.results import results
from gongkai.documents.rendering.official_tables import DrawnCell, Part, official_table
from gongkai.domain.cases import outcomes
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import organs_with
from gongkai.office.spreadsheets import XLSX

PER_PAGE = 50


@dataclass(frozen=True)
class Asked:
    """What the address asks for. `pks`: the organs counted, never more than the actor may see."""

    organs: list[Organ]
    organ: Organ
    below: bool
    pks: frozenset[int]
    period: Period
    day: str

    @classmethod
    def of(cls, request: HttpRequest, actor: Actor) -> "Asked":
        organs = organs_with(actor, "case.read")
        given = request.GET.get("organ", "")
        own = [one for one in organs if one.pk == actor.organ_id]
        organ = next((one for one in organs if str(one.pk) == given), (own or organs)[0])
        below = request.GET.get("below") == "1"
        seen = {one.pk for one in organs}
        pks = organ_and_below(organ.pk) & seen if below else frozenset((organ.pk,))
        today = clock.today()
        year = request.GET.get("year", "")
        known = year.isascii() and year.isdigit() and FIRST_YEAR <= int(year[:5]) <= today.year
        day = _day(request.GET.get("as_of", ""))
        moment = dt.datetime.combine(day, dt.time.max, clock.CHINA) if day else None
        return cls(
            organs, organ, below, frozenset(pks),
            Period(int(year) if known else today.year, moment), day.isoformat() if day else "",
        )  # fmt: skip

    @property
    def years(self) -> range:
        return range(clock.today().year, FIRST_YEAR - 1, -1)

    @property
    def address(self) -> str:
        return self.with_()

    def with_(self, **more: Any) -> str:
        kept = {
            "year": self.period.year,
            "organ": self.organ.pk,
            "below": int(self.below),
            "as_of": self.day,
        }
        return urlencode(kept | more)

    @property
    def whose(self) -> str:
        return f"{self.organ.name}{'（含所属机关）' if self.below else ''}"


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


@office_page("case.read")
def ledger_page(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The two official tables; every figure that is not zero leads to its list."""
    asked = Asked.of(request, actor)
    made = remedies.ledger(asked.pks, asked.period)
    tables = [
        (label, _rows(official_table(asked.period.form, key).rows(), made.cells, asked))
        for key, label in (("t3", "表三　收到和处理政府信息公开申请情况"), ("t4", "表四　行政复议、行政诉讼情况"))
    ]  # fmt: skip
    context = {
        "title": "年报台账",
        "asked": asked,
        "tables": tables,
        "broken": made.broken,
        "held": made.held,
        "may_export": bool(organs_with(actor, "case.export")),
    }
    return render(request, "office/remedies/ledger.html", context)


def _rows(rows: Any, cells: Any, asked: Asked) -> list[list[dict[str, Any]]]:
    return [[_drawn(one, cells, asked) for one in row] for row in rows]


def _drawn(one: DrawnCell, cells: Any, asked: Asked) -> dict[str, Any]:
    made: dict[str, Any] = {"drawn": one, "figure": one.part is Part.FIGURE}
    if one.cell is not None:
        made["number"] = cells[one.cell]
        made["label"] = asked.period.form.label_of(one.cell)
        made["address"] = f"{reverse('office_ledger_list')}?{asked.with_(cell=one.cell)}"
    return made


@office_page("case.read")
def listed(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """What is behind one figure, page by page."""
    asked = Asked.of(request, actor)
    cell = request.GET.get("cell", "")
    try:
        if cell.startswith("t4."):
            require(actor, "remedy.read")
            found = remedies.figures_behind(asked.pks, asked.period, cell)
            found = found.select_related("remedy", "remedy__case", "remedy__organ")
            template = "office/remedies/ledger_remedies.html"
        else:
            found = cases.figures_behind(asked.pks, asked.period, cell).select_related(
                "case", "case__organ"
            )
            template = "office/remedies/ledger_cases.html"
    except KeyError:
        raise Http404 from None
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "title": f"{asked.period.year}年度{asked.period.form.label_of(cell)}",
        "crumbs": [(f"{reverse('office_ledger')}?{asked.with_()}", "年报台账")],
        "asked": {"address": asked.with_(cell=cell)},
        "whose": asked.whose,
        "day": asked.day,
        "page": page,
        "rows": [_line(one) for one in page.object_list],
    }
    return render(request, template, context)


def _line(one: Any) -> dict[str, Any]:
    if hasattr(one, "applicant_kind"):
        label = outcomes()[one.outcome].label if one.is_closed else ""
        return {
            "figures": one,
            "case": one.case,
            "kind": KINDS[one.applicant_kind],
            "result": label,
        }
    known = results().get(one.remedy.result)
    label = known.label if known and one.is_concluded else ""
    return {"figures": one, "remedy": one.remedy, "result": label}


@office_page("case.export")
def workbook(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The ledger as XLSX; that it was taken is on record."""
    asked = Asked.of(request, actor)
    for pk in asked.pks:
        require(actor, "case.export", pk)
    content = ledger_workbook(asked.organ, asked.pks, asked.period, below=asked.below)
    with transaction.atomic():
        audit.record(
            actor,
            "case.export",
            subject=asked.organ,
            after={"ledger": asked.period.year, "below": asked.below, "as_of": asked.day},
        )
    answer = HttpResponse(content, content_type=XLSX)
    name = f"ledger-{asked.organ.slug}-{asked.period.year}-{clock.today():%Y%m%d}.xlsx"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
