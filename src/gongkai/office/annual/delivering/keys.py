"""Keys for an organ's own programs: made, shown once, renewed before their last day, revoked."""

import datetime as dt

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps import clock
from gongkai.apps.annual.access import delivery_keys_visible_to
from gongkai.apps.annual.actions.keys import last_day, make_key, renew_key, revoke_key
from gongkai.apps.annual.data.delivering import limit
from gongkai.apps.annual.queries.keys import standing_of
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.audit.actor import Actor
from gongkai.office.annual.acting import done
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import day_field, organ_asked


class Until(forms.Form):
    """The last day of a key; empty: the usual one."""

    until = day_field("有效期至", required=False)


def _until(request: HttpRequest) -> dt.date | None:
    form = Until(request.POST)
    if not form.is_valid():
        raise Refused("有效期不是日期，应写作 2026-12-31。")
    day: dt.date | None = form.cleaned_data["until"]
    return day


@office_page("figure.key")
def keys(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The organ's keys; a new one stands on this page once and is kept nowhere."""
    organ, organs = organ_asked(request, actor, "figure.key")
    shown = ""
    if request.method == "POST":
        try:
            _, shown = make_key(actor, organ, request.POST.get("label", ""), _until(request))
        except Refused as no:
            messages.error(request, str(no))
            return redirect(f"{reverse('office_annual_keys')}?organ={organ.pk}")
    answer = render(
        request,
        "office/annual/delivering/keys.html",
        {
            "title": f"{organ.short_name}接口报送密钥",
            "crumbs": [(f"{reverse('office_annual_figures')}?organ={organ.pk}", "填报数据")],
            "organ": organ,
            "organs": organs,
            "shown": shown,
            "rows": [
                (one, standing_of(one))
                for one in delivery_keys_visible_to(actor).filter(organ=organ).order_by("-id")
            ],
            "usual": last_day(None),
            "today": clock.today(),
            "longest": clock.today() + dt.timedelta(days=limit("key_days_longest")),
        },
    )
    if shown:
        answer["Cache-Control"] = "no-store"
    return answer


@office_page("figure.key")
@require_POST
def renew(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """A later last day for the same key: the program goes on as it is."""
    row = get_object_or_404(delivery_keys_visible_to(actor), pk=pk)
    done(request, lambda: renew_key(actor, row, _until(request)), "密钥已经续期，系统里不用改动。")
    return redirect(f"{reverse('office_annual_keys')}?organ={row.organ_id}")


@office_page("figure.key")
@require_POST
def revoke(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """Stop a key for good."""
    row = get_object_or_404(delivery_keys_visible_to(actor), pk=pk)
    done(request, lambda: revoke_key(actor, row), "密钥已经停用，用它报送过的数还在。")
    return redirect(f"{reverse('office_annual_keys')}?organ={row.organ_id}")
