"""The list of units of 2025 as the county office froze it, and whom it had to remind."""

from dataclasses import replace

from gongkai.apps.annual.actions.agreeing import choose_judicial
from gongkai.apps.annual.actions.freezing import freeze_units
from gongkai.apps.annual.actions.reminding import remind
from gongkai.apps.annual.units import UnitRow, plan_of
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.example.loading.stored import County
from gongkai.apps.example.year.calendar import (
    FROZEN_ON,
    LATE,
    REMINDED_ON,
    REPORTED_BY,
    YEAR,
)
from gongkai.apps.example.year.units import ReportDesk

WHY = {
    "sbzx": "由主管的人社局一并填报，自己不单独报送。",
    "sthj": "市生态环境局的派出机构，年度报告在市局；在本县的数由县政府办公室一并填报。",
}


def freeze_list(county: County) -> None:
    """37 units hand in: departments and townships. Two organs are reported for by another; 司法局 is chosen."""
    desk, government = ReportDesk(county, "zfb"), county.organs["xzf"]
    with desk.on(FROZEN_ON):
        rows = [_row(county, one) for one in plan_of(government, Period(YEAR)).rows]
        freeze_units(desk.actor("county-office"), government, YEAR, rows)
    with desk.on(FROZEN_ON):
        choose_judicial(desk.actor("county-office"), government, YEAR, county.organs["sfj"])


def _row(county: County, row: UnitRow) -> UnitRow:
    heir = REPORTED_BY.get(row.organ.slug)
    if heir is None:
        return row
    return replace(row, successor=county.organs[heir], note=WHY[row.organ.slug])


def remind_late(county: County) -> None:
    """The day after the statutory day one unit was missing."""
    desk = ReportDesk(county, "zfb")
    with desk.on(REMINDED_ON):
        late = county.organs[LATE]
        remind(desk.actor("county-office"), county.organs["xzf"], YEAR, [late.pk])
