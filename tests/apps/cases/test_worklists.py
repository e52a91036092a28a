"""Worklists: the right cases in each, the order by key, counts that stop."""

import datetime as dt

import pytest

from gongkai.apps import clock
from gongkai.apps.cases.actions.remarking import remark
from gongkai.apps.cases.actions.splitting import join
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.models import Case, Event
from gongkai.apps.cases.queries import worklists
from gongkai.apps.cases.queries.timeline import timeline
from gongkai.apps.cases.queries.worklists import (
    WORKLISTS,
    Cursor,
    Wanted,
    counts,
    list_page,
    read_cursor,
)
from gongkai.apps.cases.recording import record_event
from gongkai.apps.sealing import match
from tests.apps.cases.example_cases import arrived_case, at, handled_case
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 9, 26)  # due 2025-10-30


@pytest.fixture
def county() -> County:
    return make_county()


def in_list(key: str, today: dt.date, **narrowed: object) -> list[int]:
    wanted = Wanted(WORKLISTS[key], **narrowed)  # type: ignore[arg-type]
    return [one.pk for one in list_page(wanted, None, today, law_in_use()[1]).rows]


def test_each_state_has_its_list(county: County) -> None:
    arrived, handled = arrived_case(county, DAY), handled_case(county, DAY)
    assert in_list("to-confirm", DAY) == [arrived.pk]
    assert in_list("handling", DAY) == [handled.pk]
    assert in_list("open", DAY) == [arrived.pk, handled.pk]
    assert in_list("all", DAY) == [handled.pk, arrived.pk]
    made = counts(Wanted(WORKLISTS["open"]), DAY, law_in_use()[1])
    assert (made["to-confirm"], made["handling"], made["overdue"]) == (1, 1, 0)


@pytest.mark.parametrize(
    ("today", "lists"),
    [
        # 2025-10-30 is a Thursday; 5 working days before it is Thursday the 23rd.
        (dt.date(2025, 10, 22), set()),
        (dt.date(2025, 10, 23), {"due-5"}),
        (dt.date(2025, 10, 25), {"due-5"}),
        (dt.date(2025, 10, 27), {"due-5", "due-3"}),
        (dt.date(2025, 10, 29), {"due-5", "due-3", "due-1"}),
        (dt.date(2025, 10, 30), {"due-5", "due-3", "due-1"}),
        (dt.date(2025, 10, 31), {"overdue"}),
    ],
)
def test_near_and_late_go_by_working_days(county: County, today: dt.date, lists: set[str]) -> None:
    case = handled_case(county, DAY)
    keys = ("due-5", "due-3", "due-1", "overdue")
    assert {key for key in keys if in_list(key, today) == [case.pk]} == lists


def test_what_is_joined_waits_nowhere(county: County) -> None:
    first, again = handled_case(county, DAY), arrived_case(county, DAY)
    with clock.stopped_at(at(DAY, 12)):
        join(county.actor("case_clerk"), again, first, on=DAY)
    assert in_list("open", DAY) == [first.pk] and in_list("joined", DAY) == [again.pk]


def test_narrowed_by_organ_person_name_number_and_days(county: County) -> None:
    case, other = handled_case(county, DAY), arrived_case(county, dt.date(2025, 9, 28))
    assert in_list("open", DAY, organs=frozenset((county.township.pk,))) == []
    assert in_list("open", DAY, handler=county.people["case_clerk"].pk) == [case.pk]
    assert in_list("all", DAY, who=match("name", "王 小明")) == [other.pk, case.pk]
    assert in_list("all", DAY, who=match("name", "王小")) == []
    assert in_list("all", DAY, number="jyj-2025-0002") == [other.pk]
    assert in_list("all", DAY, until=DAY) == [case.pk]
    assert in_list("all", DAY, state="arrived") == [other.pk]


def test_pages_follow_each_other_without_gap_or_repeat(county: County) -> None:
    days = [DAY, DAY, dt.date(2025, 9, 28), dt.date(2025, 9, 24), DAY]
    made = [arrived_case(county, day) for day in days]
    made += [arrived_case(county, DAY, channel="ordinary_letter") for _ in range(3)]
    Case.objects.filter(pk=made[-1].pk).update(next_due_on=None)
    Case.objects.filter(pk=made[-2].pk).update(next_due_on=None)
    calendar = law_in_use()[1]
    for key in ("open", "to-confirm", "all"):
        wanted = Wanted(WORKLISTS[key])
        whole = [one.pk for one in list_page(wanted, None, DAY, calendar, 50).rows]
        for size in (1, 2, 3):
            seen: list[int] = []
            after: Cursor | None = None
            for _ in range(20):
                page = list_page(wanted, after, DAY, calendar, size)
                seen += [one.pk for one in page.rows]
                if page.onward is None:
                    break
                after = read_cursor(str(page.onward))
            assert seen == whole and len(seen) == len(made)


@pytest.mark.parametrize(
    "text", ["", "x", "2025-13-01_4", "_", "_x", "2025-01-01_²", "_" + "9" * 30]
)
def test_a_cursor_that_is_none_begins_at_the_beginning(text: str) -> None:
    assert read_cursor(text) is None


def test_counting_stops(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worklists, "MOST_COUNTED", 2)
    for _ in range(4):
        arrived_case(county, DAY)
    made = counts(Wanted(WORKLISTS["open"]), DAY, law_in_use()[1])
    assert made["to-confirm"] == 3  # "2+": more were not counted


def test_queries_do_not_grow_with_the_rows(
    county: County, django_assert_num_queries: object
) -> None:
    for _ in range(3):
        handled_case(county, DAY)
    calendar = law_in_use()[1]
    with django_assert_num_queries(2):  # type: ignore[operator]
        page = list_page(Wanted(WORKLISTS["open"]), None, DAY, calendar)
        assert [str(one.organ) + str(one.handler) for one in page.rows]
    with django_assert_num_queries(12):  # type: ignore[operator]
        counts(Wanted(WORKLISTS["open"]), DAY, calendar)


def test_the_time_line_shows_what_was_replaced(county: County) -> None:
    case = handled_case(county, DAY)
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(DAY, 13)):
        wrong = remark(clerk, case, "记错了")
        record_event(clerk, case, "void", DAY, act="case.amend", replaces=wrong)
    lines = timeline(case)
    assert [one.kind.key for one in lines] == ["submit", "confirm", "assign", "remark", "void"]
    assert lines[3].replaced_by == lines[4].event and not lines[3].holds
    assert lines[4].replaces == wrong
    said = {one.label: one.text for one in (*lines[0].said, *lines[2].said)}
    assert said["提交方式"] == "当面提交" and said["承办人"] and said["来件"].startswith("jyj-S")
    assert Event.objects.filter(case=case).count() == 5
