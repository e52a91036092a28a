"""征求意见 (Art. 32-34): third parties, joint organs, other organs, and units of the organ's own."""

import datetime as dt

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.arriving import Came, paper_of_case
from gongkai.apps.cases.actions.outgoing import letter_sent
from gongkai.apps.cases.history import HEARD, Fact
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.models import Case, PaperKind, Party, PartyRole, SheetKind
from gongkai.apps.cases.parties import Identity, keep_identity
from gongkai.apps.cases.queries.steps import facts_of
from gongkai.apps.cases.recording import expect, locked, record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.sheets import keep_proof, keep_sheet
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Organ
from gongkai.domain.deadlines import due_from

ASK = {
    PartyRole.THIRD_PARTY: "ask_third_party",
    PartyRole.JOINT_ORGAN: "ask_joint_organ",
    PartyRole.OTHER_ORGAN: "ask_other_organ",
    PartyRole.INTERNAL_UNIT: "ask_internal_unit",
}
HEAR = {
    PartyRole.THIRD_PARTY: "hear_third_party",
    PartyRole.JOINT_ORGAN: "hear_organ",
    PartyRole.OTHER_ORGAN: "hear_organ",
    PartyRole.INTERNAL_UNIT: "hear_internal_unit",
}
OPINIONS = (("agree", "同意公开"), ("partly", "部分同意公开"), ("refuse", "不同意公开"))
SILENT = "silent"
UNDELIVERED = "undelivered"
UNDELIVERED_MEANS = "征求意见书无法送达，由本机关依照条例决定；不等于同意，也不等于不同意。"
OPINION_LABELS = {**dict(OPINIONS), SILENT: "逾期未答复", UNDELIVERED: "无法送达"}
CLOCKS = {
    PartyRole.THIRD_PARTY: "third_party_opinion",
    PartyRole.JOINT_ORGAN: "joint_organ_opinion",
}
# What silence means, by law: the organ decides (Art. 32); a joint organ is taken to agree (Art. 34).
SILENCE_MEANS = {
    PartyRole.THIRD_PARTY: "第三方逾期未提出意见，由本机关依照条例决定是否公开（第三十二条），沉默不是同意。",
    PartyRole.JOINT_ORGAN: "共同制作机关逾期未提出意见，视为同意公开（第三十四条）。",
    PartyRole.OTHER_ORGAN: "其他机关到期没有答复，由本机关依照条例决定。",
    PartyRole.INTERNAL_UNIT: "内设机构没有答复，不影响本机关的期限。",
}


def add_party(
    actor: Actor,
    case: Case,
    *,
    role: str,
    identity: Identity | None = None,
    organ: Organ | None = None,
    kind: str = "",
    seen: int | None = None,
) -> Party:
    """A third party (its identity lies sealed), or an organ (of the county, or named by `identity`)."""
    require(actor, "case.handle", case.organ_id)
    if role not in ASK:
        raise Refused("请选择征求谁的意见：第三方、共同制作机关、其他机关或者内设机构。")
    if organ is None and not (identity and identity.name.strip()):
        raise Refused("请填写被征求意见方的姓名或者名称。")
    if organ is not None and organ.pk == case.organ_id and role != PartyRole.INTERNAL_UNIT:
        raise Refused("本机关不能作为其他机关征求意见；内设机构请选“内设机构”。")
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        party = Party(case=row, role=role, kind=kind, organ=organ, order=row.parties.count())
        keep_identity(party, identity or Identity())
        party.save()
        audit.record(
            actor, "case.handle", subject=row, after={"party": party.pk, "role": party.role}
        )
    return party


def ask_opinion(
    actor: Actor,
    party: Party,
    *,
    on: dt.date,
    answer_by: dt.date | None = None,
    letter_id: int | None = None,
    on_paper: str = "",
    seen: int | None = None,
) -> Case:
    """发出征求意见书、协办函. `answer_by`: the day set for another organ or unit; third parties and joint
    organs have their 15 working days from their own receipt, by law. A unit of the organ's own needs no
    letter; for the others `letter_id` and `on_paper` are as `outgoing.letter_sent` takes them."""
    require(actor, "case.handle", party.case.organ_id)
    facts: dict[str, object] = {"party": party.pk}
    says: dict[str, int | dt.date] = {}
    if party.role in (PartyRole.OTHER_ORGAN, PartyRole.INTERNAL_UNIT):
        if answer_by is None:
            raise Refused("请写明要求对方答复的日期。")
        if answer_by < on:
            raise Refused("要求对方答复的日期早于发出之日，请核对。")
        facts["answer_by"] = answer_by.isoformat()
        says["answer_by"] = answer_by
    with transaction.atomic():
        row = locked(party.case)
        expect(row, seen)
        if _asked(facts_of(row), party) is not None:
            raise Refused("已经征求过这一方的意见；登记有误的，请更正那一条记录。")
        kind = ASK[PartyRole(party.role)]
        facts |= letter_sent(
            actor, row, kind, on,
            letter_id=letter_id, on_paper=on_paper, addressee=party, says=says,
        )  # fmt: skip
        record_event(actor, row, kind, on, facts, act="case.handle")
    return row


def _asked(facts: tuple[Fact, ...], party: Party) -> Fact | None:
    kind = ASK[PartyRole(party.role)]
    return next((f for f in facts if f.kind == kind and f.facts["party"] == party.pk), None)


def _of_party(facts: tuple[Fact, ...], party: Party, *kinds: str) -> Fact | None:
    return next((f for f in facts if f.kind in kinds and f.facts.get("party") == party.pk), None)


