"""The ledger of 行政规范性文件, and the numbers of 表二, on any day."""

import datetime as dt
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router

from gongkai.api.items import organ_by, said
from gongkai.api.places import Places
from gongkai.api.shapes import NormativeList, NormativeNumbersOut
from gongkai.apps import clock
from gongkai.apps.disclosure.models import Edition, NormativeDocument
from gongkai.apps.disclosure.queries.normative import normative_numbers, standing_on
from gongkai.apps.organs.models import Organ
from gongkai.apps.organs.queries import organ_and_below

router = Router(tags=["行政规范性文件"])
Slug = Annotated[str, Query(max_length=40, description="机关（含下级）的 slug；空为全部")]
Day = Annotated[dt.date | None, Query(description="哪一天，YYYY-MM-DD；空为今天")]


def _organs(slug: str) -> list[int]:
    if slug:
        return sorted(organ_and_below(organ_by(slug).pk))
    return list(Organ.objects.values_list("pk", flat=True))


@router.get("/normative", response=NormativeList, summary="规范性文件台账")
def normative(
    request: HttpRequest,
    organ: Slug = "",
    on: Day = None,
    state: Annotated[
        Literal["", "in_force", "ended"], Query(description="只要现行有效的，或者已废止失效的")
    ] = "",
) -> dict[str, Any]:
    """截至那一天制发的文件和它们在那一天的有效性，新的在前。"""
    day = on or clock.today()
    documents = (
        NormativeDocument.objects.filter(organ_id__in=_organs(organ), made_on__lte=day)
        .select_related("organ")
        .prefetch_related("events")
    )
    standings = [standing_on(one, day) for one in documents]
    if state:
        standings = [one for one in standings if one.in_force == (state == "in_force")]
    items = [one.document.item_id for one in standings if one.document.item_id]
    editions = Edition.objects.public().filter(item_id__in=items).select_related("organ")
    public = {one.item_id: one for one in editions}
    places = Places(request)
    lines = [_line(one, day, public, places) for one in standings]
    return {"on": day, "total": len(lines), "items": lines}


def _line(
    standing: Any, day: dt.date, public: dict[int, Edition], places: Places
) -> dict[str, Any]:
    document = standing.document
    edition = public.get(document.item_id)
    return {
        "title": document.title,
        "document_number": document.document_number,
        "registration_number": document.registration_number or None,
        "organ": document.organ.slug,
        "organ_name": document.organ.name,
        "made_on": document.made_on,
        "effective_on": document.effective_on,
        "valid_until": document.valid_until,
        "validity": said(standing, day),
        "url": places.item(edition) if edition else None,
    }


@router.get("/normative/numbers", response=NormativeNumbersOut, summary="表二的三个数")
def numbers(request: HttpRequest, organ: Slug = "", on: Day = None) -> dict[str, Any]:
    """本年制发、本年废止、现行有效，截至那一天；每个数附文件的发文字号。"""
    found = normative_numbers(_organs(organ), on or clock.today())
    names = ("made", "repealed", "in_force", "expired")
    return {
        "on": found.on,
        **{name: len(getattr(found, name)) for name in names},
        "documents": {name: [d.document_number for d in getattr(found, name)] for name in names},
    }
