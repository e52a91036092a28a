"""Charts that read from left to right: one bar a row, or a strip of small columns a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.documents.charting.picture import said, sentence
from gongkai.documents.charting.svg import SMALL, WIDTH, Drawing, scaled, width_of

ROW = 30
THICK = 16
WIDEST_LABEL = 140.0


@dataclass(frozen=True)
class Bar:
    """One row. `value` None: no number is known; `text` is what stands at the bar's end, else the value."""

    label: str
    value: Decimal | int | None
    text: str = ""
    tone: str = "ink"

    @property
    def words(self) -> str:
        return self.text or said(self.value)


def bars(key: str, title: str, rows: Sequence[Bar]) -> str:
    """Bars from a common line, each with its label before and its number behind it."""
    drawing = Drawing(key, title, sentence(title, [(one.label, one.words) for one in rows]))
    label = min(max((width_of(one.label) for one in rows), default=0.0), WIDEST_LABEL)
    ends = max((width_of(one.words) for one in rows), default=0.0)
    left = label + 10
    room = WIDTH - left - ends - 8
    largest = max((one.value for one in rows if one.value is not None), default=0)
    for at, one in enumerate(rows):
        y = at * ROW + (ROW - THICK) / 2
        length = scaled(one.value, largest, room) if one.value is not None else 0.0
        drawing.text(label, y + 13, fitted(one.label, label), anchor="end")
        drawing.bar(left, y, length, THICK, one.tone)
        drawing.text(left + length + 6, y + 13, one.words, "value" if one.value else "quiet")
    height = len(rows) * ROW
    drawing.line(left, 2, left, height - 2)
    return drawing.done(height)


@dataclass(frozen=True)
class Strip:
    """One row of small columns and its sum."""

    label: str
    values: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.values)


STRIP = 46


def strips(key: str, title: str, places: Sequence[str], rows: Sequence[Strip]) -> str:
    """Rows of small columns on one scale, so that rows can be compared; sums at the right."""
    told = sentence(title, [(one.label, f"共{one.total}") for one in rows])
    drawing = Drawing(key, title, told)
    label = max((width_of(one.label) for one in rows), default=0.0)
    ends = max([width_of("合计", SMALL), *(width_of(str(one.total)) for one in rows)])
    left = label + 10
    step = (WIDTH - left - ends - 14) / max(len(places), 1)
    largest = max((value for one in rows for value in one.values), default=0)
    for at, one in enumerate(rows):
        base = at * STRIP + STRIP - 8
        drawing.text(label, base - 3, one.label, anchor="end")
        for place, value in enumerate(one.values):
            length = scaled(value, largest, STRIP - 24)
            drawing.bar(left + place * step + 2, base - length, step - 4, length)
            if value:
                middle = left + place * step + step / 2
                drawing.text(middle, base - length - 3, str(value), "small", "middle")
        drawing.line(left, base, left + step * len(places), base)
        drawing.text(WIDTH, base - 3, str(one.total), "value" if one.total else "quiet", "end")
    height = len(rows) * STRIP
    for place, words in enumerate(places):
        drawing.text(left + place * step + step / 2, height + 8, words, "small quiet", "middle")
    drawing.text(WIDTH, height + 8, "合计", "small quiet", "end")
    return drawing.done(height + SMALL + 2)


def fitted(words: str, room: float) -> str:
    """The words, cut where they do not fit; the table has them whole."""
    if width_of(words) <= room + 0.5:
        return words
    while words and width_of(words + "…") > room:
        words = words[:-1]
    return words + "…"
