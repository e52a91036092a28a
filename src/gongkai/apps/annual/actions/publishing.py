"""公布: the signed report becomes a page with its files, passes the gates, and is published."""

import json

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.annual.actions.correcting import correct_report
from gongkai.apps.annual.actions.writing import locked_report
from gongkai.apps.annual.artefacts import Made, difference_of_page, made_file, made_files
from gongkai.apps.annual.models import Artefact, Report, ReportKind, ReportState, Step
from gongkai.apps.annual.page import body_of, page_alone
from gongkai.apps.annual.previous import signed_report
from gongkai.apps.annual.public_pages import (
    File,
    Place,
    holds,
    make_page,
    put_out,
    stands_in_gates,
)
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.writing.assembling import day_of
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.keeping import kept
from gongkai.apps.disclosure.models import Item, ItemKind
from gongkai.apps.organs.access import require
from gongkai.documents.rendering.comparison import difference_dict
from gongkai.domain.reports import AnnualReport
from gongkai.domain.reports.comparing import compare

__all__ = ["SIGNED", "correct_report", "difference_file", "prepare_page", "publish_report"]

COLUMN = "annual-reports"
SIGNED = {
    ReportKind.OWN: (ReportState.HANDED_IN, ReportState.RECEIVED),
    ReportKind.GOVERNMENT: (ReportState.SIGNED,),
}


def prepare_page(actor: Actor, report: Report) -> Item:
    """Make the page and its files from the signed report, and hand it to the gates.

    Every file, and the page itself, is read back by the report reader and must be the same report.
    Refused: not signed yet; the page of this very text waits for its gates already.
    """
    require(actor, "report.write", report.organ_id)
    row = Report.objects.select_related("organ").get(pk=report.pk)
    if row.state not in SIGNED[ReportKind(row.kind)] or row.signed_content is None:
        raise Refused("报告还没有签批，不能公布。")
    signed = signed_report(row)
    made = made_files(signed)
    difference = difference_of_page(signed, page_alone(signed))
    if difference is not None:
        raise Refused(f"公开页面没有通过回读核对：{difference}。")
    with transaction.atomic():
        row = locked_report(report)
        if row.state not in SIGNED[ReportKind(row.kind)] or signed_report(row) != signed:
            raise Refused("报告刚刚有改动，请刷新后再办。")
        item = _page_of(row)
        if item is not None and stands_in_gates(item, _proof(made)):
            raise Refused("公开页面已经送审，正在审核中，不必重复生成。")
        files = [File(one.name, one.content, _title(signed, one.format)) for one in made]
        if (changes := difference_file(row)) is not None:
            files.append(
                File(f"第{row.version}版更正对照.json", changes, "与上一版的对照（供程序读取）")
            )
        place = Place(row.organ, COLUMN, ItemKind.ANNUAL_REPORT)
        item, paths = make_page(actor, place, item, _values(row, signed), files)
        stored = [_keep(row, one, path) for one, path in zip(made, paths, strict=False)]
        row.item_id = item.pk
        row.save(update_fields=["item_id"])
        audit.record(
            actor, "report.write", subject=row, after={"page": item.pk} | kept(row, *stored)
        )
    return item


def _values(row: Report, signed: AnnualReport) -> dict[str, object]:
    return {
        "title": signed.title,
        "summary": f"{row.organ.name}{row.year}年政府信息公开工作年度报告。",
        "keywords": "政府信息公开,年度报告",
        "body": body_of(signed),
        "source": row.organ.name,
        "genre": "报告",
        "topic": "0101",
        "made_on": clock.today(),
        # The day under the report; a correction keeps it, its own day stands in the note.
        "formed_on": day_of(row),
    }


def _title(signed: AnnualReport, to: str) -> str:
    return f"{signed.title}（{to.upper()}）"


def _proof(made: tuple[Made, ...]) -> str:
    """The digest that says which text a page was made of: of the data file, which is the whole report."""
    return next(one.sha256 for one in made if one.format == "json")


def _page_of(row: Report) -> Item | None:
    """The page there is: of this version (returned before), or the one a correction replaces."""
    held = (
        Report.objects.filter(
            organ=row.organ, year=row.year, kind=row.kind, version__lte=row.version
        )
        .exclude(item_id=None)
        .order_by("-version")
        .first()
    )
    return None if held is None else Item.objects.get(pk=held.item_id)


def _keep(row: Report, made: Made, path: str) -> Artefact:
    return Artefact.objects.create(
        report=row,
        format=made.format,
        sha256=made.sha256,
        size=len(made.content),
        path=path,
        made_at=clock.now(),
    )


def former_version(row: Report) -> Report | None:
    """The version that was published before this one; None for the first."""
    return (
        Report.objects.filter(
            organ=row.organ,
            year=row.year,
            kind=row.kind,
            version__lt=row.version,
            state=ReportState.PUBLISHED,
        )
        .order_by("-version")
        .first()
    )


def difference_file(row: Report) -> bytes | None:
    """What the correction changes, as JSON (`gongkai.report-difference/1`); None for the first version."""
    former = former_version(row)
    if former is None:
        return None
    changes = difference_dict(compare(signed_report(former), signed_report(row)))
    changes |= {
        "old_version": former.version,
        "new_version": row.version,
        "note": row.correction_note,
    }
    return (json.dumps(changes, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def publish_report(actor: Actor, report: Report) -> Step:
    """公布 once the page has passed its gates. From then on the report is frozen.

    The page as it will be written is read once more; where it is not the signed report, nothing is published.
    """
    require(actor, "report.publish", report.organ_id)
    with transaction.atomic():
        row = locked_report(report)
        if row.state not in SIGNED[ReportKind(row.kind)] or row.item_id is None:
            raise Refused("报告还没有签批，或者还没有生成公开页面。")
        signed, item = signed_report(row), Item.objects.get(pk=row.item_id)
        if not holds(item, made_file(signed, "json").sha256):
            raise Refused(
                "报告在生成页面以后重新签批过，页面还是原来的内容。请重新生成页面并送审。"
            )
        page = put_out(actor, item, row.correction_note)
        if (difference := difference_of_page(signed, page)) is not None:
            raise Refused(f"公开页面与签批的报告不一致，没有公布：{difference}。")
        before, row.state = row.state, ReportState.PUBLISHED
        row.save(update_fields=["state"])
        made = Step.objects.create(
            report=row,
            state=row.state,
            on=clock.today(),
            note=row.correction_note,
            person_id=actor.person_id,
            person_name=actor.name[:80],
            recorded_at=clock.now(),
        )
        audit.record(
            actor,
            "report.publish",
            subject=row,
            before={"state": before},
            after={"state": row.state} | kept(made, row),
        )
        return made
