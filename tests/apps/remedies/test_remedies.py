"""Reviews and suits: their clocks, their one result, and what they do to the application."""

import datetime as dt

import pytest

from gongkai.apps import clock
from gongkai.apps.audit.models import Entry
from gongkai.apps.cases.models import Case, Figures
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import Forbidden
from gongkai.apps.remedies.actions.columns import set_result_columns
from gongkai.apps.remedies.actions.following import correct_record, record_fact, settle
from gongkai.apps.remedies.actions.papers import keep_paper
from gongkai.apps.remedies.models import Remedy, RemedyFigures
from gongkai.apps.remedies.questions import questions
from gongkai.apps.remedies.standing import clocks_of
from gongkai.domain.deadlines import Due
from tests.apps.cases.example_cases import at
from tests.apps.remedies.example_remedies import answered_case, review_of, suit_of, tell
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
D = dt.date


@pytest.fixture
def county() -> County:
    return make_county()


def say(county: County, remedy: Remedy, kind: str, on: D, **facts: object) -> Remedy:
    with clock.stopped_at(at(on, 16)):
        return record_fact(county.actor("case_clerk"), remedy, kind, on=on, facts=facts)


def due(remedy: Remedy, key: str) -> D | None:
    found = [one.clock for one in clocks_of(remedy) if one.clock.clock == key]
    return found[0].day if found and isinstance(found[0], Due) else None


@pytest.mark.parametrize(
    ("procedure", "answer", "decision"),
    [
        ("simple", D(2025, 9, 28), D(2025, 10, 20)),
        ("normal", D(2025, 10, 11), D(2025, 11, 17)),
    ],
)
def test_clocks_of_a_review(county: County, procedure: str, answer: D, decision: D) -> None:
    case = answered_case(county, D(2025, 8, 4), D(2025, 8, 20), "NO_INTERNAL")
    remedy = review_of(county, case, D(2025, 9, 16))
    say(county, remedy, "accepted", D(2025, 9, 18))
    remedy = say(county, remedy, "copy_received", D(2025, 9, 22), procedure=procedure)
    assert remedy.answer_due_on == answer
    key = f"review_decision_{procedure}"
    assert due(remedy, key) == decision
    assert due(remedy, "review_answer_normal" if procedure == "simple" else "x") is None


def test_procedure_not_said_takes_the_shorter_and_says_so(county: County) -> None:
    remedy = review_of(county, None, D(2025, 9, 16))
    remedy = say(county, remedy, "copy_received", D(2025, 9, 22))
    (one,) = clocks_of(remedy)
    assert isinstance(one.clock, Due) and one.clock.day == D(2025, 9, 28)
    assert "简易" in one.clock.notes[0]
    remedy = say(county, remedy, "procedure", D(2025, 9, 24), procedure="normal")
    assert remedy.answer_due_on == D(2025, 10, 11)


def test_an_application_goes_to_review_and_back(county: County) -> None:
    case = answered_case(county, D(2025, 8, 4), D(2025, 8, 20), "NO_INTERNAL")
    remedy = review_of(county, case, D(2025, 9, 16))
    case.refresh_from_db()
    assert case.state == "under_review" and remedy.review_was_first is True
    say(county, remedy, "decided", D(2025, 11, 3), result="review-maintained")
    with clock.stopped_at(at(D(2025, 11, 5))):
        remedy = settle(county.actor("case_clerk"), remedy, on=D(2025, 11, 5), reply_again=False)
    case.refresh_from_db()
    assert case.state == "archived" and remedy.state == "settled"
    assert (remedy.column, remedy.concluded_on) == ("upheld", D(2025, 11, 3))


def test_a_reversal_is_answered_on_the_same_case_and_counted_once(county: County) -> None:
    case = answered_case(county, D(2025, 8, 4), D(2025, 8, 20), "NO_INTERNAL")
    remedy = review_of(county, case, D(2025, 9, 16))
    say(county, remedy, "decided", D(2025, 11, 3), result="review-revoked")
    with clock.stopped_at(at(D(2025, 11, 5))):
        remedy = settle(county.actor("case_clerk"), remedy, on=D(2025, 11, 5), reply_again=True)
    case.refresh_from_db()
    assert (case.state, case.due_on, case.next_due) == (
        "replying_again",
        D(2025, 12, 3),
        "reply_again",
    )
    assert remedy.reply_due_on == D(2025, 12, 3)
    tell(county, case, "propose", D(2025, 11, 20), decision=2)
    tell(county, case, "reply", D(2025, 11, 21), decision=2, outcome="OPEN_GIVE", variant="")
    tell(county, case, "serve", D(2026, 1, 5), way="post")
    case.refresh_from_db()
    assert (case.state, case.closed_on, case.outcome) == ("served", D(2025, 8, 20), "NO_INTERNAL")
    assert case.late_by == 22
    assert Figures.objects.filter(case=case, closed_on__isnull=False).count() == 1


