"""确认收到、交办、改派、工作记录: the short acts on one case."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.registering import assign, confirm_receipt
from gongkai.apps.cases.actions.remarking import remark
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.queries.steps import facts_of, last_fact
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Person
from gongkai.domain.deadlines import channels
from gongkai.office.cases.acting import act_page, seen_of
from gongkai.office.cases.finding import seen_case
from gongkai.office.cases.page import RemarkForm, case_page
from gongkai.office.cases.people import handlers
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import day_field


class ConfirmForm(forms.Form):
    on = day_field("确认之日", help_text="与申请人双方确认、或者电话等方式确认收到的那一天。")
    evidence = forms.CharField(
        label="确认的凭证",
        max_length=300,
        help_text="例如：当面回执、2025年9月26日电话记录、系统回执。不要写姓名和号码。",
    )


class AssignForm(forms.Form):
    person = forms.ModelChoiceField(
        Person.objects.none(), label="承办人", empty_label="请选择承办人"
    )
    on = day_field("交办之日")


def _channel(case: Case) -> str:
    submitted = last_fact(facts_of(case), "submit")
    return str(submitted.facts["channel"]) if submitted else ""


@office_page("case.handle")
def confirm(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """确认收到: what it does to the day of receipt is said before."""
    case = seen_case(actor, pk)
    require(actor, "case.handle", case.organ_id)
    key = _channel(case)
    label = channels()[key].label if key in channels() else ""
    counts = (
        "这种方式以到件之日为收到申请之日，确认不改变它。"
        if case.received_on
        else "这种方式以双方确认之日为收到申请之日，答复期限从它的次日起算。"
    )
    form = ConfirmForm(request.POST or None, initial={"on": clock.today()})
    return act_page(
        request,
        case,
        form,
        lambda values, seen: confirm_receipt(actor, case, seen=seen, **values),
        title="确认收到",
        verb="确认收到",
        lead=f"提交方式：{label}，{case.arrived_on}到件。{counts}（条例第三十一条）",
        done="已确认收到。",
    )


@office_page("case.assign")
def charge(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """交办、改派."""
    case = seen_case(actor, pk)
    require(actor, "case.assign", case.organ_id)
    form = AssignForm(request.POST or None, initial={"on": clock.today()})
    fields: Any = form.fields
    fields["person"].queryset = Person.objects.filter(
        pk__in=[one.pk for one in handlers([case.organ_id], clock.today())]
    ).exclude(pk=case.handler_id or 0)
    word = "改派" if case.handler_id else "交办"
    lead = f"现在由{case.handler}承办。" if case.handler_id else "还没有人承办。"
    return act_page(
        request,
        case,
        form,
        lambda values, seen: assign(actor, case, values["person"], on=values["on"], seen=seen),
        title=f"{word}这件申请",
        verb=word,
        lead=lead,
        done=f"已{word}。",
    )


@require_POST
@office_page("case.handle", "case.review")
def note(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """工作记录 from the form at the foot of the case page; a refusal shows the page with what was typed."""
    case = seen_case(actor, pk)
    form = RemarkForm(request.POST)
    if form.is_valid():
        try:
            remark(actor, case, form.cleaned_data["text"], seen=seen_of(request, case))
        except Refused as no:
            form.add_error("text", str(no))
        else:
            messages.success(request, "已记下。")
            return redirect("office_case", case.pk)
    case.refresh_from_db()
    return case_page(request, actor, case, form)
