"""登记: a review or a suit comes to the organ's knowledge."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.recording import locked as locked_case
from gongkai.apps.cases.recording import record_event as record_case_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Organ
from gongkai.apps.remedies.models import Remedy, RemedyKind, Role
from gongkai.apps.remedies.numbers import remedy_number
from gongkai.apps.remedies.questions import review_comes_first
from gongkai.apps.remedies.recording import record_event
from gongkai.apps.sealing import seal
from gongkai.domain.cases import machine

ROLES = {
    RemedyKind.REVIEW: (Role.RESPONDENT, Role.THIRD_PARTY),
    RemedyKind.SUIT: (
        Role.DEFENDANT,
        Role.CO_DEFENDANT_MAKER,
        Role.CO_DEFENDANT_REVIEW,
        Role.THIRD_PARTY,
    ),
}


@dataclass(frozen=True)
class Brought:
    """What is told of a new review or suit. `against`: 文号 of the answer, or what was not done."""

    kind: str
    role: str
    against: str
    forum: str
    forum_number: str = ""
    applicant: str = ""
    through_review: bool = False


def register_remedy(
    actor: Actor,
    organ: Organ,
    brought: Brought,
    *,
    brought_on: dt.date,
    learned_on: dt.date,
    case: Case | None = None,
    after_review: Remedy | None = None,
    amendment: str = "",
) -> Remedy:
    """登记复议、诉讼. The case, where there is one, is under review or in court from `learned_on`."""
    require(actor, "remedy.record", organ.pk)
    _check(organ, brought, case, after_review)
    if not brought_on <= learned_on <= clock.today():
        raise Refused("知道的日期应当在提起日期之后，并且不能晚于今天，请核对。")
    with transaction.atomic():
        remedy = Remedy.objects.create(
            organ=organ,
            case=case,
            kind=brought.kind,
            number=remedy_number(organ, brought.kind, brought_on.year),
            role=brought.role,
            against=brought.against.strip()[:200],
            forum=brought.forum.strip()[:120],
            forum_number=brought.forum_number.strip()[:80],
            after_review=after_review,
            through_review=brought.through_review or after_review is not None,
            review_was_first=review_comes_first(case) if case is not None else None,
            sealed=seal({"applicant": brought.applicant.strip()[:100]}),
            created_at=clock.now(),
        )
        record_event(actor, remedy, "brought", brought_on, amendment=amendment)
        if case is not None:
            tell_case(
                actor, remedy, "ask_review" if brought.kind == "review" else "sue", learned_on
            )
    return remedy


def _check(organ: Organ, brought: Brought, case: Case | None, after: Remedy | None) -> None:
    if brought.kind not in RemedyKind.values:
        raise Refused("请选择行政复议或者行政诉讼。")
    if brought.role not in ROLES[RemedyKind(brought.kind)]:
        raise Refused("本机关的地位与复议、诉讼的种类不符，请重新选择。")
    if not brought.against.strip() or not brought.forum.strip():
        raise Refused("请填写所涉行为（答复文号，或者“逾期未答复”）和复议机关、法院的名称。")
    if case is not None and case.organ_id != organ.pk:
        raise Refused("这件申请不是本机关办理的，请核对申请编号。")
    if after is not None and (after.kind != "review" or brought.kind != "suit"):
        raise Refused("只有诉讼可以写明在哪一件复议之后提起。")
    if after is not None and after.organ_id != organ.pk:
        raise Refused("这件复议不是本机关登记的，请核对登记号。")


def tell_case(actor: Actor, remedy: Remedy, kind: str, on: dt.date, **facts: str) -> None:
    """Record on the application what its review or suit means for it.

    Where the state has no such step (not answered yet, a second remedy at once), the case keeps its state and
    the fact is noted.
    """
    assert remedy.case_id is not None
    case = locked_case(Case(pk=remedy.case_id))
    act = machine().acts[kind]
    given = {"remedy": remedy.pk, **facts} if case.state in act.sources else {"remedy": remedy.pk}
    done = kind if case.state in act.sources else "remedy_noted"
    record_case_event(actor, case, done, on, given, act="remedy.record")
