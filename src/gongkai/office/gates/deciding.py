"""What a reviewer does: pass, return with a reason, let a finding through, write and settle remarks."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.actions import review as reviewing
from gongkai.apps.disclosure.models import Decision, Gate, Remark
from gongkai.apps.disclosure.refusals import Refused
from gongkai.office.doors import office_page
from gongkai.office.items.acting import done, item_for, seen

REVIEWS = ("item.review_first", "item.review_second", "item.review_final", "item.review_secrecy")


@require_POST
@office_page(*REVIEWS)
def decide(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """通过 or 退回 at one gate, about the revision that stood on the page."""
    item = seen(request, item_for(actor, pk))
    gate, decision = request.POST.get("gate", ""), request.POST.get("decision", "")
    reason = request.POST.get("reason", "")

    def act() -> None:
        if gate not in Gate.values:
            raise Refused("没有这个审核关。")
        if request.POST.get("afterwards"):
            reviewing.second_look(actor, item, gate, decision, reason)
        else:
            reviewing.review(actor, item, gate, decision, reason)

    label = Gate(gate).label if gate in Gate.values else ""
    word = "已通过"
    if decision == Decision.RETURNED:
        late = request.POST.get("afterwards")
        word = "已记下不通过，公开工作机构会看到" if late else "已退回，起草人会看到您的理由"
    return done(request, item, act, f"{label}：{word}。", "#gates")


@require_POST
@office_page("item.override")
def let_through(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    item = item_for(actor, pk)
    key, reason = request.POST.get("key", ""), request.POST.get("reason", "")
    return done(
        request,
        item,
        lambda: reviewing.override(actor, item, key, reason),
        "已带理由放行，理由记入审核记录。",
        "#findings",
    )


@require_POST
@office_page("item.read")
def remark(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    item = item_for(actor, pk)
    text, about = request.POST.get("text", ""), request.POST.get("about", "")
    return done(
        request,
        item,
        lambda: reviewing.add_remark(actor, item, text, about),
        "批注已经记下。",
        "#remarks",
    )


@require_POST
@office_page("item.read")
def settle(request: HttpRequest, actor: Actor, pk: int, remark: int) -> HttpResponseBase:
    item = item_for(actor, pk)
    row = get_object_or_404(Remark, pk=remark, item=item)
    return done(
        request,
        item,
        lambda: reviewing.settle_remark(actor, row),
        "这条批注已标为处理完毕。",
        "#remarks",
    )
