"""行政规范性文件 ledger: 制发, 修改, 废止, 宣布失效, 延长有效期, each by an act with its day."""

import datetime as dt

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.keeping import kept
from gongkai.apps.changes import actions as changes
from gongkai.apps.disclosure.models import (
    Item,
    ItemKind,
    NormativeDocument,
    NormativeEvent,
    NormativeEventKind,
    Relation,
    RelationKind,
)
from gongkai.apps.disclosure.queries.normative import ended_on
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.disclosure.working_copy import not_discarded
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Organ
from gongkai.apps.periods.actions import Change, YearLocked, touch

_RELATION = {
    NormativeEventKind.AMENDED: RelationKind.AMENDS,
    NormativeEventKind.REPEALED: RelationKind.REPEALS,
}


def record_made(
    actor: Actor,
    *,
    organ: Organ,
    title: str,
    document_number: str,
    made_on: dt.date,
    effective_on: dt.date | None = None,
    valid_until: dt.date | None = None,
    registration_number: str = "",
    item: Item | None = None,
    amendment: str = "",
) -> NormativeDocument:
    """制发: a document enters the ledger. 表二 counts it in the year of `made_on`.

    `valid_until`: the last day in force, where the document names one. `item`: its page.
    `amendment`: the reason, where a locked year's numbers change.
    """
    require(actor, "normative.record", organ.pk)
    effective_on = effective_on or made_on
    if not title.strip() or not document_number.strip():
        raise Refused("规范性文件须有标题和发文字号。")
    if made_on > clock.today():
        raise Refused(f"制发日期{made_on}在将来，请核对。")
    if effective_on < made_on:
        raise Refused(f"施行日期{effective_on}早于制发日期{made_on}，请核对。")
    if valid_until is not None and valid_until < effective_on:
        raise Refused(f"有效期至{valid_until}，早于施行日期{effective_on}，请核对。")
    if item is not None and (item.kind != ItemKind.NORMATIVE or item.organ_id != organ.pk):
        raise Refused("对应的公开页面须是本机关的行政规范性文件。")
    with transaction.atomic():
        if item is not None:
            not_discarded(item)
        same = NormativeDocument.objects.filter(document_number=document_number.strip())
        if there := same.select_related("organ").first():
            raise Refused(
                f"发文字号“{document_number}”已经登记过（{there.organ.short_name}，《{there.title}》）。"
                "联合发文由主办机关登记一次，联合的机关不再登记；不是同一份的，请核对发文字号。"
            )
        document = NormativeDocument.objects.create(
            organ=organ,
            title=title.strip(),
            document_number=document_number.strip(),
            registration_number=registration_number.strip(),
            made_on=made_on,
            effective_on=effective_on,
            valid_until=valid_until,
            item=item,
            recorded_at=clock.now(),
        )
        _count_again(actor, document, made_on, {"made_on": str(made_on)}, amendment)
        audit.record(
            actor,
            "normative.record",
            subject=document,
            after={"made_on": made_on, "effective_on": effective_on, "valid_until": valid_until}
            | kept(document),
        )
        _tell(document)
    return document


def link_page(actor: Actor, document: NormativeDocument, item: Item) -> None:
    """The document's page, where it was entered in the ledger first."""
    require(actor, "normative.record", document.organ_id)
    if item.kind != ItemKind.NORMATIVE or item.organ_id != document.organ_id:
        raise Refused("对应的公开页面须是本机关的行政规范性文件。")
    with transaction.atomic():
        not_discarded(item)
        row = NormativeDocument.objects.select_for_update().get(pk=document.pk)
        if row.item_id is not None and row.item_id != item.pk:
            raise Refused("这份文件已经有公开页面。")
        row.item = item
        row.save(update_fields=["item"])
        audit.record(actor, "normative.record", subject=row, after={"item": item.pk} | kept(row))
        _tell(row)
    document.refresh_from_db()


def record_amended(
    actor: Actor,
    document: NormativeDocument,
    on: dt.date,
    *,
    by_document: NormativeDocument | None = None,
    by_text: str = "",
) -> NormativeEvent:
    """修改. The document stays in force."""
    return _record(actor, document, NormativeEventKind.AMENDED, on, by_document, by_text)


