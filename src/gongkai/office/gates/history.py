"""修改记录: every revision of an item, who wrote it, what became of it, and how it differs from the one before."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from gongkai.apps.audit.actor import Actor
from gongkai.office.doors import office_page
from gongkai.office.gates.comparing import differences, side_of_item
from gongkai.office.items.acting import item_for

PER_PAGE = 50


@office_page("item.read")
def history(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    item = item_for(actor, pk)
    handed_in = dict(item.submissions.values_list("revision_id", "person_name"))
    public = dict(item.editions.values_list("revision_id", "number"))
    revisions = item.revisions.select_related("user").order_by("-created_at", "-id")
    page = Paginator(revisions, PER_PAGE).get_page(request.GET.get("p"))
    following = revisions[page.end_index() : page.end_index() + 1]
    rows = [*page.object_list, *following]
    shown: list[dict[str, Any]] = []
    for number, revision in enumerate(page.object_list):
        before = rows[number + 1] if number + 1 < len(rows) else None
        shown.append(
            {
                "revision": revision,
                "submitted": handed_in.get(revision.pk),
                "edition": public.get(revision.pk),
                "compare": before
                and reverse("office_items:compare", args=[pk, before.pk, revision.pk]),
            }
        )
    return render(
        request,
        "office/items/history.html",
        {
            "title": "修改记录",
            "crumbs": [
                (reverse("office_items:list"), "信息"),
                (reverse("office_items:page", args=[pk]), item.title),
            ],
            "rows": shown,
            "page": page,
        },
    )


@office_page("item.read")
def compare(
    request: HttpRequest, actor: Actor, pk: int, before: int, after: int
) -> HttpResponseBase:
    """Two revisions of one item, sign by sign."""
    item = item_for(actor, pk)
    first, second = (get_object_or_404(item.revisions, pk=one) for one in (before, after))
    found = differences(side_of_item(first.as_object()), side_of_item(second.as_object()))
    return render(
        request,
        "office/items/compare.html",
        {
            "title": "两稿比较",
            "crumbs": [
                (reverse("office_items:list"), "信息"),
                (reverse("office_items:page", args=[pk]), item.title),
                (reverse("office_items:history", args=[pk]), "修改记录"),
            ],
            "first": first,
            "second": second,
            "comparison": found,
        },
    )
