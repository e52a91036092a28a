"""Items, attachments and editions in bulk, as writing and publication would have left them."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.core.files.base import ContentFile
from sequences.models import Sequence

from gongkai.apps.disclosure.actions.numbering import index_number_for
from gongkai.apps.disclosure.attachment_kinds import KINDS
from gongkai.apps.disclosure.freezing.body import freeze_attachments, freeze_body
from gongkai.apps.disclosure.models import Attachment, Edition, Ending, Item
from gongkai.apps.example.files import file_bytes, file_text
from gongkai.apps.example.loading.body import raw_body
from gongkai.apps.example.loading.stored import County, End, Stored, end_of
from gongkai.apps.example.loading.trail import add_trails, log_acts
from gongkai.apps.example.piece import Piece
from gongkai.apps.organs.models import Organ

BATCH = 500
WRONG_PHONE, PHONE = "0000-0000009", "0000-0000000"
# Fields that an edition takes over from the item.
FROZEN = (
    "kind", "organ_id", "column_id", "title", "summary", "keywords", "author", "source",
    "genre", "topic", "document_number", "issued_by", "made_on", "formed_on",
    "notice_period_end", "interpretation_form", "policy_contact",
)  # fmt: skip
_WITH_CONTACT = ("normative", "policy", "interpretation")
_POINTS = {
    "background": "背景",
    "basis": "依据",
    "judgement": "过程",
    "content": "内容",
    "scope": "范围",
}


def load_content(county: County, pieces: Iterable[Piece]) -> list[Stored]:
    """Store the pieces, oldest first; their rows in that order."""
    ordered = sorted(pieces, key=lambda piece: (piece.at, piece.organ, piece.title))
    rows = [_row(county, piece, index_number) for piece, index_number in _numbered(county, ordered)]
    _keep_counters(rows)
    return _stored(county, rows)


def load_later(county: County, pieces: Iterable[Piece]) -> list[Stored]:
    """Store pieces that go on where the numbers of the organs have come to."""
    rows = [
        _row(county, piece, index_number_for(county.organs[piece.organ], piece.at))
        for piece in pieces
    ]
    return _stored(county, rows)


def _stored(county: County, rows: list[Stored]) -> list[Stored]:
    Item.objects.bulk_create((row.item for row in rows), batch_size=BATCH)
    through = Item.authors.through
    through.objects.bulk_create(
        (
            through(item_id=row.item.pk, person_id=county.people[f"{row.piece.organ}-clerk"].pk)
            for row in rows
        ),
        batch_size=BATCH,
    )
    attach_files(rows)
    add_trails(county, rows)
    editions = (edition for row in rows for edition in _editions(row))
    Edition.objects.bulk_create(editions, batch_size=BATCH)
    log_acts(county, rows)
    return rows


def _numbered(county: County, pieces: list[Piece]) -> Iterator[tuple[Piece, str]]:
    """Each piece with its 索引号, without gaps within an organ and a year."""
    counters: Counter[str] = Counter()
    for piece in pieces:
        prefix = f"{county.organs[piece.organ].credit_code[8:17]}/{piece.at.year}"
        counters[prefix] += 1
        yield piece, f"{prefix}-{counters[prefix]:05d}"


def _keep_counters(rows: list[Stored]) -> None:
    """The next real publication goes on where the example ended."""
    last: Counter[str] = Counter()
    for row in rows:
        last[f"index:{row.item.index_number.rpartition('-')[0]}"] += 1
    Sequence.objects.bulk_create(Sequence(name=name, last=number) for name, number in last.items())


def _row(county: County, piece: Piece, index_number: str) -> Stored:
    organ, end = county.organs[piece.organ], end_of(piece, county.now)
    item = Item(
        kind=piece.kind,
        organ=organ,
        column=county.columns[piece.organ, piece.column],
        title=piece.title[:200],
        summary=piece.summary,
        keywords=piece.keywords,
        author=piece.author,
        source=piece.source,
        genre=piece.genre,
        topic=piece.topic,
        document_number=piece.document_number,
        issued_by=_issuer(piece, organ),
        made_on=piece.made_on,
        formed_on=piece.made_on,
        notice_period_end=piece.notice_period_end,
        interpretation_form=piece.interpretation_form,
        interpretation_points=_points(piece),
        policy_contact=f"{piece.source}，电话{PHONE}" if piece.kind in _WITH_CONTACT else "",
        index_number=index_number,
        created_at=piece.at - dt.timedelta(hours=5),
        live=end is None,
        has_unpublished_changes=end is not None,
        first_published_at=piece.at,
        last_published_at=_shown_at(piece),
    )
    item.body = list(piece.blocks) or raw_body(piece.parts, index_number)
    return Stored(piece, item, end)


def _issuer(piece: Piece, organ: Organ) -> str:
    """发文机关, as the number says it: 示政办发 and 示政办函 are the office's."""
    if not piece.document_number:
        return ""
    office = "办" in piece.document_number.partition("〔")[0]
    return organ.name.removesuffix("办公室") + "办公室" if office else organ.name


