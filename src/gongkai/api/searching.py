"""The search for programs, by the same index as the page."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router

from gongkai.api.places import Places
from gongkai.api.refusals import ApiRefusal
from gongkai.api.shapes import SearchOut
from gongkai.apps import clock
from gongkai.apps.clock import CHINA
from gongkai.apps.publishing.pages.addresses import item_path
from gongkai.apps.search.answering import answer
from gongkai.apps.search.engine import interface as engine

router = Router(tags=["检索"])
Year = Annotated[int | None, Query(ge=1949, le=2100)]


@router.get("/search", response=SearchOut, summary="检索")
def search(
    request: HttpRequest,
    q: Annotated[
        str, Query(max_length=200, description="词（都要出现）、“短语”、文号、索引号")
    ] = "",
    organ: Annotated[str, Query(max_length=40, description="机关（含下级）的 slug")] = "",
    column: Annotated[str, Query(max_length=60, description="栏目代码（含下级栏目）")] = "",
    topic: Annotated[str, Query(max_length=4)] = "",
    kind: Annotated[str, Query(max_length=16)] = "",
    year_from: Year = None,
    year_to: Year = None,
    validity: Literal["", "in_force", "not_yet", "ended"] = "",
    file_type: Annotated[str, Query(max_length=10, description="附件格式：pdf、word、sheet…")] = "",
    order: Literal["relevance", "date"] = "relevance",
    page: Annotated[int, Query(ge=1, le=engine.MOST_PAGES)] = 1,
    size: Annotated[int, Query(ge=1, le=50)] = 10,
) -> dict[str, Any]:
    """与检索页面相同的结果。`q` 为空时给出最新公开的信息。"""
    asked = engine.Query(
        text=q,
        organ=organ,
        column=column,
        topic=topic,
        kind=kind,
        year_from=year_from,
        year_to=year_to,
        validity=validity,
        file_type=file_type,
        order=order,
        page=page,
        size=size,
        on=clock.today(),
    )
    try:
        results = answer(asked)
    except engine.SearchError as error:
        raise ApiRefusal(503, "暂时不能检索", str(error), "其他接口不受影响。") from error
    places = Places(request)
    return {
        "total": results.total,
        "took_ms": round(results.took_ms, 2),
        "items": [_found(hit, places) for hit in results.hits],
        "facets": {
            name: [{"code": one.code, "name": one.name, "count": one.count} for one in values]
            for name, values in results.facets.items()
        },
        "suggestion": results.suggestion or None,
        "notes": list(results.notes),
    }


def _found(hit: engine.Hit, places: Places) -> dict[str, Any]:
    return {
        "id": hit.item_id or None,
        "url": places.page("/" + (hit.path or item_path(hit.slug, hit.published_at, hit.item_id))),
        "api": places.api(f"/items/{hit.item_id}" if hit.item_id else f"/guides/{hit.slug}"),
        "title": hit.title,
        "passage": hit.passage.striptags(),
        "date": hit.published_at.astimezone(CHINA).date(),
        "organ": hit.organ_name,
        "column": hit.column.name,
        "document_number": hit.document_number or None,
        "validity": hit.validity or None,
    }
