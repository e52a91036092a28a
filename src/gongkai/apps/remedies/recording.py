"""Recording a fact of a review or a suit. Inside the transaction of an act, with its row locked."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.remedies.data.events import EventKind, event_kinds
from gongkai.apps.remedies.facts import Fact
from gongkai.apps.remedies.models import Remedy, RemedyEvent
from gongkai.apps.remedies.results import results
from gongkai.apps.remedies.standing import facts_of, refresh

# What is said of a remedy when it is registered; block and forum follow from it.
WORDS = (
    "organ_id", "case_id", "kind", "number", "role", "against", "forum", "forum_number", "after_review_id",
    "through_review", "review_was_first",
)  # fmt: skip
PROCEDURES = {"simple": "简易程序", "normal": "普通程序"}


def locked(remedy: Remedy) -> Remedy:
    """The row, locked until the act commits."""
    return Remedy.objects.select_for_update().get(pk=remedy.pk)


def expect(remedy: Remedy, seen: int | None) -> None:
    """Refuse where somebody recorded something since the page was shown. `seen`: `events_held` then."""
    if seen is not None and remedy.events_held != seen:
        raise Refused(
            "这件复议、诉讼刚刚有了新的记录（可能是同事登记的），请刷新页面看过以后再办。"
        )


def record_event(
    actor: Actor,
    remedy: Remedy,
    kind: str,
    on: dt.date,
    facts: Mapping[str, Any] | None = None,
    *,
    note: str = "",
    replaces: RemedyEvent | None = None,
    amendment: str = "",
) -> RemedyEvent:
    """Add a fact, its row in the log, and the new standing.

    Refused: a day in the future, out of turn, an ending that does not exist, a locked year without `amendment`.
    """
    given = {key: one for key, one in (facts or {}).items() if one not in (None, "")}
    known = event_kinds()[kind]
    missing = [name for name in known.required if name not in given]
    unknown = set(given) - set(known.required) - set(known.optional)
    if missing or unknown or remedy.kind not in known.kinds:
        raise ValueError(f"{kind}: missing {missing}, unknown {sorted(unknown)}")
    if on > clock.today():
        raise Refused(f"{known.day}（{on.isoformat()}）还没有到，请核对日期。")
    number, now = remedy.events.count() + 1, clock.now()
    said: dict[str, Any] = {"event": number, "kind": kind, "on": on.isoformat(), "facts": given}
    said["words"] = words_digest(remedy)
    if replaces is not None:
        said["replaces"] = replaces.number
    entry = audit.record(
        actor,
        "remedy.record",
        subject=remedy,
        before={"state": remedy.state, "result": remedy.result},
        after=said,
        note=note[:500],
        at=now,
    )
    event = RemedyEvent.objects.create(
        remedy=remedy,
        number=number,
        kind=kind,
        on=on,
        facts=given,
        note=note[:500],
        replaces=replaces,
        person_id=actor.person_id,
        person_name=actor.name[:80],
        recorded_at=now,
        entry_seq=entry.seq,
    )
    # What holds now is looked at after the record: a correction may put earlier records out of turn.
    agree(remedy, facts_of(remedy))
    refresh(remedy, actor, amendment)
    return event


def words_digest(remedy: Remedy) -> str:
    """A digest of what of a remedy is not computed from its events; each event's row in the log holds it."""
    values = [str(getattr(remedy, name)) for name in WORDS]
    values.append(remedy.created_at.astimezone(dt.UTC).isoformat(timespec="microseconds"))
    made = hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()[:32]
    # Letters only: the log covers long numbers that look like those of cards.
    return made.translate(str.maketrans("0123456789", "ghijklmnop"))


def agree(remedy: Remedy, facts: Sequence[Fact]) -> None:
    """Refused where the facts contradict each other: out of turn, before their ground, twice."""
    before: list[Fact] = []
    concluded = False
    for one in facts:
        known = event_kinds()[one.kind]
        _in_turn(known, one, before)
        if one.kind == "decided" and concluded:
            raise Refused("已经登记了结果。登记有误的请更正原来的记录；上诉的请先登记上诉。")
        if one.kind in ("decided", "appeal_decided"):
            concluded = not _reopens(remedy, one)
        elif one.kind == "appealed":
            concluded = False
        elif one.kind == "settled" and not concluded:
            raise Refused("还没有生效的结果，不能登记了结。")
        before.append(one)


def _in_turn(known: EventKind, one: Fact, before: Sequence[Fact]) -> None:
    kinds = event_kinds()
    for kind in known.bars:
        if any(fact.kind == kind for fact in before):
            raise Refused(f"“{known.label}”已经登记过。登记有误的，请更正原来的记录。")
    for kind in known.needs:
        earlier = [fact for fact in before if fact.kind == kind]
        if not earlier:
            raise Refused(f"请先登记“{kinds[kind].label}”，再登记“{known.label}”。")
        if one.on < earlier[-1].on:
            raise Refused(
                f"“{known.label}”（{one.on.isoformat()}）早于“{kinds[kind].label}”"
                f"（{earlier[-1].on.isoformat()}），请核对日期。"
            )
    first = before[0] if before else None
    if first is not None and first.kind == "brought" and one.on < first.on:
        raise Refused(
            f"“{known.label}”（{one.on.isoformat()}）早于提起之日（{first.on.isoformat()}），请核对日期。"
        )


def _reopens(remedy: Remedy, one: Fact) -> bool:
    found = results().get(str(one.facts["result"]))
    if found is None or remedy.kind not in found.kinds:
        raise Refused("没有这种结果，请从列表中选择。")
    if found.second and one.kind == "decided":
        raise Refused(f"“{found.label}”是二审的结果，请登记为二审裁判。")
    return found.column == "pending"
