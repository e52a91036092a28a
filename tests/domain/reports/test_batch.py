"""Many reports at once give the same outcomes as one by one."""

from decimal import Decimal

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.domain.findings import Outcome
from gongkai.domain.reports.batch import OUTCOMES, cells_in_equations, outcomes, pack
from gongkai.domain.reports.equations import Numbers, components, hold
from gongkai.domain.reports.forms import Form, load_form
from proof.consistent_reports import consistent_report

ODD = [Decimal("0.5"), Decimal(10) ** 40, Decimal("NaN"), Decimal("Infinity"), Decimal(-3)]
values = st.one_of(st.none(), st.integers(0, 50).map(Decimal), st.sampled_from(ODD))


def one_by_one(form: Form, numbers: Numbers) -> list[Outcome]:
    made = []
    for equation in form.equations:
        try:
            made.append(hold(equation, numbers).outcome)
        except (ArithmeticError, ValueError):
            made.append(Outcome.BROKEN)
    return made


@st.composite
def spoiled(draw: st.DrawFn) -> tuple[str, list[dict[str, Decimal | None]]]:
    key = draw(st.sampled_from(["2019", "2021"]))
    form = load_form(key)
    reports = []
    for seed in range(draw(st.integers(0, 4))):
        numbers: dict[str, Decimal | None] = dict(consistent_report("县", seed, load_form("2021")))
        numbers = {cell: numbers.get(cell, Decimal(0)) for cell in form.cells}
        cells = st.sampled_from(cells_in_equations(form))
        numbers |= draw(st.dictionaries(cells, values, max_size=12))
        reports.append(numbers)
    return key, reports


@settings(max_examples=60, deadline=None, derandomize=True)
@given(spoiled())
def test_outcomes_are_those_of_the_single_path(
    given_reports: tuple[str, list[dict[str, Decimal | None]]],
) -> None:
    key, reports = given_reports
    form = load_form(key)
    found = outcomes(pack(form, reports))
    assert found.shape == (len(form.equations), len(reports))
    for index, numbers in enumerate(reports):
        assert [OUTCOMES[code] for code in found[:, index]] == one_by_one(form, numbers)


def test_all_four_outcomes_occur_over_more_than_one_block() -> None:
    form = load_form("2021")
    good: dict[str, Decimal | None] = dict(consistent_report("市", 1))
    kinds = [
        good,
        {**good, "t3.new.total": Decimal(1)},
        {**good, "t3.new.total": None},
        {**good, "t3.new.total": Decimal("NaN")},
        {**good, "t3.new.total": Decimal("1.5")},
    ]
    found = outcomes(pack(form, kinds * 1000))
    for place, numbers in enumerate(kinds):
        expected = [OUTCOMES.index(one) for one in one_by_one(form, numbers)]
        assert (found[:, place::5] == np.array(expected)[:, None]).all()
    assert set(np.unique(found)) == {0, 1, 2, 3}


def test_a_blank_may_be_anything_but_negative() -> None:
    form = load_form("2021")
    review = next(one for one in form.equations if one.key == "H4.review")
    numbers: dict[str, Decimal | None] = dict.fromkeys(form.cells, Decimal(0))
    numbers["t4.review.pending"] = None
    numbers["t4.review.upheld"] = Decimal(3)
    for total, expected in (
        (2, Outcome.FAILED),
        (3, Outcome.UNANSWERED),
        (4, Outcome.UNANSWERED),
    ):
        numbers["t4.review.total"] = Decimal(total)
        assert hold(review, numbers).outcome is expected


def test_the_tables_fall_into_four_groups_without_a_common_cell() -> None:
    groups = components(load_form("2021"))
    assert sorted(len(group) for group in groups) == [1, 1, 1, 39]
