"""材料: what was sent and received in a review or a suit, sealed as the files of cases are."""

import datetime as dt

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.filing import MOST_FILES, keep_file
from gongkai.apps.cases.models import FileKind
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import require
from gongkai.apps.remedies.models import Remedy, RemedyPaper
from gongkai.apps.remedies.recording import locked


def keep_paper(
    actor: Actor, remedy: Remedy, content: bytes, name: str, *, kind: str, on: dt.date
) -> RemedyPaper:
    """Add a file to a remedy. Refused: wrong kind of file, too large, a day in the future."""
    require(actor, "remedy.record", remedy.organ_id)
    if kind not in RemedyPaper.Kind.values:
        raise Refused("请选择材料种类。")
    if on > clock.today():
        raise Refused(f"材料的日期（{on.isoformat()}）还没有到，请核对。")
    with transaction.atomic():
        if locked(remedy).papers.count() >= MOST_FILES:
            raise Refused(f"材料最多{MOST_FILES}个，请合并后再上传。")
        file = keep_file(actor, content, name, FileKind.OTHER, case=remedy.case)
        paper = RemedyPaper.objects.create(remedy=remedy, kind=kind, on=on, file=file)
        audit.record(
            actor,
            "remedy.record",
            subject=remedy,
            after={"paper": paper.pk, "kind": kind, "sha256": file.sha256},
        )
    return paper
