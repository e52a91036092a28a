"""The gates: in order, by others, about exactly what they saw."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.apps import clock
from gongkai.apps.audit.models import Entry
from gongkai.apps.disclosure.actions.discarding import discard_item
from gongkai.apps.disclosure.actions.gates import set_gates
from gongkai.apps.disclosure.actions.publication import publish_item, withdraw_item
from gongkai.apps.disclosure.actions.review import (
    add_remark,
    override,
    review,
    second_look,
    settle_remark,
)
from gongkai.apps.disclosure.actions.writing import revise_item, submit_item
from gongkai.apps.disclosure.checks import check_item
from gongkai.apps.disclosure.models import Gate, GateRule, Item
from gongkai.apps.disclosure.queries.gates import (
    authors_of,
    gate_path,
    gates_due,
    gates_passed,
    second_looks_due,
    standing_submission,
)
from gongkai.apps.disclosure.queries.standing import ItemState, state_of
from gongkai.apps.disclosure.queries.waiting import at_gates, waiting_for
from gongkai.apps.disclosure.refusals import Blocked, Refused
from gongkai.apps.disclosure.working_copy import latest
from gongkai.apps.organs.access import Forbidden
from gongkai.apps.organs.models import Post
from tests.apps.disclosure.desk import GATES, POST_OF, paragraph
from tests.county import DAY, NOON

pytestmark = pytest.mark.django_db


def submitted(desk, **values) -> Item:
    item = desk.item(**values)
    submit_item(desk.clerk, item)
    item.refresh_from_db()
    return item


def test_the_order_of_the_gates(desk):
    item = submitted(desk)
    assert gates_due(item) == (Gate.POLITICAL,)
    with pytest.raises(Refused, match="现在应由初审"):
        review(desk.reviewer(Gate.POLICY), item, Gate.POLICY, "approved")
    review(desk.reviewer(Gate.POLITICAL), item, Gate.POLITICAL, "approved")
    with pytest.raises(Refused, match="已经通过"):
        review(desk.reviewer(Gate.POLITICAL), item, Gate.POLITICAL, "approved")
    review(desk.reviewer(Gate.POLICY), item, Gate.POLICY, "approved")
    assert gates_due(item) == (Gate.WORDING, Gate.SECRECY)
    review(desk.reviewer(Gate.SECRECY), item, Gate.SECRECY, "approved")
    assert gates_due(item) == (Gate.WORDING,) and not gates_passed(item)
    review(desk.reviewer(Gate.WORDING), item, Gate.WORDING, "approved")
    assert gates_due(item) == () and gates_passed(item)
    assert state_of(item) == ItemState.APPROVED
    with pytest.raises(Refused, match="已经通过"):
        review(desk.reviewer(Gate.WORDING), item, Gate.WORDING, "approved")


@pytest.mark.parametrize("gate", GATES)
def test_only_the_gates_own_post_opens_it(desk, gate):
    item = desk.pass_gates(desk.item(), GATES[: GATES.index(gate)])
    for post in {"clerk", "disclosure_head", "county_office", *POST_OF.values()} - {POST_OF[gate]}:
        with pytest.raises(Forbidden):
            review(desk.county.actor(post), item, gate, "approved")


def test_a_return_needs_a_reason_and_ends_the_submission(desk):
    item = submitted(desk)
    with pytest.raises(Refused, match="写明理由"):
        review(desk.reviewer(Gate.POLITICAL), item, Gate.POLITICAL, "returned", "  ")
    review(desk.reviewer(Gate.POLITICAL), item, Gate.POLITICAL, "returned", "标题与内容不符。")
    assert gates_due(item) == () and state_of(item) == ItemState.RETURNED
    with pytest.raises(Refused, match="没有送审"):
        review(desk.reviewer(Gate.POLITICAL), item, Gate.POLITICAL, "approved")
    submit_item(desk.clerk, item)
    assert gates_due(item) == (Gate.POLITICAL,)


def test_a_return_at_a_later_gate_begins_all_of_them_anew(desk):
    item = desk.pass_gates(desk.item(), GATES[:2])
    review(desk.reviewer(Gate.SECRECY), item, Gate.SECRECY, "returned", "附件请核实。")
    submit_item(desk.clerk, item)
    assert gates_due(item) == (Gate.POLITICAL,)


def test_nobody_approves_what_they_did_not_see(desk):
    item = submitted(desk)
    seen = Item.objects.get(pk=item.pk)
    revise_item(desk.clerk, item, {"body": [paragraph("<p>换过的文字</p>")]})
    submit_item(desk.clerk, item)
    with pytest.raises(Refused, match="新的修改"):
        review(desk.reviewer(Gate.POLITICAL), seen, Gate.POLITICAL, "approved")


def test_who_wrote_a_word_reviews_nothing(desk):
    reviewer = desk.county.people["first_reviewer"]
    Post.objects.create(person=reviewer, organ=desk.county.department, kind="clerk", since=DAY)
    item = desk.item()
    revise_item(desk.reviewer(Gate.POLITICAL), item, {"summary": "初审人员改了一句。"})
    submit_item(desk.clerk, item)
    item.refresh_from_db()
    with pytest.raises(Forbidden, match="不能自己"):
        review(desk.reviewer(Gate.POLITICAL), item, Gate.POLITICAL, "approved")


def test_three_gates_three_people(desk):
    person = desk.county.people["first_reviewer"]
    for kind in ("second_reviewer", "secrecy_reviewer"):
        Post.objects.create(person=person, organ=desk.county.department, kind=kind, since=DAY)
    item = desk.pass_gates(desk.item(), GATES[:1])
    with pytest.raises(Refused, match="另一人"):
        review(desk.reviewer(Gate.POLITICAL), item, Gate.POLICY, "approved")
    review(desk.reviewer(Gate.POLICY), item, Gate.POLICY, "approved")
    review(desk.reviewer(Gate.POLITICAL), item, Gate.SECRECY, "approved")


def test_the_queue_of_each(desk):
    item = submitted(desk)
    assert waiting_for(desk.reviewer(Gate.POLITICAL)) == [(item, Gate.POLITICAL)]
    assert waiting_for(desk.reviewer(Gate.POLICY)) == []
    assert waiting_for(desk.clerk) == []
    for gate in GATES[:2]:
        review(desk.reviewer(gate), item, gate, "approved")
    assert waiting_for(desk.reviewer(Gate.SECRECY)) == [(item, Gate.SECRECY)]


def test_an_organ_may_order_its_own_gates(desk):
    GateRule.objects.create(
        organ=desk.county.department,
        column_code="zdgk",
        gates=["secrecy_review", ["political_review", "policy_review"], "wording_review"],
        since=DAY,
    )
    assert gates_due(submitted(desk)) == (Gate.SECRECY,)
    news = submitted(desk, kind="news", column="zwdt")
    for gate in (Gate.POLITICAL, Gate.WORDING, Gate.SECRECY):
        review(desk.reviewer(gate), news, gate, "approved")
    assert gates_passed(news)


def test_urgent_goes_out_after_two_gates_and_is_looked_at_again(desk):
    item = desk.item(urgent=True)
    desk.pass_gates(item, (Gate.WORDING, Gate.SECRECY))
    edition = publish_item(desk.head, item)
    assert edition.urgent
    assert second_looks_due(item) == (Gate.POLITICAL, Gate.POLICY)
    assert state_of(item) == ItemState.SECOND_LOOK
    assert waiting_for(desk.reviewer(Gate.POLICY)) == [(item, Gate.POLICY)]
    second_look(desk.reviewer(Gate.POLITICAL), item, Gate.POLITICAL, "approved")
    with pytest.raises(Refused, match="没有等待"):
        second_look(desk.reviewer(Gate.POLITICAL), item, Gate.POLITICAL, "approved")
    second_look(desk.reviewer(Gate.POLICY), item, Gate.POLICY, "returned", "引用的政策已经废止。")
    assert state_of(item) == ItemState.OBJECTED
    assert second_looks_due(item) == ()
    withdraw_item(desk.head, item, "引用的政策已经废止。")
    assert state_of(item) == ItemState.WITHDRAWN


def test_a_later_rule_takes_no_second_look_away(desk):
    """What was owed when it was handed in stays owed, though the gates are fewer from the next day on."""
    item = desk.item(urgent=True)
    desk.pass_gates(item, (Gate.WORDING, Gate.SECRECY))
    publish_item(desk.head, item)
    GateRule.objects.create(
        organ=None, gates=[["wording_review", "secrecy_review"]], since=DAY + dt.timedelta(days=1)
    )
    with clock.stopped_at(NOON + dt.timedelta(days=2)):
        assert second_looks_due(item) == (Gate.POLITICAL, Gate.POLICY)
        [told] = at_gates([item]).values()
        assert told.looks == (Gate.POLITICAL, Gate.POLICY)


def test_letting_a_finding_through_needs_a_reason_and_another_person(desk):
    item = desk.item(source_url="https://www.gov.cn/a.html")
    with pytest.raises(Blocked):
        submit_item(desk.clerk, item)
    [finding] = [one for one in check_item(latest(item), on=DAY) if one.severity == "block"]
    reviewer = desk.reviewer(Gate.WORDING)
    with pytest.raises(Forbidden):
        override(desk.clerk, item, finding.key, "没关系")
    with pytest.raises(Refused, match="理由"):
        override(reviewer, item, finding.key, "")
    with pytest.raises(Refused, match="不在了"):
        override(reviewer, item, "metadata.source:0", "本机关原发")
    made = override(reviewer, item, finding.key, "本机关在中国政府网的投稿。")
    assert "gov.cn" not in made.finding_key
    submit_item(desk.clerk, item)
    assert (item.submissions.count(), item.overrides.count()) == (1, 1)


def test_what_the_law_asks_for_is_not_let_through(desk):
    item = desk.item(topic="")
    [finding] = [one for one in check_item(latest(item), on=DAY) if one.severity == "block"]
    with pytest.raises(Refused, match="必须补正"):
        override(desk.reviewer(Gate.WORDING), item, finding.key, "以后再填")


def test_remarks_are_settled_once(desk):
    item = desk.item()
    remark = add_remark(desk.reviewer(Gate.POLICY), item, "“下列”后面缺冒号。", "下列")
    settle_remark(desk.clerk, remark)
    assert remark.settled_by_id == desk.clerk.person_id
    with pytest.raises(Refused, match="处理过"):
        settle_remark(desk.clerk, remark)
    with pytest.raises(Forbidden):
        add_remark(desk.county.actor("security_administrator"), item, "看看")


def test_every_decision_is_in_the_log(desk):
    item = desk.pass_gates(desk.item())
    rows = list(Entry.objects.order_by("seq").values_list("act", "person_name", "after__gate"))
    assert [row[0] for row in rows] == [
        "item.write", "item.submit", "item.review_first", "item.review_second",
        "item.review_final", "item.review_secrecy",
    ]  # fmt: skip
    assert [row[2] for row in rows[2:]] == list(GATES)
    assert item.reviews.filter(revision_id=item.latest_revision_id).count() == 4


def test_gates_are_set_by_the_county_from_a_day_on_never_below_the_least(desk):
    steps = [["secrecy_review"], ["political_review", "wording_review"]]
    before = submitted(desk)
    with pytest.raises(Forbidden):
        set_gates(desk.head, steps, organ=desk.county.department, since=DAY)
    for wrong, said in (
        ([["political_review", "wording_review"]], "不能少了"),
        ([["wording_review", "secrecy_review"], []], "空的"),
        ([["wording_review", "secrecy_review"], ["wording_review"]], "一次"),
        ([["wording_review", "secrecy_review", "magic"]], "不认识"),
    ):
        with pytest.raises(Refused, match=said):
            set_gates(desk.office, wrong, organ=None, since=DAY)
    with pytest.raises(Refused, match="过去"):
        set_gates(desk.office, steps, organ=None, since=dt.date(2025, 6, 1))
    with pytest.raises(Refused, match="没有代码"):
        set_gates(desk.office, steps, organ=None, column_code="zdgk/99", since=DAY)
    tomorrow = DAY + dt.timedelta(days=1)
    set_gates(desk.office, steps, organ=None, column_code="zdgk", since=tomorrow)
    with clock.stopped_at(NOON + dt.timedelta(days=1)):
        assert gates_due(before) == (Gate.POLITICAL,)
        assert gates_due(submitted(desk)) == (Gate.SECRECY,)
        assert gates_due(submitted(desk, kind="news", column="zwdt")) == (Gate.POLITICAL,)


def _histories(desk):
    """Items at every point of their way."""
    yield desk.item()
    for passed in range(5):
        yield desk.pass_gates(desk.item(), GATES[:passed])
    returned = submitted(desk)
    review(desk.reviewer(Gate.POLITICAL), returned, Gate.POLITICAL, "returned", "改")
    yield returned
    changed = desk.pass_gates(desk.item(), GATES[:2])
    revise_item(desk.clerk, changed, {"summary": "又改了。"})
    yield changed
    yield desk.published()
    withdrawn = desk.published()
    withdraw_item(desk.head, withdrawn, "有误")
    submit_item(desk.clerk, withdrawn)
    yield withdrawn
    urgent = desk.item(urgent=True)
    desk.pass_gates(urgent, (Gate.WORDING, Gate.SECRECY))
    publish_item(desk.head, urgent)
    yield urgent
    looked = desk.item(urgent=True)
    desk.pass_gates(looked, (Gate.WORDING, Gate.SECRECY))
    publish_item(desk.head, looked)
    second_look(desk.reviewer(Gate.POLITICAL), looked, Gate.POLITICAL, "approved")
    yield looked
    given_up = submitted(desk)
    discard_item(desk.clerk, given_up, "重复")
    yield given_up


@pytest.mark.parametrize("ruled", [False, True])
def test_many_at_once_are_told_what_one_is_told(desk, ruled):
    if ruled:
        GateRule.objects.create(
            organ=desk.county.department,
            column_code="zdgk",
            gates=[["political_review", "policy_review"], "wording_review", "secrecy_review"],
            since=DAY,
        )
    keys = [one.pk for one in _histories(desk)]
    items = list(Item.objects.filter(pk__in=keys).select_related("column"))
    told = at_gates(items)
    for item in items:
        one = told[item.pk]
        assert one.due == gates_due(item) and one.looks == second_looks_due(item), item.pk
        assert one.passed == gates_passed(item) and one.authors == authors_of(item)
        assert one.submission == standing_submission(item) and one.path == gate_path(item)
    waits = {
        gate: {
            (item.pk, gate)
            for item in items
            for due in (gates_due(item), second_looks_due(item))
            if gate in due
        }
        for gate in Gate.values
    }
    for gate in Gate.values:
        asked = waiting_for(desk.reviewer(gate))
        assert {(item.pk, due) for item, due in asked} == waits[gate]


def test_a_long_queue_asks_as_much_as_a_short_one(desk, django_assert_num_queries):
    reviewer = desk.reviewer(Gate.POLITICAL)
    submitted(desk)
    waiting_for(reviewer)
    with CaptureQueriesContext(connection) as short:
        assert len(waiting_for(reviewer)) == 1
    for _ in range(6):
        submitted(desk)
    with django_assert_num_queries(len(short)):
        assert len(waiting_for(reviewer)) == 7
    assert len(short) <= 8
