"""Pages of A4 with the type area of GB/T 9704-2012, filled from top to bottom. All lengths in mm."""

from dataclasses import dataclass, field

from gongkai.documents.rendering.ofd.lines import Line, broken_lines
from gongkai.documents.rendering.ofd.typefaces import ASCENT, MM_PER_POINT, Typeface

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
LEFT, TOP, WIDTH, HEIGHT = 28.0, 37.0, 156.0, 225.0
BODY, TITLE, NUMBER, MARK = 16.0, 22.0, 14.0, 12.0  # points: 3号, 2号, 4号, 小4号
PITCH = 28.0 * MM_PER_POINT
TITLE_PITCH = 36.0 * MM_PER_POINT


@dataclass(frozen=True)
class TextItem:
    """A line of text at `x`, its baseline at `y`; `weight` is the width of an outline drawn round it."""

    x: float
    y: float
    size: float  # points
    face: Typeface
    line: Line
    weight: float = 0.0


@dataclass(frozen=True)
class RuleItem:
    """A straight rule from (x, y) to (x2, y2)."""

    x: float
    y: float
    x2: float
    y2: float
    width: float


@dataclass
class Page:
    texts: list[TextItem] = field(default_factory=list)
    rules: list[RuleItem] = field(default_factory=list)


@dataclass(frozen=True)
class Bookmark:
    title: str
    page: int
    top: float


class Pages:
    """The pages so far; `y` is where the next thing begins."""

    def __init__(self) -> None:
        self.pages = [Page()]
        self.bookmarks: list[Bookmark] = []
        self.y = TOP

    @property
    def page(self) -> Page:
        return self.pages[-1]

    @property
    def left_over(self) -> float:
        """Height that is free on this page."""
        return TOP + HEIGHT - self.y

    def turn(self) -> None:
        """Begin a new page, unless this one is empty."""
        if self.page.texts or self.page.rules:
            self.pages.append(Page())
            self.y = TOP

    def need(self, height: float) -> None:
        """Turn the page where `height` is not free."""
        if self.left_over < height - 1e-6:
            self.turn()

    def gap(self, height: float) -> None:
        """Empty space; none at the top of a page."""
        if self.page.texts or self.page.rules:
            self.y += height

    def put(
        self, line: Line, x: float, face: Typeface, size: float, pitch: float, weight: float = 0.0
    ) -> None:
        """One line in the middle of a strip `pitch` high."""
        self.need(pitch)
        em = size * MM_PER_POINT
        baseline = self.y + (pitch - em) / 2 + ASCENT * em
        self.page.texts.append(TextItem(x + line.indent, baseline, size, face, line, weight))
        self.y += pitch

    def paragraph(self, text: str, face: Typeface, *, weight: float = 0.0, keep: int = 0) -> None:
        """A paragraph of the text: two characters in, justified; `keep` lines must follow it."""
        indent = 2 * BODY * MM_PER_POINT
        lines = broken_lines(text, face, BODY, WIDTH, indent=indent, justify=True)
        if keep:
            self.need((len(lines) + keep) * PITCH)
        for line in lines:
            self.put(line, LEFT, face, BODY, PITCH, weight)

    def centred(self, text: str, face: Typeface, size: float, pitch: float, weight: float) -> None:
        for line in broken_lines(text, face, size, WIDTH):
            self.put(line, LEFT + (WIDTH - line.width) / 2, face, size, pitch, weight)

    def flush_right(self, text: str, face: Typeface) -> None:
        """A line of the signature, two characters from the right edge."""
        room = WIDTH - 2 * BODY * MM_PER_POINT
        for line in broken_lines(text, face, BODY, room):
            self.put(line, LEFT + room - line.width, face, BODY, PITCH)

    def add_bookmark(self, title: str) -> None:
        self.bookmarks.append(Bookmark(title, len(self.pages) - 1, self.y))

    def number(self, face: Typeface) -> None:
        """— 1 — on every page, 7 mm under the type area."""
        em = NUMBER * MM_PER_POINT
        for number, page in enumerate(self.pages, start=1):
            line = broken_lines(f"— {number} —", face, NUMBER, WIDTH)[0]
            x = LEFT + (WIDTH - line.width) / 2
            baseline = TOP + HEIGHT + 7.0 + ASCENT * em
            page.texts.append(TextItem(x, baseline, NUMBER, face, line))

    def mark(self, word: str, face: Typeface) -> None:
        """A word at the right, over the type area of every page."""
        em = MARK * MM_PER_POINT
        line = broken_lines(word, face, MARK, WIDTH)[0]
        for page in self.pages:
            baseline = TOP - 15.0 + ASCENT * em
            page.texts.append(TextItem(LEFT + WIDTH - line.width, baseline, MARK, face, line))
