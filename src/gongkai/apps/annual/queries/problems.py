"""Problems of section 五 and what became of them: of a report, of last year's, and as tasks that run against a day."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from gongkai.apps import clock
from gongkai.apps.annual.models import Problem, Report, ReportState
from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.access import reach

# A report that was handed in or signed has promised its measures.
PROMISED = (
    ReportState.HANDED_IN,
    ReportState.RECEIVED,
    ReportState.SIGNED,
    ReportState.PUBLISHED,
)
SOON = 30  # days before the day at which a task is shown as near


def problems_of(report: Report) -> QuerySet[Problem]:
    """The problems of a report, whichever of its versions wrote them down."""
    return Problem.objects.filter(
        report__organ_id=report.organ_id, report__year=report.year, report__kind=report.kind
    ).select_related("responsible", "report", "report__organ")


def last_problems_of(report: Report) -> QuerySet[Problem]:
    """The problems that last year's report of the same organ and kind promised to mend."""
    return Problem.objects.filter(
        report__organ_id=report.organ_id, report__year=report.year - 1, report__kind=report.kind
    ).select_related("responsible", "report", "report__organ")


def missing_in(problem: Problem) -> tuple[str, ...]:
    """What of measure, responsible unit and day is not said yet, as a person names it."""
    wanted = (
        ("改进措施", problem.measure),
        ("责任单位", problem.responsible_id),
        ("完成期限", problem.due_on),
    )
    return tuple(name for name, said in wanted if not said)


@dataclass(frozen=True)
class Task:
    """A promised measure on a day. `left`: days to its day, negative when it is over."""

    problem: Problem
    left: int | None

    @property
    def done(self) -> bool:
        return self.problem.done_on is not None

    @property
    def late(self) -> bool:
        return not self.done and self.left is not None and self.left < 0

    @property
    def soon(self) -> bool:
        return not self.done and self.left is not None and 0 <= self.left <= SOON

    @property
    def words(self) -> str:
        """How it stands, for a list."""
        if self.problem.done_on is not None:
            return f"已于{self.problem.done_on}完成"
        if self.left is None:
            return "没有期限"
        if self.left < 0:
            return f"超过期限{-self.left}天"
        return "今天到期" if self.left == 0 else f"还有{self.left}天"


def task_of(problem: Problem, on: dt.date | None = None) -> Task:
    """The problem as a task, on a day (today)."""
    day = on or clock.today()
    return Task(problem, None if problem.due_on is None else (problem.due_on - day).days)


def problems_visible_to(actor: Actor) -> QuerySet[Problem]:
    """Problems of reports the actor may read, and those the actor's organ answers for once they are promised."""
    rows = Problem.objects.select_related("responsible", "report", "report__organ")
    organs = reach(actor, "report.read")
    if organs is None:
        return rows
    promised = Q(responsible_id__in=organs, report__state__in=PROMISED)
    return rows.filter(promised | Q(report__organ_id__in=organs))


def tasks_visible_to(actor: Actor, on: dt.date | None = None) -> Sequence[Task]:
    """Promised measures, the nearest day first, done ones last. One query."""
    rows = problems_visible_to(actor).filter(report__state__in=PROMISED)
    tasks = [task_of(one, on) for one in rows]
    last = dt.date.max
    return sorted(tasks, key=lambda one: (one.done, one.problem.due_on or last, one.problem.pk))


def open_tasks_for(actor: Actor, on: dt.date) -> Sequence[Task]:
    """What this person has to see to: near or over its day, where the person's organ answers or reports."""
    organs = reach(actor, "report.write")
    rows = problems_visible_to(actor).filter(report__state__in=PROMISED, done_on=None)
    rows = rows.filter(due_on__lte=on + dt.timedelta(days=SOON))
    if organs is not None:
        rows = rows.filter(Q(responsible_id__in=organs) | Q(report__organ_id__in=organs))
    return [task_of(one, on) for one in rows.order_by("due_on", "pk")]
