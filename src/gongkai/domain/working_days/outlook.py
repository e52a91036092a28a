"""Whether next year's holiday notice is in: it appears between late October and early December."""

from dataclasses import dataclass
from datetime import date

from gongkai.domain.working_days.calendar import Calendar

# Every notice since 2019 was out by 8 December, all but two by the end of November.
OVERDUE_FROM_MONTH = 12


@dataclass(frozen=True)
class Outlook:
    """`missing` are the years that a deadline begun on `on` may reach into and that no notice covers."""

    on: date
    missing: tuple[int, ...]
    overdue: bool

    @property
    def sentence(self) -> str:
        if not self.missing:
            return f"{self.on.isoformat()}：本年和下一年的放假安排已经载入。"
        years = "、".join(f"{year}年" for year in self.missing)
        if self.overdue:
            return (
                f"{self.on.isoformat()}：缺少{years}的放假安排。请载入国务院办公厅的通知；"
                "在此之前，凡涉及这些日子的期限都是暂定的。"
            )
        return f"{self.on.isoformat()}：{years}的放假安排尚未载入，涉及这些日子的期限是暂定的。"


def outlook(calendar: Calendar, on: date) -> Outlook:
    """What is missing on a day. Overdue: this year's always, next year's from December on."""
    missing = tuple(year for year in (on.year, on.year + 1) if year not in calendar.years)
    overdue = on.year in missing or (bool(missing) and on.month >= OVERDUE_FROM_MONTH)
    return Outlook(on, missing, overdue)
