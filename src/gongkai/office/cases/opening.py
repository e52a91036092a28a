"""立案: a case from a paper, with who asks and what; the same form for whichever channel it came by."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.registering import Asked, Asking, open_case
from gongkai.apps.cases.application import (
    number_fault,
    people_fault,
    people_in_lines,
    plain,
    route_fault,
    several_in_one,
)
from gongkai.apps.cases.data.asking import asking
from gongkai.apps.cases.models import CaseKind
from gongkai.apps.cases.parties import Identity
from gongkai.apps.cases.plain_words import refuse_personal
from gongkai.apps.cases.queries.papers import cases_of
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import require
from gongkai.apps.sealing import unseal
from gongkai.office.cases.acting import say_no
from gongkai.office.cases.finding import seen_paper
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import text_area


def _choices(name: str, none: str) -> list[tuple[str, str]]:
    options = getattr(asking(), name)
    return [("", none), *((key, one.label) for key, one in options.items())]


class AskedForm(forms.Form):
    """What one application asks for; used for opening and for splitting."""

    kind = forms.ChoiceField(label="类别", choices=CaseKind.choices)
    subject = forms.CharField(
        label="内容摘要",
        max_length=120,
        help_text="一句话，用来在清单里辨认。不写姓名、住址、号码。",
    )
    description = forms.CharField(
        label="所需政府信息的名称、文号或者特征描述",
        max_length=10_000,
        widget=text_area(4),
        help_text="照申请人写的录入。一件申请一项内容；来件提了几项的，先立一件，再拆分。",
    )
    form_wanted = forms.ChoiceField(
        label="获取信息的方式", required=False, choices=_choices("forms", "没有写")
    )
    route_wanted = forms.ChoiceField(
        label="获取信息的途径", required=False, choices=_choices("routes", "没有写")
    )
    needs_assistance = forms.CharField(
        label="需要的帮助",
        required=False,
        max_length=200,
        help_text="阅读困难、视听障碍的申请人需要什么帮助（条例第四十三条）。",
    )

    def asked(self) -> Asked:
        values = self.cleaned_data
        return Asked(
            values["subject"],
            values["description"],
            values["form_wanted"],
            values["route_wanted"],
            values["needs_assistance"],
            values["kind"],
        )


class WhoForm(forms.Form):
    """Who asks; what is missing is a matter for 补正, not a reason to refuse the paper."""

    applicant_kind = forms.ChoiceField(
        label="申请人类别",
        choices=_choices("applicant_kinds", "请选择"),
        help_text="按申请人的法律性质；律师以个人名义申请的是自然人。",
    )
    name = forms.CharField(label="姓名或者名称", max_length=120)
    contact = forms.CharField(
        label="联系人", required=False, max_length=60, help_text="申请人是组织的，填写联系人。"
    )
    id_kind = forms.ChoiceField(
        label="证件种类", required=False, choices=_choices("id_kinds", "没有提供")
    )
    id_number = forms.CharField(label="证件号码", required=False, max_length=30)
    phone = forms.CharField(label="联系电话", required=False, max_length=30)
    address = forms.CharField(label="通信地址", required=False, max_length=200)
    postcode = forms.CharField(label="邮政编码", required=False, max_length=6)
    email = forms.CharField(label="电子邮箱", required=False, max_length=120)
    as_written = forms.BooleanField(
        label="证件号码校验不符，但来件上就是这样写的，照录",
        required=False,
        help_text="身份证明有误的，请在补正时一次告知。",
    )

    def clean(self) -> dict[str, Any]:
        """A number whose check digit is wrong is most often mistyped."""
        values = super().clean() or {}
        kind, number = values.get("id_kind", ""), plain(values.get("id_number", "")).upper()
        values["id_number"] = number
        if number and not kind:
            self.add_error("id_kind", "填写了证件号码的，请选择证件种类。")
        elif number and not values.get("as_written") and (fault := number_fault(kind, number)):
            self.add_error("id_number", fault)
        return values

    def identity(self) -> Identity:
        names = ("name", "contact", "id_kind", "id_number", "phone", "address", "postcode", "email")
        return Identity(**{one: self.cleaned_data[one].strip() for one in names})


class TogetherForm(forms.Form):
    """Agent and further applicants."""

    agent_name = forms.CharField(label="代理人姓名", required=False, max_length=120)
    agent_phone = forms.CharField(label="代理人电话", required=False, max_length=30)
    agent_address = forms.CharField(label="代理人地址", required=False, max_length=200)
    together = forms.CharField(
        label="共同申请人",
        required=False,
        max_length=4_000,
        widget=text_area(2),
        help_text="一行一人：姓名，证件号码，电话（用逗号隔开，后两项可以不填）。按第一申请人计入年报。",
    )

    def clean_together(self) -> list[Identity]:
        made = people_in_lines(self.cleaned_data["together"])
        if fault := people_fault(made):
            raise forms.ValidationError(fault)
        return list(made)

    def agent(self) -> Identity | None:
        values = self.cleaned_data
        if not values["agent_name"].strip():
            return None
        return Identity(
            name=values["agent_name"].strip(),
            phone=values["agent_phone"].strip(),
            address=values["agent_address"].strip(),
        )


@office_page("case.register")
def open_from(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """立一件 from a paper."""
    paper = seen_paper(actor, pk)
    require(actor, "case.register", paper.organ_id)
    given = request.POST if request.method == "POST" else None
    text = str(unseal(paper.sealed).get("text", "")) if paper.sealed else ""
    what = AskedForm(given, initial={"description": text})
    who, others = WhoForm(given), TogetherForm(given)
    if given is not None and all([what.is_valid(), who.is_valid(), others.is_valid()]):
        identity, asked = who.identity(), what.asked()
        fault = route_fault(asked.route_wanted, identity)
        try:
            refuse_personal("内容摘要", asked.subject, [identity])
            case = open_case(
                actor,
                paper,
                asked,
                Asking(
                    who.cleaned_data["applicant_kind"],
                    identity,
                    others.cleaned_data["together"],
                    others.agent(),
                ),
            )
        except Refused as no:
            say_no(what, no)
        else:
            messages.success(request, f"已立案，申请编号{case.number}。")
            if fault:
                messages.warning(request, f"请联系申请人或者在补正时告知：{fault}")
            if several_in_one(asked.description):
                messages.warning(request, "内容里似乎不止一项，请看一看要不要拆分（一事一申请）。")
            return redirect("office_case", case.pk)
    context = {
        "title": "立案",
        "crumbs": [
            (reverse("office_papers"), "来件登记"),
            (reverse("office_paper", args=[paper.pk]), paper.number),
        ],
        "paper": paper,
        "held": cases_of(paper),
        "what": what,
        "who": who,
        "others": others,
        "back": reverse("office_paper", args=[paper.pk]),
    }
    return render(request, "office/cases/open.html", context)
