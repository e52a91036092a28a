"""Counts with their lists, the clock of Art. 26, lists of the public, who sees what."""

import datetime as dt

import pytest

from gongkai.apps import clock
from gongkai.apps.audit.actor import program
from gongkai.apps.disclosure.access import (
    entries_visible_to,
    items_visible_to,
    normative_visible_to,
    organs_for,
)
from gongkai.apps.disclosure.actions.publication import (
    correct_item,
    publish_item,
    withdraw_item,
)
from gongkai.apps.disclosure.actions.review import review
from gongkai.apps.disclosure.actions.writing import revise_item, submit_item
from gongkai.apps.disclosure.data.topics import parse_topics, topic_label, topics
from gongkai.apps.disclosure.models import Edition, Ending, Item, ItemKind
from gongkai.apps.disclosure.queries.counts import (
    CLASSES,
    counts_by_organ,
    published_in,
    year_counts,
)
from gongkai.apps.disclosure.queries.public import (
    columns_of,
    of_organ,
)
from gongkai.apps.disclosure.queries.standing import (
    ItemState,
    next_step,
    state_of,
)
from gongkai.apps.disclosure.queries.timeliness import (
    late_editions,
    publication_clock,
)
from gongkai.domain.law.strict_yaml import LawDataError
from tests.apps.disclosure.desk import GATES
from tests.county import DAY, NOON, make_edition

pytestmark = pytest.mark.django_db


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=clock.CHINA)


def test_a_year_begins_and_ends_in_china(desk):
    county, organ = desk.county, desk.county.department.pk
    make_edition(county, column="zwdt", kind="news", at=at("2025-01-01 00:00"))
    make_edition(county, column="zwdt", kind="news", at=at("2025-12-31 23:59"))
    make_edition(county, column="zwdt", kind="news", at=at("2024-12-31 23:59"))
    make_edition(county, column="zwdt", kind="news", at=at("2026-01-01 00:00"))
    assert year_counts([organ], 2025)["news"] == 2
    assert year_counts([county.township.pk], 2025) == dict.fromkeys(
        [one.code for one in CLASSES], 0
    )


def test_every_kind_is_counted_in_one_class():
    kinds = [kind for one in CLASSES for kind in one.kinds]
    assert sorted(kinds) == sorted(ItemKind.values)


def test_an_item_counts_once_however_often_it_was_corrected(desk):
    organ = desk.county.department.pk
    item = desk.published()
    revise_item(desk.clerk, item, {"summary": "改了概述"})
    desk.pass_gates(item)
    correct_item(desk.head, item, "概述补充。")
    taken = desk.published(title="后来撤下的")
    withdraw_item(desk.head, taken, "有误")
    assert year_counts([organ], 2025)["catalogue"] == 2
    assert year_counts([organ], 2025, withdrawn=False)["catalogue"] == 1
    listed = published_in([organ], 2025, ["information"])
    assert {(one.item_id, one.number) for one in listed} == {(item.pk, 2), (taken.pk, 1)}


def test_a_count_is_what_it_was_at_the_moment(desk):
    """Later publications, corrections into another kind and withdrawals are not seen by an earlier moment."""
    organ = desk.county.department.pk
    first = make_edition(desk.county, column="zwdt", kind="news", at=at("2025-03-01 09:00"))
    gone = make_edition(desk.county, column="zwdt", kind="news", at=at("2025-04-01 09:00"))
    make_edition(desk.county, column="zwdt", kind="news", at=at("2025-06-01 09:00"))
    Edition.objects.filter(pk=first.pk).update(
        ended_at=at("2026-02-01 09:00"), ending=Ending.SUPERSEDED
    )
    corrected = Edition.objects.get(pk=first.pk)
    corrected.pk, corrected.number, corrected.kind = None, 2, "notice"
    corrected.published_at = at("2026-02-01 09:00")
    corrected.ended_at, corrected.ending = None, ""
    corrected.save(force_insert=True)
    Edition.objects.filter(pk=gone.pk).update(
        ended_at=at("2026-02-02 09:00"), ending=Ending.WITHDRAWN
    )

    def counted(moment=None, **more):
        return year_counts([organ], 2025, known_at=moment, **more)

    assert (counted()["news"], counted()["notice"]) == (2, 1)
    assert counted(withdrawn=False)["news"] == 1
    january = at("2026-01-20 09:00")
    assert (counted(january)["news"], counted(january)["notice"]) == (3, 0)
    assert counted(january, withdrawn=False)["news"] == 3
    assert counted(at("2025-05-01 09:00"))["news"] == 2
    assert counts_by_organ([organ], 2025, known_at=january)[organ]["news"] == 3


