"""经过与结果: what happened in a review or a suit, what it led to, and mending a wrong record."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import require
from gongkai.apps.remedies.actions.registering import tell_case
from gongkai.apps.remedies.data.events import event_kinds
from gongkai.apps.remedies.models import Remedy, RemedyEvent
from gongkai.apps.remedies.recording import expect, locked, record_event

# Facts with an act of their own.
OWN_ACTS = frozenset(("brought", "settled", "void"))


def record_fact(
    actor: Actor,
    remedy: Remedy,
    kind: str,
    *,
    on: dt.date,
    facts: Mapping[str, Any] | None = None,
    note: str = "",
    amendment: str = "",
    seen: int | None = None,
) -> Remedy:
    """登记一项经过: accepted, copy received, answered, hearing, decided, appealed …"""
    require(actor, "remedy.record", remedy.organ_id)
    if kind in OWN_ACTS or kind not in event_kinds():
        raise Refused("没有这种记录，请从列表中选择。")
    _complete(remedy, kind, facts or {})
    with transaction.atomic():
        row = locked(remedy)
        expect(row, seen)
        record_event(actor, row, kind, on, facts, note=note, amendment=amendment)
    return row


def settle(
    actor: Actor,
    remedy: Remedy,
    *,
    on: dt.date,
    reply_again: bool,
    reply_due_on: dt.date | None = None,
    note: str = "",
    seen: int | None = None,
) -> Remedy:
    """登记生效结果与后续: a new answer on the same application, or nothing more to do.

    `reply_due_on`: the day that the decision or judgment sets; None: it sets none.
    """
    require(actor, "remedy.record", remedy.organ_id)
    if reply_again and remedy.case_id is None:
        raise Refused("这件复议、诉讼没有关联申请，不能在原申请上重新答复。")
    if reply_due_on is not None and (not reply_again or reply_due_on < on):
        raise Refused("重新答复的期限不能早于收到决定、裁判之日；不须重新答复的，不填期限。")
    facts = {
        "reply_again": "yes" if reply_again else "no",
        "reply_due_on": reply_due_on.isoformat() if reply_due_on else "",
    }
    with transaction.atomic():
        row = locked(remedy)
        expect(row, seen)
        record_event(actor, row, "settled", on, facts, note=note)
        if row.case_id is not None:
            _on_case(actor, row, on, reply_again=reply_again, reply_due_on=reply_due_on)
    return row


def _on_case(
    actor: Actor, remedy: Remedy, on: dt.date, *, reply_again: bool, reply_due_on: dt.date | None
) -> None:
    if reply_again:
        due = {"due_on": reply_due_on.isoformat()} if reply_due_on else {}
        tell_case(actor, remedy, "overturn", on, **due)
        return
    others = Remedy.objects.filter(case_id=remedy.case_id).exclude(state="settled")
    kind = "remedy_noted" if others.exclude(pk=remedy.pk).exists() else "uphold"
    tell_case(actor, remedy, kind, on)


def correct_record(
    actor: Actor,
    remedy: Remedy,
    event: RemedyEvent,
    *,
    on: dt.date,
    facts: Mapping[str, Any] | None,
    reason: str,
    void: bool = False,
    amendment: str = "",
    seen: int | None = None,
) -> Remedy:
    """更正登记有误的记录: the newer record takes its place; `void`: it never happened. Both stay on file."""
    require(actor, "remedy.record", remedy.organ_id)
    if len(reason.strip()) < 4:
        raise Refused("请写明更正的理由。")
    if event.kind == "settled" or event.kind == "void":
        raise Refused("了结已经影响原申请的办理，不能在这里更正；请在申请的办理记录里更正。")
    if event.kind == "brought" and void:
        raise Refused("提起的记录不能作废，可以更正日期。")
    kind = "void" if void else event.kind
    if not void:
        _complete(remedy, kind, facts or {})
    with transaction.atomic():
        row = locked(remedy)
        expect(row, seen)
        if RemedyEvent.objects.filter(replaces=event).exists() or event.remedy_id != row.pk:
            raise Refused("这条记录已经更正过，请更正最新的一条。")
        record_event(
            actor,
            row,
            kind,
            on,
            None if void else facts,
            note=reason.strip(),
            replaces=event,
            amendment=amendment,
        )
    return row


def _complete(remedy: Remedy, kind: str, facts: Mapping[str, Any]) -> None:
    known = event_kinds()[kind]
    if remedy.kind not in known.kinds:
        raise Refused(f"{remedy.get_kind_display()}没有“{known.label}”这种记录。")
    if any(not facts.get(name) for name in known.required):
        raise Refused(f"请填写“{known.label}”的全部内容。")
