"""Who has handed in, who has not, and how many days are left or over: the county's view of a year."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from gongkai.apps import clock
from gongkai.apps.annual.clocks import DueDay, due_for, local_day
from gongkai.apps.annual.compiling.handed_in import WITH_THE_COUNTY
from gongkai.apps.annual.models import Report, ReportKind, ReportState, Step
from gongkai.apps.annual.units import UnitPlan, UnitRow, plan_of
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.models import Organ

NOT_BEGUN = "没有开始"


@dataclass(frozen=True)
class UnitProgress:
    """One unit. `report` None: not begun; `handed_in_on`: the first day it lay with the county, also where it
    was sent back since; `late`: it was handed in after its day, or is not and the day is over."""

    organ: Organ
    kind: str
    report: Report | None
    state: str
    due: DueDay
    handed_in_on: dt.date | None
    late: bool
    returned_times: int
    successor: Organ | None
    note: str = ""
    # An earlier version lies with the county while a correction of it is being written.
    corrected: bool = False

    @property
    def state_label(self) -> str:
        return ReportState(self.state).label if self.state else NOT_BEGUN

    @property
    def is_in(self) -> bool:
        """Whether it lies with the county now."""
        return self.corrected or self.state in WITH_THE_COUNTY[ReportKind(self.kind)]

    @property
    def is_missing(self) -> bool:
        return self.successor is None and not self.is_in

    @property
    def days_left(self) -> int:
        """Until its day; negative where it is over."""
        return self.due.days_left(clock.today())


def progress(government: Organ, year: int) -> tuple[UnitProgress, ...]:
    """Every unit of the list (frozen or proposed) in its order, those reported for by another too.

    The government's own organ stands in no line: it hands nothing in to itself, its aggregate is signed.
    Six queries at most, whatever the number of units.
    """
    return progress_of(plan_of(government, Period(year)), year)


def progress_of(plan: UnitPlan, year: int) -> tuple[UnitProgress, ...]:
    """As `progress`, for a list that is at hand."""
    rows = [one for one in plan.rows if one.organ.pk != plan.government.pk]
    local = local_day(plan.government.pk, year)
    keys = {one.key for one in rows}
    reports = {
        (one.organ_id, one.kind): one
        for one in Report.objects.filter(year=year, organ__in=[one.organ.pk for one in rows])
        .select_related("organ")
        .defer("signed_content")
        .order_by("version")
        if (one.organ_id, one.kind) in keys
    }
    steps: dict[tuple[int, str], list[Step]] = defaultdict(list)
    taken = Step.objects.filter(
        report__year=year, report__organ__in=[one.organ.pk for one in rows]
    ).select_related("report")
    for step in taken.defer("findings", "report__signed_content").order_by("id"):
        steps[step.report.organ_id, step.report.kind].append(step)
    today = clock.today()
    return tuple(
        _line(
            one,
            reports.get(one.key),
            steps[one.key],
            due_for(one.organ, one.kind, year, local),
            today,
        )
        for one in rows
    )


def _line(
    row: UnitRow, report: Report | None, steps: list[Step], due: DueDay, today: dt.date
) -> UnitProgress:
    with_county = WITH_THE_COUNTY[ReportKind(row.kind)]
    first = next((one.on for one in steps if one.state in with_county), None)
    returned = sum(
        1
        for before, one in zip(steps, steps[1:], strict=False)
        if one.state == ReportState.RETURNED and before.state in with_county
    )
    late = row.successor is None and (first or today) > due.on
    corrected = any(
        one.state in with_county and report is not None and one.report_id != report.pk
        for one in last_of_each(steps)
    )
    return UnitProgress(
        row.organ,
        row.kind,
        report,
        report.state if report else "",
        due,
        first,
        late,
        returned,
        row.successor,
        row.note,
        corrected,
    )


def last_of_each(steps: list[Step]) -> list[Step]:
    """The last step of every version."""
    return list({one.report_id: one for one in steps}.values())