def test_the_day_that_the_decision_sets(county: County) -> None:
    case = answered_case(county, D(2025, 8, 4), D(2025, 8, 20), "NA_CREATE")
    remedy = suit_of(county, case, D(2025, 9, 16))
    say(county, remedy, "decided", D(2025, 12, 1), result="suit-ordered")
    with clock.stopped_at(at(D(2025, 12, 5))):
        with pytest.raises(Refused, match="早于"):
            settle(
                county.actor("case_clerk"),
                remedy,
                on=D(2025, 12, 5),
                reply_again=True,
                reply_due_on=D(2025, 12, 4),
            )
        settle(
            county.actor("case_clerk"),
            remedy,
            on=D(2025, 12, 5),
            reply_again=True,
            reply_due_on=D(2025, 12, 20),
        )
    case.refresh_from_db()
    assert case.due_on == D(2025, 12, 20)


def test_a_suit_counts_by_its_latest_effective_result(county: County) -> None:
    remedy = suit_of(county, None, D(2025, 3, 3))
    say(county, remedy, "copy_received", D(2025, 3, 10))
    assert due(Remedy.objects.get(), "suit_answer") == D(2025, 3, 25)
    remedy = say(county, remedy, "decided", D(2025, 6, 3), result="suit-revoked")
    assert remedy.column == "corrected"
    with pytest.raises(Refused, match="已经登记了结果"):
        say(county, remedy, "decided", D(2025, 6, 4), result="suit-rejected")
    remedy = say(county, remedy, "appealed", D(2025, 6, 10))
    assert (remedy.state, remedy.concluded_on) == ("open", None)
    remedy = say(county, remedy, "appeal_decided", D(2025, 9, 3), result="appeal-remanded")
    assert remedy.concluded_on is None
    remedy = say(county, remedy, "decided", D(2025, 11, 3), result="suit-rejected")
    remedy = say(county, remedy, "appealed", D(2025, 11, 10))
    remedy = say(county, remedy, "appeal_decided", D(2026, 2, 3), result="appeal-rejected")
    assert (remedy.column, remedy.concluded_on) == ("upheld", D(2026, 2, 3))
    assert RemedyFigures.objects.filter(until=None).count() == 1


def test_out_of_turn_is_refused_and_leaves_nothing(county: County) -> None:
    remedy = review_of(county, None, D(2025, 9, 16))
    held = Entry.objects.count()
    for kind, on, facts, word in (
        ("answered", D(2025, 9, 20), {}, "请先登记"),
        ("settled", D(2025, 9, 20), {}, "没有这种记录"),
        ("appealed", D(2025, 9, 20), {}, "没有“上诉”"),
        ("accepted", D(2025, 9, 1), {}, "早于提起之日"),
        ("decided", D(2025, 9, 20), {"result": "suit-rejected"}, "没有这种结果"),
        ("decided", D(2025, 9, 20), {}, "请填写"),
    ):
        with pytest.raises(Refused, match=word):
            say(county, remedy, kind, on, **facts)
    assert Entry.objects.count() == held and remedy.events.count() == 1
    with clock.stopped_at(at(D(2025, 9, 18))), pytest.raises(Refused, match="还没有到"):
        record_fact(county.actor("case_clerk"), remedy, "accepted", on=D(2025, 9, 19))
    with clock.stopped_at(at(D(2025, 9, 18))), pytest.raises(Forbidden):
        record_fact(county.actor("clerk"), remedy, "accepted", on=D(2025, 9, 18))
    with clock.stopped_at(at(D(2025, 9, 18))), pytest.raises(Refused, match="刷新"):
        record_fact(county.actor("case_clerk"), remedy, "hearing", on=D(2025, 9, 18), seen=0)


