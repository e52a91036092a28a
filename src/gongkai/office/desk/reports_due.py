"""Reports whose day is near or over: of the own unit for who writes and signs it, of every unit for the county office."""

import datetime as dt

from django.urls import reverse
from django.utils.http import urlencode

from gongkai.apps.annual.clocks import due_day
from gongkai.apps.annual.compiling.handed_in import WITH_THE_COUNTY
from gongkai.apps.annual.models import Report, ReportKind
from gongkai.apps.annual.queries.progress import progress
from gongkai.apps.annual.queries.reminders import reminders_to
from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.access import may, reach
from gongkai.apps.organs.models import Organ, OrganKind
from gongkai.office.desk.rows import Group, Row

# The report of last year runs from January; the county looks at those missing from two weeks before the day.
LAST_MONTH = 6
SOON = 14


def due_groups(actor: Actor, day: dt.date) -> list[Group]:
    """Nothing after June: the year is closed then, or long late and with the county office."""
    if actor.is_program or day.month > LAST_MONTH:
        return []
    groups = []
    if may(actor, "report.receive"):
        groups.append(_missing(actor, day))
    organs = (reach(actor, "report.write") or frozenset()) | (
        reach(actor, "report.hand_in") or frozenset()
    )
    if organs:
        groups.append(_own(organs, day))
    return groups


def _own(organs: frozenset[int], day: dt.date) -> Group:
    """The reports of the own units that do not lie with the county, with the last reminder."""
    year = day.year - 1
    group = Group("reports_due", "要报送的年度报告", "到期以前送负责人签批并报送。")
    reports = {
        one.organ_id: one
        for one in Report.objects.filter(organ__in=organs, year=year, kind=ReportKind.OWN)
        .defer("signed_content")
        .order_by("version")
    }
    told: dict[int, str] = {}
    for one in reminders_to(organs, year):
        told.setdefault(one.organ_id, f"{one.on}催报：{one.text}")
    rows = Organ.objects.filter(pk__in=organs, abolished_on=None).select_related("parent")
    for organ in rows.exclude(kind=OrganKind.GOVERNMENT):
        report = reports.get(organ.pk)
        if report is not None and report.state in WITH_THE_COUNTY[ReportKind.OWN]:
            continue
        due = due_day(organ, ReportKind.OWN, year)
        left = due.days_left(day)
        url = (
            reverse("office_annual_report", args=[report.pk])
            if report
            else f"{reverse('office_annual')}?year={year}"
        )
        group.rows.append(
            Row(
                f"{organ.short_name}{year}年度报告",
                url,
                told.get(organ.pk) or (report.get_state_display() if report else "没有开始"),
                _words(left, due.on),
                late=left < 0,
            )
        )
    group.late = any(one.late for one in group.rows)
    return group


def _missing(actor: Actor, day: dt.date) -> Group:
    """Units that have not handed in, where their day is near or over."""
    year = day.year - 1
    group = Group("reports_missing", "还没有报送的单位", "到期前14天起列出；催报在进度页面办理。")
    seen = reach(actor, "report.receive")
    governments = Organ.objects.filter(kind=OrganKind.GOVERNMENT, abolished_on=None)
    for government in governments:
        if seen is not None and government.pk not in seen:
            continue
        asked = urlencode({"year": year, "government": government.pk})
        group.url = f"{reverse('office_annual_missing')}?{asked}"
        for one in progress(government, year):
            left = one.due.days_left(day)
            if one.is_missing and left <= SOON:
                url = (
                    reverse("office_annual_report", args=[one.report.pk])
                    if one.report
                    else group.url
                )
                row = Row(
                    one.organ.short_name, url, one.state_label, _words(left, one.due.on), left < 0
                )
                group.rows.append(row)
    group.late = any(one.late for one in group.rows)
    return group


def _words(left: int, on: dt.date) -> str:
    if left < 0:
        return f"逾期{-left}天，应于{on}前报送"
    return f"今天到期，{on}" if left == 0 else f"还有{left}天，{on}"
