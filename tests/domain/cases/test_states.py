"""The states of an application: what may follow what, what is once, and that nothing is a dead end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.domain.cases import NotAllowed, machine
from gongkai.domain.cases.states import parse_states
from gongkai.domain.law import LawDataError

PLAIN = ["submit", "confirm", "assign", "propose", "reply", "serve", "archive"]


def test_the_plain_way():
    assert machine().position(PLAIN) == "archived"


@pytest.mark.parametrize(
    ("way", "end"),
    [
        ("submit confirm notify_correction abandon_correction archive", "archived"),
        ("submit confirm assign charge abandon_payment archive", "archived"),
        ("submit confirm assign charge pay extend propose return propose reply", "decided"),
        (
            "submit confirm assign ask_third_party hear_third_party extend ask_organ",
            "consulting_organ",
        ),
        ("submit confirm assign withdraw archive", "archived"),
        (
            "submit confirm assign propose reply serve ask_review overturn propose reply serve",
            "served",
        ),
        ("submit confirm assign propose reply serve sue uphold", "archived"),
    ],
)
def test_ways_through(way, end):
    assert machine().position(way.split()) == end


@pytest.mark.parametrize(
    ("way", "says"),
    [
        ("submit assign", "“已到件”的申请不能“交办”"),
        ("submit confirm notify_correction correct notify_correction", "只能有一次"),
        ("submit confirm assign extend ask_organ hear_organ extend", "只能有一次"),
        ("submit confirm assign charge pay charge", "只能有一次"),
        ("submit confirm assign reply", "不能“审核通过"),
        ("submit confirm assign propose reply withdraw", "不能“申请人撤回”"),
        ("submit confirm assign propose serve", "不能“送达”"),
        ("submit fly", "没有“fly”"),
    ],
)
def test_what_is_not_possible_is_said(way, says):
    with pytest.raises(NotAllowed, match=says):
        machine().position(way.split())


def test_after_a_reversal_the_same_case_may_be_extended_again():
    way = "submit confirm assign extend propose reply serve ask_review overturn propose return"
    assert "extend" in {act.key for act in machine().allowed(way.split())}


def test_states_that_end_without_a_reply_have_their_outcome():
    ends = {one.key: one.outcome for one in machine().states.values() if one.outcome}
    assert ends == {
        "withdrawn": ("OT_OTHER", "withdrawn"),
        "correction_abandoned": ("OT_NOBZ",),
        "payment_abandoned": ("OT_NOPAY",),
    }


@given(st.randoms(use_true_random=False))
def test_every_walk_can_come_to_the_archive(random):
    held, done = machine(), []
    for _ in range(40):
        allowed = held.allowed(done)
        assert allowed or held.states[held.position(done)].final
        if not allowed:
            break
        done.append(random.choice(allowed).key)
    assert held.position(done) in held.states


def test_the_graph_names_every_state_and_act():
    graph = machine().mermaid()
    assert graph.startswith("stateDiagram-v2")
    for state in machine().states.values():
        assert f"{state.key} : {state.label}" in graph
    assert "handling --> extended : 延期（一次）" in graph
    assert "received --> handling : 交办\n" in graph
    assert graph.count("-->") == 2 + sum(len(act.sources) for act in machine().acts.values())


SAMPLE = """start: a
states:
  a: {label: 甲}
  b: {label: 乙, final: true}
acts:
  go: {label: 走, from: [a], to: b}
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("to: b", "to: c", "不在允许的取值"),
        ("start: a", "start: z", "不在允许的取值"),
        ("  b:", "  c: {label: 丙}\n  b:", "“丙”到不了；“丙”走不到归档"),
        ("final: true", "final: perhaps", "true 或 false"),
        ("label: 甲", "label: 甲, outcome: [NO_SUCH]", "没有这种办理结果"),
        ("label: 甲", "label: 甲, outcome: [NA_NOTHELD]", "没有这种办理结果"),
        ("to: b", "to: b, often: true", "未知的键"),
    ],
)
def test_a_broken_machine_is_named(old, new, says):
    assert parse_states(SAMPLE, "f.yaml")
    with pytest.raises(LawDataError, match=says):
        parse_states(SAMPLE.replace(old, new, 1), "f.yaml")
