"""Characters placed on pages (PDF, OFD) to lines, and lines to paragraphs.

Lengths are points from the top left corner of the page.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.documents.blocks import TextBlock
from gongkai.documents.formats.radicals import without_radicals
from gongkai.domain.reports.annual_report import Place


@dataclass(frozen=True, slots=True)
class Piece:
    """A character or a run of characters, upright and in one line."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    page: int
    number: int  # on its page, from 1

    @property
    def size(self) -> float:
        return self.bottom - self.top


_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u200b-\u200d\u00ad\ufeff]")
_HAN = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef〇“”‘’—…"
_SPACE_IN_HAN = re.compile(f"(?<=[{_HAN}]) +(?=[{_HAN}])")
_GAP = 0.22  # of the size: between Latin words or figures
_WIDE_GAP = 1.6  # of the size: between columns of a table without lines
_WIDE = "   "
_PAGE_NUMBER = re.compile(
    r"[\s—–\-－_·~―]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[,，/]?\s*共?\s*\d{1,4}\s*页?)?[\s—–\-－_·~―]*$"
)
_MARGIN = 0.12  # of the page height: where page numbers and running heads stand (GB/T 9704: 35 mm)
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")


def clean(text: str) -> str:
    """Radicals as characters; control characters and halves of characters left out."""
    text = _ODD.sub("", text.replace("\u00a0", " ").replace("\t", " ").replace("\n", " "))
    return without_radicals(text)


