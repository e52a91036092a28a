"""All the ways to read one row of figures into a given number of cells."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

# One number a cell, None where the cell is blank.
Reading = tuple[Decimal | None, ...]
# Blocks of neighbouring cells whose last is the sum of the others: 表三 (7,), 表四 (5, 5, 5), 表二 none.
Blocks = tuple[int, ...]

_STEPS = 60_000  # search steps a row; a row of a real report needs some hundred
_KEPT = 2_000  # readings kept a row
_DIGITS = 11  # no figure of a report has more


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


class _Budget:
    def __init__(self) -> None:
        self.steps = _STEPS
        self.exhausted = False

    def spend(self) -> bool:
        self.steps -= 1
        if self.steps < 0:
            self.exhausted = True
        return not self.exhausted


def cuts_of(pieces: Sequence[str], width: int, blocks: Blocks = ()) -> Readings:
    """Every way to cut runs of digits into `width` numbers, every block adding up.

    `pieces` are the runs between separators that are certain; a number never crosses one.
    A number has no leading zero; a lone 0 is a number; a piece with a decimal point is one number.
    `blocks` are sizes that sum to `width`; without blocks every cut is returned.
    """
    budget = _Budget()
    ends = _block_ends(width, blocks)
    found: dict[Reading, None] = {}
    for numbers in _cut(tuple(pieces), 0, 0, (), width, ends, budget):
        found[tuple(numbers)] = None
        if len(found) > _KEPT:
            budget.exhausted = True
            break
    return Readings(tuple(found)[:_KEPT], complete=not budget.exhausted)


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


def _cut(
    pieces: tuple[str, ...],
    piece: int,
    offset: int,
    numbers: tuple[Decimal, ...],
    width: int,
    ends: dict[int, int],
    budget: _Budget,
) -> Iterator[tuple[Decimal, ...]]:
    if not budget.spend():
        return
    if piece == len(pieces):
        if len(numbers) == width:
            yield numbers
        return
    remaining_text = len(pieces[piece]) - offset + sum(len(one) for one in pieces[piece + 1 :])
    still = width - len(numbers)
    if still < len(pieces) - piece or still > remaining_text:
        return
    text = pieces[piece]
    for end in _number_ends(text, offset):
        number = Decimal(text[offset:end])
        start = ends.get(len(numbers))
        if start is not None and sum(numbers[start:]) != number:
            continue
        follows = (piece, end) if end < len(text) else (piece + 1, 0)
        yield from _cut(pieces, *follows, (*numbers, number), width, ends, budget)


def _number_ends(text: str, offset: int) -> Iterator[int]:
    if "." in text:
        if offset == 0:
            yield len(text)
    elif text[offset] == "0":
        yield offset + 1
    else:
        yield from range(offset + 1, min(len(text), offset + _DIGITS) + 1)


def repairs_of(numbers: Sequence[str], width: int, blocks: Blocks = ()) -> Readings:
    """Too many numbers: every reading by leaving some out, or by joining two neighbours, that adds up.

    Joining is tried where one number is too many; a joined number has no leading zero.
    """
    surplus = len(numbers) - width
    if surplus < 1:
        raise ValueError("not a surplus")
    adds_up = _test_of(width, blocks)
    found: dict[Reading, None] = {}
    complete = True
    for tried, kept in enumerate(combinations(range(len(numbers)), width)):
        if tried > _STEPS:
            complete = False
            break
        reading = tuple(Decimal(numbers[index]) for index in kept)
        if adds_up(reading):
            found[reading] = None
    if surplus == 1:
        for index in range(width):
            left, right = numbers[index : index + 2]
            if left == "0" or "." in left + right:
                continue
            joined = [*numbers[:index], left + right, *numbers[index + 2 :]]
            reading = tuple(Decimal(one) for one in joined)
            if adds_up(reading):
                found[reading] = None
    return Readings(tuple(found)[:_KEPT], complete and len(found) <= _KEPT)


def placements_of(numbers: Sequence[Decimal], width: int, blocks: Blocks = ()) -> Readings:
    """Too few numbers: every way to place them in order, the other cells blank, that adds up.

    A blank counts as nothing in a sum.
    """
    adds_up = _test_of(width, blocks)
    found: dict[Reading, None] = {}
    complete = True
    for tried, places in enumerate(combinations(range(width), len(numbers))):
        if tried > _STEPS:
            complete = False
            break
        reading: list[Decimal | None] = [None] * width
        for place, number in zip(places, numbers, strict=True):
            reading[place] = number
        if adds_up(tuple(reading)):
            found[tuple(reading)] = None
    return Readings(tuple(found)[:_KEPT], complete and len(found) <= _KEPT)


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
