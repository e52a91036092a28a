"""Random reports in which every equation holds, from a township's to a large city's."""

import random
from collections.abc import Callable, Iterator
from decimal import Decimal

from gongkai.domain.reports.forms import Form, load_form

# Largest detail count by size of the organ, and the share of details that are not 0.
SIZES = {
    "乡镇": (3, 0.03),
    "县直部门": (12, 0.10),
    "县": (60, 0.20),
    "市": (800, 0.45),
    "大城市": (20_000, 0.70),
}


def consistent_report(size: str, seed: int, form: Form | None = None) -> dict[str, Decimal]:
    """Numbers of every cell of a report of this size; the same seed gives the same report."""
    chance = random.Random(f"{size}-{seed}")
    chosen = form or load_form("2021")
    largest, share = SIZES[size]

    def count() -> int:
        return chance.randint(1, largest) if chance.random() < share else 0

    cells: dict[str, int] = dict.fromkeys(chosen.cells, 0)
    columns = [key for key, _ in chosen.applicant_columns][:-1]
    for column in columns:
        _fill_column(chosen, cells, column, [count() for _ in chosen.result_rows], count)
    for row in chosen.table3:
        cells[row.cells[-1]] = sum(cells[cell] for cell in row.cells[:-1])
    for block in chosen.table4:
        *details, total = block.rows[0].cells
        for cell in details:
            cells[cell] = chance.randint(0, max(1, largest // 20))
        cells[total] = sum(cells[cell] for cell in details)
    for cell in chosen.cells_of("t2"):
        cells[cell] = chance.randint(0, largest)
    cells["t2.normative.in_force"] = cells["t2.normative.made"] + chance.randint(0, largest)
    for cell in ("t2.rules.made", "t2.rules.repealed", "t2.rules.in_force"):
        cells[cell] = 0
    return {cell: Decimal(value) for cell, value in cells.items()}


def _fill_column(
    form: Form, cells: dict[str, int], column: str, leaves: list[int], count: Callable[[], int]
) -> None:
    for key, value in zip(form.result_rows, leaves, strict=True):
        cells[f"t3.{key}.{column}"] = value
    total = cells[f"t3.total.{column}"] = sum(leaves)
    carried_out = cells[f"t3.carried_out.{column}"] = count()
    carried_in = cells[f"t3.carried_in.{column}"] = min(count(), total + carried_out)
    cells[f"t3.new.{column}"] = total + carried_out - carried_in


def consistent_reports(each: int) -> Iterator[tuple[str, dict[str, Decimal]]]:
    """So many reports of every size."""
    for size in SIZES:
        for seed in range(each):
            yield f"{size}{seed + 1}", consistent_report(size, seed)
