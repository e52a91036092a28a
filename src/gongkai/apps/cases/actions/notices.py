"""送达告知书: the notices from whose arrival a period of the applicant runs; their service is one act."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.data.events import event_kinds
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.queries.steps import facts_of, last_fact
from gongkai.apps.cases.recording import expect, locked, record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.sheets import keep_proof
from gongkai.apps.organs.access import require
from gongkai.domain.cases import machine


@dataclass(frozen=True)
class Notice:
    """`sent`: the fact that it went out; `state`: that of a case which waits for the applicant's answer to it."""

    sent: str
    state: str


# By the fact that it arrived.
NOTICES: Mapping[str, Notice] = {
    "correction_served": Notice("notify_correction", "correcting"),
    "reasons_served": Notice("ask_reasons", "asking_reasons"),
    "fee_served": Notice("charge", "charging"),
}


def is_awaited(case: Case, fact: str) -> bool:
    """Whether the newest notice has gone out, and not been recorded as arrived. `fact`: a key of NOTICES.

    One that may be asked twice (Art. 35) arrives twice: only an arrival after its own sending counts.
    """
    notice = NOTICES[fact]
    newest = last_fact(facts_of(case), notice.sent, fact)
    return case.state == notice.state and newest is not None and newest.kind == notice.sent


def notice_served(
    actor: Actor,
    case: Case,
    fact: str,
    *,
    on: dt.date,
    proof: str,
    letter_id: int | None = None,
    seen: int | None = None,
) -> Case:
    """The applicant got the notice: their own period runs from the day after. `fact`: a key of NOTICES.

    `proof`: 送达回证, 邮件号码 …; without it nothing can later rest on the applicant's being late. `letter_id`:
    the letter, where it lies in the system.
    """
    require(actor, "case.handle", case.organ_id)
    notice, label = NOTICES[fact], event_kinds()[fact].label
    if not proof.strip():
        raise Refused(f"请写明“{label}”的凭证，例如送达回证、邮件号码。")
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        sent = last_fact(facts_of(row), notice.sent)
        if row.state != notice.state or sent is None:
            waiting = machine().states[notice.state].label
            raise Refused(f"这件申请不在“{waiting}”，不能登记“{label}”。")
        if not is_awaited(row, fact):
            raise Refused(f"“{label}”已经登记过了；登记有误的，请更正那一条记录。")
        if on < sent.on:
            raise Refused(f"送达日期早于发出之日（{sent.on.isoformat()}），请核对。")
        given = {} if letter_id is None else {"letter": letter_id}
        event = record_event(actor, row, fact, on, given, act="case.handle")
        keep_proof(actor, row, event, proof)
    return row
