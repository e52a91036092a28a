"""Pictures of the year: their numbers are those of the ledgers, and a year of nothing is said in words."""

import datetime as dt
from typing import Any

import pytest

from gongkai.apps import clock
from gongkai.apps.annual.compiling.government import compile_own
from gongkai.apps.annual.pictures import of_the_year
from gongkai.apps.annual.queries.year_numbers import (
    Answered,
    answered_in,
    months_of,
    published_by_column,
    published_by_organ,
)
from gongkai.apps.cases.models import Case, Event, Figures
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.disclosure.models import Ending
from gongkai.domain.working_days import load_calendar
from tests.apps.cases.example_cases import at
from tests.county import NOON, County, make_county, make_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return make_county()


@pytest.fixture(autouse=True)
def january() -> Any:
    with clock.stopped_at(at(dt.date(2026, 1, 12))):
        yield


def working_day(start: dt.date, number: int) -> dt.date:
    days = load_calendar().after(start)
    return next(one.day for one in days if one.working and not (number := number - 1))


def answered(
    county: County, received: dt.date, day: int, *, outcome: str = "OPEN_GIVE", extended: int = 0,
    variant: str = "", number: int = 1,
) -> Case:  # fmt: skip
    """A case answered on the n-th working day of its clock, as the acts leave it in the tables."""
    due = working_day(received, 20 + extended)
    closed = working_day(received, day) if day else received
    values: dict[str, Any] = {
        "received_on": received, "closed_on": closed, "outcome": outcome, "variant": variant,
    }  # fmt: skip
    case = Case.objects.create(
        organ=county.department, number=f"jyj-{Case.objects.count()}", kind="application",
        applicant_kind="natural", subject="校舍", created_at=NOON, state="served", due_on=due,
        extended=bool(extended), late_by=max(day - 20 - extended, 0), **values,
    )  # fmt: skip
    Figures.objects.create(
        case=case, organ_id=county.department.pk, since=NOON, applicant_kind="natural", **values
    )
    if extended:
        Event.objects.create(
            case=case, number=1, kind="extend", on=received, facts={"days": extended},
            recorded_at=NOON,
        )  # fmt: skip
    return case


def test_months_add_up_to_the_cells_of_the_report(county: County) -> None:
    answered(county, dt.date(2024, 12, 16), 15)
    answered(county, dt.date(2025, 3, 3), 10)
    answered(county, dt.date(2025, 3, 4), 20, outcome="NO_LAW")
    answered(county, dt.date(2025, 12, 22), 15, outcome="OT_OTHER", variant="withdrawn")
    period = Period(2025)
    months = months_of({county.department.pk}, period)
    cells = compile_own(county.department, period).cells
    assert months.received[2] == 2 and sum(months.received) == int(cells["t3.new.total"] or 0) == 3
    closed = {key: sum(found) for key, found in months.closed.items()}
    assert closed["granted"] == 2 and closed["refused"] == 1 and closed["other"] == 0
    assert sum(closed.values()) == int(cells["t3.total.total"] or 0) == 3
    picture = of_the_year.results(months, 2025)
    assert [row[-1] for row in picture.sheet.rows] == [2, 0, 1, 0, 0, 0]
    received = of_the_year.received(months, 2025)
    assert received.svg.count("<rect") == 2
    assert [row[-1] for row in received.sheet.rows] == [3, 3]


@pytest.mark.parametrize(
    ("day", "extended", "place", "late"),
    [(0, 0, 0, 0), (5, 0, 0, 0), (6, 0, 1, 0), (20, 0, 3, 0), (21, 0, 4, 1), (21, 10, 4, 0),
     (40, 20, 5, 0), (41, 20, 6, 1)],
)  # fmt: skip
def test_the_day_of_the_clock_on_which_it_was_answered(
    county: County, day: int, extended: int, place: int, late: int
) -> None:
    answered(county, dt.date(2025, 3, 3), day, extended=extended)
    found = answered_in({county.department.pk}, Period(2025))
    picture = of_the_year.days_to_answer(found, 2025)
    held = [row[3] for row in picture.sheet.rows]
    assert held[place] == sum(int(str(one)) for one in held) == 1 and found.late == late
    assert picture.sheet.rows[place][2 if extended else 1] == 1
    assert "答复期限20个工作日" in picture.svg and ("延期" in picture.svg) == bool(extended)
    assert ("超过期限" in picture.said and "没有超过期限" not in picture.said) == bool(late)


