"""延期: trap 9 (the head of the 公开工作机构 approves, and it only counts if told in time)."""

import datetime as dt

import pytest

from gongkai.apps import clock
from gongkai.apps.cases.actions import consulting, extending
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.parties import Identity
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import Forbidden
from tests.apps.cases.example_cases import ON_PAPER, at, handled_case
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 2)
FIRST_END = dt.date(2026, 3, 30)


@pytest.fixture
def county() -> County:
    return make_county()


@pytest.fixture
def case(county: County) -> Case:
    return handled_case(county, DAY)


def approved(county: County, case: Case, on: dt.date, days: int = 20) -> None:
    with clock.stopped_at(at(on)):
        sheet = extending.propose_extension(
            county.actor("case_clerk"), case, days=days, reason="材料多"
        )
        extending.decide_extension(county.actor("disclosure_head"), sheet, agree=True)


def test_trap_9_the_head_alone_approves(county: County, case: Case) -> None:
    with clock.stopped_at(at(DAY, 14)):
        sheet = extending.propose_extension(
            county.actor("case_clerk"), case, days=10, reason="材料多"
        )
        for post in ("case_clerk", "case_reviewer", "county_office"):
            with pytest.raises(Forbidden):
                extending.decide_extension(county.actor(post), sheet, agree=True)
        with pytest.raises(Refused, match="负责人同意"):
            extending.notify_extension(
                county.actor("disclosure_head"), case, on=DAY, on_paper=ON_PAPER
            )


def test_trap_9_told_on_the_last_day_it_counts(county: County, case: Case) -> None:
    approved(county, case, dt.date(2026, 3, 27))
    with clock.stopped_at(at(FIRST_END)):
        extending.notify_extension(
            county.actor("disclosure_head"), case, on=FIRST_END, on_paper=ON_PAPER
        )
    case.refresh_from_db()
    # 40 working days after 03-02; 04-04..06 and 05-01..05 rest.
    assert (case.extended, case.due_on) == (True, dt.date(2026, 4, 28))
    fact = case.events.get(kind="extend").facts
    assert fact["approver"] == county.people["disclosure_head"].pk
    assert fact["approved_on"] == "2026-03-27"


def test_trap_9_told_a_day_late_it_is_refused(county: County, case: Case) -> None:
    approved(county, case, dt.date(2026, 3, 27))
    late = dt.date(2026, 3, 31)
    with clock.stopped_at(at(late)), pytest.raises(Refused, match="2026-03-30以前"):
        extending.notify_extension(
            county.actor("disclosure_head"), case, on=late, on_paper=ON_PAPER
        )
    case.refresh_from_db()
    assert not case.extended and case.due_on == FIRST_END


def test_only_once_and_no_longer_than_the_law(county: County, case: Case) -> None:
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(DAY, 14)):
        for days in (0, 21):
            with pytest.raises(Refused, match="最长20个工作日"):
                extending.propose_extension(clerk, case, days=days, reason="材料多")
        with pytest.raises(Refused, match="理由"):
            extending.propose_extension(clerk, case, days=5, reason=" ")
    approved(county, case, dt.date(2026, 3, 27), days=5)
    with clock.stopped_at(at(FIRST_END)):
        extending.notify_extension(
            county.actor("disclosure_head"), case, on=FIRST_END, on_paper=ON_PAPER
        )
        with pytest.raises(Refused, match=r"只能有一次|不能“延期”"):
            extending.propose_extension(clerk, case, days=5, reason="还是多")


def test_a_second_sheet_waits_for_the_first(county: County, case: Case) -> None:
    clerk, head = county.actor("case_clerk"), county.actor("disclosure_head")
    with clock.stopped_at(at(DAY, 14)):
        sheet = extending.propose_extension(clerk, case, days=5, reason="材料多")
        with pytest.raises(Refused, match="已经有一份"):
            extending.propose_extension(clerk, case, days=6, reason="材料多")
        with pytest.raises(Refused, match="理由"):
            extending.decide_extension(head, sheet, agree=False)
        extending.decide_extension(head, sheet, agree=False, answer="可以按期答复")
        with pytest.raises(Refused, match="已经办过"):
            extending.decide_extension(head, sheet, agree=True)
        extending.propose_extension(clerk, case, days=6, reason="又找到三卷")


def test_an_answer_after_an_extension_given_meanwhile(county: County, case: Case) -> None:
    """Extended while a third party is asked: its answer still leads back to handling."""
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(dt.date(2026, 3, 9))):
        party = consulting.add_party(
            clerk, case, role="third_party", identity=Identity(name="甲公司")
        )
        consulting.ask_opinion(
            county.actor("disclosure_head"), party, on=dt.date(2026, 3, 9), on_paper=ON_PAPER
        )
    approved(county, case, dt.date(2026, 3, 12), days=5)
    with clock.stopped_at(at(dt.date(2026, 3, 12))):
        extending.notify_extension(
            county.actor("disclosure_head"), case, on=dt.date(2026, 3, 12), on_paper=ON_PAPER
        )
    case.refresh_from_db()
    assert case.state == "extended" and case.consulting == 1
    with clock.stopped_at(at(dt.date(2026, 3, 16))):
        consulting.hear_opinion(clerk, party, on=dt.date(2026, 3, 16), opinion="agree")
    case.refresh_from_db()
    assert case.state == "handling" and case.consulting == 0
