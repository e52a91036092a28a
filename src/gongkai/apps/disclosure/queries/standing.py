"""Where an item stands, in one word, and its trail: what its public page tells, what the office sees."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from gongkai.apps.disclosure.models import Decision, Discard, Edition, Ending, Gate, Item, Review
from gongkai.apps.disclosure.queries.gates import (
    gates_due,
    gates_passed,
    second_looks_due,
    standing_submission,
)


class ItemState(StrEnum):
    """One word for the lists of the office."""

    DRAFT = "起草中"
    IN_REVIEW = "审核中"
    RETURNED = "已退回"
    APPROVED = "待发布"
    SCHEDULED = "定时发布"
    PUBLIC = "已公开"
    PUBLIC_CHANGING = "已公开，有修改"
    SECOND_LOOK = "已公开，待复核"
    OBJECTED = "已公开，复核未通过"
    WITHDRAWN = "已撤下"
    EXPIRED = "公示期满"
    DISCARDED = "已作废"


def state_of(item: Item) -> ItemState:
    """What waits comes before what is: a public item with a change under review is 审核中."""
    if Discard.objects.filter(item=item.pk).exists():
        return ItemState.DISCARDED
    if item.schedules.filter(ended_at__isnull=True, revision_id=item.latest_revision_id).exists():
        return ItemState.SCHEDULED
    if standing_submission(item) is not None:
        return ItemState.APPROVED if gates_passed(item) else ItemState.IN_REVIEW
    last_submission = item.submissions.order_by("-id").first()
    if last_submission is not None and last_submission.revision_id == item.latest_revision_id:
        returned = last_submission.reviews.filter(decision=Decision.RETURNED, afterwards=False)
        if returned.exists():
            return ItemState.RETURNED
    edition = item.editions.order_by("-number").first()
    if edition is None:
        return ItemState.DRAFT
    if edition.ended_at is None:
        return _public_state(item, edition)
    if edition.revision_id != item.latest_revision_id:
        return ItemState.DRAFT
    return ItemState.EXPIRED if edition.ending == Ending.EXPIRED else ItemState.WITHDRAWN


def _public_state(item: Item, edition: Edition) -> ItemState:
    objected = item.reviews.filter(
        revision_id=edition.revision_id, afterwards=True, decision=Decision.RETURNED
    )
    if objected.exists():
        return ItemState.OBJECTED
    if second_looks_due(item):
        return ItemState.SECOND_LOOK
    if edition.revision_id != item.latest_revision_id:
        return ItemState.PUBLIC_CHANGING
    return ItemState.PUBLIC


def next_step(item: Item) -> str:
    """A sentence for the person who opens it: what is waited for."""
    state = state_of(item)
    if state == ItemState.IN_REVIEW:
        return "等待" + "、".join(Gate(gate).label for gate in gates_due(item)) + "。"
    return {
        ItemState.DRAFT: "修改完成后送审。",
        ItemState.RETURNED: "按退回理由修改后重新送审。",
        ItemState.APPROVED: "全部审核已完成，等待发布。",
        ItemState.SCHEDULED: "到设定的时间自动发布。",
        ItemState.PUBLIC: "公众可以看到。",
        ItemState.PUBLIC_CHANGING: "修改尚未送审，公众看到的仍是原来的版本。",
        ItemState.SECOND_LOOK: "紧急发布，等待事后复核。",
        ItemState.OBJECTED: "事后复核没有通过，请更正或者撤下。",
        ItemState.WITHDRAWN: "网址保留，显示撤下的理由。",
        ItemState.EXPIRED: "网址保留，显示公示期已满。",
        ItemState.DISCARDED: "没有公开过，不再办理；文字和办理记录留存备查。",
    }[state]


@dataclass(frozen=True)
class TrailStep:
    """One line of a page's version history."""

    at: dt.datetime
    what: str
    note: str
    edition: Edition


def public_trail(item: Item) -> list[TrailStep]:
    """Versions, corrections, withdrawal: for the item's public page, oldest first."""
    steps = []
    for edition in item.editions.order_by("number"):
        what = "首次公开" if edition.number == 1 else ("更正" if edition.note else "重新公开")
        steps.append(TrailStep(edition.published_at, what, edition.note, edition))
        if edition.ended_at is not None and edition.ending != Ending.SUPERSEDED:
            steps.append(
                TrailStep(
                    edition.ended_at,
                    Ending(edition.ending).label,
                    edition.ending_note,
                    edition,
                )
            )
    return steps


@dataclass(frozen=True)
class Passage:
    """One step of the gates' history: a submission, a decision, an override."""

    at: dt.datetime
    what: str
    person: str
    decision: str
    reason: str
    revision_id: int | None
    review: Review | None = None


def gate_history(item: Item) -> list[Passage]:
    """Everything that happened at the gates, oldest first: the content of the 信息发布审核表."""
    passages = [
        Passage(one.at, "送审", one.person_name, "", "", one.revision_id)
        for one in item.submissions.all()
    ]
    for one in item.reviews.all():
        what = Gate(one.gate).label + ("（事后复核）" if one.afterwards else "")
        passages.append(
            Passage(
                one.at,
                what,
                one.person_name,
                Decision(one.decision).label,
                one.reason,
                one.revision_id,
                one,
            )
        )
    for let in item.overrides.select_related("person"):
        passages.append(
            Passage(let.at, "放行", str(let.person), let.finding_label, let.reason, None)
        )
    order = {"送审": 0, "放行": 1}
    return sorted(passages, key=lambda one: (one.at, order.get(one.what, 2)))
