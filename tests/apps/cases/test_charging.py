"""信息处理费: traps 27 (month, bands, one scale, never automatic) and 28 (in the period, 20 days, no refusal)."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.apps import clock
from gongkai.apps.cases.actions import charging, closing
from gongkai.apps.cases.actions.arriving import Came
from gongkai.apps.cases.actions.notices import notice_served
from gongkai.apps.cases.models import Case, Event, Sheet
from gongkai.apps.cases.queries.fees import fee_proposal
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import Forbidden
from tests.apps.cases.example_cases import ON_PAPER, at, handled_case
from tests.county import County, make_county
from tests.databases import examples

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 2)


@pytest.fixture
def county() -> County:
    return make_county()


def many(county: County, number: int, on: dt.date = DAY) -> list[Case]:
    return [handled_case(county, on) for _ in range(number)]


def test_trap_27_the_eleventh_of_the_month(county: County) -> None:
    cases = many(county, 12)
    for nth, yuan in ((10, 0), (11, 100), (12, 100)):
        made = fee_proposal(cases[nth - 1])
        assert made.nth == nth and made.by_items is not None
        assert made.by_items.yuan == yuan
    # Another month begins anew.
    assert fee_proposal(many(county, 1, dt.date(2026, 4, 1))[0]).nth == 1


def test_trap_27_pages_of_one_application_only(county: County) -> None:
    case = many(county, 1)[0]
    made = fee_proposal(case, pages=68)
    assert made.by_pages is not None and made.by_pages.yuan == 380


def test_trap_27_withdrawn_ones_are_left_out(county: County) -> None:
    cases = many(county, 11)
    with clock.stopped_at(at(DAY, 15)):
        closing.withdraw(county.actor("case_clerk"), cases[0], on=DAY, came=Came(text="撤回"))
    assert fee_proposal(cases[10]).nth == 10
    with clock.stopped_at(at(DAY, 16)), pytest.raises(Refused, match="没有应收的费用"):
        charging.propose_fee(
            county.actor("case_clerk"), cases[10], scale="by_items", reason="件数多"
        )


def test_trap_27_never_automatic(county: County) -> None:
    """Computing and proposing charge nobody; a person with the right decides; one scale."""
    case = many(county, 11)[10]
    clerk, head = county.actor("case_clerk"), county.actor("disclosure_head")
    with clock.stopped_at(at(DAY, 15)):
        fee_proposal(case)
        with pytest.raises(Refused, match="只能选一种"):
            charging.propose_fee(clerk, case, scale="both", reason="件数多")
        with pytest.raises(Refused, match="页数"):
            charging.propose_fee(clerk, case, scale="by_pages", reason="件数多")
        sheet = charging.propose_fee(clerk, case, scale="by_items", reason="件数多")
        assert not Event.objects.filter(case=case, kind="charge").exists()
        with pytest.raises(Refused, match="没有作出收费的决定"):
            charging.notify_fee(county.actor("disclosure_head"), case, on=DAY, on_paper=ON_PAPER)
        with pytest.raises(Forbidden):
            charging.decide_fee(clerk, sheet, agree=True)
        with pytest.raises(Refused, match="理由"):
            charging.decide_fee(head, sheet, agree=False)
        charging.decide_fee(head, sheet, agree=False, answer="首次超过，不收")
    assert case.events.filter(kind="fee_declined").count() == 1
    assert not Event.objects.filter(kind="charge").exists()


def charged(county: County) -> Case:
    case = many(county, 11)[10]
    with clock.stopped_at(at(DAY, 15)):
        sheet = charging.propose_fee(
            county.actor("case_clerk"), case, scale="by_items", reason="件数多"
        )
        charging.decide_fee(county.actor("disclosure_head"), sheet, agree=True)
        charging.notify_fee(county.actor("disclosure_head"), case, on=DAY, on_paper=ON_PAPER)
    case.refresh_from_db()
    return case


def test_trap_28_payment_starts_the_period_anew(county: County) -> None:
    case = charged(county)
    assert (case.state, case.due_on, case.waits_for) == ("charging", None, "申请人缴费")
    charge = {"scale": "by_items", "yuan": 100, "paper_letter": ON_PAPER}
    assert case.events.get(kind="charge").facts == charge
    paid = dt.date(2026, 3, 9)
    with clock.stopped_at(at(paid)):
        with pytest.raises(Refused, match="票据"):
            charging.record_payment(county.actor("case_clerk"), case, on=paid, receipt="")
        charging.record_payment(county.actor("case_clerk"), case, on=paid, receipt="晋财001")
    case.refresh_from_db()
    assert (case.state, case.due_on) == ("handling", dt.date(2026, 4, 7))


def test_trap_28_not_paid_is_r22_and_no_refusal(county: County) -> None:
    case = charged(county)
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(dt.date(2026, 4, 1))):
        with pytest.raises(Refused, match="没有起算"):
            charging.abandon_payment(clerk, case, on=dt.date(2026, 4, 1))
        notice_served(clerk, case, "fee_served", on=DAY, proof="送达回证")
        with pytest.raises(Refused, match="2026-03-30"):  # 20 working days from 03-02
            charging.abandon_payment(clerk, case, on=dt.date(2026, 3, 30))
        charging.abandon_payment(clerk, case, on=dt.date(2026, 3, 31))
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("payment_abandoned", "OT_NOPAY")


def test_trap_28_no_notice_after_the_period(county: County) -> None:
    case = many(county, 11)[10]
    late = dt.date(2026, 3, 31)
    with clock.stopped_at(at(late)):
        sheet = charging.propose_fee(
            county.actor("case_clerk"), case, scale="by_items", reason="件数多"
        )
        charging.decide_fee(county.actor("disclosure_head"), sheet, agree=True)
        with pytest.raises(Refused, match="2026-03-30以前"):
            charging.notify_fee(county.actor("disclosure_head"), case, on=late, on_paper=ON_PAPER)


def test_no_fee_before_2021(county: County) -> None:
    case = many(county, 1, dt.date(2020, 6, 15))[0]
    assert "2021-01-01" in fee_proposal(case).why_not


def test_declined_without_a_proposal(county: County) -> None:
    case = many(county, 11)[10]
    head = county.actor("disclosure_head")
    with clock.stopped_at(at(DAY, 15)):
        charging.decline_fee(head, case, reason="申请人首次超过十件")
    assert Sheet.objects.get(case=case).state == "declined"


@settings(
    max_examples=examples(12),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(withdrawn=st.lists(st.booleans(), min_size=1, max_size=14))
def test_the_count_is_the_hand_count(county: County, withdrawn: list[bool]) -> None:
    """By brute force: the n-th that stands, 100 yuan from the 11th on; whoever withdrew is not counted."""
    month = dt.date(2025, 1, 6) + dt.timedelta(days=31 * len(Case.objects.all()) % 300)
    cases = many(county, len(withdrawn), month)
    Case.objects.exclude(pk__in=[one.pk for one in cases]).update(counted=False)
    for one, gone in zip(cases, withdrawn, strict=True):
        if gone:
            with clock.stopped_at(at(month, 15)):
                closing.withdraw(county.actor("case_clerk"), one, on=month, came=Came(text="撤回"))
    nth = 0
    for one, gone in zip(cases, withdrawn, strict=True):
        nth += not gone
        with clock.stopped_at(at(month, 16)):
            made = fee_proposal(one)
        assert made.nth == (None if gone else nth)
        assert gone or (made.by_items and made.by_items.yuan == (100 if nth > 10 else 0))
