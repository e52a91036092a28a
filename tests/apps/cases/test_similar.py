"""Pointing out earlier cases decides nothing; Art. 44: what several ask for is published without them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.apps import clock
from gongkai.apps.audit.models import Entry
from gongkai.apps.cases.actions import deciding, publishing_on
from gongkai.apps.cases.actions.registering import (  # fmt: skip
    Asked,
    Asking,
    assign,
    confirm_receipt,
    open_case,
    register_paper,
)
from gongkai.apps.cases.models import Case, Event
from gongkai.apps.cases.parties import Identity
from gongkai.apps.cases.queries.similar import likeness, shingles, similar_to
from gongkai.apps.cases.recording import record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.disclosure.models import Item
from gongkai.apps.organs.access import Forbidden
from tests.apps.cases.example_cases import WANG, at
from tests.county import County, make_county

DAY = dt.date(2026, 3, 2)
LI = Identity(name="李红", id_kind="resident", id_number="11010119850101123X", phone="13900005678")
PLAN = "2024年示例县城区义务教育学校布局规划"


@pytest.fixture
def county() -> County:
    return make_county()


def asked_for(county: County, text: str, who: Identity = WANG, on: dt.date = DAY) -> Case:
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(on)):
        paper = register_paper(clerk, county.department, channel="in_person", arrived_on=on)
        case = open_case(clerk, paper, Asked(text[:30], text), Asking("natural", who))
        confirm_receipt(clerk, case, on=on, evidence="当面回执")
        return assign(county.actor("disclosure_head"), case, county.people["case_clerk"], on=on)


@pytest.mark.django_db
def test_the_same_applicant_and_others_are_told_apart(county: County) -> None:
    first = asked_for(county, PLAN)
    other = asked_for(county, PLAN + "及说明", LI)
    asked_for(county, "全县学校食堂承包合同")
    now = asked_for(county, PLAN)
    pointed = similar_to(now)
    assert [one.case for one in pointed.own] == [first] and pointed.own[0].same_text
    assert [one.case for one in pointed.others] == [other]
    assert (pointed.in_month, pointed.in_year, pointed.frequent) == (3, 3, False)
    now.refresh_from_db()
    assert now.state == "handling"  # nothing was decided
    # Who asked first sees the other who came later, and not the own repetition.
    assert not similar_to(first).own
    assert [one.case for one in similar_to(first).others] == [other]


@pytest.mark.django_db
def test_many_in_a_month_are_a_reason_to_look(county: County) -> None:
    for number in range(10):
        asked_for(county, f"{number}号学校的{number}年度预算")
    eleventh = asked_for(county, "另外一件完全不同的事项")
    assert similar_to(eleventh).frequent and not similar_to(eleventh).own
    april = asked_for(county, "四月的一件事项", on=dt.date(2026, 4, 1))
    assert similar_to(april).in_month == 1 and similar_to(april).in_year == 12


@given(one=st.text(max_size=80), other=st.text(max_size=80))
def test_likeness_is_a_share_both_ways(one: str, other: str) -> None:
    left, right = shingles(one), shingles(other)
    assert 0 <= likeness(left, right) == likeness(right, left) <= 1
    assert likeness(left, left) == (1 if left else 0)
    assert shingles(one) == shingles(f" {one}，。")


def given_out(county: County, case: Case) -> Case:
    clerk, reviewer = county.actor("case_clerk"), county.actor("case_reviewer")
    with clock.stopped_at(at(DAY, 14)):
        for step, finding in (
            ("complete", "clear"), ("information", "information"), ("responsible", "made"),
            ("exists", "held"), ("give", "open"), ("how", "as_asked"),
        ):  # fmt: skip
            deciding.save_step(clerk, case, step, finding=finding)
        deciding.save_answer(clerk, case, outcome="OPEN_GIVE", records={"delivery": "复印件"})
        deciding.propose_decision(clerk, case)
        decision = deciding.approve_decision(reviewer, case)
        deciding.record_reply(reviewer, case, decision, None, DAY)
        row = Case.objects.get(pk=case.pk)
        record_event(clerk, row, "serve", DAY, {"way": "direct"}, act="case.serve")
    case.refresh_from_db()
    return case


@pytest.mark.django_db
def test_trap_41_published_without_the_people(county: County) -> None:
    one = given_out(county, asked_for(county, f"王小明申请{PLAN}，电话13800001234"))
    two = given_out(county, asked_for(county, PLAN, LI))
    running = asked_for(county, PLAN, LI)
    column = county.columns["zdgk/20-11"]
    with clock.stopped_at(at(DAY, 15)):
        draft = publishing_on.without_people(one, one.description)
        assert "王小明" not in draft and "13800001234" not in draft
        good = {"column": column, "title": "学校布局规划", "text": draft}
        with pytest.raises(Forbidden):
            publishing_on.draft_publication(county.actor("case_reviewer"), one, **good)
        actor = county.actor("case_clerk")
        for wrong in ("应王小明申请公开", "联系13900005678", "身份证11010119850101123X"):
            with pytest.raises(Refused):
                publishing_on.draft_publication(actor, one, **(good | {"text": wrong}))
        with pytest.raises(Refused, match="还没有办结"):
            publishing_on.draft_publication(actor, one, **good, others=[running])
        assert not Item.objects.exists()
        item = publishing_on.draft_publication(actor, one, **good, others=[two])
    assert not item.live  # a draft: its gates come after
    assert {event.case for event in Event.objects.filter(kind="published")} == {one, two}
    written = str(list(Entry.objects.filter(act__startswith="item").values()))
    assert "王小明" not in written


@pytest.mark.django_db
def test_what_was_withheld_is_not_published(county: County) -> None:
    case = given_out(county, asked_for(county, PLAN))
    Case.objects.filter(pk=case.pk).update(outcome="NO_INTERNAL")
    case.refresh_from_db()
    assert "定期评估" in publishing_on.why_not_publish(case)
    case.reassessments.create(due_on=DAY, done_on=DAY, finding="已定稿", opened=True)
    assert publishing_on.why_not_publish(case) == ""
