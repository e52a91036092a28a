"""The three statutory tables as a grid: every head, label and figure with its place and its spans.

All writers draw from here, so that a merged cell is decided once. Labels come from the form's data.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from gongkai.domain.reports.forms import Block, Form

TABLES = ("t2", "t3", "t4")
_POINTS_PER_MM = 72 / 25.4


class Part(StrEnum):
    """What a drawn cell is."""

    HEAD = "head"  # over figures
    LABEL = "label"  # beside figures
    FIGURE = "figure"  # holds a figure


@dataclass(frozen=True)
class DrawnCell:
    """One cell as drawn. Rows and columns count from 0. `cell` is the cell's name for a figure.

    `heads` are the places (row, column) of the heads and labels that name a figure.
    """

    part: Part
    row: int
    column: int
    text: str = ""
    cell: str | None = None
    row_span: int = 1
    column_span: int = 1
    # HTML's scope of a head or label: col, colgroup, row, rowgroup.
    scope: str = ""
    heads: tuple[tuple[int, int], ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """The text in pieces between which a narrow column breaks it: 社会 公益 组织, （三） 不予公开."""
        if self.part is Part.HEAD and self.scope == "col" and len(self.text) in (4, 6):
            return tuple(self.text[at : at + 2] for at in range(0, len(self.text), 2))
        if self.scope == "rowgroup" and self.text.startswith("（"):
            number, bracket, name = self.text.partition("）")
            return number + bracket, name
        return (self.text,)


@dataclass(frozen=True)
class DrawnTable:
    """A table as drawn. `header_rows` are repeated on every page; `widths` are in mm, 156 in all."""

    key: str
    caption: str
    section: str
    row_count: int
    widths: tuple[float, ...]
    header_rows: int
    cells: tuple[DrawnCell, ...]

    @property
    def column_count(self) -> int:
        return len(self.widths)

    def rows(self) -> Iterator[list[DrawnCell]]:
        """The cells that begin in each row, from left to right."""
        by_row: list[list[DrawnCell]] = [[] for _ in range(self.row_count)]
        for cell in sorted(self.cells, key=lambda one: (one.row, one.column)):
            by_row[cell.row].append(cell)
        yield from by_row

    def figures(self) -> dict[str, DrawnCell]:
        """The cells that hold figures, by cell name."""
        return {one.cell: one for one in self.cells if one.cell is not None}


@cache
def official_table(form: Form, key: str) -> DrawnTable:
    """The table "t2", "t3" or "t4" of a form, drawn as the annex of the norm draws it."""
    return {"t2": _table_two, "t3": _table_three, "t4": _table_four}[key](form)


def broken(cell: DrawnCell, room: float, size: float) -> list[str]:
    """A head or label in lines broken between its parts where `room` mm are too narrow, else whole.

    `size` is the type size in points; Chinese characters are as wide as high.
    """
    fitting = int(room * _POINTS_PER_MM / size)
    if len(cell.text) <= fitting:
        return [cell.text]
    lines = [""]
    for part in cell.parts:
        if lines[-1] and len(lines[-1]) + len(part) > fitting:
            lines.append("")
        lines[-1] += part
    return lines


_FIGURE_WIDTH = 0.58  # of the type size, in the widest of the faces used


def fitted_size(text: str, room: float, size: float) -> float:
    """The type size at which a figure stays on one line in `room` mm: a broken figure is two figures.

    Text that is not a figure keeps its size and is broken into lines.
    """
    if not text.isascii() or " " in text:
        return size
    width = len(text) * _FIGURE_WIDTH * size / _POINTS_PER_MM
    return size if width <= room else size * room / width


def _caption(form: Form, key: str) -> tuple[str, str]:
    """The heading of the section that a table stands in, and the section's number."""
    for section in form.sections:
        if section.table == key:
            return section.heading, section.number
    raise KeyError(key)


def _table_two(form: Form) -> DrawnTable:
    width = max(len(block.columns) for block in form.table2)
    cells: list[DrawnCell] = []
    row = 0
    for block in form.table2:
        cells.append(
            DrawnCell(Part.HEAD, row, 0, block.header, column_span=width, scope="rowgroup")
        )
        top = row
        cells += [
            DrawnCell(Part.HEAD, row + 1, column, head, column_span=span, scope="col")
            for column, span, head in _stretched(block.columns, width)
        ]
        row += 2
        for line in block.rows:
            cells.append(DrawnCell(Part.LABEL, row, 0, line.label, scope="row"))
            cells += [
                DrawnCell(
                    Part.FIGURE,
                    row,
                    column + 1,
                    cell=cell,
                    column_span=span,
                    heads=((top, 0), (top + 1, column + 1), (row, 0)),
                )
                for column, span, cell in _stretched(line.cells, width - 1)
            ]
            row += 1
    caption, section = _caption(form, "t2")
    return DrawnTable("t2", caption, section, row, (39.0,) * width, 0, tuple(cells))


