"""年度报告: every unit's report of a year and where it stands; the county sees all units, a unit its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps import clock
from gongkai.apps.annual.access import reports_visible_to
from gongkai.apps.annual.actions.writing import start_report
from gongkai.apps.annual.clocks import DueDay, due_day
from gongkai.apps.annual.compiling.handed_in import WITH_THE_COUNTY
from gongkai.apps.annual.models import Reminder, Report, ReportKind
from gongkai.apps.annual.queries.progress import (
    Standing,
    UnitProgress,
    progress_of,
    progress_of_organs,
    standing_of,
)
from gongkai.apps.annual.queries.reminders import reminders_to
from gongkai.apps.annual.units import plan_of
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.access import may
from gongkai.apps.organs.models import Organ, OrganKind
from gongkai.apps.periods.actions import lock_year
from gongkai.apps.periods.queries import locked_years
from gongkai.office.annual.acting import done, year_asked, years
from gongkai.office.annual.units.asking import governments_of
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import organs_with

GOVERNMENT, OWN = str(ReportKind.GOVERNMENT), str(ReportKind.OWN)
FEW, MOST_REMINDERS = 3, 5


@dataclass(frozen=True)
class Line:
    """One unit in the list; `report` None: not begun. `unit`: what its government knows of it, where it is a unit."""

    organ: Organ
    kind: str
    report: Report | None
    due: DueDay
    unit: UnitProgress | None = None

    @property
    def state(self) -> str:
        if self.successor is not None:
            return f"由{self.successor.short_name}填报"
        if self.unit is not None and self.unit.is_being_corrected:
            return self.unit.state_label
        return self.report.get_state_display() if self.report else "没有开始"

    @property
    def successor(self) -> Organ | None:
        return self.unit.successor if self.unit else None

    @property
    def kind_label(self) -> str:
        return ReportKind(self.kind).label

    @property
    def is_done(self) -> bool:
        """Nothing runs against its day any more."""
        if self.successor is not None:
            return True
        if self.report is None:
            return False
        # A correction begins after its report was public: the day was kept by the first version.
        done = WITH_THE_COUNTY[ReportKind(self.kind)]
        return self.report.version > 1 or self.report.state in done

    @property
    def runs(self) -> str:
        """还有3天, 逾期2天; empty where it is done."""
        if self.is_done:
            return ""
        left = self.due.days_left(clock.today())
        return f"还有{left}天" if left > 0 else "今天到期" if left == 0 else f"逾期{-left}天"

    @property
    def is_late(self) -> bool:
        return not self.is_done and self.due.days_left(clock.today()) < 0


@office_page("report.read")
def listed(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The year's units with the state of each report."""
    year = year_asked(request)
    organs = organs_with(actor, "report.read")
    lines, standings = _lines(actor, year, organs)
    return render(
        request,
        "office/annual/list.html",
        {
            "title": f"{year}年度政府信息公开工作年度报告",
            "year": year,
            "years": years(),
            "lines": lines,
            "standings": standings,
            "startable": [one for one in lines if one.report is None and _may_start(actor, one)],
            "locked": bool(locked_years([year])),
            "may_lock": may(actor, "year.lock"),
            "rooms": rooms(actor, year),
            "reminders": _reminders(organs, year),
            "due": list({(one.due.label, one.due.on): one.due for one in reversed(lines)}.values()),
        },
    )


def rooms(actor: Actor, year: int) -> list[tuple[str, str]]:
    """The rooms of the year that the actor may enter: (address, name)."""
    governs = bool(governments_of(actor))
    found = [
        ("office_annual_dashboard", "年度总览", True),
        ("office_annual_missing", "进度与催报", governs),
        ("office_annual_units", "报送单位名单", governs),
        ("office_annual_figures", "填报数据", True),
        ("office_annual_problems", "问题与任务", True),
        ("office_annual_past", "往年报告", True),
        ("office_annual_website", "网站报表", True),
        ("office_annual_amendments", "更正登记", True),
    ]
    return [(f"{reverse(name)}?year={year}", label) for name, label, there in found if there]


def _reminders(organs: list[Organ], year: int) -> list[Reminder]:
    """What the actor's unit was told; who sees many units reads them with the progress."""
    if len(organs) > FEW:
        return []
    return list(reminders_to([one.pk for one in organs], year)[:MOST_REMINDERS])


def _may_start(actor: Actor, line: Line) -> bool:
    return line.successor is None and may(actor, "report.write", line.organ.pk)


def _lines(
    actor: Actor, year: int, organs: list[Organ]
) -> tuple[list[Line], list[tuple[Organ, Standing]]]:
    """Units of the actor's organs, governments with their aggregate; an own report of a government, where begun.

    Beside them each government's list counted, where the actor sees all of it.
    """
    held = {
        (one.organ_id, one.kind): one
        for one in reports_visible_to(actor)
        .filter(year=year)
        .defer("signed_content")
        .order_by("version")
    }
    governments = {one.pk: one for one in organs if one.kind == OrganKind.GOVERNMENT}
    governments |= {one.pk: one for one in organs if one.parent_id is None}
    known: dict[tuple[int, str], UnitProgress] = {}
    standings, seen = [], {one.pk for one in organs}
    for government in governments.values():
        plan = plan_of(government, Period(year))
        units = progress_of(plan, year)
        known |= {(one.organ.pk, str(one.kind)): one for one in units}
        if seen.issuperset(one.organ.pk for one in units):
            standings.append((government, standing_of(plan, units)))
    if not governments:
        known = {(one.organ.pk, str(one.kind)): one for one in progress_of_organs(organs, year)}
    made = []
    for organ in organs:
        for kind in _kinds(organ, governments, known, held):
            unit = known.get((organ.pk, kind))
            due = unit.due if unit else due_day(organ, kind, year)
            made.append(Line(organ, kind, held.get((organ.pk, kind)), due, unit))
    return made, standings


def _kinds(
    organ: Organ,
    governments: Mapping[int, Organ],
    known: Mapping[tuple[int, str], UnitProgress],
    held: Mapping[tuple[int, str], Report],
) -> list[str]:
    """Which reports of the organ stand in the list."""
    kinds = [kind for kind in (GOVERNMENT, OWN) if (organ.pk, kind) in held]
    if organ.pk in governments:
        return list(dict.fromkeys([GOVERNMENT, *kinds]))
    if not governments:
        return kinds or [OWN]
    expected = [kind for kind in (GOVERNMENT, OWN) if (organ.pk, kind) in known]
    return list(dict.fromkeys([*expected, *kinds]))


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
