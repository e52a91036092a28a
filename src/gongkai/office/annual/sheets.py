"""Figures from a sheet: the template, a look at what would change, and taking it whole."""

import base64
import binascii
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from gongkai.apps.annual.actions.importing import (
    held_values,
    import_figures,
    organs_stating,
    plan_import,
)
from gongkai.apps.annual.sheets import CellError, SheetRefused, read_figures, template
from gongkai.apps.annual.sheets.layout import MOST_BYTES
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Organ
from gongkai.apps.periods.queries import locked_years
from gongkai.documents.formats.xlsx import MEDIA_TYPE
from gongkai.office.annual.acting import done, year_asked, years
from gongkai.office.doors import office_page


@dataclass(frozen=True)
class Sent:
    """A sheet as it came, or as the preview carried it back."""

    data: bytes
    name: str

    @property
    def carried(self) -> str:
        return base64.b64encode(self.data).decode("ascii")


@office_page("figure.state")
def import_sheet(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Choose a file; see every change, old and new, or every error; then take it."""
    year = year_asked(request)
    organs = organs_stating(actor, year)
    organ = _organ(request, actor, organs)
    context = {
        "title": f"{year}年度填报数据：表格导入",
        "crumbs": [(f"{reverse('office_annual_figures')}?year={year}", "填报数据")],
        "year": year,
        "years": years(),
        "organ": organ,
        "organs": organs,
        "locked": bool(locked_years([year])),
    }
    if request.method != "POST":
        return render(request, "office/annual/figures_import.html", context)
    period = Period(year)
    try:
        sent = _sent(request)
        entries = read_figures(sent.data, sent.name, period, organs, organ)
    except SheetRefused as refused:
        more = {"errors": refused.errors, "file": ""}
        return render(request, "office/annual/figures_import.html", context | more, status=422)
    if "take" in request.POST:
        reason = request.POST.get("amendment", "")

        def act() -> None:
            import_figures(actor, period, entries, name=sent.name, data=sent.data, amendment=reason)

        if done(request, act, "表格已经导入，请另一人确认。"):
            first = entries[0].organ
            return redirect(f"{reverse('office_annual_figures')}?year={year}&organ={first.pk}")
    planned = plan_import(period, entries)
    changes = [one for one in planned if one.changes]
    more_of = {
        "sent": sent,
        "changes": changes,
        "same": len(planned) - len(changes),
        "units": len({one.entry.organ.pk for one in changes}),
    }
    return render(request, "office/annual/figures_import.html", context | more_of)


def _organ(request: HttpRequest, actor: Actor, organs: list[Organ]) -> Organ | None:
    """Whose a row without a unit is; None: every row names its unit. Forbidden for an organ out of reach."""
    given = request.POST.get("organ") or request.GET.get("organ") or ""
    chosen = next((one for one in organs if str(one.pk) == given), None)
    if given.isascii() and given.isdigit() and chosen is None:
        require(actor, "figure.state", int(given[:18]))
    if chosen is None and len(organs) == 1:
        return organs[0]
    return chosen


def _sent(request: HttpRequest) -> Sent:
    """The chosen file, or the one the preview carries. Raises SheetRefused."""
    carried = request.POST.get("carried", "")
    if carried:
        try:
            data = base64.b64decode(carried[: 2 * MOST_BYTES], validate=True)
        except (binascii.Error, ValueError) as broken:
            said = "预览的内容不完整，请重新选择文件。"
            raise SheetRefused([CellError(1, "", said)]) from broken
        return Sent(data, request.POST.get("name", "")[:120] or "表格.xlsx")
    file = request.FILES.get("file")
    if file is None or not file.size:
        raise SheetRefused([CellError(1, "", "没有选择文件，或者文件是空的。")])
    if file.size > MOST_BYTES:
        raise SheetRefused([CellError(1, "", "文件超过 2 MB，不像填报表。请用下载的模板填写。")])
    return Sent(bytes(file.read()), (file.name or "表格.xlsx")[:120])


@office_page("figure.state")
def sheet_template(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The sheet to fill in, for one unit or for all the actor may state for; what stands is filled in."""
    year = year_asked(request)
    organs = organs_stating(actor, year)
    organ = _organ(request, actor, organs)
    chosen = organs if organ is None else [organ]
    if not chosen:
        messages.error(request, f"{year}年度没有可以填报的单位。")
        return redirect(f"{reverse('office_annual_figures')}?year={year}")
    held = held_values([one.pk for one in chosen], year)
    answer = HttpResponse(template(chosen, Period(year), held), content_type=MEDIA_TYPE)
    whose = organ.short_name if organ is not None else "各单位"
    answer["Content-Disposition"] = content_disposition_header(
        True, f"{whose}{year}年度填报表.xlsx"
    )
    return answer
