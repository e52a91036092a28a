"""The text layer by place: what stands under a mark, and where personal data stands."""

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.documents.redacting.marks import Mark, Pointed
from gongkai.documents.redacting.originals import PDF, kind_of, opened_pdf
from gongkai.domain.privacy import scan

if TYPE_CHECKING:
    import pypdfium2

MOST_CHARACTERS = 40_000
# Whole numbers in which PDFium answers where something stands on the page as it is shown.
_GRID = 100_000
# So much of a character must lie under a mark before it counts as covered, or as touched.
COVERED, TOUCHED = 0.5, 0.15
# A mark that is taken over from a finding reaches a little beyond the ink: across, not into the next
# character; down and up, into the space between the lines.
ACROSS, DOWN = 0.0008, 0.0025


@dataclass(frozen=True)
class Character:
    """One character and its box in fractions of the page as it is shown."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def under(self, mark: Mark) -> float:
        """How much of the box lies under the mark, from 0 to 1."""
        wide = min(self.right, mark.right) - max(self.left, mark.left)
        high = min(self.bottom, mark.bottom) - max(self.top, mark.top)
        area = (self.right - self.left) * (self.bottom - self.top)
        return max(0.0, wide) * max(0.0, high) / area if area > 0 else 0.0


def characters(page: "pypdfium2.PdfPage") -> list[Character]:
    """Every character of the text layer, in its order; turned and cropped as the page is shown."""
    import pypdfium2.raw as raw

    layer = page.get_textpage()
    made = []
    for index in range(min(layer.count_chars(), MOST_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(layer, index)
        text = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "
        left, bottom, right, top = layer.get_charbox(index, loose=False)
        (x1, y1), (x2, y2) = _shown(page, left, bottom), _shown(page, right, top)
        made.append(Character(text, min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
    return made


def _shown(page: "pypdfium2.PdfPage", x: float, y: float) -> tuple[float, float]:
    import pypdfium2.raw as raw

    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, 0, x, y, across, down)
    return across.value / _GRID, down.value / _GRID


def text_under(found: Sequence[Character], mark: Mark) -> str:
    """The characters that the mark covers, in the order of the text layer, without blanks."""
    return "".join(
        one.text for one in found if not one.text.isspace() and one.under(mark) >= COVERED
    )


def cut_characters(found: Sequence[Character], marks: Sequence[Mark]) -> bool:
    """Whether some character is half covered: what is left of it may still be read."""
    return any(
        TOUCHED < max((one.under(mark) for mark in marks), default=0.0) < 1 - TOUCHED
        for one in found
        if not one.text.isspace()
    )


def pointed_out(data: bytes, page: int) -> tuple[Pointed, ...]:
    """Identity numbers, phones, addresses … on one page (from 1) of a PDF, as marks to be taken over.

    Nothing for pictures and scans: they have no text layer.
    """
    if kind_of(data) != PDF:
        return ()
    with opened_pdf(data) as document:
        found = characters(document[page - 1])
    text = "".join(one.text for one in found)
    return tuple(
        Pointed(mark, str(one.kind), one.certain)
        for one in scan(text)
        for mark in _lines(found[one.start : one.end], page)
    )


def _lines(run: Sequence[Character], page: int) -> list[Mark]:
    """One mark for each line that the characters stand on."""
    lines: list[list[Character]] = []
    for one in run:
        if one.text.isspace() or one.right <= one.left:
            continue
        if lines and one.top < lines[-1][-1].bottom and one.bottom > lines[-1][-1].top:
            lines[-1].append(one)
        else:
            lines.append([one])
    return [_around(line, page) for line in lines]


def _around(line: Sequence[Character], page: int) -> Mark:
    left = max(0.0, min(one.left for one in line) - ACROSS)
    top = max(0.0, min(one.top for one in line) - DOWN)
    right = min(1.0, max(one.right for one in line) + ACROSS)
    bottom = min(1.0, max(one.bottom for one in line) + DOWN)
    return Mark(page, *(round(one, 5) for one in (left, top, right - left, bottom - top)))
