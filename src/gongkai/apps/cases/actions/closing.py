"""撤回 and 归档: how a case ends without an answer, and what must be on file before it is put away."""

import datetime as dt

from django.db import transaction

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.arriving import Came, paper_of_case
from gongkai.apps.cases.history import ASKED
from gongkai.apps.cases.letters.composing import title_of
from gongkai.apps.cases.models import Case, Letter, LetterState, PaperKind, SheetState
from gongkai.apps.cases.queries.steps import facts_of, require_allowed
from gongkai.apps.cases.queries.telling import not_told
from gongkai.apps.cases.recording import expect, locked, record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import require


def withdraw(actor: Actor, case: Case, *, on: dt.date, came: Came, seen: int | None = None) -> Case:
    """申请人撤回: what the applicant said, in writing (or taken down by staff), is kept as a paper."""
    require(actor, "case.handle", case.organ_id)
    if not came.text.strip():
        raise Refused("请填写申请人撤回申请的书面表示。")
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        require_allowed(row, "withdraw")
        paper = paper_of_case(actor, row, PaperKind.WITHDRAWAL, came, on)
        record_event(actor, row, "withdraw", on, {"paper": paper.pk}, act="case.handle")
        drop_unfinished(row)
    return row


def drop_unfinished(case: Case) -> None:
    """Sheets and letters that nobody needs any more once a case has ended. In the transaction of the act."""
    case.sheets.filter(state__in=(SheetState.OPEN, SheetState.APPROVED)).update(
        state=SheetState.DROPPED
    )
    case.letters.filter(
        state__in=(LetterState.DRAFT, LetterState.TO_REVIEW, LetterState.RETURNED)
    ).update(state=LetterState.DROPPED)


def missing_for_archive(case: Case) -> list[str]:
    """What must still be done before the case can be put away; sentences, empty when it is complete."""
    missing = []
    waiting = case.letters.filter(
        state__in=(LetterState.DRAFT, LetterState.TO_REVIEW, LetterState.RETURNED)
    )
    missing += [f"《{title_of(one)}》还没有签发，请签发或者注明不再使用。" for one in waiting]
    given_up = _given_up(case)
    missing += [
        f"《{title_of(one)}》（{one.number}）没有送达凭证（签收、送达回证或者邮政收寄号码）；退回来的，请再送，"
        "答复书无法送达的，登记留存待领。"
        for one in case.letters.filter(state=LetterState.APPROVED)
        if not _proved(one) and one.pk not in given_up
    ]
    missing += not_told(case)
    open_sheets = case.sheets.filter(state__in=(SheetState.OPEN, SheetState.APPROVED))
    missing += [f"{one.get_kind_display()}还没有办完。" for one in open_sheets]
    unheard = [one for one in _asked(case) if one not in _heard(case)]
    if unheard and case.state == "served":
        missing.append("还有征求意见没有登记答复或者逾期。")
    return missing


def _given_up(case: Case) -> set[object]:
    """Letters that came back and reach nobody, as is on record: answers kept, consultations ended by it."""
    facts = facts_of(case)
    lost = {
        one.facts["party"]
        for one in facts
        if one.kind.startswith("hear_") and one.facts.get("opinion") == "undelivered"
    }
    return {
        one.facts["letter"]
        for one in facts
        if "letter" in one.facts
        and (one.kind == "kept_for" or (one.kind in ASKED and one.facts["party"] in lost))
    }


def _proved(letter: Letter) -> bool:
    """Somebody signed for it, or it was posted by 邮政 under a number; a returned one proves nothing."""
    return any(
        one.failed_on is None
        and (one.proof_id or one.proof_note or (one.way == "post" and one.mail_number))
        for one in letter.dispatches.all()
    )


def _asked(case: Case) -> set[object]:
    return {
        f.facts["party"] for f in facts_of(case) if f.kind.startswith("ask_") and "party" in f.facts
    }


def _heard(case: Case) -> set[object]:
    return {
        f.facts["party"]
        for f in facts_of(case)
        if f.kind.startswith("hear_") and "party" in f.facts
    }
