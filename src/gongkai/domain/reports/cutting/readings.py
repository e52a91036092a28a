"""All the ways to read one row of figures into a given number of cells."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import comb

# One number a cell, None where the cell is blank.
Reading = tuple[Decimal | None, ...]
# Blocks of neighbouring cells whose last is the sum of the others: 表三 (7,), 表四 (5, 5, 5), 表二 none.
Blocks = tuple[int, ...]

# A row of a real report needs some hundred steps and has some ten readings; what needs more than
# this is no row of figures, and is given up as not whole.
_STEPS = 8_000
_TRIES = 20_000
_KEPT = 400
_DIGITS = 11  # no figure of a report has more
# What may be cut or joined; a sign, a note or a second point makes the row one for a person to read.
_FIGURES = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True)
class Readings:
    """Distinct readings. `complete` is False where the search was stopped by its limit."""

    readings: tuple[Reading, ...]
    complete: bool = True


@dataclass(frozen=True)
class Row:
    """One row with the names of its cells and the ways to read it."""

    cells: tuple[str, ...]
    readings: Readings


def cuts_of(pieces: Sequence[str], width: int, blocks: Blocks = ()) -> Readings:
    """Every way to cut runs of digits into `width` numbers, every block adding up.

    `pieces` are the runs between separators that are certain; a number never crosses one.
    A number has no leading zero and at most eleven digits; a lone 0 is a number; a piece with a
    decimal point is one number. `blocks` are sizes that sum to `width`; without blocks every cut
    is returned. Pieces that are not plain figures leave the row unread: no readings, not complete.
    """
    if not _are_figures(pieces):
        return Readings((), complete=False)
    search = _Cutting(pieces, width, _block_ends(width, blocks))
    found = dict.fromkeys(search.all())
    return Readings(tuple(found)[:_KEPT], complete=not search.exhausted and len(found) <= _KEPT)


def _are_figures(pieces: Sequence[str]) -> bool:
    return all(_FIGURES.fullmatch(piece) for piece in pieces)


def _block_ends(width: int, blocks: Blocks) -> dict[int, int]:
    """Index of the total → index where its block begins."""
    ends: dict[int, int] = {}
    start = 0
    for size in blocks:
        ends[start + size - 1] = start
        start += size
    if blocks and start != width:
        raise ValueError("blocks must cover the row")
    return ends


class _Cutting:
    """Depth first over the end of the next number; stops when its steps are spent."""

    def __init__(self, pieces: Sequence[str], width: int, ends: dict[int, int]) -> None:
        self.text = "".join(pieces)
        self.width = width
        self.ends = ends
        self.steps = _STEPS
        self.exhausted = False
        self.borders: list[int] = []  # for each position, where its piece ends
        self.pieces_after: list[int] = []  # for each position, pieces that begin behind its piece
        end = 0
        for number, piece in enumerate(pieces):
            end += len(piece)
            self.borders += [end] * len(piece)
            self.pieces_after += [len(pieces) - number - 1] * len(piece)
        self.total_of = {
            index: total for total, start in ends.items() for index in range(start, total)
        }

    def all(self) -> Iterator[Reading]:
        for found, numbers in enumerate(self._from(0, ())):
            if found > _KEPT:
                self.exhausted = True
                return
            yield numbers

    def _from(self, position: int, numbers: tuple[Decimal, ...]) -> Iterator[Reading]:
        self.steps -= 1
        if self.steps < 0:
            self.exhausted = True
            return
        left = len(self.text) - position
        index = len(numbers)
        if not left or index == self.width:
            if not left and index == self.width:
                yield numbers
            return
        still = self.width - index
        if not self.pieces_after[position] < still <= left:
            return
        start = self.ends.get(index)
        due = sum(numbers[start:]) if start is not None else None
        for end in self._ends(position):
            number = Decimal(self.text[position:end])
            if due is not None:
                if number != due:
                    continue
            elif index in self.total_of and not self._may_total(index, end, numbers, number):
                continue
            yield from self._from(end, (*numbers, number))

    def _may_total(
        self, index: int, end: int, numbers: tuple[Decimal, ...], number: Decimal
    ) -> bool:
        """Whether enough digits are left for a total not below the numbers so far."""
        total = self.total_of[index]
        so_far = sum(numbers[self.ends[total] :], number)
        room = len(self.text) - end - (total - index - 1) - (self.width - total - 1)
        return room >= len(str(int(so_far)))

    def _ends(self, position: int) -> Iterator[int]:
        border = self.borders[position]
        if "." in self.text[position:border]:
            if position == 0 or self.borders[position - 1] == position:
                yield border
        elif self.text[position] == "0":
            yield position + 1
        else:
            yield from range(position + 1, min(border, position + _DIGITS) + 1)


def repairs_of(numbers: Sequence[str], width: int, blocks: Blocks = ()) -> Readings:
    """Too many numbers: every reading by leaving some out, or by joining two neighbours, that adds up.

    Joining is tried where one number is too many; a joined number has no leading zero.
    """
    surplus = len(numbers) - width
    if surplus < 1:
        raise ValueError("not a surplus")
    if comb(len(numbers), width) > _TRIES or not _are_figures(numbers):
        return Readings((), complete=False)
    adds_up = _test_of(width, blocks)
    exact = [Decimal(one) for one in numbers]
    found: dict[Reading, None] = {}
    for kept in combinations(exact, width):
        if adds_up(kept):
            found[kept] = None
    if surplus == 1:
        for index in range(width):
            left, right = numbers[index : index + 2]
            if left == "0" or "." in left + right:
                continue
            joined = (*exact[:index], Decimal(left + right), *exact[index + 2 :])
            if adds_up(joined):
                found[joined] = None
    return Readings(tuple(found)[:_KEPT], len(found) <= _KEPT)


def placements_of(numbers: Sequence[Decimal], width: int, blocks: Blocks = ()) -> Readings:
    """Too few numbers: every way to place them in order, the other cells blank, that adds up.

    A blank counts as nothing in a sum.
    """
    if comb(width, len(numbers)) > _TRIES:
        return Readings((), complete=False)
    adds_up = _test_of(width, blocks)
    found: dict[Reading, None] = {}
    for places in combinations(range(width), len(numbers)):
        reading: list[Decimal | None] = [None] * width
        for place, number in zip(places, numbers, strict=True):
            reading[place] = number
        if adds_up(tuple(reading)):
            found[tuple(reading)] = None
    return Readings(tuple(found)[:_KEPT], len(found) <= _KEPT)


def _test_of(width: int, blocks: Blocks) -> Callable[[Reading], bool]:
    ends = _block_ends(width, blocks)
    nothing = Decimal(0)

    def adds_up(reading: Reading) -> bool:
        return all(
            sum((one or nothing for one in reading[start:end]), nothing)
            == (reading[end] or nothing)
            for end, start in ends.items()
        )

    return adds_up
