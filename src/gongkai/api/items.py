"""Items: the list with its filters, and one item whole."""

import datetime as dt
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from gongkai.api.paging import MOST, USUAL, after, cursor_of
from gongkai.api.places import Places
from gongkai.api.refusals import ApiRefusal, missing
from gongkai.api.shapes import ItemPage, ItemWhole
from gongkai.apps import clock
from gongkai.apps.disclosure.data.topics import topic_label
from gongkai.apps.disclosure.models import Edition, Ending, ItemKind
from gongkai.apps.disclosure.models.editions import EditionQuerySet
from gongkai.apps.disclosure.queries.normative import validity
from gongkai.apps.disclosure.queries.relations import public_relations
from gongkai.apps.organs.models import Organ
from gongkai.apps.organs.queries import organ_and_below

router = Router(tags=["信息"])
_KINDS = dict(ItemKind.choices)


@router.get("/items", response=ItemPage, summary="信息列表", by_alias=True)
def items(
    request: HttpRequest,
    organ: Annotated[str, Query(max_length=40, description="机关（含下级）的 slug")] = "",
    column: Annotated[str, Query(max_length=60, description="栏目代码（含下级栏目）")] = "",
    kind: Annotated[str, Query(max_length=16, description="信息类别")] = "",
    topic: Annotated[str, Query(max_length=4, description="主题分类代码（两位或四位）")] = "",
    year: Annotated[int | None, Query(ge=1949, le=2100, description="首次公开年份")] = None,
    document_number: Annotated[str, Query(max_length=60, description="发文字号，须一致")] = "",
    index_number: Annotated[str, Query(max_length=40, description="索引号，须一致")] = "",
    updated_since: Annotated[
        dt.datetime | None, Query(description="现行版本在此之后公开的，供增量同步")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=MOST, description="每页条数")] = USUAL,
    cursor: Annotated[str, Query(max_length=120, description="上一页 next 里的值")] = "",
) -> dict[str, Any]:
    """现在公开的信息，新的在前。条件可以并用；翻页用答复里的 `next`。"""
    found = Edition.objects.public()
    if organ:
        found = found.filter(organ_id__in=organ_and_below(organ_by(organ).pk))
    found = _in_column(found, column) if column else found
    exact = {"kind": kind, "document_number": document_number, "index_number": index_number}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if topic:
        found = found.filter(topic__startswith=topic)
    if year:
        begin, end = (dt.datetime(one, 1, 1, tzinfo=clock.CHINA) for one in (year, year + 1))
        found = found.filter(first_published_at__gte=begin, first_published_at__lt=end)
    if updated_since:
        aware = updated_since if updated_since.tzinfo else updated_since.replace(tzinfo=clock.CHINA)
        found = found.filter(published_at__gte=aware)
    total = found.count()
    page = after(found, cursor) if cursor else found
    rows = list(
        page.select_related("organ", "column").defer("body_html", "body_text", "attachments_text")[
            : limit + 1
        ]
    )
    places = Places(request)
    more = len(rows) > limit
    return {
        "total": total,
        "items": [line(one, places) for one in rows[:limit]],
        "next": _next(request, rows[limit - 1]) if more else None,
    }


def _next(request: HttpRequest, last: Edition) -> str:
    asked = request.GET.copy()
    asked["cursor"] = cursor_of(last)
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")


def _in_column(found: EditionQuerySet, code: str) -> EditionQuerySet:
    own, below = found.filter(column__code=code), found.filter(column__code__startswith=code + "/")
    return own | below


def organ_by(slug: str) -> Organ:
    """The organ, or a refusal that says where the list is."""
    organ = Organ.objects.select_related("parent", "successor").filter(slug=slug).first()
    if organ is None:
        raise missing("机关", "全部机关见 /api/v1/organs。")
    return organ


@router.get("/items/{item_id}", response=ItemWhole, summary="一条信息", by_alias=True)
def item(request: HttpRequest, item_id: int) -> dict[str, Any]:
    """元数据、正文、附件、关联。已撤下的答 410，说明时间和理由，不再给出内容。"""
    edition = _last_edition(item_id)
    if edition is None:
        raise missing("信息", "信息列表见 /api/v1/items。")
    places = Places(request)
    if edition.ended_at is not None:
        raise ApiRefusal(
            410,
            Ending(edition.ending).label,
            f"《{edition.title}》已于{edition.ended_at.astimezone(clock.CHINA):%Y-%m-%d %H:%M}"
            f"{'撤下' if edition.ending == Ending.WITHDRAWN else '期满撤下'}"
            f"{'：' + edition.ending_note.rstrip('。') if edition.ending_note else ''}。",
            "原网址保留，写明撤下的情况。",
            url=places.item(edition),
        )
    today = clock.today()
    standing = validity(edition.item_id, today)
    same = (
        "summary", "genre", "issued_by", "openness", "source", "source_url", "author", "keywords",
        "made_on", "formed_on", "changed_on", "notice_period_end", "note",
    )  # fmt: skip
    made = {name: getattr(edition, name) or None for name in same}
    return (
        line(edition, places)
        | made
        | {
            "edition": edition.number,
            "summary": edition.summary,
            "source": edition.source,
            "text": edition.body_text,
            "html": edition.body_html,
            "topic_name": topic_label(edition.topic) or None,
            "validity": said(standing, today) if standing else None,
            "attachments": [
                {name: one.get(name) for name in ("title", "sha256", "size", "media_type")}
                | {"url": places.file(one["path"])}
                for one in edition.attachments
            ],
            "relations": [
                {
                    "label": one.label,
                    "kind": one.kind,
                    "title": one.edition.title,
                    "url": places.item(one.edition),
                    "api": places.api(f"/items/{one.edition.item_id}"),
                }
                for one in public_relations(edition.item)
            ],
        }
    )


def _last_edition(item_id: int) -> Edition | None:
    """The public edition, or the last one that was."""
    if not 0 < item_id < 2**62:
        return None
    editions = Edition.objects.filter(item_id=item_id).order_by("-number")
    return editions.select_related("organ", "column", "item").first()


def said(standing: Any, on: dt.date) -> dict[str, Any]:
    """The validity of a document on a day."""
    return {
        "on": on,
        "state": standing.state,
        "in_force": standing.in_force,
        "since": standing.since,
    }


def line(edition: Edition, places: Places) -> dict[str, Any]:
    """One line of a list."""
    return {
        "id": edition.item_id,
        "url": places.item(edition),
        "api": places.api(f"/items/{edition.item_id}"),
        "json": places.item(edition, "json"),
        "title": edition.title,
        "kind": edition.kind,
        "kind_name": _KINDS.get(edition.kind, edition.kind),
        "organ": edition.organ.slug,
        "organ_name": edition.organ.name,
        "column": edition.column.code,
        "column_name": edition.column.name,
        "document_number": edition.document_number or None,
        "index_number": edition.index_number or None,
        "topic": edition.topic or None,
        "published_at": edition.first_published_at,
        "updated_at": edition.published_at,
    }
