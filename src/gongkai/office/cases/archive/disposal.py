"""到期档案: what may be destroyed, who proposed it, who approves; what was destroyed."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.access import cases_visible_to
from gongkai.apps.cases.actions import disposing
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.models import DisposalState
from gongkai.apps.cases.queries.retention import destroyed, due_for_disposal
from gongkai.apps.cases.retention import LABELS, keeping_of
from gongkai.apps.organs.access import may, require
from gongkai.domain.cases import outcome_label
from gongkai.domain.deadlines.due import MARK_LABELS
from gongkai.domain.law import parameter
from gongkai.office.cases.acting import act_page
from gongkai.office.cases.steps.frame import case_for
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import text_area


class ProposeForm(forms.Form):
    reason = forms.CharField(
        label="销毁的理由",
        max_length=300,
        widget=text_area(3),
        help_text="例如：保管期满，经鉴定没有继续保存的价值。不要写姓名、号码。",
    )


class DecideForm(forms.Form):
    agree = forms.ChoiceField(
        label="结论",
        choices=[("yes", "批准销毁，不能恢复"), ("no", "不同意，继续保管")],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label="意见", max_length=300, widget=text_area(2), required=False)


@office_page("case.dispose_propose", "case.dispose")
def due(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """What is due, what waits for approval, and the tombstones."""
    today, cases = clock.today(), cases_visible_to(actor)
    context = {
        "title": "到期档案",
        "crumbs": [(reverse("office_cases"), "依申请公开办件")],
        "due": [
            (one, outcome_label(one.case.outcome, one.case.variant))
            for one in due_for_disposal(cases, today)
        ],
        "gone": [
            (one, outcome_label(one.case.outcome, one.case.variant)) for one in destroyed(cases)
        ],
        "periods": [(LABELS[key], _period(key)) for key in LABELS],
        "may_propose": may(actor, "case.dispose_propose"),
        "may_decide": may(actor, "case.dispose"),
    }
    return render(request, "office/cases/archive/due.html", context)


def _period(category: str) -> dict[str, Any]:
    local, _ = law_in_use()
    found = local.parameter(f"retention_{category}", on=clock.today())
    known = parameter(f"retention_{category}", on=clock.today())
    return {"years": found.value, "mark": MARK_LABELS[found.mark], "key": known.key}


@office_page("case.dispose_propose")
def propose(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """提出销毁."""
    case = case_for(actor, pk, "case.dispose_propose")
    keeping = keeping_of(case, clock.today())
    lead = "还没有办结归档的申请不能销毁。"
    if keeping is not None:
        lead = f"{keeping.label}，保管{keeping.years}年（{MARK_LABELS[keeping.mark]}），保管到{keeping.until.isoformat()}。"
    return act_page(
        request,
        case,
        ProposeForm(request.POST or None),
        lambda values, seen: disposing.propose_disposal(
            actor, case, reason=values["reason"], seen=seen
        ),
        title="提出销毁",
        verb="提出销毁",
        lead=lead,
        done="已提出，等另一人批准。",
        to=reverse("office_disposals"),
    )


@office_page("case.dispose")
def decide(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """批准或者不同意."""
    case = case_for(actor, pk, "case.dispose")
    waiting = case.disposals.filter(state=DisposalState.PROPOSED).first()
    if waiting is None:
        raise Http404("这件申请没有等待批准的销毁。")
    authors = frozenset(one for one in (waiting.proposed_by_id,) if one is not None)
    require(actor, "case.dispose", case.organ_id, authors=authors)

    def act(values: dict[str, Any], seen: int) -> object:
        if values["agree"] == "yes":
            return disposing.dispose(actor, waiting, answer=values["answer"])
        return disposing.decline_disposal(actor, waiting, answer=values["answer"])

    return act_page(
        request,
        case,
        DecideForm(request.POST or None),
        act,
        title="批准销毁",
        verb="登记结论",
        lead=f"{waiting.proposed_by}提出：{waiting.reason}。批准以后，当事人信息、来件、文书、处理意见和全部文件都清除，"
        "只留下编号、日期、办理结果和年报计数，往年的年报数字不变。",
        done="已登记。",
        to=reverse("office_disposals"),
    )
