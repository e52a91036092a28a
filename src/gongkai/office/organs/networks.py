"""From where the back office may be opened."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs import actions
from gongkai.apps.organs.models import OfficeNetwork
from gongkai.office.doors import office_page
from gongkai.office.organs.asking import done
from gongkai.office.organs.forms import NetworkForm


@office_page("network.edit")
def networks(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The list, and a form to add to it."""
    form = NetworkForm(request.POST or None)
    if form.is_valid() and done(
        request,
        form,
        lambda: actions.allow_network(actor, **form.cleaned_data),
        "地址段已加入。",
    ):
        return redirect("office_networks")
    context = {
        "title": "允许地址",
        "rows": OfficeNetwork.objects.all(),
        "form": form,
        "address": actor.address,
    }
    return render(request, "office/organs/networks.html", context)


@require_POST
@office_page("network.edit")
def withdraw(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    network = get_object_or_404(OfficeNetwork, pk=pk)
    done(request, None, lambda: actions.withdraw_network(actor, network), "地址段已移出。")
    return redirect("office_networks")
