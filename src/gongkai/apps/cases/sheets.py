"""办理单: writing and reading them. Inside the transaction of an act; the content lies sealed."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.models import Case, Event, Party, Sheet, SheetKind, SheetState
from gongkai.apps.cases.retention import is_destroyed
from gongkai.apps.sealing import seal, unseal


def keep_sheet(
    actor: Actor,
    case: Case,
    kind: str,
    content: Mapping[str, Any],
    *,
    state: str = SheetState.DONE,
    party: Party | None = None,
    event: Event | None = None,
) -> Sheet:
    """A new sheet written by the actor."""
    return Sheet.objects.create(
        case=case,
        kind=kind,
        state=state,
        party=party,
        sealed=seal(content),
        drafted_by_id=actor.person_id,
        drafted_at=clock.now(),
        event=event,
    )


def content_of(sheet: Sheet) -> dict[str, Any]:
    """What the sheet says; keys as in `SheetKind`. Raises sealing.BrokenSeal."""
    return unseal(sheet.sealed)


def settle(
    sheet: Sheet,
    state: str,
    *,
    actor: Actor | None = None,
    event: Event | None = None,
    more: Mapping[str, Any] | None = None,
) -> Sheet:
    """The sheet goes on: `actor` decided on it, `event` followed from it, `more` is added to its content."""
    sheet.state = state
    if actor is not None:
        sheet.decided_by_id = actor.person_id
        sheet.decided_at = clock.now()
    if event is not None:
        sheet.event = event
    if more:
        sheet.sealed = seal({**content_of(sheet), **more})
    sheet.save()
    return sheet


def latest_sheet(case: Case, kind: str, *states: str) -> Sheet | None:
    """The newest sheet of a kind in one of these states (any but dropped where none is named)."""
    rows = Sheet.objects.filter(case=case, kind=kind)
    rows = (
        rows.filter(state__in=states)
        if states
        else rows.exclude(state__in=(SheetState.DROPPED, SheetState.DECLINED))
    )
    return rows.order_by("-id").first()


def corrected_text(case: Case) -> str:
    """What is asked for after 补正, as the applicant wrote it; "" before."""
    sheet = latest_sheet(case, SheetKind.CORRECTION, SheetState.DONE)
    return str(content_of(sheet).get("corrected", "")) if sheet is not None else ""


def asked_texts(case: Case) -> list[tuple[str, str]]:
    """What is asked for, the newest wording first, each with what it is called; one line before 补正."""
    if is_destroyed(case):
        return [("", "卷宗已经销毁，内容没有保留。")]
    corrected = corrected_text(case)
    if not corrected:
        return [("", case.description)]
    return [("补正后", corrected), ("最初的申请", case.description)]


def keep_proof(actor: Actor, case: Case, event: Event, proof: str) -> Sheet:
    """What proves a service or a receipt, with its event; it may name who signed, so it lies sealed."""
    content = {"proof": proof.strip()[:500]}
    return keep_sheet(actor, case, SheetKind.PROOF, content, event=event)


def proof_of(case: Case, event_id: int) -> str:
    """The proof that was recorded with an event; "" where there is none."""
    sheet = case.sheets.filter(kind=SheetKind.PROOF, event_id=event_id).order_by("-id").first()
    return str(content_of(sheet).get("proof", "")) if sheet is not None else ""


def decided_on(sheet: Sheet) -> dt.date | None:
    """The day (in China) on which the sheet was decided."""
    return sheet.decided_at.astimezone(clock.CHINA).date() if sheet.decided_at else None
