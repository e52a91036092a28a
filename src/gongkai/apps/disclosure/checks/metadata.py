"""Mandatory metadata by kind (《条例》第十二条: 索引、名称、内容概述、生成日期; 网页设计规范: 来源)."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q

from gongkai.apps.disclosure.checks.registry import check
from gongkai.apps.disclosure.data.topics import topics
from gongkai.apps.disclosure.findings import ItemFinding
from gongkai.apps.disclosure.models import Item, ItemKind
from gongkai.apps.organs.models import Organ

_ALWAYS = ("title", "source")
_CATALOGUED = (*_ALWAYS, "topic", "genre", "formed_on")
_DOCUMENT = (*_CATALOGUED, "document_number", "issued_by", "made_on", "policy_contact")
MANDATORY = {
    ItemKind.INFORMATION: _CATALOGUED,
    ItemKind.NORMATIVE: _DOCUMENT,
    ItemKind.POLICY: _DOCUMENT,
    ItemKind.INTERPRETATION: (*_ALWAYS, "interpretation_form", "policy_contact"),
    ItemKind.REGULATION: (*_ALWAYS, "formed_on"),
    ItemKind.ANNUAL_REPORT: (*_ALWAYS, "formed_on"),
    ItemKind.NOTICE: _ALWAYS,
    ItemKind.NEWS: _ALWAYS,
}


@check(
    "metadata.missing",
    "必填的元数据",
    basis="《政府信息公开条例》第十二条；《政府网站发展指引》网页设计规范",
    good="标题、来源、主题分类、体裁、形成日期齐全",
    bad="没有主题分类",
)
def missing(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    for name in MANDATORY[ItemKind(item.kind)]:
        if not getattr(item, name):
            label = item._meta.get_field(name).verbose_name
            yield ItemFinding(
                "metadata.missing",
                "block",
                f"“{label}”没有填写。",
                name,
                suggestion=f"请填写{label}。",
                overridable=False,
            )


@check(
    "metadata.topic_unknown",
    "主题分类在目录之内",
    basis="《政府信息公开条例》第十二条",
    good="0101（综合政务\\政务公开）",
    bad="0199",
)
def topic_unknown(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    if item.topic and item.topic not in topics():
        yield ItemFinding(
            "metadata.topic_unknown",
            "block",
            f"主题分类“{item.topic}”不在分类目录里。",
            "topic",
            item.topic,
            suggestion="请从列表里选择。",
            overridable=False,
        )


@check(
    "metadata.source",
    "转载写明来源",
    basis="《政府网站发展指引》：转载信息注明来源",
    good="来源：中国政府网，附原文地址",
    bad="有原文地址，来源却写本机关",
)
def reprint_source(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    own = (item.organ.name, item.organ.short_name)
    if item.source_url and item.source in own:
        yield ItemFinding(
            "metadata.source",
            "block",
            "填了转载原文地址，来源却是本机关。转载必须写明原来的发布单位。",
            "source",
            item.source,
            suggestion="请把来源改成原文的发布单位；不是转载的，删去原文地址。",
        )
    elif item.source and not item.source_url and _reprints(item) and not _of_the_county(item):
        yield ItemFinding(
            "metadata.source",
            "warn",
            f"来源是“{item.source}”，没有填转载原文地址，读者无法核对。",
            "source_url",
            item.source,
            suggestion="请填写原文地址。",
        )


def _of_the_county(item: Item) -> bool:
    """Its own organ, or another of this installation: a department's news in a county column is no reprint."""
    if item.source in (item.organ.name, item.organ.short_name):
        return True
    named = Organ.objects.filter(Q(name=item.source) | Q(short_name=item.source))
    return named.exists()


def _reprints(item: Item) -> bool:
    """News and notices from elsewhere; a document's source may well be the organ that issued it."""
    return item.kind in (ItemKind.NEWS, ItemKind.NOTICE)