def party_received(
    actor: Actor, party: Party, *, on: dt.date, proof: str, seen: int | None = None
) -> Case:
    """The party got the letter: its own period runs from the day after. The proof is needed (送达回证 …)."""
    require(actor, "case.handle", party.case.organ_id)
    if not proof.strip():
        raise Refused("请写明对方收到征求意见书的凭证，例如送达回证、邮件签收记录。")
    with transaction.atomic():
        row = locked(party.case)
        expect(row, seen)
        facts = facts_of(row)
        if _asked(facts, party) is None:
            raise Refused("还没有登记向这一方发出征求意见书。")
        if _of_party(facts, party, "party_received") is not None:
            raise Refused("这一方收到的日期已经登记过了；登记有误的，请更正那一条记录。")
        event = record_event(
            actor, row, "party_received", on, {"party": party.pk}, act="case.handle"
        )
        keep_proof(actor, row, event, proof)
    return row


def hear_opinion(
    actor: Actor,
    party: Party,
    *,
    on: dt.date,
    opinion: str,
    reasons: str = "",
    came: Came | None = None,
    seen: int | None = None,
) -> Case:
    """对方答复: agree, partly or refuse; a refusal gives its reasons (they lie sealed)."""
    require(actor, "case.handle", party.case.organ_id)
    if opinion not in dict(OPINIONS):
        raise Refused("请选择对方的意见：同意、部分同意或者不同意公开。")
    if opinion != "agree" and not reasons.strip():
        raise Refused("对方不同意或者只部分同意公开的，请写明理由：理由是否合理由本机关审查。")
    with transaction.atomic():
        row = locked(party.case)
        expect(row, seen)
        _still_asked(facts_of(row), party)
        facts: dict[str, object] = {"party": party.pk, "opinion": opinion}
        if came is not None and party.role != PartyRole.INTERNAL_UNIT:
            facts["paper"] = paper_of_case(actor, row, PaperKind.OPINION, came, on).pk
        event = record_event(actor, row, HEAR[PartyRole(party.role)], on, facts, act="case.handle")
        content = {"opinion": opinion, "reasons": reasons.strip()}
        keep_sheet(actor, row, SheetKind.OPINION, content, party=party, event=event)
    return row


def _still_asked(facts: tuple[Fact, ...], party: Party) -> Fact:
    asked = _asked(facts, party)
    if asked is None:
        raise Refused("还没有登记向这一方发出征求意见书。")
    if _of_party(facts, party, *HEARD) is not None:
        raise Refused("这一方的意见已经登记过了；登记有误的，请更正那一条记录。")
    return asked


def silent_until(party: Party) -> dt.date | None:
    """The last day this party has; None where its receipt is not proved or no day was set."""
    facts = facts_of(party.case)
    asked = _asked(facts, party)
    if asked is None:
        return None
    role = PartyRole(party.role)
    if role in CLOCKS:
        received = _of_party(facts, party, "party_received")
        if received is None:
            return None
        local, calendar = law_in_use()
        return due_from(CLOCKS[role], received.on, calendar, local).day
    by = asked.facts.get("answer_by")
    return dt.date.fromisoformat(str(by)) if by else None


def record_silence(actor: Actor, party: Party, *, seen: int | None = None) -> Case:
    """逾期未答复: only after the party's own last day. What it means differs: `SILENCE_MEANS`."""
    require(actor, "case.handle", party.case.organ_id)
    with transaction.atomic():
        row = locked(party.case)
        expect(row, seen)
        _still_asked(facts_of(row), party)
        last = silent_until(party)
        if last is None:
            raise Refused("还没有登记对方收到征求意见书的日期和凭证，对方的期限没有起算。")
        today = clock.today()
        if today <= last:
            raise Refused(f"对方的答复期限到{last.isoformat()}为止，现在还没有逾期。")
        role = PartyRole(party.role)
        record_event(
            actor,
            row,
            HEAR[role],
            today,
            {"party": party.pk, "opinion": SILENT},
            act="case.handle",
            note=SILENCE_MEANS[role],
        )
    return row


def record_undelivered(
    actor: Actor, party: Party, *, on: dt.date, attempts: str, seen: int | None = None
) -> Case:
    """征求意见书无法送达: what was tried (sealed); the consultation ends on this day.

    No text says what follows; as with silence a third party is no consent and no objection, and the
    organ decides. Refused where the letter arrived: then the party has its own period.
    """
    require(actor, "case.handle", party.case.organ_id)
    if len(attempts.strip()) < 6:
        raise Refused("请写明试过哪些办法、结果怎样，例如退回的邮件号码、电话联系的日期。")
    with transaction.atomic():
        row = locked(party.case)
        expect(row, seen)
        facts = facts_of(row)
        asked = _still_asked(facts, party)
        if on < asked.on:
            raise Refused(f"无法送达的日期早于发出之日（{asked.on.isoformat()}），请核对。")
        if _of_party(facts, party, "party_received") is not None:
            raise Refused("对方收到的日期已经登记，期限已经起算，请等对方答复或者逾期。")
        said: dict[str, object] = {"party": party.pk, "opinion": UNDELIVERED}
        event = record_event(
            actor,
            row,
            HEAR[PartyRole(party.role)],
            on,
            said,
            act="case.handle",
            note=UNDELIVERED_MEANS,
        )
        content = {"opinion": UNDELIVERED, "reasons": attempts.strip()}
        keep_sheet(actor, row, SheetKind.OPINION, content, party=party, event=event)
    return row
