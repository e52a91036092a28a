"""The interface put together: its parts, how errors read, its description."""

from typing import Any

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer

from gongkai.api import items, normative, organs, searching
from gongkai.api.door import answer_refusal
from gongkai.api.refusals import ApiRefusal

DESCRIPTION = """\
本站已经公开的信息，供程序读取。只读，不需要账号，不设 Cookie，允许其他网站的页面直接调用。
答复带 ETag，用 If-None-Match 可以知道有没有变化；列表用 next 翻页。
同样的内容也有静态文件：每条信息的 .json、每个栏目的 list.json 和 feed.xml。"""


class Chinese(JSONRenderer):
    """Characters as themselves."""

    json_dumps_params = {"ensure_ascii": False}
    media_type = "application/json"


api = NinjaAPI(
    title="政府信息公开开放数据接口",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
    renderer=Chinese(),
)
for part in (items, organs, normative, searching):
    api.add_router("", part.router)


@api.exception_handler(ApiRefusal)
def refused(request: HttpRequest, refusal: ApiRefusal) -> HttpResponse:
    return answer_refusal(refusal)


@api.exception_handler(ValidationError)
def misasked(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Which parameter, what it is, in Chinese."""
    fields = ["、".join(str(part) for part in one["loc"][1:]) for one in error.errors]
    said = "；".join(f"{name}：{_why(one)}" for name, one in zip(fields, error.errors, strict=True))
    return answer_refusal(
        ApiRefusal(422, "请求的参数不对", f"{said}。", "参数的写法见 /api/v1/docs。")
    )


AWAY = ApiRefusal(
    503,
    "暂时读不到数据",
    "数据库没有应答，这次没有取到数据。",
    "请过半分钟再试；网页和它旁边的 .json 文件不受影响。",
)


@api.exception_handler(DatabaseError)
@api.exception_handler(InterfaceError)
def away(request: HttpRequest, error: Exception) -> HttpResponse:
    return answer_refusal(AWAY)


@api.exception_handler(HttpError)
def failed(request: HttpRequest, error: HttpError) -> HttpResponse:
    return answer_refusal(ApiRefusal(error.status_code, "没有办成", str(error)))


_WHY = {
    "missing": "必须填写",
    "string_too_long": "太长，最多 {max_length} 个字",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "int_parsing": "应是整数",
    "int_parsing_size": "数太大",
    "literal_error": "只能是其中之一：{expected}",
}
_DATES = ("date", "datetime")


def _why(error: dict[str, Any]) -> str:
    kind = str(error["type"])
    if kind.startswith(_DATES):
        return "应是日期，写成 YYYY-MM-DD（带时间的写成 YYYY-MM-DDTHH:MM:SS+08:00）"
    return _WHY.get(kind, "不合要求").format(**error.get("ctx", {}))
