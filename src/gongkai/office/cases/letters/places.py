"""复议机关和法院: what letters say of remedies, for the county and for single organs."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.places import set_places
from gongkai.apps.cases.letters.places import NAMES, author_of, places_held
from gongkai.apps.cases.models import RemedyPlaces
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import may, require
from gongkai.apps.organs.models import Organ
from gongkai.domain.cases import authors
from gongkai.office.doors import office_page

COUNTY = 0
HINTS = {
    "government": "不填的，取机关上级中的人民政府。",
    "upper_government": "县级人民政府的复议机关，例如“××市人民政府”。",
    "upper_department": "海关、税务等垂直管理机关和司法行政部门填写。",
    "parent_department": "派出机构填写；不填的取它的上级机关。",
    "basic_court": "政府部门、乡镇的第一审法院。指定管辖的，写指定的法院。",
    "intermediate_court": "县级人民政府的第一审法院。",
}


class PlacesForm(forms.Form):
    author = forms.ChoiceField(label="作出机关的类别", required=False)

    def __init__(self, organ: Organ | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        if organ is None:
            del self.fields["author"]
        else:
            usual = authors()[author_of(organ)].label
            fields["author"].choices = [
                ("", f"按机关类别（{usual}）"),
                *((key, one.label) for key, one in authors().items()),
            ]
        for name in NAMES:
            label = str(RemedyPlaces._meta.get_field(name).verbose_name)
            self.fields[name] = forms.CharField(
                label=label, max_length=120, required=False, help_text=HINTS[name]
            )

    def names(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in NAMES}


@office_page("law.edit", "office.edit", "case.read")
def places(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The names each organ's letters give today, and what is missing."""
    today = clock.today()
    organs = [
        one
        for one in Organ.objects.select_related("parent").filter(abolished_on=None)
        if may(actor, "case.read", one.pk) or may(actor, "office.edit", one.pk)
    ]
    rows = [
        (one, held, authors()[held.author].label, may(actor, "office.edit", one.pk))
        for one in organs
        if (held := places_held(one, today))
    ]
    context = {
        "title": "复议机关和法院",
        "rows": rows,
        "missing": sum(bool(held.missing) for _, held, _, _ in rows),
        "may_county": may(actor, "law.edit"),
    }
    return render(request, "office/cases/letters/places.html", context)


@office_page("law.edit", "office.edit")
def edit(request: HttpRequest, actor: Actor, organ: int) -> HttpResponseBase:
    """The county's names (organ 0), or an organ's own."""
    whose = None if organ == COUNTY else Organ.objects.filter(pk=organ).first()
    require(actor, "law.edit" if organ == COUNTY else "office.edit", organ or None)
    if whose is None and organ != COUNTY:
        return redirect("office_remedy_places")
    held = RemedyPlaces.objects.filter(organ=whose).first()
    initial = {name: getattr(held, name) for name in (*NAMES, "author")} if held else {}
    form = PlacesForm(whose, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            set_places(actor, whose, form.names(), author=form.cleaned_data.get("author", ""))
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect("office_remedy_places")
    context = {
        "title": f"{whose.name if whose else '全县'}：复议机关和法院",
        "crumbs": [(reverse("office_remedy_places"), "复议机关和法院")],
        "form": form,
        "lead": "不填的取全县的。" if whose else "各机关没有另填的，都用这里的名称。",
    }
    return render(request, "office/cases/letters/places_edit.html", context)
