"""更正 of a published report: a new version to be written, checked and signed; the old one stays."""

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.annual.actions.writing import locked_report
from gongkai.apps.annual.models import Passage, Report, ReportState
from gongkai.apps.annual.queries.reports import passages_of
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.keeping import kept
from gongkai.apps.organs.access import require

# What a reader is shown of an edition holds so much.
MOST_NOTE = 300


def correct_report(actor: Actor, report: Report, note: str) -> Report:
    """更正 of a published report: a new version to be written, checked and signed; the old one stays.

    `note`: what readers see on the page.
    """
    require(actor, "report.write", report.organ_id)
    if not note.strip():
        raise Refused("更正要写明改了什么、为什么，这段话会显示在页面上。")
    if len(note.strip()) > MOST_NOTE:
        raise Refused(f"更正说明有{len(note.strip())}字，最多{MOST_NOTE}字，请精简。")
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
            correction_note=note.strip()[:MOST_NOTE],
        )
        taken = [
            Passage.objects.create(
                report=made,
                part=one.part,
                number=1,
                text=one.text,
                person_id=one.person_id,
                person_name=one.person_name,
                recorded_at=clock.now(),
            )
            for one in passages_of(row).values()
        ]
        audit.record(
            actor,
            "report.write",
            subject=made,
            after={"version": made.version} | kept(made, *taken),
            note=note.strip()[:300],
        )
    return made
