"""定期评估: the list of what is due, and the assessment of one."""

import datetime as dt
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions import reassessing
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.queries.reassessments import to_reassess
from gongkai.domain.cases import outcome_label
from gongkai.domain.deadlines.due import MARK_LABELS
from gongkai.office.cases.acting import act_page
from gongkai.office.cases.steps.frame import case_for, today
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import day_field, text_area

AHEAD = dt.timedelta(days=60)


class AssessForm(forms.Form):
    on = day_field("评估日期")
    opened = forms.ChoiceField(
        label="结论",
        choices=[("no", "情形没有变化，仍不公开"), ("yes", "可以公开")],
        widget=forms.RadioSelect,
    )
    finding = forms.CharField(label="理由", max_length=300, widget=text_area(3))


@office_page("case.reassess", "case.read")
def listed(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """What is to be looked at again within two months, and what is late."""
    day = clock.today()
    local, _ = law_in_use()
    interval = local.parameter("reassessment_interval", on=day)
    rows = [
        (one, outcome_label(one.reassessment.case.outcome, one.reassessment.case.variant))
        for one in to_reassess(actor, day + AHEAD, day)
    ]
    context = {
        "title": "定期评估",
        "crumbs": [(reverse("office_cases"), "依申请公开办件")],
        "rows": rows,
        "interval": interval,
        "mark": MARK_LABELS[interval.mark],
    }
    return render(request, "office/cases/steps/reassessments.html", context)


@office_page("case.reassess")
def assess(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """Look again at what was withheld in this case."""
    case = case_for(actor, pk, "case.reassess")
    due = case.reassessments.filter(done_on=None).first()
    if due is None:
        raise Http404

    def act(values: dict[str, Any], seen: int) -> object:
        return reassessing.reassess(
            actor, due, on=values["on"], finding=values["finding"], opened=values["opened"] == "yes"
        )

    return act_page(
        request,
        case,
        AssessForm(request.POST or None, initial=today()),
        act,
        title="评估能否公开",
        verb="登记评估",
        lead=f"{outcome_label(case.outcome, case.variant)}，评估期限{due.due_on.isoformat()}（条例第十八条）。"
        "情形变化、可以公开的，登记以后在办件页“转为主动公开”。",
        done="已登记评估。",
    )
