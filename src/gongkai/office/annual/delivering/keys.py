"""Keys for an organ's own programs: made, shown once, revoked."""

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps.annual.access import delivery_keys_visible_to
from gongkai.apps.annual.actions.keys import make_key, revoke_key
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.audit.actor import Actor
from gongkai.office.annual.acting import done
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import organ_asked


@office_page("figure.key")
def keys(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The organ's keys; a new one stands on this page once and is kept nowhere."""
    organ, organs = organ_asked(request, actor, "figure.key")
    shown = ""
    if request.method == "POST":
        try:
            _, shown = make_key(actor, organ, request.POST.get("label", ""))
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
            "rows": delivery_keys_visible_to(actor).filter(organ=organ).order_by("-id"),
        },
    )
    if shown:
        answer["Cache-Control"] = "no-store"
    return answer


@office_page("figure.key")
@require_POST
def revoke(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """Stop a key for good."""
    row = get_object_or_404(delivery_keys_visible_to(actor), pk=pk)
    done(request, lambda: revoke_key(actor, row), "密钥已经停用，用它报送过的数还在。")
    return redirect(f"{reverse('office_annual_keys')}?organ={row.organ_id}")
