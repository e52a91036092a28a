"""登记: a paper arrives, a case is opened from it, the receipt is confirmed, somebody is charged with it."""

import datetime as dt

from django.db import transaction

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.models import Case, Paper, PaperKind
from gongkai.apps.cases.opening import Arrived, Asked, Asking, make_case, take_paper
from gongkai.apps.cases.plain_words import refuse_people_of
from gongkai.apps.cases.recording import expect, locked, record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import may, require
from gongkai.apps.organs.models import Organ, Person
from gongkai.apps.organs.queries import actor_for

__all__ = ["Asked", "Asking", "assign", "confirm_receipt", "open_case", "register_paper"]


def register_paper(
    actor: Actor,
    organ: Organ,
    *,
    channel: str,
    arrived_on: dt.date,
    kind: str = PaperKind.APPLICATION,
    evidence: str = "",
    text: str = "",
    filled_by_staff: bool = False,
) -> Paper:
    """登记来件 (Art. 45): whatever came, as it came. `text`: what it says; lies sealed."""
    require(actor, "case.register", organ.pk)
    with transaction.atomic():
        return take_paper(
            actor,
            organ,
            Arrived(channel, arrived_on, kind, evidence, text, filled_by_staff),
            "case.register",
        )


def open_case(actor: Actor, paper: Paper, asked: Asked, asking: Asking) -> Case:
    """立一件申请 from a paper: one thing asked is one case (一事一申请)."""
    require(actor, "case.register", paper.organ_id)
    with transaction.atomic():
        return make_case(actor, paper, asked, asking, "case.register")


def confirm_receipt(
    actor: Actor, case: Case, *, on: dt.date, evidence: str, seen: int | None = None
) -> Case:
    """确认收到 (Art. 31): the day both sides confirmed, or the organ did by phone, with its proof.

    In person and by signed post the day of arrival is the day of receipt whatever is confirmed here.
    """
    require(actor, "case.handle", case.organ_id)
    if not evidence.strip():
        raise Refused("请写明确认的凭证，例如电话记录、回执编号。")
    refuse_people_of(case, "确认的凭证", evidence)
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        record_event(
            actor, row, "confirm", on, {"evidence": evidence.strip()[:300]}, act="case.handle"
        )
    return row


def assign(
    actor: Actor, case: Case, person: Person, *, on: dt.date, seen: int | None = None
) -> Case:
    """交办 (or 改派): from now on this person answers for the case."""
    require(actor, "case.assign", case.organ_id)
    if not may(actor_for(person, on), "case.handle", case.organ_id):
        raise Refused(f"{person}没有办理申请的岗位，请选择依申请公开经办人。")
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        kind = "assign" if row.handler_id is None else "reassign"
        row.handler = person
        row.save(update_fields=["handler"])
        record_event(actor, row, kind, on, {"person": person.pk}, act="case.assign")
    return row
