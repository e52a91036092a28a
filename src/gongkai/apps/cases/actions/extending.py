"""延期 (Art. 33 para. 2): proposed by the handler, approved by the head of the 公开工作机构, told in time, once."""

import datetime as dt

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.outgoing import letter_sent
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.models import Case, Sheet, SheetKind, SheetState
from gongkai.apps.cases.queries.steps import require_allowed, standing_now
from gongkai.apps.cases.recording import expect, locked, record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.sheets import content_of, decided_on, keep_sheet, latest_sheet, settle
from gongkai.apps.organs.access import require


def longest_extension(case: Case) -> int:
    """Working days an extension may have, by the law on the day of receipt."""
    local, _ = law_in_use()
    on = case.received_on or clock.today()
    return int(local.parameter("reply_extension", on=on).number())


def notice_due(case: Case) -> dt.date | None:
    """The last day to tell the applicant: the end of the first period. None while the clock waits."""
    overview = standing_now(case).overview
    return overview.reply.first if overview is not None else None


def propose_extension(
    actor: Actor, case: Case, *, days: int, reason: str, seen: int | None = None
) -> Sheet:
    """提出延期: how many working days, and why. It extends nothing before it is approved and told."""
    require(actor, "case.handle", case.organ_id)
    most = longest_extension(case)
    if not 1 <= days <= most:
        raise Refused(f"延期最长{most}个工作日（《条例》第三十三条第二款），请填1至{most}。")
    if not reason.strip():
        raise Refused("请写明为什么需要延期：延期告知书要说明理由。")
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        require_allowed(row, "extend")
        _in_time(row, clock.today())
        if latest_sheet(row, SheetKind.EXTENSION, SheetState.OPEN, SheetState.APPROVED):
            raise Refused("已经有一份延期审批单，请先办完那一份。")
        content = {"days": days, "reason": reason.strip()}
        sheet = keep_sheet(actor, row, SheetKind.EXTENSION, content, state=SheetState.OPEN)
        audit.record(
            actor, "case.handle", subject=row, after={"sheet": sheet.pk, "extension": days}
        )
    return sheet


def _in_time(case: Case, on: dt.date) -> None:
    first = notice_due(case)
    if first is None:
        raise Refused("答复期限现在没有计算（等待补正或者缴费），不需要延期。")
    if on > first:
        raise Refused(
            f"延期告知应当在答复期限届满前（{first.isoformat()}以前）发出，"
            f"{on.isoformat()}已经逾期，延期不再有效；请尽快答复。"
        )


def decide_extension(
    actor: Actor, sheet: Sheet, *, agree: bool, answer: str = "", seen: int | None = None
) -> Sheet:
    """批准延期 or not: the head of the 公开工作机构 alone (`case.extend`)."""
    require(actor, "case.extend", sheet.case.organ_id)
    if not agree and not answer.strip():
        raise Refused("不同意延期的，请写明理由。")
    with transaction.atomic():
        row = locked(sheet.case)
        expect(row, seen)
        held = Sheet.objects.select_for_update().get(pk=sheet.pk)
        if held.kind != SheetKind.EXTENSION or held.state != SheetState.OPEN:
            raise Refused("这份延期审批单已经办过了。")
        if agree:
            _in_time(row, clock.today())
        state = SheetState.APPROVED if agree else SheetState.DECLINED
        settle(held, state, actor=actor, more={"answer": answer.strip()})
        audit.record(
            actor,
            "case.extend",
            subject=row,
            after={"sheet": held.pk, "agree": agree, "days": content_of(held)["days"]},
        )
    return held


def notify_extension(
    actor: Actor,
    case: Case,
    *,
    on: dt.date,
    letter_id: int | None = None,
    on_paper: str = "",
    seen: int | None = None,
) -> Case:
    """告知申请人延期: from now on the period is longer. Refused when late: then nothing is extended.

    `letter_id`, `on_paper`: as `outgoing.letter_sent` takes them.
    """
    require(actor, "case.handle", case.organ_id)
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        require_allowed(row, "extend")
        sheet = latest_sheet(row, SheetKind.EXTENSION, SheetState.APPROVED)
        approved_on = decided_on(sheet) if sheet is not None else None
        if sheet is None or approved_on is None:
            raise Refused("延期还没有经政府信息公开工作机构负责人同意，不能告知申请人。")
        if on < approved_on:
            raise Refused(
                f"告知的日期（{on.isoformat()}）早于批准的日期（{approved_on.isoformat()}），请核对。"
            )
        _in_time(row, on)
        facts: dict[str, object] = {
            "approved_on": approved_on.isoformat(),
            "approver": sheet.decided_by_id,
            "days": content_of(sheet)["days"],
        }
        facts |= letter_sent(actor, row, "extend", on, letter_id=letter_id, on_paper=on_paper)
        event = record_event(actor, row, "extend", on, facts, act="case.handle")
        settle(sheet, SheetState.DONE, event=event)
    return row
