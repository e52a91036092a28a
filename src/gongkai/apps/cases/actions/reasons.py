"""说明理由 (Art. 35): clearly excessive applications; the finding, and a longer period where it is reasonable."""

import datetime as dt

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.arriving import Came, paper_of_case
from gongkai.apps.cases.actions.outgoing import letter_sent
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.models import Case, PaperKind, SheetKind, SheetState
from gongkai.apps.cases.queries.steps import facts_of, last_fact, require_allowed, standing_now
from gongkai.apps.cases.recording import expect, locked, record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.sheets import keep_sheet, latest_sheet, settle
from gongkai.apps.organs.access import require
from gongkai.domain.deadlines import Due
from gongkai.domain.deadlines.counting import working_days

LONGEST_LIMIT = 60


def ask_reasons(
    actor: Actor,
    case: Case,
    *,
    on: dt.date,
    found: str,
    limit: int,
    letter_id: int | None = None,
    on_paper: str = "",
    seen: int | None = None,
) -> Case:
    """要求说明理由: `found` is the number and frequency the organ found; `limit` working days from service.

    `letter_id`, `on_paper`: as `outgoing.letter_sent` takes them.
    """
    require(actor, "case.handle", case.organ_id)
    if not found.strip():
        raise Refused("请写明认定数量、频次明显超过合理范围的事实，例如申请的件数和期间。")
    if not 1 <= limit <= LONGEST_LIMIT:
        raise Refused(f"说明理由的期限应为1至{LONGEST_LIMIT}个工作日。")
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        require_allowed(row, "ask_reasons")
        facts: dict[str, object] = {"limit": limit} | letter_sent(
            actor, row, "ask_reasons", on,
            letter_id=letter_id, on_paper=on_paper, says={"limit": limit},
        )  # fmt: skip
        event = record_event(actor, row, "ask_reasons", on, facts, act="case.handle")
        content = {"found": found.strip(), "limit": limit}
        keep_sheet(actor, row, SheetKind.REASONS, content, event=event)
    return row


def reasons_due(case: Case) -> dt.date | None:
    """The applicant's last day to give reasons; None where service is not proved."""
    facts = facts_of(case)
    asked, served = last_fact(facts, "ask_reasons"), last_fact(facts, "reasons_served")
    if asked is None or served is None or served.number < asked.number:
        return None
    _, calendar = law_in_use()
    days = int(asked.facts["limit"])
    return working_days(calendar, served.on, days, "说明理由告知书送达，当日不计入").day


def hear_reasons(
    actor: Actor,
    case: Case,
    *,
    on: dt.date,
    given: str,
    reasonable: bool,
    finding: str,
    came: Came | None = None,
    seen: int | None = None,
) -> Case:
    """The applicant's reasons and the organ's finding. `given` empty: silent, only after their last day.

    Not reasonable: the outcome may be NP_EXCESS. Reasonable: the case goes on, with a longer period at need.
    """
    require(actor, "case.handle", case.organ_id)
    if not finding.strip():
        raise Refused("请写明认定理由是否合理的依据。")
    if not given.strip():
        _silent(case, on, reasonable)
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        require_allowed(row, "hear_reasons")
        facts: dict[str, object] = {"reasonable": reasonable}
        if came is not None and given.strip():
            facts["paper"] = paper_of_case(actor, row, PaperKind.REASONS, came, on).pk
        event = record_event(actor, row, "hear_reasons", on, facts, act="case.handle")
        sheet = latest_sheet(row, SheetKind.REASONS, SheetState.DONE)
        if sheet is not None:
            more = {"given": given.strip(), "finding": finding.strip()}
            settle(sheet, SheetState.DONE, event=event, more=more)
    return row


def _silent(case: Case, on: dt.date, reasonable: bool) -> None:
    due = reasons_due(case)
    if due is None:
        raise Refused("还没有登记说明理由告知书的送达日期和凭证，不能认定申请人逾期。")
    if on <= due:
        raise Refused(f"申请人说明理由的期限到{due.isoformat()}为止，现在还没有逾期。")
    if reasonable:
        raise Refused("申请人没有说明理由的，不能认定理由合理。")


def tell_longer_period(
    actor: Actor,
    case: Case,
    *,
    on: dt.date,
    until: dt.date,
    letter_id: int | None = None,
    on_paper: str = "",
    seen: int | None = None,
) -> Case:
    """告知延迟答复的合理期限: reasons found reasonable, and no answer possible within the period.

    `letter_id`, `on_paper`: as `outgoing.letter_sent` takes them.
    """
    require(actor, "case.handle", case.organ_id)
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        heard = last_fact(facts_of(row), "hear_reasons")
        if heard is None or heard.facts["reasonable"] is not True:
            raise Refused(
                "只有申请人说明了理由并且认定合理的，才能确定延迟答复的期限（第三十五条）。"
            )
        overview = standing_now(row).overview
        due = overview.reply.result if overview is not None else None
        if not isinstance(due, Due) or row.state in ("decided", "served", "archived"):
            raise Refused("答复期限现在没有计算，不能确定延迟答复的期限。")
        if on > due.day:
            raise Refused(f"应当在答复期限（{due.day.isoformat()}）以前告知申请人，请尽快答复。")
        if until <= due.day:
            raise Refused(f"延迟的期限应当晚于现在的答复期限（{due.day.isoformat()}）。")
        if until > clock.today() + dt.timedelta(days=366):
            raise Refused("延迟答复的期限超过一年，不合理，请核对日期。")
        facts: dict[str, object] = {"until": until.isoformat()} | letter_sent(
            actor, row, "longer_period", on,
            letter_id=letter_id, on_paper=on_paper, says={"longer_until": until},
        )  # fmt: skip
        record_event(actor, row, "longer_period", on, facts, act="case.handle")
    return row
