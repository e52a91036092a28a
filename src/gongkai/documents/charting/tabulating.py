"""The tables of charts as files: an XLSX without an hour in it, and plain data."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from gongkai.documents.charting.picture import Cell, Picture
from gongkai.documents.rendering.xlsx_workbook import new_workbook, saved

LONGEST_NAME = 31
_NO_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def workbook_of(title: str, organ: str, pictures: Sequence[Picture]) -> bytes:
    """One sheet a picture, numbers as numbers, words as words; the same numbers give the same bytes."""
    from openpyxl.styles import Alignment, Font

    workbook = new_workbook(title, organ)
    for picture in pictures:
        sheet = workbook.book.create_sheet(picture.title.translate(_NO_SHEET_NAME)[:LONGEST_NAME])
        for number, row in enumerate([picture.sheet.heads, *picture.sheet.rows], start=1):
            for place, value in enumerate(row, start=1):
                cell = sheet.cell(number, place, _number(value))
                if isinstance(value, str):
                    cell.data_type = "s"
                if number == 1:
                    cell.font = Font(bold=True)
                    cell.alignment = Alignment(wrap_text=True, vertical="top")
        for shift, note in enumerate(picture.notes, start=2):
            cell = sheet.cell(len(picture.sheet.rows) + 1 + shift, 1, note)
            cell.data_type = "s"
        sheet.freeze_panes = "B2"
        sheet.column_dimensions["A"].width = 28
    return saved(workbook)


def data_of(picture: Picture) -> dict[str, Any]:
    """A picture's table for programs: numbers as numbers, a blank as null."""
    return {
        "key": picture.key,
        "title": picture.title,
        "columns": list(picture.sheet.heads),
        "rows": [[_number(value) for value in row] for row in picture.sheet.rows],
        "notes": list(picture.notes),
    }


def _number(value: Cell) -> str | int | float | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
