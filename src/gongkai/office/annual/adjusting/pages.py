"""结转调整: the difference by column, and the county office's signature under it."""

from decimal import Decimal

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.apps.annual.actions.adjusting import adjust_opening
from gongkai.apps.annual.models import ReportState
from gongkai.apps.annual.openings import OPENING, adjustments_that_count, openings
from gongkai.apps.annual.previous import previous_report
from gongkai.apps.annual.queries.reports import figures_of
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.access import may
from gongkai.apps.periods.queries import locked_years
from gongkai.office.annual.acting import report_asked
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import text_area


class SigningForm(forms.Form):
    reason = forms.CharField(
        label="理由",
        max_length=500,
        widget=text_area(3),
        help_text="写明为什么台账的上年结转与上年报告不同，例如：上年报告漏计一件，已在台账补登。",
    )


@office_page("report.read")
def opening(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """Last year's closing, what was signed, this year's opening, and what is left, column by column."""
    row = report_asked(actor, pk)
    compiled = figures_of(row).compiled
    numbers = {cell: one.value for cell, one in compiled.figures.items()}
    previous = previous_report(row.organ, row.year, row.kind)
    found = openings(row, numbers, previous)
    form = SigningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        # What the signer saw: a figure that moved since is refused by the act.
        seen = {one.cell: _decimal(request.POST.get(one.cell, "")) for one in found}
        given = {cell: value for cell, value in seen.items() if value}
        try:
            adjust_opening(actor, row, given, form.cleaned_data["reason"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect("office_annual_opening", pk=pk)
    labels = dict(compiled.scope.period.form.applicant_columns)
    return render(
        request,
        "office/annual/adjusting/opening.html",
        {
            "title": "上年结转核对与调整",
            "crumbs": [(reverse("office_annual_report", args=[pk]), str(row))],
            "report": row,
            "previous": previous,
            "lines": [(labels[one.cell.removeprefix(OPENING)], one) for one in found],
            "differs": any(one.left for one in found),
            "signed": [
                (labels.get(one.cell.removeprefix(OPENING), one.cell), one)
                for one in adjustments_that_count(row, numbers)
            ],
            "may_sign": may(actor, "report.adjust", row.organ_id)
            and row.state != ReportState.PUBLISHED,
            "locked": bool(locked_years([row.year])),
            "form": form,
        },
        status=400 if form.errors else 200,
    )


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text) if len(text) < 20 else Decimal(0)
    except ArithmeticError:
        return Decimal(0)
