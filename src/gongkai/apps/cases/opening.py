"""Papers and cases as rows: what registering by staff and sending online have in common. Asks for no right.

Inside the transaction of an act; `act` is what the log calls it.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

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
from gongkai.apps.cases.plain_words import without_people
from gongkai.apps.cases.recording import record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.models import Organ
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


@dataclass(frozen=True)
class Arrived:
    """How and when something came. `text`: what it says; lies sealed."""

    channel: str
    on: dt.date
    kind: str = PaperKind.APPLICATION
    evidence: str = ""
    text: str = ""
    filled_by_staff: bool = False


def take_paper(actor: Actor, organ: Organ, arrived: Arrived, act: str) -> Paper:
    """A row of 来件 with its number. Refused: an unknown channel, a day still to come."""
    if arrived.channel not in channels():
        raise Refused("没有这种提交方式，请从列表中选择。")
    if arrived.on > clock.today():
        raise Refused(f"到件日期（{arrived.on.isoformat()}）还没有到，请核对。")
    gone = organ.abolished_on is not None and organ.abolished_on <= arrived.on
    if gone and arrived.kind == PaperKind.APPLICATION:
        raise Refused(f"{organ.name}已于{organ.abolished_on}撤销，请由承接它职能的机关登记。")
    paper = Paper.objects.create(
        organ=organ,
        number=paper_number(organ, arrived.on.year),
        kind=arrived.kind,
        channel=arrived.channel,
        arrived_on=arrived.on,
        recorded_at=clock.now(),
        evidence=arrived.evidence[:300],
        filled_by_staff=arrived.filled_by_staff,
        taken_by_id=actor.person_id,
        sealed=seal({"text": arrived.text}) if arrived.text else b"",
    )
    audit.record(
        actor,
        act,
        subject=paper,
        after={
            "channel": arrived.channel,
            "arrived_on": arrived.on.isoformat(),
            "kind": str(arrived.kind),
        },
    )
    return paper


def make_case(actor: Actor, paper: Paper, asked: Asked, asking: Asking, act: str) -> Case:
    """A case from a paper, with its parties and the fact that it arrived. Refused: what Art. 29 cannot miss."""
    if asking.applicant_kind not in dict(APPLICANT_KINDS):
        raise Refused(
            "请选择申请人类别（自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他）。"
        )
    if not asking.applicant.name.strip():
        raise Refused("请填写申请人的姓名或者名称。")
    if not asked.description.strip():
        raise Refused("请填写所需政府信息的名称、文号或者便于查询的其他特征。")
    case = Case.objects.create(
        organ=paper.organ,
        number=case_number(paper.organ, paper.arrived_on.year),
        kind=asked.kind,
        applicant_kind=asking.applicant_kind,
        subject=_subject(asked, asking),
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
        act=act,
    )
    return case


def _subject(asked: Asked, asking: Asking) -> str:
    """The line that lists and pages show to whoever may read the case: applicants name themselves, it does not."""
    people = [(PartyRole.APPLICANT, asking.applicant)]
    people += [(PartyRole.CO_APPLICANT, one) for one in asking.co_applicants]
    people += [(PartyRole.AGENT, asking.agent)] if asking.agent is not None else []
    text = asked.subject.strip() or asked.description.strip()
    return without_people(text, ((role.label, one) for role, one in people))[:120]


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
