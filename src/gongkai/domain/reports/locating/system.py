"""A group of equations with the numbers printed in their cells, as whole numbers to reason with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from gongkai.domain.reports.equations import Numbers
from gongkai.domain.reports.forms import Equation

LARGEST = 10**15


@dataclass(frozen=True)
class System:
    """`printed`: the counts. `blanks`: cells without a number. `impossible`: cells whose number is
    no count (negative, a fraction, beyond all measure), which are wrong whatever the equations say."""

    equations: tuple[Equation, ...]
    printed: Mapping[str, int]
    blanks: frozenset[str]
    impossible: frozenset[str]

    @cached_property
    def signs(self) -> dict[str, dict[int, int]]:
        """For each cell the equations it stands in, and its sign there: left +1, right -1."""
        made: dict[str, dict[int, int]] = {}
        for index, equation in enumerate(self.equations):
            for cell in equation.left:
                made.setdefault(cell, {})[index] = 1
            for cell in equation.right:
                made.setdefault(cell, {})[index] = -1
        return made

    @cached_property
    def residuals(self) -> list[int]:
        """Left minus right of each equation, cells without a count taken as 0."""
        made = [0] * len(self.equations)
        for cell, value in self.printed.items():
            for index, sign in self.signs[cell].items():
                made[index] += sign * value
        return made

    @cached_property
    def unknown(self) -> frozenset[str]:
        return self.blanks | self.impossible


def system_of(equations: Sequence[Equation], numbers: Numbers) -> System:
    """Sort the cells of some equations into counts, blanks and impossible numbers."""
    printed: dict[str, int] = {}
    blanks, impossible = set(), set()
    for cell in dict.fromkeys(cell for equation in equations for cell in equation.cells):
        number = numbers.get(cell)
        if number is None:
            blanks.add(cell)
        elif is_count(number):
            printed[cell] = int(number)
        else:
            impossible.add(cell)
    return System(tuple(equations), printed, frozenset(blanks), frozenset(impossible))


def is_count(number: Decimal) -> bool:
    """A whole number that may stand in a cell; the bound keeps reasoning with it cheap."""
    return 0 <= number < LARGEST and number == int(number)
