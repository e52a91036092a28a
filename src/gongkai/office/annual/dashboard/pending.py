"""What is to be done next, the most pressing first: for the county office, and for a unit."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from gongkai.apps.annual.models import PastReport, Report, ReportKind, ReportState, UnitList
from gongkai.apps.annual.queries.progress import UnitProgress
from gongkai.apps.organs.models import Organ
from gongkai.office.annual.dashboard.standing import UnitLine


@dataclass(frozen=True)
class Next:
    """Something to do, and where."""

    words: str
    url: str
    late: bool = False


def next_of_government(government: Organ, year: int, lines: Sequence[UnitLine]) -> list[Next]:
    """What the county office does next, the most pressing first. Three queries."""
    units = [one.unit for one in lines if one.unit.successor is None]
    listed = f"{reverse('office_annual')}?year={year}"
    made = []
    if units and not UnitList.objects.filter(government=government, year=year).exists():
        made.append(Next(f"确定{year}年度的报送单位名单", listed))
    late = [one for one in units if one.late and not one.is_in]
    if late:
        made.append(Next(f"催办：{_names(late)}超过期限没有报送", listed, True))
    waiting = [one for one in units if one.state == ReportState.HANDED_IN]
    made += [
        Next(f"接收或者退回{one.organ.short_name}的报告", _report(one.report))
        for one in waiting[:5]
    ]
    if len(waiting) > 5:
        made.append(Next(f"另有{len(waiting) - 5}份报告等待接收", listed))
    whole = _own_report(government, year, ReportKind.GOVERNMENT)
    made += _next_of_report(whole, f"{government.short_name}汇总报告", listed)
    made += _next_of_past(government, year, ReportKind.GOVERNMENT)
    return made


def next_of_unit(organ: Organ, year: int) -> list[Next]:
    """What the unit does next. Two queries."""
    report = _own_report(organ, year, ReportKind.OWN)
    listed = f"{reverse('office_annual')}?year={year}"
    return [
        *_next_of_report(report, f"{year}年度报告", listed),
        *_next_of_past(organ, year, ReportKind.OWN),
    ]


_AFTER = {
    ReportState.DRAFTING: "继续编写{}",
    ReportState.RETURNED: "按退回的意见改好{}",
    ReportState.TO_HEAD: "签批{}",
    ReportState.SIGNED: "公布{}",
}


def _own_report(organ: Organ, year: int, kind: str) -> Report | None:
    rows = Report.objects.filter(organ=organ, year=year, kind=kind).defer("signed_content")
    return rows.order_by("-version").first()


def _next_of_report(report: Report | None, name: str, listed: str) -> list[Next]:
    if report is None:
        return [Next(f"开始编写{name}", listed)]
    if report.version > 1:
        name = f"{name}（第{report.version}版）"
    words = _AFTER.get(ReportState(report.state))
    return [Next(words.format(name), _report(report))] if words else []


def _next_of_past(organ: Organ, year: int, kind: str) -> list[Next]:
    """Without last year's report nothing says whether 上年结转 is right."""
    there = Report.objects.filter(
        organ=organ, year=year - 1, kind=kind, state=ReportState.PUBLISHED
    )
    past = PastReport.objects.filter(organ=organ, year=year - 1, kind=kind)
    if there.exists() or past.exists():
        return []
    words = f"导入{organ.short_name}{year - 1}年度的报告，上年结转才有数可以核对"
    return [Next(words, reverse("office_annual_past"))]


def _report(report: Report | None) -> str:
    return reverse("office_annual_report", args=[report.pk]) if report is not None else ""


def _names(units: Sequence[UnitProgress]) -> str:
    names = "、".join(one.organ.short_name for one in units[:4])
    return names if len(units) <= 4 else f"{names}等{len(units)}个单位"
