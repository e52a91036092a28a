"""查看完整信息: a reason, one act in the log, shown once and kept nowhere."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.unmasking import unmask
from gongkai.apps.cases.masks import masked
from gongkai.apps.cases.parties import Identity, identity_of
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import require
from gongkai.apps.sealing import BrokenSeal
from gongkai.office.cases.finding import seen_case
from gongkai.office.doors import office_page, refused

LABELS = {
    "name": "姓名或者名称",
    "contact": "联系人",
    "id_number": "证件号码",
    "phone": "电话",
    "address": "地址",
    "postcode": "邮政编码",
    "email": "电子邮箱",
}
REASONS = ("填写邮寄地址", "电话联系申请人", "核对身份证明")


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="为什么需要查看",
        max_length=300,
        min_length=4,
        widget=forms.TextInput(attrs={"list": "reasons", "autocomplete": "off"}),
        help_text="写办什么事，例如“填写邮寄地址”。不要写姓名和号码，它会进入审计日志。",
        error_messages={"min_length": "请写明为什么需要查看完整的个人信息，例如“填写邮寄地址”。"},
    )


@office_page("case.unmask")
def unmasking(request: HttpRequest, actor: Actor, pk: int, party: int) -> HttpResponseBase:
    """Ask for the reason; POST shows the whole identity in this one answer."""
    case = seen_case(actor, pk)
    require(actor, "case.unmask", case.organ_id)
    found = case.parties.filter(pk=party, removed_at=None).first()
    if found is None:
        raise Http404("这件申请里没有这位当事人。")
    form = ReasonForm(request.POST or None)
    whole: Identity | None = None
    try:
        covered = masked(identity_of(found))
        if request.method == "POST" and form.is_valid():
            whole = unmask(actor, found, form.cleaned_data["reason"])
    except Refused as no:
        form.add_error("reason", str(no))
    except BrokenSeal as broken:
        return refused(request, str(broken), status=409)
    context: dict[str, Any] = {
        "title": f"{found.get_role_display()}的完整信息",
        "crumbs": [
            (reverse("office_cases"), "依申请公开办件"),
            (reverse("office_case", args=[pk]), case.number),
        ],
        "case": case,
        "shown": _lines(whole or covered),
        "whole": whole is not None,
        "form": form,
        "reasons": REASONS,
    }
    answer = render(request, "office/cases/unmask.html", context)
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


def _lines(identity: Identity) -> list[tuple[str, str]]:
    return [
        (label, getattr(identity, name))
        for name, label in LABELS.items()
        if getattr(identity, name)
    ]