def lines_of(pieces: Iterable[Piece], page: int = 1) -> list[Line]:
    """The pieces as lines from top to bottom; bold faked by printing twice is read once."""
    rows: list[list[Piece]] = []
    for piece in sorted(_once(pieces), key=lambda one: (one.middle, one.x0)):
        if rows and _same_row(rows[-1], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    lines: list[Line] = []
    for row in rows:
        # By the middle: a “ that type-setting moved half an em to the left begins before its neighbour.
        row.sort(key=lambda one: one.x0 + one.x1)
        text = _joined(row)
        if text:
            shown = [one for one in row if one.text.strip()]
            lines.append(
                Line(
                    text, shown[0].x0, max(one.x1 for one in shown), min(one.top for one in shown),
                    max(one.bottom for one in shown), page, len(lines) + 1,
                )
            )  # fmt: skip
    return lines


def _once(pieces: Iterable[Piece]) -> list[Piece]:
    """Left out: blanks, and what is printed again at almost the same spot."""
    seen: set[tuple[str, int, int]] = set()
    kept = []
    for piece in pieces:
        key = (piece.text, round(piece.x0), round(piece.middle))
        if key not in seen:
            seen.add(key)
            kept.append(piece)
    return kept


def _same_row(row: list[Piece], piece: Piece) -> bool:
    """Whether the middle lies within a third of the smaller one's height of the row's last piece."""
    last = row[-1]
    return abs(piece.middle - last.middle) <= max(min(piece.size, last.size) * 0.4, 1.0)


def _joined(row: list[Piece]) -> str:
    parts: list[str] = []
    before: Piece | None = None
    for piece in row:
        if before is not None and parts:
            gap = piece.x0 - before.x1
            size = max(min(piece.size, before.size), 1.0)
            if gap > _WIDE_GAP * size:
                parts.append(_WIDE)
            elif gap > _GAP * size and before.text[-1:].isascii() and piece.text[:1].isascii():
                parts.append(" ")
        parts.append(piece.text)
        if piece.text.strip():
            before = piece
    text = re.sub(f" {{{len(_WIDE)},}}", "\t", "".join(parts))
    text = re.sub(" +", " ", _SPACE_IN_HAN.sub("", text))
    return text.replace("\t", _WIDE).strip()


def without_margins(pages: Sequence[tuple[float, list[Line]]]) -> list[list[Line]]:
    """The lines of each page (height, lines) without page numbers and running heads.

    A page number is the first or last line; a running head stands in the margin with the same text,
    but for its figures, on at least three pages and on half of them. The top of the first page stays:
    what runs on over the pages may be the title.
    """
    heads: Counter[str] = Counter()
    for height, lines in pages:
        heads.update({_pattern(line) for line in lines if _in_margin(line, height)})
    often = max(3, (len(pages) + 1) // 2)

    def dropped(line: Line, height: float, count: int, first: bool) -> bool:
        if not _in_margin(line, height):
            return False
        if line.number in (1, count) and _PAGE_NUMBER.match(line.text):
            return True
        return heads[_pattern(line)] >= often and not (first and line.top < height / 2)

    return [
        [line for line in lines if not dropped(line, height, len(lines), index == 0)]
        for index, (height, lines) in enumerate(pages)
    ]


def _pattern(line: Line) -> str:
    """The text without its figures (第3页, 2/6), if enough is left to know it by; else the text."""
    text = re.sub(r"\d+", "#", line.text)
    return text if len(re.sub(r"[\W#_]", "", text)) >= 4 else line.text


def _in_margin(line: Line, height: float) -> bool:
    return line.bottom < height * _MARGIN or line.top > height * (1 - _MARGIN)


class Paragraphs:
    """Joins the lines of running text; a table or the end of the text closes the paragraph."""

    def __init__(self, body: float) -> None:
        self.blocks: list[TextBlock] = []
        self._body = body  # the size of most lines
        self._parts: list[str] = []
        self._first: Line | None = None
        self._last: Line | None = None

    def add(self, line: Line, left: float, right: float) -> None:
        """A line of a page whose text reaches from `left` to `right`."""
        if (
            self._last is not None
            and not _continues(self._last, line, left, right)
            and not _same_title(self._last, line, (left + right) / 2, self._body)
        ):
            self.close()
        if self._first is None:
            self._first = line
        self._parts.append(line.text)
        self._last = line

    def close(self) -> None:
        if self._first is not None:
            place = Place(page=self._first.page, line=self._first.number)
            self.blocks.append(TextBlock(_run_on(self._parts), place))
        self._parts, self._first, self._last = [], None, None


def _run_on(parts: list[str]) -> str:
    text = parts[0]
    for part in parts[1:]:
        latin = (
            text[-1:].isascii()
            and text[-1:].isalpha()
            and part[:1].isascii()
            and part[:1].isalpha()
        )
        text += " " + part if latin else part
    return text


def _continues(last: Line, line: Line, left: float, right: float) -> bool:
    """Whether a line goes on with the paragraph: the line before is full, this one not set in."""
    size = max(min(last.size, line.size), 1.0)
    if abs(last.size - line.size) > 0.25 * size or _WIDE in last.text or _WIDE in line.text:
        return False
    if _NUMBERED.match(line.text):
        return False
    if line.page == last.page and not -0.5 * size < line.top - last.bottom < 1.6 * size:
        return False
    return last.x1 >= right - 2.3 * size and line.x0 <= left + 1.2 * size


def _same_title(last: Line, line: Line, middle: float, body: float) -> bool:
    """Whether two lines are one title: centred, of the same size, and larger than the text."""
    size = last.size
    return (
        size > 1.15 * body
        and abs(line.size - size) < 0.12 * size
        and line.page == last.page
        and line.top - last.bottom < 1.2 * size
        and all(abs((one.x0 + one.x1) / 2 - middle) < 1.5 * size for one in (last, line))
        and not _NUMBERED.match(line.text)
    )


def body_size(lines: Sequence[Line]) -> float:
    """The height of most characters of running text, in points."""
    sizes = sorted(line.size for line in lines for _ in line.text)
    return sizes[len(sizes) // 2] if sizes else 0.0


def text_edges(lines: Sequence[Line], elsewhere: Sequence[Line] = ()) -> tuple[float, float]:
    """(left, right) edge of the running text of a page, from its longer lines.

    A page without any, such as one with nothing but the signature, has the edges of `elsewhere`.
    """
    long = [line for line in lines if len(line.text) >= 12 and _WIDE not in line.text]
    if not long and elsewhere:
        return text_edges(elsewhere)
    long = long or list(lines)
    if not long:
        return 0.0, 0.0
    return min(line.x0 for line in long), sorted(line.x1 for line in long)[len(long) * 9 // 10]
