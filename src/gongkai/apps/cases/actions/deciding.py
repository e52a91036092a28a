"""拟办、审核: a decision grows step by step, is proposed, reviewed by somebody else, and becomes the reply."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.reassessing import plan_reassessment
from gongkai.apps.cases.data.steps import Finding, step_book
from gongkai.apps.cases.models import Case, Decision
from gongkai.apps.cases.plain_words import refuse_people_of
from gongkai.apps.cases.queries.conditions import Known, unmet
from gongkai.apps.cases.queries.decisions import (
    Content,
    content_of_decision,
    draft_of,
    newest_decision,
    proposal_of,
)
from gongkai.apps.cases.queries.records import grounds_for_pieces
from gongkai.apps.cases.queries.steps import require_allowed
from gongkai.apps.cases.queries.walking import Walk, walk
from gongkai.apps.cases.recording import expect, locked, record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import require
from gongkai.apps.sealing import seal

# States in which a decision may be written, though not always proposed yet.
WRITABLE = frozenset(
    ("received", "correcting", "handling", "consulting_third_party", "consulting_organ",
     "asking_reasons", "charging", "extended", "replying_again")
)  # fmt: skip
MOST_TEXT = 8000
MOST_PIECES = 2000
PIECE = (("place", "位置"), ("category", "内容类别"), ("ground", "依据"), ("reason", "理由"))


def save_step(
    actor: Actor,
    case: Case,
    step: str,
    *,
    finding: str,
    reason: str = "",
    seen: int | None = None,
) -> Decision:
    """Answer one of the steps. Refused while a fact the finding needs is missing, or without its reason."""
    require(actor, "case.propose", case.organ_id)
    with transaction.atomic():
        row = _writable(case, seen)
        known = Known(row)
        draft, content = _draft(actor, row)
        chosen = _finding(walk(row.kind, content.steps, known), step, finding)
        lacking = unmet(known, chosen.requires)
        if lacking:
            raise Refused(step_book().conditions[lacking[0]])
        if chosen.reason and not reason.strip():
            raise Refused(f"选“{chosen.label}”的，请写明理由。")
        given = {"finding": finding, "reason": reason.strip()[:MOST_TEXT]}
        steps = {**content.steps, step: given}
        # What was answered beyond a changed finding and no longer lies on the way is dropped.
        on_the_way = walk(row.kind, steps, known).keys
        steps = {key: one for key, one in steps.items() if key in on_the_way}
        _keep(actor, draft, replace(content, steps=steps))
        audit.record(
            actor,
            "case.propose",
            subject=row,
            after={"decision": draft.version, "step": step, "finding": finding},
        )
    return draft


def _finding(way: Walk, step: str, finding: str) -> Finding:
    at = {one.step.key: one.step for one in way.taken}
    if way.now is not None:
        at[way.now.key] = way.now
    if step not in at or finding not in at[step].findings:
        raise Refused("这一步还没有轮到，或者没有这个结论，请从上一步答起。")
    return at[step].findings[finding]


def save_answer(
    actor: Actor,
    case: Case,
    *,
    outcome: str,
    variant: str = "",
    records: Mapping[str, str],
    reasons: str = "",
    pieces: Sequence[Mapping[str, str]] = (),
    seen: int | None = None,
) -> Decision:
    """The last step: the outcome among those the way leads to, its records, the reasons of the letter.

    May be saved unfinished. `pieces` (partial release without the redaction desk): place, category,
    ground (an outcome code), reason.
    """
    require(actor, "case.propose", case.organ_id)
    given = [_piece(number, one) for number, one in enumerate(pieces, 1)]
    if len(given) > MOST_PIECES:
        raise Refused(f"不公开的地方最多列{MOST_PIECES}处，请用区分处理台。")
    with transaction.atomic():
        row = _writable(case, seen)
        draft, content = _draft(actor, row)
        way = walk(row.kind, content.steps, Known(row))
        if not way.at_answer:
            raise Refused("前面的步骤还没有答完，还不能写答复。")
        if (outcome, variant) not in way.outcomes:
            raise Refused("前面各步的结论不会得出这个办理结果，请核对。")
        content = replace(
            content,
            answer=(outcome, variant),
            records={key: text.strip()[:MOST_TEXT] for key, text in records.items()},
            reasons=reasons.strip()[:MOST_TEXT],
            pieces=tuple(given),
        )
        _keep(actor, draft, content)
        audit.record(
            actor,
            "case.propose",
            subject=row,
            after={"decision": draft.version, "outcome": outcome, "variant": variant},
        )
    return draft


def _piece(number: int, given: Mapping[str, str]) -> dict[str, str]:
    piece = {key: given.get(key, "").strip()[:1000] for key, _ in PIECE}
    for key, label in PIECE:
        if not piece[key]:
            raise Refused(f"不公开的第{number}处没有写“{label}”。")
    if piece["ground"] not in dict(grounds_for_pieces()):
        raise Refused(f"不公开的第{number}处没有选定依据。")
    return piece


def propose_decision(actor: Actor, case: Case, *, seen: int | None = None) -> Decision:
    """提出处理意见. Refused, with everything that is missing, while a step or mandatory record is."""
    require(actor, "case.propose", case.organ_id)
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        require_allowed(row, "propose")
        if row.consulting:
            raise Refused("还有征求意见没有登记答复或者逾期，不能提出处理意见。")
        draft = draft_of(row)
        if draft is None:
            raise Refused("还没有写处理意见，请先办完拟办的各步。")
        made = proposal_of(row, draft)
        if made.sentences:
            raise Refused("还不能提出处理意见：" + "".join(made.sentences))
        draft.outcome, draft.variant = made.outcome
        draft.grounds = sorted({one["ground"] for one in made.pieces})
        draft.proposed_at = clock.now()
        draft.drafted_by_id = actor.person_id
        # What the file said on this day is kept with the decision, whatever is recorded later.
        _keep(actor, draft, replace(made.content, records=made.records, pieces=made.pieces))
        record_event(
            actor,
            row,
            "propose",
            clock.today(),
            {"decision": draft.pk},
            act="case.propose",
        )
    return draft


def _proposed(case: Case) -> Decision:
    """The version that lies with the reviewer."""
    decision = newest_decision(case)
    if case.state != "to_review" or decision is None or decision.proposed_at is None:
        raise Refused("这件申请没有等待审核的处理意见。")
    return decision


def authors_of(decision: Decision) -> frozenset[int]:
    """Everybody who wrote in it; nobody reviews what they wrote."""
    own = {decision.drafted_by_id} if decision.drafted_by_id else set()
    return content_of_decision(decision).authors | own


def return_decision(actor: Actor, case: Case, *, reason: str, seen: int | None = None) -> Decision:
    """退回 with a reason: the clerk's next version begins with what this one said."""
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        decision = _proposed(row)
        require(actor, "case.review", row.organ_id, authors=authors_of(decision))
        if not reason.strip():
            raise Refused("请写明退回的理由。")
        refuse_people_of(row, "退回的理由", reason)
        decision.approved, decision.return_reason = False, reason.strip()[:300]
        _reviewed(actor, decision)
        record_event(
            actor, row, "return", clock.today(), {"decision": decision.pk}, act="case.review"
        )
    return decision


