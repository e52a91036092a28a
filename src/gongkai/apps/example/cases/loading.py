"""Loading the cases: the names for remedies, the year 2025, and today's desk."""

import datetime as dt

from gongkai.apps import clock
from gongkai.apps.cases.actions.places import set_places
from gongkai.apps.example.cases.past import load_past
from gongkai.apps.example.cases.running import load_running
from gongkai.apps.example.loading.stored import County
from gongkai.apps.organs.queries import actor_for

PLACES = {
    "government": "示例县人民政府",
    "upper_government": "示例市人民政府",
    "basic_court": "示例县人民法院",
    "intermediate_court": "示例市中级人民法院",
}
# The past is told once it is past: an example loaded at an earlier hour has none of it.
AFTER = dt.date(2025, 12, 31)


def load_cases(county: County) -> None:
    """Applications, reviews and suits, by the real acts."""
    day = dt.date(2025, 1, 2)
    now = county.now.astimezone(clock.CHINA).date()
    with clock.stopped_at(dt.datetime(2025, 1, 2, 9, 0, tzinfo=clock.CHINA)):
        set_places(actor_for(county.people["county-office"], day), None, PLACES)
    if now > AFTER:
        load_past(county)
        load_running(county)
