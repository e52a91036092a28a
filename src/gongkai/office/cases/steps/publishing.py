"""转为主动公开: what several asked for becomes a draft item without the people."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions import publishing_on
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.queries.similar import GROUNDS, similar_to
from gongkai.apps.disclosure.data.columns import kinds_of
from gongkai.apps.disclosure.models import Column, ItemKind
from gongkai.office.cases.acting import act_page
from gongkai.office.cases.steps.frame import case_for
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import text_area


class PublishForm(forms.Form):
    column = forms.ModelChoiceField(Column.objects.none(), label="栏目", empty_label="请选择栏目")
    title = forms.CharField(label="标题", max_length=120)
    text = forms.CharField(
        label="正文", max_length=20000, widget=text_area(8),
        help_text="只写信息本身。申请人、第三方的姓名、号码、住址一律去掉，保存时还会再检查一遍。",
    )  # fmt: skip
    others = forms.ModelMultipleChoiceField(
        Case.objects.none(), label="一并转公开的同类申请", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        open_now = Column.objects.filter(organ_id=case.organ_id, closed_on=None)
        codes = [one.code for one in open_now if ItemKind.INFORMATION in kinds_of(one.code)]
        fields["column"].queryset = open_now.filter(code__in=codes)
        alike = [one.case.pk for one in (*similar_to(case).own, *similar_to(case).others)]
        may = [
            one.pk
            for one in Case.objects.filter(pk__in=alike)
            if not publishing_on.why_not_publish(one)
        ]
        fields["others"].queryset = Case.objects.filter(pk__in=may)
        if not may:
            del self.fields["others"]


@office_page("case.handle")
def publish(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """The draft is made by the disclosure desk's own act and goes through its gates like any other."""
    case = case_for(actor, pk, "case.handle")
    start = {
        "title": publishing_on.without_people(case, case.subject),
        "text": publishing_on.without_people(case, case.description),
    }
    why_not = publishing_on.why_not_publish(case)
    return act_page(
        request,
        case,
        PublishForm(case, request.POST or None, initial=start),
        lambda values, seen: publishing_on.draft_publication(
            actor,
            case,
            column=values["column"],
            title=values["title"],
            text=values["text"],
            others=list(values.get("others") or ()),
            seen=seen,
        ),
        title="转为主动公开",
        verb="生成草稿，交信息员",
        lead=why_not
        or f"{GROUNDS['topic']}草稿列在信息员“今天要办的”里，由信息员补充附件、送审，各道审核通过以后才公开。",
        done="已生成草稿，列在信息员“今天要办的”里，由信息员补充附件、送审。",
    )
