from io import BytesIO

import pytest

from gongkai.documents.errors import DocumentError
from gongkai.documents.reader import read_report
from gongkai.documents.rendering import empty_form
from gongkai.documents.rendering.xlsx_report import TABLE_SHEETS
from gongkai.domain.reports.annual_report import State


@pytest.mark.parametrize("to", ["xlsx", "docx"])
@pytest.mark.parametrize(("year", "form"), [(2025, "2021"), (2019, "2019")])
def test_an_empty_form_reads_back_as_an_empty_report(to: str, year: int, form: str) -> None:
    report = read_report(empty_form(year, "示例县水利局", to), f"form.{to}")
    assert (report.organ, report.year, report.form.key) == ("示例县水利局", year, form)
    assert {report.value(cell).state for cell in report.form.cells} == {State.BLANK}
    assert report.prose() == {}
    assert list(report.sections) == ["一", "二", "三", "四", "五", "六"]


def test_a_filled_workbook_is_read_and_its_totals_are_formulas() -> None:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(empty_form(2025, "示例县水利局", "xlsx")))
    sheet = book[TABLE_SHEETS["t3"]]
    assert sheet["J5"].value == '=IF(COUNT(D5:I5)=0,"",SUM(D5:I5))'
    assert sheet["D28"].value == '=IF(COUNT(D7:D27)=0,"",SUM(D7:D27))'
    for row in sheet.iter_rows(min_row=5, max_row=29, min_col=4, max_col=10):
        for cell in row:
            cell.value = 1
    book.worksheets[-1]["A2"].value = "一是公开不够及时。"
    stream = BytesIO()
    book.save(stream)
    report = read_report(stream.getvalue(), "form.xlsx")
    assert all(report.number(cell) == 1 for cell in report.form.cells_of("t3"))
    assert report.text_of("五") == "一是公开不够及时。"


def test_a_filled_document_is_read() -> None:
    """What Word does when a control is filled: the mark of the prompt goes, the text comes."""
    from docx import Document

    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    document = Document(BytesIO(empty_form(2025, "示例县水利局", "docx")))
    for control in list(document.element.body.iter(f"{space}sdt")):
        settings = control.find(f"{space}sdtPr")
        tag = settings.find(f"{space}tag")
        if tag is not None and tag.get(f"{space}val").startswith("t4."):
            settings.remove(settings.find(f"{space}showingPlcHdr"))
            next(control.iter(f"{space}t")).text = "7"
    stream = BytesIO()
    document.save(stream)
    report = read_report(stream.getvalue(), "form.docx")
    assert all(report.number(cell) == 7 for cell in report.form.cells_of("t4"))
    assert report.number("t3.new.total") is None


def test_what_cannot_be_a_form_is_refused_in_words() -> None:
    for year, organ, to, say in (
        (2012, "示例县", "xlsx", "2012年没有统一的年报格式"),
        (2025, " ", "xlsx", "没有可用的机关名称"),
        (2025, "县" * 80, "xlsx", "没有可用的机关名称"),
        (2025, "示例县", "pdf", "不能写成“pdf”"),
    ):
        with pytest.raises(DocumentError, match=say):
            empty_form(year, organ, to)
