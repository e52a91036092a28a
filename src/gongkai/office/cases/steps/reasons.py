"""说明理由 (Art. 35): the request, its service, what was said and found, and a longer period."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions import reasons
from gongkai.apps.cases.actions.arriving import Came
from gongkai.apps.cases.models import PaperKind
from gongkai.apps.cases.queries.similar import GROUNDS, similar_to
from gongkai.office.cases.acting import act_page
from gongkai.office.cases.steps.frame import CameForm, case_for, from_paper, today
from gongkai.office.cases.steps.letting import outgoing_of
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import day_field, text_area

YES_NO = (("yes", "理由合理，继续办理"), ("no", "理由不合理"))


class AskForm(forms.Form):
    on = day_field("发出之日")
    found = forms.CharField(
        label="认定的数量、频次",
        max_length=2000,
        widget=text_area(3),
        help_text="例如：本月向本机关提出申请37件，其中32件要求同一类信息。",
    )
    limit = forms.IntegerField(
        label="说明理由的期限（工作日）", min_value=1, max_value=60, initial=10
    )


class HearForm(CameForm):
    field_order = ("on", "channel", "text", "reasonable", "finding")
    reasonable = forms.ChoiceField(label="认定", choices=YES_NO, widget=forms.RadioSelect)
    finding = forms.CharField(label="认定的依据", max_length=2000, widget=text_area(3))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False
        self.fields["text"].label = "申请人说明的理由"
        self.fields["text"].help_text = "申请人逾期没有说明的，留空。"


class LongerForm(forms.Form):
    on = day_field("告知之日")
    until = day_field("延迟到哪一天答复")


@office_page("case.handle")
def ask(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """要求说明理由."""
    case = case_for(actor, pk, "case.handle")
    seen_before = similar_to(case)
    going = outgoing_of(actor, case, "ask_reasons")
    if ready := going.to_send():
        return ready
    return act_page(
        request,
        case,
        going.ask_paper(AskForm(request.POST or None, initial=today())),
        lambda values, seen: reasons.ask_reasons(actor, case, seen=seen, **values),
        title="要求说明理由",
        verb="登记告知",
        lead=f"这是该申请人本月的第{seen_before.in_month}件、本年的第{seen_before.in_year}件。"
        f"{GROUNDS['excess']}",
        done="已登记。答复期限继续计算。",
        more={"outgoing": going},
    )


@office_page("case.handle")
def hear(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """申请人说明理由, or silence, and the finding."""
    case = case_for(actor, pk, "case.handle")
    due = reasons.reasons_due(case)
    until = f"申请人的期限到{due.isoformat()}为止。" if due else "还没有登记告知书的送达。"

    def act(values: dict[str, Any], seen: int) -> object:
        return reasons.hear_reasons(
            actor,
            case,
            on=values["on"],
            given=values["text"],
            reasonable=values["reasonable"] == "yes",
            finding=values["finding"],
            came=Came(values["channel"], values["text"]),
            seen=seen,
        )

    return act_page(
        request,
        case,
        HearForm(request.POST or None, initial=from_paper(case, PaperKind.REASONS)),
        act,
        title="申请人说明的理由",
        verb="登记认定",
        lead=f"{until}理由不合理的，可以不予处理；理由合理但无法在期限内答复的，可以确定延迟答复的合理期限并告知。",
        done="已登记认定。",
    )


@office_page("case.handle")
def longer(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """告知延迟答复的合理期限."""
    case = case_for(actor, pk, "case.handle")
    going = outgoing_of(actor, case, "longer_period")
    if ready := going.to_send():
        return ready
    return act_page(
        request,
        case,
        going.ask_paper(LongerForm(request.POST or None, initial=today())),
        lambda values, seen: reasons.tell_longer_period(actor, case, seen=seen, **values),
        title="告知延迟答复的期限",
        verb="登记告知",
        lead=f"现在的答复期限是{case.due_on or '（没有计算）'}，应当在此以前告知（条例第三十五条）。",
        done="已登记，答复期限相应延后。",
        more={"outgoing": going},
    )
