"""拟办、审核: every outcome is reached by its steps, none without its records; nobody reviews their own work."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.apps import clock
from gongkai.apps.audit.models import Entry
from gongkai.apps.cases.actions import deciding, searching
from gongkai.apps.cases.data.steps import step_book, steps_of
from gongkai.apps.cases.models import Case, Decision, Event
from gongkai.apps.cases.queries.conditions import CONDITIONS, Known
from gongkai.apps.cases.queries.decisions import content_of_decision, proposal_of
from gongkai.apps.cases.queries.walking import walk
from gongkai.apps.cases.recording import record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import Forbidden
from gongkai.domain.cases import other_kinds, outcomes, way_of
from gongkai.domain.cases.outcomes import rests_on_refusal
from tests.apps.cases.example_cases import at, handled_case
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 2)
TO_GIVE = (("complete", "clear"), ("information", "information"), ("responsible", "made"), ("exists", "held"))  # fmt: skip
REASON = "写明的理由"


@pytest.fixture
def county() -> County:
    return make_county()


@pytest.fixture
def case(county: County) -> Case:
    return handled_case(county, DAY)


def take(county: County, case: Case, *steps: tuple[str, str]) -> None:
    clerk = county.actor("case_clerk")
    for step, finding in steps:
        deciding.save_step(clerk, case, step, finding=finding, reason=REASON)


def test_every_condition_is_answered() -> None:
    assert set(step_book().conditions) == set(CONDITIONS)


def test_every_outcome_is_reached() -> None:
    """All 22 codes and their variants, but for those a case ends with by itself."""
    reached = {
        outcome
        for steps in step_book().kinds.values()
        for step in steps
        for finding in step.findings.values()
        for outcome in finding.outcomes
    }
    known = {(one.code, way.key) for one in outcomes().values() for way in one.variants}
    known |= {(code, "") for kind in other_kinds().values() for code in kind.endings}
    by_itself = {("OT_OTHER", "withdrawn"), ("OT_NOBZ", ""), ("OT_NOPAY", "")}
    assert known - reached == by_itself
    assert len(steps_of("application")) == 7


# Refusals by hand: (finding of the step 给不给, code, records it cannot do without).
REFUSALS = (
    ("secret", "NO_SECRET", {"classification": "秘密，10年，县保密局"}),
    ("forbidden", "NO_LAW", {"forbidding_law": "《统计法》第二十八条"}),
    ("safety", "NO_SAFETY", {"endangered": "公共安全", "harm": "会暴露安防布点"}),
    ("internal", "NO_INTERNAL", {"internal_kind": "人事管理", "discretion": "无规定要求公开"}),
    ("process", "NO_PROCESS", {"process_kind": "过程稿", "discretion": "尚未定稿"}),
    ("case_file", "NO_CASEFILE", {"case_file": "某处罚案卷", "discretion": "无规定要求公开"}),
)


@pytest.mark.parametrize(("finding", "code", "records"), REFUSALS)
def test_trap_33_no_refusal_without_records_and_reasons(
    county: County, case: Case, finding: str, code: str, records: dict[str, str]
) -> None:
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(DAY, 14)):
        take(county, case, *TO_GIVE)
        with pytest.raises(Refused, match="写明理由"):
            deciding.save_step(clerk, case, "give", finding=finding)
        take(county, case, ("give", finding))
        for key in records:
            lacking = {name: text for name, text in records.items() if name != key}
            deciding.save_answer(clerk, case, outcome=code, records=lacking, reasons=REASON)
            with pytest.raises(Refused, match="必须记录的事实"):
                deciding.propose_decision(clerk, case)
        deciding.save_answer(clerk, case, outcome=code, records=records)
        with pytest.raises(Refused, match="答复书中的理由"):
            deciding.propose_decision(clerk, case)
        deciding.save_answer(clerk, case, outcome=code, records=records, reasons=REASON)
        decision = deciding.propose_decision(clerk, case)
    assert decision.outcome == code
    case.refresh_from_db()
    assert case.state == "to_review"


def test_trap_32_two_lists_of_law() -> None:
    """Art. 14(2) takes laws and administrative regulations only; Art. 16 yields to 规章 too."""
    labels = {
        one.key: one.label for one in (*way_of("NO_LAW").records, *way_of("NO_INTERNAL").records)
    }
    assert "规章不能作为依据" in labels["forbidding_law"]
    assert "没有法律、法规、规章要求公开" in labels["discretion"]


def test_trap_13_not_existing_needs_a_search_not_ours_does_not(county: County, case: Case) -> None:
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(DAY, 14)):
        take(county, case, *TO_GIVE[:3])
        with pytest.raises(Refused, match="检索记录"):
            deciding.save_step(clerk, case, "exists", finding="not_existing", reason=REASON)
        searching.record_search(
            clerk, case, places=["档案室", "办公系统"], words=["布局规划"], on=DAY,
            searcher="李四", found="没有找到",
        )  # fmt: skip
        take(county, case, ("exists", "not_existing"))
        deciding.save_answer(
            clerk, case, outcome="NA_NOTHELD", variant="not-existing", records={}, reasons=REASON
        )
        decision = deciding.propose_decision(clerk, case)
    log = content_of_decision(decision).records["search_log"]
    assert "档案室、办公系统" in log and "李四" in log and "2026-03-02" in log
    assert "李四" not in str(list(Entry.objects.values())) + str(list(Event.objects.values()))


def test_a_search_is_dropped_again(county: County, case: Case) -> None:
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(DAY, 14)):
        sheet = searching.record_search(
            clerk, case, places=["档案室"], words=["规划"], on=DAY, searcher="李四", found="无"
        )
        take(county, case, *TO_GIVE[:3], ("exists", "not_existing"))
        searching.drop_search(clerk, sheet)
        # The finding was made; without its fact it holds no longer.
        deciding.save_answer(
            clerk, case, outcome="NA_NOTHELD", variant="not-existing",
            records={"search_log": "自己写的"}, reasons=REASON,
        )  # fmt: skip
        with pytest.raises(Refused, match="检索记录"):
            deciding.propose_decision(clerk, case)


@pytest.mark.parametrize("field", ["places", "words", "searcher", "found"])
def test_a_search_says_where_by_what_and_who(county: County, case: Case, field: str) -> None:
    given = {"places": ["档案室"], "words": ["规划"], "searcher": "李四", "found": "无", "on": DAY}
    given[field] = [" "] if field in ("places", "words") else " "
    with clock.stopped_at(at(DAY, 14)), pytest.raises(Refused, match="请填写"):
        searching.record_search(county.actor("case_clerk"), case, **given)


def test_trap_14_a_query_is_no_refusal_of_articles_14_to_16(county: County, case: Case) -> None:
    with clock.stopped_at(at(DAY, 14)):
        take(county, case, ("complete", "clear"), ("information", "query"))
        made = proposal_of(case, case.decisions.get())
    assert made.outcome == ("NO_QUERY", "") and made.way is not None
    assert made.way.remedy == "free"  # while it stands in the group 不予公开 of 表三
    assert outcomes()["NO_QUERY"].row.startswith("refused.")


def test_trap_11_partial_counts_alone_and_names_every_piece(county: County, case: Case) -> None:
    clerk = county.actor("case_clerk")
    piece = {"place": "第2页", "category": "个人隐私", "ground": "NO_THIRD", "reason": "身份证号"}
    delivery = {"delivery": "复印件1份，当面提供"}
    with clock.stopped_at(at(DAY, 14)):
        take(county, case, *TO_GIVE, ("give", "part"), ("how", "as_asked"))
        deciding.save_answer(clerk, case, outcome="PARTIAL", records=delivery, reasons=REASON)
        with pytest.raises(Refused, match="每一处"):
            deciding.propose_decision(clerk, case)
        for wrong in ({**piece, "ground": "OPEN_GIVE"}, {**piece, "reason": ""}):
            with pytest.raises(Refused, match="第1处"):
                deciding.save_answer(
                    clerk, case, outcome="PARTIAL", records=delivery, pieces=[wrong]
                )
        pieces = [piece, {**piece, "place": "第5页", "ground": "NO_INTERNAL"}]
        deciding.save_answer(
            clerk, case, outcome="PARTIAL", records=delivery, reasons=REASON, pieces=pieces
        )
        decision = deciding.propose_decision(clerk, case)
    assert decision.outcome == "PARTIAL" and outcomes()["PARTIAL"].row == "partial"
    assert decision.grounds == ["NO_INTERNAL", "NO_THIRD"] and rests_on_refusal(decision.grounds)
    assert "第5页" in content_of_decision(decision).records["redaction_list"]


def test_the_law_on_third_parties_is_not_jumped(county: County, case: Case) -> None:
    with clock.stopped_at(at(DAY, 14)):
        take(county, case, *TO_GIVE)
        with pytest.raises(Refused, match="书面征求第三方意见"):
            take(county, case, ("give", "third_party"))


def test_a_changed_finding_drops_what_lay_beyond(county: County, case: Case) -> None:
    with clock.stopped_at(at(DAY, 14)):
        take(county, case, *TO_GIVE, ("give", "open"), ("how", "as_asked"))
        take(county, case, ("information", "petition"))
        content = content_of_decision(case.decisions.get())
        assert set(content.steps) == {"complete", "information"}
        with pytest.raises(Refused, match="不会得出"):
            deciding.save_answer(county.actor("case_clerk"), case, outcome="OPEN_GIVE", records={})


def test_no_step_is_jumped(county: County, case: Case) -> None:
    with clock.stopped_at(at(DAY, 14)):
        with pytest.raises(Refused, match="轮到"):
            take(county, case, ("give", "open"))
        with pytest.raises(Refused, match="轮到"):
            take(county, case, ("complete", "open"))
        with pytest.raises(Refused, match="还没有答完"):
            deciding.save_answer(county.actor("case_clerk"), case, outcome="OPEN_GIVE", records={})
        with pytest.raises(Refused, match="还没有写"):
            deciding.propose_decision(county.actor("case_clerk"), case)


def granted(county: County, case: Case) -> Decision:
    clerk = county.actor("case_clerk")
    take(county, case, *TO_GIVE, ("give", "open"), ("how", "as_asked"))
    deciding.save_answer(clerk, case, outcome="OPEN_GIVE", records={"delivery": "复印件，当面"})
    return deciding.propose_decision(clerk, case)


def test_returned_with_a_reason_and_better_the_second_time(county: County, case: Case) -> None:
    reviewer = county.actor("case_reviewer")
    with clock.stopped_at(at(DAY, 14)):
        granted(county, case)
        with pytest.raises(Refused, match="理由"):
            deciding.return_decision(reviewer, case, reason="")
        deciding.return_decision(reviewer, case, reason="请写明页数")
        second = granted(county, case)
        assert second.version == 2
        approved = deciding.approve_decision(reviewer, case)
        with pytest.raises(Refused, match="已经审核通过"):
            deciding.approve_decision(reviewer, case)
    assert [one.approved for one in case.decisions.all()] == [False, True]
    assert approved.reviewed_by == county.people["case_reviewer"]
    case.refresh_from_db()
    assert case.state == "to_review"  # until the answer letter is approved


def test_nobody_reviews_what_they_wrote(county: County, case: Case) -> None:
    """The head may write and may review, but not both of the same decision."""
    head = county.actor("disclosure_head")
    with clock.stopped_at(at(DAY, 14)):
        deciding.save_step(head, case, "complete", finding="clear")
        granted(county, case)  # the clerk goes on and proposes
        for verdict in (
            lambda: deciding.approve_decision(head, case),
            lambda: deciding.return_decision(head, case, reason="不妥"),
        ):
            with pytest.raises(Forbidden, match="起草"):
                verdict()
        with pytest.raises(Forbidden):
            deciding.approve_decision(county.actor("case_clerk"), case)
        deciding.approve_decision(county.actor("case_reviewer"), case)


def test_the_reply_needs_the_approved_version(county: County, case: Case) -> None:
    reviewer = county.actor("case_reviewer")
    with clock.stopped_at(at(DAY, 14)):
        decision = granted(county, case)
        with pytest.raises(Refused, match="审核通过"):
            deciding.record_reply(reviewer, case, decision, None, DAY)
        decision = deciding.approve_decision(reviewer, case)
        with pytest.raises(Forbidden):
            deciding.record_reply(county.actor("case_clerk"), case, decision, None, DAY)
        deciding.record_reply(reviewer, case, decision, None, DAY)
    case.refresh_from_db()
    assert case.state == "decided" and not case.reassessments.exists()


def test_a_colleague_was_quicker(county: County, case: Case) -> None:
    with clock.stopped_at(at(DAY, 14)):
        granted(county, case)
        case.refresh_from_db()
        seen = case.events_held
        deciding.return_decision(county.actor("case_reviewer"), case, reason="不妥", seen=seen)
        with pytest.raises(Refused, match="刷新"):
            deciding.approve_decision(county.actor("case_reviewer"), case, seen=seen)


def test_withdrawn_while_it_lies_with_the_reviewer(county: County, case: Case) -> None:
    with clock.stopped_at(at(DAY, 14)):
        granted(county, case)
        row = Case.objects.get(pk=case.pk)
        record_event(county.actor("case_clerk"), row, "withdraw", DAY, act="case.handle")
        with pytest.raises(Refused, match="没有等待审核"):
            deciding.approve_decision(county.actor("case_reviewer"), case)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_way_ends_in_an_outcome_or_an_act(county: County, data: st.DataObject) -> None:
    """Whatever is answered: the walk stops at an act, or comes to the answer with outcomes to choose from."""
    kind = data.draw(st.sampled_from(sorted(step_book().kinds)))
    case = Case.objects.first() or handled_case(county, DAY)
    known = Known(case)
    answers = {
        step.key: {"finding": data.draw(st.sampled_from(sorted(step.findings))), "reason": REASON}
        for step in steps_of(kind)[:-1]
    }
    way = walk(kind, answers, known)
    if way.act:
        assert way.now is None and not way.outcomes
        return
    assert way.at_answer and way.outcomes
    for code, variant in way.outcomes:
        assert way_of(code, variant).records
    # Leaving any answer out stops there, and never comes to an outcome.
    left = data.draw(st.sampled_from(sorted(way.keys)))
    shorter = walk(kind, {key: one for key, one in answers.items() if key != left}, known)
    assert shorter.now is not None and shorter.now.key == left and not shorter.outcomes
