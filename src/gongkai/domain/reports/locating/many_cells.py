"""Smallest repairs of any size, with or without blanks: an integer program (HiGHS through SciPy).

One binary for each cell says whether it is changed; the smallest sets are listed one after another,
each shut out by a cut before the next is sought. Every answer is checked again in whole numbers.
"""

import os
from dataclasses import dataclass
from typing import Any

from gongkai.domain.reports.locating.few_cells import Change
from gongkai.domain.reports.locating.repair import PRICE_OF_DETAIL, PRICE_OF_TOTAL
from gongkai.domain.reports.locating.system import System
from gongkai.domain.reports.locating.unknowns import Contradiction, Range, narrow

# Above this a rounding of the solver could hide a change of one; such counts are left to a person.
LARGEST_COUNT = 2_000_000
# Of the processor, for one set; the first that takes longer ends the listing.
SECONDS = 1.0
LONGEST_WAIT = 9.0  # seconds of the clock for one set
_STOPPED = 1  # SciPy's status: a limit was reached


@dataclass(frozen=True)
class Listing:
    """The smallest sets found; `complete` when it is proved that there are no others."""

    changes: tuple[Change, ...]
    complete: bool


def smallest_changes(system: System, limit: int) -> Listing:
    """List up to `limit` smallest sets of cells whose change satisfies all equations."""
    if max(system.printed.values(), default=0) > LARGEST_COUNT:
        return Listing((), False)
    program = _Program(system)
    found: list[Change] = []
    while len(found) < limit:
        answer = program.solve()
        if answer.changed is None:
            return Listing(tuple(found), answer.proved)
        if not found:
            program.no_larger_than(len(answer.changed))
        change = _values(system, answer.changed)
        if change is None:
            return Listing(tuple(found), False)
        found.append(change)
        program.shut_out(answer.changed)
    last = program.solve()
    return Listing(tuple(found), last.changed is None and last.proved)


def _values(system: System, changed: frozenset[str]) -> Change | None:
    """The new values of the changed cells, None where several fit; None at all if none fit."""
    start = {cell: Range() for cell in system.blanks | changed}
    try:
        ranges = narrow(system.equations, system.printed, start)
    except Contradiction:
        return None
    order = [cell for cell in system.signs if cell in changed]
    return {cell: ranges[cell].low if ranges[cell].fixed else None for cell in order}


@dataclass(frozen=True)
class _Answer:
    """`changed` is None when there is no further set (`proved`) or none was found in time."""

    changed: frozenset[str] | None
    proved: bool


