"""A paper becomes a case; its clock runs from the day the law says."""

import datetime as dt

import pytest

from gongkai.apps import clock
from gongkai.apps.audit.models import Entry
from gongkai.apps.cases.actions.registering import Asked, Asking, confirm_receipt, open_case
from gongkai.apps.cases.models import Event, Figures
from gongkai.apps.cases.parties import Identity, identity_of
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import Forbidden
from tests.apps.cases.example_cases import WANG, arrived_case, at, handled_case
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 9, 26)


@pytest.fixture
def county() -> County:
    return make_county()


def test_in_person_the_day_of_arrival_counts(county: County) -> None:
    case = arrived_case(county, DAY)
    assert case.pk and case.number == "jyj-2025-0001"
    case.refresh_from_db()
    assert (case.state, case.received_on, case.due_on) == ("arrived", DAY, dt.date(2025, 10, 30))


def test_online_waits_for_both_sides(county: County) -> None:
    case = arrived_case(county, DAY, channel="online")
    case.refresh_from_db()
    assert case.received_on is None and case.due_on is None and "确认" in case.waits_for
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(dt.date(2025, 9, 28))):
        confirm_receipt(clerk, case, on=dt.date(2025, 9, 28), evidence="系统回执")
    case.refresh_from_db()
    assert case.received_on == dt.date(2025, 9, 28)
    kept = list(Figures.objects.filter(case=case).order_by("id"))
    assert [one.received_on for one in kept] == [None, dt.date(2025, 9, 28)]
    assert kept[0].until is not None and kept[1].until is None


def test_people_are_sealed(county: County) -> None:
    case = arrived_case(county, DAY)
    party = case.parties.get()
    assert WANG.name.encode() not in bytes(party.sealed)
    assert identity_of(party) == WANG
    assert WANG.name not in str(list(Entry.objects.values())) + str(list(Event.objects.values()))


def test_a_colleague_was_quicker(county: County) -> None:
    case = arrived_case(county, DAY)
    with clock.stopped_at(at(DAY, 12)):
        confirm_receipt(county.actor("case_clerk"), case, on=DAY, evidence="当面", seen=1)
        with pytest.raises(Refused, match="刷新"):
            confirm_receipt(county.actor("case_clerk"), case, on=DAY, evidence="当面", seen=1)


def test_only_who_may(county: County) -> None:
    case = arrived_case(county, DAY)
    with pytest.raises(Forbidden):
        confirm_receipt(county.actor("clerk"), case, on=DAY, evidence="当面")


def test_a_step_out_of_turn_is_refused_and_leaves_nothing(county: County) -> None:
    case = handled_case(county, DAY)
    held = (Event.objects.count(), Entry.objects.count())
    with clock.stopped_at(at(DAY, 12)), pytest.raises(Refused, match="不能"):
        confirm_receipt(county.actor("case_clerk"), case, on=DAY, evidence="再一次")
    assert (Event.objects.count(), Entry.objects.count()) == held


def test_what_is_missing_is_said(county: County) -> None:
    case = arrived_case(county, DAY)
    clerk = county.actor("case_clerk")
    paper = case.filings.get().paper
    with clock.stopped_at(at(DAY)):
        for asked, asking, word in (
            (Asked("", " "), Asking("natural", WANG), "特征"),
            (Asked("", "规划"), Asking("natural", Identity()), "姓名"),
            (Asked("", "规划"), Asking("company", WANG), "类别"),
        ):
            with pytest.raises(Refused, match=word):
                open_case(clerk, paper, asked, asking)
