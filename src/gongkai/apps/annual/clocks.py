"""By which day a report must lie with the county, or be public: the law's day, or an earlier one of the place.

Art. 49: departments of governments from the county up by 31 January, governments by 31 March. Townships are
not named there; as the county collects their reports with the departments', the departments' day is theirs.
"""

import datetime as dt
from dataclasses import dataclass

from gongkai.apps.annual.models import LocalDueDay, ReportKind
from gongkai.apps.organs.models import Organ, OrganKind
from gongkai.domain.law import parameter

KEYS = {
    ReportKind.OWN: "report_due_department",
    ReportKind.GOVERNMENT: "report_due_government",
}
TOWNSHIP = "（条例没有写明乡镇的日期，随县政府部门报送）"


@dataclass(frozen=True)
class DueDay:
    """The day and where it stands. `earlier`: set by the place, before the day of the law."""

    on: dt.date
    label: str
    source: str
    earlier: bool = False

    def days_left(self, today: dt.date) -> int:
        """Days until the day; negative: so many days late."""
        return (self.on - today).days


def statutory_day(kind: str, year: int, organ_kind: str = "") -> DueDay:
    """The law's day for the report of `year`, in the year after."""
    found = parameter(KEYS[ReportKind(kind)], on=dt.date(year + 1, 1, 1))
    township = kind == ReportKind.OWN and organ_kind == OrganKind.TOWNSHIP
    return DueDay(
        found.day_in(year + 1), found.label, found.source + (TOWNSHIP if township else "")
    )


def local_day(government_id: int | None, year: int) -> LocalDueDay | None:
    """The newest earlier day that a government set for its units' reports of `year`. One query."""
    if government_id is None:
        return None
    rows = LocalDueDay.objects.filter(government_id=government_id, year=year)
    return rows.order_by("-id").first()


def due_day(organ: Organ, kind: str, year: int) -> DueDay:
    """By when the organ's report of `kind` for `year` is due. One query up the tree for each government above."""
    above = organ.parent
    while above is not None and above.kind != OrganKind.GOVERNMENT:
        above = above.parent
    return due_for(organ, kind, year, local_day(above.pk if above else None, year))


def due_for(organ: Organ, kind: str, year: int, local: LocalDueDay | None) -> DueDay:
    """`due_day` where the day of the place is known already; it holds only where it is the earlier one."""
    law = statutory_day(kind, year, organ.kind)
    if local is None or local.on >= law.on:
        return law
    return DueDay(local.on, "报送主管部门的截止日", local.source, earlier=True)
