"""Ruled lines and placed characters (PDF, OFD) to tables with spans, and a page to blocks in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.documents.blocks import Block, GridCell, TableBlock
from gongkai.documents.formats.page_lines import (
    Line,
    Paragraphs,
    Piece,
    body_size,
    lines_of,
    text_edges,
    without_margins,
)
from gongkai.domain.reports.annual_report import Place

Box = tuple[float, float, float, float]  # x0, top, x1, bottom

# A page of the form has some 200 edges; finding cells takes time with the square of their crossings.
MAX_EDGES = 2_500
_SNAP = 3.0  # points: lines closer than this are one line
_TOUCH = 3.0


@dataclass(frozen=True)
class Page:
    """What is drawn on a page: `edges` are straight lines as (x0, top, x1, bottom)."""

    number: int
    height: float
    pieces: Sequence[Piece]
    edges: Sequence[Box]


@dataclass(frozen=True)
class _Table:
    box: Box
    block: TableBlock


def blocks_of(pages: Sequence[Page]) -> tuple[list[Block], list[str]]:
    """Paragraphs and tables of all pages in reading order, and remarks on what could not be read."""
    remarks: list[str] = []
    found: list[tuple[Page, list[_Table], list[Line]]] = []
    count = 0
    for page in pages:
        if len(page.edges) > MAX_EDGES:
            remarks.append(f"第{page.number}页的线条过多，没有识别其中的表格。")
        tables = _tables(page, count) if len(page.edges) <= MAX_EDGES else []
        count += len(tables)
        outside = [
            piece for piece in page.pieces if not any(_inside(piece, one.box) for one in tables)
        ]
        found.append((page, tables, lines_of(outside, page.number)))
    kept = without_margins([(page.height, lines) for page, _, lines in found])
    blocks: list[Block] = []
    everything = [line for lines in kept for line in lines]
    body = body_size(everything)
    paragraphs = Paragraphs(body)
    outer, _ = text_edges(everything)
    for (_, tables, _), lines in zip(found, kept, strict=True):
        left, right = text_edges(lines, everything)
        # A page of one-line paragraphs shows only their indent.
        left = outer if left - outer < 2.5 * body else left
        waiting = sorted(tables, key=lambda one: (one.box[1], one.box[0]))
        for line in lines:
            while waiting and waiting[0].box[1] < line.top:
                _close(paragraphs, blocks)
                blocks.append(waiting.pop(0).block)
            paragraphs.add(line, left, right)
        for table in waiting:
            _close(paragraphs, blocks)
            blocks.append(table.block)
    _close(paragraphs, blocks)
    return blocks, remarks


def _close(paragraphs: Paragraphs, blocks: list[Block]) -> None:
    paragraphs.close()
    blocks.extend(paragraphs.blocks)
    paragraphs.blocks.clear()


def _tables(page: Page, count: int) -> list[_Table]:
    """The ruled tables of a page with at least two columns; a frame around text is no table."""
    if len(page.edges) < 4:
        return []
    from pdfplumber.table import (
        cells_to_tables,
        edges_to_intersections,
        intersections_to_cells,
        merge_edges,
    )

    edges = [_edge(edge) for edge in page.edges]
    merged = merge_edges(edges, _SNAP, _SNAP, _TOUCH, _TOUCH)
    merged += [_edge(edge) for edge in _closing(merged)]
    crossings = edges_to_intersections(merged, _TOUCH, _TOUCH)
    made: list[_Table] = []
    for cells in cells_to_tables(intersections_to_cells(crossings)):
        block = _block(cells, page, count + len(made) + 1)
        if block is not None:
            xs, ys = _corners(cells)
            made.append(_Table((xs[0], ys[0], xs[-1], ys[-1]), block))
    return made


def _closing(edges: list[dict[str, Any]]) -> list[Box]:
    """Level lines where upright ones end in the open: a table cut by the page's end is not closed."""
    level = [edge for edge in edges if edge["orientation"] == "h"]
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    closing: list[Box] = []
    for end in ("top", "bottom"):
        group: list[dict[str, Any]] = []
        for edge in [*sorted(upright, key=lambda one: one[end]), None]:
            if group and (edge is None or edge[end] - group[0][end] > 2 * _TOUCH):
                if len(group) > 1 and not all(_meets(one, one[end], level) for one in group):
                    y = sum(one[end] for one in group) / len(group)
                    near = [one["top"] for one in level if abs(one["top"] - y) <= 2 * _TOUCH]
                    y = min(near, key=lambda other: abs(other - y), default=y)
                    closing.append(
                        (min(one["x0"] for one in group), y, max(one["x0"] for one in group), y)
                    )
                group = []
            if edge is not None:
                group.append(edge)
    return closing


def _meets(edge: dict[str, Any], y: float, level: list[dict[str, Any]]) -> bool:
    """Whether a level line passes the end of an upright one."""
    return any(
        abs(one["top"] - y) <= _TOUCH and one["x0"] - _TOUCH <= edge["x0"] <= one["x1"] + _TOUCH
        for one in level
    )


def _edge(edge: Box) -> dict[str, Any]:
    x0, top, x1, bottom = edge
    flat = abs(bottom - top) <= abs(x1 - x0)
    return {
        "x0": min(x0, x1),
        "x1": max(x0, x1),
        "top": min(top, bottom),
        "bottom": max(top, bottom),
        "width": abs(x1 - x0),
        "height": abs(bottom - top),
        "orientation": "h" if flat else "v",
        "object_type": "line",
    }


def _corners(cells: Sequence[Box]) -> tuple[list[float], list[float]]:
    xs = _steps([x for cell in cells for x in (cell[0], cell[2])])
    return xs, _steps([y for cell in cells for y in (cell[1], cell[3])])


def _steps(values: list[float]) -> list[float]:
    """The distinct grid lines among `values`."""
    steps: list[float] = []
    for value in sorted(values):
        if not steps or value - steps[-1] > _SNAP / 2:
            steps.append(value)
    return steps


def _block(cells: Sequence[Box], page: Page, number: int) -> TableBlock | None:
    xs, ys = _corners(cells)
    if len(xs) < 3 or len(cells) < 2:
        return None
    placed: dict[int, list[Piece]] = {}
    boxes = sorted(set(cells), key=lambda one: (one[1], one[0]))
    table = (xs[0], ys[0], xs[-1], ys[-1])
    for piece in page.pieces:
        if _inside(piece, table):
            for index, box in enumerate(boxes):
                if _inside(piece, box):
                    placed.setdefault(index, []).append(piece)
                    break
    made = []
    for index, box in enumerate(boxes):
        text = "\n".join(line.text for line in lines_of(placed.get(index, ())))
        column, row = _nearest(xs, box[0]), _nearest(ys, box[1])
        width, height = _nearest(xs, box[2]) - column, _nearest(ys, box[3]) - row
        made.append(GridCell(text, row, column, max(height, 1), max(width, 1)))
    return TableBlock(tuple(made), len(ys) - 1, len(xs) - 1, Place(page=page.number, table=number))


def _nearest(steps: list[float], value: float) -> int:
    return min(range(len(steps)), key=lambda index: abs(steps[index] - value))


def _inside(piece: Piece, box: Box) -> bool:
    across = (piece.x0 + piece.x1) / 2
    return box[0] <= across <= box[2] and box[1] <= piece.middle <= box[3]
