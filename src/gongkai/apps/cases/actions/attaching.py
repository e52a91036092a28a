"""来件归入已有的申请: a paper that answers a running case belongs to that case; a wrong one is taken out again."""

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.filing import keep_file
from gongkai.apps.cases.models import Case, CaseFile, Filing, Paper, PaperKind
from gongkai.apps.cases.queries.steps import facts_of
from gongkai.apps.cases.recording import expect, locked, record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import require


def attach_paper(actor: Actor, paper: Paper, case: Case, *, seen: int | None = None) -> Filing:
    """Put a paper into a case. 补充材料 is recorded at once; an answer is recorded by the step it belongs to."""
    require(actor, "case.register", case.organ_id)
    if paper.organ_id != case.organ_id:
        raise Refused("来件和申请不是同一个机关的，不能归入。")
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        if row.joined_into_id is not None:
            raise Refused("这件申请已经并入另一件，请把来件归入那一件。")
        if row.filings.filter(paper=paper, until=None).exists():
            raise Refused("这件来件已经在这件申请里了。")
        if row.arrived_on and paper.arrived_on < row.arrived_on:
            raise Refused("来件比申请到得早，请核对申请编号。")
        filing = Filing.objects.create(paper=paper, case=row, since=clock.now())
        if paper.kind == PaperKind.ADDITION:
            record_event(
                actor, row, "add", paper.arrived_on, {"paper": paper.pk}, act="case.register"
            )
        else:
            audit.record(
                actor,
                "case.register",
                subject=row,
                after={"paper": paper.pk, "kind": paper.kind, "filed": True},
            )
    return filing


def detach_paper(actor: Actor, paper: Paper, case: Case) -> None:
    """Take a paper out of a case it does not belong to. Refused where a record of the case rests on it."""
    require(actor, "case.register", case.organ_id)
    with transaction.atomic():
        row = locked(case)
        held = row.filings.filter(paper=paper, until=None)
        if not held.exists():
            raise Refused("这件来件不在这件申请里。")
        if any(one.facts.get("paper") == paper.pk for one in facts_of(row)):
            raise Refused("办理记录以这件来件为依据，不能移出；登记有误的，请先更正那条记录。")
        held.update(until=clock.now())
        audit.record(actor, "case.register", subject=row, after={"paper": paper.pk, "filed": False})


def add_paper_file(actor: Actor, paper: Paper, content: bytes, name: str, kind: str) -> CaseFile:
    """Keep a scan of a paper."""
    require(actor, "case.register", paper.organ_id)
    with transaction.atomic():
        file = keep_file(actor, content, name, kind, paper=paper)
        audit.record(
            actor,
            "case.register",
            subject=paper,
            after={"file": file.pk, "kind": kind, "size": file.size},
        )
    return file
