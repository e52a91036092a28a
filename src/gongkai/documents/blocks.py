"""A foreign file as paragraphs and tables, in reading order: what every format is read into."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from gongkai.domain.reports.annual_report import NOWHERE, Place


class TextBlock(NamedTuple):
    """One paragraph, or one line of a text file (tabs and runs of spaces kept).

    `level` is the heading depth where the file marks one (h1 … h6, Heading 1 …, #), else None.
    """

    text: str
    place: Place = NOWHERE
    level: int | None = None


class GridCell(NamedTuple):
    """One cell of a table as drawn: its text, its place in the grid from 0, and its spans.

    Lines and paragraphs inside the cell are parted by a line feed, never run together: two figures
    one above the other are two figures. Blank cells, those with a no-break space too, hold "".
    """

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True)
class TableBlock:
    """A table as drawn, merged cells kept as one cell with spans."""

    cells: tuple[GridCell, ...]
    row_count: int
    column_count: int
    place: Place = NOWHERE

    def rows(self) -> Iterator[list[GridCell]]:
        """The cells that begin in each row, from left to right."""
        by_row: list[list[GridCell]] = [[] for _ in range(self.row_count)]
        for cell in sorted(self.cells, key=lambda one: (one.row, one.column)):
            by_row[cell.row].append(cell)
        yield from by_row


Block = TextBlock | TableBlock


@dataclass(frozen=True)
class Document:
    """What a file holds. `media_type` by content, not by name. `title` from the file's own metadata."""

    media_type: str
    blocks: tuple[Block, ...]
    title: str = ""
    # Sentences in Chinese that a person should know: 第3页没有文字层, 有2个隐藏工作表未读 …
    remarks: tuple[str, ...] = ()
