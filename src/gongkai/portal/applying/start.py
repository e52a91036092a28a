"""Choosing an organ, what to know beforehand, the form on paper; continuing and giving up a draft."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.apps import clock
from gongkai.apps.cases import attempts
from gongkai.apps.cases.actions import drafting
from gongkai.apps.cases.data.asking import asking, limit
from gongkai.apps.cases.queries.channels import door_of, doors, organs_taking
from gongkai.apps.cases.queries.citizen import plain_code
from gongkai.apps.cases.queries.drafts import draft_of
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.models import Organ, OrganKind
from gongkai.apps.organs.requests import address_of
from gongkai.portal.applying.door import (
    DRAFT,
    FOREIGN,
    door,
    draft_here,
    forget,
    form_key,
    keep_token,
    require_key,
    token_of,
)
from gongkai.portal.applying.forms import HONEYPOT
from gongkai.portal.refusals import Refusal


@require_safe
@door
def choose(request: HttpRequest) -> HttpResponse:
    """`/apply/`: to which organ; where a draft waits; where the citizen's page is."""
    return _choose(request)


def _choose(request: HttpRequest, wrong: str = "") -> HttpResponse:
    closed = {pk for pk, one in doors().items() if not one.online}
    groups: dict[str, list[Organ]] = {}
    for organ in organs_taking(clock.today()):
        if organ.pk not in closed:
            groups.setdefault(OrganKind(organ.kind).label, []).append(organ)
    context = {"groups": groups, "draft": _waiting(request), "wrong": wrong}
    return render(request, "applying/choose.html", context, status=422 if wrong else 200)


def _waiting(request: HttpRequest) -> object:
    """A draft of this browser that is not yet sent, with the key of its form."""
    draft = draft_of(token_of(request))
    if draft is None or draft.sent is not None:
        return None
    return {"organ": draft.organ, "key": form_key(token_of(request))}


@require_POST
@door
def resume(request: HttpRequest) -> HttpResponse:
    """A draft code typed in, on this machine or another."""
    code = plain_code(request.POST.get("code", ""))
    address = address_of(request)
    try:
        attempts.try_code("", address)
    except attempts.Locked as no:
        said = f"请 {no.minutes} 分钟以后再试，或者重新填写一份。"
        raise Refusal(429, "草稿码输错的次数太多", said) from no
    draft = draft_of(code)
    if draft is None:
        return _choose(
            request, "没有这份草稿：草稿码不对，或者超过了保留期限。请对照核对后再输入。"
        )
    attempts.code_was_right("", address)
    answer = redirect("apply-who", slug=draft.organ.slug)
    keep_token(answer, code)
    return answer


@require_safe
@door
def kept(request: HttpRequest) -> HttpResponse:
    """The draft code, to be written down; until when the draft is kept."""
    draft = draft_here(request)
    token = token_of(request)
    context = {
        "organ": draft.organ,
        "code": "-".join(token[at : at + 4] for at in range(0, len(token), 4)),
        "expires_at": draft.expires_at,
        "key": form_key(token),
        "sent": draft.sent,
    }
    return render(request, "applying/kept.html", context)


@require_POST
@door
def discard(request: HttpRequest) -> HttpResponse:
    """Everything filled in is gone, files too."""
    require_key(request, token_of(request))
    drafting.discard_draft(token_of(request))
    answer = redirect("apply")
    forget(answer, DRAFT)
    return answer


def organ_of(slug: str) -> Organ:
    """An organ that takes applications today. Raises Refusal: none of that name, or it is no more."""
    organ = organs_taking(clock.today()).filter(slug=slug).first()
    if organ is None:
        raise Refusal(
            404,
            "没有这个机关",
            "地址里的机关不存在，或者已经撤销，职能由别的机关承接。",
            "请从“网上申请”的机关名单里选择。",
        )
    return organ


@require_http_methods(["GET", "HEAD", "POST"])
@door
def organ(request: HttpRequest, slug: str) -> HttpResponse:
    """`/apply/<organ>/`: the ways to apply, what will be asked; a post begins the form."""
    chosen = organ_of(slug)
    channels = door_of(chosen)
    if request.method == "POST":
        return _begin(request, chosen, channels.online)
    context = {
        "organ": chosen,
        "channels": channels,
        "draft": _waiting(request),
        "limits": {"days": limit("draft_days"), "minutes": limit("receipt_minutes")},
        "honeypot": HONEYPOT,
    }
    return render(request, "applying/organ.html", context)


def _begin(request: HttpRequest, chosen: Organ, online: bool) -> HttpResponse:
    if not online:
        raise FOREIGN
    refuse_trap(request)
    try:
        token = drafting.begin_draft(chosen, address_of(request))
    except Refused as no:
        raise Refusal(429, "现在不能开始填写", str(no)) from no
    answer = redirect("apply-who", slug=chosen.slug)
    keep_token(answer, token)
    return answer


def refuse_trap(request: HttpRequest) -> None:
    """A field that no person sees was filled in. It is said, never swallowed: an application may not get lost."""
    if request.POST.get(HONEYPOT, ""):
        raise Refusal(
            400,
            "这次提交看起来是程序发出的",
            "有一栏不该填写的被填写了，可能是浏览器的自动填充，本站没有办理。",
            "请回到上一页，刷新以后不用自动填充再试；仍然不行的，请当面提交或者邮寄申请。",
        )


@require_safe
@door
def form(request: HttpRequest, slug: str) -> HttpResponse:
    """政府信息公开申请表, to print and fill in by hand."""
    context = {"organ": organ_of(slug), "choices": asking()}
    return render(request, "applying/form.html", context)
