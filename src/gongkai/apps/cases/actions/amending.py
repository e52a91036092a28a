"""更正登记有误的办理记录: a wrong record gives its place to a right one, or to none; both stay readable."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.dispatches import follow
from gongkai.apps.cases.data.events import event_kinds
from gongkai.apps.cases.models import Case, Event, Sheet
from gongkai.apps.cases.plain_words import identities_of, refuse_personal
from gongkai.apps.cases.queries.steps import standing_now
from gongkai.apps.cases.recording import expect, locked, record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.standing import Standing
from gongkai.apps.organs.access import require

# What the program writes itself from other rows: amended by the act that made it, never by hand.
NOT_BY_HAND = frozenset(
    ("submit", "split_off", "merge_back", "join", "unjoin", "propose", "return", "reply",
     "kept_for", "published", "ask_review", "sue", "uphold", "overturn", "remedy_noted", "void")
)  # fmt: skip
# Facts that name rows, persons or decisions; a correction keeps them as they are.
KEPT = frozenset(
    ("party", "person", "letter", "paper", "decision", "approver", "dispatch", "file", "item",
     "remedy", "from_case", "into_case", "outcome", "variant", "scale", "yuan", "receipt", "way")
)  # fmt: skip


def amendable(event: Event) -> bool:
    """Whether a record still holds and may be corrected by hand."""
    return event.kind not in NOT_BY_HAND and not hasattr(event, "replaced_by")


def amend_event(
    actor: Actor,
    event: Event,
    *,
    reason: str,
    on: dt.date | None = None,
    facts: Mapping[str, Any] | None = None,
    year_reason: str = "",
    seen: int | None = None,
) -> Case:
    """Replace a record: another day, other facts (those not given stay). Refused where nothing would change.

    Where the year of receipt or of closing would become another, `year_reason` must say why: it moves
    the case in 表三, and a locked year takes it as an amendment.
    """
    changes = dict(facts or {})
    fixed = sorted(set(changes) & KEPT)
    if fixed:
        raise Refused("这一项不能在这里更正，请作废这条记录后重新办理。")
    given = {**event.facts, **changes}
    day = on or event.on
    if day == event.on and given == event.facts:
        raise Refused("没有改动任何内容，不需要更正。")
    return _replace(actor, event, event.kind, day, given, reason, year_reason, seen)


def void_event(
    actor: Actor,
    event: Event,
    *,
    reason: str,
    year_reason: str = "",
    seen: int | None = None,
) -> Case:
    """作废: it never happened. Refused where later records could not have followed without it."""
    return _replace(actor, event, "void", event.on, {}, reason, year_reason, seen)


def _replace(
    actor: Actor,
    event: Event,
    kind: str,
    on: dt.date,
    facts: Mapping[str, Any],
    reason: str,
    year_reason: str,
    seen: int | None,
) -> Case:
    case = event.case
    require(actor, "case.amend", case.organ_id)
    if len(reason.strip()) < 4:
        raise Refused("请写明更正的理由，例如“送达回证上的日期是3月9日，登记时写错”。")
    refuse_personal("更正理由", f"{reason}\n{year_reason}", identities_of(case.parties.all()))
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        held = Event.objects.get(pk=event.pk)
        if not amendable(held):
            label = event_kinds()[held.kind].label
            raise Refused(f"“{label}”已经更正过，或者不能由人工更正。")
        before = standing_now(row)
        made = record_event(
            actor,
            row,
            kind,
            on,
            facts,
            act="case.amend",
            note=reason.strip(),
            replaces=held,
            amendment=year_reason.strip(),
        )
        follow(held, made)
        if kind != "void":
            # What the wrong record rests on (a proof, a party's reasons) goes with the right one.
            Sheet.objects.filter(event=held).update(event=made)
        _same_years(before, standing_now(row), year_reason)
    return row


def _same_years(before: Standing, after: Standing, year_reason: str) -> None:
    """The year a case counts in is moved knowingly only."""
    for what, old, new in (
        ("收到申请", before.received_on, after.received_on),
        ("办结", before.closed_on, after.closed_on),
    ):
        if old is None or (new is not None and new.year == old.year) or year_reason.strip():
            continue
        to = f"{new.year}年" if new is not None else "没有日期"
        raise Refused(
            f"这样更正，{what}的年度会从{old.year}年变成{to}，影响表三的计数。"
            "确需更正的，请另外写明影响年度的理由。"
        )
