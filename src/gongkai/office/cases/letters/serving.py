"""送达: sending a signed letter, its arrival with the proof, and its coming back."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.serving import (
    dispatch_letter,
    keep_for_applicant,
    record_delivery,
    record_return,
)
from gongkai.apps.cases.data.events import event_kinds
from gongkai.apps.cases.letters.addressing import names_of
from gongkai.apps.cases.letters.composing import template_of
from gongkai.apps.cases.models import Letter
from gongkai.apps.cases.queries.letter_register import came_back
from gongkai.office.cases.acting import act_page
from gongkai.office.cases.letters.finding import seen_dispatch, seen_letter
from gongkai.office.cases.letters.forms import ArrivedForm, BackForm, KeepForm, SendForm
from gongkai.office.cases.letters.page import address_of
from gongkai.office.cases.steps.frame import case_for
from gongkai.office.doors import office_page, refused


@office_page("case.serve")
def send(request: HttpRequest, actor: Actor, pk: int, letter: int) -> HttpResponseBase:
    """送出."""
    row = seen_letter(actor, pk, letter, "case.serve")
    online = bool(row.case.code_hash) and template_of(row).addressee == "applicant"
    usual = "online" if online and row.case.route_wanted == "online" else ""
    form = SendForm(
        online,
        template_of(row).is_answer,
        request.POST or None,
        initial={"on": clock.today(), "way": usual},
    )
    return act_page(
        request,
        row.case,
        form,
        lambda values, seen: dispatch_letter(actor, row, seen=seen, **values),
        title=f"送达{template_of(row).title}",
        verb="登记送出",
        lead=f"{row.number}，收件人：{names_of(row.case, row.addressee)}。{_effect(row)}",
        done="已登记送出。收到凭证以后，请登记收到。",
        to=address_of(row),
    )


def _effect(row: Letter) -> str:
    template = template_of(row)
    if template.is_answer:
        return "送出之日为答复之日（国办公开办函〔2016〕235号）。"
    kind = event_kinds().get(template.event)
    return f"登记送出即登记“{kind.label}”。" if kind is not None else ""


@office_page("case.serve")
def arrived(
    request: HttpRequest, actor: Actor, pk: int, letter: int, dispatch: int
) -> HttpResponseBase:
    """登记收到."""
    sent = seen_dispatch(actor, pk, letter, dispatch, "case.serve")
    form = ArrivedForm(request.POST or None, request.FILES or None, initial={"on": clock.today()})

    def act(values: dict[str, object], seen: int) -> object:
        given = form.cleaned_data["proof"]
        return record_delivery(
            actor,
            sent,
            on=form.cleaned_data["on"],
            note=form.cleaned_data["note"],
            proof=(given.read(), given.name) if given else None,
            seen=seen,
        )

    return act_page(
        request,
        sent.letter.case,
        form,
        act,
        title="登记收到",
        verb="登记收到",
        lead=f"{sent.letter.number}，{sent.sent_on.isoformat()}{sent.get_way_display()}。",
        done="已登记收到。",
        to=address_of(sent.letter),
    )


@office_page("case.serve")
def back(
    request: HttpRequest, actor: Actor, pk: int, letter: int, dispatch: int
) -> HttpResponseBase:
    """登记退回."""
    sent = seen_dispatch(actor, pk, letter, dispatch, "case.serve")
    return act_page(
        request,
        sent.letter.case,
        BackForm(request.POST or None, initial={"on": clock.today()}),
        lambda values, seen: record_return(actor, sent, seen=seen, **values),
        title="登记退回",
        verb="登记退回",
        lead=f"{sent.letter.number}，{sent.sent_on.isoformat()}{sent.get_way_display()}。退回不改变答复之日；请另行送达。",
        done="已登记退回，请用其他方式再送。",
        to=address_of(sent.letter),
    )


@office_page("case.serve")
def keep(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """无法送达，留存待领."""
    case = case_for(actor, pk, "case.serve")
    sent = came_back(case)
    if sent is None:
        return refused(request, "这件申请没有被退回、等着再送的答复书。", status=409)
    return act_page(
        request,
        case,
        KeepForm(request.POST or None),
        lambda values, seen: keep_for_applicant(actor, sent.letter, seen=seen, **values),
        title="答复无法送达，留存待领",
        verb="登记留存",
        lead=f"{sent.letter.number}，{sent.failed_on.isoformat() if sent.failed_on else ''}退回。"
        "先试其他方式；申请人以后来领的，照常登记送达。",
        done="已登记。申请人来领时，仍在这份文书上登记送达。",
    )