def approve_decision(actor: Actor, case: Case, *, seen: int | None = None) -> Decision:
    """审核通过, by somebody who wrote nothing of it. The reply itself is the letter: see `record_reply`."""
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        decision = _proposed(row)
        require(actor, "case.review", row.organ_id, authors=authors_of(decision))
        if decision.approved:
            raise Refused("这份处理意见已经审核通过，请拟写、签发答复书。")
        decision.approved = True
        _reviewed(actor, decision)
        audit.record(
            actor,
            "case.review",
            subject=row,
            after={"decision": decision.version, "outcome": decision.outcome, "approved": True},
        )
    return decision


def _reviewed(actor: Actor, decision: Decision) -> None:
    decision.reviewed_by_id = actor.person_id
    decision.reviewed_at = clock.now()
    decision.save()


def record_reply(
    actor: Actor, case: Case, decision: Decision, letter_id: int | None, on: dt.date
) -> Case:
    """作出答复: the answer letter was approved, dated `on`. Called inside the act that approves the letter.

    What is withheld under Art. 14-16 gets its day of re-assessment (Art. 18).
    """
    require(actor, "letter.review", case.organ_id, authors=authors_of(decision))
    with transaction.atomic():
        row = locked(case)
        if _proposed(row).pk != decision.pk or not decision.approved:
            raise Refused("处理意见还没有审核通过，不能签发答复书。")
        facts: dict[str, object] = {
            "decision": decision.pk,
            "outcome": decision.outcome,
            "variant": decision.variant,
        }
        if letter_id is not None:
            facts["letter"] = letter_id
        record_event(actor, row, "reply", on, facts, act="letter.review")
        plan_reassessment(row, decision.outcome, on)
    return row


def _writable(case: Case, seen: int | None) -> Case:
    row = locked(case)
    expect(row, seen)
    if row.state not in WRITABLE:
        raise Refused("这件申请现在不在拟办阶段，不能写处理意见。")
    return row


def _draft(actor: Actor, case: Case) -> tuple[Decision, Content]:
    """The version being written; a new one begins with what the last one said."""
    draft = draft_of(case)
    if draft is not None:
        return draft, content_of_decision(draft)
    last = newest_decision(case)
    made = Decision.objects.create(
        case=case,
        version=last.version + 1 if last is not None else 1,
        drafted_by_id=actor.person_id,
        drafted_at=clock.now(),
    )
    return made, replace(content_of_decision(last), authors=frozenset())


def _keep(actor: Actor, draft: Decision, content: Content) -> None:
    authors = set(content.authors)
    if actor.person_id is not None:
        authors.add(actor.person_id)
    draft.sealed = seal({**asdict(content), "authors": sorted(authors)})
    draft.save()
