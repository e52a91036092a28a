"""销毁到期档案: proposed by one, approved by another; then nothing of a person is left of the case.

Number, days, outcome and what the year's report counts stay, and so does every record without its persons.
"""

from django.db import connection, transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.filing import discard_content, row_of
from gongkai.apps.cases.models import (
    Case,
    CaseFile,
    Dispatch,
    Disposal,
    DisposalState,
    Paper,
    RedactionPiece,
)
from gongkai.apps.cases.plain_words import refuse_people_of
from gongkai.apps.cases.recording import expect, locked, record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.retention import held_by_remedy, is_destroyed, keeping_of
from gongkai.apps.organs.access import require
from gongkai.apps.sealing import seal

GONE = "（已销毁）"


def propose_disposal(actor: Actor, case: Case, *, reason: str, seen: int | None = None) -> Disposal:
    """提出销毁. Refused before its time is up, and while a review or suit is open."""
    require(actor, "case.dispose_propose", case.organ_id)
    if not reason.strip():
        raise Refused("请写明销毁的理由，例如“保管期满，经鉴定没有继续保存的价值”。")
    refuse_people_of(case, "销毁的理由", reason)
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        if row.disposals.exclude(state=DisposalState.DECLINED).exists():
            raise Refused("这件档案已经提出销毁，请不要重复提出。")
        _may_go(row)
        keeping = keeping_of(row, clock.today())
        assert keeping is not None
        made = Disposal.objects.create(
            case=row,
            state=DisposalState.PROPOSED,
            category=keeping.category,
            years=keeping.years,
            kept_until=keeping.until,
            reason=reason.strip()[:300],
            proposed_by_id=actor.person_id,
            proposed_at=clock.now(),
        )
        audit.record(
            actor,
            "case.dispose_propose",
            subject=row,
            after={"disposal": made.pk, "kept_until": keeping.until.isoformat()},
            note=made.reason,
        )
    return made


def _may_go(case: Case) -> None:
    keeping = keeping_of(case, clock.today())
    if keeping is None:
        raise Refused("还没有办结归档的申请不能销毁。")
    if clock.today() <= keeping.until:
        raise Refused(
            f"保管期限{keeping.years}年（{keeping.label}），保管到{keeping.until.isoformat()}，还没有期满。"
        )
    if held_by_remedy(case):
        raise Refused("这件申请还有没有了结的复议、诉讼，材料是证据，不能销毁。")


def decline_disposal(actor: Actor, disposal: Disposal, *, answer: str) -> Disposal:
    """不同意销毁, with the reason: the case is kept on."""
    if not answer.strip():
        raise Refused("请写明不同意的理由。")
    with transaction.atomic():
        row = _proposed(actor, disposal)
        refuse_people_of(row.case, "不同意的理由", answer)
        _decided(actor, row, DisposalState.DECLINED, answer)
    return row


def dispose(actor: Actor, disposal: Disposal, *, answer: str = "") -> Disposal:
    """批准销毁, by somebody else than who proposed it. What was sealed is overwritten, the files go after commit.

    Refused where something has changed since: a review or suit, a longer period.
    """
    with transaction.atomic():
        row = _proposed(actor, disposal)
        refuse_people_of(row.case, "批准的意见", answer)
        _may_go(row.case)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:  # freed pages are written over, not only let go
                cursor.execute("PRAGMA secure_delete = ON")
        files = _files_of(row.case)
        row.destroyed = _empty(row.case) | {"files": len(files)}
        for file in files:
            file.sealed = seal({"row": row_of(file)})
            file.destroyed_at = clock.now()
            file.save(update_fields=["sealed", "destroyed_at"])
        _decided(actor, row, DisposalState.DONE, answer)
        record_event(
            actor, row.case, "dispose", clock.today(), {"disposal": row.pk}, act="case.dispose"
        )
        paths = [one.path for one in files]
        transaction.on_commit(lambda: [discard_content(one) for one in paths] and None)
    return row


def _proposed(actor: Actor, disposal: Disposal) -> Disposal:
    case = locked(disposal.case)
    row = Disposal.objects.select_for_update().get(pk=disposal.pk)
    authors = frozenset(one for one in (row.proposed_by_id,) if one is not None)
    require(actor, "case.dispose", case.organ_id, authors=authors)
    if row.state != DisposalState.PROPOSED:
        raise Refused("这一件已经有结论了，请刷新页面。")
    row.case = case
    return row


def _decided(actor: Actor, row: Disposal, state: str, answer: str) -> None:
    row.state, row.answer = state, answer.strip()[:300]
    row.decided_by_id, row.decided_at = actor.person_id, clock.now()
    row.save()
    audit.record(
        actor,
        "case.dispose",
        subject=row.case,
        after={"disposal": row.pk, "state": state, "destroyed": row.destroyed},
        note=row.answer,
    )


def _papers_of(case: Case) -> list[Paper]:
    """Papers that belong to no other case that is still kept."""
    papers = Paper.objects.filter(filings__case=case).distinct()
    return [one for one in papers if not _needed_elsewhere(one, case)]


def _needed_elsewhere(paper: Paper, case: Case) -> bool:
    others = Case.objects.filter(filings__paper=paper).exclude(pk=case.pk).distinct()
    return any(not is_destroyed(one) for one in others)


def _files_of(case: Case) -> list[CaseFile]:
    rows = CaseFile.objects.filter(case=case) | CaseFile.objects.filter(paper__in=_papers_of(case))
    return list(rows.filter(destroyed_at=None).distinct())


def _empty(case: Case) -> dict[str, int]:
    """Write over everything that names or describes people; how many rows of what."""
    made = {
        "parties": case.parties.update(sealed=b"", name_match="", id_match="", phone_match=""),
        "decisions": case.decisions.update(sealed=b"", return_reason=""),
        "sheets": case.sheets.update(sealed=b""),
        "letters": case.letters.update(sealed=b"", return_reason="", drop_reason=""),
        "dispatches": Dispatch.recorded.filter(letter__case=case).update(
            sealed=b"", mail_number="", through=""
        ),
        "redactions": case.redactions.update(remarks=[], return_reason=""),
        "pieces": RedactionPiece.objects.filter(redaction__case=case).update(
            reason="", category=""
        ),
        "remedies": case.remedies.update(sealed=b""),  # type: ignore[attr-defined]
    }
    case.reassessments.update(finding="")
    papers = [one.pk for one in _papers_of(case)]
    made["papers"] = Paper.objects.filter(pk__in=papers).update(sealed=b"", evidence="")
    case.subject, case.sealed, case.code_hash = GONE, b"", ""
    case.save(update_fields=["subject", "sealed", "code_hash"])
    return made
