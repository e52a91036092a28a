"""The list of units of 2025 as the county office froze it."""

from gongkai.apps import clock
from gongkai.apps.annual.models import Unit, UnitList
from gongkai.apps.annual.units import plan_of
from gongkai.apps.audit.actions import record
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.example.loading.stored import County
from gongkai.apps.example.year.calendar import FROZEN_ON, OUTSIDE, REPORTED_BY, YEAR
from gongkai.apps.example.year.units import ReportDesk

NOTE = "生态环境局示例分局向市生态环境局报送，不在名单内；社保中心由人社局一并报送。"


def freeze_units(county: County) -> None:
    """37 units hand in: departments and townships, one organ is reported for, one reports elsewhere."""
    desk = ReportDesk(county, "zfb")
    with desk.on(FROZEN_ON):
        actor = desk.actor("county-office")
        government = county.organs["xzf"]
        plan = plan_of(government, Period(YEAR))
        made = UnitList.objects.create(
            government=government,
            year=YEAR,
            frozen_at=clock.now(),
            person_id=actor.person_id,
            person_name=actor.name[:80],
            note=NOTE,
        )
        for row in plan.rows:
            if row.organ.slug not in OUTSIDE:
                heir = REPORTED_BY.get(row.organ.slug)
                Unit.objects.create(
                    units=made,
                    organ=row.organ,
                    kind=row.kind,
                    successor=county.organs[heir] if heir else row.successor,
                )
        record(actor, "report.receive", subject=made, after={"year": YEAR, "note": NOTE})
