"""An annual report as data: who, which year, the prose, the cells, and where each came from."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from gongkai.domain.reports.forms import Form, load_form

SECTION_NUMBERS = ("一", "二", "三", "四", "五", "六")
SCHEMA = "gongkai.report/1"


class State(StrEnum):
    """What stands in a cell. Blank, slash, dash, zero and unread are five different things."""

    NUMBER = "number"
    BLANK = "blank"  # the cell is there and empty
    SLASH = "slash"  # "/" or "\\"
    DASH = "dash"  # "—", "-", "－"
    TEXT = "text"  # something that is not a number: 无, 见附件
    UNREAD = "unread"  # figures are there but cannot be assigned to this cell with certainty
    MISSING = "missing"  # no such cell was found in the file


# A report holds some hundreds of these; named tuples are made three times as fast as frozen dataclasses.
class Place(NamedTuple):
    """Where a value or a passage stood in the file. Counted from 1; None where it does not apply."""

    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None

    def describe(self) -> str:
        """第3页第2个表格第5行第4列 / 第12行."""
        parts = [
            (self.page, "第{}页"),
            (self.table, "第{}个表格"),
            (self.row if self.row is not None else self.line, "第{}行"),
            (self.column, "第{}列"),
        ]
        return "".join(form.format(value) for value, form in parts if value is not None)


NOWHERE = Place()


class Value(NamedTuple):
    """One cell: its state, the number if it is one, the raw text, a note, and its place.

    `number` is a Decimal (never a float); it may be negative or fractional, which a rule reports.
    `note` is what stands beside the number: `22（其中修订16件）` is 22 with the note 其中修订16件.
    """

    state: State
    number: Decimal | None = None
    raw: str = ""
    note: str = ""
    place: Place = NOWHERE

    @classmethod
    def of(cls, number: Decimal | int | float | None, raw: str = "") -> "Value":
        """A number, or a blank where it is None."""
        if number is None:
            return cls(State.BLANK)
        exact = number if isinstance(number, Decimal) else Decimal(str(number))
        return cls(State.NUMBER, exact, raw or format_number(exact))


MISSING = Value(State.MISSING)


class Paragraph(NamedTuple):
    """One paragraph of prose: text without line breaks, and its place in the file."""

    text: str
    place: Place = NOWHERE


@dataclass(frozen=True)
class Section:
    """One of the six sections: the heading as printed (None if it is missing) and its paragraphs.

    `heading` has no number: 总体情况. `heading_raw` is the printed line. Tables are not in `paragraphs`.
    """

    number: str
    heading: str | None
    heading_raw: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    place: Place = NOWHERE

    @cached_property
    def text(self) -> str:
        """The paragraphs joined by line feeds; offsets in quotes are into this string."""
        return "\n".join(one.text for one in self.paragraphs)


class ObservationKind(StrEnum):
    """What the reader saw and a rule must judge; the reader itself judges nothing."""

    SURPLUS = "surplus"  # more values in a row than the form has columns
    SHORTAGE = "shortage"  # fewer values than columns, and which are missing is not certain
    AMBIGUOUS = "ambiguous"  # figures that can be assigned in several ways
    RESOLVED = "resolved"  # run-together figures cut in the only way that satisfies the equations
    ROW_MISSING = "row-missing"
    ROW_SURPLUS = "row-surplus"  # a row the form does not have (小计, 其他主动公开文件)
    TABLE_MISSING = "table-missing"
    LABEL = "label"  # a label that differs from the form's
    HEADING = "heading"  # a section heading that differs from the form's
    SECTION_MISSING = "section-missing"
    SECTION_ORDER = "section-order"
    OTHER_FORM = "other-form"  # a table drawn on the form of another year


@dataclass(frozen=True)
class Observation:
    """A fact of reading. `raw` is the row, label or heading as printed; `expected` is the form's.

    `alternatives`: the assignments that satisfy every equation, each a mapping of cells to numbers.
    `complete` says whether `alternatives` is proved to be the whole list.
    """

    kind: ObservationKind
    message: str
    raw: str = ""
    expected: str = ""
    table: str | None = None  # t2, t3, t4
    section: str | None = None
    cells: tuple[str, ...] = ()
    alternatives: tuple[Mapping[str, Decimal], ...] = ()
    complete: bool = True
    place: Place = NOWHERE


@dataclass(frozen=True)
class AnnualReport:
    """A 政府信息公开工作年度报告 as read, compiled or sent in."""

    title: str
    organ: str
    year: int | None
    form: Form
    preface: tuple[Paragraph, ...]
    sections: Mapping[str, Section]  # by number; a section that is missing is absent
    values: Mapping[str, Value]  # by cell name; a cell that was not found is absent
    signature: tuple[Paragraph, ...] = ()  # 落款: organ and day, after section 六
    observations: tuple[Observation, ...] = ()

    def value(self, cell: str) -> Value:
        """The cell's value; MISSING where it was not found. Raises KeyError for a cell not of the form."""
        if cell not in self.form.cell_set:
            raise KeyError(cell)
        return self.values.get(cell, MISSING)

    def number(self, cell: str) -> Decimal | None:
        """The number in the cell, or None where there is none (whatever the reason)."""
        one = self.values.get(cell)
        return one.number if one is not None else None

    def numbers(self) -> dict[str, Decimal | None]:
        """Every cell of the form in printing order; None where there is no number."""
        values = self.values
        return {cell: values.get(cell, MISSING).number for cell in self.form.cells}

    def text_of(self, section: str) -> str:
        """Prose of "preface", "title", "signature" or a section number; "" where it is missing."""
        if section == "title":
            return self.title
        if section in ("preface", "signature"):
            return self._around[section]
        found = self.sections.get(section)
        return found.text if found is not None else ""

    @cached_property
    def _around(self) -> dict[str, str]:
        """The text before and after the sections."""
        parts = {"preface": self.preface, "signature": self.signature}
        return {key: "\n".join(one.text for one in part) for key, part in parts.items()}

    def prose(self) -> dict[str, str]:
        """All prose by section key, in reading order, the empty ones left out."""
        keys = ("preface", *SECTION_NUMBERS, "signature")
        texts = {key: self.text_of(key) for key in keys}
        return {key: text for key, text in texts.items() if text}

    def to_dict(self) -> dict[str, Any]:
        """The JSON form `gongkai.report/1`; numbers are int, or float for decimals, blank is None."""
        return {
            "schema": SCHEMA,
            "title": self.title,
            "organ": self.organ,
            "year": self.year,
            "format": self.form.key,
            "preface": self.text_of("preface"),
            "sections": {
                number: self.sections[number].text
                for number in SECTION_NUMBERS
                if number in self.sections
            },
            "signature": self.text_of("signature"),
            "cells": self.cells_for_output(),
        }

    def cells_for_output(self) -> dict[str, int | float | None]:
        """Cells with plain numbers, and beside the 2019 form's own names the positional ones."""
        cells = {cell: plain_number(self.number(cell)) for cell in self.form.cells}
        for own, positional in self.form.positional_names.items():
            cells[positional] = cells[own]
        return cells