def test_a_wrong_record_is_replaced_and_stays_on_file(county: County) -> None:
    remedy = review_of(county, None, D(2025, 9, 16))
    say(county, remedy, "decided", D(2025, 11, 3), result="review-maintained")
    wrong = remedy.events.get(kind="decided")
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(D(2025, 11, 10))):
        row = correct_record(
            clerk,
            remedy,
            wrong,
            on=D(2025, 11, 4),
            facts={"result": "review-revoked"},
            reason="录入时看错了决定书",
        )
        assert (row.column, row.concluded_on) == ("corrected", D(2025, 11, 4))
        newer = remedy.events.get(replaces=wrong)
        row = correct_record(
            clerk, row, newer, on=D(2025, 11, 10), facts=None, reason="决定书是另一件的", void=True
        )
    assert row.state == "open" and row.events.count() == 4
    assert RemedyFigures.objects.filter(remedy=remedy).count() == 4


def test_review_organ_as_co_defendant_is_not_counted(county: County) -> None:
    own = suit_of(county, None, D(2025, 3, 3), role="co_defendant_maker")
    other = suit_of(county, None, D(2025, 3, 3), role="co_defendant_review")
    assert own.figures.get(until=None).block == "after_review"
    assert other.figures.get(until=None).block == ""
    assert "不计入" in questions(other)[0]


def test_a_direct_suit_on_a_refusal_raises_a_question(county: County) -> None:
    refused = answered_case(county, D(2025, 8, 4), D(2025, 8, 20), "NO_INTERNAL")
    remedy = suit_of(county, refused, D(2025, 9, 16))
    assert "复议前置" in questions(remedy)[0]
    assert questions(suit_of(county, refused, D(2025, 9, 17), through_review=True)) == []
    granted = answered_case(county, D(2025, 8, 4), D(2025, 8, 21))
    assert questions(suit_of(county, granted, D(2025, 9, 16))) == []
    refused.refresh_from_db()
    assert refused.state == "in_court" and refused.events.filter(kind="remedy_noted").count() == 1


def test_no_answer_in_time_leaves_the_state(county: County) -> None:
    from tests.apps.cases.example_cases import handled_case

    case = handled_case(county, D(2025, 8, 4))
    review_of(county, case, D(2025, 9, 16), against="逾期未答复")
    case.refresh_from_db()
    assert case.state == "handling"
    assert case.events.filter(kind="remedy_noted").exists()


def test_columns_of_results_are_the_countys(county: County) -> None:
    remedy = review_of(county, None, D(2025, 9, 16))
    say(county, remedy, "decided", D(2025, 11, 3), result="review-mediated")
    office = county.actor("county_office")
    with pytest.raises(Forbidden):
        set_result_columns(county.actor("case_clerk"), {}, reason="市里的口径")
    with pytest.raises(Refused, match="理由"):
        set_result_columns(office, {"review-mediated": "corrected"}, reason="")
    with clock.stopped_at(at(D(2025, 12, 1))):
        assert set_result_columns(office, {"review-mediated": "corrected"}, reason="市里口径") == 1
    remedy.refresh_from_db()
    assert remedy.column == "corrected"
    assert set_result_columns(office, {}, reason="恢复程序取值") == 1


def test_papers_lie_sealed(county: County) -> None:
    remedy = review_of(county, None, D(2025, 9, 16))
    clerk = county.actor("case_clerk")
    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    with clock.stopped_at(at(D(2025, 9, 20))):
        paper = keep_paper(
            clerk, remedy, pdf, "王小明的申请书.pdf", kind="application", on=D(2025, 9, 18)
        )
        with pytest.raises(Refused):
            keep_paper(clerk, remedy, b"MZ", "x.exe", kind="application", on=D(2025, 9, 18))
    assert paper.file.sha256 and "王小明" not in str(list(Entry.objects.values()))


def test_numbers_without_gaps(county: County) -> None:
    made = [review_of(county, None, D(2025, 9, 16)) for _ in range(2)]
    suit = suit_of(county, None, D(2025, 9, 16))
    assert [one.number for one in (*made, suit)] == [
        "jyj-F2025-0001",
        "jyj-F2025-0002",
        "jyj-Q2025-0001",
    ]
    assert Case.objects.count() == 0
