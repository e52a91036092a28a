"""Breaking Chinese text into lines: no 、。）at the start of a line, no （《 at its end, numbers and words whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.documents.rendering.ofd.typefaces import MM_PER_POINT, Typeface

_NEVER_FIRST = "，。、；：？！）》」』】〕〉”’…—％%.,;:?!)]}·"
_NEVER_LAST = "（《「『【〔〈“‘([{"
# A word, a number with its sign and its separators, or one character.
_UNIT = re.compile(r"[A-Za-z0-9@#&/_~+\-.:%]+|\s+|.", re.DOTALL)
# An address may be broken after its points and strokes; a number may not.
_ADDRESS = re.compile(r"(?=.*[A-Za-z])(?=.*[./@]).{8,}")
_ADDRESS_PART = re.compile(r"[^./@:]*[./@:]+|[^./@:]+")


@dataclass(frozen=True)
class Line:
    """One line: the characters and the advance of each in mm, and where it begins."""

    text: str
    advances: tuple[float, ...]
    indent: float = 0.0

    @property
    def width(self) -> float:
        return sum(self.advances)


def broken_lines(
    text: str,
    face: Typeface,
    size: float,
    room: float,
    *,
    indent: float = 0.0,
    justify: bool = False,
) -> list[Line]:
    """The text in lines of at most `room` mm; `size` in points, `indent` of the first line in mm.

    Justified lines, all but the last, are stretched between their characters.
    """
    made: list[Line] = []
    current, width, start = "", 0.0, indent
    for unit in _units(text, face, size, room):
        needed = _width(unit, face, size)
        if current and start + width + needed > room + 1e-6:
            if unit.isspace():
                continue
            made.append(_line(current.rstrip(), face, size, start, room if justify else None))
            current, width, start = "", 0.0, 0.0
        if not current and made and unit.isspace():
            continue
        current += unit
        width += needed
    if current.strip():
        made.append(_line(current.rstrip(), face, size, start, None))
    return made


def _units(text: str, face: Typeface, size: float, room: float) -> Iterator[str]:
    """Stretches that are not broken; one that is wider than a line is cut into characters."""
    held = ""
    for found in _pieces(text):
        if held and found[0] not in _NEVER_FIRST and held[-1] not in _NEVER_LAST:
            yield from _fitting(held, face, size, room)
            held = ""
        held += found
    yield from _fitting(held, face, size, room)


def _pieces(text: str) -> Iterator[str]:
    for found in _UNIT.findall(text):
        if _ADDRESS.fullmatch(found):
            yield from _ADDRESS_PART.findall(found)
        else:
            yield found


def _fitting(unit: str, face: Typeface, size: float, room: float) -> Iterator[str]:
    if _width(unit, face, size) <= room:
        if unit:
            yield unit
    else:
        yield from unit


def _width(text: str, face: Typeface, size: float) -> float:
    return sum(face.width(one) for one in text) * size * MM_PER_POINT


def _line(text: str, face: Typeface, size: float, start: float, room: float | None) -> Line:
    advances = [face.width(one) * size * MM_PER_POINT for one in text]
    if room is not None and len(text) > 1:
        slack = (room - start - sum(advances)) / (len(text) - 1)
        # A line with one long word would be torn apart.
        if 0 < slack < 0.35 * size * MM_PER_POINT:
            advances = [one + slack for one in advances[:-1]] + advances[-1:]
    return Line(text, tuple(advances), start)
