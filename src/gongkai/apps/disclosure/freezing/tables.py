"""A table of the editor as an accessible table: caption, header cells with their scope, spans."""

from html import escape
from typing import Any

# What a program that makes a table says of a cell, as its class: a head, and what it is the head of.
HEADS = {
    "head": "",
    "head-col": ' scope="col"',
    "head-colgroup": ' scope="colgroup"',
    "head-row": ' scope="row"',
    "head-rowgroup": ' scope="rowgroup"',
}
_OVER = ("head", "head-col", "head-colgroup")


def table_html(value: dict[str, Any] | None) -> str:
    """`value` as Wagtail's TableBlock keeps it; empty for a table without cells.

    A cell whose class is one of `HEADS` is a head wherever it stands (the editor gives no such class).
    """
    rows: list[list[Any]] = (value or {}).get("data") or []
    if not value or not any(str(cell or "").strip() for row in rows for cell in row):
        return ""
    choice = value.get("table_header_choice") or ""
    head = choice in ("row", "both") or bool(value.get("first_row_is_table_header"))
    side = choice in ("col", "column", "both") or bool(value.get("first_col_is_header"))
    spans, covered = _spans(value.get("mergeCells") or [], len(rows), max(map(len, rows)))
    marks = {
        (int(one["row"]), int(one["col"])): str(one["className"])
        for one in value.get("cell") or []
        if one.get("className") in HEADS
    }
    on_top = _rows_on_top(len(rows), head, marks, spans, covered, max(map(len, rows)))
    made = [
        _row(
            number,
            row,
            head=head and number < on_top,
            side=side,
            spans=spans,
            covered=covered,
            marks=marks,
        )
        for number, row in enumerate(rows)
    ]
    caption = str(value.get("table_caption") or "").strip()
    parts = ["<table>", f"<caption>{escape(caption)}</caption>" if caption else ""]
    if on_top:
        parts.append(f"<thead>{''.join(made[:on_top])}</thead>")
    parts.append(f"<tbody>{''.join(made[on_top:])}</tbody></table>")
    return "".join(parts)


def _rows_on_top(
    count: int,
    head: bool,
    marks: dict[tuple[int, int], str],
    spans: dict[tuple[int, int], tuple[int, int]],
    covered: set[tuple[int, int]],
    width: int,
) -> int:
    """How many rows are the table's head: the first, or those marked; with the rows their cells reach into."""
    rows = 1 if head else 0
    while marks and rows < count:
        begun = [(rows, column) for column in range(width) if (rows, column) not in covered]
        if not begun or any(marks.get(one) not in _OVER for one in begun):
            break
        rows += 1
    ends = [row + spans[row, column][0] for row, column in spans if row < rows]
    return min(count, max([rows, *ends]))


def _row(
    number: int,
    row: list[Any],
    *,
    head: bool,
    side: bool,
    spans: dict[tuple[int, int], tuple[int, int]],
    covered: set[tuple[int, int]],
    marks: dict[tuple[int, int], str],
) -> str:
    cells = []
    for column, text in enumerate(row):
        if (number, column) in covered:
            continue
        down, across = spans.get((number, column), (1, 1))
        attributes = (f' rowspan="{down}"' if down > 1 else "") + (
            f' colspan="{across}"' if across > 1 else ""
        )
        tag, scope = "td", ""
        if (mark := marks.get((number, column))) is not None:
            tag, scope = "th", HEADS[mark]
        elif head:
            tag, scope = "th", ' scope="col"' if across == 1 else ' scope="colgroup"'
        elif side and column == 0:
            tag, scope = "th", ' scope="row"' if down == 1 else ' scope="rowgroup"'
        words = escape(str(text if text is not None else "").strip()).replace("\n", "<br>")
        cells.append(f"<{tag}{scope}{attributes}>{words}</{tag}>")
    return f"<tr>{''.join(cells)}</tr>"


def _spans(
    merged: list[dict[str, int]], row_count: int, column_count: int
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """Merged cells inside the table: where they begin with their size, and what they cover."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for one in merged:
        row, column = int(one["row"]), int(one["col"])
        down = min(int(one["rowspan"]), row_count - row)
        across = min(int(one["colspan"]), column_count - column)
        if row < 0 or column < 0 or down < 1 or across < 1 or (row, column) in covered:
            continue
        spans[row, column] = (down, across)
        covered |= {
            (r, c) for r in range(row, row + down) for c in range(column, column + across)
        } - {(row, column)}
    return spans, covered
