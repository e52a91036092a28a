"""One report: what to do next, findings, the official tables, the prose."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from gongkai.apps.annual.actions import writing
from gongkai.apps.annual.checking import check_report
from gongkai.apps.annual.models import ReportState
from gongkai.apps.annual.queries.reports import passages_of
from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.access import may
from gongkai.office.annual import showing
from gongkai.office.annual.acting import report_asked
from gongkai.office.annual.acts import next_step, steps_for
from gongkai.office.annual.due import due_of
from gongkai.office.doors import office_page


@office_page("report.read")
def report(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """The whole report as it stands, with what the rules say of it."""
    row = report_asked(actor, pk)
    checked = check_report(row)
    steps = steps_for(actor, row)
    following = next_step(actor, row, checked, steps)
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
            "history": (history := list(row.steps.order_by("id"))),
            # Why it came back stands above what to do: nobody should have to look for it further down.
            "returned": history[-1] if history and row.state == ReportState.RETURNED else None,
            "writable": writable,
            "whole": checked.assembled.sum,
            "artefacts": row.artefacts.order_by("id"),
        },
    )
