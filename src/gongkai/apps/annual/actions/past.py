"""导入往年报告: the figures of years before the platform, from the files as they were published."""

from dataclasses import dataclass

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.annual.keeping import PAST, keep_file
from gongkai.apps.annual.models import PastReport, Report, ReportKind, ReportState
from gongkai.apps.annual.past.reading import (
    PastRead,
    findings_of,
    held_report,
    read_past,
    said_of,
    texts_of,
)
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.keeping import kept
from gongkai.apps.cases.queries.ledger import FIRST_YEAR
from gongkai.apps.changes.actions import changed
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Organ
from gongkai.domain.reports.annual_report import format_number


@dataclass(frozen=True)
class PastFile:
    """A file as it was given, and what the person says of it.

    `year`: where the file does not say it. `public`: the report was published; only then may its figures
    stand on the public page.
    """

    name: str
    data: bytes
    kind: str = ReportKind.OWN
    year: int | None = None
    public: bool = False


def import_past_report(actor: Actor, organ: Organ, file: PastFile) -> PastReport:
    """Read the file and keep what it says, with the file itself; a newer one replaces an older one.

    Refused: unreadable, no figures, no year, a year that this program reported itself, nothing new.
    """
    require(actor, "report.import", organ.pk)
    read = read_past(file.name, file.data)
    year = _year(read, file)
    kind = _kind(organ, file.kind)
    if Report.objects.filter(
        organ=organ, year=year, kind=kind, state=ReportState.PUBLISHED
    ).exists():
        raise Refused(f"{organ.short_name}{year}年度的报告是在本平台公布的，不需要导入。")
    findings = said_of(findings_of(read.report, organ, year, kind))
    values = _values(read) | {"public": file.public}
    with transaction.atomic():
        Organ.objects.select_for_update().get(pk=organ.pk)
        held = held_report(organ, year, kind)
        if held is not None and all(getattr(held, name) == one for name, one in values.items()):
            raise Refused(
                f"“{read.name}”与已经导入的{organ.short_name}{year}年度报告完全相同，不必再导入。"
            )
        made = PastReport.objects.create(
            organ=organ,
            year=year,
            kind=kind,
            **values,
            findings=findings,
            source_name=read.name[:200],
            media_type=read.media_type[:100],
            size=read.size,
            path=keep_file(PAST, read.name, file.data),
            person_id=actor.person_id,
            person_name=actor.name[:80],
            recorded_at=clock.now(),
        )
        audit.record(
            actor,
            "report.import",
            subject=made,
            before={"sha256": held.sha256, "public": held.public} if held else None,
            after={"year": year, "kind": kind, "sha256": made.sha256, "public": made.public}
            | kept(made),
        )
        changed(f"annual:{organ.pk}")
    return made


def _year(read: PastRead, file: PastFile) -> int:
    found = read.report.year
    if found is None and file.year is None:
        raise Refused(f"“{read.name}”没有写明是哪一年的报告，请选择年度。")
    if found is not None and file.year not in (None, found):
        raise Refused(f"“{read.name}”写的是{found}年，不是{file.year}年，请核对文件。")
    year = found if found is not None else file.year
    assert year is not None
    if not FIRST_YEAR <= year < clock.today().year:
        raise Refused(
            f"“{read.name}”是{year}年的报告；能导入的是{FIRST_YEAR}年至{clock.today().year - 1}年的。"
        )
    return year


def _kind(organ: Organ, kind: str) -> str:
    if kind not in ReportKind.values:
        raise Refused("请选择是本机关的报告，还是本级政府的汇总报告。")
    if kind == ReportKind.GOVERNMENT and organ.kind not in ("government", "township"):
        raise Refused("只有人民政府有本级政府的汇总报告。")
    return str(kind)


def _values(read: PastRead) -> dict[str, object]:
    """What makes two imports different."""
    cells = {
        cell: None if number is None else format_number(number)
        for cell, number in read.report.numbers().items()
    }
    return {
        "form": read.report.form.key,
        "title": read.report.title[:200],
        "cells": cells,
        "texts": texts_of(read.report),
        "sha256": read.sha256,
    }
