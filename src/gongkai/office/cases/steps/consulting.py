"""征求意见: everybody who is asked, where each stands, and what comes next with them."""

import datetime as dt
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions import consulting
from gongkai.apps.cases.actions.arriving import Came
from gongkai.apps.cases.data.events import event_kinds
from gongkai.apps.cases.history import ASKED, HEARD
from gongkai.apps.cases.models import APPLICANT_KINDS, Case, PaperKind, Party, PartyRole
from gongkai.apps.cases.parties import Identity
from gongkai.apps.cases.queries.records import party_name
from gongkai.apps.cases.queries.steps import facts_of
from gongkai.apps.organs.models import Organ
from gongkai.domain.deadlines import channels
from gongkai.office.cases.acting import act_page
from gongkai.office.cases.steps.frame import SentForm, ServedForm, case_for, from_paper, today
from gongkai.office.cases.steps.letting import outgoing_of
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import day_field, text_area

ROLES = tuple((role.value, role.label) for role in consulting.ASK)
WITH_DAY = (PartyRole.OTHER_ORGAN, PartyRole.INTERNAL_UNIT)


class PartyForm(forms.Form):
    role = forms.ChoiceField(label="征求谁的意见", choices=ROLES, widget=forms.RadioSelect)
    organ = forms.ModelChoiceField(
        Organ.objects.filter(abolished_on=None),
        label="本县的机关",
        required=False,
        empty_label="不在本县名录里",
    )
    name = forms.CharField(
        label="姓名或者名称", max_length=120, required=False,
        help_text="第三方、本县以外的机关、内设机构在这里写。",
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="第三方的类别", choices=[("", "不适用"), *APPLICANT_KINDS], required=False
    )
    phone = forms.CharField(label="电话", max_length=40, required=False)
    address = forms.CharField(label="地址", max_length=200, required=False)
    postcode = forms.CharField(label="邮编", max_length=10, required=False)


class AskForm(SentForm):
    answer_by = day_field("要求对方答复之日")


class HearForm(forms.Form):
    on = day_field("收到答复之日")
    opinion = forms.ChoiceField(
        label="对方的意见", choices=consulting.OPINIONS, widget=forms.RadioSelect
    )
    reasons = forms.CharField(
        label="理由", max_length=4000, required=False, widget=text_area(4),
        help_text="不同意或者部分同意的，写明对方的理由；理由是否成立由本机关审查。封存，不进日志。",
    )  # fmt: skip
    channel = forms.ChoiceField(label="答复的方式", choices=())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["channel"].choices = [(key, one.label) for key, one in channels().items()]


