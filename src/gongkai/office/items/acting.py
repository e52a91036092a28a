"""One way to do an act from a page: a post, a sentence for how it went, back to the item's page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.models import Item
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.organs.access import require


def item_for(actor: Actor, pk: int) -> Item:
    """The item, for who may read drafts of its organ. Http404 where there is none."""
    item = Item.objects.select_related("organ", "column", "column__parent").filter(pk=pk).first()
    if item is None:
        raise Http404
    require(actor, "item.read", item.organ_id)
    return item


def done(
    request: HttpRequest, item: Item, act: Callable[[], object], sentence: str, at: str = ""
) -> HttpResponseRedirect:
    """Do it; say what happened, or the sentence of the refusal; return to the item's page."""
    try:
        act()
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, sentence)
    return redirect(reverse("office_items:page", args=[item.pk]) + at)


def seen(request: HttpRequest, item: Item) -> Item:
    """The item as the person saw it: with the revision that stood on the page that was sent."""
    given = request.POST.get("revision", "")
    item.latest_revision_id = int(given) if given.isdigit() else None
    return item
