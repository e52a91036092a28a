"""Whether figures stand behind their labels: the text of some PDFs has them in another order."""

from collections.abc import Iterable, Sequence

from gongkai.documents.reading.material import Segment
from gongkai.domain.reports.annual_report import Observation, ObservationKind, State, Value
from gongkai.domain.reports.forms import Row


def figures_come_first(segments: Sequence[Segment], top: str) -> bool:
    """Whether lines of figures stand before the first label of a table that has no separators.

    `top` is the key of the table's first row. One line with a whole row is a row whose label is
    lost, unless nothing stands above that row. Figures on several lines belong to labels that
    follow, and then no figure is known to stand behind its own label.
    """
    first = next((one for one in segments if one.filled), None)
    if first is None or first.label is not None or first.drawn:
        return False
    label = next((one.label for one in segments if one.label is not None), None)
    above = label is not None and label.key == top and len(first.filled) > 1
    return first.later or above


def doubtful_segments(segments: Sequence[Segment], top: str) -> list[Segment]:
    """Rows whose figures, on lines of their own, may be another row's.

    So it is where figures come first, and where a label without any figure stands directly before:
    a stack of labels, then a stack of figures.
    """
    everywhere = figures_come_first(segments, top)
    found: list[Segment] = []
    before: Segment | None = None  # a label without figures
    for segment in segments:
        if segment.drawn:
            before = None
            continue
        stacked = before is not None and before.context == segment.context
        if segment.label is not None and segment.later and (everywhere or stacked):
            found.append(segment)
        before = segment if segment.label is not None and not segment.filled else None
    return found


def leave_unread(
    values: dict[str, Value], pairs: Iterable[tuple[Row, Segment]], name: str
) -> Observation:
    """Mark the cells of rows in doubt as unread; the one observation that says so."""
    rows = list(pairs)
    cells = tuple(cell for row, _ in rows for cell in row.cells)
    for row, segment in rows:
        for cell in row.cells:
            values[cell] = Value(State.UNREAD, None, segment.raw, place=segment.place)
    names = "、".join(f"“{row.label}”" for row, _ in rows[:3])
    more = f"等{len(rows)}行" if len(rows) > 3 else ""
    first, segment = rows[0]
    return Observation(
        ObservationKind.SHORTAGE,
        f"{name}{names}{more}的数字没有紧跟在行名后面，不能确定是哪一行的数。",
        raw=segment.raw,
        expected=f"{len(first.cells)}个数",
        table=cells[0].partition(".")[0],
        cells=cells,
        complete=False,
        place=segment.place,
    )
