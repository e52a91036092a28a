"""The door for programs with a key: not for foreign pages, nothing kept by caches, bounded before it is read."""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja.parser import Parser
from ninja.security import HttpBearer

from gongkai.api.door import answer_refusal
from gongkai.api.refusals import ApiRefusal
from gongkai.apps.annual.actions.keys import Expired, key_given
from gongkai.apps.annual.data.delivering import limit
from gongkai.apps.annual.metering import TooOften, count_call, count_wrong_key
from gongkai.apps.annual.models import DeliveryKey
from gongkai.apps.organs.requests import address_of

METHODS = "GET, POST"
NO_KEY = ApiRefusal(
    401,
    "没有可用的密钥",
    "请求没有带密钥，或者密钥不对、已经停用。",
    "请在 Authorization 里写 Bearer 加密钥；密钥由本机关公开工作机构负责人在工作后台发放。",
)
TOO_LARGE = ApiRefusal(
    413, "内容太大", "一次请求的内容超过了上限。", "请分几次报送；上限见 /api/v1/docs。"
)
OTHER_METHOD = ApiRefusal(405, "不能这样请求", "这个地址只接受 GET 和 POST。", "见 /api/v1/docs。")
ELSEWHERE = ApiRefusal(415, "内容不是 JSON", "请求的内容类型应为 application/json。", "")


class ByKey(HttpBearer):
    """The organ's key. Wrong ones are counted by address, right ones by key; none is ever logged."""

    def __call__(self, request: HttpRequest) -> DeliveryKey | None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        return self.authenticate(request, token.strip()) if scheme.lower() == "bearer" else None

    def authenticate(self, request: HttpRequest, token: str) -> DeliveryKey | None:
        try:
            key = _in_force(token)
            if key is None:
                count_wrong_key(address_of(request))
                return None
            count_call(key.pk)
        except TooOften as no:
            raise ApiRefusal(429, "请求太频繁", str(no), "", retry_after=no.seconds) from no
        return key


def _in_force(token: str) -> DeliveryKey | None:
    try:
        return key_given(token)
    except Expired as no:
        raise ApiRefusal(
            401, "密钥已经过期", str(no), "请本机关公开工作机构负责人在工作后台的“接口密钥”里续期。"
        ) from no


class Bounded(Parser):
    """JSON without NaN, infinity, doubled names or depths that a report of figures has no use for."""

    def parse_body(self, request: HttpRequest) -> Any:
        return json.loads(
            request.body, parse_constant=_no_number, object_pairs_hook=_once, parse_float=str
        )


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not a number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def keyed_door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """No CORS, no cache; only what this address is for, and no more than it can be."""

    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = _refused_before(request) or view(request, *args, **kwargs)
        answer.headers["Cache-Control"] = "no-store"
        if answer.status_code == 401:
            answer.headers["WWW-Authenticate"] = 'Bearer realm="figures"'
        if answer.status_code == 405:
            answer.headers["Allow"] = METHODS
        return answer

    return opened


def _refused_before(request: HttpRequest) -> HttpResponse | None:
    if request.method not in ("GET", "POST"):
        return answer_refusal(OTHER_METHOD)
    if request.method == "POST":
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if not announced.isdigit() or int(announced) > limit("body_kilobytes") * 1024:
            return answer_refusal(TOO_LARGE)
        if request.content_type != "application/json":
            return answer_refusal(ELSEWHERE)
    return None
