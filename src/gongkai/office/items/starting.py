"""起草一条: what it is, whose it is, where it goes, its title; then the editor."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.actions.writing import create_item
from gongkai.apps.disclosure.models import Column, ItemKind
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.organs.access import may
from gongkai.apps.organs.models import Organ
from gongkai.apps.organs.queries import organs_on
from gongkai.office.doors import office_page
from gongkai.office.items.form import columns_for, path_of

WHAT = {
    ItemKind.INFORMATION: "依法主动公开的信息：机构职能、预决算、招考、征收、救助等。",
    ItemKind.NORMATIVE: "涉及公民权利义务、反复适用、公开发布的行政规范性文件。",
    ItemKind.POLICY: "规范性文件以外的政策文件。",
    ItemKind.INTERPRETATION: "对某一份文件的解读；要登记它解读哪一份。",
    ItemKind.REGULATION: "政府信息公开方面的法律、法规和本机关的制度。",
    ItemKind.ANNUAL_REPORT: "政府信息公开工作年度报告。",
    ItemKind.NOTICE: "通知、公告、公示。公示有期限的填写截止日期。",
    ItemKind.NEWS: "工作动态，不计入政府信息公开目录。",
}


class ColumnField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Column) -> str:
        return path_of(obj)


class StartForm(forms.Form):
    kind = forms.ChoiceField(label="信息类别", choices=ItemKind.choices, widget=forms.RadioSelect)
    column = ColumnField(label="栏目", queryset=Column.objects.none(), empty_label=None)
    title = forms.CharField(label="标题", max_length=200)


@office_page("item.write")
def start(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    organs = [one for one in organs_on(clock.today()) if may(actor, "item.write", one.pk)]
    given = request.POST or request.GET
    organ = next((one for one in organs if str(one.pk) == given.get("organ")), None) or organs[0]
    kind = given.get("kind", "")
    kind = kind if kind in ItemKind.values else ""
    form = StartForm(request.POST if request.method == "POST" else None, initial={"kind": kind})
    form.fields["column"].queryset = columns_for(organ.pk, kind) if kind else Column.objects.none()  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        answer = _create(request, actor, organ, form)
        if answer is not None:
            return answer
    return render(
        request,
        "office/items/start.html",
        {
            "title": "起草一条信息",
            "organs": organs,
            "organ": organ,
            "kinds": [(one.value, one.label, WHAT[one]) for one in ItemKind],
            "kind": kind,
            "kind_label": ItemKind(kind).label if kind else "",
            "form": form,
        },
    )


def _create(
    request: HttpRequest, actor: Actor, organ: Organ, form: StartForm
) -> HttpResponseBase | None:
    values = form.cleaned_data
    try:
        item = create_item(
            actor,
            kind=values["kind"],
            organ=organ,
            column=values["column"],
            values={
                "title": values["title"],
                # The editor opens with an empty paragraph to write in.
                "body": [{"type": "paragraph", "value": ""}],
            },
        )
    except Refused as no:
        messages.error(request, str(no))
        return None
    return redirect("office_items:edit", item.pk)
