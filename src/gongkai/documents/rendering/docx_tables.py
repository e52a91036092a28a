"""The official tables in a DOCX: true merged cells, heads repeated on every page, no row split."""

from collections.abc import Callable
from typing import Any

from gongkai.documents.rendering.docx_styles import FIGURE, LABEL, child
from gongkai.documents.rendering.official_tables import (
    DrawnCell,
    DrawnTable,
    Part,
    broken,
    fitted_size,
)
from gongkai.documents.rendering.printed import clean

_TWIPS_PER_MM = 1440 / 25.4
_SIDE = 1.0  # mm between a cell's rule and its text
# Points of the type: 表二 in 小四; 表三 in 小五, so that it fits a page; 表四 in 五号 for its narrow columns.
_SIZES = {"t2": 12.0, "t3": 9.0, "t4": 10.5}
_LEAST_ROW = {"t2": 24.0, "t3": 18.5, "t4": 24.0}

# Puts the content of a figure's cell into its paragraph; the empty form puts a content control there.
Fill = Callable[[Any, DrawnCell], None]


def add_table(document: Any, table: DrawnTable, fill: Fill, style_ids: dict[str, str]) -> None:
    """Append the table to the document; `fill` writes each figure into its paragraph."""
    from docx.oxml import OxmlElement

    made = OxmlElement("w:tbl")
    _set_table_properties(made, table)
    grid = child(made, "tblGrid")
    for width in table.widths:
        child(grid, "gridCol", w=_twips(width))
    by_place = {(one.row, one.column): one for one in table.cells}
    covered: dict[tuple[int, int], DrawnCell] = {}
    for one in table.cells:
        for down in range(1, one.row_span):
            covered[one.row + down, one.column] = one
    for row in range(table.row_count):
        line = child(made, "tr")
        _set_row_properties(line, table, row)
        column = 0
        while column < table.column_count:
            begun = by_place.get((row, column))
            cell = begun or covered[row, column]
            last = row == table.row_count - 1
            _add_cell(line, table, cell, begun is not None, style_ids, fill, keep=not last)
            column += cell.column_span
    body = document.element.body
    body.insert(len(body) - 1, made)  # before the section's properties


def _set_table_properties(made: Any, table: DrawnTable) -> None:
    properties = child(made, "tblPr")
    child(properties, "tblW", w=_twips(sum(table.widths)), type="dxa")
    child(properties, "jc", val="center")
    borders = child(properties, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        outer = not side.startswith("inside")
        child(borders, side, val="single", sz="8" if outer else "4", space="0", color="000000")
    child(properties, "tblLayout", type="fixed")
    margins = child(properties, "tblCellMar")
    for side in ("left", "right"):
        child(margins, side, w=_twips(_SIDE), type="dxa")
    child(properties, "tblLook", val="04A0")
    child(properties, "tblCaption", val=table.caption)


def _set_row_properties(line: Any, table: DrawnTable, row: int) -> None:
    properties = child(line, "trPr")
    child(properties, "cantSplit")
    height = round(_LEAST_ROW[table.key] * 20)
    child(properties, "trHeight", val=str(height), hRule="atLeast")
    if row < table.header_rows:
        child(properties, "tblHeader")


def _add_cell(
    line: Any,
    table: DrawnTable,
    cell: DrawnCell,
    begins: bool,
    style_ids: dict[str, str],
    fill: Fill,
    *,
    keep: bool,
) -> None:
    made = child(line, "tc")
    properties = child(made, "tcPr")
    width = sum(table.widths[cell.column : cell.column + cell.column_span])
    child(properties, "tcW", w=_twips(width), type="dxa")
    if cell.column_span > 1:
        child(properties, "gridSpan", val=str(cell.column_span))
    if cell.row_span > 1:
        child(properties, "vMerge", val="restart" if begins else "continue")
    child(properties, "vAlign", val="center")
    paragraph = child(made, "p")
    marks = child(paragraph, "pPr")
    child(marks, "pStyle", val=style_ids[FIGURE if cell.part is Part.FIGURE else LABEL])
    if keep:
        child(marks, "keepNext")
    child(marks, "spacing", line=str(round(_SIZES[table.key] * 20 * 1.25)), lineRule="atLeast")
    if table.key == "t3" and cell.part is Part.LABEL and cell.row_span == 1:
        child(marks, "jc", val="left")
    if not begins:
        return
    if cell.part is Part.FIGURE:
        fill(paragraph, cell)
    else:
        for number, line in enumerate(broken(cell, width - 2 * _SIDE, _SIZES[table.key])):
            if number:
                child(child(paragraph, "r"), "br")
            add_run(paragraph, line, table.key)


def add_figure(paragraph: Any, text: str, drawn: DrawnCell, table: DrawnTable) -> None:
    """What stands in a figure's cell, in smaller type where it would not fit on a line."""
    width = sum(table.widths[drawn.column : drawn.column + drawn.column_span])
    size = fitted_size(text, width - 2 * _SIDE, _SIZES[table.key])
    add_run(paragraph, text, table.key, size)


def add_run(paragraph: Any, text: str, table: str, size: float | None = None) -> Any:
    """A run of a table's type size in points; text is data, never markup."""
    run = child(paragraph, "r")
    half_points = int((size or _SIZES[table]) * 2)
    child(child(run, "rPr"), "sz", val=str(half_points))
    made = child(run, "t")
    made.text = clean(text)
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def type_size(table: str) -> float:
    """Points of the type in a table."""
    return _SIZES[table]


def _twips(millimetres: float) -> str:
    return str(int(millimetres * _TWIPS_PER_MM))
