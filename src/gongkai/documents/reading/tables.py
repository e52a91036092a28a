"""The three tables: rows of the form found by their labels, figures placed, what is odd written down."""

from collections.abc import Sequence
from dataclasses import replace

from gongkai.documents.reading.assigning import (
    LONGEST_NUMBER,
    OpenRow,
    Outcome,
    open_row,
    place_values,
    run_together,
)
from gongkai.documents.reading.material import Segment, TableMaterial
from gongkai.documents.reading.order import (
    doubtful_segments,
    figures_come_first,
    leave_unread,
)
from gongkai.documents.reading.placing import Columns
from gongkai.documents.reading.values import Figure, clean
from gongkai.domain.reports.annual_report import Observation, ObservationKind
from gongkai.domain.reports.forms import Form, Row
from gongkai.domain.reports.labels import normalise, similarity, split_enumerator

TABLE_NAMES = {"t2": "表二", "t3": "表三", "t4": "表四"}


def rows_of_form(form: Form, table: str) -> tuple[Row, ...]:
    """The rows of 表二 or 表三 in printing order."""
    if table == "t3":
        return form.table3
    return tuple(row for block in form.table2 for row in block.rows)


def assign_segments(
    outcome: Outcome, material: TableMaterial, form: Form, table: str
) -> list[tuple[Row, Segment]]:
    """Each row of the form with its segment; surplus and missing rows become observations."""
    rows = rows_of_form(form, table)
    order = {row.key: number for number, row in enumerate(rows)}
    doubtful = [id(one) for one in doubtful_segments(material.segments, rows[0].key)]
    disordered = bool(doubtful) or figures_come_first(material.segments, rows[0].key)
    by_key: dict[str, Segment] = {}
    orphans: list[tuple[int, Segment]] = []  # with the number of the last known row before
    last = -1
    for segment in material.segments:
        key = segment.label.key if segment.label is not None else None
        if key is None:
            if not (disordered and not segment.printed and not segment.drawn) and any(
                any(char.isdecimal() for char in one.text) for one in segment.filled
            ):
                orphans.append((last, segment))
            continue
        last = order[key]
        if key not in by_key or not by_key[key].filled:
            by_key[key] = segment
        elif segment.filled and _texts(segment) != _texts(by_key[key]):
            _surplus(outcome, segment, table, "重复出现，数字不同")
    _adopt(outcome, rows, by_key, orphans, table)
    _note_labels(outcome, rows, by_key, table)
    _note_missing(outcome, rows, by_key, orphans, table)
    pairs = [(row, by_key[row.key]) for row in rows if row.key in by_key]
    unsure = [(row, segment) for row, segment in pairs if id(segment) in doubtful]
    if unsure:
        outcome.observations.append(leave_unread(outcome.values, unsure, TABLE_NAMES[table]))
    return [pair for pair in pairs if pair not in unsure]


def _texts(segment: Segment) -> list[str]:
    return [clean(one.text) for one in segment.filled]


def _adopt(
    outcome: Outcome,
    rows: Sequence[Row],
    by_key: dict[str, Segment],
    orphans: list[tuple[int, Segment]],
    table: str,
) -> None:
    """A row whose label is lost belongs to the one row that is missing between its neighbours."""
    for last, segment in list(orphans):
        known = [number for number, row in enumerate(rows) if row.key in by_key]
        following = next((number for number in known if number > last), len(rows))
        between = rows[last + 1 : following]
        alone = sum(1 for other, _ in orphans if other == last) == 1
        if len(between) == 1 and alone and _may_be(segment, between[0]) and last + following >= 0:
            by_key[between[0].key] = segment
            orphans.remove((last, segment))
        else:
            _surplus(outcome, segment, table, "不是规定格式中的行")


def _may_be(segment: Segment, row: Row) -> bool:
    """The figures fit the row's width, and what is left of the label does not speak against it."""
    if len(segment.filled) > len(row.cells) + 1:
        return False
    printed = split_enumerator(normalise(segment.printed))[1]
    if not printed:
        return True
    return similarity(printed, split_enumerator(normalise(row.label))[1]) >= 0.3


def _surplus(outcome: Outcome, segment: Segment, table: str, why: str) -> None:
    name = segment.printed or "（没有行名）"
    outcome.observations.append(
        Observation(
            ObservationKind.ROW_SURPLUS,
            f"{TABLE_NAMES[table]}“{name}”一行{why}。",
            raw=segment.raw,
            table=table,
            place=segment.place,
        )
    )


