"""更正登记: what was amended in a locked year, by whom and why, and which cells it moved."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from gongkai.apps.annual.queries.amendments import AmendingAct, Moved, moved_by, newest_acts
from gongkai.apps.annual.writing.values import label_of_field
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.access import reach
from gongkai.apps.organs.models import Organ
from gongkai.apps.periods.models import Amendment, LockedYear
from gongkai.domain.reports.annual_report import format_number
from gongkai.office.annual.acting import year_asked, years
from gongkai.office.doors import office_page

MOST = 20
_NUMBER = re.compile(r"-?\d{1,15}\.\d{1,4}")
WORDS = {
    "received_on": "收到日期",
    "closed_on": "办结日期",
    "outcome": "办理结果",
    "variant": "情形",
    "applicant_kind": "申请人类别",
    "counted": "是否计入",
    "organ_id": "机关编号",
    "value": "数",
    "made_on": "制发日期",
    "kind": "行为",
    "on": "日期",
    "block": "表四的栏",
    "column": "表四的列",
    "brought_on": "提起日期",
    "concluded_on": "了结日期",
    "cell": "项目",
    "difference": "差额",
    "list": "名单编号",
    "document": "文件",
    "cells": "项目",
}


@dataclass(frozen=True)
class Line:
    """One act. `changed`: (what, before, after) of the facts that differ; `act`: of a file, whose figures are folded."""

    held: Amendment
    organ: Organ | None
    changed: tuple[tuple[str, str, str], ...]
    moved: tuple[Moved, ...]
    act: AmendingAct | None = None


@office_page("report.read")
def amendments(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The year's amendments that the actor may see, the newest first, page by page."""
    year = year_asked(request)
    rows = Amendment.objects.filter(year=year)
    organs = reach(actor, "report.read")
    if organs is not None:
        rows = rows.filter(organ_id__in=organs)
    given = request.GET.get("before", "")
    if given.isascii() and given.isdigit() and len(given) < 18:
        rows = rows.filter(pk__lt=int(given))
    found = newest_acts(rows, MOST + 1)
    organ_pks = [one.held.organ_id for one in found]
    names = {one.pk: one for one in Organ.objects.filter(pk__in=organ_pks)}
    return render(
        request,
        "office/annual/amendments.html",
        {
            "title": f"{year}年度锁定后的更正",
            "crumbs": [(f"{reverse('office_annual')}?year={year}", f"{year}年度报告")],
            "year": year,
            "years": years(),
            "locked": LockedYear.objects.filter(year=year).first(),
            "lines": [_line(one, names.get(one.held.organ_id or 0)) for one in found[:MOST]],
            "onward": min(row.pk for row in found[MOST - 1].rows) if len(found) > MOST else None,
        },
    )


def _line(act: AmendingAct, organ: Organ | None) -> Line:
    if act.delivery is not None:
        return Line(act.held, organ, (), act.stated, act)
    return Line(act.held, organ, changes_of(act.held), moved_by(act.held, organ))


def changes_of(held: Amendment) -> tuple[tuple[str, str, str], ...]:
    """(what, before, after) in words, of what differs."""
    before, after = held.before or {}, held.after or {}
    return tuple(
        (
            WORDS.get(name, name),
            *(_text(_cells(name, one.get(name), held.year)) for one in (before, after)),
        )
        for name in dict.fromkeys((*before, *after))
        if before.get(name) != after.get(name)
    )


def _cells(name: str, value: object, year: int) -> object:
    """Cells in the words of the report."""
    if name not in ("cell", "cells") or not value:
        return value
    form = Period(year).form
    return [
        label_of_field(str(one), form) for one in (value if isinstance(value, list) else [value])
    ]


def _text(value: object) -> str:
    if isinstance(value, list):
        return "、".join(str(one) for one in value)
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return format_number(Decimal(value).normalize() + 0)
    return "" if value is None else str(value)
