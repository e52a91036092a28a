"""One way to make the equations hold again: cells, their new values, and how plausible it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.domain.reports.equations import Numbers
from gongkai.domain.reports.forms import Form
from gongkai.domain.reports.locating.slips import LEFT_ZERO, NEIGHBOUR, slip_between

# A total is worked out, a detail is counted: where either may be wrong, the total is the likelier.
PRICE_OF_DETAIL = 1.0
PRICE_OF_TOTAL = 0.9
EXCHANGE_DISCOUNT = 0.5
# Smaller counts equal their neighbours by chance.
SMALLEST_TELLING = 10
# What a misplaced row costs as a whole, however many of its cells change.
PRICE_OF_MOVE = 1.1


@dataclass(frozen=True)
class Repair:
    """`values`: the new value of each changed cell; None where the equations leave several.

    `price`: the lower, the more plausible. `note`: the slip that would explain it, in Chinese.
    """

    values: Mapping[str, Decimal | None]
    price: float
    note: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(self.values)


def priced(form: Form, numbers: Numbers, values: Mapping[str, int | None]) -> Repair:
    """A repair of single cells, its price and the slips that would explain it."""
    price, notes = 0.0, []
    for cell, value in values.items():
        price += PRICE_OF_TOTAL if is_total(form, cell) else PRICE_OF_DETAIL
        printed = numbers.get(cell)
        if printed is None or value is None:
            continue
        slip = slip_between(printed, Decimal(value))
        if slip is LEFT_ZERO and not is_total(form, cell):
            slip = None  # most details are rightly 0
        if slip is None and value >= SMALLEST_TELLING and value in _beside(form, numbers, cell):
            slip = NEIGHBOUR
        if slip is not None:
            price -= slip.discount
            notes.append(slip.name)
    if _exchanged(numbers, values):
        price -= EXCHANGE_DISCOUNT
        notes = ["两格的数字互换"]
    exact = {cell: None if value is None else Decimal(value) for cell, value in values.items()}
    return Repair(exact, price, "，".join(dict.fromkeys(notes)))


def is_total(form: Form, cell: str) -> bool:
    """Whether the cell holds a total: 总计 of a row, or （七）总计."""
    return cell.endswith(".total") or cell.startswith("t3.total.")


def rows_of_counts(form: Form) -> tuple[tuple[str, ...], ...]:
    """The rows in which cells stand side by side and may be shifted: 表三 and the blocks of 表四."""
    return tuple(row.cells for row in form.table3) + tuple(
        row.cells for block in form.table4 for row in block.rows
    )


def _beside(form: Form, numbers: Numbers, cell: str) -> set[Decimal | None]:
    for row in rows_of_counts(form):
        if cell in row:
            place = row.index(cell)
            return {numbers.get(one) for one in row[max(place - 1, 0) : place + 2] if one != cell}
    return set()


def _exchanged(numbers: Numbers, values: Mapping[str, int | None]) -> bool:
    """Two cells that hold each other's value."""
    if len(values) != 2:
        return False
    (one, first), (other, second) = values.items()
    return (first, second) == (numbers.get(other), numbers.get(one)) and first is not None
