"""Figures to cells: by layout where it decides, by the form's equations where only they can, else unread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from gongkai.documents.reading.values import Figure, clean, read_value
from gongkai.domain.reports.annual_report import (
    Observation,
    ObservationKind,
    Place,
    State,
    Value,
)
from gongkai.domain.reports.cutting import Reading, Readings, Row
from gongkai.domain.reports.cutting import readings as cutting
from gongkai.domain.reports.forms import Form

ALTERNATIVES = 24  # shown; more are counted as "not complete"


@dataclass
class Outcome:
    """What reading the tables gave so far."""

    values: dict[str, Value] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)

    def numbers(self) -> dict[str, Decimal]:
        return {
            cell: value.number
            for cell, value in self.values.items()
            if value.state is State.NUMBER and value.number is not None
        }


@dataclass(frozen=True)
class OpenRow:
    """A row of the form whose figures the layout does not place."""

    cells: tuple[str, ...]
    label: str  # as the form prints it
    figures: tuple[Figure, ...]
    raw: str
    place: Place
    table: str
    readings: Readings
    kind: ObservationKind  # SURPLUS, SHORTAGE, or AMBIGUOUS for figures run together

    @property
    def row(self) -> Row:
        return Row(self.cells, self.readings)


def place_values(outcome: Outcome, cells: Sequence[str], figures: Sequence[Figure]) -> None:
    """Each figure into its cell."""
    for cell, figure in zip(cells, figures, strict=True):
        outcome.values[cell] = read_value(figure.text, figure.place)


def open_row(
    cells: Sequence[str],
    label: str,
    figures: Sequence[Figure],
    raw: str,
    place: Place,
    blocks: tuple[int, ...],
) -> OpenRow:
    """All readings of a row whose figures are too many, too few, or run together."""
    filled = [one for one in figures if not one.blank]
    table, width = cells[0].partition(".")[0], len(cells)
    values = [read_value(one.text) for one in filled]
    texts = [_digits(one.text) for one in filled]
    plain = all(
        text.isdecimal() or value.state is State.NUMBER
        for text, value in zip(texts, values, strict=True)
    )
    kind = ObservationKind.SHORTAGE
    readings = Readings((), complete=False)
    if len(filled) > width:
        kind = ObservationKind.SURPLUS
        if plain:
            readings = cutting.repairs_of(texts, width, blocks)
    elif plain and filled:
        digits = sum(len(text) for text in texts)
        loose = all(one.loose for one in filled)
        if loose and digits >= width:
            kind = ObservationKind.AMBIGUOUS
            readings = cutting.cuts_of(texts, width, blocks)
        numbers = [value.number for value in values if value.number is not None]
        if len(numbers) == len(filled) and not (loose and len(filled) == 1 and digits >= width):
            placed = cutting.placements_of(numbers, width, blocks)
            if loose and len(filled) == 1 and digits in range(2, width):
                # Blanks left no trace and the figures may run together as well.
                placed = Readings(placed.readings, complete=False)
            readings = _union(readings, placed) if readings.readings else placed
    return OpenRow(tuple(cells), label, tuple(figures), raw, place, table, readings, kind)


def _union(one: Readings, other: Readings) -> Readings:
    distinct = dict.fromkeys((*one.readings, *other.readings))
    return Readings(tuple(distinct), one.complete and other.complete)


def _digits(text: str) -> str:
    return clean(text).replace(",", "")


def settle(
    outcome: Outcome,
    row: OpenRow,
    left: Sequence[Reading],
    complete: bool,
    how: str,
    *,
    quiet: bool = False,
) -> None:
    """Write what is certain of an open row, and say in an observation what is not.

    `left` are the readings that satisfy every equation; `how` names what they had to satisfy.
    `quiet` leaves the observation to the caller.
    """
    for index, cell in enumerate(row.cells):
        agreed = {reading[index] for reading in left}
        number = next(iter(agreed)) if len(agreed) == 1 and complete else None
        if number is not None:
            outcome.values[cell] = Value(State.NUMBER, number, row.raw, place=row.place)
        else:
            outcome.values[cell] = Value(State.UNREAD, None, row.raw, place=row.place)
    if quiet:
        return
    single = len(left) == 1 and complete
    kind = row.kind
    if single and kind is ObservationKind.AMBIGUOUS:
        if len(row.figures) == 1 and set(_digits(row.figures[0].text)) == {"0"}:
            return  # as many zeros as cells: there is nothing to choose
        kind = ObservationKind.RESOLVED
    shown = left[:ALTERNATIVES]
    outcome.observations.append(
        Observation(
            kind,
            _message(row, left, complete, how, kind),
            raw=row.raw,
            expected=f"{len(row.cells)}个数",
            table=row.table,
            cells=row.cells,
            alternatives=tuple(_alternative(row, reading) for reading in shown),
            complete=complete and len(shown) == len(left),
            place=row.place,
        )
    )


def _alternative(row: OpenRow, reading: Reading) -> Mapping[str, Decimal]:
    return {
        cell: number for cell, number in zip(row.cells, reading, strict=True) if number is not None
    }


def _message(
    row: OpenRow, left: Sequence[Reading], complete: bool, how: str, kind: ObservationKind
) -> str:
    count = len([one for one in row.figures if not one.blank])
    start = {
        ObservationKind.SURPLUS: f"“{row.label}”有{count}个数，应为{len(row.cells)}个",
        ObservationKind.SHORTAGE: f"“{row.label}”只有{count}个数，应为{len(row.cells)}个",
        ObservationKind.AMBIGUOUS: f"“{row.label}”的数字连在一起",
        ObservationKind.RESOLVED: f"“{row.label}”的数字连在一起，只有一种切分满足{how}，已照此读取",
    }[kind]
    if kind is ObservationKind.RESOLVED:
        return f"{start}：{_shown(left[0])}。"
    if not complete:
        return f"{start}，不能确定各列是多少。"
    if not left:
        return f"{start}，没有一种读法满足{how}。"
    if len(left) == 1:
        return f"{start}，只有一种读法满足{how}：{_shown(left[0])}。"
    listed = "；".join(_shown(one) for one in left[:4])
    more = f"等{len(left)}种" if len(left) > 4 else ""
    return f"{start}，有{len(left)}种读法都满足{how}：{listed}{more}，不能确定是哪一种。"


def _shown(reading: Reading) -> str:
    return " ".join("空" if one is None else format(one, "f") for one in reading)


def satisfies_stock(reading: Reading, form: Form) -> bool:
    """H7: 现行有效 is at least 制发 less 废止 (2021 form, in this order)."""
    made, repealed, in_force = reading
    if form.key != "2021" or made is None or repealed is None or in_force is None:
        return True
    return in_force >= made - repealed
