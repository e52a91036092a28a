"""Dates: not in the future, not backdated, in the order things happen."""

import datetime as dt
from collections.abc import Iterator

from gongkai.apps.disclosure.checks.registry import check
from gongkai.apps.disclosure.data.limits import limit
from gongkai.apps.disclosure.findings import ItemFinding
from gongkai.apps.disclosure.models import Item

_DATES = ("made_on", "formed_on", "changed_on")


@check(
    "dates.future",
    "日期不在将来",
    basis="国办秘函〔2019〕19号：伪造发稿日期属单项否决",
    good="2025-06-18 送审，成文日期 2025-06-16",
    bad="2025-06-18 送审，成文日期 2026-06-16",
)
def future(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    for name in _DATES:
        day = getattr(item, name)
        if day is not None and day > on:
            yield ItemFinding(
                "dates.future",
                "block",
                f"{_label(item, name)}{day}晚于今天（{on}）。",
                name,
                str(day),
                suggestion="请核对年份和月份。",
                overridable=False,
            )


@check(
    "dates.backdated",
    "日期不倒签",
    basis="国办秘函〔2019〕19号：伪造发稿日期属单项否决；突击补发",
    good="形成日期在一年以内，或者写明为什么现在才公开",
    bad="2025年6月送审，形成日期 2021-03-01，没有说明",
)
def backdated(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    days = limit("backdating_days")
    for name in ("made_on", "formed_on"):
        day = getattr(item, name)
        late = (item.changed_on or day) if day is not None else None
        if day is not None and late is not None and (on - late).days > days:
            yield ItemFinding(
                "dates.backdated",
                "block",
                f"{_label(item, name)}{day}早于今天{(on - day).days}天，超过{days}天。",
                name,
                str(day),
                suggestion="日期写错的请改正；确属历史信息补充公开的，请审核人员写明理由放行。",
            )


@check(
    "dates.order",
    "日期前后相符",
    basis="《政府信息公开条例》第二十六条：自形成或者变更之日起计算",
    good="形成日期 2025-03-01，变更日期 2025-06-10",
    bad="形成日期 2025-06-10，变更日期 2025-03-01",
)
def order(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    if item.changed_on and item.formed_on and item.changed_on < item.formed_on:
        yield ItemFinding(
            "dates.order",
            "block",
            f"变更日期{item.changed_on}早于形成日期{item.formed_on}。",
            "changed_on",
            str(item.changed_on),
            suggestion="请核对两个日期。",
            overridable=False,
        )
    if item.notice_period_end and item.notice_period_end < on:
        yield ItemFinding(
            "dates.order",
            "block",
            f"公示期截止{item.notice_period_end}已经过去，发布后会立即撤下。",
            "notice_period_end",
            str(item.notice_period_end),
            suggestion="请核对公示期；公示已经结束的，不再发布名单。",
            overridable=False,
        )


def _label(item: Item, name: str) -> str:
    return str(item._meta.get_field(name).verbose_name)
