"""What was found in a file: parts with places, and what could not be examined."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

# `shown`: whoever opens the file sees it. `aside`: comments, notes, properties. `hidden`: only who looks for it.
Layer = Literal["shown", "aside", "hidden"]


@dataclass(frozen=True)
class Part:
    """One stretch of text, or one table with its rows.

    `place` names it in Chinese (正文, 工作表“名单”, 第3页). `unit`: what a line of `text` is (段, 行); empty
    where lines are not counted. Of a table, `numbers` are the rows' own numbers from 1; `is_sheet`:
    columns are named by letters; `hidden_rows` and `hidden_columns` count from 1.
    """

    place: str
    text: str = ""
    unit: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    numbers: tuple[int, ...] = ()
    is_sheet: bool = False
    layer: Layer = "shown"
    hidden_rows: frozenset[int] = field(default_factory=frozenset)
    hidden_columns: frozenset[int] = field(default_factory=frozenset)

    def at(self, offset: int) -> str:
        """The place of a character of `text`."""
        return (
            f"{self.place}第{self.text.count(chr(10), 0, offset) + 1}{self.unit}"
            if self.unit
            else self.place
        )

    def cell(self, row: int, column: int) -> str:
        """The place of a cell of `rows`, both counted from 0: 工作表“名单”（隐藏）第12行C列."""
        number = self.numbers[row] if self.numbers else row + 1
        named = f"{letters(column + 1)}列" if self.is_sheet else f"第{column + 1}列"
        said = [
            word
            for word, hidden in (
                ("隐藏行", number in self.hidden_rows),
                ("隐藏列", column + 1 in self.hidden_columns),
            )
            if hidden
        ]
        return f"{self.place}第{number}行{named}" + (f"（{'、'.join(said)}）" if said else "")


@dataclass(frozen=True)
class Contents:
    """A file's parts in reading order. `gaps`: sentences about what could not be examined."""

    parts: tuple[Part, ...] = ()
    gaps: tuple[str, ...] = ()

    def text(self, most: int) -> str:
        """What whoever opens the file sees, at most `most` characters: for search."""
        lines: list[str] = []
        left = most
        for line in self._lines():
            if left <= 0:
                break
            lines.append(line[:left])
            left -= len(line) + 1
        return "\n".join(lines)

    def _lines(self) -> Iterator[str]:
        for part in self.parts:
            if part.layer != "shown":
                continue
            yield from (line for line in part.text.split("\n") if line.strip())
            for number, row in enumerate(part.rows):
                if part.numbers and part.numbers[number] in part.hidden_rows:
                    continue
                cells = [
                    cell
                    for column, cell in enumerate(row, 1)
                    if cell.strip() and column not in part.hidden_columns
                ]
                if cells:
                    yield "\t".join(cells)

    def hidden_places(self) -> list[str]:
        """What somebody who opens the file does not see, by place."""
        places = [part.place for part in self.parts if part.layer == "hidden"]
        for part in self.parts:
            if part.layer == "shown" and part.hidden_rows:
                places.append(f"{part.place}的隐藏行（{len(part.hidden_rows)}行）")
            if part.layer == "shown" and part.hidden_columns:
                places.append(f"{part.place}的隐藏列（{len(part.hidden_columns)}列）")
        return list(dict.fromkeys(places))

    def inside(self, outer: str) -> "Contents":
        """The same as part of a larger file: `outer` stands before every place."""
        return Contents(
            tuple(replace(part, place=f"{outer}{part.place}") for part in self.parts),
            tuple(f"{outer}：{gap}" for gap in self.gaps),
        )


def joined(many: list[Contents]) -> Contents:
    """One after the other."""
    return Contents(
        tuple(part for one in many for part in one.parts),
        tuple(dict.fromkeys(gap for one in many for gap in one.gaps)),
    )


def letters(column: int) -> str:
    """1 → A, 27 → AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
