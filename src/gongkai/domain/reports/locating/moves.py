"""Repairs of a row whose numbers stand in the wrong columns: one number taken out, one put in.

A cell skipped or entered twice moves all numbers beside it by a column. That is one mistake,
although it changes many cells, and the equations show it clearly.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from gongkai.domain.reports.locating.few_cells import Change
from gongkai.domain.reports.locating.repair import PRICE_OF_MOVE, Repair
from gongkai.domain.reports.locating.system import System

NOTE = "这一行的数字错位一列"


def moved_rows(rows: Iterable[tuple[str, ...]], system: System) -> list[Repair]:
    """Every row in which taking one number out and putting one in satisfies all equations.

    Only for a system in which every cell has a count. What is taken out is a 0 or repeats the
    number beside it: nothing else gets into a row by slipping a column. What is put in is worked out.
    """
    failing = [index for index, residual in enumerate(system.residuals) if residual]
    found: dict[tuple[tuple[str, int], ...], Repair] = {}
    for row in rows:
        if row[0] not in system.signs:
            continue
        touched = {index for cell in row for index in system.signs[cell]}
        if not touched.issuperset(failing):
            continue
        for change, distance in _moves(system, row):
            key = tuple(sorted(change.items()))
            price = PRICE_OF_MOVE + 0.02 * distance
            if key not in found or price < found[key].price:
                exact = {cell: Decimal(value) for cell, value in change.items()}
                found[key] = Repair(exact, price, NOTE)
    return list(found.values())


def _moves(system: System, row: tuple[str, ...]) -> Iterator[tuple[dict[str, int], int]]:
    printed = [system.printed[cell] for cell in row]
    tried: set[tuple[int | None, ...]] = set()
    for out in range(len(row)):
        if (
            printed[out]
            and printed[out] not in printed[max(out - 1, 0) : out] + printed[out + 1 : out + 2]
        ):
            continue
        kept = printed[:out] + printed[out + 1 :]
        for put in range(len(row)):
            line: list[int | None] = [*kept[:put], None, *kept[put:]]
            if put == out or tuple(line) in tried:
                continue
            tried.add(tuple(line))
            change = _completed(system, row, printed, line, put)
            if change is not None and len(change) > 1:
                yield change, abs(put - out)


def _completed(
    system: System, row: tuple[str, ...], printed: list[int], line: list[int | None], put: int
) -> dict[str, int] | None:
    """The changed cells of a moved row with the number put in worked out; None if none fits."""
    residuals = dict(enumerate(system.residuals))
    for cell, old, new in zip(row, printed, line, strict=True):
        for index, sign in system.signs[cell].items():
            residuals[index] += sign * ((new or 0) - old)
    places = system.signs[row[put]]
    value = {-sign * residuals[index] for index, sign in places.items()}
    if len(value) != 1 or any(rest for index, rest in residuals.items() if index not in places):
        return None
    line = [*line[:put], value.pop(), *line[put + 1 :]]
    change: Change = {
        cell: new for cell, old, new in zip(row, printed, line, strict=True) if new != old
    }
    counts = {cell: new for cell, new in change.items() if new is not None}
    return counts if all(new >= 0 for new in counts.values()) else None
