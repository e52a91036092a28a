"""What every answer says to the browser, and which posts are taken.

No cookie is set anywhere, so there is no session a foreign page could ride on. What remains is
that a foreign page could make this server work for it, or show its own file as if this site had
chosen it; a post that the browser itself marks as coming from elsewhere is therefore refused
(Fetch Metadata, and `Origin` where the browser is older). Programs such as curl send neither header.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from gongkai.portal.browser_rights import PERMISSIONS_POLICY
from gongkai.portal.refusals import Refusal, answer_refusal

Handler = Callable[[HttpRequest], HttpResponseBase]

FOREIGN_POST = Refusal(
    403,
    "这次提交不是从本站的页面发出的",
    "浏览器说明，这次提交来自另一个网站的页面，本站没有处理，也没有保留任何内容。",
    "请回到本站的页面，刷新以后再提交一次。",
)


class SafeAnswers:
    """Headers that Django and django-csp do not set; nothing that was computed may be stored."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.handler(request)
        answer.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        answer.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.method == "POST":
            answer.headers["Cache-Control"] = "no-store"
        else:
            answer.headers.setdefault("Cache-Control", "no-cache")
        return answer


class SameOriginPosts:
    """Refuse a post that a page of another site makes the visitor's browser send."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD", "OPTIONS") and not came_from_here(request):
            return answer_refusal(request, FOREIGN_POST)
        return self.handler(request)


def came_from_here(request: HttpRequest) -> bool:
    """True unless the browser says that another site sent this request."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    return urlsplit(origin).netloc == request.get_host()
