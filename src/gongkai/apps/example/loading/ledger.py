"""The ledger of 行政规范性文件, the plans of interpretation, and the links between pages."""

import datetime as dt

from gongkai.apps.audit.actions import Draft
from gongkai.apps.audit.keeping import kept
from gongkai.apps.clock import CHINA
from gongkai.apps.disclosure.models import (
    InterpretationPlan,
    ItemKind,
    NormativeDocument,
    NormativeEvent,
    NormativeEventKind,
    Relation,
    RelationKind,
)
from gongkai.apps.example.documents import Ledgered, ledger
from gongkai.apps.example.loading.stored import County, Stored
from gongkai.apps.example.written import written_ledger

EXEMPT = "文件内容单一、文字简明，公布时已附说明。"
OUTLINE = "背景；依据；研判过程；主要内容；适用范围；咨询方式。"


def load_ledger(county: County, rows: list[Stored]) -> None:
    """Every document of the ledger with its page, and the acts that ended some."""
    pages = {row.item.document_number: row for row in rows if row.piece.kind == ItemKind.NORMATIVE}
    listed = [
        one
        for one in sorted((*ledger(), *written_ledger()), key=lambda one: one.made)
        if one.number in pages
    ]
    documents = NormativeDocument.objects.bulk_create(
        NormativeDocument(
            organ=county.organs["xzf"],
            title=one.name,
            document_number=one.number,
            registration_number=f"SLXGF-{one.made.year}-{number:03d}",
            made_on=one.made,
            effective_on=one.effective,
            valid_until=one.valid_until,
            item=pages[one.number].item,
        )
        for number, one in enumerate(listed, 1)
    )
    by_number = {one.document_number: one for one in documents}
    for document, one in zip(documents, listed, strict=True):
        made = {"made_on": one.made, "effective_on": one.effective}
        at = pages[one.number].piece.at + dt.timedelta(minutes=5)
        _log(county, document, made | kept(document), at)
        _ending(county, document, one, by_number)


def _ending(
    county: County,
    document: NormativeDocument,
    one: Ledgered,
    by_number: dict[str, NormativeDocument],
) -> None:
    """A repeal that the list names, or the repeal of the document that this one replaces."""
    if one.ended and one.ended[0] == "废止":
        _repeal(county, document, one.ended[1], None, one.ended[2])
    if one.replaces:
        former = by_number[one.replaces]
        _repeal(county, former, one.effective, document, "")
        Relation.objects.create(
            source_id=document.item_id, target_id=former.item_id, kind=RelationKind.REPEALS
        )


def _repeal(
    county: County,
    document: NormativeDocument,
    day: dt.date,
    by: NormativeDocument | None,
    by_text: str,
) -> None:
    at = dt.datetime(day.year, day.month, day.day, 9, 0, tzinfo=CHINA)
    event = NormativeEvent.objects.create(
        document=document,
        kind=NormativeEventKind.REPEALED,
        on=day,
        by_document=by,
        by_text=by_text,
        recorded_at=at,
    )
    after = {"kind": "repealed", "on": day, "by": str(by or by_text)}
    _log(county, document, after | kept(event), at)


def _log(
    county: County, document: NormativeDocument, after: dict[str, object], at: dt.datetime
) -> None:
    county.drafts.append(
        Draft(county.actor("xzf"), "normative.record", document, after=after, at=at)
    )


def link_interpretations(county: County, rows: list[Stored]) -> None:
    """解读 → 文件, and the plan (or the reason for none) of every document."""
    documents = {
        row.piece.document_number: row
        for row in rows
        if row.piece.kind in (ItemKind.NORMATIVE, ItemKind.POLICY)
    }
    interpreted = {row.piece.interprets: row for row in rows if row.piece.interprets}
    Relation.objects.bulk_create(
        Relation(source=row.item, target=documents[number].item, kind=RelationKind.INTERPRETS)
        for number, row in interpreted.items()
    )
    InterpretationPlan.objects.bulk_create(
        _plan(row, interpreted.get(number)) for number, row in documents.items()
    )
    for row in documents.values():
        at = row.piece.at - dt.timedelta(hours=4)
        planned = {"planned_on": row.piece.at.date()}
        actor = county.actor(row.piece.organ, "clerk")
        county.drafts.append(
            Draft(actor, "item.write", row.item, kind="InterpretationPlan", after=planned, at=at)
        )


def _plan(row: Stored, interpretation: Stored | None) -> InterpretationPlan:
    day = row.piece.at.date()
    if interpretation is None:
        return InterpretationPlan(document=row.item, planned_on=day, exempt_reason=EXEMPT)
    form = interpretation.piece.interpretation_form
    return InterpretationPlan(
        document=row.item,
        outline=OUTLINE,
        forms=[form] if form == "text" else ["text", form],
        channels="县人民政府门户网站政策解读栏目",
        planned_on=interpretation.piece.at.date(),
        responsible=f"{interpretation.piece.source}主要负责人",
    )