def record_repealed(
    actor: Actor,
    document: NormativeDocument,
    on: dt.date,
    *,
    by_document: NormativeDocument | None = None,
    by_text: str = "",
    amendment: str = "",
) -> NormativeEvent:
    """废止: no longer in force from `on`; counted in 表二 本年废止件数."""
    return _record(
        actor, document, NormativeEventKind.REPEALED, on, by_document, by_text, amendment=amendment
    )


def record_expired(
    actor: Actor,
    document: NormativeDocument,
    on: dt.date,
    *,
    by_document: NormativeDocument | None = None,
    by_text: str = "",
    amendment: str = "",
) -> NormativeEvent:
    """宣布失效: no longer in force from `on`; lowers 现行有效, is not 废止 (docs/law/publication.md).

    A document whose own 有效期 ends needs no act: the ledger knows the day.
    """
    return _record(
        actor, document, NormativeEventKind.EXPIRED, on, by_document, by_text, amendment=amendment
    )


def record_extended(
    actor: Actor,
    document: NormativeDocument,
    on: dt.date,
    until: dt.date,
    *,
    by_document: NormativeDocument | None = None,
    by_text: str = "",
    amendment: str = "",
) -> NormativeEvent:
    """延长有效期 to `until` (the new last day in force), decided on `on`, while it is in force."""
    if until < on:
        raise Refused(f"有效期延至{until}，早于决定之日{on}，请核对。")
    return _record(
        actor,
        document,
        NormativeEventKind.EXTENDED,
        on,
        by_document,
        by_text,
        until,
        amendment=amendment,
    )


def _record(
    actor: Actor,
    document: NormativeDocument,
    kind: NormativeEventKind,
    on: dt.date,
    by_document: NormativeDocument | None,
    by_text: str,
    until: dt.date | None = None,
    *,
    amendment: str = "",
) -> NormativeEvent:
    require(actor, "normative.record", document.organ_id)
    if by_document is None and not by_text.strip():
        raise Refused(f"{kind.label}须写明依据哪一份文件。")
    if by_document is not None and by_document.pk == document.pk:
        raise Refused("文件不能依据它自己变动，请核对依据文件。")
    with transaction.atomic():
        row = NormativeDocument.objects.select_for_update().get(pk=document.pk)
        ended = ended_on(row)
        if ended is not None and on >= ended[0]:
            raise Refused(f"《{row.title}》自{ended[0]}起已经{ended[1]}，不能再登记{kind.label}。")
        if on < row.made_on:
            raise Refused(f"{kind.label}的日期{on}早于制发日期{row.made_on}，请核对。")
        last = row.events.order_by("-on", "-id").first()
        if last is not None and on < last.on:
            raise Refused(f"{last.on}已经登记过{last.get_kind_display()}，变动须按先后登记。")
        event = NormativeEvent.objects.create(
            document=row,
            kind=kind,
            on=on,
            by_document=by_document,
            by_text=by_text.strip()[:200],
            extended_until=until,
            recorded_at=clock.now(),
        )
        if kind != NormativeEventKind.AMENDED:
            _count_again(actor, row, on, {"kind": str(kind), "on": str(on)}, amendment)
        _link(row, by_document, kind)
        audit.record(
            actor,
            "normative.record",
            subject=row,
            after={"kind": kind, "on": on, "by": str(by_document or by_text), "until": until}
            | kept(event),
        )
        _tell(row, by_document)
    return event


def _count_again(
    actor: Actor, document: NormativeDocument, since: dt.date, after: dict[str, str], amendment: str
) -> None:
    """What is in force is counted at the end of every year from then on."""
    change = Change(
        range(since.year, clock.today().year + 1),
        "NormativeDocument",
        document.pk,
        str(document),
        None,
        after,
        document.organ_id,
    )
    try:
        touch(actor, change, amendment)
    except YearLocked as no:
        raise Refused(str(no)) from no


def _link(
    document: NormativeDocument, by: NormativeDocument | None, kind: NormativeEventKind
) -> None:
    """Both pages point to each other, where both have one."""
    if by is None or by.item_id is None or document.item_id is None or kind not in _RELATION:
        return
    Relation.objects.get_or_create(
        source_id=by.item_id, target_id=document.item_id, kind=_RELATION[kind]
    )


def _tell(*documents: NormativeDocument | None) -> None:
    """The pages of the documents show their state; one without a page stands in its organ's list."""
    subjects = {
        f"item:{one.item_id}" if one.item_id else f"organ:{one.organ_id}"
        for one in documents
        if one is not None
    }
    if subjects:
        changes.changed(*sorted(subjects))