@office_page("case.handle")
def consult(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """Everybody asked, and the next act with each."""
    case = case_for(actor, pk, "case.handle")
    context = {
        "title": "征求意见",
        "crumbs": [
            (reverse("office_cases"), "依申请公开办件"),
            (reverse("office_case", args=[case.pk]), case.number),
        ],
        "case": case,
        "rows": asked_rows(case, clock.today()),
    }
    return render(request, "office/cases/steps/consult.html", context)


def asked_rows(case: Case, today: dt.date) -> list[dict[str, Any]]:
    """Each party with its days, its last day, what its silence means and what may be done next."""
    facts = facts_of(case)
    made = []
    for party in case.parties.filter(role__in=list(consulting.ASK), removed_at=None):
        own = [one for one in facts if one.facts.get("party") == party.pk]
        sent = next((one for one in own if one.kind in ASKED), None)
        got = next((one for one in own if one.kind == "party_received"), None)
        heard = next((one for one in own if one.kind in HEARD), None)
        last = consulting.silent_until(party)
        made.append(
            {
                "party": party,
                "name": party_name(case, party.pk),
                "sent": sent,
                "got": got,
                "heard": heard,
                "opinion": consulting.OPINION_LABELS[heard.facts["opinion"]] if heard else "",
                "last": last,
                "over": last is not None and today > last and heard is None,
                "silence": consulting.SILENCE_MEANS[PartyRole(party.role)],
            }
        )
    return made


def _party(case: Case, pk: int) -> Party:
    party = case.parties.filter(pk=pk, role__in=list(consulting.ASK), removed_at=None).first()
    if party is None:
        raise Http404
    return party


def _back(case: Case) -> str:
    return reverse("office_step_consult", args=[case.pk])


@office_page("case.handle")
def add(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """登记被征求意见方."""
    case = case_for(actor, pk, "case.handle")

    def act(values: dict[str, Any], seen: int) -> object:
        known = {key: values[key] for key in ("name", "phone", "address", "postcode")}
        return consulting.add_party(
            actor,
            case,
            role=values["role"],
            identity=Identity(**known),
            organ=values["organ"],
            kind=values["kind"],
            seen=seen,
        )

    return act_page(
        request,
        case,
        PartyForm(request.POST or None, initial={"role": PartyRole.THIRD_PARTY}),
        act,
        title="登记被征求意见方",
        verb="登记",
        lead="公开会损害第三方合法权益的，书面征求第三方意见；几个机关共同制作的，可以征求其他共同制作机关的意见。"
        "征求内设机构的意见不扣除期限。",
        done="已登记，请发出征求意见书。",
        to=_back(case),
    )


@office_page("case.handle")
def ask(request: HttpRequest, actor: Actor, pk: int, party: int) -> HttpResponseBase:
    """发出征求意见书."""
    case = case_for(actor, pk, "case.handle")
    one = _party(case, party)
    kind = consulting.ASK[PartyRole(one.role)]
    going = outgoing_of(actor, case, kind, one) if event_kinds()[kind].letter else None
    if going is not None and (ready := going.to_send()):
        return ready
    form: forms.Form = (AskForm if one.role in WITH_DAY else SentForm)(
        request.POST or None, initial=today()
    )
    return act_page(
        request,
        case,
        form if going is None else going.ask_paper(form),
        lambda values, seen: consulting.ask_opinion(actor, one, seen=seen, **values),
        title=f"向{one.get_role_display()}发出征求意见书",
        verb="登记发出",
        lead=consulting.SILENCE_MEANS[PartyRole(one.role)],
        done="已登记发出。",
        more={"outgoing": going},
        to=_back(case),
    )


@office_page("case.handle")
def received(request: HttpRequest, actor: Actor, pk: int, party: int) -> HttpResponseBase:
    """对方收到: its own period starts."""
    case = case_for(actor, pk, "case.handle")
    one = _party(case, party)
    return act_page(
        request,
        case,
        ServedForm(request.POST or None, initial=today()),
        lambda values, seen: consulting.party_received(actor, one, seen=seen, **values),
        title=f"{one.get_role_display()}收到征求意见书",
        verb="登记收到",
        lead="对方的期限自其收到的次日起算，所以要有收到的日期和凭证。",
        done="已登记。",
        to=_back(case),
    )


@office_page("case.handle")
def hear(request: HttpRequest, actor: Actor, pk: int, party: int) -> HttpResponseBase:
    """对方答复."""
    case = case_for(actor, pk, "case.handle")
    one = _party(case, party)

    def act(values: dict[str, Any], seen: int) -> object:
        came = Came(values["channel"], values["reasons"])
        return consulting.hear_opinion(
            actor,
            one,
            on=values["on"],
            opinion=values["opinion"],
            reasons=values["reasons"],
            came=came,
            seen=seen,
        )

    return act_page(
        request,
        case,
        HearForm(request.POST or None, initial=from_paper(case, PaperKind.OPINION)),
        act,
        title=f"{one.get_role_display()}的意见",
        verb="登记意见",
        done="已登记意见。",
        to=_back(case),
    )


@office_page("case.handle")
def silent(request: HttpRequest, actor: Actor, pk: int, party: int) -> HttpResponseBase:
    """逾期未答复."""
    case = case_for(actor, pk, "case.handle")
    one = _party(case, party)
    last = consulting.silent_until(one)
    until = f"对方的期限到{last.isoformat()}为止。" if last else "对方的期限没有起算。"
    return act_page(
        request,
        case,
        forms.Form(request.POST if request.method == "POST" else None),
        lambda values, seen: consulting.record_silence(actor, one, seen=seen),
        title=f"{one.get_role_display()}逾期未答复",
        verb="登记逾期未答复",
        lead=f"{until}{consulting.SILENCE_MEANS[PartyRole(one.role)]}",
        done="已登记逾期未答复。",
        to=_back(case),
    )


class UndeliveredForm(forms.Form):
    on = day_field("认定无法送达的日期")
    attempts = forms.CharField(
        label="试过哪些办法、结果怎样", max_length=2000, widget=text_area(4),
        help_text="例如退回的邮件号码、电话联系的日期。封存，不进日志。",
    )  # fmt: skip


@office_page("case.handle")
def undelivered(request: HttpRequest, actor: Actor, pk: int, party: int) -> HttpResponseBase:
    """无法送达."""
    case = case_for(actor, pk, "case.handle")
    one = _party(case, party)
    return act_page(
        request,
        case,
        UndeliveredForm(request.POST or None),
        lambda values, seen: consulting.record_undelivered(actor, one, seen=seen, **values),
        title=f"{one.get_role_display()}的征求意见书无法送达",
        verb="登记无法送达",
        lead=consulting.UNDELIVERED_MEANS,
        done="已登记无法送达。",
        to=_back(case),
    )
