"""One report: what to do next, findings, the official tables, the prose; and the records behind a figure."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from gongkai.apps.annual.actions import writing
from gongkai.apps.annual.checking import check_report
from gongkai.apps.annual.compiling.figures import Behind
from gongkai.apps.annual.models import Report, ReportKind
from gongkai.apps.annual.queries.reports import figures_of, passages_of
from gongkai.apps.annual.writing.values import label_of_field
from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.access import may
from gongkai.domain.reports.annual_report import format_number
from gongkai.office.annual import showing
from gongkai.office.annual.acting import report_asked
from gongkai.office.annual.acts import next_step, steps_for
from gongkai.office.annual.due import due_of
from gongkai.office.doors import office_page

MOST_BEHIND = 500


@office_page("report.read")
def report(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """The whole report as it stands, with what the rules say of it."""
    row = report_asked(actor, pk)
    checked = check_report(row)
    steps = steps_for(actor, row)
    following = next_step(row, checked, steps)
    writable = row.state in writing.WRITABLE and may(actor, "report.write", row.organ_id)
    return render(
        request,
        "office/annual/report.html",
        {
            "title": str(row),
            "crumbs": [(f"{reverse('office_annual')}?year={row.year}", f"{row.year}年度报告")],
            "report": row,
            "due": due_of(row),
            "next": following,
            "steps": [one for one in steps if one != following.step],
            "groups": showing.finding_groups(row, checked, writable=writable),
            "errors": len(checked.errors),
            "warnings": len(checked.open_warnings),
            "explained": sum(1 for one in checked.findings if one.explanation),
            "tables": showing.tables(checked),
            "parts": showing.parts(row, checked, passages_of(row)),
            "history": row.steps.order_by("id"),
            "writable": writable,
            "artefacts": row.artefacts.order_by("id"),
        },
    )


@dataclass(frozen=True)
class ShownBehind:
    """One row behind a figure, with its page; `url` "" where the actor has none to go to."""

    row: Behind
    url: str


@office_page("report.read")
def behind(request: HttpRequest, actor: Actor, pk: int, cell: str) -> HttpResponseBase:
    """The records behind one figure."""
    row = report_asked(actor, pk)
    compiled = figures_of(row).compiled
    figure = compiled.figures.get(cell) or compiled.extra.get(cell)
    if figure is None:
        raise Http404("没有这个数。")
    rows = list(figure.behind())
    form = compiled.scope.period.form
    return render(
        request,
        "office/annual/behind.html",
        {
            "title": label_of_field(cell, form),
            "crumbs": [(reverse("office_annual_report", args=[pk]), str(row))],
            "number": None if figure.value is None else format_number(figure.value),
            "figure": figure,
            "rows": _linked(row, cell, rows[:MOST_BEHIND]),
            "left": max(0, len(rows) - MOST_BEHIND),
            "report": row,
        },
    )


PAGES = {
    "case": "office_case",
    "remedy": "office_remedy",
    "normative": "office_normative_document",
}


def _linked(report: Report, cell: str, rows: list[Behind]) -> list[ShownBehind]:
    """Each row with its page; a unit with the same figure of its own report, where one was begun."""
    own = {
        one.organ_id: one.pk
        for one in Report.objects.filter(
            year=report.year,
            kind=ReportKind.OWN,
            organ_id__in=[one.pk for one in rows if one.kind == "unit"],
        ).order_by("version")
    }
    made = []
    for one in rows:
        url = ""
        if one.kind in PAGES:
            url = reverse(PAGES[one.kind], args=[one.pk])
        elif one.kind == "unit" and one.pk in own:
            url = reverse("office_annual_behind", args=[own[one.pk], cell])
        made.append(ShownBehind(one, url))
    return made
