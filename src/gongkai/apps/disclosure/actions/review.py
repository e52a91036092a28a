"""审核: the gates decide about exactly the latest revision, in order, never by somebody who wrote it."""

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.actions.remarks import add_remark, override, settle_remark
from gongkai.apps.disclosure.data.gates import gate_data
from gongkai.apps.disclosure.models import Decision, Gate, Item, Review
from gongkai.apps.disclosure.queries.gates import (
    ACT_OF,
    approvals,
    authors_of,
    gates_due,
    second_looks_due,
    standing_submission,
)
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.disclosure.working_copy import locked, person_of
from gongkai.apps.organs.access import label, require

__all__ = ["add_remark", "override", "review", "second_look", "settle_remark"]


def review(actor: Actor, item: Item, gate: str, decision: str, reason: str = "") -> Review:
    """One gate's decision about `item.latest_revision`. A return needs a reason and ends the submission.

    `gate`: a value of `Gate`; `decision`: a value of `Decision`. If the caller read the item before
    somebody changed it, the decision is refused: nobody approves what they did not see.
    """
    _known(gate, decision)
    person = person_of(actor, label(ACT_OF[Gate(gate)]))
    with transaction.atomic():
        row = locked(item)
        require(actor, ACT_OF[Gate(gate)], row.organ_id, authors=authors_of(row))
        if item.latest_revision_id != row.latest_revision_id:
            raise Refused("您打开之后，这条信息又有了新的修改。请重新打开，看过新的内容再审核。")
        submission = standing_submission(row)
        if submission is None:
            raise Refused("这一稿没有送审，或者已经退回。请起草人修改后重新送审。")
        _in_order(row, gate)
        _other_person(row, gate, person.pk)
        if decision == Decision.RETURNED and not reason.strip():
            raise Refused("退回必须写明理由，让起草人知道要改什么。")
        made = Review.objects.create(
            item=row,
            submission=submission,
            revision_id=row.latest_revision_id,
            gate=gate,
            person=person,
            person_name=actor.name,
            decision=decision,
            reason=reason.strip(),
            at=clock.now(),
        )
        audit.record(
            actor,
            ACT_OF[Gate(gate)],
            subject=row,
            after={"gate": gate, "decision": decision, "revision": row.latest_revision_id},
            note=reason.strip(),
        )
    return made


def second_look(actor: Actor, item: Item, gate: str, decision: str, reason: str = "") -> Review:
    """事后复核 of an urgent publication, about the revision that is public.

    A return does not take the text down by itself: it is shown to those who may correct or withdraw.
    """
    _known(gate, decision)
    person = person_of(actor, "事后复核")
    with transaction.atomic():
        row = locked(item)
        require(actor, ACT_OF[Gate(gate)], row.organ_id, authors=authors_of(row))
        if gate not in second_looks_due(row):
            raise Refused("这条信息没有等待这一关的事后复核。")
        edition = row.editions.public().get()
        if decision == Decision.RETURNED and not reason.strip():
            raise Refused("复核不通过必须写明问题，以便更正或撤下。")
        made = Review.objects.create(
            item=row,
            revision_id=edition.revision_id,
            gate=gate,
            person=person,
            person_name=actor.name,
            decision=decision,
            reason=reason.strip(),
            afterwards=True,
            at=clock.now(),
        )
        audit.record(
            actor,
            ACT_OF[Gate(gate)],
            subject=row,
            after={"gate": gate, "decision": decision, "afterwards": True},
            note=reason.strip(),
        )
    return made


def _known(gate: str, decision: str) -> None:
    if gate not in Gate.values or decision not in Decision.values:
        raise Refused("没有这个审核关，或者没有这种意见。")


def _in_order(item: Item, gate: str) -> None:
    due = gates_due(item)
    if gate in due:
        return
    if gate in approvals(item):
        raise Refused(f"{Gate(gate).label}已经通过，不必重复审核。")
    if not due:
        raise Refused("各道审核都已完成，等待发布。")
    waiting = "、".join(Gate(one).label for one in due)
    raise Refused(f"现在应由{waiting}审核，还没有轮到{Gate(gate).label}。")


def _other_person(item: Item, gate: str, person_id: int) -> None:
    apart = gate_data().different_people
    if gate not in apart:
        return
    for other, passed in approvals(item).items():
        if other in apart and passed.person_id == person_id:
            raise Refused(
                f"{passed.person_name}已经办理了{Gate(other).label}，{Gate(gate).label}须由另一人办理。"
            )
