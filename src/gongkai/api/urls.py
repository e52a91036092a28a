"""Addresses of the interface: what is public through the open door, what needs a key through another."""

from django.urls import URLPattern, path

from gongkai.api.description import page
from gongkai.api.door import answer_refusal, open_door
from gongkai.api.interface import api
from gongkai.api.keyed import keyed_door
from gongkai.api.refusals import ApiRefusal

NOTHING_HERE = ApiRefusal(404, "没有这个接口", "这个地址下没有接口。", "全部接口见 /api/v1/docs。")


# For programs with a key, not for everybody.
KEYED = ("figures",)


def _opened(pattern: URLPattern) -> URLPattern:
    door = keyed_door if str(pattern.pattern) in KEYED else open_door
    return URLPattern(pattern.pattern, door(pattern.callback), pattern.default_args, pattern.name)


app_name = "api"
urlpatterns = [
    path("docs", page, name="docs"),
    *(_opened(one) for one in api.urls[0] if isinstance(one, URLPattern)),
    path("<path:anything>", open_door(lambda request, anything: answer_refusal(NOTHING_HERE))),
]
