"""年度总览 of a government or of one unit, and its tables as XLSX."""

from collections.abc import Collection

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header

from gongkai.apps.annual.queries.progress import Standing, UnitProgress, progress_of, standing_of
from gongkai.apps.annual.units import plan_of
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.models import Organ
from gongkai.documents.charting.tabulating import workbook_of
from gongkai.office.annual.acting import year_asked, years
from gongkai.office.annual.dashboard.gathering import gather
from gongkai.office.annual.dashboard.pending import next_of_government, next_of_unit
from gongkai.office.annual.dashboard.standing import clocks_of, lines_of
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import organ_asked, organs_with
from gongkai.office.spreadsheets import XLSX


@office_page("report.read")
def dashboard(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Numbers first, then what to do next, then the pictures."""
    organ, organs = _organ(request, actor)
    year = year_asked(request)
    gathered = gather(organ, year)
    governs = organ.governs
    check = request.GET.get("check") == "1"
    units, standing = _units(organ, year, {one.pk for one in organs}) if governs else ((), None)
    lines = lines_of(units, check=check)
    return render(
        request,
        "office/annual/dashboard/page.html",
        {
            "clocks": clocks_of(organ, year, lines),
            "lines": lines,
            "open": [one for one in lines if not one.settled],
            "settled": [one for one in lines if one.settled],
            "through_others": sum(one.unit.successor is not None for one in lines),
            "standing": standing,
            "next": next_of_government(organ, year, lines)
            if governs
            else next_of_unit(organ, year),
            "checked": check,
            "title": f"{organ.short_name}{year}年度总览",
            "crumbs": [(f"{reverse('office_annual')}?year={year}", f"{year}年度报告")],
            "organ": organ,
            "organs": organs,
            "year": year,
            "years": years(),
            "gathered": gathered,
            "asked": f"year={year}&organ={organ.pk}",
        },
    )


def _units(
    government: Organ, year: int, seen: Collection[int]
) -> tuple[tuple[UnitProgress, ...], Standing | None]:
    """The units that the actor may see; counted only where these are the whole list."""
    plan = plan_of(government, Period(year))
    every = progress_of(plan, year)
    units = tuple(one for one in every if one.organ.pk in seen)
    return units, standing_of(plan, every) if len(units) == len(every) else None


@office_page("report.read")
def table(request: HttpRequest, actor: Actor, key: str) -> HttpResponseBase:
    """The table of one picture, or of all of them, as a workbook."""
    organ, _ = _organ(request, actor)
    year = year_asked(request)
    gathered = gather(organ, year)
    pictures = [*gathered.year, *gathered.years]
    if key != "all":
        found = gathered.named(key)
        if found is None:
            raise Http404("没有这张图。")
        pictures = [found]
    title = f"{organ.short_name}{year}年度{'总览' if key == 'all' else pictures[0].title}"
    answer = HttpResponse(workbook_of(title, organ.name, pictures), content_type=XLSX)
    name = f"{title}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


def _organ(request: HttpRequest, actor: Actor) -> tuple[Organ, list[Organ]]:
    """The organ asked for; without a word the government, for whom it is open, else the actor's own."""
    if request.GET.get("organ"):
        return organ_asked(request, actor, "report.read", past=True)
    organs = organs_with(actor, "report.read")
    roots = [one for one in organs if one.parent_id is None and one.abolished_on is None]
    if roots and len(organs) > 1:
        return roots[0], organs
    return organ_asked(request, actor, "report.read", past=True)
