"""The forms of the years: the counts of the norm, the labels, the equations, one object each."""

import pickle

import pytest

from gongkai.domain.reports.forms import FORMATS, form_for_year, load_form


def test_the_form_of_2021_has_the_cells_of_the_norm():
    form = load_form("2021")
    assert [len(form.cells_of(table)) for table in ("t2", "t3", "t4")] == [10, 175, 15]
    assert len(form.equations) == 7 + 7 + 25 + 3
    assert len(form.result_rows) == 21


def test_the_form_of_2019_differs_where_the_norm_does():
    form = load_form("2019")
    assert [len(form.cells_of(table)) for table in ("t2", "t3", "t4")] == [22, 161, 15]
    assert form.section("五").heading == "政府信息公开工作存在的主要问题及改进情况"
    assert "t2.rules.repealed" not in form.cell_set
    assert "其他处理" in form.label_of("t3.other.other.total")


@pytest.mark.parametrize(
    ("year", "form"),
    [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2030, "2021"), (None, "2021")],
)
def test_each_year_has_its_form(year, form):
    assert form_for_year(year).key == form


@pytest.mark.parametrize("key", FORMATS)
def test_every_cell_has_one_name_and_one_label(key):
    form = load_form(key)
    assert len(set(form.cells)) == len(form.cells)
    labels = [form.label_of(cell) for cell in form.cells]
    assert len(set(labels)) == len(labels)
    assert form.decimals | form.signed <= form.cell_set


@pytest.mark.parametrize("key", FORMATS)
def test_every_equation_holds_cells_of_the_form_once(key):
    form = load_form(key)
    for equation in form.equations:
        assert set(equation.cells) <= form.cell_set
        assert len(set(equation.cells)) == len(equation.cells)
        assert equation.total is None or equation.total in equation.right
    counted = {cell for equation in form.equations for cell in equation.cells}
    assert counted == set(form.cells_of("t3")) | set(form.cells_of("t4"))


def test_positional_names_are_never_names_of_the_own_form():
    form = load_form("2019")
    assert set(form.positional_names) <= form.cell_set
    assert not set(form.positional_names.values()) & form.cell_set


@pytest.mark.parametrize("key", FORMATS)
def test_a_form_stays_one_object_over_a_process_boundary(key):
    form = load_form(key)
    assert pickle.loads(pickle.dumps(form)) is form


def test_an_unknown_form_is_refused():
    with pytest.raises(KeyError):
        load_form("2008")
