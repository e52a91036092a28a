"""补正: traps 5 (one round, 7 working days, the full period anew) and 6 (R21 is not R15); Art. 30."""

import datetime as dt

import pytest

from gongkai.apps import clock
from gongkai.apps.cases.actions import correcting
from gongkai.apps.cases.actions.arriving import Came
from gongkai.apps.cases.actions.notices import notice_served
from gongkai.apps.cases.models import Case, SheetKind, SheetState
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.sheets import content_of, latest_sheet
from gongkai.apps.organs.access import Forbidden
from tests.apps.cases.example_cases import ON_PAPER, arrived_case, at, handled_case
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 2)


@pytest.fixture
def county() -> County:
    return make_county()


@pytest.fixture
def case(county: County) -> Case:
    return handled_case(county, DAY)


def told(county: County, case: Case, on: dt.date = DAY, limit: int = 5) -> None:
    """The notice went out and was signed for on the same day."""
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(on, 14)):
        correcting.notify_correction(
            county.actor("disclosure_head"),
            case,
            on=on,
            points=["请写明年份"],
            limit=limit,
            on_paper=ON_PAPER,
        )
        notice_served(clerk, case, "correction_served", on=on, proof="当面签收")
    case.refresh_from_db()


def test_trap_5_seven_working_days_to_tell(county: County, case: Case) -> None:
    """2026-03-02 (Monday) and 7 working days: 2026-03-11."""
    due = correcting.notice_due(case)
    assert due is not None and due.day == dt.date(2026, 3, 11)


def test_trap_5_a_late_notice_is_recorded_and_said(county: County, case: Case) -> None:
    late = dt.date(2026, 3, 12)
    told(county, case, on=late)
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(dt.date(2026, 3, 13))):
        correcting.record_correction(
            clerk, case, on=dt.date(2026, 3, 13), description="2024年规划", came=Came(text="x")
        )
        reply = correcting.due_named(case, "reply")
    assert reply is not None and any("已经逾期" in note for note in reply.notes)


def test_trap_5_only_once(county: County, case: Case) -> None:
    told(county, case)
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(dt.date(2026, 3, 5))):
        correcting.record_correction(
            clerk, case, on=dt.date(2026, 3, 5), description="2024年规划", came=Came(text="x")
        )
        with pytest.raises(Refused, match="只能有一次"):
            correcting.notify_correction(
                county.actor("disclosure_head"),
                case,
                on=dt.date(2026, 3, 5),
                points=["再补"],
                on_paper=ON_PAPER,
            )
    case.refresh_from_db()
    # The full 20 working days from 03-05, not the remainder; 04-04..06 are rest days.
    assert case.due_on == dt.date(2026, 4, 2)


def test_the_usual_limit_is_the_places_own(county: County, case: Case) -> None:
    assert correcting.usual_limit(case) == 10
    with clock.stopped_at(at(DAY, 14)):
        correcting.prepare_correction(county.actor("case_clerk"), case, points=["请写明年份"])
    sheet = latest_sheet(case, SheetKind.CORRECTION, SheetState.OPEN)
    assert sheet is not None and content_of(sheet)["limit"] == 10
    case.refresh_from_db()
    assert case.state == "handling"  # nothing was told yet


def test_the_prepared_points_are_what_is_told(county: County, case: Case) -> None:
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(DAY, 14)):
        correcting.prepare_correction(clerk, case, points=["请写明年份", " "], limit=7)
        correcting.prepare_correction(clerk, case, points=["请写明年份和学校"], limit=7)
        correcting.notify_correction(
            county.actor("disclosure_head"), case, on=DAY, on_paper=ON_PAPER
        )
    sheets = list(case.sheets.filter(kind=SheetKind.CORRECTION))
    assert [one.state for one in sheets] == ["dropped", "done"]
    assert content_of(sheets[1]) == {"points": ["请写明年份和学校"], "limit": 7}
    assert case.events.get(kind="notify_correction").facts == {
        "limit": 7,
        "paper_letter": ON_PAPER,
    }


def test_all_points_must_be_written(county: County, case: Case) -> None:
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(DAY, 14)):
        for points, limit, word in (
            ([], 5, "全部事项"),
            ([" "], 5, "全部事项"),
            (["年份"], 0, "1至"),
        ):
            with pytest.raises(Refused, match=word):
                correcting.notify_correction(clerk, case, on=DAY, points=points, limit=limit)
        with pytest.raises(Forbidden):
            correcting.notify_correction(county.actor("case_reviewer"), case, on=DAY, points=["年"])


def test_trap_6_abandoned_only_with_proof_and_after_the_limit(county: County, case: Case) -> None:
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(DAY, 14)):
        correcting.notify_correction(
            county.actor("disclosure_head"),
            case,
            on=DAY,
            points=["请写明年份"],
            limit=5,
            on_paper=ON_PAPER,
        )
    with clock.stopped_at(at(dt.date(2026, 4, 1))):
        with pytest.raises(Refused, match="送达日期和凭证"):
            correcting.abandon_correction(clerk, case, on=dt.date(2026, 4, 1))
        with pytest.raises(Refused, match="凭证"):
            notice_served(clerk, case, "correction_served", on=DAY, proof=" ")
        notice_served(clerk, case, "correction_served", on=DAY, proof="送达回证")
        with pytest.raises(Refused, match="已经登记过"):
            notice_served(clerk, case, "correction_served", on=DAY, proof="送达回证")
        # 5 working days after 03-02: 03-09.
        with pytest.raises(Refused, match="2026-03-09"):
            correcting.abandon_correction(clerk, case, on=dt.date(2026, 3, 9))
        correcting.abandon_correction(clerk, case, on=dt.date(2026, 3, 10))
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("correction_abandoned", "OT_NOBZ")
    assert case.closed_on == dt.date(2026, 3, 10)


def test_nothing_can_be_told_before_receipt(county: County) -> None:
    case = arrived_case(county, DAY, channel="online")
    with clock.stopped_at(at(DAY, 14)), pytest.raises(Refused, match="不能"):
        correcting.notify_correction(
            county.actor("disclosure_head"), case, on=DAY, points=["年份"], on_paper=ON_PAPER
        )


def test_the_proof_lies_sealed(county: County, case: Case) -> None:
    told(county, case)
    event = case.events.get(kind="correction_served")
    assert event.facts == {} and event.note == ""
    proof = case.sheets.get(kind=SheetKind.PROOF)
    assert content_of(proof)["proof"] == "当面签收" and proof.event_id == event.pk
