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

LONGEST_NUMBER = 11  # digits; no figure of a report has more
_CELLS_A_PIECE = 3  # figures that two pieces of a run-together row hold at least, on average
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
        if plain and len(filled) == width + 1:  # more than one repair at a time is guessing
            readings = cutting.repairs_of(texts, width, blocks)
    elif plain and filled:
        digits = sum(len(text) for text in texts)
        numbers = [value.number for value in values if value.number is not None]
        if len(numbers) == len(filled) and max(map(len, texts)) <= LONGEST_NUMBER:
            readings = cutting.placements_of(numbers, width, blocks)
        if digits >= width and run_together(filled, width):
            kind = ObservationKind.AMBIGUOUS
            cuts = cutting.cuts_of(texts, width, blocks)
            readings = cuts if len(filled) == 1 or not numbers else _union(cuts, readings)
        elif len(filled) == 1 < digits and filled[0].loose:
            # Blanks left no trace and the figures may run together as well.
            readings = Readings(readings.readings, complete=False)
    return OpenRow(tuple(cells), label, tuple(figures), raw, place, table, readings, kind)


def run_together(filled: Sequence[Figure], width: int) -> bool:
    """Whether the figures of a row may stand in one piece: nothing holds them apart.

    Figures with something between them stand apart and are never cut. Only where a piece cannot be
    a figure (007), or where there are hardly any separators, those of the row are not to be trusted.
    """
    if not all(one.loose for one in filled):
        return False
    return len(filled) <= max(1, width // _CELLS_A_PIECE) or any(
        len(text) > 1 and text[0] == "0" and text.isdecimal()
        for text in (_digits(one.text) for one in filled)
    )


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
    certain: bool = True,
    quiet: bool = False,
) -> None:
    """Write what is certain of an open row, and say in an observation what is not.

    `left` are the readings that satisfy every equation; `how` names what they had to satisfy.
    `certain`: what all of them agree on may be read. `quiet` leaves the observation to the caller.
    """
    certain = certain and complete and row.kind is not ObservationKind.SHORTAGE
    unread: list[str] = []
    for index, cell in enumerate(row.cells):
        agreed = {reading[index] for reading in left}
        number = next(iter(agreed)) if len(agreed) == 1 and certain else None
        if number is not None:
            outcome.values[cell] = Value(State.NUMBER, number, row.raw, place=row.place)
        else:
            outcome.values[cell] = Value(State.UNREAD, None, row.raw, place=row.place)
            unread.append(cell)
    if quiet:
        return
    kind = row.kind
    if not unread and kind is ObservationKind.AMBIGUOUS:
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
            cells=tuple(unread) or row.cells,
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