def plain_number(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def format_number(number: Decimal) -> str:
    """As it is printed in a table: no exponent, no trailing zeros added."""
    return format(number, "f")


def report_from_cells(
    cells: Mapping[str, Decimal | int | float | None],
    *,
    organ: str = "示例县人民政府",
    year: int | None = 2025,
    form: str = "2021",
    title: str = "",
    preface: str = "",
    sections: Mapping[str, str] | None = None,
    signature: str = "",
) -> AnnualReport:
    """A report made of plain values: compiled, sent in, or written by hand in a test.

    Cells not named are MISSING; None is a blank. Section texts may have several lines.
    """
    chosen = load_form(form)
    made = {
        number: Section(
            number,
            chosen.section(number).heading,
            f"{number}、{chosen.section(number).heading}",
            paragraphs_of(text),
        )
        for number, text in (sections or {}).items()
    }
    return AnnualReport(
        title=title or (chosen.title.format(organ=organ, year=year) if year else organ),
        organ=organ,
        year=year,
        form=chosen,
        preface=paragraphs_of(preface),
        sections=made,
        values={cell: Value.of(number) for cell, number in cells.items()},
        signature=paragraphs_of(signature),
    )


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """Split a text into paragraphs at line feeds; empty lines are left out."""
    return tuple(Paragraph(line.strip()) for line in text.splitlines() if line.strip())
