"""What the equations say about cells without a number: bounds, a value, or a contradiction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from gongkai.domain.reports.equations import Numbers, components
from gongkai.domain.reports.forms import Equation, Form
from gongkai.domain.reports.locating.system import system_of


@dataclass
class Range:
    """Whole numbers from `low` to `high`; None is no upper bound."""

    low: int = 0
    high: int | None = None

    @property
    def fixed(self) -> bool:
        return self.low == self.high


class Contradiction(Exception):
    """No counts in the unknown cells satisfy the equations; `equation` is where it showed."""

    def __init__(self, equation: Equation) -> None:
        super().__init__(equation.key)
        self.equation = equation


def narrow(
    equations: Sequence[Equation], printed: Mapping[str, int], start: Mapping[str, Range]
) -> dict[str, Range]:
    """Narrow the ranges of unknown cells until no equation narrows them further.

    Raises Contradiction when an equation cannot hold. The ranges are sound (no solution is lost);
    they need not be tight, and their being there does not prove that a solution exists.
    """
    ranges = {cell: Range(one.low, one.high) for cell, one in start.items()}
    opened = [_opened(equation, printed, ranges) for equation in equations]
    # An equation is looked at again only when a range in it was narrowed since.
    waiting = [True] * len(opened)
    touching: dict[int, list[int]] = {}
    for index, one in enumerate(opened):
        for term, _ in one.terms:
            touching.setdefault(id(term), []).append(index)
    # A round that changes nothing ends it; the bound on rounds is a guard, not a result.
    for _ in range(4 * len(equations) + 4):
        if not any(waiting):
            break
        for index, one in enumerate(opened):
            if waiting[index]:
                waiting[index] = False
                for term in _narrow_one(one):
                    for other in touching[id(term)]:
                        waiting[other] = True
    return ranges


class _Opened(NamedTuple):
    """An equation with the sum of its printed cells, and the ranges of the others with their signs."""

    equation: Equation
    known: int
    terms: list[tuple[Range, int]]


def _opened(equation: Equation, printed: Mapping[str, int], ranges: Mapping[str, Range]) -> _Opened:
    known, terms = 0, []
    for cells, sign in ((equation.left, 1), (equation.right, -1)):
        for cell in cells:
            if cell in ranges:
                terms.append((ranges[cell], sign))
            else:
                known += sign * printed[cell]
    return _Opened(equation, known, terms)


def _narrow_one(opened: _Opened) -> list[Range]:
    """Narrow the ranges of one equation; those that were narrowed."""
    equation, known, terms = opened
    # The sum of the signed terms must be -known. Infinities are counted, not added.
    low = high = open_low = open_high = 0
    for one, sign in terms:
        least, most = (one.low, one.high) if sign > 0 else (one.high, one.low)
        low, open_low = (low, open_low + 1) if least is None else (low + sign * least, open_low)
        high, open_high = (high, open_high + 1) if most is None else (high + sign * most, open_high)
    if (not open_low and low > -known) or (not open_high and high < -known):
        raise Contradiction(equation)
    narrowed = []
    for one, sign in terms:
        before = one.low, one.high
        least, most = (one.low, one.high) if sign > 0 else (one.high, one.low)
        others_low = None if open_low - (least is None) else low - sign * (least or 0)
        others_high = None if open_high - (most is None) else high - sign * (most or 0)
        upper = None if others_low is None else -known - others_low
        lower = None if others_high is None else -known - others_high
        if sign < 0:
            lower, upper = (None if upper is None else -upper), (None if lower is None else -lower)
        if lower is not None and lower > one.low:
            one.low = lower
        if upper is not None and (one.high is None or upper < one.high):
            one.high = upper
        if one.high is not None and one.low > one.high:
            raise Contradiction(equation)
        if (one.low, one.high) != before:
            narrowed.append(one)
    return narrowed


def solution(
    equations: Sequence[Equation],
    printed: Mapping[str, int],
    unknown: Sequence[str],
    budget: int = 500,
) -> dict[str, int] | None:
    """Counts for the unknown cells that satisfy every equation, or None where there are none.

    A search in depth over narrowed ranges, bounded by `budget` steps; raises TimeoutError when they
    are used up. A count without an upper bound is looked for up to twice the sum of all printed.
    """
    ceiling = 2 * sum(printed.values()) + 1
    open_cases = [{cell: Range(0, None) for cell in unknown}]
    while open_cases:
        if budget <= 0:
            raise TimeoutError
        budget -= 1
        try:
            ranges = narrow(equations, printed, open_cases.pop())
        except Contradiction:
            continue
        loose = [cell for cell, one in ranges.items() if not one.fixed]
        if not loose:
            return {cell: one.low for cell, one in ranges.items()}
        # Smallest choice first: a blank is most often a 0 that was not written.
        cell = min(loose, key=lambda name: _width(ranges[name], ceiling))
        one = ranges[cell]
        high = one.low + _width(one, ceiling)
        open_cases.append({**ranges, cell: Range(one.low + 1, max(high, one.low + 1))})
        open_cases.append({**ranges, cell: Range(one.low, one.low)})
    return None


def _width(one: Range, ceiling: int) -> int:
    return (one.high if one.high is not None else max(ceiling, one.low + 1)) - one.low


def bounds_of_blanks(
    form: Form, numbers: Numbers
) -> tuple[dict[str, tuple[Decimal, Decimal | None]], tuple[Equation, ...]]:
    """What the equations allow in each cell without a number: (least, most or None for no bound).

    The second part names the equations at which a group of blanks was found to have no filling.
    Cells of a group that has none, or that holds an impossible number, are left out.
    """
    found: dict[str, tuple[Decimal, Decimal | None]] = {}
    contradicted: list[Equation] = []
    for equations in components(form):
        if not any(numbers.get(cell) is None for one in equations for cell in one.cells):
            continue
        system = system_of(equations, numbers)
        if not system.blanks or system.impossible:
            continue
        try:
            ranges = narrow(equations, system.printed, {cell: Range() for cell in system.blanks})
        except Contradiction as why:
            contradicted.append(why.equation)
            continue
        for cell, one in ranges.items():
            found[cell] = (Decimal(one.low), None if one.high is None else Decimal(one.high))
    return found, tuple(contradicted)
