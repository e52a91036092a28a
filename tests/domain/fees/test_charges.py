"""Both scales by worked examples, the month and the applicant, never both, never automatic."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gongkai.domain.fees import (
    NOT_AUTOMATIC,
    Application,
    FeeError,
    charge_by_items,
    charge_by_pages,
    month_count,
    scales,
)
from gongkai.domain.fees.recorded import parse_applications
from gongkai.domain.fees.scales import parse_scales
from gongkai.domain.law import LawDataError, Local, NotInForce

EXAMPLES = Path(__file__).parents[2] / "examples" / "fees"
ON = date(2025, 3, 3)


def worked(name):
    return yaml.safe_load((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")).items()


@pytest.mark.parametrize(("units", "yuan"), worked("by_items"))
def test_by_items(units, yuan):
    assert charge_by_items(1, units, on=ON).yuan == yuan


@pytest.mark.parametrize(("units", "yuan"), worked("by_pages"))
def test_by_pages(units, yuan):
    assert charge_by_pages(units, on=ON).yuan == yuan


@given(st.integers(1, 400))
def test_against_the_formulas(n):
    # rate(n) = 0 up to 10, 100 up to 30, then 200 and 100 more every ten.
    items = sum(
        0 if k <= 10 else 100 if k <= 30 else 200 + 100 * ((k - 31) // 10) for k in range(1, n + 1)
    )
    pages = sum(
        0 if k <= 30 else 10 if k <= 100 else 20 if k <= 200 else 40 for k in range(1, n + 1)
    )
    assert charge_by_items(1, n, on=ON).yuan == items
    assert charge_by_pages(n, on=ON).yuan == pages


@given(st.integers(1, 200), st.integers(0, 100), st.integers(0, 100))
def test_stretches_add_up_and_amounts_by_items_are_hundreds(first, more, again):
    middle, last = first + more, first + more + again + 1
    whole = charge_by_items(first, last, on=ON)
    parts = [charge_by_items(first, middle, on=ON), charge_by_items(middle + 1, last, on=ON)]
    assert whole.yuan == sum(one.yuan for one in parts)
    assert whole.yuan % 100 == 0
    assert whole.lines[0].first == first and whole.lines[-1].last == last
    assert sum(one.count for one in whole.lines) == last - first + 1


def test_there_is_no_fee_before_2021():
    for charge in (
        lambda: charge_by_items(1, 11, on=date(2020, 12, 31)),
        lambda: charge_by_pages(40, on=date(2020, 12, 31)),
    ):
        with pytest.raises(NotInForce, match="2021-01-01"):
            charge()


@pytest.mark.parametrize(("first", "last"), [(0, 1), (5, 4), (1, 10**7)])
def test_impossible_numbers_are_refused(first, last):
    with pytest.raises(FeeError):
        charge_by_items(first, last, on=ON)


def application(number, day, applicant="甲", **more):
    return Application(number, applicant, date.fromisoformat(day), **more)


def test_each_applicant_and_each_calendar_month_counts_for_itself():
    held = [application(f"{n:03}", f"2025-03-{n:02}") for n in range(1, 13)]
    held += [application("101", "2025-02-28"), application("102", "2025-04-01")]
    held += [application("201", "2025-03-05", applicant="乙")]
    first, second = month_count(held, 2025, 3)
    assert (first.applicant, first.yuan, len(first.counted)) == ("乙", 0, 1)
    assert (second.applicant, second.yuan, len(second.counted)) == ("甲", 200, 12)
    assert [one.nth for one in second.counted] == list(range(1, 13))
    assert [one.charge.yuan for one in second.counted][-3:] == [0, 100, 100]


def test_order_inside_a_day_is_the_register_number():
    held = [application(f"{n:03}", "2025-03-03") for n in range(11, 0, -1)]
    (made,) = month_count(held, 2025, 3)
    assert [one.application.number for one in made.counted if one.charge.yuan] == ["011"]


def test_what_was_withdrawn_counts_as_the_place_says():
    held = [application(f"{n:03}", "2025-03-03", withdrawn=n == 1) for n in range(1, 12)]
    (left_out,) = month_count(held, 2025, 3)
    (counted,) = month_count(held, 2025, 3, Local("本县", answers={"fee_withdrawn": "count"}))
    assert (left_out.yuan, counted.yuan) == (0, 100)
    assert left_out.counted[0].nth is None and "撤回" in left_out.counted[0].note
    assert {one.mark for one in left_out.choices} == {"design"}


def test_the_month_may_go_by_the_notice():
    held = [application("001", "2025-02-28", noticed_on=date(2025, 3, 10))]
    assert not month_count(held, 2025, 3)
    assert month_count(held, 2025, 3, Local("本县", answers={"fee_month_day": "noticed"}))


def test_never_both_scales_for_one_application():
    held = [
        application(f"{n:03}", "2025-03-03", charged="by_pages" if n == 11 else "")
        for n in range(1, 13)
    ]
    (made,) = month_count(held, 2025, 3)
    assert made.counted[10].charge is None and "不再按件计收" in made.counted[10].note
    assert made.yuan == 100
    assert "可以不收" in NOT_AUTOMATIC


def test_a_number_given_twice_is_refused():
    with pytest.raises(FeeError, match="出现两次"):
        month_count([application("001", "2025-03-03")] * 2, 2025, 3)


def test_each_scale_names_its_article_and_how_well_it_was_read():
    assert scales()["by_items"].mark == "verified"
    assert scales()["by_pages"].mark == "seen-in-part"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- {number: 1, applicant: 甲}", "缺少“received_on”"),
        (
            "- {number: 1, applicant: 甲, received_on: 2025-03-03, charged: both}",
            "by_items、by_pages",
        ),
        (
            "- {number: 1, applicant: 甲, received_on: 2025-03-03, withdrawn: maybe}",
            "true 或 false",
        ),
        ("a: 1", "列表"),
    ],
)
def test_a_broken_list_is_named(text, says):
    with pytest.raises(LawDataError, match=says):
        parse_applications(text, "f.yaml")


SCALE = """by_items:
  label: 按件
  unit: 件
  counted: 每月
  norm: guobanhan-2020-109
  article: 第四条
  mark: verified
  since: 2021-01-01
  bands: [{first: 1, yuan: 0}, {first: 11, yuan: 100, every: 10, more: 50}]
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("first: 1,", "first: 2,", "从 1 开始"),
        ("first: 11", "first: 1", "依次增大"),
        (", more: 50", "", "同时写明"),
        ("yuan: 100", "yuan: -1", "整数"),
        ("guobanhan-2020-109", "nowhere", "不在允许的取值"),
    ],
)
def test_a_broken_scale_is_named(old, new, says):
    assert parse_scales(SCALE, "f.yaml")
    with pytest.raises(LawDataError, match=says):
        parse_scales(SCALE.replace(old, new, 1), "f.yaml")