def test_twenty_working_days_over_the_national_holiday(desk):
    """Formed 2025-09-19: the twentieth working day is 2025-10-23 (28 September and 11 October worked)."""
    item = desk.item(formed_on=dt.date(2025, 9, 19))
    due = publication_clock(item, DAY)
    assert (due.due.day, due.overdue) == (dt.date(2025, 10, 23), False)
    assert not publication_clock(item, dt.date(2025, 10, 23)).overdue
    late = publication_clock(item, dt.date(2025, 10, 24))
    assert late.overdue and late.published_on is None


def test_published_in_time_and_late(desk):
    soon = desk.published()
    assert not publication_clock(soon, dt.date(2026, 1, 1)).overdue
    with clock.stopped_at(at("2025-08-01 09:00")):
        late = desk.published(title="逾期公开的")
    found = late_editions([desk.county.department.pk], 2025)
    assert [(one.item, one.due.day, one.published_on) for one in found] == [
        (late, dt.date(2025, 7, 14), dt.date(2025, 8, 1))
    ]


def test_a_change_begins_the_clock_anew(desk):
    item = desk.published()
    with clock.stopped_at(at("2025-09-30 09:00")):
        revise_item(desk.clerk, item, {"changed_on": dt.date(2025, 9, 1)})
        item.refresh_from_db()
        one = publication_clock(item, dt.date(2025, 9, 30))
        assert one.changed and one.overdue and one.due.day == dt.date(2025, 9, 28)
        desk.pass_gates(item)
        correct_item(desk.head, item, "负责人变动。")
        one = publication_clock(item, dt.date(2025, 9, 30))
        assert one.published_on == dt.date(2025, 9, 30) and one.late and not one.overdue


def test_news_and_items_without_a_day_have_no_clock(desk):
    assert publication_clock(desk.item("news", "zwdt"), DAY) is None
    assert publication_clock(desk.item(formed_on=None), DAY) is None
    assert publication_clock(desk.item(formed_on=dt.date(2005, 1, 1)), DAY) is None


def test_lists_of_the_public(desk):
    columns = desk.county.columns
    old = make_edition(desk.county, "旧的", at=NOON - dt.timedelta(days=9))
    new = make_edition(desk.county, "新的", column="zdgk/20-1")
    make_edition(desk.county, "撤下的", ended_at=NOON, ending="withdrawn")
    desk.item(title="没有发布的")
    assert list(of_organ(desk.county.department.pk)) == [new, old]
    assert [one.code for one in columns_of(desk.county.department.pk, DAY)] == list(columns)
    assert columns_of(desk.county.department.pk, dt.date(2019, 1, 1)) == []


def test_the_state_in_one_word(desk):
    item = desk.item()
    assert state_of(item) == ItemState.DRAFT
    submit_item(desk.clerk, item)
    item.refresh_from_db()
    assert state_of(item) == ItemState.IN_REVIEW
    assert next_step(item) == "等待初审（政治关）。"
    for gate in GATES:
        review(desk.reviewer(gate), item, gate, "approved")
    assert state_of(item) == ItemState.APPROVED
    publish_item(desk.head, item)
    assert state_of(item) == ItemState.PUBLIC
    revise_item(desk.clerk, item, {"summary": "改"})
    assert state_of(item) == ItemState.PUBLIC_CHANGING
    withdraw_item(desk.head, item, "有误")
    assert state_of(item) == ItemState.DRAFT
    assert all(next_step(item) for item in Item.objects.all())


def test_who_sees_drafts(desk):
    item = desk.item()
    for post in ("clerk", "first_reviewer", "disclosure_head", "county_office", "auditor"):
        assert list(items_visible_to(desk.county.actor(post))) == [item], post
    for post in ("system_administrator", "security_administrator", "audit_administrator"):
        assert not items_visible_to(desk.county.actor(post)).exists(), post
    assert organs_for(program(), "item.read") is None
    for visible in (normative_visible_to, entries_visible_to):
        assert list(visible(desk.clerk)) == []


def test_topics():
    assert topic_label("0101") == "综合政务\\政务公开"
    assert topic_label("") == "" and topic_label("0199") == "0199"
    assert all(len(code) == 4 for code in topics())
    for wrong in (
        '- {code: "1", name: 甲, under: [乙]}',
        '- {code: "01", name: 甲, under: [乙, 乙]}',
        '- {code: "01", name: 甲, under: [乙]}\n- {code: "01", name: 丙, under: [乙]}',
    ):
        with pytest.raises(LawDataError):
            parse_topics(wrong, "x")
