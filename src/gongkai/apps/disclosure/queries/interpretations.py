"""政策解读: whether a document may go out, where the checklist stands, the clock."""

import datetime as dt
from dataclasses import dataclass

from gongkai.apps.clock import CHINA
from gongkai.apps.disclosure.models import (
    Edition,
    InterpretationPlan,
    Item,
    ItemKind,
    Relation,
    RelationKind,
)
from gongkai.domain.working_days import load_calendar

# Documents within the range of interpretation.
NEEDS_PLAN = (ItemKind.NORMATIVE, ItemKind.POLICY)
POINTS = {
    "background": "背景",
    "basis": "依据",
    "judgement": "研判过程",
    "content": "主要内容",
    "scope": "适用范围",
}
LATEST_WORKING_DAYS = 3


def plan_missing(item: Item) -> str:
    """Why the document may not go out yet for want of an interpretation plan; empty if it may."""
    if item.kind not in NEEDS_PLAN:
        return ""
    plan = InterpretationPlan.objects.filter(document=item).first()
    if plan is None:
        return (
            "文件没有解读方案，不能发布（解读方案与文件同步组织、同步审签、同步发布）。"
            "请先登记解读方案；不需要解读的，写明理由。"
        )
    if plan.exempt_reason.strip():
        return ""
    missing = [
        label
        for label, value in (
            ("解读提纲", plan.outline),
            ("解读形式", plan.forms),
            ("解读渠道", plan.channels),
            ("解读责任人", plan.responsible),
        )
        if not value
    ]
    return f"解读方案还缺：{'、'.join(missing)}。" if missing else ""


@dataclass(frozen=True)
class Point:
    """One point of the checklist: `quote` says with which words the text treats it."""

    code: str
    label: str
    quote: str
    stands_in_text: bool


def checklist(item: Item, body_text: str) -> list[Point]:
    """背景 依据 研判过程 主要内容 适用范围: each with the words the writer named, and whether they are there."""
    given = item.interpretation_points if isinstance(item.interpretation_points, dict) else {}
    found = []
    for code, label in POINTS.items():
        quote = str(given.get(code) or "").strip()
        found.append(Point(code, label, quote, bool(quote) and quote in body_text))
    return found


@dataclass(frozen=True)
class InterpretationClock:
    """Of one public document: when its interpretation is due, and when it came."""

    document: Edition
    same_day: dt.date
    due_on: dt.date
    interpreted_on: dt.date | None
    on: dt.date

    @property
    def in_time(self) -> bool:
        return self.interpreted_on is not None and self.interpreted_on <= self.due_on

    @property
    def overdue(self) -> bool:
        return self.interpreted_on is None and self.on > self.due_on

    @property
    def late(self) -> bool:
        return self.interpreted_on is not None and self.interpreted_on > self.due_on


def interpretation_clocks(editions: list[Edition], on: dt.date) -> list[InterpretationClock]:
    """For public documents that need an interpretation and are not exempt. Two queries."""
    exempt = set(
        InterpretationPlan.objects.exclude(exempt_reason="").values_list("document_id", flat=True)
    )
    needed = [one for one in editions if one.kind in NEEDS_PLAN and one.item_id not in exempt]
    first: dict[int, dt.date] = {}
    pairs = Relation.objects.filter(
        kind=RelationKind.INTERPRETS, target_id__in=[one.item_id for one in needed]
    ).values_list("target_id", "source_id")
    published = {
        one.item_id: _china_day(one.first_published_at)
        for one in Edition.objects.public().filter(item_id__in=[pair[1] for pair in pairs])
    }
    for document, interpretation in pairs:
        if (day := published.get(interpretation)) is not None:
            first[document] = min(first.get(document, day), day)
    calendar = load_calendar()
    clocks = []
    for one in needed:
        day = _china_day(one.first_published_at)
        due = day
        for _ in range(LATEST_WORKING_DAYS):
            due = calendar.next_working_day(due)
        clocks.append(InterpretationClock(one, day, due, first.get(one.item_id), on))
    return clocks


def _china_day(at: dt.datetime) -> dt.date:
    return at.astimezone(CHINA).date()
