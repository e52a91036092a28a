"""期限计算单: every clock of a case with its grounds and the way day by day, to print and put into the file."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.queries.steps import standing_now
from gongkai.apps.cases.refusals import Refused
from gongkai.domain.cases import machine
from gongkai.domain.deadlines import Due, Role
from gongkai.domain.deadlines import Standing as ClockStanding
from gongkai.domain.deadlines.due import MARK_LABELS
from gongkai.office.cases.finding import seen_case
from gongkai.office.cases.page import clock_line
from gongkai.office.doors import office_page, refused

ROLES = {
    Role.START: "起算",
    Role.COUNTED: "计入",
    Role.EXCLUDED: "不计入",
    Role.REST: "休息日",
    Role.END: "期满",
}


@office_page("case.read")
def sheet(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """The printable page."""
    case = seen_case(actor, pk)
    try:
        standing = standing_now(case)
    except Refused as no:
        return refused(request, str(no), status=409)
    made = standing.overview.standings if standing.overview else ()
    page = reverse("office_case", args=[case.pk])
    context = {
        "title": "期限计算单",
        "crumbs": [(reverse("office_cases"), "依申请公开办件"), (page, case.number)],
        "case": case,
        "state": machine().states[case.state].label,
        "clocks": [_clock(one) for one in made],
        "today": clock.today(),
        "actor": actor,
    }
    return render(request, "office/cases/clock.html", context)


def _clock(one: ClockStanding) -> dict[str, Any]:
    due = one.clock if isinstance(one.clock, Due) else None
    return clock_line(one) | {
        "basis": [
            (ground.text, MARK_LABELS[ground.mark], ground.mark) for ground in one.clock.basis
        ],
        "steps": [(step, ROLES[step.role]) for step in due.steps] if due else [],
    }
