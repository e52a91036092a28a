"""The workbook of a report: its formulas, the values they have now, and the file without an hour."""

import re
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

from gongkai.documents.rendering.packages import repacked


@dataclass(frozen=True)
class Total:
    """A sum over cells; `cached` is what it gives now. In an empty form it shows nothing while all are blank."""

    parts: tuple[str, ...]
    cached: Decimal | None
    empty_while_blank: bool


class Workbook:
    """The workbook being made, and the values that its formulas have now, by sheet and place."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.cached: dict[str, dict[str, str]] = {}

    def set_mark(self, mark: str) -> None:
        """A word at the head of every printed page, and a tab in vermilion."""
        for sheet in self.book.worksheets:
            sheet.oddHeader.right.text = mark
            sheet.sheet_properties.tabColor = "A61B1B"


def new_workbook(title: str, organ: str) -> Workbook:
    from openpyxl import Workbook as Book

    book = Book()
    for sheet in book.worksheets:
        book.remove(sheet)
    book.properties.title, book.properties.creator = title, organ
    return Workbook(book)


def place(row: int, column: int) -> str:
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(column)}{row}"


def absolute(where: str) -> str:
    return re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", where)


def sum_formula(parts: list[str], total: Total) -> str:
    """SUM over the parts, as a range where they stand side by side."""
    inner = _ranges(parts)
    if total.empty_while_blank:
        return f'=IF(COUNT({inner})=0,"",SUM({inner}))'
    return f"=SUM({inner})"


def _ranges(parts: list[str]) -> str:
    """D5,E5,F5 -> D5:F5 and D8,D9,D10 -> D8:D10; parts that are not a line stay as they are."""
    from openpyxl.utils.cell import coordinate_from_string

    rows = [coordinate_from_string(one)[1] for one in parts]
    columns = [coordinate_from_string(one)[0] for one in parts]
    in_row = len(set(rows)) == 1
    in_column = len(set(columns)) == 1 and rows == list(range(rows[0], rows[0] + len(rows)))
    return f"{parts[0]}:{parts[-1]}" if in_row or in_column else ",".join(parts)


def saved(workbook: Workbook) -> bytes:
    """The file, with the values that the formulas have now: readers and previews need no calculation."""
    stream = BytesIO()
    workbook.book.save(stream)
    by_part = {
        f"xl/worksheets/sheet{number}.xml": workbook.cached.get(sheet.title, {})
        for number, sheet in enumerate(workbook.book.worksheets, start=1)
    }

    def fixed(name: str, part: bytes) -> bytes:
        if name == "docProps/core.xml":  # the library writes the hour of saving
            return _SAVED_AT.sub(b"", part)
        return _with_values(part, by_part.get(name, {}))

    return repacked(stream.getvalue(), fixed)


_SAVED_AT = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def _with_values(part: bytes, values: dict[str, str]) -> bytes:
    if not values:
        return part
    from lxml import etree

    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    root = etree.fromstring(part)
    for cell in root.iter(f"{space}c"):
        where = cell.get("r", "")
        formula = cell.find(f"{space}f")
        if formula is None or where not in values:
            continue
        for old in cell.findall(f"{space}v"):
            cell.remove(old)
        shown = etree.SubElement(cell, f"{space}v")
        shown.text = values[where]
        if values[where] == "":
            cell.set("t", "str")
        elif "t" in cell.attrib:
            del cell.attrib["t"]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
