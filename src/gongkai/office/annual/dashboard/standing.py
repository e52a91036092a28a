"""Where the year stands: the days of the law, the units, and what was found in their reports."""

import datetime as dt
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.apps import clock
from gongkai.apps.annual.checking import check_report
from gongkai.apps.annual.clocks import DueDay, due_day, due_for, local_day, statutory_day
from gongkai.apps.annual.models import Report, ReportKind, ReportState, Step
from gongkai.apps.annual.queries.progress import UnitProgress
from gongkai.apps.organs.models import Organ

# So long one answer may take for checking every report that is being written; the rest is named.
CHECK_SECONDS = 20.0


@dataclass(frozen=True)
class Clock:
    """A day that counts. `words`: 还有12天, 已经过了3天; or that what was due by it is done."""

    day: DueDay
    whose: str
    words: str
    late: bool


@dataclass(frozen=True)
class Found:
    """What is open in a unit's report. `checked`: by the rules now; else what it was sent back with."""

    errors: int
    warnings: int
    checked: bool


@dataclass(frozen=True)
class UnitLine:
    """One unit with what is open in its report; `found` None: not known, or nothing to look at."""

    unit: UnitProgress
    found: Found | None

    @property
    def settled(self) -> bool:
        """Received, or reported for by another: nothing for the county to do."""
        return self.unit.successor is not None or self.unit.state in (
            ReportState.RECEIVED,
            ReportState.SIGNED,
            ReportState.PUBLISHED,
        )


def clocks_of(organ: Organ, year: int, lines: Sequence[UnitLine]) -> list[Clock]:
    """The days of the law, and the earlier one of the place; what is done is not late. Two queries."""
    today = clock.today()
    if not organ.governs:
        day = due_for(organ, ReportKind.OWN, year, local_day(organ.parent_id, year))
        return [_clock(day, organ.short_name, today, _done(organ, year, ReportKind.OWN))]
    units = [one.unit for one in lines if one.unit.successor is None]
    all_in = "已经报送齐" if units and all(one.is_in for one in units) else ""
    law, local = statutory_day(ReportKind.OWN, year), local_day(organ.pk, year)
    made = [_clock(law, "政府部门", today, all_in)]
    if local is not None and local.on < law.on:
        earlier = due_for(organ, ReportKind.OWN, year, local)
        made.insert(0, _clock(earlier, "各单位报送", today, all_in))
    day = due_day(organ, ReportKind.GOVERNMENT, year)
    done = _done(organ, year, ReportKind.GOVERNMENT)
    return [*made, _clock(day, organ.short_name, today, done)]


def _done(organ: Organ, year: int, kind: str) -> str:
    """What became of the report, where its day can no longer be missed."""
    rows = Report.objects.filter(organ=organ, year=year, kind=kind).order_by("version")
    state = rows.values_list("state", flat=True).first()
    if state == ReportState.PUBLISHED:
        return "已经公布"
    return "已经报送" if state in (ReportState.HANDED_IN, ReportState.RECEIVED) else ""


def _clock(day: DueDay, whose: str, today: dt.date, done: str) -> Clock:
    left = day.days_left(today)
    words = "今天是最后一天" if not left else f"还有{left}天" if left > 0 else f"已经过了{-left}天"
    return Clock(day, whose, done or words, left < 0 and not done)


def lines_of(units: Iterable[UnitProgress], *, check: bool) -> list[UnitLine]:
    """The units with what is open in their reports. One query; `check` runs the rules, report by report."""
    units = list(units)
    sent_back = _sent_back(one.report for one in units if one.report is not None)
    until = time.monotonic() + CHECK_SECONDS
    made = []
    for one in units:
        found = None
        if one.report is not None and check and not _settled(one) and time.monotonic() < until:
            checked = check_report(one.report)
            found = Found(len(checked.errors), len(checked.open_warnings), True)
        elif one.report is not None and one.state == ReportState.RETURNED:
            found = sent_back.get(one.report.pk)
        made.append(UnitLine(one, found))
    return made


def _settled(one: UnitProgress) -> bool:
    return UnitLine(one, None).settled


def _sent_back(reports: Iterable[Report]) -> dict[int, Found]:
    """Report → the findings it was last sent back with."""
    held = [one.pk for one in reports]
    rows = Step.objects.filter(report__in=held, state=ReportState.RETURNED).order_by("id")
    found = {}
    for report, findings in rows.values_list("report_id", "findings"):
        counted = Counter(str(one.get("severity", "")) for one in findings)
        found[report] = Found(counted["error"], counted["warning"], False)
    return found
