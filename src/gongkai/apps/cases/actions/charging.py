"""信息处理费 (Art. 42, 国办函〔2020〕109号): computed by the program, decided by a person, never automatic."""

import datetime as dt
from typing import Any

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.outgoing import letter_sent
from gongkai.apps.cases.models import Case, PaperKind, Sheet, SheetKind, SheetState
from gongkai.apps.cases.queries.fees import fee_proposal
from gongkai.apps.cases.queries.papers import unrecorded
from gongkai.apps.cases.queries.steps import due_named, require_allowed
from gongkai.apps.cases.recording import expect, locked, record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.sheets import (
    content_of,
    decided_on,
    keep_sheet,
    latest_sheet,
    settle,
)
from gongkai.apps.organs.access import require
from gongkai.domain.deadlines import Due
from gongkai.domain.fees import Charge, scales


def _chosen(case: Case, scale: str, pages: int | None) -> tuple[Charge, int | None]:
    if scale not in scales():
        raise Refused("请选择按件或者按量计收；一件申请只能选一种。")
    if scale == "by_pages" and not pages:
        raise Refused("按量计收的，请填写这一件申请提供的页数（单面A4为一页）。")
    made = fee_proposal(case, pages=pages)
    if made.why_not:
        raise Refused(made.why_not)
    charge = made.by_items if scale == "by_items" else made.by_pages
    if charge is None or charge.yuan == 0:
        raise Refused("按这一种标准计算没有应收的费用，不能发收费通知。")
    return charge, made.nth


def propose_fee(
    actor: Actor,
    case: Case,
    *,
    scale: str,
    reason: str,
    pages: int | None = None,
    seen: int | None = None,
) -> Sheet:
    """提出收费 on one of the scales; it charges nothing before somebody with `fee.decide` agrees."""
    require(actor, "case.handle", case.organ_id)
    if not reason.strip():
        raise Refused("请写明为什么认为数量、频次明显超过合理范围。")
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        require_allowed(row, "charge")
        if latest_sheet(row, SheetKind.FEE, SheetState.OPEN, SheetState.APPROVED):
            raise Refused("已经有一份收费审批单，请先办完那一份。")
        charge, nth = _chosen(row, scale, pages)
        content = _content(charge, nth, pages) | {"reason": reason.strip()}
        sheet = keep_sheet(actor, row, SheetKind.FEE, content, state=SheetState.OPEN)
        audit.record(
            actor,
            "case.handle",
            subject=row,
            after={"sheet": sheet.pk, "scale": scale, "yuan": charge.yuan},
        )
    return sheet


def _content(charge: Charge, nth: int | None, pages: int | None) -> dict[str, Any]:
    lines = [[one.first, one.last, one.rate, one.yuan] for one in charge.lines]
    return {
        "scale": charge.scale.key, "yuan": charge.yuan, "nth": nth, "pages": pages, "lines": lines,
    }  # fmt: skip


def decide_fee(
    actor: Actor, sheet: Sheet, *, agree: bool, answer: str = "", seen: int | None = None
) -> Sheet:
    """决定收费 or not, by a person (`fee.decide`). Agreed: the sum is counted again on the day of deciding."""
    require(actor, "fee.decide", sheet.case.organ_id)
    if not agree and not answer.strip():
        raise Refused("决定不收费的，请写明理由，以便备查。")
    with transaction.atomic():
        row = locked(sheet.case)
        expect(row, seen)
        held = Sheet.objects.select_for_update().get(pk=sheet.pk)
        if held.kind != SheetKind.FEE or held.state != SheetState.OPEN:
            raise Refused("这份收费审批单已经办过了。")
        content = content_of(held)
        more: dict[str, Any] = {"answer": answer.strip()}
        if agree:
            charge, nth = _chosen(row, content["scale"], content["pages"])
            more |= _content(charge, nth, content["pages"])
            settle(held, SheetState.APPROVED, actor=actor, more=more)
        else:
            event = record_event(actor, row, "fee_declined", clock.today(), act="fee.decide")
            settle(held, SheetState.DECLINED, actor=actor, more=more, event=event)
            return held
        audit.record(
            actor,
            "fee.decide",
            subject=row,
            after={"sheet": held.pk, "scale": content["scale"], "yuan": more["yuan"]},
        )
    return held


