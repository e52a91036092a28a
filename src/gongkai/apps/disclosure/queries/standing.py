"""Where an item stands, in one word, and what happens next."""

from enum import StrEnum

from gongkai.apps.disclosure.models import Decision, Discard, Edition, Ending, Gate, Item
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
