"""Who has handed in, who has not, and how many days are left or over: the county's view of a year."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gongkai.apps import clock
from gongkai.apps.annual.clocks import DueDay, due_for, local_day
from gongkai.apps.annual.compiling.handed_in import WITH_THE_COUNTY
from gongkai.apps.annual.models import Report, ReportKind, ReportState, Step
from gongkai.apps.annual.units import UnitPlan, UnitRow, plan_of
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.models import Organ, OrganKind

NOT_BEGUN = "没有开始"
# How a unit stands, in the order of the way: the heads of the list, the year's overview and the progress.
WITHOUT, WRITING, SENT_BACK, TO_RECEIVE, RECEIVED = (
    NOT_BEGUN,
    "编写、待签批",
    "退回待改",
    "已经报送，等待接收",
    "已经报送并接收",
)


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
        if not self.state:
            return NOT_BEGUN
        label = ReportState(self.state).label
        return f"已报送，更正稿{label}" if self.is_being_corrected else label

    @property
    def is_being_corrected(self) -> bool:
        """An earlier version lies with the county, the correction of it does not yet."""
        return self.corrected and self.state not in WITH_THE_COUNTY[ReportKind(self.kind)]

    @property
    def is_in(self) -> bool:
        """Whether it lies with the county now."""
        return self.corrected or self.state in WITH_THE_COUNTY[ReportKind(self.kind)]

    @property
    def is_missing(self) -> bool:
        return self.successor is None and not self.is_in

    @property
    def stands(self) -> str:
        """Where it stands on the way, in the words of `Standing`."""
        if self.is_in:
            return TO_RECEIVE if self.state == ReportState.HANDED_IN else RECEIVED
        if self.state == ReportState.RETURNED:
            return SENT_BACK
        return WRITING if self.state else WITHOUT

    @property
    def days_left(self) -> int:
        """Until its day; negative where it is over."""
        return self.due.days_left(clock.today())


@dataclass(frozen=True)
class Standing:
    """The units of a government's list, counted once for every page that shows them.

    `own`: the government's own organ, which stands in the list and hands nothing in to itself (0 or 1).
    """

    listed: int
    handed_in: int
    missing: int
    through_others: int
    own: int
    by_state: tuple[tuple[str, int], ...]
    overdue: int
    came_late: int
    sent_back: int
    corrected: int
    frozen: bool

    @property
    def words(self) -> str:
        """名单 41 个 = 已经报送 37 + 还没有报送 2 + 已撤并、由其他单位报送 1 + 本级政府自己 1."""
        parts = [f"已经报送 {self.handed_in}", f"还没有报送 {self.missing}"]
        if self.through_others:
            parts.append(f"已撤并、由其他单位报送 {self.through_others}")
        if self.own:
            parts.append(f"本级政府自己的台账 {self.own}")
        name = "名单" if self.frozen else "名单（还没有确定）"
        return f"{name} {self.listed} 个 = {' + '.join(parts)}"

    @property
    def notes(self) -> str:
        """What is to be known of those that handed in; empty where there is nothing."""
        told = (
            ("过了期限才报", self.came_late),
            ("退回过", self.sent_back),
            ("正在更正", self.corrected),
        )
        named = "，".join(f"{words} {number} 个" for words, number in told if number)
        return f"已经报送的 {self.handed_in} 个里，{named}。" if named else ""

    @property
    def figures(self) -> tuple[tuple[str, int, bool], ...]:
        """(words, number, whether it is to be looked at), the units by where they stand, then by their day."""
        return (
            *((name, number, name == SENT_BACK) for name, number in self.by_state),
            ("过了期限，还没有报送", self.overdue, True),
        )


def standing_of(plan: UnitPlan, units: Iterable[UnitProgress]) -> Standing:
    """Count the units of the list; `units` as `progress_of` gives them for this list."""
    rows = list(units)
    reporting = [one for one in rows if one.successor is None]
    states = Counter(one.stands for one in reporting)
    order = (WITHOUT, WRITING, SENT_BACK, TO_RECEIVE, RECEIVED)
    return Standing(
        listed=len(plan.rows),
        handed_in=states[TO_RECEIVE] + states[RECEIVED],
        missing=states[WITHOUT] + states[WRITING] + states[SENT_BACK],
        through_others=len(rows) - len(reporting),
        own=len(plan.rows) - len(rows),
        by_state=tuple((name, states[name]) for name in order),
        overdue=sum(one.late and one.is_missing for one in reporting),
        came_late=sum(one.late and one.is_in for one in reporting),
        sent_back=sum(bool(one.returned_times) and one.is_in for one in reporting),
        corrected=sum(one.is_being_corrected for one in reporting),
        frozen=plan.frozen is not None,
    )


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


def progress_of_organs(organs: Sequence[Organ], year: int) -> tuple[UnitProgress, ...]:
    """As `progress`, of these organs alone, for who sees no government: a unit looks at its own report."""
    made: list[UnitProgress] = []
    above: dict[int, tuple[Organ, list[Organ]]] = {}
    for organ in organs:
        government = _government_of(organ)
        above.setdefault(government.pk, (government, []))[1].append(organ)
    for government, held in above.values():
        plan = plan_of(government, Period(year))
        pks = {one.pk for one in held}
        rows = [one for one in plan.rows if one.organ.pk in pks]
        made += progress_of(replace(plan, rows=tuple(rows)), year)
    return tuple(made)


def _government_of(organ: Organ) -> Organ:
    """The government that the organ reports to; the highest organ above it where none is one."""
    above = organ
    while above.parent is not None:
        above = above.parent
        if above.kind == OrganKind.GOVERNMENT:
            break
    return above


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
