"""拆分与合并: every step has its way back, and nothing that was filed is removed."""

import datetime as dt
from dataclasses import replace

import pytest

from gongkai.apps import clock
from gongkai.apps.cases.actions.registering import Asked, Asking, confirm_receipt, open_case
from gongkai.apps.cases.actions.splitting import join, merge_back, split_off, unjoin
from gongkai.apps.cases.models import Case, Event, Figures, Filing
from gongkai.apps.cases.parties import Identity, identity_of
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import Forbidden
from tests.apps.cases.example_cases import WANG, arrived_case, at, handled_case
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 9, 26)
LATER = dt.date(2025, 9, 29)
OTHER = Asked("校车记录", "2024年校车安全检查记录")


@pytest.fixture
def county() -> County:
    return make_county()


@pytest.fixture(autouse=True)
def later():
    with clock.stopped_at(at(LATER)):
        yield


def test_what_is_split_off_arrived_when_the_paper_did(county: County) -> None:
    first = handled_case(county, DAY)
    first.refresh_from_db()
    second = split_off(county.actor("case_clerk"), first, OTHER, on=LATER, seen=first.events_held)
    second.refresh_from_db()
    assert (second.state, second.received_on, second.due_on) == ("received", DAY, first.due_on)
    assert second.number != first.number
    assert identity_of(second.parties.get()) == WANG
    assert second.filings.get().paper == first.filings.get().paper
    assert Figures.objects.filter(until=None, counted=True, received_on=DAY).count() == 2


def test_merged_back_counts_once_and_comes_out_again(county: County) -> None:
    clerk = county.actor("case_clerk")
    first = handled_case(county, DAY)
    second = split_off(clerk, first, OTHER, on=LATER)
    merge_back(clerk, second, on=LATER)
    second.refresh_from_db()
    assert (second.joined_into_id, second.counted) == (first.pk, False)
    assert Figures.objects.filter(until=None, counted=True).count() == 1
    assert Filing.objects.count() == 2  # ended, not removed
    unjoin(clerk, second, on=LATER)
    second.refresh_from_db()
    assert (second.joined_into_id, second.counted) == (None, True)
    assert second.filings.filter(until=None).count() == 1
    assert first.filings.filter(until=None).count() == 1


def test_only_what_was_split_is_merged_back(county: County) -> None:
    with pytest.raises(Refused, match="不是拆分出来的"):
        merge_back(county.actor("case_clerk"), handled_case(county, DAY), on=LATER)


def test_duplicates_are_joined_and_parted(county: County) -> None:
    clerk = county.actor("case_clerk")
    first, again = handled_case(county, DAY), arrived_case(county, LATER, channel="email")
    join(clerk, again, first, on=LATER, seen=1)
    again.refresh_from_db()
    assert again.joined_into_id == first.pk and not again.counted
    assert first.filings.filter(until=None).count() == 2
    assert "并入一件" in first.events.last().note
    unjoin(clerk, again, on=LATER)
    again.refresh_from_db()
    assert again.counted and again.joined_into_id is None
    assert first.filings.filter(until=None).count() == 1
    assert again.filings.filter(until=None).get().paper_id == again.filings.first().paper_id


def test_joining_is_refused_where_it_would_hide_an_applicant(county: County) -> None:
    clerk = county.actor("case_clerk")
    first = handled_case(county, DAY)
    paper = arrived_case(county, LATER).filings.get().paper
    someone = open_case(
        clerk, paper, Asked("规划", "规划"), Asking("natural", Identity(name="李四"))
    )
    namesake = open_case(
        clerk,
        paper,
        Asked("规划", "规划"),
        Asking("natural", replace(WANG, id_number="110101198001010010")),
    )
    for other in (someone, namesake):
        with pytest.raises(Refused, match="申请人不同"):
            join(clerk, other, first, on=LATER)
    with pytest.raises(Refused, match="自己"):
        join(clerk, first, first, on=LATER)
    with pytest.raises(Forbidden):
        join(county.actor("case_reviewer"), someone, first, on=LATER)


def test_chains_and_stale_pages_are_refused(county: County) -> None:
    clerk = county.actor("case_clerk")
    one, two, three = (arrived_case(county, DAY) for _ in range(3))
    join(clerk, two, one, on=LATER)
    with pytest.raises(Refused, match="已经并入"):
        join(clerk, three, two, on=LATER)
    with pytest.raises(Refused, match="先取消那些并入"):
        join(clerk, one, three, on=LATER)
    held = Event.objects.count()
    with pytest.raises(Refused, match="刷新"):
        join(clerk, three, one, on=LATER, seen=0)
    assert Event.objects.count() == held


def test_a_subject_that_names_the_applicant_is_refused(county: County) -> None:
    case = handled_case(county, DAY)
    held = Case.objects.count()
    for subject, word in (("王小明要的规划", "姓名"), ("电话13800001234要的规划", "手机号码")):
        with pytest.raises(Refused, match=word) as no:
            split_off(county.actor("case_clerk"), case, Asked(subject, "规划"), on=LATER)
        assert "王小明" not in str(no.value) and "1380" not in str(no.value)
    assert Case.objects.count() == held


def test_confirming_later_does_not_undo_joining(county: County) -> None:
    clerk = county.actor("case_clerk")
    first, again = handled_case(county, DAY), arrived_case(county, LATER, channel="email")
    join(clerk, again, first, on=LATER)
    confirm_receipt(clerk, again, on=LATER, evidence="系统回执")
    again.refresh_from_db()
    assert again.joined_into_id == first.pk and not again.counted
