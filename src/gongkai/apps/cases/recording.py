"""Recording a fact: the one way into the events. Inside the transaction of an act, with the case locked."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.data.events import event_kinds
from gongkai.apps.cases.models import Case, Event, Letter, LetterState
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.standing import refresh

# Columns of a case that people write; the others follow from the events.
WORDS = (
    "organ_id", "number", "kind", "subject", "description", "form_wanted", "route_wanted",
    "needs_assistance", "handler_id",
)  # fmt: skip


def locked(case: Case) -> Case:
    """The case's row, locked until the act commits: of two who act at once, one waits and sees the other's."""
    return Case.objects.select_for_update().get(pk=case.pk)


def expect(case: Case, seen: int | None) -> None:
    """Refuse where somebody recorded something since the page was shown. `seen`: `events_held` then."""
    if seen is not None and case.events_held != seen:
        raise Refused("这件申请刚刚有了新的办理记录（可能是同事办的），请刷新页面看过以后再办。")


def record_event(
    actor: Actor,
    case: Case,
    kind: str,
    on: dt.date,
    facts: Mapping[str, Any] | None = None,
    *,
    act: str,
    note: str = "",
    replaces: Event | None = None,
    amendment: str = "",
) -> Event:
    """Add a fact, its row in the log, and the new standing. `act` is the act of the access table.

    `amendment`: the reason, where the fact changes the figures of a locked year.

    Refused: a day in the future, a fact missing, a step the state does not allow, days that contradict.
    """
    given = dict(facts or {})
    known = event_kinds()[kind]
    missing = [name for name in known.required if given.get(name) in (None, "")]
    unknown = set(given) - set(known.required) - set(known.optional)
    if missing or unknown:
        raise ValueError(f"{kind}: missing {missing}, unknown {sorted(unknown)}")
    _name_only_signed_letters(case, given)
    if on > clock.today():
        raise Refused(f"{known.day}（{on.isoformat()}）还没有到，请核对日期。")
    number, now, note = case.events.count() + 1, clock.now(), note[:500]
    said = {"event": number, "kind": kind, "on": on.isoformat(), "facts": given}
    said["case"] = words_digest(case)
    if number == 1:
        said["applicant_kind"] = (
            case.applicant_kind
        )  # as it was given; later it follows from events
    if replaces is not None:
        said["replaces"] = replaces.number
    entry = audit.record(
        actor,
        act,
        subject=case,
        before={"state": case.state, "due_on": str(case.due_on or "")},
        after=said,
        note=note,
        at=now,
    )
    event = Event.objects.create(
        case=case,
        number=number,
        kind=kind,
        on=on,
        facts=given,
        note=note,
        replaces=replaces,
        person_id=actor.person_id,
        person_name=actor.name[:80],
        recorded_at=now,
        entry_seq=entry.seq,
    )
    refresh(case, actor, amendment, now)
    return event


def words_digest(case: Case) -> str:
    """A digest of what of a case is not computed from its events; each event's row in the log holds it.

    Who takes part goes in by number, not by name.
    """
    parties = sorted(case.parties.all(), key=lambda one: one.pk)
    values: list[object] = [str(getattr(case, name)) for name in WORDS]
    values.append(case.created_at.astimezone(dt.UTC).isoformat(timespec="microseconds"))
    values += [
        [one.pk, one.role, one.kind, one.organ_id, one.order, one.removed_at is None]
        for one in parties
    ]
    made = hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()[:32]
    # Letters only: the log covers long numbers that look like those of cards.
    return made.translate(str.maketrans("0123456789", "ghijklmnop"))


def _name_only_signed_letters(case: Case, given: Mapping[str, Any]) -> None:
    """What went out or arrived is a letter of this case that a second person has signed."""
    letter = given.get("letter")
    signed = Letter.objects.filter(case=case, state=LetterState.APPROVED)
    if letter is not None and not signed.filter(pk=letter).exists():
        raise Refused("送出、送达的只能是这件申请已经签发的文书；请先拟写、送审，由另一人签发。")
