"""The equations of the form held against many reports at once, with the same outcomes as one by one.

Cells lie in rows, reports in columns, so that an equation is a sum of whole rows; blocks of reports
are small enough to stay in the processor's cache.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from gongkai.domain.findings import Outcome
from gongkai.domain.reports.equations import Numbers, hold
from gongkai.domain.reports.forms import Equation, Form

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# What the outcomes are called in the array, by place.
OUTCOMES = (Outcome.PASSED, Outcome.FAILED, Outcome.UNANSWERED, Outcome.BROKEN)
PASSED, FAILED, UNANSWERED, BROKEN = range(4)
# Reports in one block: 190 rows of 8 bytes each, so that a block stays in the cache (measured).
BLOCK = 2048
# A sum of all cells of a form stays far below 2**63.
LARGEST = 2**53
_BLANK, _APART = -(2**62), -(2**62) + 1


@dataclass(frozen=True)
class CellBatch:
    """The cells that stand in equations, of many reports on one form.

    `counts`: (cells of `cells_in_equations`, reports), the numbers, 0 for a blank. `blank`: the same
    shape, where no number stands. `apart`: reports with a number that is no whole number below 2**53, kept as they are.
    """

    form: Form
    counts: "NDArray[np.int64]"
    blank: "NDArray[np.bool_]"
    apart: Mapping[int, Numbers]


@cache
def cells_in_equations(form: Form) -> tuple[str, ...]:
    """The cells that some equation holds, in printing order: 表三 and 表四."""
    held = {cell for equation in form.equations for cell in equation.cells}
    return tuple(cell for cell in form.cells if cell in held)


def pack(form: Form, reports: Sequence[Numbers]) -> CellBatch:
    """Lay the numbers of reports into arrays."""
    import numpy as np

    counts = _Counts()
    cells = cells_in_equations(form)
    rows = [[counts[numbers.get(cell)] for cell in cells] for numbers in reports]
    table = np.array(rows, dtype=np.int64).reshape(len(rows), len(cells)).T.copy()
    blank = table == _BLANK
    apart = np.flatnonzero((table == _APART).any(axis=0))
    table[blank | (table == _APART)] = 0
    return CellBatch(form, table, blank, {index: reports[index] for index in apart.tolist()})


def outcomes(batch: CellBatch) -> "NDArray[np.uint8]":
    """The outcome of every equation of the form for every report: (equations, reports).

    The numbers are places in `OUTCOMES`. Equal to `hold` on each report, also where it raises
    (BROKEN); proved by the tests.
    """
    import numpy as np

    size = batch.counts.shape[1]
    made = np.empty((len(batch.form.equations), size), dtype=np.uint8)
    plans = _plans(batch.form)
    for start in range(0, size, BLOCK):
        block = slice(start, min(start + BLOCK, size))
        counts = np.ascontiguousarray(batch.counts[:, block])
        blank = batch.blank[:, block]
        _hold_block(plans, counts, blank if blank.any() else None, made[:, block])
    for index, numbers in batch.apart.items():
        made[:, index] = [_one_outcome(one, numbers) for one in batch.form.equations]
    return made


def _hold_block(
    plans: Sequence[tuple[Any, Any]],
    counts: "NDArray[np.int64]",
    blank: "NDArray[np.bool_] | None",
    made: "NDArray[np.uint8]",
) -> None:
    import numpy as np

    for index, (left, right) in enumerate(plans):
        more = np.add.reduce(counts[left], axis=0) - np.add.reduce(counts[right], axis=0)
        if blank is None:
            np.not_equal(more, 0, out=made[index], casting="unsafe")
            continue
        open_left = np.logical_or.reduce(blank[left], axis=0)
        open_right = np.logical_or.reduce(blank[right], axis=0)
        # A side with a blank can only grow: it fails when it is the larger one already.
        failed = ((more > 0) & ~open_right) | ((more < 0) & ~open_left)
        made[index] = np.where(failed, FAILED, np.where(open_left | open_right, UNANSWERED, PASSED))


def _one_outcome(equation: Equation, numbers: Numbers) -> int:
    try:
        return OUTCOMES.index(hold(equation, numbers).outcome)
    except (ArithmeticError, ValueError):
        return BROKEN


@cache
def _plans(form: Form) -> tuple[tuple[Any, Any], ...]:
    """For each equation the rows of its left and right side: a slice where they lie evenly."""
    place = {cell: index for index, cell in enumerate(cells_in_equations(form))}
    return tuple(
        (
            _evenly([place[one] for one in equation.left]),
            _evenly([place[one] for one in equation.right]),
        )
        for equation in form.equations
    )


def _evenly(places: list[int]) -> Any:
    steps = {later - earlier for earlier, later in zip(places, places[1:], strict=False)}
    if len(places) == 1:
        return slice(places[0], places[0] + 1)
    if len(steps) == 1 and min(steps) > 0:
        return slice(places[0], places[-1] + 1, steps.pop())
    return places


class _Counts(dict[Decimal | None, int]):
    """Decimal to whole number, remembered: reports hold the same small counts again and again."""

    def __missing__(self, number: Decimal | None) -> int:
        if number is None:
            made = _BLANK
        elif number.is_finite() and abs(number) < LARGEST and number == number.to_integral_value():
            made = int(number)
        else:
            made = _APART
        if len(self) < 100_000 and not (number is not None and number.is_nan()):
            self[number] = made
        return made
