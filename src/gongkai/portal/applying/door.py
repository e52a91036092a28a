"""What holds for every page of this room: bounded bodies, nothing stored on the way, a sentence when all is down."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from gongkai.apps import clock
from gongkai.apps.cases.data.asking import limit
from gongkai.apps.cases.queries.citizen import Key
from gongkai.apps.cases.queries.drafts import OpenDraft, draft_of
from gongkai.portal.refusals import Refusal
from gongkai.portal.uploads import MEGABYTE, drain

View = Callable[..., HttpResponse]
DRAFT, PAGE = "gongkai_draft", "gongkai_page"
PATH = "/apply/"
_SALT = "gongkai.applying.page"

AWAY = Refusal(
    503,
    "网上申请暂时不能办理",
    "后台现在连接不上，申请表和查询页打不开。已经提交的申请不受影响，期限照常计算。",
    "请过几分钟再试。着急的，可以当面提交或者邮寄申请：这两种方式随时受理，地址见各机关的“依申请公开”栏目。",
)
FOREIGN = Refusal(
    403,
    "这次提交没有办理",
    "提交的页面已经过期，或者不是从本站的这个页面发出的。没有改动任何内容。",
    "请回到上一页，刷新以后再试。",
)
NO_DRAFT = Refusal(
    410,
    "没有找到填写中的申请表",
    "申请表可能已经提交、已经清除，或者超过了保留期限；也可能是浏览器不保存 Cookie，本站因此认不出您正在填写的申请表。",
    "请从“网上申请”重新开始，有草稿码的可以用草稿码继续。浏览器不保存 Cookie 的，请允许本站的 Cookie，或者打印申请表，当面提交、邮寄。",
)


def door(view: View) -> View:
    """For every view of this room. Refused bodies are taken off the line first, so that the page can be read."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        most = limit("total_megabytes") + 2
        if int(request.META.get("CONTENT_LENGTH") or 0) > most * MEGABYTE:
            drain(request)
            raise _too_much(most - 2)
        try:
            answer = view(request, *args, **kwargs)
        except (OperationalError, InterfaceError) as why:
            raise AWAY from why
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return opened


def _too_much(megabytes: int) -> Refusal:
    return Refusal(
        413,
        "附件太大了",
        f"一次提交的附件合计不得超过 {megabytes} MB。这一次的附件没有保留，填写的其他内容还在。",
        "请回到上一页，把照片、扫描件另存小一些，再上传。",
    )


# -- the draft's token ---------------------------------------------------------------------


def token_of(request: HttpRequest) -> str:
    return str(request.COOKIES.get(DRAFT, ""))[:64]


def draft_here(request: HttpRequest, slug: str | None = None) -> OpenDraft:
    """The draft of this browser, for this organ. Raises Refusal where there is none."""
    draft = draft_of(token_of(request))
    if draft is None or (slug is not None and draft.organ.slug != slug):
        raise NO_DRAFT
    return draft


def keep_token(answer: HttpResponse, token: str) -> None:
    """Gone with the browser's session: on a shared computer nobody finds it the next day."""
    _set(answer, DRAFT, token)


def form_key(cookie: str) -> str:
    """What a form carries so that only a page of this site can have sent it."""
    return salted_hmac("gongkai.applying.form", cookie).hexdigest()[:32]


def require_key(request: HttpRequest, cookie: str) -> None:
    """Raises Refusal for a form that was not made for this browser."""
    given = str(request.POST.get("key", ""))
    if not cookie or not constant_time_compare(given, form_key(cookie)):
        raise FOREIGN


# -- the citizen's page --------------------------------------------------------------------


def keep_page(answer: HttpResponse, key: Key) -> None:
    """A short session: the key, signed, and until when."""
    until = clock.now().timestamp() + limit("session_minutes") * 60
    value = signing.dumps([key.case_id, key.mark, int(until)], salt=_SALT)
    _set(answer, PAGE, value)


def page_key(request: HttpRequest) -> Key | None:
    """The key of this browser's session; None where there is none, it is over, or it was tampered with."""
    try:
        case_id, mark, until = signing.loads(request.COOKIES.get(PAGE, ""), salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Key(int(case_id), str(mark)) if clock.now().timestamp() < until else None


def form_key_of_page(key: Key) -> str:
    """Stays the same while the session is prolonged: a page left open can still be sent."""
    return form_key(f"{key.case_id}:{key.mark}")


def require_page_key(request: HttpRequest, key: Key) -> None:
    if not constant_time_compare(str(request.POST.get("key", "")), form_key_of_page(key)):
        raise FOREIGN


def _set(answer: HttpResponse, name: str, value: str) -> None:
    answer.set_cookie(
        name,
        value,
        path=PATH,
        httponly=True,
        samesite="Lax",
        secure=bool(getattr(settings, "SESSION_COOKIE_SECURE", False)),
    )


def forget(answer: HttpResponse, name: str) -> None:
    answer.delete_cookie(name, path=PATH, samesite="Lax")
