import pytest

from gongkai.documents.rendering.official_tables import TABLES, Part, official_table
from gongkai.domain.reports.forms import FORMATS, load_form

ALL = [(form, table) for form in FORMATS for table in TABLES]


@pytest.mark.parametrize(("form", "table"), ALL)
def test_every_place_of_the_grid_is_covered_once(form: str, table: str) -> None:
    drawn = official_table(load_form(form), table)
    covered = [
        (cell.row + down, cell.column + right)
        for cell in drawn.cells
        for down in range(cell.row_span)
        for right in range(cell.column_span)
    ]
    everywhere = [(r, c) for r in range(drawn.row_count) for c in range(drawn.column_count)]
    assert sorted(covered) == everywhere


@pytest.mark.parametrize(("form", "table"), ALL)
def test_figures_are_the_cells_of_the_form_in_printing_order(form: str, table: str) -> None:
    loaded = load_form(form)
    drawn = official_table(loaded, table)
    in_order = [one.cell for row in drawn.rows() for one in row if one.part is Part.FIGURE]
    assert tuple(in_order) == loaded.cells_of(table)


@pytest.mark.parametrize(("form", "table"), ALL)
def test_every_figure_is_named_by_heads_that_are_there(form: str, table: str) -> None:
    drawn = official_table(load_form(form), table)
    heads = {(one.row, one.column) for one in drawn.cells if one.part is not Part.FIGURE}
    for figure in drawn.figures().values():
        assert figure.heads and set(figure.heads) <= heads


def test_the_widths_fill_the_type_area() -> None:
    for form, table in ALL:
        assert sum(official_table(load_form(form), table).widths) == pytest.approx(156)


def test_the_results_head_spans_22_rows_in_2021_and_20_in_2019() -> None:
    for form, span in (("2021", 22), ("2019", 20)):
        loaded = load_form(form)
        drawn = official_table(loaded, "t3")
        head = next(one for one in drawn.cells if one.text == loaded.results_header)
        assert head.row_span == span
