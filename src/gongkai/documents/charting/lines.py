"""Series over years: few points, each with its number; a year that cannot be compared has no point."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.documents.charting.picture import said, sentence
from gongkai.documents.charting.svg import WIDTH, Drawing, scaled, width_of

HEIGHT = 120
HEAD = 34
MOST_LINES = 2  # a third would need a legend


@dataclass(frozen=True)
class Point:
    """`value` None: nothing known, or not comparable. `text`: as printed; else the value."""

    value: Decimal | int | None
    text: str = ""

    @property
    def words(self) -> str:
        return self.text or said(self.value)


@dataclass(frozen=True)
class Line:
    """One series; its label stands at its last point."""

    label: str
    points: tuple[Point, ...]
    tone: str = "ink"


def lines(
    key: str, title: str, places: Sequence[str], held: Sequence[Line], *, breaks: Sequence[int] = ()
) -> str:
    """Up to two series from zero upwards. `breaks`: a thin line before these places (the form changed)."""
    if len(held) > MOST_LINES:
        raise ValueError("两条线以上分成两张图")
    told = [
        (f"{one.label}{place}", point.words)
        for one in held
        for place, point in zip(places, one.points, strict=True)
        if point.value is not None
    ]
    drawing = Drawing(key, title, sentence(title, told))
    names = max((width_of(one.label) for one in held), default=0.0) if len(held) > 1 else 0.0
    step = (WIDTH - names - 8) / max(len(places), 1)
    base = HEAD + HEIGHT
    years = base + (36 if len(held) > 1 else 20)
    known = [point.value for one in held for point in one.points if point.value is not None]
    largest = max(known, default=0)
    drawing.line(0, base, step * len(places), base)
    for place in breaks:
        drawing.line(place * step, 6, place * step, years + 2, "break")
    for one in reversed(held):  # the first lies on top
        _draw(drawing, one, step, base, largest)
    for at in range(len(places)):
        _numbers(
            drawing, [(one, one.points[at]) for one in held], at * step + step / 2, base, largest
        )
    if len(held) > 1:
        _names(drawing, held, base, largest)
    for at, words in enumerate(places):
        drawing.text(at * step + step / 2, years, words, "small quiet", "middle")
    return drawing.done(years + 6)


def _height(point: Point, base: float, largest: Decimal | int) -> float | None:
    return None if point.value is None else base - scaled(point.value, largest, HEIGHT)


def _draw(drawing: Drawing, line: Line, step: float, base: float, largest: Decimal | int) -> None:
    """The line in pieces between years that have no number, and its points."""
    run: list[tuple[float, float]] = []
    pieces = [run]
    for at, point in enumerate(line.points):
        y = _height(point, base, largest)
        if y is None:
            run = []
            pieces.append(run)
        else:
            run.append((at * step + step / 2, y))
    for piece in pieces:
        if len(piece) > 1:
            drawing.path(piece, "stroke" if line.tone == "ink" else "stroke-grey")
        for x, y in piece:
            drawing.dot(x, y, line.tone)


def _numbers(
    drawing: Drawing,
    held: Sequence[tuple[Line, Point]],
    x: float,
    base: float,
    largest: Decimal | int,
) -> None:
    """The upper number above its point, the lower one below it (below the axis, where it is a zero)."""
    known = [
        (y, line.tone, point.words)
        for line, point in held
        if (y := _height(point, base, largest)) is not None
    ]
    known.sort(key=lambda one: one[0])
    for at, (y, tone, words) in enumerate(known):
        place = y - 9
        if at:
            place = y + 17
        drawing.text(x, place, words, "small value" if tone == "ink" else "small quiet", "middle")


def _names(drawing: Drawing, held: Sequence[Line], base: float, largest: Decimal | int) -> None:
    """Each line's name beside its last point, the upper one first, never on each other."""
    ends = []
    for line in held:
        known = [y for point in line.points if (y := _height(point, base, largest)) is not None]
        if known:
            ends.append((known[-1] + 4, line))
    ends.sort(key=lambda one: one[0])
    lowest = -100.0
    for y, line in ends:
        lowest = max(y, lowest + 16)
        drawing.text(
            WIDTH, lowest, line.label, "small" if line.tone == "ink" else "small quiet", "end"
        )
