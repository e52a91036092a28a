"""Rows of cells from tables as drawn and from lines of text, in one shape."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from gongkai.documents.blocks import GridCell, TableBlock, TextBlock
from gongkai.domain.reports.annual_report import Place

_GAP = re.compile(r" {2,}|\u3000+|[\xa0\u2002\u2003]+")
# A label, quoted or without commas, and figures or nothing between commas: "规章",0,0,0
_COMMAS = re.compile(
    r"\s*(?:\"[^\"]{1,200}\"|(?:\d{1,2}[.．、]\s*)?[^\",，。\d]{1,60}(?:[（(][^\",]{1,40}[）)])?)"
    r"(?:,\s*(?:\"[^\"]{0,200}\"|-?\d{0,11}(?:\.\d{1,8})?))+\s*\Z"
)
_FILLER = re.compile(r"[|\s]*\|[|\s]*\|[|\s]*\Z")


class SourceCell(NamedTuple):
    """A cell as it stood. `column` counts from 0; `loose`: nothing but blanks held it apart."""

    text: str
    column: int
    place: Place
    span: int = 1
    loose: bool = False


@dataclass(frozen=True)
class SourceRow:
    """A row as it stood. `source` tells tables apart; rows of one shape have their cells alike."""

    cells: tuple[SourceCell, ...]
    source: int
    shape: int
    place: Place
    drawn: bool  # cells were drawn or separated, so an empty one is really empty
    filler: bool = False  # a line of separators alone

    @property
    def raw(self) -> str:
        separator = " | " if self.drawn else " "
        return separator.join(cell.text.strip() for cell in self.cells)


def rows_of_table(table: TableBlock, source: int) -> Iterable[SourceRow]:
    """The rows of a table as drawn; a cell merged over rows stands in its first row."""
    width = table.column_count
    for number, cells in enumerate(table.rows()):
        row_place = table.place._replace(row=number + 1)
        made = tuple(_grid_cell(cell, row_place) for cell in cells)
        if made:
            yield SourceRow(made, source, width, row_place, drawn=True)


def _grid_cell(cell: GridCell, row_place: Place) -> SourceCell:
    place = Place(row_place.page, row_place.table, row_place.row, cell.column + 1)
    return SourceCell(cell.text, cell.column, place, max(1, cell.column_span))


def row_of_line(block: TextBlock, source: int) -> SourceRow:
    """A line of text as a row: cells parted by tabs, pipes or commas, else by runs of blanks."""
    line = block.text
    if "\t" in line:
        return _separated(line.split("\t"), block.place, source)
    if "|" in line or "｜" in line:
        line = line.replace("｜", "|").strip()
        filler = bool(_FILLER.match(line))
        inner = line.removeprefix("|")
        inner = inner.removesuffix("|") if inner else inner
        row = _separated(inner.split("|"), block.place, source)
        return replace(row, filler=filler)
    if _COMMAS.match(line):
        (fields,) = csv.reader([line], skipinitialspace=True)
        return _separated(fields, block.place, source)
    parts = [part for part in _GAP.split(line.strip()) if part.strip()]
    cells = tuple(
        SourceCell(part.strip(), index, block.place, loose=True) for index, part in enumerate(parts)
    )
    return SourceRow(cells, source, 0, block.place, drawn=False)


def _separated(parts: Sequence[str], place: Place, source: int) -> SourceRow:
    cells = tuple(
        SourceCell(
            part.strip(), index, Place(place.page, place.table, place.row, index + 1, place.line)
        )
        for index, part in enumerate(parts)
    )
    return SourceRow(cells, source, len(cells), place, drawn=True)
