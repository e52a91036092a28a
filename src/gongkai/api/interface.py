"""The interface put together: its parts, how errors read, its description."""

from collections.abc import Sequence
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.renderers import JSONRenderer

from gongkai.api import figures, items, normative, organs, searching
from gongkai.api.door import answer_refusal
from gongkai.api.keyed import NO_KEY, Bounded
from gongkai.api.refusals import ApiRefusal

DESCRIPTION = """\
本站已经公开的信息，供程序读取，不需要账号，不设 Cookie，允许其他网站的页面直接调用。
答复带 ETag，用 If-None-Match 可以知道有没有变化；列表用 next 翻页。
同样的内容也有静态文件：每条信息的 .json、每个栏目的 list.json 和 feed.xml。
只有“填报”要密钥：各机关自己的系统凭密钥报送年度数据，不允许其他网站的页面调用。"""


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
    parser=Bounded(),
)
for part in (items, organs, normative, searching, figures):
    api.add_router("", part.router)


@api.exception_handler(ApiRefusal)
def refused(request: HttpRequest, refusal: ApiRefusal) -> HttpResponse:
    return answer_refusal(refusal)


@api.exception_handler(ValidationError)
def misasked(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Which parameter, what it is, in Chinese."""
    shown = error.errors[:MOST_NAMED]
    said = "；".join(f"{_place(one['loc'])}：{_why(one)}" for one in shown)
    more = f"；等共 {len(error.errors)} 处" if len(error.errors) > len(shown) else ""
    return answer_refusal(
        ApiRefusal(422, "请求的参数不对", f"{said}{more}。", "参数的写法见 /api/v1/docs。")
    )


MOST_NAMED = 20


def _place(where: Sequence[Any]) -> str:
    """`q` of a query; `figures[3].value` of a body."""
    parts = [one for one in where[1:] if one != "body"] or ["内容"]
    said = "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in parts)
    return said.lstrip(".")[:80]


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


@api.exception_handler(AuthenticationError)
def without_key(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return answer_refusal(NO_KEY)


UNREADABLE = ApiRefusal(
    400,
    "内容读不出来",
    "请求的内容不是可以读取的 JSON：应为 UTF-8，名称不重复，数不写 NaN、Infinity。",
    "写法见 /api/v1/docs 的“填报”。",
)


@api.exception_handler(HttpError)
def failed(request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code == 400:
        return answer_refusal(UNREADABLE)
    return answer_refusal(ApiRefusal(error.status_code, "没有办成", str(error)))


_WHY = {
    "missing": "必须填写",
    "string_too_long": "太长，最多 {max_length} 个字",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "int_parsing": "应是整数",
    "int_parsing_size": "数太大",
    "int_type": "应是整数",
    "int_from_float": "应是整数",
    "string_type": "应是文字",
    "string_pattern_mismatch": "只能用字母、数字和 . _ : -",
    "decimal_parsing": "应是数",
    "decimal_type": "应是数",
    "finite_number": "应是数",
    "decimal_max_digits": "数太大，或者小数位太多",
    "decimal_max_places": "小数位太多",
    "decimal_whole_digits": "数太大",
    "list_type": "应是列表",
    "too_long": "太多，一次最多 {max_length} 个",
    "too_short": "没有内容",
    "extra_forbidden": "没有这一项",
    "model_attributes_type": "应是对象",
    "model_type": "应是对象",
    "dict_type": "应是对象",
    "literal_error": "只能是其中之一：{expected}",
}
_DATES = ("date", "datetime")


def _why(error: dict[str, Any]) -> str:
    kind = str(error["type"])
    if kind.startswith(_DATES):
        return "应是日期，写成 YYYY-MM-DD（带时间的写成 YYYY-MM-DDTHH:MM:SS+08:00）"
    return _WHY.get(kind, "不合要求").format(**error.get("ctx", {}))
