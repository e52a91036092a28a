"""The form as DOCX, on the page of GB/T 9704-2012."""

from io import BytesIO
from typing import Any

from gongkai.documents.rendering.docx_styles import (
    FIGURE,
    LABEL,
    TITLE,
    child,
    new_document,
)
from gongkai.documents.rendering.packages import repacked
from gongkai.documents.rendering.printed import clean
from gongkai.documents.website.sheet import WIDTHS, Cell, Sheet

_SIZE = "21"  # half points: 五号


def sheet_docx(sheet: Sheet, mark: str = "") -> bytes:
    """The same form gives the same bytes."""
    document = new_document(clean(sheet.title), clean(sheet.organ), clean(mark))
    document.add_paragraph(clean(sheet.title), style=TITLE)
    _add_line(document, f"填报单位：{clean(sheet.organ)}")
    styles = {style.name: style.style_id for style in document.styles}
    body = document.element.body
    body.insert(len(body) - 1, _table(sheet, styles))
    for name, text in sheet.foot:
        _add_line(document, f"{name}：{clean(text)}")
    stream = BytesIO()
    document.save(stream)
    return repacked(stream.getvalue())


def _add_line(document: Any, text: str) -> None:
    """A line above or under the table, in its type."""
    from docx.shared import Pt

    made = document.add_paragraph("", style=LABEL)
    made.add_run(text).font.size = Pt(10.5)
    marks = made._p.get_or_add_pPr()
    child(marks, "spacing", before="60", after="60", line="300", lineRule="atLeast")
    child(marks, "jc", val="left")


def _table(sheet: Sheet, styles: dict[str, str]) -> Any:
    from docx.oxml import OxmlElement

    made = OxmlElement("w:tbl")
    properties = child(made, "tblPr")
    child(properties, "tblW", w=_twips(sum(WIDTHS)), type="dxa")
    child(properties, "jc", val="center")
    borders = child(properties, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        thick = "4" if side.startswith("inside") else "8"
        child(borders, side, val="single", sz=thick, space="0", color="000000")
    child(properties, "tblLayout", type="fixed")
    child(properties, "tblCaption", val=clean(sheet.title))
    grid = child(made, "tblGrid")
    for width in WIDTHS:
        child(grid, "gridCol", w=_twips(width))
    begun = {(one.row, one.column): one for one in sheet.cells()}
    covered = {
        (one.row + down, one.column): one
        for one in begun.values()
        for down in range(1, one.row_span)
    }
    for row in range(len(sheet.rows)):
        line = child(made, "tr")
        marks = child(line, "trPr")
        child(marks, "cantSplit")
        child(marks, "trHeight", val="380", hRule="atLeast")
        column = 0
        while column < len(WIDTHS):
            cell = begun.get((row, column)) or covered[row, column]
            _cell(line, cell, (row, column) in begun, styles)
            column += cell.column_span
    return made


def _cell(line: Any, cell: Cell, begins: bool, styles: dict[str, str]) -> None:
    made = child(line, "tc")
    properties = child(made, "tcPr")
    width = sum(WIDTHS[cell.column : cell.column + cell.column_span])
    child(properties, "tcW", w=_twips(width), type="dxa")
    if cell.column_span > 1:
        child(properties, "gridSpan", val=str(cell.column_span))
    if cell.row_span > 1:
        child(properties, "vMerge", val="restart" if begins else "continue")
    child(properties, "vAlign", val="center")
    paragraph = child(made, "p")
    marks = child(paragraph, "pPr")
    child(marks, "pStyle", val=styles[FIGURE if cell.is_value else LABEL])
    child(marks, "spacing", line="280", lineRule="atLeast")
    if begins and cell.text:
        run = child(paragraph, "r")
        child(child(run, "rPr"), "sz", val=_SIZE)
        text = child(run, "t")
        text.text = clean(cell.text)
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _twips(millimetres: float) -> str:
    return str(int(millimetres * 1440 / 25.4))
