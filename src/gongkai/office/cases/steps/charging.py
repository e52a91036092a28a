"""信息处理费: both scales shown, one chosen by a person or none; notice, payment, and the end without it."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions import charging
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.models import PaperKind, SheetKind, SheetState
from gongkai.apps.cases.queries.fees import FeeProposal, fee_proposal
from gongkai.apps.cases.queries.papers import unrecorded
from gongkai.apps.cases.queries.steps import due_named
from gongkai.apps.cases.sheets import content_of, latest_sheet
from gongkai.apps.organs.access import may
from gongkai.domain.deadlines.due import MARK_LABELS
from gongkai.domain.fees import NOT_AUTOMATIC, scales
from gongkai.office.cases.acting import act_page
from gongkai.office.cases.steps.frame import SentForm, case_for, today
from gongkai.office.cases.steps.letting import outgoing_of
from gongkai.office.doors import office_page, refused
from gongkai.office.rooms.asking import day_field, needed_when, text_area


class ProposeForm(forms.Form):
    scale = forms.ChoiceField(label="选用哪一种标准", widget=forms.RadioSelect)
    pages = needed_when(
        forms.IntegerField(
            label="这一件提供的页数", min_value=1, max_value=100_000, required=False,
            help_text="单面A4及以下为一页，只算这一件。",
        ),
        "按量计收的必须填写",
    )  # fmt: skip
    reason = forms.CharField(
        label="为什么认为数量、频次明显超过合理范围", max_length=1000, widget=text_area(3)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["scale"].choices = [(key, one.label) for key, one in scales().items()]


class DecideForm(forms.Form):
    agree = forms.ChoiceField(
        label="决定", choices=[("yes", "收费"), ("no", "不收费")], widget=forms.RadioSelect
    )
    answer = needed_when(
        forms.CharField(label="理由", max_length=500, required=False, widget=text_area(2)),
        "不收费的必须填写",
    )


class DeclineForm(forms.Form):
    reason = forms.CharField(label="不收费的理由", max_length=500, widget=text_area(2))


class PaidForm(forms.Form):
    on = day_field("缴费之日")
    receipt = forms.CharField(label="财政票据号码", max_length=60)


def shown(made: FeeProposal) -> dict[str, Any]:
    """Both scales for the eyes: the count with its grounds, the bands, the sums."""
    month = made.month
    return {
        "made": made,
        "scales": scales(),
        "not_automatic": NOT_AUTOMATIC,
        "counted": month.counted if month else (),
        "choices": [(one, MARK_LABELS[one.mark]) for one in month.choices] if month else (),
    }


def _pages(request: HttpRequest) -> int | None:
    given = request.POST.get("pages") or request.GET.get("pages") or ""
    return int(given) if given.isascii() and given.isdigit() and 0 < len(given) < 7 else None


@office_page("case.handle", "fee.decide")
def propose(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """收费测算: what each scale would give, and a proposal to charge by one of them."""
    case = case_for(actor, pk, "case.handle")
    made = fee_proposal(case, pages=_pages(request))
    return act_page(
        request,
        case,
        ProposeForm(request.POST or None, initial={"pages": _pages(request)}),
        lambda values, seen: charging.propose_fee(actor, case, seen=seen, **values),
        title="信息处理费",
        verb="提交收费审批",
        done="已提交，由有权的人决定是否收费。",
        template="office/cases/steps/fee.html",
        more=shown(made) | {"may_decide": may(actor, "fee.decide", case.organ_id)},
    )


@office_page("fee.decide")
def decline(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """决定不收费, on record."""
    case = case_for(actor, pk, "fee.decide")
    return act_page(
        request,
        case,
        DeclineForm(request.POST or None),
        lambda values, seen: charging.decline_fee(actor, case, seen=seen, **values),
        title="决定不收费",
        verb="登记不收费",
        lead=NOT_AUTOMATIC,
        done="已登记不收费。",
    )


@office_page("fee.decide")
def decide(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """审批收费."""
    case = case_for(actor, pk, "fee.decide")
    sheet = latest_sheet(case, SheetKind.FEE, SheetState.OPEN)
    if sheet is None:
        return refused(request, "没有等待审批的收费，请回到办件页看看现在的状态。", status=409)
    said = content_of(sheet)

    def act(values: dict[str, Any], seen: int) -> object:
        return charging.decide_fee(
            actor, sheet, agree=values["agree"] == "yes", answer=values["answer"], seen=seen
        )

    return act_page(
        request,
        case,
        DecideForm(request.POST or None),
        act,
        title="决定是否收费",
        verb="确定",
        lead=f"{sheet.drafted_by}提出{scales()[said['scale']].label}收取{said['yuan']}元，"
        f"理由：{said['reason']}",
        done="已登记决定。",
        template="office/cases/steps/fee.html",
        more=shown(fee_proposal(case, pages=said["pages"])),
    )


@office_page("case.handle")
def notify(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """发出收费通知书."""
    case = case_for(actor, pk, "case.handle")
    sheet = latest_sheet(case, SheetKind.FEE, SheetState.APPROVED)
    if sheet is None:
        return refused(request, "还没有作出收费的决定。", status=409)
    said = content_of(sheet)
    local, _ = law_in_use()
    after = local.choice("payment_restarts_reply")
    going = outgoing_of(actor, case, "charge")
    if ready := going.to_send():
        return ready
    return act_page(
        request,
        case,
        going.ask_paper(SentForm(request.POST or None, initial=today())),
        lambda values, seen: charging.notify_fee(actor, case, seen=seen, **values),
        title="发出收费通知书",
        verb="登记发出",
        lead=f"{scales()[said['scale']].label}，{said['yuan']}元。应当在答复期限（{case.due_on or '没有计算'}）"
        f"内发出。缴费后：{after.answer}（{MARK_LABELS[after.mark]}）。",
        done="已登记，等待申请人缴费。",
        more={"outgoing": going},
    )


@office_page("case.handle")
def paid(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """缴费."""
    case = case_for(actor, pk, "case.handle")
    proofs = [one for one in unrecorded(case) if one.kind == PaperKind.PAYMENT]
    return act_page(
        request,
        case,
        PaidForm(request.POST or None, initial=today()),
        lambda values, seen: charging.record_payment(actor, case, seen=seen, **values),
        title="申请人缴费",
        verb="登记缴费",
        lead="".join(
            f"申请人{one.arrived_on.isoformat()}提交了缴费凭证（{one.number}），请核对到账。"
            for one in proofs
        ),
        done="已登记缴费。",
    )


@office_page("case.handle")
def abandon(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """逾期不缴费: closes the case as 表三（六）2, which is no refusal."""
    case = case_for(actor, pk, "case.handle")
    due = due_named(case, "fee_payment")
    until = f"缴费期限到{due.day.isoformat()}为止。" if due else "缴费期限还没有起算。"
    form = SentForm(request.POST or None, initial=today())
    form.fields["on"].label, form.fields["on"].help_text = "认定之日", ""
    return act_page(
        request,
        case,
        form,
        lambda values, seen: charging.abandon_payment(actor, case, on=values["on"], seen=seen),
        title="逾期不缴费，不再处理",
        verb="办结：逾期不缴费",
        lead=f"{until}办结后计入表三“（六）2”，不是不予公开。",
        done="已按逾期不缴费办结，请拟写不再处理告知书。",
    )
