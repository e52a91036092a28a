"""The form as a grid of four columns: block, group, item with its unit, what is filled in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

WIDTHS = (24.0, 28.0, 54.0, 50.0)  # mm: the type area of GB/T 9704-2012 is 156 wide


class Row(NamedTuple):
    """One item. `block` or `group` "": the item's name reaches over that column."""

    block: str
    group: str
    label: str
    value: str


class Cell(NamedTuple):
    """A cell as drawn, with its spans."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    is_value: bool


@dataclass(frozen=True)
class Sheet:
    """The whole form. `foot`: name and text of what stands under the table; `day` for the file."""

    title: str
    organ: str
    day: tuple[int, int, int]
    rows: Sequence[Row]
    foot: Sequence[tuple[str, str]]

    def cells(self) -> Iterator[Cell]:
        """Every cell, row by row: equal blocks and groups that follow each other are one cell."""
        for number, one in enumerate(self.rows):
            start = 0
            if one.block:
                if self._begins(number, 1):
                    yield Cell(number, 0, self._length(number, 1), 1, one.block, False)
                start = 1
                if one.group:
                    if self._begins(number, 2):
                        yield Cell(number, 1, self._length(number, 2), 1, one.group, False)
                    start = 2
            yield Cell(number, start, 1, 3 - start, one.label, False)
            yield Cell(number, 3, 1, 1, one.value, True)

    def _begins(self, number: int, depth: int) -> bool:
        return number == 0 or self.rows[number - 1][:depth] != self.rows[number][:depth]

    def _length(self, number: int, depth: int) -> int:
        end = number
        while end < len(self.rows) and self.rows[end][:depth] == self.rows[number][:depth]:
            end += 1
        return end - number
