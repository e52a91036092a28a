"""`/search/`: a page for people, `format=json` for programs."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.apps.clock import CHINA
from gongkai.apps.search.answering import answer
from gongkai.apps.search.engine.interface import MOST_PAGES, Results, SearchError
from gongkai.portal.search.asked import Asked, read_asked
from gongkai.portal.search.shown import (
    address_of,
    chosen,
    groups,
    lines,
    pager,
    without_filters,
)
from gongkai.portal.search.turns import turn

SCHEMA = "gongkai.search/1"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The results of the address. Without an index: a sentence, status 503."""
    asked = read_asked(request.GET)
    as_json = request.GET.get("format") == "json"
    try:
        with turn():
            results = answer(asked.query)
    except SearchError as error:
        made = _json_error(error) if as_json else _page(request, asked, Results(0), str(error))
        made.status_code = 503
        made.headers["Retry-After"] = "30"
        return made
    return _json(request, asked, results) if as_json else _page(request, asked, results)


def _page(request: HttpRequest, asked: Asked, results: Results, error: str = "") -> HttpResponse:
    plain = without_filters(asked)
    context = {
        "asked": asked,
        "results": results,
        "error": error,
        "lines": lines(results.hits),
        "groups": groups(asked, results),
        "chosen": chosen(asked, results),
        "steps": pager(asked, results.total),
        "by_rank": asked.address(order=""),
        "by_date": asked.address(order="date"),
        "suggested": asked.address(q=results.suggestion) if results.suggestion else "",
        "unfiltered": plain.address(),
        "carried": asked.carried("q"),
        "carried_years": asked.carried("year", "year_from", "year_to"),
        "json": _json_address(asked),
        "beyond": results.total > MOST_PAGES * asked.size and asked.page == MOST_PAGES,
    }
    return render(request, "search/search.html", context)


def _json_address(asked: Asked) -> str:
    address = asked.address(page=asked.page)
    return address + ("&" if "?" in address else "?") + "format=json"


def _json(request: HttpRequest, asked: Asked, results: Results) -> JsonResponse:
    items = [
        {
            "id": hit.item_id or None,  # a guide is no item
            "url": request.build_absolute_uri(address_of(hit)),
            "title": hit.title,
            "title_html": str(hit.title_html),
            "passage": hit.passage.striptags(),
            "passage_html": str(hit.passage),
            "in_attachment": hit.in_attachment,
            "date": hit.published_at.astimezone(CHINA).date().isoformat(),
            "published_at": hit.published_at.isoformat(),
            "organ": hit.organ_name,
            "organ_slug": hit.slug,
            "column": hit.column.name,
            "column_code": hit.column.code,
            "kind": hit.kind.name,
            "document_number": hit.document_number or None,
            "index_number": hit.index_number or None,
            "validity": hit.validity or None,
        }
        for hit in results.hits
    ]
    facets = {
        name: [{"code": one.code, "name": one.name, "count": one.count} for one in values]
        for name, values in results.facets.items()
    }
    return _as_json(
        {
            "schema": SCHEMA,
            "query": asked.q,
            "total": results.total,
            "took_ms": round(results.took_ms, 2),
            "page": asked.page,
            "size": asked.size,
            "items": items,
            "facets": facets,
            "suggestion": results.suggestion or None,
            "notes": list(results.notes),
        }
    )


def _json_error(error: SearchError) -> JsonResponse:
    return _as_json({"schema": SCHEMA, "error": {"message": str(error)}})


def _as_json(data: dict[str, Any]) -> JsonResponse:
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})
