"""区分处理 (Art. 37): a file is taken to the desk, marked piece by piece, made by one and checked by another.

The log keeps which file, how many pieces on which grounds; never what stands under a mark.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.filing import file_content, keep_file
from gongkai.apps.cases.models import Case, CaseFile, FileKind, Redaction, RedactionPiece
from gongkai.apps.cases.plain_words import refuse_people_of
from gongkai.apps.cases.queries.redactions import grounds, placed
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import require
from gongkai.documents.errors import DocumentError
from gongkai.documents.redacting import Mark, look_at_safely, redact_safely

MOST_ON_A_PAGE = 200
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@dataclass(frozen=True)
class Piece:
    """A mark with its ground, category and reason; they may be empty while marking."""

    mark: Mark
    ground: str = ""
    category: str = ""
    reason: str = ""


def add_source(actor: Actor, case: Case, content: bytes, name: str) -> CaseFile:
    """加入拟提供的信息: a file that shall be given, whole or in part."""
    require(actor, "letter.write", case.organ_id)
    with transaction.atomic():
        file = keep_file(actor, content, name, FileKind.SOURCE, case=case)
        _log(actor, case, {"added": file.pk, "size": file.size})
    return file


def begin(actor: Actor, case: Case, source: CaseFile) -> Redaction:
    """Take a file of the case to the desk. Refused where it cannot be shown as pages."""
    require(actor, "letter.write", case.organ_id)
    if source.removed_at is not None or source not in files_of(case):
        raise Refused("这份材料不在这件申请的卷宗里，请从列表中选择。")
    if Redaction.objects.filter(case=case, source=source, dropped_at=None).exists():
        raise Refused("这份材料已经在区分处理台上，请打开原来的继续处理。")
    try:
        seen = look_at_safely(file_content(source))
    except DocumentError as no:
        raise Refused(f"{no.message}{no.advice}") from no
    with transaction.atomic():
        prepared = None
        if seen.made:
            prepared = keep_file(
                actor, seen.made, "转换成页面的文件.pdf", FileKind.OTHER, case=case
            )
        row = Redaction.objects.create(
            case=case,
            source=source,
            prepared=prepared,
            pages=[[round(one.width, 2), round(one.height, 2)] for one in seen.pages],
            remarks=list(seen.remarks),
            begun_by_id=actor.person_id,
            begun_at=clock.now(),
        )
        _log(actor, case, {"redaction": row.pk, "file": source.pk, "pages": len(seen.pages)})
    return row


def files_of(case: Case) -> list[CaseFile]:
    """Files that may be taken to the desk: what shall be given, and what came with the case."""
    kinds = (FileKind.SOURCE, FileKind.OTHER, FileKind.OPINION, FileKind.EVIDENCE)
    made = set(
        Redaction.objects.filter(case=case)
        .exclude(prepared=None)
        .values_list("prepared_id", flat=True)
    )
    rows = CaseFile.objects.filter(case=case, removed_at=None, kind__in=kinds).order_by("id")
    return [one for one in rows if one.pk not in made]


def mark_page(
    actor: Actor, redaction: Redaction, page: int, pieces: Sequence[Piece], *, seen: int
) -> Redaction:
    """The pieces of one page, in place of those it had. A file made before is no longer valid."""
    require(actor, "letter.write", redaction.case.organ_id)
    if not 1 <= page <= len(redaction.pages):
        raise Refused("没有这一页，请从页码中选择。")
    if len(pieces) > MOST_ON_A_PAGE:
        raise Refused(f"一页最多遮盖{MOST_ON_A_PAGE}处；整页都不公开的，画一个盖住整页的框。")
    for number, one in enumerate(pieces, 1):
        if one.mark.page != page or not one.mark.is_on_page(len(redaction.pages)):
            raise Refused(f"第{number}处不在页面之内，请核对它的位置（0%至100%）。")
        if one.ground and one.ground not in grounds():
            raise Refused(f"第{number}处的依据不是部分公开可以用的依据，请从列表中选择。")
    said = "\n".join(f"{one.category}\n{one.reason}" for one in pieces)
    refuse_people_of(redaction.case, "遮盖处的类别和理由", said)
    with transaction.atomic():
        row = _open(redaction, seen)
        row.pieces.filter(page=page).delete()
        RedactionPiece.objects.bulk_create(_row(actor, row, one) for one in pieces)
        _unmake(row)
        _saved(row)
        logged = {"redaction": row.pk, "page": page, "pieces": len(pieces)}
        _log(actor, row.case, logged | {"grounds": sorted({one.ground for one in pieces})})
    return row


def _row(actor: Actor, redaction: Redaction, piece: Piece) -> RedactionPiece:
    mark = piece.mark
    return RedactionPiece(
        redaction=redaction,
        page=mark.page,
        left=mark.left,
        top=mark.top,
        width=mark.width,
        height=mark.height,
        ground=piece.ground,
        category=piece.category.strip()[:60],
        reason=piece.reason.strip()[:300],
        marked_by=actor.person_id,
    )


def make(actor: Actor, redaction: Redaction, *, seen: int) -> Redaction:
    """生成遮盖后的文件: proved by the documents room before it is kept. Refused while a ground is missing."""
    require(actor, "letter.write", redaction.case.organ_id)
    pieces = placed(redaction.pieces.all())
    if not pieces:
        raise Refused("还没有遮盖任何内容。不需要遮盖的文件可以直接提供，不必区分处理。")
    open_ = [where for one, where in pieces if not (one.ground and one.category and one.reason)]
    if open_:
        named = "、".join(open_[:5]) + ("等" if len(open_) > 5 else "")
        raise Refused(f"{named}还没有写全依据、内容类别和理由，请补上再生成。")
    marks = [Mark(one.page, one.left, one.top, one.width, one.height) for one, _ in pieces]
    try:
        made = redact_safely(file_content(shown_file(redaction)), marks)
    except DocumentError as no:
        raise Refused(f"{no.message}{no.advice}") from no
    with transaction.atomic():
        row = _open(redaction, seen)
        _unmake(row)
        ending = ENDINGS[made.media_type]
        # The source's own name may name a person.
        name = f"区分处理后的信息{row.pk}.{ending}"
        row.output = keep_file(actor, made.content, name, FileKind.REDACTED, case=row.case)
        row.made_by_id, row.made_at, row.return_reason = actor.person_id, clock.now(), ""
        row.remarks = [one for one in row.remarks if "只盖住了一部分" not in one]
        row.remarks += list(made.remarks)
        _saved(row)
        said = {"redaction": row.pk, "made": row.output.pk, "sha256": row.output.sha256}
        _log(actor, row.case, said | {"pieces": len(pieces), "dpi": made.dpi})
    return row


def check(
    actor: Actor, redaction: Redaction, approved: bool, reason: str = "", *, seen: int
) -> Redaction:
    """复核: by a person who neither marked nor made it. Not approved, it goes back with the reason."""
    marked = set(redaction.pieces.values_list("marked_by", flat=True))
    wrote = marked | {redaction.begun_by_id, redaction.made_by_id}
    authors = frozenset(one for one in wrote if one is not None)
    require(actor, "letter.review", redaction.case.organ_id, authors=authors)
    if not approved and len(reason.strip()) < 2:
        raise Refused("请写明退回的理由，例如“第2页还看得见电话”。")
    refuse_people_of(redaction.case, "退回的理由", reason)
    with transaction.atomic():
        row = _open(redaction, seen)
        if row.output is None:
            raise Refused("还没有生成遮盖后的文件，请等经办人生成以后再复核。")
        if approved:
            row.checked_by_id, row.checked_at = actor.person_id, clock.now()
            CaseFile.objects.filter(pk=row.output_id).update(to_applicant=True)
        else:
            _unmake(row)
            row.return_reason = reason.strip()[:300]
        _saved(row)
        said = {"redaction": row.pk, "approved": approved}
        _log(actor, row.case, said, "letter.review", "" if approved else row.return_reason)
    return row


def reopen(actor: Actor, redaction: Redaction, reason: str, *, seen: int) -> Redaction:
    """Take a checked file back to the desk; refused once the answer went out."""
    require(actor, "letter.write", redaction.case.organ_id)
    _reasoned(redaction.case, reason)
    with transaction.atomic():
        row = _locked(redaction, seen)
        _not_answered(row)
        _unmake(row)
        row.checked_by, row.checked_at = None, None
        _saved(row)
        _log(actor, row.case, {"redaction": row.pk, "reopened": True}, note=reason.strip()[:300])
    return row


def drop(actor: Actor, redaction: Redaction, reason: str, *, seen: int) -> Redaction:
    """Give up the work on a file: nothing of it goes out. The file itself stays with the case."""
    require(actor, "letter.write", redaction.case.organ_id)
    _reasoned(redaction.case, reason)
    with transaction.atomic():
        row = _locked(redaction, seen)
        _not_answered(row)
        _unmake(row)
        row.checked_by, row.checked_at, row.dropped_at = None, None, clock.now()
        _saved(row)
        _log(actor, row.case, {"redaction": row.pk, "dropped": True}, note=reason.strip()[:300])
    return row


def shown_file(redaction: Redaction) -> CaseFile:
    """The file whose pages the desk shows: the source, or the pages made of it."""
    return redaction.prepared or redaction.source


def _reasoned(case: Case, reason: str) -> None:
    if len(reason.strip()) < 2:
        raise Refused("请写明理由。")
    refuse_people_of(case, "理由", reason)


def _not_answered(row: Redaction) -> None:
    if row.checked_at is not None and row.case.closed_on is not None:
        raise Refused("答复已经送达，提供出去的文件不能再改。确有错误的，请按更正办理。")


def _locked(redaction: Redaction, seen: int) -> Redaction:
    row = (
        Redaction.objects.select_for_update(of=("self",))
        .select_related("case", "output", "source", "prepared")
        .get(pk=redaction.pk)
    )
    if row.dropped_at is not None:
        raise Refused("这份区分处理已经作废，请重新开始。")
    if row.changes != seen:
        raise Refused("这份文件刚刚被同事改动过，请刷新页面看过以后再办。")
    return row


def _open(redaction: Redaction, seen: int) -> Redaction:
    row = _locked(redaction, seen)
    if row.checked_at is not None:
        raise Refused("这份文件已经复核通过。需要改的，请先收回重新处理。")
    return row


def _unmake(row: Redaction) -> None:
    """What was made before no longer holds: the file leaves the case and is swept."""
    if row.output is not None:
        CaseFile.objects.filter(pk=row.output.pk).update(removed_at=clock.now(), to_applicant=False)
        row.output, row.made_by, row.made_at = None, None, None


def _saved(row: Redaction) -> None:
    row.changes += 1
    row.save()


def _log(
    actor: Actor, case: Case, said: dict[str, object], act: str = "letter.write", note: str = ""
) -> None:
    audit.record(actor, act, subject=case, after=said, note=note)
