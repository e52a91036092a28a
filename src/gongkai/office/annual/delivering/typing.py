"""表三 and 表四 typed on the page: cells without their totals, which are added up."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.apps.annual.actions.delivering import look_at_typed
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.queries.ledger import Period
from gongkai.documents.rendering.official_tables import official_table
from gongkai.domain.reports.forms import Form
from gongkai.office.annual.acting import year_asked
from gongkai.office.annual.delivering.pages import list_address
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import organ_asked

MOST_DIGITS = 9


@office_page("figure.state")
def typed(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Type the two tables; then they are looked at like a file."""
    organ, _ = organ_asked(request, actor, "figure.state", past=True)
    year = year_asked(request)
    form = Period(year).form
    given: dict[str, str] = {}
    wrong: list[str] = []
    if request.method == "POST":
        given = {cell: request.POST.get(cell, "").strip() for cell in typed_cells(form)}
        cells, wrong = _read(form, given, blank_is_zero="zero" in request.POST)
        if not wrong:
            try:
                made = look_at_typed(actor, organ, year, cells)
                return redirect("office_annual_delivery", pk=made.pk)
            except Refused as no:
                wrong = [str(no)]
    context = {
        "title": f"{organ.short_name}{year}年度：填写表三、表四",
        "crumbs": [(list_address(organ.pk, year), "报送")],
        "organ": organ,
        "year": year,
        "wrong": wrong,
        "zero": "zero" in request.POST,
        "tables": _tables(form, given),
        "back": reverse("office_annual_deliveries"),
    }
    return render(
        request, "office/annual/delivering/typed.html", context, status=422 if wrong else 200
    )


def totals_of(form: Form) -> frozenset[str]:
    """The cells that are added up."""
    return frozenset(one.total for one in form.equations if one.total is not None)


def typed_cells(form: Form) -> list[str]:
    """The cells of both tables that a person types, in printing order."""
    totals = totals_of(form)
    return [one for one in (*form.cells_of("t3"), *form.cells_of("t4")) if one not in totals]


def _read(
    form: Form, given: dict[str, str], *, blank_is_zero: bool
) -> tuple[dict[str, Decimal | None], list[str]]:
    """The numbers, and a sentence for each that is none. A blank is a zero only where that was said."""
    cells: dict[str, Decimal | None] = {}
    wrong = []
    for cell, text in given.items():
        if not text:
            cells[cell] = Decimal(0) if blank_is_zero else None
        elif text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS:
            cells[cell] = Decimal(text)
        else:
            wrong.append(f"{form.label_of(cell)}写的是“{text[:20]}”，应为不小于 0 的整数。")
    return cells, wrong


def _tables(form: Form, given: dict[str, str]) -> list[tuple[str, list[list[dict[str, Any]]]]]:
    totals = totals_of(form)
    made = []
    for key in ("t3", "t4"):
        drawn = official_table(form, key)
        rows = [
            [
                {
                    "drawn": one,
                    "cell": one.cell,
                    "total": one.cell in totals,
                    "label": "" if one.cell is None else form.label_of(one.cell),
                    "value": given.get(one.cell or "", ""),
                }
                for one in line
            ]
            for line in drawn.rows()
        ]
        made.append((drawn.caption, rows))
    return made