def decline_fee(actor: Actor, case: Case, *, reason: str, seen: int | None = None) -> Case:
    """决定不收费, where nobody proposed one but the number of applications asks for a decision."""
    require(actor, "fee.decide", case.organ_id)
    if not reason.strip():
        raise Refused("决定不收费的，请写明理由，以便备查。")
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        if latest_sheet(row, SheetKind.FEE, SheetState.OPEN, SheetState.APPROVED):
            raise Refused("已经有一份收费审批单，请在那一份上决定。")
        event = record_event(actor, row, "fee_declined", clock.today(), act="fee.decide")
        content = {"answer": reason.strip()}
        keep_sheet(actor, row, SheetKind.FEE, content, state=SheetState.DECLINED, event=event)
    return row


def notify_fee(
    actor: Actor,
    case: Case,
    *,
    on: dt.date,
    letter_id: int | None = None,
    on_paper: str = "",
    seen: int | None = None,
) -> Case:
    """发出收费通知书, inside the reply period. Refused without the decision, and when late.

    `letter_id`, `on_paper`: as `outgoing.letter_sent` takes them.
    """
    require(actor, "case.handle", case.organ_id)
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        require_allowed(row, "charge")
        sheet = latest_sheet(row, SheetKind.FEE, SheetState.APPROVED)
        decided = decided_on(sheet) if sheet is not None else None
        if sheet is None or decided is None:
            raise Refused("还没有作出收费的决定，不能发收费通知书。")
        if on < decided:
            raise Refused(
                f"发出的日期（{on.isoformat()}）早于决定收费的日期（{decided.isoformat()}），请核对。"
            )
        due = due_named(row, "reply")
        if due is None or on > due.day:
            day = due.day.isoformat() if due else ""
            raise Refused(f"收费通知书应当在答复期限内（{day}以前）发出，已经逾期，不能再收费。")
        content = content_of(sheet)
        facts: dict[str, object] = {"scale": content["scale"], "yuan": content["yuan"]}
        facts |= letter_sent(actor, row, "charge", on, letter_id=letter_id, on_paper=on_paper)
        event = record_event(actor, row, "charge", on, facts, act="case.handle")
        settle(sheet, SheetState.DONE, event=event)
    return row


def record_payment(
    actor: Actor, case: Case, *, on: dt.date, receipt: str, seen: int | None = None
) -> Case:
    """缴费: the number of the 财政票据 is needed; what follows for the clock is an open question (a choice)."""
    require(actor, "case.handle", case.organ_id)
    if not receipt.strip():
        raise Refused("请填写财政票据号码：信息处理费全额缴入国库，应当开具财政票据。")
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        require_allowed(row, "pay")
        facts: dict[str, object] = {"receipt": receipt.strip()[:60]}
        proofs = [one for one in unrecorded(row) if one.kind == PaperKind.PAYMENT]
        if proofs:
            facts["paper"] = proofs[0].pk
        record_event(actor, row, "pay", on, facts, act="case.handle")
    return row


def abandon_payment(actor: Actor, case: Case, *, on: dt.date, seen: int | None = None) -> Case:
    """逾期不缴费 (表三（六）2; it is no refusal): only after 20 working days from proved service."""
    require(actor, "case.handle", case.organ_id)
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        require_allowed(row, "abandon_payment")
        due = due_named(row, "fee_payment")
        if not isinstance(due, Due):
            raise Refused("还没有登记收费通知书的送达日期和凭证，缴费期限没有起算。")
        if on <= due.day:
            raise Refused(f"缴费期限到{due.day.isoformat()}为止，{on.isoformat()}还没有逾期。")
        record_event(actor, row, "abandon_payment", on, act="case.handle")
    return row
