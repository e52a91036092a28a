from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest

from gongkai.documents.errors import DocumentError
from gongkai.documents.rendering import render
from gongkai.documents.rendering.xlsx_report import TABLE_SHEETS
from gongkai.domain.reports.annual_report import AnnualReport, Paragraph, Value
from tests.documents.rendering.sample_reports import hard_report, plain_report


def book(report: AnnualReport, **how: Any) -> Any:
    from openpyxl import load_workbook

    return load_workbook(BytesIO(render(report, "xlsx")), **how)


def placed(report: AnnualReport) -> dict[str, str]:
    """Where the cells of 表三 stand: the heading is in row 1, the table begins in row 2."""
    from gongkai.documents.rendering.official_tables import official_table

    figures = official_table(report.form, "t3").figures()
    return {name: f"{'ABCDEFGHIJ'[one.column]}{one.row + 2}" for name, one in figures.items()}


def test_totals_are_formulas_with_their_value() -> None:
    report = plain_report()
    where = placed(report)
    formulas = book(report)[TABLE_SHEETS["t3"]]
    values = book(report, data_only=True)[TABLE_SHEETS["t3"]]
    assert formulas[where["t3.new.total"]].value == "=SUM(D5:I5)"
    assert formulas[where["t3.total.natural"]].value == "=SUM(D7:D27)"
    for name, place in where.items():
        assert values[place].value == report.number(name)
    totals = [one for one in report.form.equations if one.total and one.rule in ("H2", "H3")]
    assert all(str(formulas[where[one.total or ""]].value).startswith("=SUM(") for one in totals)


def test_a_wrong_total_stays_as_it_is_and_is_coloured() -> None:
    report = plain_report()
    wrong = replace(report, values={**report.values, "t3.new.total": Value.of(6)})
    sheet = book(wrong)[TABLE_SHEETS["t3"]]
    place = placed(report)["t3.new.total"]
    assert sheet[place].value == 6
    covering = [
        rule.formula[0]
        for area in sheet.conditional_formatting
        if place in area.cells
        for rule in area.rules
    ]
    assert any("SUM($D$5,$E$5,$F$5,$G$5,$H$5,$I$5)<>SUM($J$5)" in one for one in covering)


def test_labels_are_locked_and_figures_take_only_whole_numbers() -> None:
    report = plain_report()
    sheet = book(report)[TABLE_SHEETS["t3"]]
    assert sheet.protection.sheet
    assert sheet["A5"].protection.locked
    for place in placed(report).values():
        assert not sheet[place].protection.locked
        check = next(one for one in sheet.data_validations.dataValidation if place in one.sqref)
        assert (check.type, check.operator, check.formula1) == ("whole", "greaterThanOrEqual", "0")
    fees = book(report)[TABLE_SHEETS["t2"]].data_validations.dataValidation
    assert {one.type for one in fees} == {"whole", "decimal"}


def test_the_heads_of_table_three_are_repeated_and_frozen() -> None:
    sheet = book(plain_report())[TABLE_SHEETS["t3"]]
    assert sheet.print_title_rows == "$2:$4"
    assert sheet.freeze_panes == "D5"


def test_text_that_looks_like_a_formula_is_text() -> None:
    sheet = book(hard_report()).worksheets[0]
    cell = next(one for row in sheet.iter_rows() for one in row if "公式" in str(one.value))
    assert cell.data_type == "s" and str(cell.value).startswith("=SUM(")


def test_a_note_is_shown_and_the_number_stays_a_number() -> None:
    sheet = book(hard_report())[TABLE_SHEETS["t2"]]
    cell = next(one for row in sheet.iter_rows() for one in row if one.value == 22)
    assert cell.number_format == 'General"（其中修订16件）"'


def test_a_paragraph_longer_than_a_cell_is_refused_in_words() -> None:
    report = plain_report()
    long = replace(report, preface=(Paragraph("长" * 40_000),))
    with pytest.raises(DocumentError, match="40000字"):
        render(long, "xlsx")
