"""Small reviews and suits for tests, over cases answered by the recorded facts themselves."""

import datetime as dt

from gongkai.apps import clock
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.recording import locked, record_event
from gongkai.apps.remedies.actions.registering import Brought, register_remedy
from gongkai.apps.remedies.models import Remedy
from tests.apps.cases.example_cases import at, handled_case
from tests.county import County


def tell(county: County, case: Case, kind: str, on: dt.date, **facts: object) -> Case:
    """One fact on a case, recorded on the day it happened."""
    from django.db import transaction

    with clock.stopped_at(at(on, 15)), transaction.atomic():
        row = locked(case)
        record_event(county.actor("case_clerk"), row, kind, on, facts, act="case.handle")
    return row


def answered_case(
    county: County, received: dt.date, served: dt.date, outcome: str = "OPEN_GIVE"
) -> Case:
    """Received in person, answered and served."""
    case = handled_case(county, received)
    tell(county, case, "propose", served, decision=1)
    tell(county, case, "reply", served, decision=1, outcome=outcome, variant="")
    return tell(county, case, "serve", served, way="direct")


def review_of(county: County, case: Case | None, on: dt.date, **more: object) -> Remedy:
    """A review brought against the department, told the next day."""
    values = {"kind": "review", "role": "respondent", "against": "答复", "forum": "示例县人民政府"}
    brought = Brought(**(values | {"applicant": "王小明"} | more))
    learned = on + dt.timedelta(days=1)
    with clock.stopped_at(at(learned)):
        return register_remedy(
            county.actor("case_clerk"),
            county.department,
            brought,
            brought_on=on,
            learned_on=learned,
            case=case,
        )


def suit_of(county: County, case: Case | None, on: dt.date, **more: object) -> Remedy:
    """A suit brought against the department."""
    values = {"kind": "suit", "role": "defendant", "forum": "示例市某区人民法院"}
    return review_of(county, case, on, **(values | more))
