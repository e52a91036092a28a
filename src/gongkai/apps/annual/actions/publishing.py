"""公布: the signed report becomes a page with its files, passes the gates, and is published; corrections are versions."""

import hashlib
import json

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.annual.actions.writing import locked_report
from gongkai.apps.annual.models import Artefact, Passage, Report, ReportKind, ReportState, Step
from gongkai.apps.annual.page import body_of
from gongkai.apps.annual.previous import signed_report
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure import refusals as disclosure
from gongkai.apps.disclosure.actions.attaching import attach, detach
from gongkai.apps.disclosure.actions.publication import correct_item, publish_item
from gongkai.apps.disclosure.actions.writing import create_item, revise_item, submit_item
from gongkai.apps.disclosure.models import Column, Item, ItemKind
from gongkai.apps.organs.access import require
from gongkai.documents.errors import DocumentError
from gongkai.documents.rendering.comparison import comparison_dict
from gongkai.documents.rendering.writing import checked
from gongkai.domain.reports import AnnualReport
from gongkai.domain.reports.comparing import compare

# What is offered for download beside the page; each is read back before it is kept.
FORMATS = ("docx", "pdf", "xlsx", "ofd", "json")
COLUMN = "annual-reports"
SIGNED = {
    ReportKind.OWN: (ReportState.HANDED_IN, ReportState.RECEIVED),
    ReportKind.GOVERNMENT: (ReportState.SIGNED,),
}


def prepare_page(actor: Actor, report: Report) -> Item:
    """Make the page and its files from the signed report, and hand it to the gates.

    Every file is read back by the report reader and must be the same report. Refused: not signed yet.
    """
    require(actor, "report.write", report.organ_id)
    row = Report.objects.select_related("organ").get(pk=report.pk)
    if row.state not in SIGNED[ReportKind(row.kind)] or row.signed_content is None:
        raise Refused("报告还没有签批，不能公布。")
    signed = signed_report(row)
    try:
        files = {to: checked(signed, to) for to in FORMATS}
    except DocumentError as no:
        raise Refused(f"生成报告文件没有通过回读核对：{no.message}") from no
    try:
        with transaction.atomic():
            row = locked_report(report)
            item = _page(actor, row, signed)
            for to, content in files.items():
                name = f"{signed.title}.{to}"
                kept = attach(actor, item, name, content, f"{signed.title}（{to.upper()}）")
                _keep(row, to, content, kept.file.name)
            if row.version > 1:
                _attach_difference(actor, row, item, signed)
            submit_item(actor, item)
            row.item_id = item.pk
            row.save(update_fields=["item_id"])
            audit.record(actor, "report.write", subject=row, after={"page": item.pk})
    except disclosure.Refused as no:
        raise Refused(str(no)) from no
    return item


def _page(actor: Actor, row: Report, signed: AnnualReport) -> Item:
    """A new page; a correction is a new revision of the page that is public."""
    values = {
        "title": signed.title,
        "summary": f"{row.organ.name}{row.year}年政府信息公开工作年度报告。",
        "keywords": "政府信息公开,年度报告",
        "body": body_of(signed),
        "source": row.organ.name,
        "genre": "报告",
        "topic": "0101",
        "made_on": clock.today(),
        "formed_on": clock.today(),
    }
    former = _former(row)
    if former is not None:
        item = Item.objects.get(pk=former.item_id)
        revise_item(actor, item, values)
        for old in list(item.attachments.all()):
            detach(actor, item, old)
        return item
    column = Column.objects.filter(organ=row.organ, code=COLUMN, closed_on=None).first()
    if column is None:
        raise Refused(f"{row.organ.short_name}没有“政府信息公开年报”栏目，请先开设。")
    return create_item(
        actor, kind=ItemKind.ANNUAL_REPORT, organ=row.organ, column=column, values=values
    )


def _former(row: Report) -> Report | None:
    return (
        Report.objects.filter(
            organ=row.organ, year=row.year, kind=row.kind, version__lt=row.version
        )
        .exclude(item_id=None)
        .order_by("-version")
        .first()
    )


def _keep(row: Report, to: str, content: bytes, path: str) -> None:
    Artefact.objects.create(
        report=row,
        format=to,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        path=path,
        made_at=clock.now(),
    )


def _attach_difference(actor: Actor, row: Report, item: Item, signed: AnnualReport) -> None:
    """What the correction changes, for machines."""
    former = _former(row)
    if former is None or former.signed_content is None:
        return
    changes = comparison_dict(compare(signed_report(former), signed))
    content = json.dumps(changes, ensure_ascii=False, indent=1).encode("utf-8")
    attach(actor, item, f"第{row.version}版更正对照.json", content, "与上一版的对照（JSON）")


def publish_report(actor: Actor, report: Report) -> Step:
    """公布 once the page has passed its gates. From then on the report is frozen."""
    require(actor, "report.publish", report.organ_id)
    with transaction.atomic():
        row = locked_report(report)
        if row.state not in SIGNED[ReportKind(row.kind)] or row.item_id is None:
            raise Refused("报告还没有签批，或者还没有生成公开页面。")
        item = Item.objects.get(pk=row.item_id)
        try:
            if item.editions.public().exists():
                correct_item(actor, item, row.correction_note)
            else:
                publish_item(actor, item)
        except disclosure.Refused as no:
            raise Refused(str(no)) from no
        before, row.state = row.state, ReportState.PUBLISHED
        row.save(update_fields=["state"])
        audit.record(
            actor,
            "report.publish",
            subject=row,
            before={"state": before},
            after={"state": row.state},
        )
        return Step.objects.create(
            report=row,
            state=row.state,
            on=clock.today(),
            note=row.correction_note,
            person_id=actor.person_id,
            person_name=actor.name[:80],
            recorded_at=clock.now(),
        )


def correct_report(actor: Actor, report: Report, note: str) -> Report:
    """更正 of a published report: a new version to be written, checked and signed; the old one stays.

    `note`: what readers see on the page.
    """
    require(actor, "report.write", report.organ_id)
    if not note.strip():
        raise Refused("更正要写明改了什么、为什么，这段话会显示在页面上。")
    with transaction.atomic():
        row = locked_report(report)
        if row.state != ReportState.PUBLISHED:
            raise Refused("只有已公布的报告才更正；没有公布的，请退回修改。")
        newer = Report.objects.filter(
            organ=row.organ, year=row.year, kind=row.kind, version__gt=row.version
        )
        if newer.exists():
            raise Refused("这份报告已经有更新的版本。")
        made = Report.objects.create(
            organ=row.organ,
            year=row.year,
            kind=row.kind,
            version=row.version + 1,
            state=ReportState.DRAFTING,
            correction_note=note.strip()[:500],
        )
        newest: dict[str, Passage] = {}
        for one in row.passages.order_by("number"):
            newest[one.part] = one
        for one in newest.values():
            Passage.objects.create(
                report=made,
                part=one.part,
                number=1,
                text=one.text,
                person_id=one.person_id,
                person_name=one.person_name,
                recorded_at=clock.now(),
            )
        audit.record(actor, "report.write", subject=made, note=note.strip()[:300])
    return made
