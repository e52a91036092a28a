"""An official table set on the pages: rows as high as their text, rules drawn, heads repeated."""

from dataclasses import dataclass

from gongkai.documents.rendering.ofd.lines import Line, broken_lines
from gongkai.documents.rendering.ofd.pages import LEFT, Pages, RuleItem, TextItem
from gongkai.documents.rendering.ofd.typefaces import ASCENT, MM_PER_POINT, Typeface
from gongkai.documents.rendering.official_tables import (
    DrawnCell,
    DrawnTable,
    Part,
    broken,
    fitted_size,
)

_SIZES = {"t2": 12.0, "t3": 9.0, "t4": 10.5}  # points
_LEAST_ROW = {"t2": 8.5, "t3": 6.5, "t4": 8.5}
_SIDE, _ABOVE = 1.0, 1.0  # between a rule and the text
_THIN, _THICK = 0.18, 0.35
_AFTER = 5.0


@dataclass(frozen=True)
class _Set:
    """A cell, its lines and their type size."""

    cell: DrawnCell
    size: float
    lines: tuple[Line, ...]


def set_table(pages: Pages, table: DrawnTable, texts: dict[str, str], face: Typeface) -> None:
    """Put the table where it fits whole; one that is longer than a page is broken between rows.

    `texts` is what stands in each figure's cell.
    """
    size = _SIZES[table.key]
    cells = [_set(table, one, texts, face, size) for one in table.cells]
    heights = _row_heights(table, cells)
    if pages.left_over < sum(heights):
        pages.turn()
    row = 0
    while row < table.row_count:
        rows = _rows_that_fit(table, heights, row, pages.left_over)
        _draw(pages, table, cells, heights, rows, face)
        row = rows[-1] + 1
        if row < table.row_count:
            pages.turn()
    pages.gap(_AFTER)


def table_height(table: DrawnTable, texts: dict[str, str], face: Typeface) -> float:
    """The height of the whole table in mm."""
    size = _SIZES[table.key]
    cells = [_set(table, one, texts, face, size) for one in table.cells]
    return sum(_row_heights(table, cells))


def _set(
    table: DrawnTable, cell: DrawnCell, texts: dict[str, str], face: Typeface, size: float
) -> _Set:
    room = sum(table.widths[cell.column : cell.column + cell.column_span]) - 2 * _SIDE
    parts = broken(cell, room, size) if cell.cell is None else [texts[cell.cell]]
    if cell.cell is not None:
        size = fitted_size(parts[0], room, size)
    lines = [line for part in parts for line in broken_lines(part, face, size, room)]
    return _Set(cell, size, tuple(lines))


def _row_heights(table: DrawnTable, cells: list[_Set]) -> list[float]:
    """Least heights that hold every cell; what a merged cell lacks is added to its last row."""
    heights = [_LEAST_ROW[table.key]] * table.row_count
    for one in sorted(cells, key=lambda each: each.cell.row_span):
        rows = range(one.cell.row, one.cell.row + one.cell.row_span)
        lacking = (
            len(one.lines) * _line_pitch(one.size) + 2 * _ABOVE - sum(heights[row] for row in rows)
        )
        if lacking > 0:
            heights[rows[-1]] += lacking
    return heights


def _line_pitch(size: float) -> float:
    return 1.25 * size * MM_PER_POINT


def _rows_that_fit(table: DrawnTable, heights: list[float], first: int, room: float) -> list[int]:
    """The heads again, then as many rows as fit, at least one."""
    rows = list(range(table.header_rows)) if first else []
    used = sum(heights[row] for row in rows)
    start = len(rows)
    for row in range(first, table.row_count):
        if used + heights[row] > room and len(rows) > start:
            break
        rows.append(row)
        used += heights[row]
    return rows


def _draw(
    pages: Pages,
    table: DrawnTable,
    cells: list[_Set],
    heights: list[float],
    rows: list[int],
    face: Typeface,
) -> None:
    tops: dict[int, float] = {}
    y = pages.y
    for row in rows:
        tops[row] = y
        y += heights[row]
    lefts = [LEFT]
    for width in table.widths:
        lefts.append(lefts[-1] + width)
    for one in cells:
        shown = [
            row for row in range(one.cell.row, one.cell.row + one.cell.row_span) if row in tops
        ]
        if shown:
            height = tops[shown[-1]] + heights[shown[-1]] - tops[shown[0]]
            _put_lines(pages, table, one, lefts, tops[shown[0]], height, face)
    pages.page.rules += _rules(table, rows, tops, heights, lefts)
    pages.y = y


def _put_lines(
    pages: Pages,
    table: DrawnTable,
    one: _Set,
    lefts: list[float],
    top: float,
    height: float,
    face: Typeface,
) -> None:
    cell = one.cell
    left, right = lefts[cell.column], lefts[cell.column + cell.column_span]
    pitch, em = _line_pitch(one.size), one.size * MM_PER_POINT
    y = top + (height - len(one.lines) * pitch) / 2
    at_left = table.key == "t3" and cell.part is Part.LABEL and cell.row_span == 1
    for line in one.lines:
        x = left + _SIDE if at_left else (left + right - line.width) / 2
        baseline = y + (pitch - em) / 2 + ASCENT * em
        pages.page.texts.append(TextItem(x, baseline, one.size, face, line))
        y += pitch


def _rules(
    table: DrawnTable,
    rows: list[int],
    tops: dict[int, float],
    heights: list[float],
    lefts: list[float],
) -> list[RuleItem]:
    """Every border between two different cells, as few long rules as possible."""
    owner = {
        (cell.row + down, cell.column + right): cell
        for cell in table.cells
        for down in range(cell.row_span)
        for right in range(cell.column_span)
    }
    columns = range(table.column_count)
    ys = [*(tops[row] for row in rows), tops[rows[-1]] + heights[rows[-1]]]
    grid = [[owner[row, column] for column in columns] for row in rows]
    made: list[RuleItem] = []
    for at in range(len(rows) + 1):
        edge = at in (0, len(rows))
        drawn = [edge or grid[at - 1][column] is not grid[at][column] for column in columns]
        for begin, end in _runs(drawn):
            made.append(RuleItem(lefts[begin], ys[at], lefts[end], ys[at], _weight(edge)))
    for at in range(table.column_count + 1):
        edge = at in (0, table.column_count)
        drawn = [edge or line[at - 1] is not line[at] for line in grid]
        for begin, end in _runs(drawn):
            made.append(RuleItem(lefts[at], ys[begin], lefts[at], ys[end], _weight(edge)))
    return made


def _weight(edge: bool) -> float:
    return _THICK if edge else _THIN


def _runs(flags: list[bool]) -> list[tuple[int, int]]:
    """Stretches of True as (begin, end)."""
    made: list[tuple[int, int]] = []
    begin = None
    for place, flag in enumerate([*flags, False]):
        if flag and begin is None:
            begin = place
        elif not flag and begin is not None:
            made.append((begin, place))
            begin = None
    return made
