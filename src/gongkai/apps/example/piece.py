"""A piece of the example county as plain values: what a writer would have typed, and when it went out."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from gongkai.domain.reports import AnnualReport


class Part(NamedTuple):
    """A paragraph (`p`), a heading (`h2`) or a table (`table`, whose first row is its head)."""

    shape: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class File:
    """An attachment to be made: `format` docx, xlsx or pdf; its contents come from the piece."""

    format: str
    title: str
    # The annual report that this file is; None for a file made from the piece.
    report: AnnualReport | None = None


@dataclass(frozen=True)
class Piece:
    """`organ` and `column` are the organ's folder and the column's code; `at` has its zone."""

    kind: str
    organ: str
    column: str
    title: str
    parts: tuple[Part, ...]
    at: dt.datetime
    summary: str = ""
    keywords: str = ""
    source: str = ""
    author: str = ""
    genre: str = ""
    topic: str = ""
    document_number: str = ""
    made_on: dt.date | None = None
    notice_period_end: dt.date | None = None
    interpretation_form: str = ""
    # The number of the document that an interpretation explains.
    interprets: str = ""
    # A note of correction (a second edition), the reason of a withdrawal.
    corrected: str = ""
    withdrawn: str = ""
    # The body as the editor keeps it, where it is not made of the parts.
    blocks: tuple[dict[str, Any], ...] = ()
    files: tuple[File, ...] = field(default=())

    @property
    def text(self) -> str:
        """The words, a line a paragraph, cells parted by tabs."""
        lines = []
        for part in self.parts:
            lines += ["\t".join(row) for row in part.rows] if part.rows else [part.text]
        return "\n".join(lines)
