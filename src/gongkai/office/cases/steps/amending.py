"""更正办理记录: which records may be corrected, and the form for one of them."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions import amending
from gongkai.apps.cases.data.events import event_kinds
from gongkai.apps.cases.data.facts import fact_labels
from gongkai.apps.cases.models import Case, Event
from gongkai.apps.cases.queries.timeline import timeline
from gongkai.office.cases.acting import act_page
from gongkai.office.cases.steps.frame import case_for
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import day_field, text_area

# Facts a form can ask for again: numbers, days and one text.
NUMBERS, DAYS, TEXTS = ("limit", "days"), ("answer_by", "until", "approved_on"), ("evidence",)


class AmendForm(forms.Form):
    """The record as it is, to be put right; with why, and why of the year where that moves."""

    void = forms.BooleanField(
        label="作废：这件事没有发生过", required=False,
        help_text="勾选的，下面的日期和内容不再看。",
    )  # fmt: skip
    on = day_field("发生日期")
    reason = forms.CharField(
        label="更正的理由", max_length=300, widget=text_area(2),
        help_text="例如：送达回证上的日期是3月9日，登记时写错。会进入办理记录和日志，不要写个人信息。",
    )  # fmt: skip
    year_reason = forms.CharField(
        label="影响年度的理由", max_length=300, required=False, widget=text_area(2),
        help_text="只在收到申请或者办结的年度会改变时填写：它会移动这一件在表三里的年度。",
    )  # fmt: skip

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["on"] = event.on
        self.asked = [key for key in event.facts if key in (*NUMBERS, *DAYS, *TEXTS)]
        for key in self.asked:
            label = fact_labels()[key].label if key in fact_labels() else key
            self.initial[key] = event.facts[key]
            if key in NUMBERS:
                self.fields[key] = forms.IntegerField(label=label, min_value=1, max_value=60)
            elif key in DAYS:
                self.fields[key] = day_field(label)
            else:
                self.fields[key] = forms.CharField(label=label, max_length=300)
        self.order_fields(["void", "on", *self.asked, "reason", "year_reason"])

    def facts(self, event: Event) -> dict[str, Any]:
        """Those that were changed."""
        made = {
            key: str(value) if key in DAYS else value
            for key, value in self.cleaned_data.items()
            if key in self.asked
        }
        return {key: value for key, value in made.items() if value != event.facts[key]}


@office_page("case.amend")
def records(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """Every record, with those that may be corrected by hand."""
    case = case_for(actor, pk, "case.amend")
    context = {
        "title": "更正办理记录",
        "crumbs": [
            (reverse("office_cases"), "依申请公开办件"),
            (reverse("office_case", args=[case.pk]), case.number),
        ],
        "case": case,
        "rows": [(line, line.holds and amending.amendable(line.event)) for line in timeline(case)],
    }
    return render(request, "office/cases/steps/amend.html", context)


def _event(case: Case, number: int) -> Event:
    event = case.events.filter(number=number).first()
    if event is None or not amending.amendable(event):
        raise Http404
    return event


@office_page("case.amend")
def amend(request: HttpRequest, actor: Actor, pk: int, number: int) -> HttpResponseBase:
    """Put one record right, or declare it void."""
    case = case_for(actor, pk, "case.amend")
    event = _event(case, number)
    form = AmendForm(event, request.POST or None)

    def act(values: dict[str, Any], seen: int) -> object:
        why = {"reason": values["reason"], "year_reason": values["year_reason"], "seen": seen}
        if values["void"]:
            return amending.void_event(actor, event, **why)
        return amending.amend_event(actor, event, on=values["on"], facts=form.facts(event), **why)

    kind = event_kinds()[event.kind]
    return act_page(
        request,
        case,
        form,
        act,
        title=f"更正第{event.number}条：{kind.label}",
        verb="更正",
        lead=f"{kind.day}；{event.person_name}登记。原来的记录保留可查，由新的记录代替，各项期限随之重算。",
        done="已更正，期限已重算。",
        to=reverse("office_step_amend", args=[case.pk]),
    )
