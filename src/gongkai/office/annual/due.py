"""The day a report is due, and how far it is, as the head of its page says it."""

from dataclasses import dataclass

from gongkai.apps import clock
from gongkai.apps.annual.clocks import DueDay, due_day
from gongkai.apps.annual.compiling.handed_in import WITH_THE_COUNTY
from gongkai.apps.annual.models import Report, ReportKind, ReportState


@dataclass(frozen=True)
class Due:
    """`words`: 还有12天, 已超过3天; empty where the report came in time or late, or is a correction."""

    day: DueDay
    words: str
    late: bool


def due_of(report: Report) -> Due:
    """The statutory day, or the earlier one the place has set."""
    day = due_day(report.organ, report.kind, report.year)
    left = day.days_left(clock.today())
    done = (ReportState.PUBLISHED, *WITH_THE_COUNTY[ReportKind(report.kind)])
    if report.state in done or report.version > 1:
        return Due(day, "", False)
    words = "今天是最后一天" if left == 0 else f"还有{left}天" if left > 0 else f"已超过{-left}天"
    return Due(day, words, left < 0)
