"""The project's calendar against an independent one, day by day, and what is not certain yet."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from gongkai.domain.law import LawDataError, Local, parse_local
from gongkai.domain.working_days import OutsideCalendar, load_calendar, notices, outlook
from gongkai.domain.working_days.notices import parse_notices

CALENDAR = load_calendar()


def days(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@pytest.mark.parametrize("year", range(2019, 2027))
def test_every_day_agrees_with_an_independent_calendar(year):
    differing = [
        day
        for day in days(date(year, 1, 1), date(year, 12, 31))
        if CALENDAR.is_working(day) != chinese_calendar.is_workday(day)
    ]
    assert not differing


def test_each_year_has_its_notice_with_number_and_day():
    assert {one.year for one in notices()} == set(range(2019, 2027))
    assert len({one.number for one in notices()}) == len(notices()) == 10
    for one in notices():
        assert one.number.startswith("国办发明电〔")
        assert str(one.published_on.year) in one.number or one.year == 2019


def test_every_festival_gives_back_as_many_days_as_the_weekend_worked_allows():
    # 13 days by decree since 2025, 11 before: weekday days off less weekend days worked.
    for year, decreed in {2021: 11, 2022: 11, 2024: 11, 2025: 13, 2026: 13}.items():
        own = [CALENDAR.look(day) for day in days(date(year, 1, 1), date(year, 12, 31))]
        off = sum(not one.working and one.day.weekday() < 5 for one in own)
        worked = sum(one.working and one.day.weekday() >= 5 for one in own)
        assert abs(off - worked - decreed) <= 1, year


def test_a_day_says_why():
    assert CALENDAR.look(date(2022, 10, 8)).reason == "国庆节调休上班"
    assert CALENDAR.look(date(2022, 10, 8)).source == "国办发明电〔2021〕11号"
    assert CALENDAR.look(date(2022, 10, 3)).reason == "国庆节放假"
    assert CALENDAR.look(date(2022, 10, 15)).reason == "星期六"
    assert CALENDAR.look(date(2022, 10, 14)).weekday == "星期五"


def test_a_later_notice_changes_an_earlier_one():
    before, after = (load_calendar(known_on=date(2020, 1, day)) for day in (26, 27))
    assert before.is_working(date(2020, 2, 1)) and not after.is_working(date(2020, 2, 1))
    before, after = (load_calendar(known_on=date(2019, 3, day)) for day in (21, 22))
    assert before.is_working(date(2019, 5, 2)) and not after.is_working(date(2019, 5, 2))


def test_a_year_without_notice_is_provisional_and_never_guessed_silently():
    assert not CALENDAR.look(date(2026, 12, 25)).provisional
    for day in (date(2026, 12, 28), date(2027, 1, 4), date(2027, 2, 8), date(2027, 10, 4)):
        assert CALENDAR.look(day).provisional
    fixed = [date(2027, *day) for day in ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))]
    for day in days(date(2027, 1, 1), date(2027, 12, 31)):
        assert CALENDAR.is_working(day) == (day.weekday() < 5 and day not in fixed), day
    fixed_weekdays = load_calendar(known_on=date(2019, 6, 1))  # 1 October 2020 is a Thursday
    for day in (date(2020, 1, 1), date(2020, 5, 1), date(2020, 10, 1), date(2020, 10, 2)):
        assert not fixed_weekdays.is_working(day)
    assert not load_calendar(known_on=date(2023, 6, 1)).is_working(date(2024, 5, 2))
    assert not load_calendar(known_on=date(2023, 6, 1)).is_working(date(2024, 10, 3))
    assert CALENDAR.is_working(date(2027, 2, 8))  # 春节 is not guessed; the date says provisional


def test_the_last_days_of_a_year_wait_for_the_next_notice():
    # The notice for 2019 made Saturday 29 December 2018 a working day.
    early = load_calendar(known_on=date(2022, 12, 1))
    assert early.look(date(2022, 12, 30)).provisional
    assert not load_calendar(known_on=date(2022, 12, 8)).look(date(2022, 12, 30)).provisional


def test_outside_the_notices_is_said():
    with pytest.raises(OutsideCalendar, match="早于2019年"):
        CALENDAR.look(date(2018, 12, 29))
    with pytest.raises(OutsideCalendar, match="太远"):
        CALENDAR.look(date(2101, 1, 1))
    with pytest.raises(OutsideCalendar):
        load_calendar(known_on=date(2010, 1, 1))


@pytest.mark.parametrize(
    ("on", "missing", "overdue"),
    [
        (date(2026, 10, 1), (2027,), False),
        (date(2026, 11, 30), (2027,), False),
        (date(2026, 12, 1), (2027,), True),
        (date(2027, 1, 1), (2027, 2028), True),
        (date(2025, 12, 31), (), False),
    ],
)
def test_next_years_notice_is_overdue_from_december(on, missing, overdue):
    known = load_calendar(known_on=date(2026, 1, 1))
    seen = outlook(known, on)
    assert (seen.missing, seen.overdue) == (missing, overdue)
    assert all(str(year) in seen.sentence for year in missing)


LOCAL = """source: 某自治县人民政府办公室关于民族节日放假的通知
rest:
  2026-06-25: 民族节日放假
