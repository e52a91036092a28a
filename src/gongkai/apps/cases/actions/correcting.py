"""补正 (Art. 30): all points told once, within 7 working days; the full period anew after the answer."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.arriving import Came, paper_of_case
from gongkai.apps.cases.actions.outgoing import letter_sent
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.models import Case, PaperKind, Sheet, SheetKind, SheetState
from gongkai.apps.cases.queries.steps import (
    due_named,
    require_allowed,
)
from gongkai.apps.cases.recording import expect, locked, record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.sheets import content_of, keep_sheet, latest_sheet, settle
from gongkai.apps.organs.access import require
from gongkai.domain.deadlines import Due

LONGEST_LIMIT = 60


def usual_limit(case: Case) -> int:
    """Working days for the applicant where the notice says nothing else (a parameter of the place)."""
    local, _ = law_in_use()
    on = case.received_on or clock.today()
    return int(local.parameter("correction_limit", on=on).number())


def notice_due(case: Case) -> Due | None:
    """The last day to tell of a correction: 7 working days after receipt; None before receipt."""
    return due_named(case, "correction_notice")


def prepare_correction(
    actor: Actor,
    case: Case,
    *,
    points: Sequence[str],
    limit: int | None = None,
    seen: int | None = None,
) -> Sheet:
    """Write down everything that must be corrected, before the notice goes out; a newer sheet replaces it."""
    require(actor, "case.handle", case.organ_id)
    content = _content(case, points, limit)
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        require_allowed(row, "notify_correction")
        row.sheets.filter(kind=SheetKind.CORRECTION, state=SheetState.OPEN).update(
            state=SheetState.DROPPED
        )
        sheet = keep_sheet(actor, row, SheetKind.CORRECTION, content, state=SheetState.OPEN)
        audit.record(
            actor,
            "case.handle",
            subject=row,
            after={"sheet": sheet.pk, "kind": sheet.kind, "limit": content["limit"]},
        )
    return sheet


def _content(case: Case, points: Sequence[str], limit: int | None) -> dict[str, object]:
    told = [one.strip() for one in points if one.strip()]
    if not told:
        raise Refused("请写明需要补正的全部事项：补正只能告知一次，没有写到的以后不能再要求。")
    days = usual_limit(case) if limit is None else limit
    if not 1 <= days <= LONGEST_LIMIT:
        raise Refused(f"补正期限应为1至{LONGEST_LIMIT}个工作日，要合理（《条例》第三十条）。")
    return {"points": told, "limit": days}


def notify_correction(
    actor: Actor,
    case: Case,
    *,
    on: dt.date,
    points: Sequence[str] | None = None,
    limit: int | None = None,
    letter_id: int | None = None,
    on_paper: str = "",
    seen: int | None = None,
) -> Case:
    """告知补正: the notice went out on this day. Without `points` the prepared sheet is what was told.

    Which notice: `letter_id` and `on_paper` as `outgoing.letter_sent` takes them.
    A late notice (after `notice_due`) is recorded all the same: the clock's notes say what follows.
    """
    require(actor, "case.handle", case.organ_id)
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        require_allowed(row, "notify_correction")
        sheet = latest_sheet(row, SheetKind.CORRECTION, SheetState.OPEN)
        if points is not None or sheet is None:
            content = _content(row, points or (), limit)
            if sheet is not None:
                settle(sheet, SheetState.DROPPED)
            sheet = keep_sheet(actor, row, SheetKind.CORRECTION, content, state=SheetState.OPEN)
        days = content_of(sheet)["limit"]
        facts: dict[str, object] = {"limit": days} | letter_sent(
            actor, row, "notify_correction", on,
            letter_id=letter_id, on_paper=on_paper, says={"limit": days},
        )  # fmt: skip
        event = record_event(actor, row, "notify_correction", on, facts, act="case.handle")
        settle(sheet, SheetState.DONE, event=event)
    return row


def record_correction(
    actor: Actor,
    case: Case,
    *,
    on: dt.date,
    description: str,
    came: Came,
    seen: int | None = None,
) -> Case:
    """收到补正: from the day after, the full period runs anew. `description`: the content as corrected."""
    require(actor, "case.handle", case.organ_id)
    if not description.strip():
        raise Refused("请填写补正后的申请内容。")
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        require_allowed(row, "correct")
        paper = paper_of_case(actor, row, PaperKind.CORRECTED, came, on)
        record_event(actor, row, "correct", on, {"paper": paper.pk}, act="case.handle")
        sheet = latest_sheet(row, SheetKind.CORRECTION, SheetState.DONE)
        if sheet is not None:
            settle(sheet, SheetState.DONE, more={"corrected": description.strip()})
    return row


def abandon_correction(actor: Actor, case: Case, *, on: dt.date, seen: int | None = None) -> Case:
    """逾期不补正 (表三（六）1): only after the applicant's period is over, counted from proved service."""
    require(actor, "case.handle", case.organ_id)
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        require_allowed(row, "abandon_correction")
        due = due_named(row, "correction_limit")
        if due is None:
            raise Refused(
                "还没有登记补正告知书的送达日期和凭证，补正期限没有起算，不能按逾期不补正办结。"
            )
        if on <= due.day:
            raise Refused(
                f"申请人的补正期限到{due.day.isoformat()}为止，{on.isoformat()}还没有逾期。"
            )
        record_event(actor, row, "abandon_correction", on, act="case.handle")
    return row
