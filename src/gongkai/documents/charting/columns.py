"""Columns beside each other: a distribution, in two tones, with a limit between two of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.documents.charting.picture import sentence
from gongkai.documents.charting.svg import SMALL, WIDTH, Drawing, scaled

HEIGHT = 150
HEAD = 22


@dataclass(frozen=True)
class Column:
    """`ink` and on top of it `grey`; `grey_label` names the grey part where it first occurs."""

    label: str
    ink: int
    grey: int = 0

    @property
    def total(self) -> int:
        return self.ink + self.grey


@dataclass(frozen=True)
class Limit:
    """A line before the column `before`, and what it means."""

    before: int
    label: str


def columns(
    key: str,
    title: str,
    held: Sequence[Column],
    *,
    limit: Limit | None = None,
    grey: str = "",
) -> str:
    """Columns with their number on top and their label below. `grey` says what the grey part is."""
    told = [
        (f"{one.label}，", f"{one.total}" + (f"（其中{grey}{one.grey}）" if one.grey else ""))
        for one in held
    ]
    drawing = Drawing(key, title, sentence(title, told))
    step = WIDTH / max(len(held), 1)
    top = HEAD + (16 if limit else 0)
    base = top + HEIGHT
    largest = max((one.total for one in held), default=0)
    drawing.line(0, base, WIDTH, base)
    if limit is not None:
        x = limit.before * step
        drawing.line(x, 0, x, base, "limit")
        after = x > WIDTH * 0.6
        drawing.text(
            x + (-6 if after else 6), 12, limit.label, "limit-text", "end" if after else ""
        )
    for at, one in enumerate(held):
        x, middle = at * step + step * 0.14, at * step + step / 2
        ink = scaled(one.ink, largest, HEIGHT)
        light = scaled(one.grey, largest, HEIGHT)
        drawing.bar(x, base - ink, step * 0.72, ink)
        drawing.bar(x, base - ink - light, step * 0.72, light, "grey")
        if one.total:
            drawing.text(middle, base - ink - light - 5, str(one.total), "value", "middle")
        drawing.text(middle, base + 18, one.label, "small", "middle")
    height = base + 22
    if any(one.grey for one in held):
        height += SMALL + 8
        drawing.bar(0, height - 12, 11, 11, "grey")
        drawing.text(16, height - 2, grey, "small")
    return drawing.done(height)