work:
  2026-06-28: 民族节日调休上班
"""


def test_local_days_lie_over_the_national_ones():
    own = load_calendar(parse_local(LOCAL, "local.yaml"))
    assert own.look(date(2026, 6, 25)).reason == "民族节日放假"
    assert not own.is_working(date(2026, 6, 25)) and own.is_working(date(2026, 6, 28))
    assert CALENDAR.is_working(date(2026, 6, 25)) and not CALENDAR.is_working(date(2026, 6, 28))
    assert own.count(date(2026, 6, 1), date(2026, 6, 30)) == CALENDAR.count(
        date(2026, 6, 1), date(2026, 6, 30)
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("rest:\n  2026-06-25: 节\n", "缺少“source”"),
        ("source: 甲\nrest:\n  明天: 节\n", "不是有效的日期"),
        ("source: 甲\nrest:\n  2026-06-25: 节\nwork:\n  2026-06-25: 节\n", "既列为休息日"),
        ("source: 甲\nholidays: 1\n", "未知的键"),
        ("source: 甲\nvalues:\n  reply_period: 30\n", "由法律规定"),
        ("source: 甲\nvalues:\n  correction_limit: 0\n", "1 至 60"),
        ("source: 甲\nvalues:\n  nothing: 3\n", "没有“nothing”"),
        ("source: 甲\nchoices:\n  nothing: 3\n", "没有“nothing”"),
        ("source: 甲\nchoices:\n  late_opinion: never\n", "不在允许的取值"),
        ("[" * 5000, "local.yaml:"),
        ("source: \x00", "local.yaml:1:"),
    ],
)
def test_a_mistake_in_the_local_file_is_named(text, says):
    with pytest.raises(LawDataError) as complaint:
        parse_local(text, "local.yaml")
    assert says in str(complaint.value)


def test_the_place_answers_open_questions_and_says_on_whose_word():
    own = parse_local(
        "source: 某县规定\nchoices:\n  late_opinion: until-answer\nvalues:\n  correction_limit: 15\n",
        "local.yaml",
    )
    assert own.choice("late_opinion").value == "until-answer"
    assert own.choice("late_opinion").mark == "practice"
    taken = own.parameter("correction_limit", on=date(2026, 1, 1))
    assert (taken.value, taken.source) == (15, "某县规定")
    assert Local().parameter("correction_limit", on=date(2026, 1, 1)).mark == "design"


YEAR = """year: 2030
notices:
  - title: 通知
    number: 国办发明电〔2029〕1号
    published_on: 2029-11-01
    holidays:
      - {name: 元旦, rest: [2030-01-01, 2030-01-03], work: [2030-01-05]}
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("2030-01-03]", "2029-12-31]", "早于第一天"),
        ("2030-01-03]", "2030-03-03]", "过长"),
        ("2030-01-05", "2030-01-04", "不是周末"),
        ("[2030-01-01, 2030-01-03]", "[2030-01-01]", "第一天和最后一天"),
        ("2030-01-05", "2031-01-05", "不属于2030年"),
        ("[2030-01-01, 2030-01-03]", "[2029-12-19, 2029-12-21]", "不属于2030年"),
        ("[2030-01-05]", "[2030-01-05, 2030-01-05]", "出现两次"),
        ("year: 2030", "year: 十", "整数"),
    ],
)
def test_a_mistake_in_a_notice_is_named(old, new, says):
    assert parse_notices(YEAR, "f.yaml")
    assert parse_notices(YEAR.replace("[2030-01-01,", "[2029-12-20,"), "f.yaml")
    with pytest.raises(LawDataError, match=says):
        parse_notices(YEAR.replace(old, new), "f.yaml")
