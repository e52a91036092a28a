"""Small cases for tests, made by the acts themselves."""

import datetime as dt

from gongkai.apps import clock
from gongkai.apps.cases.actions.registering import (
    Asked,
    Asking,
    assign,
    confirm_receipt,
    open_case,
    register_paper,
)
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.parties import Identity
from gongkai.apps.clock import CHINA
from tests.county import County

WANG = Identity(
    name="王小明",
    id_kind="resident",
    id_number="110101199003077475",
    phone="13800001234",
    address="示例县人民路8号2单元301室",
)

# A notice of before the program, where the letter itself is not what a test is about.
ON_PAPER = "示教公开〔2019〕7号"


def at(day: dt.date, hour: int = 10) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, hour, tzinfo=CHINA)


def arrived_case(
    county: County,
    on: dt.date,
    *,
    channel: str = "in_person",
    description: str = "2024年学校布局规划",
) -> Case:
    """Arrived on a day, registered by the clerk on the same day."""
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(on)):
        paper = register_paper(clerk, county.department, channel=channel, arrived_on=on)
        return open_case(
            clerk, paper, Asked(description[:40], description), Asking("natural", WANG)
        )


def handled_case(county: County, on: dt.date) -> Case:
    """Arrived in person, confirmed and given to the clerk on the same day: state handling."""
    case = arrived_case(county, on)
    with clock.stopped_at(at(on, 11)):
        confirm_receipt(county.actor("case_clerk"), case, on=on, evidence="当面回执")
        return assign(county.actor("disclosure_head"), case, county.people["case_clerk"], on=on)
