"""Pages of units' reports in bulk, from the text as it was signed, as publication would have left them.

The acts read every file back in six formats, a second and more a report; for thirty units a visitor would wait.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable

from gongkai.apps.annual.models import Artefact, Report, ReportState, Step
from gongkai.apps.annual.page import body_of
from gongkai.apps.annual.previous import signed_report
from gongkai.apps.audit.actions import Draft, record_many
from gongkai.apps.audit.keeping import kept
from gongkai.apps.disclosure.models import Attachment, ItemKind
from gongkai.apps.example.loading.content import load_later
from gongkai.apps.example.loading.stored import County, Stored
from gongkai.apps.example.piece import File, Piece
from gongkai.apps.example.year.calendar import days_of, moment

FORMATS = ("docx", "json")


def show_in_bulk(county: County, reports: Iterable[Report]) -> None:
    """Publish received reports: page, DOCX and JSON, gates, state, step and log."""
    held = {row.organ.slug: row for row in reports}
    rows = load_later(county, [_piece(one) for one in held.values()])
    for stored in rows:
        _publish(county, held[stored.piece.organ], stored)
    record_many(county.drafts)
    county.drafts.clear()


def _piece(report: Report) -> Piece:
    signed, day = signed_report(report), days_of(report.organ.slug).published
    return Piece(
        kind=ItemKind.ANNUAL_REPORT,
        organ=report.organ.slug,
        column="annual-reports",
        title=signed.title,
        parts=(),
        blocks=tuple(body_of(signed)),
        at=moment(day, 15),
        summary=f"{report.organ.name}{report.year}年政府信息公开工作年度报告。",
        keywords="政府信息公开,年度报告",
        source=report.organ.name,
        genre="报告",
        topic="0101",
        made_on=day,
        files=tuple(File(one, f"{signed.title}（{one.upper()}）", signed) for one in FORMATS),
    )


def _publish(county: County, report: Report, stored: Stored) -> None:
    at, head = stored.piece.at, county.actor(report.organ.slug)
    files = [_artefact(report, one, at) for one in stored.item.attachments.all()]
    report.state, report.item_id = ReportState.PUBLISHED, stored.item.pk
    report.save(update_fields=["state", "item_id"])
    step = Step.objects.create(
        report=report,
        state=ReportState.PUBLISHED,
        on=at.date(),
        person_id=head.person_id,
        person_name=head.name[:80],
        recorded_at=at,
    )
    after = {"state": str(ReportState.PUBLISHED)} | kept(step, report, *files)
    county.drafts.append(Draft(head, "report.publish", report, after=after, at=at))


def _artefact(report: Report, attached: Attachment, at: dt.datetime) -> Artefact:
    content = attached.file.read()
    return Artefact.objects.create(
        report=report,
        format=attached.file.name.rpartition(".")[2],
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        path=attached.file.name,
        made_at=at,
    )