def _shown_at(piece: Piece) -> dt.datetime:
    """When the present text went out: the day after, where it was corrected."""
    return piece.at + dt.timedelta(days=1) if piece.corrected else piece.at


def _points(piece: Piece) -> dict[str, str]:
    """Where an interpretation treats the five points: the first words below each heading."""
    found: dict[str, str] = {}
    if piece.kind == "interpretation":
        for head, following in zip(piece.parts, piece.parts[1:], strict=False):
            for code, word in _POINTS.items():
                if head.shape == "h2" and word in head.text:
                    found.setdefault(code, (following.text or head.text)[:60])
    return found


def attach_files(rows: Iterable[Stored]) -> None:
    """The attachments of the pieces: the original in the media folder, its digest and its words."""
    made = []
    for row in rows:
        for order, file in enumerate(row.piece.files, 1):
            data = file_bytes(row.piece, file)
            digest = hashlib.sha256(data).hexdigest()
            attachment = Attachment(
                item=row.item,
                order=order,
                title=file.title[:200],
                sha256=digest,
                size=len(data),
                media_type=KINDS[file.format].media_type,
                text=file_text(row.piece, file),
            )
            name = f"{digest[:20]}.{file.format}"
            attachment.file.save(name, ContentFile(data), save=False)
            made.append(attachment)
    Attachment.objects.bulk_create(made, batch_size=BATCH)


def _editions(row: Stored) -> Iterator[Edition]:
    """The public text; before a corrected one the text with the mistake."""
    piece, item = row.piece, row.item
    if not piece.corrected:
        yield _edition(row, item, 1, row.end)
        return
    wrong = Item(kind=item.kind)
    wrong.body = raw_body(
        tuple(part._replace(text=part.text.replace(PHONE, WRONG_PHONE)) for part in piece.parts),
        item.index_number,
    )
    until = End(_shown_at(piece), Ending.SUPERSEDED, piece.corrected)
    yield _edition(replace(row, trail=None), wrong, 1, until)
    yield _edition(row, item, 2, row.end, note=piece.corrected)


def _edition(row: Stored, shown: Item, number: int, end: End | None, note: str = "") -> Edition:
    body, item = freeze_body(shown), row.item
    attachments, words = freeze_attachments(item) if row.piece.files else ([], "")
    return Edition(
        item=item,
        number=number,
        revision_id=row.trail.revision_id if row.trail else None,
        submission_id=row.trail.submission_id if row.trail else None,
        body_html=body.html,
        body_text=body.text,
        attachments=attachments,
        attachments_text=words,
        index_number=item.index_number,
        note=note,
        first_published_at=row.piece.at,
        published_at=row.piece.at if number == 1 else _shown_at(row.piece),
        ended_at=end.at if end else None,
        ending=end.ending if end else "",
        ending_note=end.note if end else "",
        **{name: getattr(item, name) for name in FROZEN},
    )
