"""Hand-ins of an organ: the list with the form for a file, one hand-in with what stops it, taking it, its file."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from gongkai.apps.annual.access import deliveries_visible_to
from gongkai.apps.annual.actions.delivering import (
    MOST_BYTES,
    delivered_file,
    delivery_report,
    look_at_file,
    standing_faults,
    take_delivery,
)
from gongkai.apps.annual.delivered import UNNAMED, cells_of, is_unnamed
from gongkai.apps.annual.models import Delivery, DeliveryScope
from gongkai.apps.annual.own_records import OwnRecords, own_records
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.access import may
from gongkai.apps.periods.queries import locked_years
from gongkai.documents.rendering.official_tables import DrawnCell, official_table
from gongkai.domain.reports.annual_report import format_number
from gongkai.office.annual.acting import done, year_asked, years
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import organ_asked

MOST_LISTED = 100
MOST_NAMED = 50


@dataclass(frozen=True)
class Shown:
    """A cell as drawn; `own`: what the organ's own register counts, where that is something else."""

    drawn: DrawnCell
    number: str | None = None
    own: str = ""


def list_address(organ_id: int, year: int) -> str:
    return f"{reverse('office_annual_deliveries')}?year={year}&organ={organ_id}"


@office_page("figure.state", "report.read")
def deliveries(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """What was handed in of the year; a file to hand in is looked at first."""
    organ, organs = organ_asked(request, actor, "report.read", past=True)
    year = year_asked(request)
    refused = ""
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is None or not file.size:
                raise Refused("没有选择文件，或者文件是空的。")
            if file.size > MOST_BYTES:
                raise Refused("文件超过 20 MB，请另存一份没有大图片的再报送。")
            scope = request.POST.get("scope", "")
            made = look_at_file(actor, organ, year, scope, file.name or "报告", file.read())
            return redirect("office_annual_delivery", pk=made.pk)
        except Refused as no:
            refused = str(no)
    rows = deliveries_visible_to(actor).filter(organ=organ, year=year)
    return render(
        request,
        "office/annual/delivering/list.html",
        {
            "title": f"{organ.short_name}{year}年度报送",
            "crumbs": _crumbs(organ.pk, year),
            "organ": organ,
            "organs": organs,
            "year": year,
            "years": years(),
            "rows": rows.order_by("-id")[:MOST_LISTED],
            "scopes": DeliveryScope.choices,
            "chosen": request.POST.get("scope", DeliveryScope.CASES),
            "refused": refused,
            "may_state": may(actor, "figure.state", organ.pk),
            "own": own_records(organ, Period(year), DeliveryScope.CASES),
        },
        status=422 if refused else 200,
    )


def _crumbs(organ_id: int, year: int) -> list[tuple[str, str]]:
    figures = f"{reverse('office_annual_figures')}?year={year}&organ={organ_id}"
    return [(f"{reverse('office_annual')}?year={year}", f"{year}年度报告"), (figures, "填报数据")]


@office_page("report.read")
def delivery(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """One hand-in: what stops it, what the rules say, its cells beside the organ's own register."""
    row = _asked(actor, pk)
    if not row.scope:
        return redirect(_crumbs(row.organ_id, row.year)[1][0])
    taken = hasattr(row, "taking")
    own = own_records(row.organ, Period(row.year), row.scope)
    context: dict[str, Any] = {
        "title": f"{row.organ.short_name}{row.year}年度报送：{row.get_scope_display()}",
        "crumbs": [
            *_crumbs(row.organ_id, row.year),
            (list_address(row.organ_id, row.year), "报送"),
        ],
        "row": row,
        "taken": taken,
        "doubt": is_unnamed(row),
        "findings": [one for one in row.findings if one["code"] != UNNAMED],
        "statements": row.statements.count(),
        "waiting": row.statements.filter(confirmation=None, replaced_by=None).count(),
        "stopping": () if taken else standing_faults(row).stopping,
        "own": own,
        "own_named": own.labels[:MOST_NAMED],
        "own_more": max(0, len(own.labels) - MOST_NAMED),
        "tables": _tables(row, own),
        "locked": bool(locked_years([row.year])),
        "may_state": may(actor, "figure.state", row.organ_id),
        "may_confirm": may(actor, "figure.confirm", row.organ_id),
    }
    return render(request, "office/annual/delivering/one.html", context)


def _asked(actor: Actor, pk: int) -> Delivery:
    return get_object_or_404(deliveries_visible_to(actor), pk=pk)


def _tables(row: Delivery, own: OwnRecords) -> list[tuple[str, list[list[Shown]]]]:
    report = delivery_report(row)
    wanted = frozenset(cells_of(report.form, row.scope))
    made = []
    for key in ("t2", "t3", "t4"):
        if key == "t2" and row.scope != DeliveryScope.ALL:
            continue
        drawn = official_table(report.form, key)
        rows = [[_shown(one, row, own, wanted) for one in line] for line in drawn.rows()]
        made.append((drawn.caption, rows))
    return made


def _shown(drawn: DrawnCell, row: Delivery, own: OwnRecords, wanted: frozenset[str]) -> Shown:
    if drawn.cell is None:
        return Shown(drawn)
    number = row.cells.get(drawn.cell)
    counted = own.cells.get(drawn.cell)
    differs = (
        own.labels and drawn.cell in wanted and counted is not None and number is not None
        and Decimal(number) != counted
    )  # fmt: skip
    return Shown(
        drawn, number or "", format_number(counted) if differs and counted is not None else ""
    )


@office_page("figure.state")
@require_POST
def take(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """The cells become figures that wait for confirmation."""
    row = _asked(actor, pk)
    reason, amendment = request.POST.get("reason", ""), request.POST.get("amendment", "")
    is_ours = request.POST.get("is_ours") == "yes"

    def act() -> None:
        take_delivery(actor, row, reason=reason, amendment=amendment, is_ours=is_ours)

    done(request, act, "已经采用，另一人确认以后计入年报。")
    return redirect("office_annual_delivery", pk=row.pk)


@office_page("report.read")
def delivery_file(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """The file as it came, for download only."""
    row = _asked(actor, pk)
    if not row.path:
        raise Http404("这次报送没有文件。")
    try:
        data = delivered_file(row)
    except Refused as no:
        messages.error(request, str(no))
        return redirect("office_annual_delivery", pk=row.pk)
    answer = HttpResponse(data, content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, row.name or "报告")
    return answer
