"""公布 of the website report: on the site's own home page and among its notices, with its files; corrections."""

import json
from typing import Any

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.annual.actions.website import MOST_NOTE, locked_form, pass_on
from gongkai.apps.annual.models import WebsiteReport, WebsiteState, WebsiteStep, WebsiteValue
from gongkai.apps.annual.public_pages import (
    File,
    Place,
    holds,
    make_page,
    put_out,
    stands_in_gates,
)
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.website.filling import filled
from gongkai.apps.annual.website.sheets import page_body, sheet_of
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.keeping import kept
from gongkai.apps.disclosure.models import Item, ItemKind
from gongkai.apps.organs.access import require
from gongkai.documents.errors import DocumentError
from gongkai.documents.reader import read_document
from gongkai.documents.website import FORMATS, Sheet, checked_sheet
from gongkai.documents.website.writing import sheet_difference

COLUMN = "tzgg"


def data_file(report: WebsiteReport) -> bytes:
    """The form as signed, `gongkai.website-report/1`; with a correction what it changes."""
    content: dict[str, Any] = dict(report.signed_content or {})
    former = former_form(report)
    if former is not None and former.signed_content is not None:
        content["correction"] = {
            "note": report.correction_note,
            "old_version": former.version,
            "new_version": report.version,
            "changed": _changed(former.signed_content["fields"], content["fields"]),
        }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _changed(old: dict[str, Any], new: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"field": key, "label": one["label"], "old": old.get(key, {}).get("value"), "new": one["value"]}
        for key, one in new.items()
        if old.get(key, {}).get("value") != one["value"]
    ]  # fmt: skip


def former_form(report: WebsiteReport) -> WebsiteReport | None:
    """The version before a correction."""
    rows = WebsiteReport.objects.filter(organ=report.organ, year=report.year)
    return rows.filter(version__lt=report.version).order_by("-version").first()


def prepare_form_page(actor: Actor, report: WebsiteReport) -> Item:
    """Make the page and its files from the signed form and hand them to the gates. Each is read back."""
    require(actor, "report.write", report.organ_id)
    with transaction.atomic():
        row = locked_form(report)
        if row.state != WebsiteState.SIGNED:
            raise Refused("报表还没有签发，不能公布。")
        sheet, data = sheet_of(row, filled(row)), data_file(row)
        item = _page_of(row)
        if item is not None and stands_in_gates(item, _digest(data)):
            raise Refused("公开页面已经送审，正在审核中，不必重复生成。")
        files = [File(f"{sheet.title}.{to}", _made(sheet, to), f"{sheet.title}（{to.upper()}）")
                 for to in FORMATS]  # fmt: skip
        files.append(File(f"{sheet.title}.json", data, f"{sheet.title}（JSON）"))
        values = {
            "title": sheet.title,
            "summary": f"{row.organ.name}网站{row.year}年度工作年度报表。",
            "keywords": "政府网站,工作年度报表",
            "body": page_body(sheet),
            "source": row.organ.name,
        }
        place = Place(row.organ, COLUMN, ItemKind.NOTICE)
        item, _ = make_page(actor, place, item, values, files)
        row.item_id = item.pk
        row.save(update_fields=["item_id"])
        audit.record(actor, "report.write", subject=row, after={"page": item.pk} | kept(row))
    return item


def _made(sheet: Sheet, to: str) -> bytes:
    try:
        return checked_sheet(sheet, to)
    except DocumentError as no:
        raise Refused(f"生成报表文件没有通过回读核对：{no.message}{no.advice}") from no


def _digest(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()


def _page_of(row: WebsiteReport) -> Item | None:
    rows = WebsiteReport.objects.filter(
        organ=row.organ, year=row.year, version__lte=row.version, item_id__isnull=False
    )
    held = rows.order_by("-version").first()
    return Item.objects.get(pk=held.item_id) if held is not None else None


def publish_form(actor: Actor, report: WebsiteReport) -> WebsiteStep:
    """公布 once the page has passed its gates; the page as it will be written is read once more."""
    require(actor, "report.publish", report.organ_id)
    with transaction.atomic():
        row = locked_form(report)
        if row.state != WebsiteState.SIGNED or row.item_id is None:
            raise Refused("报表还没有签发，或者还没有生成公开页面。")
        item = Item.objects.get(pk=row.item_id)
        if not holds(item, _digest(data_file(row))):
            raise Refused(
                "报表在生成页面以后重新签发过，页面还是原来的内容。请重新生成页面并送审。"
            )
        page = put_out(actor, item, row.correction_note)
        sheet = sheet_of(row, filled(row))
        if (difference := sheet_difference(sheet, read_document(page, "page.html"))) is not None:
            raise Refused(f"公开页面与签发的报表不一致，没有公布：{difference}。")
        return pass_on(actor, row, WebsiteState.PUBLISHED, "report.publish", row.correction_note)


def correct_form(actor: Actor, report: WebsiteReport, note: str) -> WebsiteReport:
    """更正: a new version with what was stated so far; the old one stays. `note`: what readers see."""
    require(actor, "report.write", report.organ_id)
    if not note.strip():
        raise Refused("更正要写明改了什么、为什么，这段话会显示在页面上。")
    if len(note.strip()) > MOST_NOTE:
        raise Refused(f"更正说明有{len(note.strip())}字，最多{MOST_NOTE}字，请精简。")
    with transaction.atomic():
        row = locked_form(report)
        rows = WebsiteReport.objects.filter(organ=row.organ, year=row.year)
        if row.state != WebsiteState.PUBLISHED or rows.filter(version__gt=row.version).exists():
            raise Refused("只有已公布的、没有更新版本的报表才更正。")
        made = WebsiteReport.objects.create(
            organ=row.organ,
            year=row.year,
            version=row.version + 1,
            state=WebsiteState.DRAFTING,
            correction_note=note.strip(),
        )
        newest = {one.field: one for one in row.values.order_by("id")}
        values = [
            WebsiteValue.objects.create(
                report=made,
                field=one.field,
                value=one.value,
                note=one.note,
                person_id=one.person_id,
                person_name=one.person_name,
                recorded_at=clock.now(),
            )
            for one in newest.values()
        ]
        audit.record(
            actor, "report.write", subject=made, after=kept(made, *values), note=note.strip()
        )
    return made