def test_interruptions_do_not_count(county: County) -> None:
    """The clock stopped for 15 working days: the due day moved, and day 12 of the clock stays day 12."""
    case = answered(county, dt.date(2025, 3, 3), 27)
    case.due_on, case.late_by = working_day(dt.date(2025, 3, 3), 35), 0
    case.save()
    assert answered_in({county.department.pk}, Period(2025)).days == {12: 1}


def test_an_end_without_an_answer_is_no_answer(county: County) -> None:
    answered(county, dt.date(2025, 3, 3), 3, outcome="OT_OTHER", variant="withdrawn")
    answered(county, dt.date(2025, 3, 3), 3, outcome="OT_NOBZ")
    found = answered_in({county.department.pk}, Period(2025))
    assert found.number == 0
    picture = of_the_year.days_to_answer(found, 2025)
    assert picture.svg == "" and picture.empty == "2025年没有作出答复的申请。"


def test_a_clock_that_began_anew_is_said_and_not_drawn(county: County) -> None:
    case = answered(county, dt.date(2025, 3, 3), 10)
    case.due_on = dt.date(2025, 12, 1)
    case.save()
    picture = of_the_year.days_to_answer(answered_in({county.department.pk}, Period(2025)), 2025)
    assert picture.empty and "没有作出" in picture.empty
    answered(county, dt.date(2025, 3, 3), 10)
    picture = of_the_year.days_to_answer(answered_in({county.department.pk}, Period(2025)), 2025)
    assert any("另有1件期限重新计算过" in note for note in picture.notes)


def test_a_limit_that_is_no_class_is_not_drawn_at_a_wrong_place() -> None:
    picture = of_the_year.days_to_answer(Answered({12: 1}, {}, 0, 0, 17), 2025)
    assert "limit" not in picture.svg


def test_publication_by_column_and_organ(county: County) -> None:
    for number in range(3):
        make_edition(county, f"通知{number}")
    make_edition(county, "动态", column="zwdt", kind="news")
    gone = make_edition(county, "撤下的", column="zwdt", kind="news")
    gone.ending, gone.ended_at = Ending.WITHDRAWN, NOON
    gone.save()
    make_edition(county, "去年的", at=NOON.replace(year=2024))
    columns = published_by_column({county.department.pk}, 2025)
    assert columns == [("扶贫、教育、医疗、社会保障、促进就业", 3), ("政务动态", 2)]
    names = {county.department.pk: "教育局", county.township.pk: "城关镇"}
    assert published_by_organ(names, 2025) == [("教育局", 5), ("城关镇", 0)]


def test_more_than_fit_are_summed_and_all_stand_in_the_table() -> None:
    held = [(f"机关{n}", 40 - n) for n in range(20)]
    picture = of_the_year.published("organs", "各机关", "机关", held, 2025)
    assert len(picture.sheet.rows) == 20 and picture.svg.count("<rect") == 12
    assert f"其余8个机关共{sum(n for _, n in held[12:])}条" in picture.said


def test_a_year_of_nothing_says_so(county: County) -> None:
    organs, period = {county.department.pk}, Period(2025)
    months = months_of(organs, period)
    numbers = {
        cell: one.value for cell, one in compile_own(county.department, period).figures.items()
    }
    for picture in (
        of_the_year.received(months, 2025),
        of_the_year.results(months, 2025),
        of_the_year.days_to_answer(answered_in(organs, period), 2025),
        of_the_year.remedies(numbers, 2025),
        of_the_year.published("columns", "各栏目", "栏目", published_by_column(organs, 2025), 2025),
    ):
        assert picture.svg == "" and picture.empty.startswith("2025年没有")


def test_disputes_are_those_of_table_four(county: County) -> None:
    cells = {f"t4.{block}.{one}": None for block, _ in of_the_year.BLOCKS for one in ("upheld",)}
    numbers: dict[str, Any] = dict.fromkeys(Period(2025).form.cells_of("t4"), 0) | cells
    numbers |= {"t4.review.corrected": 2, "t4.review.total": 5, "t4.review.pending": 3}
    picture = of_the_year.remedies(numbers, 2025)
    assert picture.sheet.rows[0] == ("行政复议", None, 2, 0, 3, 5)
    assert picture.said == "共5件，其中结果纠正2件。" and picture.sheet.printed[0][1][0] == (
        "—",
        False,
    )
