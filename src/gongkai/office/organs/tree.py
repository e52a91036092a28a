"""The county's organs as a tree, and one of them: what it is, its 公开工作机构, its end."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.online import announce_channels
from gongkai.apps.cases.queries.channels import door_of
from gongkai.apps.organs import actions
from gongkai.apps.organs.access import may, require
from gongkai.apps.organs.actions.organs import OFFICE_FIELDS
from gongkai.apps.organs.models import Organ
from gongkai.apps.organs.queries import posts_on
from gongkai.office.doors import office_page
from gongkai.office.organs.asking import done
from gongkai.office.organs.forms import (
    AbolishForm,
    ChannelsForm,
    NewOrganForm,
    OfficeForm,
    OrganForm,
)

# What an organ must have on record (Art. 12): a blank is shown as one.
OFFICE_MUST = ("office_name", "office_address", "office_hours", "office_phone", "office_email")


@office_page("organ.read")
def organs(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Every organ, each under the one above it; abolished ones apart."""
    everything = list(Organ.objects.select_related("successor"))
    standing = [one for one in everything if one.abolished_on is None]
    context = {
        "title": "机关",
        "rows": list(_tree(standing)),
        "ended": [one for one in everything if one.abolished_on is not None],
        "may_edit": may(actor, "organ.edit"),
    }
    return render(request, "office/organs/tree.html", context)


def _tree(organs: list[Organ]) -> Iterator[dict[str, Any]]:
    below: dict[int | None, list[Organ]] = {}
    ids = {one.pk for one in organs}
    for one in organs:
        below.setdefault(one.parent_id if one.parent_id in ids else None, []).append(one)
    waiting = [(one, 0) for one in reversed(below.get(None, []))]
    while waiting:
        organ, depth = waiting.pop()
        missing = [
            Organ._meta.get_field(f).verbose_name for f in OFFICE_MUST if not getattr(organ, f)
        ]
        yield {"organ": organ, "depth": depth, "missing": missing}
        waiting += [(one, depth + 1) for one in reversed(below.get(organ.pk, []))]


@office_page("organ.edit")
def found(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Enter one organ by hand."""
    form = NewOrganForm(request.POST or None, initial={"founded_on": clock.today()})
    if form.is_valid():
        values = form.cleaned_data
        if done(
            request,
            form,
            lambda: actions.found_organ(actor, **values),
            f"{values['name']}已登记。",
        ):
            return redirect("office_organs")
    return render(
        request,
        "office/organs/form.html",
        {
            "title": "登记机关",
            "form": form,
            "verb": "登记",
            "back": "office_organs",
            "crumbs": [("../", "机关")],
        },
    )


@office_page("organ.read")
def organ(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """One organ; each form is there for whom its act is granted."""
    organ = get_object_or_404(Organ.objects.select_related("parent", "successor"), pk=pk)
    asked = request.POST.get("act", "") if request.method == "POST" else ""
    forms = _forms(request, actor, organ, asked)
    if asked and _act(request, actor, organ, forms.get(asked), asked):
        return redirect("office_organ", organ.pk)
    context = {
        "title": organ.name,
        "crumbs": [("../", "机关")],
        "organ": organ,
        "forms": forms,
        "office": [
            (Organ._meta.get_field(name).verbose_name, getattr(organ, name), name in OFFICE_MUST)
            for name in OFFICE_FIELDS
        ],
        "door": door_of(organ),
        "posts": posts_on(clock.today()).filter(organ=organ).select_related("person"),
        "may_see_people": may(actor, "person.read"),
    }
    return render(request, "office/organs/organ.html", context)


def _forms(request: HttpRequest, actor: Actor, organ: Organ, asked: str) -> dict[str, Any]:
    """The forms by act; the one that was sent holds what was sent."""
    if organ.abolished_on is not None:
        return {}

    def sent(act: str) -> Any:
        return request.POST if act == asked else None

    forms: dict[str, Any] = {}
    if may(actor, "office.edit", organ.pk):
        fresh = Organ.objects.get(pk=organ.pk)
        forms["office"] = OfficeForm(sent("office"), instance=fresh, auto_id="office-%s")
        door = asdict(door_of(organ))
        forms["channels"] = ChannelsForm(sent("channels"), initial=door, auto_id="channels-%s")
    if may(actor, "organ.edit", organ.pk):
        names = list(OrganForm.base_fields)
        initial = {name: getattr(organ, name) for name in names}
        forms["organ"] = OrganForm(sent("organ"), initial=initial, auto_id="organ-%s")
        forms["abolish"] = AbolishForm(sent("abolish"), auto_id="abolish-%s")
    return forms


def _act(request: HttpRequest, actor: Actor, organ: Organ, form: Any, asked: str) -> bool:
    if form is None:
        require(actor, "office.edit" if asked in ("office", "channels") else "organ.edit", organ.pk)
        return False
    if not form.is_valid():
        return False
    values = form.cleaned_data
    acts = {
        "office": (lambda: actions.edit_office(actor, organ, values), "公开工作机构信息已保存。"),
        "channels": (lambda: announce_channels(actor, organ, **values), "接收渠道已公布。"),
        "organ": (lambda: actions.edit_organ(actor, organ, **values), "机关信息已保存。"),
        "abolish": (
            lambda: actions.abolish_organ(actor, organ, **values),
            f"{organ.name}已撤销。",
        ),
    }
    act, said = acts[asked]
    return done(request, form, act, said)
