"""Whether an equation of the form (勾稽关系) holds for given numbers, blanks being unknown counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from gongkai.domain.findings import Outcome
from gongkai.domain.reports.forms import Equation, Form

Numbers = Mapping[str, Decimal | None]

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Held:
    """One equation held against the numbers; `left` and `right` add up the cells with a number."""

    equation: Equation
    outcome: Outcome
    left: Decimal
    right: Decimal
    blanks: tuple[str, ...]

    @property
    def difference(self) -> Decimal:
        return self.left - self.right


def hold(equation: Equation, numbers: Numbers) -> Held:
    """Hold one equation against the numbers of a report.

    A blank stands for an unknown count, which is never negative. So an equation with blanks on one
    side only has already failed when the other side is too small, whatever the blanks may be; else
    it cannot be answered. Raises ValueError for a number that is not finite.
    """
    left, right, blanks = _ZERO, _ZERO, []
    open_left = open_right = False
    for cell in equation.left:
        number = numbers.get(cell)
        if number is None:
            blanks.append(cell)
            open_left = True
        else:
            left += number
    for cell in equation.right:
        number = numbers.get(cell)
        if number is None:
            blanks.append(cell)
            open_right = True
        else:
            right += number
    if not (left.is_finite() and right.is_finite()):
        raise ValueError(f"{equation.key}: 单元格中有不是有限数的值")
    if not blanks:
        outcome = Outcome.PASSED if left == right else Outcome.FAILED
    elif (left > right and not open_right) or (right > left and not open_left):
        outcome = Outcome.FAILED
    else:
        outcome = Outcome.UNANSWERED
    return Held(equation, outcome, left, right, tuple(blanks))


@cache
def equations_of(form: Form, rule: str) -> tuple[Equation, ...]:
    """The form's equations that one entry of the catalogue (H1 … H4) tests."""
    return tuple(one for one in form.equations if one.rule == rule)


@cache
def components(form: Form) -> tuple[tuple[Equation, ...], ...]:
    """The equations in groups that share no cell: 表三, and each block of 表四 by itself."""
    groups: list[tuple[set[str], list[Equation]]] = []
    for equation in form.equations:
        cells, members = set(equation.cells), [equation]
        apart = []
        for group in groups:
            if group[0] & cells:
                cells |= group[0]
                members = group[1] + members
            else:
                apart.append(group)
        groups = [*apart, (cells, members)]
    return tuple(tuple(members) for _, members in groups)
