"""拆分、并入、并回、取消并入: the pages of `apps.cases.actions.splitting`."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.access import cases_visible_to
from gongkai.apps.cases.actions.splitting import join, merge_back, split_off, unjoin
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import require
from gongkai.office.cases.acting import act_page
from gongkai.office.cases.finding import seen_case
from gongkai.office.cases.opening import AskedForm
from gongkai.office.doors import office_page


class IntoForm(forms.Form):
    number = forms.CharField(
        label="并入哪一件", max_length=40, help_text="填写那一件的申请编号，例如 jyj-2025-0003。"
    )


class NothingForm(forms.Form):
    """A button only."""


@office_page("case.register")
def split(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """另立一件."""
    case = seen_case(actor, pk)
    require(actor, "case.register", case.organ_id)
    form = AskedForm(
        request.POST or None,
        initial={
            "kind": case.kind,
            "form_wanted": case.form_wanted,
            "route_wanted": case.route_wanted,
            "needs_assistance": case.needs_assistance,
        },
    )
    return act_page(
        request,
        case,
        form,
        lambda values, seen: split_off(actor, case, form.asked(), on=clock.today(), seen=seen),
        title="另立一件",
        verb="另立一件",
        lead="同一件来件里提了另一项内容的，另立一件：申请人、到件和收到的日期与这一件相同，单独编号、单独答复。",
        done="已另立一件，见“同一来件的申请”。",
    )


@office_page("case.register")
def join_into(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """并入另一件."""
    case = seen_case(actor, pk)
    require(actor, "case.register", case.organ_id)

    def act(values: dict[str, Any], seen: int) -> None:
        number = values["number"].strip()
        into = cases_visible_to(actor).filter(number=number, organ_id=case.organ_id).first()
        if into is None:
            raise Refused("本机关没有这个编号的申请，请核对编号。")
        join(actor, case, into, on=clock.today(), seen=seen)

    return act_page(
        request,
        case,
        IntoForm(request.POST or None),
        act,
        title="并入另一件",
        verb="并入",
        lead="同一申请人就同一内容重复提交（例如网上和邮寄各一份）的，并入一件办理，只答复一次，不重复计入年报。随时可以取消并入。",
        done="已并入。",
    )


@office_page("case.register")
def back(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """并回原件."""
    case = seen_case(actor, pk)
    require(actor, "case.register", case.organ_id)
    return act_page(
        request,
        case,
        NothingForm(request.POST if request.method == "POST" else None),
        lambda values, seen: merge_back(actor, case, on=clock.today(), seen=seen),
        title="并回原件",
        verb="并回原件",
        lead="拆分有误的，并回原件：这一件不再单独办理、不单独计入年报，记录保留，可以取消。",
        done="已并回原件。",
    )


@office_page("case.register")
def part(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """取消并入."""
    case = seen_case(actor, pk)
    require(actor, "case.register", case.organ_id)
    return act_page(
        request,
        case,
        NothingForm(request.POST if request.method == "POST" else None),
        lambda values, seen: unjoin(actor, case, on=clock.today(), seen=seen),
        title="取消并入",
        verb="取消并入",
        lead="取消后，这一件重新单独办理、单独计入年报，期限仍从它自己的收到之日起算。",
        done="已取消并入。",
    )
