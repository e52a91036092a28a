"""What years have in common is said cell by cell; what they do not have in common is never a number."""

from decimal import Decimal

import pytest

from gongkai.domain.reports.forms import FORMATS, load_form
from gongkai.domain.reports.forms.measures import form_changes, measure, measures


def numbers(form: str) -> dict[str, Decimal | None]:
    return {cell: Decimal(n) for n, cell in enumerate(load_form(form).cells, start=1)}


@pytest.mark.parametrize("key", list(measures()))
def test_every_measure_speaks_of_every_form(key: str) -> None:
    one = measure(key)
    for form in FORMATS:
        value = one.of(form, numbers(form))
        assert (value is None) == (form in one.apart)
        assert form not in one.apart or len(one.apart[form]) > 10


@pytest.mark.parametrize("key", ["normative_made", "normative_repealed", "normative_in_force"])
def test_documents_of_the_trial_form_are_not_those_of_the_new_one(key: str) -> None:
    assert measure(key).of("2019", numbers("2019")) is None
    assert measure(key).of("2021", numbers("2021")) is not None


def test_three_rows_of_the_new_form_are_the_one_row_of_the_old() -> None:
    new = dict.fromkeys(load_form("2021").cells, Decimal(0))
    for row in ("no_correction", "no_payment", "other"):
        new[f"t3.other.{row}.total"] = Decimal(2)
    assert measure("other").of("2021", new) == 6
    assert measure("other").of("2019", {"t3.other.other.total": Decimal(6)}) == 6


def test_groups_of_the_result_rows_are_complete() -> None:
    """Every row of 三、本年度办理结果 is in one of the six groups, once."""
    for form in FORMATS:
        rows = [f"t3.{row}.total" for row in load_form(form).result_rows]
        held = [
            cell
            for key in ("granted", "partial", "refused", "unable", "declined", "other")
            for cell in measure(key).cells[form]
        ]
        assert sorted(held) == sorted(rows)


def test_a_blank_is_no_zero() -> None:
    assert measure("given").of("2021", {"t3.granted.total": Decimal(3)}) is None
    assert (
        measure("given").of("2021", {"t3.granted.total": Decimal(3), "t3.partial.total": None})
        is None
    )


def test_where_the_form_changed() -> None:
    assert list(form_changes()) == [2021] and "30号" in form_changes()[2021]
