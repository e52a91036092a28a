"""Publishing what has passed the gates, correcting with a visible note, withdrawing with a reason."""

import datetime as dt

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.apps.audit.actor import Actor
from gongkai.apps.clock import CHINA
from gongkai.apps.disclosure.actions import publication
from gongkai.apps.disclosure.actions.discarding import discard_item
from gongkai.apps.disclosure.models import Item
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.organs.access import require
from gongkai.office.doors import office_page
from gongkai.office.gates.comparing import compare
from gongkai.office.items.acting import done, item_for, seen


def _as_seen(request: HttpRequest, item: Item) -> None:
    """Nobody publishes what they did not see."""
    shown = seen(request, item).latest_revision_id
    item.refresh_from_db(fields=["latest_revision"])
    if shown != item.latest_revision_id:
        raise Refused("您打开之后，这条信息又有了新的修改。请重新打开，看过新的内容再办理。")


@require_POST
@office_page("item.publish")
def publish(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    item = item_for(actor, pk)

    def act() -> None:
        _as_seen(request, item)
        publication.publish_item(actor, item)

    return done(request, item, act, "已经发布。公开页面几秒钟后可以打开。", "#editions")


@require_POST
@office_page("item.publish")
def schedule(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """Set the hour, or (without one) take it back."""
    item = item_for(actor, pk)
    given = request.POST.get("at", "")
    if request.POST.get("cancel"):
        return done(
            request, item, lambda: publication.cancel_schedule(actor, item), "定时发布已经取消。"
        )

    def act() -> None:
        try:
            at = dt.datetime.fromisoformat(given)
        except ValueError:
            raise Refused(
                "没有看懂定时发布的时间。请填写日期和钟点，例如2025-06-18 09:00。"
            ) from None
        _as_seen(request, item)
        publication.schedule_item(actor, item, at.replace(tzinfo=CHINA))

    return done(request, item, act, "已经设定，到时自动发布。")


@require_http_methods(["GET", "POST"])
@office_page("item.correct")
def correct(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """更正: the passed revision replaces the public one; readers see the note."""
    item = item_for(actor, pk)
    require(actor, "item.correct", item.organ_id)
    if request.method == "POST":
        note = request.POST.get("note", "")

        def act() -> None:
            _as_seen(request, item)
            publication.correct_item(actor, item, note)

        return done(request, item, act, "已经更正，页面上写明了更正说明。", "#editions")
    public = item.editions.public().first()
    if public is None:
        return redirect("office_items:page", item.pk)
    working: Item = item.get_latest_revision_as_object()
    return render(
        request,
        "office/items/correct.html",
        {
            "title": f"更正：{public.title}",
            "crumbs": _crumbs(item, public.title),
            "item": item,
            "comparison": compare(public, working),
        },
    )


@require_http_methods(["GET", "POST"])
@office_page("item.withdraw")
def withdraw(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """撤下: the address stays and says why."""
    item = item_for(actor, pk)
    require(actor, "item.withdraw", item.organ_id)
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        return done(
            request,
            item,
            lambda: publication.withdraw_item(actor, item, reason),
            "已经撤下。原来的网址保留，写明了撤下的理由。",
            "#editions",
        )
    public = item.editions.public().first()
    if public is None:
        return redirect("office_items:page", item.pk)
    return render(
        request,
        "office/items/withdraw.html",
        {
            "title": f"撤下：{public.title}",
            "crumbs": _crumbs(item, public.title),
            "item": item,
            "public": public,
        },
    )


@require_http_methods(["GET", "POST"])
@office_page("item.discard")
def discard(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """作废 a draft that was never public."""
    item = item_for(actor, pk)
    require(actor, "item.discard", item.organ_id)
    if request.method == "POST":
        reason = request.POST.get("reason", "")

        def act() -> None:
            discard_item(actor, item, reason)

        return done(request, item, act, "草稿已经作废，不再出现在各个列表里。")
    if item.editions.exists():
        return redirect("office_items:page", item.pk)
    return render(
        request,
        "office/items/discard.html",
        {"title": f"作废：{item.title}", "crumbs": _crumbs(item, item.title), "item": item},
    )


def _crumbs(item: Item, title: str) -> list[tuple[str, str]]:
    return [
        (reverse("office_items:list"), "信息"),
        (reverse("office_items:page", args=[item.pk]), title),
    ]
