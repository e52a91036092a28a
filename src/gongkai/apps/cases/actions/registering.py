"""登记: a paper arrives, a case is opened from it, the receipt is confirmed, somebody is charged with it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.models import (
    APPLICANT_KINDS,
    Case,
    CaseKind,
    Filing,
    Paper,
    PaperKind,
    Party,
    PartyRole,
)
from gongkai.apps.cases.numbers import case_number, paper_number
from gongkai.apps.cases.parties import Identity, keep_identity
from gongkai.apps.cases.recording import expect, locked, record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import may, require
from gongkai.apps.organs.models import Organ, Person
from gongkai.apps.organs.queries import actor_for
from gongkai.apps.sealing import seal
from gongkai.domain.deadlines import channels


@dataclass(frozen=True)
class Asked:
    """What one application asks for (Art. 29): no purpose, for the law asks none."""

    subject: str
    description: str
    form_wanted: str = ""
    route_wanted: str = ""
    needs_assistance: str = ""
    kind: str = CaseKind.APPLICATION


@dataclass(frozen=True)
class Asking:
    """Who asks: the applicant's nature decides the column of 表三, whoever acts for them."""

    applicant_kind: str
    applicant: Identity
    co_applicants: Sequence[Identity] = field(default=())
    agent: Identity | None = None


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
    if channel not in channels():
        raise Refused("没有这种提交方式，请从列表中选择。")
    if arrived_on > clock.today():
        raise Refused(f"到件日期（{arrived_on.isoformat()}）还没有到，请核对。")
    with transaction.atomic():
        paper = Paper.objects.create(
            organ=organ,
            number=paper_number(organ, arrived_on.year),
            kind=kind,
            channel=channel,
            arrived_on=arrived_on,
            recorded_at=clock.now(),
            evidence=evidence[:300],
            filled_by_staff=filled_by_staff,
            taken_by_id=actor.person_id,
            sealed=seal({"text": text}) if text else b"",
        )
        audit.record(
            actor,
            "case.register",
            subject=paper,
            after={"channel": channel, "arrived_on": arrived_on.isoformat(), "kind": kind},
        )
    return paper


def open_case(actor: Actor, paper: Paper, asked: Asked, asking: Asking) -> Case:
    """立一件申请 from a paper: one thing asked is one case (一事一申请)."""
    require(actor, "case.register", paper.organ_id)
    if asking.applicant_kind not in dict(APPLICANT_KINDS):
        raise Refused(
            "请选择申请人类别（自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他）。"
        )
    if not asking.applicant.name.strip():
        raise Refused("请填写申请人的姓名或者名称。")
    if not asked.description.strip():
        raise Refused("请填写所需政府信息的名称、文号或者便于查询的其他特征。")
    with transaction.atomic():
        case = Case.objects.create(
            organ=paper.organ,
            number=case_number(paper.organ, paper.arrived_on.year),
            kind=asked.kind,
            applicant_kind=asking.applicant_kind,
            subject=(asked.subject.strip() or asked.description.strip())[:120],
            description=asked.description.strip(),
            form_wanted=asked.form_wanted,
            route_wanted=asked.route_wanted,
            needs_assistance=asked.needs_assistance[:200],
            created_at=clock.now(),
        )
        Filing.objects.create(paper=paper, case=case, since=clock.now())
        _keep_parties(case, asking)
        record_event(
            actor,
            case,
            "submit",
            paper.arrived_on,
            {"channel": paper.channel, "paper": paper.pk},
            act="case.register",
        )
    return case


def _keep_parties(case: Case, asking: Asking) -> None:
    given = [(PartyRole.APPLICANT, asking.applicant)]
    given += [(PartyRole.CO_APPLICANT, one) for one in asking.co_applicants]
    if asking.agent is not None:
        given.append((PartyRole.AGENT, asking.agent))
    for order, (role, identity) in enumerate(given):
        kind = asking.applicant_kind if role == PartyRole.APPLICANT else ""
        party = Party(case=case, role=role, kind=kind, order=order)
        keep_identity(party, identity)
        party.save()


def confirm_receipt(
    actor: Actor, case: Case, *, on: dt.date, evidence: str, seen: int | None = None
) -> Case:
    """确认收到 (Art. 31): the day both sides confirmed, or the organ did by phone, with its proof.

    In person and by signed post the day of arrival is the day of receipt whatever is confirmed here.
    """
    require(actor, "case.handle", case.organ_id)
    if not evidence.strip():
        raise Refused("请写明确认的凭证，例如电话记录、回执编号。")
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
