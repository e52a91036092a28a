"""How every address of the interface is answered: for everybody, for reading, unchanged answers cheap."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from gongkai.api.refusals import ApiRefusal

METHODS = "GET, HEAD, OPTIONS"


def open_door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """CORS for everybody, ETag and 304, HEAD as GET without a body; nothing but reading."""

    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return _headed(HttpResponse(status=204, headers={"Allow": METHODS}))
        if request.method not in ("GET", "HEAD"):
            return _headed(answer_refusal(READ_ONLY))
        head = request.method == "HEAD"
        request.method = "GET"
        answer = _headed(view(request, *args, **kwargs))
        if answer.status_code == 200:
            etag = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
            answer.headers["ETag"] = etag
            conditional = get_conditional_response(request, etag=etag, response=answer)
            answer = answer if conditional is None else _headed(conditional)  # type: ignore[arg-type]
        if head:
            answer.headers.setdefault("Content-Length", str(len(answer.content)))
            answer.content = b""
        return answer

    return opened


READ_ONLY = ApiRefusal(
    405, "只能读取", "开放数据接口只提供读取，不接受提交和修改。", "请改用 GET 请求。"
)


def answer_refusal(refusal: ApiRefusal) -> HttpResponse:
    """As JSON."""
    answer = HttpResponse(
        json.dumps(refusal.body(), ensure_ascii=False, default=str),
        status=refusal.status,
        content_type="application/json; charset=utf-8",
    )
    if refusal.status == 405:
        answer.headers["Allow"] = METHODS
    if refusal.status == 503:
        answer.headers["Retry-After"] = "30"
    if "retry_after" in refusal.more:
        answer.headers["Retry-After"] = str(refusal.more["retry_after"])
    return answer


def _headed(answer: HttpResponse) -> HttpResponse:
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Access-Control-Allow-Methods"] = METHODS
    answer.headers["Access-Control-Allow-Headers"] = "If-None-Match"
    answer.headers["Access-Control-Expose-Headers"] = "ETag, Link"
    answer.headers["Access-Control-Max-Age"] = "86400"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer
