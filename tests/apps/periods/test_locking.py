"""A locked year: what it counts changes by amendment only."""

import datetime as dt

import pytest
from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.registering import Asked, Asking, open_case, register_paper
from gongkai.apps.cases.models import Case, Figures
from gongkai.apps.cases.recording import locked, record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import Forbidden
from gongkai.apps.periods.actions import YearLocked, lock_year
from gongkai.apps.periods.models import Amendment, LockedYear
from tests.apps.cases.example_cases import WANG, arrived_case, at, handled_case
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 12, 29)
NEW_YEAR = dt.date(2026, 1, 20)


@pytest.fixture
def county() -> County:
    return make_county()


def lock_2025(county: County) -> None:
    with clock.stopped_at(at(NEW_YEAR)):
        lock_year(county.actor("county_office"), 2025)


def withdraw(actor: Actor, case: Case, on: dt.date, amendment: str = "") -> None:
    with clock.stopped_at(at(NEW_YEAR, 15)), transaction.atomic():
        record_event(
            actor, locked(case), "withdraw", on, {}, act="case.handle", amendment=amendment
        )


def test_only_the_county_locks_and_only_a_past_year_once(county: County) -> None:
    with clock.stopped_at(at(NEW_YEAR)):
        with pytest.raises(Forbidden):
            lock_year(county.actor("clerk"), 2025)
        with pytest.raises(YearLocked, match="没有结束"):
            lock_year(county.actor("county_office"), 2026)
        lock_year(county.actor("county_office"), 2025)
        with pytest.raises(YearLocked, match="已经锁定"):
            lock_year(county.actor("county_office"), 2025)
    assert LockedYear.objects.count() == 1


def test_what_counts_in_an_open_year_goes_on(county: County) -> None:
    case = handled_case(county, DAY)
    lock_2025(county)
    withdraw(county.actor("case_clerk"), case, dt.date(2026, 1, 19))
    assert Figures.objects.get(case=case, until=None).closed_on == dt.date(2026, 1, 19)
    assert not Amendment.objects.exists()


def test_a_day_in_the_locked_year_needs_a_reason(county: County) -> None:
    case = handled_case(county, DAY)
    lock_2025(county)
    clerk = county.actor("case_clerk")
    with pytest.raises(Refused, match="2025年度"):
        withdraw(clerk, case, dt.date(2025, 12, 31))
    withdraw(clerk, case, dt.date(2025, 12, 31), amendment="撤回书邮寄在途，补登")
    kept = Amendment.objects.get()
    assert (kept.year, kept.subject_id, kept.after["closed_on"]) == (
        2025,
        str(case.pk),
        "2025-12-31",
    )


def test_an_application_of_the_locked_year_found_later(county: County) -> None:
    lock_2025(county)
    clerk = county.actor("case_clerk")
    assert arrived_case(county, NEW_YEAR).pk
    with clock.stopped_at(at(NEW_YEAR)):
        paper = register_paper(clerk, county.department, channel="in_person", arrived_on=DAY)
        with pytest.raises(Refused, match="锁定"):
            open_case(clerk, paper, Asked("", "规划"), Asking("natural", WANG))
