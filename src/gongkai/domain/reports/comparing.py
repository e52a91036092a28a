"""Two reports side by side: what changed in the cells, what changed in the words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cached_property

from gongkai.domain.reports.annual_report import (
    MISSING,
    SECTION_NUMBERS,
    AnnualReport,
    State,
    Value,
)
from gongkai.domain.reports.rewording import (
    ALIKE,
    Change,
    Stretch,
    likeness,
    stretches_of,
)

__all__ = [
    "CellChange",
    "Change",
    "Comparison",
    "ParagraphChange",
    "SectionChange",
    "Stretch",
    "compare",
    "stretches_of",
]

PROSE_SECTIONS = ("preface", *SECTION_NUMBERS, "signature")


@dataclass(frozen=True)
class CellChange:
    """One cell in both reports. `difference` is new - old and `ratio` new / old, where both are numbers.

    `ratio` is None for an old value of zero: nothing can be said as a multiple of nothing.
    """

    cell: str
    label: str
    old: Value
    new: Value

    @property
    def difference(self) -> Decimal | None:
        if self.old.number is None or self.new.number is None:
            return None
        return self.new.number - self.old.number

    @property
    def ratio(self) -> Decimal | None:
        if self.old.number is None or self.new.number is None or self.old.number == 0:
            return None
        return self.new.number / self.old.number

    @property
    def is_changed(self) -> bool:
        """A number that differs, or a number that became a blank, a slash, … or the reverse."""
        if self.old.state is State.NUMBER and self.new.state is State.NUMBER:
            return self.old.number != self.new.number
        if self.old.state is State.TEXT and self.new.state is State.TEXT:
            return self.old.raw != self.new.raw
        return self.old.state is not self.new.state


@dataclass(frozen=True)
class ParagraphChange:
    """A paragraph of the old report, of the new one, or the pair. Positions count from 1 in their section.

    For MOVED, `old_section` says where it stood; `stretches` is filled for CHANGED only.
    """

    change: Change
    old: str | None
    new: str | None
    old_place: int | None = None
    new_place: int | None = None
    old_section: str | None = None
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True)
class SectionChange:
    section: str
    paragraphs: tuple[ParagraphChange, ...]

    @property
    def is_changed(self) -> bool:
        return any(one.change is not Change.SAME for one in self.paragraphs)


@dataclass(frozen=True)
class Comparison:
    """All cells that both forms have, in printing order, and the prose section by section.

    `only_old` and `only_new` are cells that the other year's form does not have.
    """

    old: AnnualReport
    new: AnnualReport
    cells: tuple[CellChange, ...]
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]
    prose: tuple[SectionChange, ...]

    @cached_property
    def changed_cells(self) -> tuple[CellChange, ...]:
        return tuple(one for one in self.cells if one.is_changed)


def compare(old: AnnualReport, new: AnnualReport) -> Comparison:
    """Compare two reports, as a rule last year's and this year's of one organ."""
    shared = [cell for cell in new.form.cells if cell in old.form.cell_set]
    return Comparison(
        old,
        new,
        tuple(
            CellChange(
                cell,
                new.form.label_of(cell),
                old.values.get(cell, MISSING),
                new.values.get(cell, MISSING),
            )
            for cell in shared
        ),
        tuple(cell for cell in old.form.cells if cell not in new.form.cell_set),
        tuple(cell for cell in new.form.cells if cell not in old.form.cell_set),
        tuple(_prose(old, new)),
    )


def _prose(old: AnnualReport, new: AnnualReport) -> Iterator[SectionChange]:
    sections = [
        SectionChange(key, tuple(_paragraphs(_split(old, key), _split(new, key))))
        for key in PROSE_SECTIONS
    ]
    yield from _with_moves([one for one in sections if one.paragraphs])


def _split(report: AnnualReport, section: str) -> list[str]:
    return [line.strip() for line in report.text_of(section).split("\n") if line.strip()]


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _paragraphs(old: list[str], new: list[str]) -> Iterator[ParagraphChange]:
    """Equal paragraphs first; what lies between them is paired by likeness."""
    matcher = SequenceMatcher(
        None, [_squeezed(one) for one in old], [_squeezed(one) for one in new], autojunk=False
    )
    for tag, a, a_end, b, b_end in matcher.get_opcodes():
        if tag == "equal":
            for place in range(a_end - a):
                yield ParagraphChange(
                    Change.SAME, old[a + place], new[b + place], a + place + 1, b + place + 1
                )
            continue
        yield from _between(old, new, range(a, a_end), range(b, b_end))


def _between(
    old: list[str], new: list[str], left: range, right: range
) -> Iterator[ParagraphChange]:
    pairs = dict(_pairs(old, new, left, right))
    taken = set(pairs.values())
    removed = iter([at for at in left if at not in taken])
    waiting = next(removed, None)
    for at in right:
        partner = pairs.get(at)
        while partner is not None and waiting is not None and waiting < partner:
            yield ParagraphChange(Change.REMOVED, old[waiting], None, waiting + 1)
            waiting = next(removed, None)
        if partner is None:
            yield ParagraphChange(Change.ADDED, None, new[at], None, at + 1)
        else:
            stretches = tuple(stretches_of(old[partner], new[at]))
            yield ParagraphChange(
                Change.CHANGED, old[partner], new[at], partner + 1, at + 1, stretches=stretches
            )
    while waiting is not None:
        yield ParagraphChange(Change.REMOVED, old[waiting], None, waiting + 1)
        waiting = next(removed, None)


# Beyond this many pairs of paragraphs between two equal ones, they are paired in order.
_MOST_PAIRS = 400


def _pairs(old: list[str], new: list[str], left: range, right: range) -> Iterator[tuple[int, int]]:
    """(new, old) positions that are the same paragraph rewritten; the order is kept."""
    if len(left) * len(right) > _MOST_PAIRS:
        yield from zip(right, left, strict=False)
        return
    first = left.start
    for at in right:
        best, place = ALIKE, None
        for candidate in range(first, left.stop):
            found = likeness(old[candidate], new[at], best)
            if found > best:
                best, place = found, candidate
        if place is not None:
            yield at, place
            first = place + 1


_SHORTEST_MOVED = 6


def _with_moves(sections: list[SectionChange]) -> Iterator[SectionChange]:
    """A paragraph that was removed in one place and added in another with the same words has moved."""
    removed: dict[str, list[tuple[str, ParagraphChange]]] = {}
    for section in sections:
        for one in section.paragraphs:
            if one.change is Change.REMOVED and one.old and len(one.old) >= _SHORTEST_MOVED:
                removed.setdefault(_squeezed(one.old), []).append((section.section, one))
    gone: set[int] = set()
    moved: dict[int, ParagraphChange] = {}
    for section in sections:
        for one in section.paragraphs:
            waiting = (
                removed.get(_squeezed(one.new)) if one.change is Change.ADDED and one.new else None
            )
            if waiting:
                origin, before = waiting.pop(0)
                gone.add(id(before))
                moved[id(one)] = replace(
                    one,
                    change=Change.MOVED,
                    old=before.old,
                    old_place=before.old_place,
                    old_section=origin,
                )
    for section in sections:
        paragraphs = tuple(
            moved.get(id(one), one) for one in section.paragraphs if id(one) not in gone
        )
        yield SectionChange(section.section, paragraphs)
