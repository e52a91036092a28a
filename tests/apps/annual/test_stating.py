"""Figures as organs say them: replaced, taken back, confirmed by another, in locked years, in many years' words."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.apps import clock
from gongkai.apps.annual.actions.stating import Said, confirm_figures, state_figures
from gongkai.apps.annual.compiling.government import compile_own
from gongkai.apps.annual.items import items_of
from gongkai.apps.annual.models import Statement
from gongkai.apps.annual.queries.stating import lines_of, waiting_for_confirmation
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.models import Level
from gongkai.apps.periods.actions import lock_year
from gongkai.apps.periods.models import Amendment
from tests.apps.cases.example_cases import at
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
YEAR = Period(2025)


@pytest.fixture(autouse=True)
def january():
    with clock.stopped_at(at(dt.date(2026, 1, 12), 14)):
        yield


@pytest.fixture
def county() -> County:
    return make_county()


def state(county: County, *said: Said, **more: str) -> list[Statement]:
    return state_figures(county.actor("clerk"), county.department, 2025, said, **more)


def confirm(county: County, rows: list[Statement], **more: str) -> None:
    confirm_figures(county.actor("final_reviewer"), rows, **more)


def cell(county: County, name: str = "t2.licences", as_of: dt.datetime | None = None) -> str | None:
    return compile_own(county.department, Period(2025, as_of)).cells[name]


def test_a_wrong_row_replaced_before_it_was_confirmed_leaves_one(county: County) -> None:
    confirm(county, state(county, Said("t2.licences", Decimal(5))))
    state(county, Said("t2.licences", Decimal(50)))
    assert cell(county) == "5"
    confirm(county, state(county, Said("t2.licences", Decimal(6))))
    assert cell(county) == "6"


def test_a_figure_taken_back_is_blank_again_and_was_there_before(county: County) -> None:
    with clock.stopped_at(at(dt.date(2026, 1, 5))):
        confirm(county, state(county, Said("t2.licences", Decimal(5))))
    with pytest.raises(Refused, match="理由"):
        state(county, Said("t2.licences", None))
    with pytest.raises(Refused, match="没有填报过"):
        state(county, Said("t2.penalties", None, evidence="填错"))
    rows = state(county, Said("t2.licences", None, evidence="不是本机关的"))
    assert cell(county) == "5", "until it is confirmed"
    confirm(county, rows)
    assert cell(county) is None
    assert cell(county, as_of=at(dt.date(2026, 1, 8))) == "5"


def test_the_year_stands_for_its_months_until_it_is_taken_back(county: County) -> None:
    confirm(
        county, state(county, Said("t2.licences", Decimal(5), 1), Said("t2.licences", Decimal(9)))
    )
    assert cell(county) == "9"
    confirm(county, state(county, Said("t2.licences", None, evidence="按月填报")))
    assert cell(county) == "5"
    figure = compile_own(county.department, YEAR).figures["t2.licences"]
    assert figure.note.startswith("2月、3月") and "12月没有填报" in figure.note


def test_what_was_stated_before_the_lock_needs_a_reason_to_count_after_it(county: County) -> None:
    rows = state(county, Said("t2.licences", Decimal(5)))
    lock_year(county.actor("county_office"), 2025)
    with pytest.raises(Refused, match="锁定"):
        confirm(county, rows)
    confirm(county, rows, amendment="锁定前已填报，漏确认")
    assert cell(county) == "5" and Amendment.objects.count() == 1
    confirm(county, state(county, Said("t2.licences", Decimal(6)), amendment="补报1件"))
    assert Amendment.objects.count() == 2, "one reason a correction is enough"


def test_counts_of_ledgers_and_rules_are_not_stated(county: County) -> None:
    for name, word in (
        ("one.news", "自动汇总"),
        ("t2.normative.made", "自动汇总"),
        ("t2.rules.made", "立法法"),
    ):
        with pytest.raises(Refused, match=word):
            state(county, Said(name, Decimal(1)))
    assert state(county, Said("one.fee_yuan", Decimal("12.50")))
    with pytest.raises(Refused, match="整数"):
        state(county, Said("one.training", Decimal("1.5")))


def test_a_city_states_its_rules(county: County) -> None:
    city = county.government
    assert not any(one.cell.startswith("t2.rules") for one in items_of(city, YEAR))
    city.level = Level.CITY
    city.save()
    assert [one.cell for one in items_of(city, YEAR)][:3] == [
        "t2.rules.made", "t2.rules.repealed", "t2.rules.in_force",
    ]  # fmt: skip


def test_items_in_the_words_of_the_form(county: County) -> None:
    found = {one.cell: one for one in items_of(county.department, YEAR)}
    licences, fees = found["t2.licences"], found["t2.fees"]
    assert (licences.heading, licences.asks, licences.unit) == (
        "行政许可",
        "本年处理决定数量",
        "件",
    )
    assert (fees.heading, fees.unit, fees.decimals) == ("行政事业性收费", "万元", 2)
    assert found["one.fee_yuan"].unit == "元" and "one.news" not in found


def test_what_stands_what_waits_what_was(county: County, django_assert_num_queries) -> None:
    confirm(county, state(county, Said("t2.licences", Decimal(5))))
    state(county, Said("t2.licences", Decimal(50)))
    state(county, Said("t2.licences", Decimal(6)))
    with django_assert_num_queries(1):
        line = next(
            one for one in lines_of(county.department, YEAR) if one.item.cell == "t2.licences"
        )
    assert line.year.standing is not None and line.year.standing.value == 5
    assert line.year.waiting is not None and line.year.waiting.value == 6
    assert [one.value for one in line.year.former] == [50] and line.counted == 5
    (waits,) = waiting_for_confirmation([county.department.pk], 2025)
    assert waits.statement.value == 6


def test_the_database_itself_keeps_what_was_said(county: County) -> None:
    rows = state(county, Said("t2.licences", Decimal(5)))
    confirm(county, rows)
    for table in ("annual_statement", "annual_confirmation"):
        for change in (f"UPDATE {table} SET person_name = 'x'", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change)
