"""表三 and 表四, from the register of applications and of remedies."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from gongkai.apps.annual.compiling.figures import Behind, Figure, Scope
from gongkai.apps.cases.queries import ledger as applications
from gongkai.apps.remedies.queries import ledger as remedies


def case_figures(scope: Scope) -> dict[str, Figure]:
    """Every cell of both tables, zeros too. Two queries; the rows behind a cell are read when asked for."""
    counted = remedies.ledger(scope.organs, scope.period)
    return {
        cell: Figure(cell, Decimal(number), "ledger", _behind(scope, cell))
        for cell, number in counted.cells.items()
    }


def _behind(scope: Scope, cell: str) -> Callable[[], Iterable[Behind]]:
    def of_applications() -> Iterable[Behind]:
        rows = applications.figures_behind(scope.organs, scope.period, cell)
        for one in rows.select_related("case"):
            yield Behind("case", one.case_id, one.case.number, one.received_on)

    def of_remedies() -> Iterable[Behind]:
        rows = remedies.figures_behind(scope.organs, scope.period, cell)
        for one in rows.select_related("remedy"):
            yield Behind("remedy", one.remedy_id, one.remedy.number, one.brought_on)

    return of_applications if cell.startswith("t3.") else of_remedies
