"""Marks over prose: which stretches of a section's text a finding quotes, cut so that they nest."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.domain.findings import Finding, Quote
from gongkai.domain.reports.annual_report import AnnualReport


@dataclass(frozen=True)
class Mark:
    """Characters `start` to `end` of a section's text, quoted as the `place`-th by finding `number`."""

    section: str
    start: int
    end: int
    number: int
    place: int


@dataclass(frozen=True)
class Piece:
    """A stretch of text that lies wholly inside, or wholly outside, each of its marks.

    `first` and `last` are those of the marks that begin and end with this piece.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    first: tuple[Mark, ...] = ()
    last: tuple[Mark, ...] = ()


def marks_of(report: AnnualReport, findings: Sequence[Finding]) -> dict[str, list[Mark]]:
    """Marks by section. A quote that is not found, or found in several places, is left out."""
    found: dict[str, list[Mark]] = {}
    for number, finding in enumerate(findings, start=1):
        for place, quote in enumerate(finding.quotes, start=1):
            stretch = _stretch(report.text_of(quote.section), quote)
            if stretch is not None:
                mark = Mark(quote.section, *stretch, number, place)
                found.setdefault(quote.section, []).append(mark)
    return found


def _stretch(text: str, quote: Quote) -> tuple[int, int] | None:
    if not quote.text.strip():
        return None
    if quote.start is not None and quote.end is not None:
        there = text[quote.start : quote.end]
        if there and _squeezed(there) == _squeezed(quote.text):
            return quote.start, quote.end
    first = text.find(quote.text)
    if first < 0 or text.find(quote.text, first + 1) >= 0:
        return None
    return first, first + len(quote.text)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def pieces(text: str, offset: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    """Cut a paragraph that begins at `offset` of its section at every begin and end of a mark.

    Where marks overlap, a piece carries all of them, the lower finding number outside.
    """
    end = offset + len(text)
    here = sorted(
        (one for one in marks if one.start < end and one.end > offset),
        key=lambda one: (one.number, one.place),
    )
    bounds = {offset, end}
    for mark in here:
        bounds |= {max(mark.start, offset), min(mark.end, end)}
    edges = sorted(bounds)
    for left, right in zip(edges, edges[1:], strict=False):
        over = tuple(one for one in here if one.start < right and one.end > left)
        yield Piece(
            text[left - offset : right - offset],
            over,
            tuple(one for one in over if max(one.start, offset) == left and one.start >= offset),
            tuple(one for one in over if one.end == right),
        )
