"""定期评估 (Art. 18): what was withheld is looked at again, as often as the place has set."""

import datetime as dt

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.models import Case, Reassessment
from gongkai.apps.cases.plain_words import refuse_people_of
from gongkai.apps.cases.recording import locked
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import require
from gongkai.domain.cases import outcomes
from gongkai.domain.deadlines import due_from

WITHHELD = ("reassess", "open_part")


def plan_reassessment(case: Case, outcome: str, since: dt.date) -> Reassessment | None:
    """The day by which what this outcome withholds is looked at again; None where it withholds nothing.

    A day that is set and not done stays; there is never more than one open.
    """
    if outcome not in outcomes() or outcomes()[outcome].publication.key not in WITHHELD:
        return None
    held = case.reassessments.filter(done_on=None).first()
    if held is not None:
        return held
    local, calendar = law_in_use()
    due = due_from("reassessment", since, calendar, local)
    return Reassessment.objects.create(case=case, due_on=due.day)


def reassess(
    actor: Actor, reassessment: Reassessment, *, on: dt.date, finding: str, opened: bool
) -> Reassessment | None:
    """评估: may it be opened now? `finding` gives the reason. Still withheld: the next day is set and returned."""
    case = reassessment.case
    require(actor, "case.reassess", case.organ_id)
    if not finding.strip():
        raise Refused("请写明评估的结论和理由：情形有没有变化，能不能公开。")
    if on > clock.today():
        raise Refused(f"评估日期（{on.isoformat()}）还没有到，请核对。")
    refuse_people_of(case, "评估的理由", finding)
    with transaction.atomic():
        row = locked(case)
        held = Reassessment.objects.select_for_update().get(pk=reassessment.pk)
        if held.done_on is not None:
            raise Refused("这一次评估已经做过了。")
        held.done_on, held.finding, held.opened = on, finding.strip()[:300], opened
        held.person_id = actor.person_id
        held.save()
        audit.record(
            actor,
            "case.reassess",
            subject=row,
            after={"reassessment": held.pk, "on": on.isoformat(), "opened": opened},
        )
        return None if opened else plan_reassessment(row, row.outcome, on)
