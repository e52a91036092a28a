"""年度报告: every unit's report of a year and where it stands; the county sees all units, a unit its own."""

from collections import Counter
from dataclasses import dataclass

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps.annual.access import reports_visible_to
from gongkai.apps.annual.actions.writing import start_report
from gongkai.apps.annual.models import Report, ReportKind, ReportState
from gongkai.apps.annual.units import proposed_units
from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.access import may
from gongkai.apps.organs.models import Organ
from gongkai.apps.periods.actions import lock_year
from gongkai.apps.periods.queries import locked_years
from gongkai.domain.law import parameter
from gongkai.office.annual.acting import done, year_asked, years
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import organs_with


@dataclass(frozen=True)
class Line:
    """One unit in the list; `report` None: not begun."""

    organ: Organ
    kind: str
    report: Report | None

    @property
    def state(self) -> str:
        return self.report.get_state_display() if self.report else "没有开始"

    @property
    def kind_label(self) -> str:
        return ReportKind(self.kind).label


@office_page("report.read")
def listed(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The year's units with the state of each report."""
    year = year_asked(request)
    organs = organs_with(actor, "report.read")
    lines = _lines(actor, year, organs)
    states = Counter(one.report.state if one.report else "" for one in lines)
    figures = [(ReportState(key).label, states[key]) for key in ReportState.values]
    return render(
        request,
        "office/annual/list.html",
        {
            "title": f"{year}年度政府信息公开工作年度报告",
            "year": year,
            "years": years(),
            "lines": lines,
            "figures": [("没有开始", states[""]), *figures],
            "startable": [one for one in lines if one.report is None and _may_write(actor, one)],
            "locked": bool(locked_years([year])),
            "may_lock": may(actor, "year.lock"),
            "due": _due(year),
        },
    )


def _may_write(actor: Actor, line: Line) -> bool:
    return may(actor, "report.write", line.organ.pk)


def _lines(actor: Actor, year: int, organs: list[Organ]) -> list[Line]:
    """Units of the actor's organs that existed in the year, governments with both kinds."""
    held = {
        (one.organ_id, one.kind): one
        for one in reports_visible_to(actor).filter(year=year).order_by("version")
    }
    roots = [one for one in organs if one.parent_id is None]
    there = {one.pk for root in roots for one in proposed_units(root, year)} if roots else None
    made = []
    for organ in organs:
        if there is not None and organ.pk not in there:
            continue
        kinds = [ReportKind.OWN]
        if organ.parent_id is None:
            kinds.insert(0, ReportKind.GOVERNMENT)
        made += [Line(organ, str(kind), held.get((organ.pk, kind))) for kind in kinds]
    return made


def _due(year: int) -> list[str]:
    """The statutory days of the year after, as they are said (Art. 49)."""
    made = []
    for key in ("report_due_department", "report_due_government"):
        import datetime as dt

        found = parameter(key, on=dt.date(year + 1, 1, 1))
        made.append(f"{found.label}：{found.value}（{found.source}）")
    return made


@office_page("report.write")
@require_POST
def start(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Begin a unit's report."""
    year = year_asked(request)
    organ = Organ.objects.filter(pk=request.POST.get("organ") or 0).first()
    kind = request.POST.get("kind", "")
    if organ is not None and kind in ReportKind.values:
        made: list[Report] = []
        if done(
            request,
            lambda: made.append(start_report(actor, organ, year, kind)),
            "已经开始编写，请先汇总数据。",
        ):
            return redirect("office_annual_report", pk=made[0].pk)
    return redirect(f"{reverse('office_annual')}?year={year}")


@office_page("year.lock")
@require_POST
def lock(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Lock the year."""
    year = year_asked(request)
    done(
        request,
        lambda: lock_year(actor, year),
        f"{year}年度的数据已经锁定，此后的改动作为更正登记。",
    )
    return redirect(f"{reverse('office_annual')}?year={year}")
