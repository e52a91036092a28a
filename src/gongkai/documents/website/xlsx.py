"""The form as XLSX: one sheet, the numbers as numbers."""

import re
from typing import Any

from gongkai.documents.rendering.printed import clean
from gongkai.documents.rendering.xlsx_workbook import new_workbook, saved
from gongkai.documents.website.sheet import Sheet

_NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,11})(?:\.[0-9])?", re.ASCII)
_COLUMNS = {"A": 15, "B": 20, "C": 34, "D": 26}
_FIRST = 3  # the title and the organ stand above


def sheet_xlsx(sheet: Sheet, mark: str = "") -> bytes:
    """The same form gives the same bytes."""
    from openpyxl.styles import Alignment, Font

    book = new_workbook(clean(sheet.title), clean(sheet.organ))
    page = book.book.create_sheet("工作年度报表")
    for name, width in _COLUMNS.items():
        page.column_dimensions[name].width = width
    page.merge_cells("A1:D1")
    page["A1"].value, page["A1"].font = clean(sheet.title), Font("方正小标宋简体", sz=18)
    page["A1"].alignment = Alignment("center", "center")
    page.row_dimensions[1].height = 40
    page.merge_cells("A2:D2")
    page["A2"].value, page["A2"].font = f"填报单位：{clean(sheet.organ)}", Font("宋体", sz=11)
    _fill(page, sheet)
    row = _FIRST + len(sheet.rows)
    for name, text in sheet.foot:
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=4)
        page.cell(row, 1, f"{name}：{clean(text)}").font = Font("宋体", sz=11)
        row += 1
    page.freeze_panes = f"A{_FIRST}"
    page.page_setup.paperSize, page.page_setup.fitToHeight = 9, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddFooter.center.text = "— &P —"
    page.sheet_view.showGridLines = False
    if mark:
        book.set_mark(clean(mark))
    return saved(book)


def _fill(page: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    thin = Side("thin", color="FF000000")
    border = Border(thin, thin, thin, thin)
    for row in range(_FIRST, _FIRST + len(sheet.rows)):
        page.row_dimensions[row].height = 22
        for column in range(1, 5):
            page.cell(row, column).border = border
    for one in sheet.cells():
        row, column = one.row + _FIRST, one.column + 1
        cell = page.cell(row, column)
        text = clean(one.text)
        whole = one.is_value and _NUMBER.fullmatch(text)
        cell.value = (float(text) if "." in text else int(text)) if whole else text or None
        if isinstance(cell.value, str):
            cell.data_type = "s"  # text that begins with = is text
        cell.font = Font("宋体", sz=11)
        cell.alignment = Alignment("center", "center", wrap_text=True)
        if one.row_span > 1 or one.column_span > 1:
            page.merge_cells(
                start_row=row,
                start_column=column,
                end_row=row + one.row_span - 1,
                end_column=column + one.column_span - 1,
            )