class _Program:
    """Variables: rise, fall and a 0/1 flag of each printed count; then the count of each unknown.

    Changes, not values, are the variables: they are of the size of what does not add up, however
    large the printed counts are, and that keeps the flags' bounds tight.
    """

    def __init__(self, system: System) -> None:
        import numpy as np

        self.system = system
        self.printed = list(system.printed)
        self.unknown = sorted(system.unknown)
        self.rise = {cell: i for i, cell in enumerate(self.printed)}
        self.fall = {cell: i + len(self.printed) for cell, i in self.rise.items()}
        self.flag = {cell: i + 2 * len(self.printed) for cell, i in self.rise.items()}
        self.count = {cell: i + 3 * len(self.printed) for i, cell in enumerate(self.unknown)}
        self.size = 3 * len(self.printed) + len(self.unknown)
        self.largest = 2 * sum(abs(residual) for residual in system.residuals) + 1
        self.cost = np.zeros(self.size)
        for cell, place in self.flag.items():
            # A little less for a total: it only orders sets of one size.
            less = PRICE_OF_DETAIL - PRICE_OF_TOTAL if cell.endswith(".total") else 0.0
            self.cost[place] = 1.0 - less / 100
        self.rows: list[Any] = []
        self.low: list[float] = []
        self.high: list[float] = []
        self._tie_flags()
        for index in range(len(system.equations)):
            self._lay_equation(index)

    def _add(self, terms: dict[int, float], low: float, high: float) -> None:
        import numpy as np

        row = np.zeros(self.size)
        for place, factor in terms.items():
            row[place] = factor
        self.rows.append(row)
        self.low.append(low)
        self.high.append(high)

    def _tie_flags(self) -> None:
        for cell, flag in self.flag.items():
            fall = min(self.system.printed[cell], self.largest)
            self._add({self.rise[cell]: 1.0, flag: -float(self.largest)}, float("-inf"), 0.0)
            self._add({self.fall[cell]: 1.0, flag: -float(fall)}, float("-inf"), 0.0)

    def _lay_equation(self, index: int) -> None:
        system = self.system
        terms: dict[int, float] = {}
        for cell in system.equations[index].cells:
            sign = float(system.signs[cell][index])
            if cell in self.count:
                terms[self.count[cell]] = sign
            else:
                terms[self.rise[cell]], terms[self.fall[cell]] = sign, -sign
        residual = system.residuals[index]
        self._add(terms, -float(residual), -float(residual))
        if any(cell in self.count for cell in system.equations[index].cells):
            return
        # What every repair satisfies anyway, said outright so that the solver need not find it:
        # a failing equation has a changed cell; a change in one that holds is never alone there.
        flags = [self.flag[cell] for cell in system.equations[index].cells]
        if residual:
            self._add(dict.fromkeys(flags, 1.0), 1.0, float("inf"))
            return
        for flag in flags:
            self._add({**dict.fromkeys(flags, 1.0), flag: -1.0}, 0.0, float("inf"))

    def no_larger_than(self, size: int) -> None:
        """Seek only sets of this many cells from now on."""
        flags = dict.fromkeys(self.flag.values(), 1.0)
        self._add(flags, float("-inf"), float(size - len(self.system.impossible)))

    def shut_out(self, changed: frozenset[str]) -> None:
        """Never answer this set, or one that contains it, again."""
        flags = {self.flag[cell]: 1.0 for cell in changed if cell in self.flag}
        self._add(flags, float("-inf"), float(len(flags) - 1))

    def solve(self) -> _Answer:
        """One smallest set that is not shut out."""
        import numpy as np

        upper = np.full(self.size, float(self.largest))
        upper[2 * len(self.printed) : 3 * len(self.printed)] = 1.0
        upper[3 * len(self.printed) :] = float(self.largest + sum(self.system.printed.values()))
        return self._read(self._solved(upper))

    def _solved(self, upper: Any) -> Any:
        """The solver's result. It counts by the clock: where the machine was busy with other work and
        gave it less than its time, it is asked again, so that the same report gets the same answer."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp

        seconds = SECONDS
        while True:
            before = _work_done()
            result = milp(
                self.cost,
                constraints=LinearConstraint(np.array(self.rows), self.low, self.high),
                bounds=Bounds(np.zeros(self.size), upper),
                integrality=np.ones(self.size),
                options={"time_limit": seconds, "mip_rel_gap": 0.0},
            )
            worked = _work_done() - before
            if result.status != _STOPPED or worked >= 0.8 * SECONDS or seconds >= LONGEST_WAIT:
                return result
            seconds = min(3 * seconds, LONGEST_WAIT)

    def _read(self, result: Any) -> _Answer:
        # SciPy: status 0 optimal, 2 infeasible.
        if result.status != 0 or result.x is None:
            return _Answer(None, result.status == 2)
        values = {cell: round(result.x[place]) for cell, place in self.count.items()}
        for cell, count in self.system.printed.items():
            values[cell] = count + round(result.x[self.rise[cell]] - result.x[self.fall[cell]])
        wrong = any(
            sum(values[one] for one in equation.left) != sum(values[one] for one in equation.right)
            for equation in self.system.equations
        )
        changed = {cell for cell in self.printed if values[cell] != self.system.printed[cell]}
        if wrong or min(values.values()) < 0 or not (changed or self.system.impossible):
            return _Answer(None, False)
        return _Answer(frozenset(changed | self.system.impossible), True)


def _work_done() -> float:
    """Seconds that the processor has worked for this process: no clock, which the domain does not ask."""
    used = os.times()
    return used.user + used.system
