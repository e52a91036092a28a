"""Organs, their columns, their guides; the list of topics."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from gongkai.api.items import organ_by
from gongkai.api.places import Places
from gongkai.api.refusals import missing
from gongkai.api.shapes import ColumnOut, GuideOut, OrganOut, OrganWhole, TopicOut
from gongkai.apps import clock
from gongkai.apps.disclosure.data.topics import topics as topic_list
from gongkai.apps.disclosure.models import Column
from gongkai.apps.disclosure.queries.guides import last_confirmed, public_guide
from gongkai.apps.disclosure.queries.public import columns_of, of_organ
from gongkai.apps.organs.models import Organ
from gongkai.apps.publishing.pages.addresses import column_path, organ_path

router = Router(tags=["机关和栏目"])


@router.get("/organs", response=list[OrganOut], summary="机关")
def organs(request: HttpRequest) -> list[dict[str, Any]]:
    """全部机关，包括已经撤销的（写明日期和承接机关）。"""
    rows = Organ.objects.select_related("parent", "successor").order_by("order", "id")
    places = Places(request)
    return [_organ(one, places) for one in rows]


@router.get("/organs/{slug}", response=OrganWhole, summary="一个机关")
def organ(request: HttpRequest, slug: str) -> dict[str, Any]:
    """机关和它的政府信息公开工作机构。"""
    one, places = organ_by(slug[:60]), Places(request)
    office = (
        "office_name", "office_address", "office_postcode", "office_hours", "office_phone",
        "office_fax", "office_email",
    )  # fmt: skip
    has_guide = public_guide(one.pk) is not None
    return (
        _organ(one, places)
        | {name: getattr(one, name) for name in office}
        | {
            "items": of_organ(one.pk).count(),
            "guide": places.api(f"/guides/{one.slug}") if has_guide else None,
        }
    )


def _organ(one: Organ, places: Places) -> dict[str, Any]:
    return {
        "slug": one.slug,
        "name": one.name,
        "short_name": one.short_name,
        "credit_code": one.credit_code,
        "kind": one.get_kind_display(),
        "level": one.get_level_display(),
        "parent": one.parent.slug if one.parent else None,
        "url": places.page("/" + organ_path(one.slug)),
        "founded_on": one.founded_on,
        "abolished_on": one.abolished_on,
        "successor": one.successor.slug if one.successor else None,
    }


@router.get("/columns", response=list[ColumnOut], summary="栏目")
def columns(
    request: HttpRequest,
    organ: Annotated[str, Query(max_length=40, description="机关的 slug")],
) -> list[dict[str, Any]]:
    """一个机关的栏目，按目录顺序；已关停的也在内，其中的信息仍然公开。"""
    one, places = organ_by(organ), Places(request)
    return [_column(column, one, places) for column in columns_of(one.pk, clock.today())]


def _column(column: Column, organ: Organ, places: Places) -> dict[str, Any]:
    address = "/" + column_path(organ.slug, column.code)
    return {
        "organ": organ.slug,
        "code": column.code,
        "name": column.name,
        "column_type": column.column_type,
        "description": column.description,
        "parent": column.parent.code if column.parent else None,
        "opened_on": column.opened_on,
        "closed_on": column.closed_on,
        "url": places.page(address),
        "feed": places.page(f"{address}feed.xml"),
        "list_json": places.page(f"{address}list.json"),
    }


@router.get("/guides/{slug}", response=GuideOut, summary="公开指南")
def guide(request: HttpRequest, slug: str) -> dict[str, Any]:
    """一个机关现行的政府信息公开指南。"""
    organ = organ_by(slug[:60])
    version = public_guide(organ.pk)
    if version is None:
        raise missing("公开指南", f"可以先看机关的联系方式：/api/v1/organs/{organ.slug}。")
    confirmed = last_confirmed(organ.pk)
    same = set(GuideOut.model_fields) - {"organ", "confirmed_on", "url"}
    return {name: getattr(version, name) for name in same} | {
        "organ": organ.slug,
        "confirmed_on": confirmed.on if confirmed else None,
        "url": Places(request).page(f"/{organ_path(organ.slug)}guide/"),
    }


@router.get("/topics", response=list[TopicOut], summary="主题分类")
def topics(request: HttpRequest) -> list[dict[str, str]]:
    """两级主题分类的代码。"""
    return [
        {"code": code, "first": first, "second": second}
        for code, (first, second) in topic_list().items()
    ]
