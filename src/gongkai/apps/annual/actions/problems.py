"""问题与改进措施: written down for section 五 with measure, unit and day; then done, with a result."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.annual.actions.writing import writable_report
from gongkai.apps.annual.models import Problem, Report
from gongkai.apps.annual.queries.problems import PROMISED, problems_of
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.keeping import gone, kept
from gongkai.apps.organs.access import may, require
from gongkai.apps.organs.models import Organ

MOST_PROBLEMS = 30
MOST_WORDS = 500


@dataclass(frozen=True)
class ProblemSaid:
    """A problem as a person says it. What is left out is a finding of the report until it is said."""

    text: str
    measure: str = ""
    responsible: Organ | None = None
    due_on: dt.date | None = None


def record_problem(actor: Actor, report: Report, said: ProblemSaid) -> Problem:
    """登记 a problem of the year; it stands after those already there."""
    with transaction.atomic():
        row = writable_report(actor, report)
        values = _fitting(row, said)
        held = problems_of(row)
        if held.count() >= MOST_PROBLEMS:
            raise Refused(f"已经登记了{MOST_PROBLEMS}个问题，请归并后再登记。")
        last = held.order_by("-order").values_list("order", flat=True).first()
        made = Problem.objects.create(
            report=row, order=0 if last is None else last + 1, version=1, **values
        )
        audit.record(actor, "report.write", subject=row, after=_facts(made) | kept(made))
    return made


def change_problem(
    actor: Actor, report: Report, problem: Problem, said: ProblemSaid, *, seen: int | None = None
) -> Problem:
    """修改 while the report is written. `seen`: the version the writer had before them."""
    with transaction.atomic():
        row = writable_report(actor, report)
        held = _locked(row, problem)
        if seen is not None and seen != held.version:
            raise Refused("同事刚刚改过这个问题，下面是新的内容，请看过以后再改。")
        before = _facts(held)
        for name, value in _fitting(row, said).items():
            setattr(held, name, value)
        if _facts(held) == before:
            return held
        held.version += 1
        held.save()
        audit.record(
            actor, "report.write", subject=row, before=before, after=_facts(held) | kept(held)
        )
    return held


def drop_problem(actor: Actor, report: Report, problem: Problem) -> None:
    """删去 a problem that is none, while the report is written; what it said stays in the log.

    Refused once an earlier version of the report has promised it.
    """
    with transaction.atomic():
        row = writable_report(actor, report)
        held = _locked(row, problem)
        if held.report.state in PROMISED:
            raise Refused("这个问题在已经报送的报告里，不能删去；已经改好的，请登记改进结果。")
        audit.record(actor, "report.write", subject=row, before=_facts(held), after=gone(held))
        held.delete()


def move_problem(actor: Actor, report: Report, problem: Problem, *, up: bool) -> None:
    """上移 or 下移 by one place; at the edge nothing happens."""
    with transaction.atomic():
        row = writable_report(actor, report)
        rows = list(problems_of(row).order_by("order", "id"))
        at = next((i for i, one in enumerate(rows) if one.pk == problem.pk), None)
        if at is None:
            raise Refused("这份报告没有这个问题。")
        to = at - 1 if up else at + 1
        if not 0 <= to < len(rows):
            return
        rows[at], rows[to] = rows[to], rows[at]
        for place, one in enumerate(rows):
            if one.order != place:
                Problem.objects.filter(pk=one.pk).update(order=place)
        audit.record(
            actor,
            "report.write",
            subject=row,
            after={"order": [one.pk for one in rows]} | kept(*problems_of(row)),
        )


def record_result(
    actor: Actor, problem: Problem, result: str, *, done_on: dt.date | None = None
) -> Problem:
    """登记改进结果 by the responsible unit or by who reports; `done_on` None: still under way.

    Next year's section 五 is made of these words.
    """
    said = " ".join(result.split())
    with transaction.atomic():
        held = (
            Problem.objects.select_for_update(of=("self",))
            .select_related("report", "report__organ")
            .get(pk=problem.pk)
        )
        if held.responsible_id is None or not may(actor, "report.write", held.responsible_id):
            require(actor, "report.write", held.report.organ_id)
        if held.report.state not in PROMISED:
            raise Refused("报告还没有报送，没有改进结果可以登记。")
        if not said:
            raise Refused("请写明做了什么、改进到什么程度，次年的报告要用这段话。")
        if len(said) > MOST_WORDS:
            raise Refused(f"改进结果有{len(said)}字，最多{MOST_WORDS}字，请精简。")
        if done_on is not None and done_on > clock.today():
            raise Refused(f"完成日期写的是{done_on}，还没有到。")
        before = _facts(held)
        held.result, held.done_on = said, done_on
        held.result_on, held.result_by = clock.today(), actor.name[:80]
        held.version += 1
        held.save()
        audit.record(
            actor,
            "report.write",
            subject=held.report,
            before=before,
            after=_facts(held) | kept(held),
        )
    return held


def _locked(row: Report, problem: Problem) -> Problem:
    held = (
        Problem.objects.select_for_update(of=("self",))
        .select_related("report")
        .filter(
            pk=problem.pk,
            report__organ_id=row.organ_id,
            report__year=row.year,
            report__kind=row.kind,
        )
        .first()
    )
    if held is None:
        raise Refused("这份报告没有这个问题，可能同事刚刚删去了。")
    return held


def _fitting(row: Report, said: ProblemSaid) -> dict[str, Any]:
    text, measure = " ".join(said.text.split()), " ".join(said.measure.split())
    if not text:
        raise Refused("请写明是什么问题。")
    for name, words in (("问题", text), ("改进措施", measure)):
        if len(words) > MOST_WORDS:
            raise Refused(f"{name}有{len(words)}字，最多{MOST_WORDS}字，请精简。")
    if said.due_on is not None and said.due_on <= dt.date(row.year, 12, 31):
        raise Refused(f"完成期限写的是{said.due_on}，应在{row.year}年以后。")
    if said.responsible is not None and said.responsible.abolished_on is not None:
        raise Refused(f"{said.responsible.short_name}已经撤销，请改为承接的单位。")
    return {
        "text": text.rstrip("。；;"),
        "measure": measure.rstrip("。；;"),
        "responsible": said.responsible,
        "due_on": said.due_on,
    }


def _facts(one: Problem) -> dict[str, Any]:
    return {
        "problem": one.pk,
        "text": one.text,
        "measure": one.measure,
        "responsible": one.responsible_id,
        "due_on": one.due_on.isoformat() if one.due_on else None,
        "done_on": one.done_on.isoformat() if one.done_on else None,
        "result": one.result,
    }
