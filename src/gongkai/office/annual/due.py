"""The day a report is due, and how far it is, as the head of its page says it."""

import datetime as dt
from dataclasses import dataclass

from gongkai.apps import clock
from gongkai.apps.annual.models import Report, ReportKind, ReportState
from gongkai.domain.law import parameter

OVER = (ReportState.PUBLISHED,)


@dataclass(frozen=True)
class Due:
    """`words`: 还有12天, 超过3天; empty where the report is out."""

    on: dt.date
    label: str
    source: str
    words: str
    late: bool


def due_of(report: Report) -> Due:
    """31 January or 31 March of the year after (Art. 49)."""
    government = report.kind == ReportKind.GOVERNMENT
    key = "report_due_government" if government else "report_due_department"
    found = parameter(key, on=dt.date(report.year + 1, 1, 1))
    month, day = (int(one) for one in str(found.value).split("-"))
    on = dt.date(report.year + 1, month, day)
    left = (on - clock.today()).days
    if report.state in OVER:
        return Due(on, found.label, found.source, "", False)
    words = "今天是最后一天" if left == 0 else f"还有{left}天" if left > 0 else f"已超过{-left}天"
    return Due(on, found.label, found.source, words, left < 0)
