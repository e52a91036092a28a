"""Speed of the rules on cells: one by one, many at once, and beside one dense matrix product.

    python -m proof.bench_rules

One core; ratios in one run count, not the figures themselves.
"""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.domain.findings import Outcome
from gongkai.domain.reports import report_from_cells
from gongkai.domain.reports.batch import CellBatch, cells_in_equations, outcomes, pack
from gongkai.domain.reports.equations import hold
from gongkai.domain.reports.forms import load_form
from gongkai.domain.rules.book import BOOK
from gongkai.domain.rules.checking import load_rules
from gongkai.domain.rules.subject import Subject
from proof.consistent_reports import SIZES, consistent_report

if TYPE_CHECKING:
    import numpy as np

FORM = load_form("2021")
BATCH = 100_000
GOAL_ONE_BY_ONE = 2_000
GOAL_VECTORISED = 100_000


@dataclass(frozen=True)
class Speeds:
    """Reports a second."""

    equations_one_by_one: float
    rules_one_by_one: float
    packing: float
    vectorised: float
    vectorised_with_blanks: float
    matrix_product: float


def rate(count: int, work: Callable[[], object]) -> float:
    """A second of one core, the best of three runs: other work on the machine does not count."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return count / best


def measure(size: int = BATCH) -> Speeds:
    """Time every path over reports of all sizes, on one core."""
    # Before NumPy is loaded: its matrix product is measured on the same one core.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    import numpy as np

    load_rules()
    some = [consistent_report(kind, seed) for kind in SIZES for seed in range(20)]
    reports = [report_from_cells(numbers) for numbers in some]
    rules = [rule for code, rule in BOOK.rules.items() if code[0] in "TY"]

    def equations() -> None:
        for numbers in some:
            for equation in FORM.equations:
                assert hold(equation, numbers).outcome is Outcome.PASSED

    def cell_rules() -> None:
        for report in reports:
            subject = Subject(report)
            for rule in rules:
                BOOK.verdict(rule, subject)

    packed = pack(FORM, some)
    times = -(-size // len(some))
    whole = CellBatch(FORM, np.tile(packed.counts, times), np.tile(packed.blank, times), {})
    holes = np.random.default_rng(1).random(whole.blank.shape) < 0.02
    blanks = CellBatch(FORM, np.where(holes, 0, whole.counts), holes, {})
    matrix, values = _as_product(whole)
    count = whole.counts.shape[1]
    return Speeds(
        rate(len(some), equations),
        rate(len(some), cell_rules),
        rate(len(some), lambda: pack(FORM, some)),
        rate(count, lambda: outcomes(whole)),
        rate(count, lambda: outcomes(blanks)),
        rate(count, lambda: np.matmul(values, matrix)),
    )


def _as_product(batch: CellBatch) -> tuple["np.ndarray", "np.ndarray"]:
    """The equations as one matrix, and the reports as rows: the bare sums as the machine does them."""
    import numpy as np

    place = {cell: index for index, cell in enumerate(cells_in_equations(FORM))}
    matrix = np.zeros((len(place), len(FORM.equations)))
    for index, equation in enumerate(FORM.equations):
        matrix[[place[cell] for cell in equation.left], index] = 1
        matrix[[place[cell] for cell in equation.right], index] = -1
    return matrix, np.ascontiguousarray(batch.counts.T, dtype=np.float64)


def table(speeds: Speeds) -> str:
    base = speeds.equations_one_by_one
    rows = [
        ("42 个勾稽关系，逐份", speeds.equations_one_by_one),
        ("全部单元格规则（T、Y），逐份", speeds.rules_one_by_one),
        ("装入数组", speeds.packing),
        ("42 个勾稽关系，成批（无空白）", speeds.vectorised),
        ("42 个勾稽关系，成批（每百格两格空白）", speeds.vectorised_with_blanks),
        ("只做一次矩阵乘法（稠密，含零：通用做法参照，不是极限）", speeds.matrix_product),
    ]
    lines = ["| 做法 | 份/秒 | 相当于逐份 | 相当于矩阵乘法 |", "|---|---|---|---|"]
    for label, speed in rows:
        share = speed / speeds.matrix_product
        lines.append(f"| {label} | {speed:,.0f} | {speed / base:.2f} | {share:.4f} |")
    return "\n".join(lines)


def main() -> int:
    speeds = measure()
    slow = (
        speeds.rules_one_by_one < GOAL_ONE_BY_ONE or speeds.vectorised_with_blanks < GOAL_VECTORISED
    )
    sys.stdout.write(f"{table(speeds)}\n")
    if slow:
        sys.stdout.write(
            f"未达目标：逐份 {GOAL_ONE_BY_ONE:,} 份/秒，成批 {GOAL_VECTORISED:,} 份/秒\n"
        )
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
