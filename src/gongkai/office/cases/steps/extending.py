"""延期: proposed by the handler, approved by the head of the 公开工作机构, told to the applicant in time."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions import extending
from gongkai.apps.cases.models import Case, Sheet, SheetKind, SheetState
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.sheets import content_of, decided_on, latest_sheet
from gongkai.office.cases.acting import act_page
from gongkai.office.cases.steps.frame import SentForm, case_for, today
from gongkai.office.cases.steps.letting import outgoing_of
from gongkai.office.doors import office_page, refused
from gongkai.office.rooms.asking import text_area


class ProposeForm(forms.Form):
    days = forms.IntegerField(label="延长几个工作日", min_value=1, max_value=60)
    reason = forms.CharField(
        label="理由", max_length=1000, widget=text_area(3), help_text="会写进延期告知书。"
    )


class DecideForm(forms.Form):
    agree = forms.ChoiceField(
        label="意见",
        choices=[("yes", "同意延期"), ("no", "不同意")],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="说明", max_length=500, required=False, widget=text_area(2),
        help_text="不同意的，请写明理由。",
    )  # fmt: skip


def _until(case: Case) -> str:
    first = extending.notice_due(case)
    if first is None:
        return "答复期限现在没有计算。"
    over = "，已经过了" if clock.today() > first else ""
    return f"延期要在{first.isoformat()}以前告知申请人{over}；逾期告知的，延期无效。"


@office_page("case.handle")
def propose(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """提出延期."""
    case = case_for(actor, pk, "case.handle")
    most = extending.longest_extension(case)
    form = ProposeForm(request.POST or None, initial={"days": most})
    return act_page(
        request,
        case,
        form,
        lambda values, seen: extending.propose_extension(actor, case, seen=seen, **values),
        title="提出延期",
        verb="提交审批",
        lead=f"只能延期一次，最长{most}个工作日，经公开工作机构负责人同意。{_until(case)}（条例第三十三条）",
        done="已提交公开工作机构负责人审批。",
    )


def _sheet(case: Case, state: str) -> Sheet:
    sheet = latest_sheet(case, SheetKind.EXTENSION, state)
    if sheet is None:
        raise Refused("没有等待办理的延期审批单，请回到办件页看看现在的状态。")
    return sheet


@office_page("case.extend")
def decide(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """批准延期."""
    case = case_for(actor, pk, "case.extend")
    try:
        sheet = _sheet(case, SheetState.OPEN)
    except Refused as no:
        return refused(request, str(no), status=409)
    said = content_of(sheet)

    def act(values: dict[str, Any], seen: int) -> object:
        return extending.decide_extension(
            actor, sheet, agree=values["agree"] == "yes", answer=values["answer"], seen=seen
        )

    return act_page(
        request,
        case,
        DecideForm(request.POST or None),
        act,
        title="审批延期",
        verb="确定",
        lead=f"{sheet.drafted_by}提出延长{said['days']}个工作日，理由：{said['reason']} {_until(case)}",
        done="已登记审批意见。",
    )


@office_page("case.handle")
def notify(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """告知申请人延期."""
    case = case_for(actor, pk, "case.handle")
    try:
        sheet = _sheet(case, SheetState.APPROVED)
    except Refused as no:
        return refused(request, str(no), status=409)
    days = content_of(sheet)["days"]
    going = outgoing_of(actor, case, "extend")
    if ready := going.to_send():
        return ready
    return act_page(
        request,
        case,
        going.ask_paper(SentForm(request.POST or None, initial=today())),
        lambda values, seen: extending.notify_extension(actor, case, seen=seen, **values),
        title="告知申请人延期",
        verb="登记告知",
        lead=f"{decided_on(sheet)}经{sheet.decided_by}同意延长{days}个工作日。{_until(case)}",
        done="已登记，答复期限相应延长。",
        more={"outgoing": going},
    )
