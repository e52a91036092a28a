"""Building a `TableBlock` row by row from cells with spans, as HTML and DOCX give them, within bounds."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.documents.blocks import Block, GridCell, TableBlock, TextBlock
from gongkai.documents.errors import Unreadable
from gongkai.domain.reports.annual_report import Place

# The largest table of the form has 28 rows and 10 columns; tables of other reports stand beside it.
MAX_ROWS = 4_000
MAX_COLUMNS = 256
MAX_CELLS = 40_000


@dataclass(slots=True)
class _Cell:
    text: str
    row: int
    column: int
    row_span: int
    column_span: int


class GridBuilder:
    """Places each cell at the first free column of its row, as browsers and Word do.

    Spans are cut where they reach beyond the bounds, into another cell, or below the last row, so
    a span of 65534 costs nothing. Raises Unreadable beyond MAX_ROWS or MAX_CELLS.
    """

    def __init__(self) -> None:
        self._cells: list[_Cell] = []
        self._row = -1
        self._column = 0
        self._busy: dict[int, int] = {}  # column -> first row in which it is free again
        self._last: dict[int, _Cell] = {}  # column -> the last cell that began there

    def next_row(self) -> None:
        self._row += 1
        self._column = 0
        if self._row >= MAX_ROWS:
            raise Unreadable(
                f"表格超过{MAX_ROWS}行，不像年度报告的表格。", "请只保留年度报告本身的内容。"
            )

    def add(self, text: str, row_span: int = 1, column_span: int = 1) -> None:
        """A cell in the present row; a `row_span` of 0 reaches to the end of the table."""
        while self._busy.get(self._column, 0) > self._row:
            self._column += 1
        if self._column >= MAX_COLUMNS:
            return
        if len(self._cells) >= MAX_CELLS:
            raise Unreadable(
                "表格的单元格太多，不像年度报告的表格。", "请只保留年度报告本身的内容。"
            )
        rows = row_span if 0 < row_span <= MAX_ROWS else MAX_ROWS
        width = self._free_width(min(max(column_span, 1), MAX_COLUMNS - self._column))
        cell = _Cell(text, self._row, self._column, rows, width)
        self._cells.append(cell)
        self._last[self._column] = cell
        if rows > 1:
            for column in range(self._column, self._column + width):
                self._busy[column] = self._row + rows
        self._column += width

    def skip(self, columns: int) -> None:
        """Leave columns empty (Word: gridBefore)."""
        self._column += max(0, min(columns, MAX_COLUMNS))

    def _free_width(self, wanted: int) -> int:
        for offset in range(1, wanted):
            if self._busy.get(self._column + offset, 0) > self._row:
                return offset
        return wanted

    def extend_above(self) -> bool:
        """Lengthen the cell that begins in the present column and ends just above by one row.

        That is how Word merges downwards (vMerge). False where there is no such cell.
        """
        cell = self._last.get(self._column)
        if cell is None or cell.row + cell.row_span != self._row:
            return False
        cell.row_span += 1
        self._column += cell.column_span
        return True

    def table(self, place: Place) -> TableBlock | None:
        """The table, None if it has no cells. Columns in which no cell begins are no columns."""
        if not self._cells:
            return None
        row_count = self._row + 1
        starts = sorted({cell.column for cell in self._cells})
        index = {column: number for number, column in enumerate(starts)}
        cells = []
        for cell in self._cells:
            end = cell.column + cell.column_span
            width = bisect_left(starts, end) - index[cell.column]
            height = min(cell.row_span, row_count - cell.row)
            cells.append(GridCell(cell.text, cell.row, index[cell.column], height, width))
        return TableBlock(tuple(cells), row_count, len(starts), place)


# A cell with an article in it is no cell of a figure table but part of the page's layout.
_LAYOUT_TEXT = 400
_LAYOUT_LINES = 3


def is_layout(rows: Sequence[Sequence[Sequence[Block]]]) -> bool:
    """Whether a table (rows of cells, each the blocks it holds) only arranges the page.

    So it is with one column, with an article in a cell, and where most of it is inner tables.
    """
    if max(map(len, rows), default=0) <= 1:
        return True
    inside = outside = 0
    for row in rows:
        for blocks in row:
            length = 0
            for block in blocks:
                if isinstance(block, TextBlock):
                    length += len(block.text)
                else:
                    inside += sum(len(cell.text) for cell in block.cells)
            if length > _LAYOUT_TEXT and len(blocks) >= _LAYOUT_LINES:
                return True
            outside += length
    return inside > outside


def cell_text(blocks: Sequence[Block]) -> str:
    """What a cell holds as lines; of a table inside the cell, its cells one below the other."""
    if not blocks:
        return ""
    if len(blocks) == 1 and isinstance(blocks[0], TextBlock):
        return blocks[0].text
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, TextBlock):
            lines.append(block.text)
        else:
            lines.extend(cell.text for cell in block.cells if cell.text)
    return "\n".join(lines)
