"""The page that explains the interface to people: made from its own description, without a script."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse

from gongkai.api.door import answer_refusal
from gongkai.api.interface import AWAY, api
from gongkai.apps.publishing.pages.contract import CannotRender
from gongkai.apps.publishing.pages.shell import make_shell
from gongkai.apps.publishing.pages.world import read_world


@dataclass(frozen=True)
class Parameter:
    name: str
    kind: str
    required: bool
    description: str


@dataclass(frozen=True)
class Operation:
    """One address with its parameters, the fields of what is sent (if anything is) and of its answer."""

    method: str
    path: str
    name: str
    description: str
    parameters: list[Parameter]
    sent: list[Parameter]
    fields: list[Parameter]


@cache
def operations() -> dict[str, list[Operation]]:
    """By subject, in the order of the description."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    made: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, about in methods.items():
            made.setdefault(about["tags"][0], []).append(
                _operation(method.upper(), path, about, schema)
            )
    return made


def _operation(method: str, path: str, about: dict[str, Any], schema: dict[str, Any]) -> Operation:
    return Operation(
        method,
        path,
        about["summary"],
        about.get("description", ""),
        [_parameter(one) for one in about.get("parameters", ())],
        _sent(about["requestBody"], schema) if "requestBody" in about else [],
        _fields(about["responses"][200], schema),
    )


def _sent(body: dict[str, Any], schema: dict[str, Any]) -> list[Parameter]:
    """The fields of the body, and below a list those of its rows."""
    made = []
    shape = _shape(body["content"]["application/json"]["schema"], schema)
    for name, one in shape["properties"].items():
        made.append(_field(name, one, shape))
        if one.get("type") == "array":
            rows = _shape(one["items"], schema)
            made += [
                _field(f"{name}[].{inner}", row, rows, inner)
                for inner, row in rows["properties"].items()
            ]
    return made


def _shape(given: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" not in given and "allOf" in given:
        given = given["allOf"][0]
    found: dict[str, Any] = schema["components"]["schemas"][given["$ref"].rpartition("/")[2]]
    return found


def _field(
    name: str, one: dict[str, Any], shape: dict[str, Any], key: str | None = None
) -> Parameter:
    required = (key or name) in shape.get("required", ())
    return Parameter(name, _kind(one), required, one.get("description", ""))


def _parameter(one: dict[str, Any]) -> Parameter:
    schema = one["schema"]
    said = one.get("description") or schema.get("description", "")
    return Parameter(one["name"], _kind(schema), bool(one.get("required")), said)


def _fields(answer: dict[str, Any], schema: dict[str, Any]) -> list[Parameter]:
    shape = answer["content"]["application/json"]["schema"]
    shape = shape.get("items", shape)
    name = shape["$ref"].rpartition("/")[2]
    about = schema["components"]["schemas"][name]
    required = about.get("required", ())
    return [
        Parameter(field, _kind(one), field in required, one.get("description", ""))
        for field, one in about["properties"].items()
    ]


_KINDS = {
    "string": "文字", "integer": "整数", "number": "数", "boolean": "是否", "object": "对象",
    "array": "列表", "null": "空",
}  # fmt: skip


def _kind(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return "或".join(_kind(one) for one in schema["anyOf"])
    if "$ref" in schema or "allOf" in schema:
        return "对象"
    if "enum" in schema:
        return "、".join(str(one) for one in schema["enum"] if one)
    kind = {"date": "日期", "date-time": "时间"}.get(schema.get("format", ""))
    return kind or _KINDS.get(schema.get("type", ""), "")


def page(request: HttpRequest) -> HttpResponse:
    """`/api/v1/docs`."""
    try:
        shell = make_shell(read_world())
    except CannotRender as incomplete:
        return HttpResponse(str(incomplete), status=503, content_type="text/plain; charset=utf-8")
    except (DatabaseError, InterfaceError):
        return answer_refusal(AWAY)
    made = shell.page(
        "api.html",
        title="开放数据接口",
        subjects=operations(),
        description=api.description.splitlines(),
    )
    return HttpResponse(made)
