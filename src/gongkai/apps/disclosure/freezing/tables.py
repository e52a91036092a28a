"""A table of the editor as an accessible table: caption, header cells with their scope, spans."""

from html import escape
from typing import Any


def table_html(value: dict[str, Any] | None) -> str:
    """`value` as Wagtail's TableBlock keeps it; empty for a table without cells."""
    rows: list[list[Any]] = (value or {}).get("data") or []
    if not value or not any(str(cell or "").strip() for row in rows for cell in row):
        return ""
    choice = value.get("table_header_choice") or ""
    head = choice in ("row", "both") or bool(value.get("first_row_is_table_header"))
    side = choice in ("col", "column", "both") or bool(value.get("first_col_is_header"))
    spans, covered = _spans(value.get("mergeCells") or [], len(rows), max(map(len, rows)))
    made = [
        _row(number, row, head=head and number == 0, side=side, spans=spans, covered=covered)
        for number, row in enumerate(rows)
    ]
    caption = str(value.get("table_caption") or "").strip()
    parts = ["<table>", f"<caption>{escape(caption)}</caption>" if caption else ""]
    if head:
        parts.append(f"<thead>{made.pop(0)}</thead>")
    parts.append(f"<tbody>{''.join(made)}</tbody></table>")
    return "".join(parts)


def _row(
    number: int,
    row: list[Any],
    *,
    head: bool,
    side: bool,
    spans: dict[tuple[int, int], tuple[int, int]],
    covered: set[tuple[int, int]],
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
        if head:
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
