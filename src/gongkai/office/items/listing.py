"""The list of items: of the actor's organs only, filtered, searched, exported."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.models import Column, Item, ItemKind
from gongkai.apps.disclosure.queries.waiting import at_gates
from gongkai.apps.organs.access import may
from gongkai.apps.organs.models import Organ
from gongkai.office.doors import office_page
from gongkai.office.items.states import State, with_state
from gongkai.office.spreadsheets import workbook_answer

PER_PAGE = 50
MOST_ROWS = 20_000  # of one export
NAMES = ("q", "kind", "state", "organ", "column")


@dataclass
class Asked:
    """The filters of one request, as they stand in its address."""

    q: str = ""
    kind: str = ""
    state: str = ""
    organ: str = ""
    column: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        return cls(**{name: request.GET.get(name, "").strip()[:200] for name in NAMES})

    @property
    def address(self) -> str:
        return urlencode({name: value for name, value in vars(self).items() if value})


def organs_of(actor: Actor, act: str = "item.read") -> list[Organ]:
    """The organs whose drafts the actor may read."""
    return [one for one in Organ.objects.select_related("successor") if may(actor, act, one.pk)]


def asked_for(organs: list[Organ], asked: Asked) -> QuerySet[Item]:
    """The items of these organs that the filters leave, newest first."""
    found = with_state(Item.objects.filter(organ__in=organs))
    if asked.organ.isdigit():
        found = found.filter(organ_id=int(asked.organ))
    if asked.kind in ItemKind.values:
        found = found.filter(kind=asked.kind)
    if asked.state in State.values:
        found = found.filter(state=asked.state)
    if asked.state != State.DISCARDED:
        found = found.filter(discard__isnull=True)
    if asked.column:
        found = found.filter(
            Q(column__code=asked.column) | Q(column__code__startswith=asked.column + "/")
        )
    for word in asked.q.split()[:8]:
        found = found.filter(
            Q(title__icontains=word)
            | Q(document_number__icontains=word)
            | Q(index_number__icontains=word)
        )
    return found.select_related("organ", "column", "latest_revision", "latest_revision__user")


@office_page("item.read")
def items(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    asked, organs = Asked.of(request), organs_of(actor)
    page = Paginator(asked_for(organs, asked).order_by("-id"), PER_PAGE).get_page(
        request.GET.get("p")
    )
    chosen = [one for one in organs if str(one.pk) == asked.organ] or organs
    columns = dict(
        Column.objects.filter(organ__in=chosen).order_by("order", "id").values_list("code", "name")
    )
    return render(
        request,
        "office/items/list.html",
        {
            "title": "信息",
            "rows": [
                (item, State(item.state), word) for item, word in with_words(page.object_list)
            ],
            "page": page,
            "asked": asked,
            "organs": organs,
            "columns": columns,
            "kinds": ItemKind.choices,
            "states": State.choices,
            "may_write": may(actor, "item.write"),
        },
    )


def with_words(rows: Iterable[Any]) -> list[tuple[Any, str]]:
    """Rows with their state in words; of those in the gates, whether they only wait to be published."""
    held = list(rows)
    standing = at_gates([item for item in held if item.state == State.REVIEW])
    passed = {pk for pk, one in standing.items() if one.passed}
    return [(item, "待发布" if item.pk in passed else State(item.state).label) for item in held]


HEADINGS = ("编号", "标题", "信息类别", "机关", "栏目", "状态", "发文字号", "索引号", "成文日期", "形成日期", "最后修改")  # fmt: skip


@office_page("item.read")
def export(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The filtered list as XLSX, as text in every cell: nothing in it is a formula."""
    asked = Asked.of(request)
    found = asked_for(organs_of(actor), asked).order_by("-id")[:MOST_ROWS].iterator()
    return workbook_answer("items", "信息", HEADINGS, (_row(item) for item in found))


def _row(item: Any) -> list[str]:
    changed = item.latest_revision.created_at if item.latest_revision else item.created_at
    return [
        str(item.pk),
        item.title,
        item.get_kind_display(),
        item.organ.name,
        item.column.name,
        State(item.state).label,
        item.document_number,
        item.index_number,
        f"{item.made_on or ''}",
        f"{item.formed_on or ''}",
        f"{changed.astimezone(clock.CHINA):%Y-%m-%d %H:%M}",
    ]
