"""往年报告: the imported ones, taking in files, the preview, keeping what was seen."""

from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from gongkai.apps import clock
from gongkai.apps.annual.access import past_reports_visible_to
from gongkai.apps.annual.actions.past import PastFile, import_past_report
from gongkai.apps.annual.keeping import kept_file
from gongkai.apps.annual.models import PastReport, ReportKind
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.queries.ledger import FIRST_YEAR
from gongkai.apps.organs.access import may
from gongkai.domain.reports.forms import load_form
from gongkai.office.annual.past.carrying import MOST_FILES, brought, sent
from gongkai.office.annual.past.preview import SHOWN, look_at
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import organs_with


@office_page("report.read")
def past(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Every imported report, the one that counts first, those it replaced behind it."""
    return _listed(request, actor)


def _listed(
    request: HttpRequest, actor: Actor, refusal: str = "", status: int = 200
) -> HttpResponseBase:
    rows = (
        past_reports_visible_to(actor)
        .defer("cells", "texts")
        .order_by("organ__order", "organ_id", "-year", "kind", "-id")
    )
    groups = [
        (next(found), list(found))
        for _, found in groupby(rows, key=lambda one: (one.organ_id, one.year, one.kind))
    ]
    context = {
        "title": "往年报告",
        "crumbs": [(reverse("office_annual"), "年度报告")],
        "groups": groups,
        "may_import": may(actor, "report.import"),
        "most": MOST_FILES,
        "years": (FIRST_YEAR, clock.today().year - 1),
        "refusal": refusal,
    }
    return render(request, "office/annual/past/list.html", context, status=status)


@office_page("report.import")
@require_POST
def preview(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """What the files say. Nothing is stored."""
    try:
        files = sent(request, "files")
    except Refused as no:
        return _listed(request, actor, str(no), 422)
    organs = organs_with(actor, "report.import")
    seen = look_at(files, organs)
    context = {
        "title": "导入前看一遍",
        "crumbs": [
            (reverse("office_annual"), "年度报告"),
            (reverse("office_annual_past"), "往年报告"),
        ],
        "seen": seen,
        "readable": sum(one.read is not None for one in seen),
        "organs": organs,
        "kinds": ReportKind.choices,
        "years": range(clock.today().year - 1, FIRST_YEAR - 1, -1),
        "shown": SHOWN,
    }
    return render(request, "office/annual/past/preview.html", context)


@office_page("report.import")
@require_POST
def keep(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Keep the ticked files of the preview, each by itself: one refused does not stop the others."""
    organs = {str(one.pk): one for one in organs_with(actor, "report.import")}
    kept = 0
    for at in range(MOST_FILES):
        if request.POST.get(f"take-{at}") != "yes":
            continue
        given = request.POST
        try:
            organ = organs.get(given.get(f"organ-{at}", ""))
            if organ is None:
                raise Refused(f"请为“{given.get(f'name-{at}', '')[:200]}”选择机关。")
            year = given.get(f"year-{at}", "")
            file = PastFile(
                given.get(f"name-{at}", "")[:200] or "未命名",
                brought(request, at),
                given.get(f"kind-{at}", ""),
                int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
                given.get(f"public-{at}") == "yes",
            )
            made = import_past_report(actor, organ, file)
        except Refused as no:
            messages.error(request, str(no))
        else:
            kept += 1
            messages.success(request, f"{made}已经导入。")
    if not kept and not messages.get_messages(request):
        messages.error(request, "没有勾选要导入的文件。")
    return redirect("office_annual_past")


@office_page("report.read")
def one(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """One imported report: its numbers as a table, what the rules said, its text."""
    row = _row(actor, pk)
    form = load_form(row.form)
    newer = PastReport.objects.filter(
        organ=row.organ, year=row.year, kind=row.kind, pk__gt=row.pk
    ).first()
    context = {
        "title": row.title or str(row),
        "crumbs": [
            (reverse("office_annual"), "年度报告"),
            (reverse("office_annual_past"), "往年报告"),
        ],
        "row": row,
        "form_label": form.label,
        "cells": [(form.label_of(cell), row.cells.get(cell)) for cell in form.cells],
        "texts": [(key, text) for key, text in row.texts.items() if text],
        "newer": newer,
    }
    return render(request, "office/annual/past/one.html", context)


@office_page("report.read")
def file(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """The file as it was given. Never shown inside the office: what it holds came from outside."""
    row = _row(actor, pk)
    try:
        data = kept_file(row.path, row.sha256, f"{row}的原文件")
    except Refused as no:
        raise Http404(str(no)) from no
    answer = HttpResponse(data, content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, row.source_name) or ""
    return answer


def _row(actor: Actor, pk: int) -> PastReport:
    found: PastReport = get_object_or_404(past_reports_visible_to(actor), pk=pk)
    return found
