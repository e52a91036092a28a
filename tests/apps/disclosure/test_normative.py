"""The ledger of 行政规范性文件: worked examples, refusals, links on both pages, one law for any history."""

import datetime as dt
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gongkai.apps import clock
from gongkai.apps.audit.models import Entry
from gongkai.apps.disclosure.actions import normative
from gongkai.apps.disclosure.actions.interpretations import exempt_from_interpretation
from gongkai.apps.disclosure.models import (
    NormativeDocument,
    NormativeEvent,
    NormativeEventKind,
    Relation,
)
from gongkai.apps.disclosure.queries.normative import (
    ended_on,
    normative_numbers,
    standing_on,
    validity,
)
from gongkai.apps.disclosure.queries.relations import public_relations
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.organs.access import Forbidden
from tests.county import DAY

EXAMPLES = yaml.safe_load(
    (Path(__file__).parents[2] / "examples/publication/normative.yaml").read_text("utf-8")
)


def made(desk, number="示教规〔2025〕1号", **given):
    values = {"title": "校车管理办法", "made_on": dt.date(2025, 3, 1)} | given
    return normative.record_made(
        desk.clerk, organ=desk.county.department, document_number=number, **values
    )


@pytest.mark.django_db
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one["name"])
def test_worked_examples(desk, example):
    with clock.stopped_at(dt.datetime(2028, 1, 1, 9, tzinfo=clock.CHINA)):
        for one in example["documents"]:
            document = made(
                desk,
                one["number"],
                title=f"{one['number']}办法",
                made_on=one["made"],
                effective_on=one.get("effective"),
                valid_until=one.get("valid_until"),
            )
            for event in one.get("events", ()):
                act = getattr(normative, f"record_{event['kind']}")
                until = (event["until"],) if "until" in event else ()
                act(desk.clerk, document, event["day"], *until, by_text="清理决定")
    for expected in example["numbers"]:
        numbers = normative_numbers([desk.county.department.pk], expected["day"])
        got = {
            name: [one.document_number for one in getattr(numbers, name)]
            for name in ("made", "repealed", "expired", "in_force")
        }
        assert got == {name: expected[name] for name in got}, expected["day"]


@pytest.mark.django_db
def test_only_the_organs_asked_for_are_counted(desk):
    made(desk)
    assert normative_numbers([desk.county.township.pk], DAY).made == []
    both = normative_numbers([desk.county.township.pk, desk.county.department.pk], DAY)
    assert len(both.made) == len(both.in_force) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": " "}, "须有标题"),
        ({"made_on": dt.date(2025, 6, 19)}, "在将来"),
        ({"effective_on": dt.date(2025, 2, 1)}, "施行日期"),
        ({"valid_until": dt.date(2025, 2, 1)}, "有效期至"),
    ],
)
def test_what_does_not_enter_the_ledger(desk, given, said):
    with pytest.raises(Refused, match=said):
        made(desk, **given)
    assert not NormativeDocument.objects.exists() and not Entry.objects.exists()


@pytest.mark.django_db
def test_a_number_is_entered_once_and_by_those_who_may(desk):
    made(desk)
    with pytest.raises(Refused, match="已经登记过（.+《.+》）。联合发文由主办机关登记一次"):
        made(desk)
    with pytest.raises(Forbidden):
        normative.record_made(
            desk.office, organ=desk.county.department, title="x", document_number="y", made_on=DAY
        )


@pytest.mark.django_db
def test_acts_out_of_order_are_refused(desk):
    document = made(desk)
    with pytest.raises(Refused, match="依据哪一份文件"):
        normative.record_repealed(desk.clerk, document, DAY)
    with pytest.raises(Refused, match="依据它自己"):
        normative.record_repealed(desk.clerk, document, DAY, by_document=document)
    with pytest.raises(Refused, match="早于制发"):
        normative.record_amended(desk.clerk, document, dt.date(2025, 2, 1), by_text="决定")
    normative.record_amended(desk.clerk, document, dt.date(2025, 5, 1), by_text="决定")
    with pytest.raises(Refused, match="先后登记"):
        normative.record_amended(desk.clerk, document, dt.date(2025, 4, 1), by_text="决定")
    with pytest.raises(Refused, match="早于决定"):
        normative.record_extended(desk.clerk, document, DAY, dt.date(2025, 1, 1), by_text="x")
    normative.record_repealed(desk.clerk, document, DAY, by_text="决定")
    with pytest.raises(Refused, match="已经废止"):
        normative.record_expired(desk.clerk, document, DAY, by_text="决定")
    assert desk.acts() == ["normative.record"] * 3


@pytest.mark.django_db
def test_nothing_is_repealed_after_it_expired_by_itself(desk):
    document = made(desk, valid_until=dt.date(2025, 5, 31))
    with pytest.raises(Refused, match="2025-06-01起已经失效"):
        normative.record_repealed(desk.clerk, document, dt.date(2025, 6, 1), by_text="决定")
    normative.record_repealed(desk.clerk, document, dt.date(2025, 5, 31), by_text="决定")
    assert ended_on(document) == (dt.date(2025, 5, 31), "废止")


def page(desk, **values):
    item = desk.item("normative", "zdgk/20-1", **values)
    exempt_from_interpretation(desk.clerk, item, "程序性文件，内容简明。", DAY)
    desk.publish(item)
    return item


@pytest.mark.django_db
def test_both_pages_say_what_happened(desk):
    old, new = page(desk, title="校车管理办法"), page(desk, title="校车安全管理办法")
    first = made(desk, item=old)
    second = made(desk, "示教规〔2025〕2号", title="校车安全管理办法", made_on=dt.date(2025, 6, 1))
    normative.link_page(desk.clerk, second, new)
    normative.record_repealed(desk.clerk, first, dt.date(2025, 6, 10), by_document=second)
    assert Relation.objects.get().kind == "repeals"
    assert [(r.label, r.edition.item_id) for r in public_relations(new)] == [("废止", old.pk)]
    assert [(r.label, r.edition.item_id) for r in public_relations(old)] == [
        ("废止本文的文件", new.pk)
    ]
    standing = validity(old.pk, DAY)
    assert (standing.state, standing.since) == ("废止", dt.date(2025, 6, 10))
    assert standing.event.by_document == second
    assert validity(new.pk, DAY).state == "有效"
    with pytest.raises(Refused, match="已经有公开页面"):
        normative.link_page(desk.clerk, second, old)


@pytest.mark.django_db
def test_only_a_normative_page_of_the_organ_is_linked(desk):
    with pytest.raises(Refused, match="须是本机关"):
        made(desk, item=desk.item())


days = st.dates(dt.date(2020, 1, 1), dt.date(2027, 12, 31))
events = st.lists(st.tuples(st.sampled_from(NormativeEventKind.values), days, days), max_size=5)


@given(days, st.none() | days, events, days)
def test_a_document_never_comes_back_into_force(made_on, valid_until, given_events, on):
    """Whatever is recorded: in force on a day means in force on every day since it was issued."""
    document = NormativeDocument(made_on=made_on, effective_on=made_on, valid_until=valid_until)
    held = [
        NormativeEvent(pk=n, kind=kind, on=day, extended_until=until)
        for n, (kind, day, until) in enumerate(given_events)
    ]
    if on > made_on and standing_on(document, on, held).in_force:
        before = made_on + (on - made_on) // 2
        assert standing_on(document, before, held).in_force