def _note_labels(
    outcome: Outcome, rows: Sequence[Row], by_key: dict[str, Segment], table: str
) -> None:
    for row in rows:
        segment = by_key.get(row.key)
        if segment is None or (segment.exact and segment.label is not None):
            continue
        said = f"写作“{segment.printed}”" if segment.printed else "没有行名"
        outcome.observations.append(
            Observation(
                ObservationKind.LABEL,
                f"{TABLE_NAMES[table]}“{row.label}”{said}。",
                raw=segment.printed,
                expected=row.label,
                table=table,
                cells=row.cells,
                place=segment.place,
            )
        )


def _note_missing(
    outcome: Outcome,
    rows: Sequence[Row],
    by_key: dict[str, Segment],
    orphans: Sequence[tuple[int, Segment]],
    table: str,
) -> None:
    missing = [row for row in rows if row.key not in by_key]
    if not missing or not (by_key or orphans):
        return
    raw = ""
    if table == "t3" and {row.key for row in missing} <= {
        "other.no_correction",
        "other.no_payment",
        "other.other",
    }:
        raw = next((one.raw for _, one in orphans if "其他处理" in one.printed), "")
    if raw:  # the one row of the older form: one fact, one observation
        outcome.observations[:] = [one for one in outcome.observations if one.raw != raw]
    names = "、".join(f"“{row.label}”" for row in missing[:4])
    more = f"等{len(missing)}行" if len(missing) > 4 else f"{len(missing)}行"
    only = "，只有“（六）其他处理”一行" if raw else ""
    outcome.observations.append(
        Observation(
            ObservationKind.ROW_MISSING,
            f"{TABLE_NAMES[table]}缺少{names}{more}{only}。",
            raw=raw,
            table=table,
            cells=tuple(cell for row in missing for cell in row.cells),
        )
    )


def read_rows(
    outcome: Outcome, pairs: Sequence[tuple[Row, Segment]], blocks: bool
) -> list[OpenRow]:
    """Place what the layout decides; give back the rows it does not decide."""
    learnt: dict[int, Columns] = {}
    still: list[OpenRow] = []
    for row, segment in pairs:
        width = len(row.cells)
        if width not in learnt:
            alike = [other for one, other in pairs if len(one.cells) == width]
            learnt[width] = Columns(alike, width)
        placed = learnt[width].place(segment) or one_digit_each(
            segment.figures, width, (width,) if blocks else ()
        )
        if placed is not None:
            place_values(outcome, row.cells, placed)
        else:
            still.append(_open(row, segment, (width,) if blocks else ()))
    return still


def _open(row: Row, segment: Segment, blocks: tuple[int, ...]) -> OpenRow:
    label = row.label.split("（区分")[0]
    opened = open_row(row.cells, label, segment.figures, segment.raw, segment.place, blocks)
    if opened.kind is ObservationKind.SURPLUS and segment.later and not segment.drawn:
        # Of several lines one may be another row's: no repair is the only one.
        return replace(opened, readings=replace(opened.readings, complete=False))
    return opened


def one_digit_each(
    figures: Sequence[Figure], width: int, blocks: Sequence[int] = ()
) -> list[Figure] | None:
    """As many digits as cells, run together: each is a number, there is no other way to cut them.

    A piece that may as well be one figure (1300000) is so cut only if the sums of the row hold.
    """
    filled = [one for one in figures if not one.blank]
    texts = [clean(one.text) for one in filled]
    digits = [(one, char) for one, text in zip(filled, texts, strict=True) for char in text]
    if len(digits) != width or not all(one.loose and char.isdecimal() for one, char in digits):
        return None
    sure = all(len(text) == 1 or text[0] == "0" or len(text) > LONGEST_NUMBER for text in texts)
    if not sure and not (
        blocks and run_together(filled, width) and _adds_up("".join(texts), blocks)
    ):
        return None
    return [Figure(char, one.column, one.place, loose=True) for one, char in digits]


def _adds_up(digits: str, blocks: Sequence[int]) -> bool:
    start = 0
    for size in blocks:
        *details, total = (int(char) for char in digits[start : start + size])
        if sum(details) != total:
            return False
        start += size
    return True