def _stretched(texts: tuple[str, ...], width: int) -> Iterator[tuple[int, int, str]]:
    """(column, span, text) of a row narrower than the table: the last cell takes what is left."""
    for column, text in enumerate(texts):
        yield column, (width - column if column == len(texts) - 1 else 1), text


_LABEL_COLUMNS = 3  # 三 | （三）不予公开 | 1.属于国家秘密
_HEADER_ROWS = 3


def _table_three(form: Form) -> DrawnTable:
    cells = list(_table_three_heads(form))
    figures = len(form.applicant_columns)
    rows = form.table3
    row = _HEADER_ROWS
    for index, line in enumerate(rows):
        above = rows[index - 1].group if index else None
        label_column, label_heads = 0, []
        if line.group is not None:
            if above is None:
                span = sum(1 for one in rows if one.group is not None)
                cells.append(_row_head(form.results_header, row, 0, row_span=span))
                results_row = row
            label_column = 1
            label_heads.append((results_row, 0))
        if line.group is not None and line.group in form.group_labels:
            if line.group != above:
                span = sum(1 for one in rows if one.group == line.group)
                cells.append(_row_head(form.group_labels[line.group], row, 1, row_span=span))
                group_row = row
            label_column = 2
            label_heads.append((group_row, 1))
        cells.append(
            DrawnCell(
                Part.LABEL,
                row,
                label_column,
                line.label,
                column_span=_LABEL_COLUMNS - label_column,
                scope="row",
            )
        )
        heads = (*label_heads, (row, label_column))
        cells += [
            DrawnCell(Part.FIGURE, row, _LABEL_COLUMNS + place, cell=cell, heads=heads)
            for place, cell in enumerate(line.cells)
        ]
        row += 1
    caption, section = _caption(form, "t3")
    widths = (9.0, 16.0, 47.0, *(12.0,) * figures)
    return DrawnTable("t3", caption, section, row, widths, _HEADER_ROWS, tuple(cells))


def _row_head(text: str, row: int, column: int, *, row_span: int) -> DrawnCell:
    return DrawnCell(Part.LABEL, row, column, text, row_span=row_span, scope="rowgroup")


def _table_three_heads(form: Form) -> Iterator[DrawnCell]:
    """The corner, 申请人情况, and the heads of the seven columns: natural, five kinds, total."""
    heads = [label for _, label in form.applicant_columns]
    first, last = _LABEL_COLUMNS, _LABEL_COLUMNS + len(heads) - 1
    yield DrawnCell(
        Part.HEAD,
        0,
        0,
        form.corner,
        row_span=_HEADER_ROWS,
        column_span=_LABEL_COLUMNS,
        scope="",
    )
    yield DrawnCell(
        Part.HEAD, 0, first, form.applicant_header, column_span=len(heads), scope="colgroup"
    )
    yield DrawnCell(Part.HEAD, 1, first, heads[0], row_span=2, scope="col")
    yield DrawnCell(
        Part.HEAD,
        1,
        first + 1,
        form.organisations_header,
        column_span=len(heads) - 2,
        scope="colgroup",
    )
    yield DrawnCell(Part.HEAD, 1, last, heads[-1], row_span=2, scope="col")
    for place, head in enumerate(heads[1:-1]):
        yield DrawnCell(Part.HEAD, 2, first + 1 + place, head, scope="col")


def _table_four(form: Form) -> DrawnTable:
    cells: list[DrawnCell] = []
    column = 0
    size = len(form.results)
    parents = [block.parent for block in form.table4]
    for index, block in enumerate(form.table4):
        top = [(0, column)]
        if block.parent is None:
            cells.append(
                DrawnCell(Part.HEAD, 0, column, block.header, column_span=size, scope="colgroup")
            )
            head_row = 1
        else:
            if block.parent not in parents[:index]:
                span = size * parents.count(block.parent)
                cells.append(
                    DrawnCell(
                        Part.HEAD, 0, column, block.parent, column_span=span, scope="colgroup"
                    )
                )
                parent_column = column
            top = [(0, parent_column), (1, column)]
            cells.append(
                DrawnCell(Part.HEAD, 1, column, block.header, column_span=size, scope="colgroup")
            )
            head_row = 2
        cells += _table_four_block(block, column, head_row, tuple(top))
        column += size
    caption, section = _caption(form, "t4")
    widths = (156.0 / column,) * column
    return DrawnTable("t4", caption, section, _HEADER_ROWS + 1, widths, _HEADER_ROWS, tuple(cells))


def _table_four_block(
    block: Block, column: int, head_row: int, top: tuple[tuple[int, int], ...]
) -> Iterator[DrawnCell]:
    for place, (head, cell) in enumerate(zip(block.columns, block.rows[0].cells, strict=True)):
        yield DrawnCell(
            Part.HEAD,
            head_row,
            column + place,
            head,
            row_span=_HEADER_ROWS - head_row,
            scope="col",
        )
        yield DrawnCell(
            Part.FIGURE,
            _HEADER_ROWS,
            column + place,
            cell=cell,
            heads=(*top, (head_row, column + place)),
        )
