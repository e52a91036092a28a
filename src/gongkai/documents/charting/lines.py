"""Series over years: few points, each with its number; a year that cannot be compared has no point."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.documents.charting.picture import said, sentence
from gongkai.documents.charting.svg import SMALL, WIDTH, Drawing, scaled, width_of

HEIGHT = 120
HEAD = 24
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
    known = [point.value for one in held for point in one.points if point.value is not None]
    largest = max(known, default=0)
    drawing.line(0, base, step * len(places), base)
    for place in breaks:
        drawing.line(place * step, 6, place * step, base + 22, "break")
    taken: dict[int, list[float]] = {}
    for one in held:
        _draw(drawing, one, step, base, largest, taken)
    for at, words in enumerate(places):
        drawing.text(at * step + step / 2, base + 20, words, "small quiet", "middle")
    return drawing.done(base + SMALL + 14)


def _draw(
    drawing: Drawing,
    line: Line,
    step: float,
    base: float,
    largest: Decimal | int,
    taken: dict[int, list[float]],
) -> None:
    run: list[tuple[float, float]] = []
    stroke = "stroke" if line.tone == "ink" else "stroke-grey"
    last: tuple[float, float] | None = None
    for at, point in enumerate(line.points):
        if point.value is None:
            _joined(drawing, run, stroke)
            run = []
            continue
        x, y = at * step + step / 2, base - scaled(point.value, largest, HEIGHT)
        run.append((x, y))
        last = (x, y)
    _joined(drawing, run, stroke)
    for at, point in enumerate(line.points):
        if point.value is None:
            continue
        x, y = at * step + step / 2, base - scaled(point.value, largest, HEIGHT)
        drawing.dot(x, y, line.tone)
        drawing.text(
            x, _free(taken.setdefault(at, []), y - 8, base), point.words, "value small", "middle"
        )
    if last is not None and line.label:
        words_y = _free(taken.setdefault(-1, []), last[1] + 5, base + 5)
        if step * len(line.points) < WIDTH - 10:
            drawing.text(WIDTH, words_y, line.label, "small", "end")


def _joined(drawing: Drawing, run: list[tuple[float, float]], tone: str) -> None:
    if len(run) > 1:
        drawing.path(run, tone)


def _free(taken: list[float], y: float, lowest: float) -> float:
    """A height near `y` at which no other words stand."""
    for shift in (0, -15, 26, -30, 40):
        if 10 <= y + shift <= lowest and all(abs(y + shift - one) >= 14 for one in taken):
            taken.append(y + shift)
            return y + shift
    taken.append(y)
    return y
