"""网站报表 among what is to be done today: from 1 January until it is published, and for whom it waits."""

import datetime as dt

from django.urls import reverse

from gongkai.apps.annual.models import WebsiteReport, WebsiteState
from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.access import may
from gongkai.apps.organs.models import Organ, OrganKind
from gongkai.domain.law import parameter
from gongkai.office.desk.rows import Group, Row


def website_groups(actor: Actor, day: dt.date) -> list[Group]:
    """Last year's form of the site, with its day, for who fills or signs it; nothing for others. Two queries."""
    organ = Organ.objects.filter(parent=None, kind=OrganKind.GOVERNMENT).order_by("pk").first()
    if organ is None:
        return []
    writes, signs = may(actor, "report.write", organ.pk), may(actor, "report.sign", organ.pk)
    if not (writes or signs):
        return []
    year, found = day.year - 1, parameter("website_report_due", on=day)
    report = WebsiteReport.objects.filter(organ=organ, year=year).order_by("-version").first()
    state = report.state if report else ""
    due = found.day_in(day.year)
    group = Group(
        "website_report",
        "网站工作年度报表",
        f"{due.month}月{due.day}日前在首页发布（{found.source}）。",
    )
    waits = state == WebsiteState.TO_HEAD if not writes else state != WebsiteState.PUBLISHED
    if waits:
        late = day > due and (report is None or report.version == 1)
        said = report.get_state_display() if report else "没有开始填报"
        words = f"超期，应于{due}前发布" if late else f"最迟{due}"
        url = f"{reverse('office_annual_website')}?year={year}"
        group.rows.append(Row(f"{year}年度网站工作年度报表", url, said, words, late=late))
    group.late = any(one.late for one in group.rows)
    return [group]
