"""表三 and 表四, from the register of applications and of remedies."""

from collections.abc import Callable, Collection, Iterable
from decimal import Decimal

from gongkai.apps.annual.compiling.figures import Behind, Figure
from gongkai.apps.cases.queries import ledger as applications
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.remedies.queries import ledger as remedies


def case_figures(organs: Collection[int], period: Period) -> dict[int, dict[str, Figure]]:
    """Organ → every cell of both tables, zeros too.

    Four queries for any number of organs; the rows behind a cell are read when asked for.
    """
    threes, fours = (
        applications.tables_three(organs, period),
        remedies.tables_four(organs, period),
    )
    cells = (*period.form.cells_of("t3"), *period.form.cells_of("t4"))
    made: dict[int, dict[str, Figure]] = {}
    for organ in organs:
        three, four = threes.get(organ, {}), fours.get(organ, {})
        made[organ] = {
            cell: Figure(
                cell,
                Decimal(three.get(cell, 0) or four.get(cell, 0)),
                "ledger",
                _behind(organ, period, cell),
            )
            for cell in cells
        }
    return made


def _behind(organ: int, period: Period, cell: str) -> Callable[[], Iterable[Behind]]:
    def of_applications() -> Iterable[Behind]:
        rows = applications.figures_behind((organ,), period, cell)
        for one in rows.select_related("case"):
            yield Behind("case", one.case_id, one.case.number, one.received_on)

    def of_remedies() -> Iterable[Behind]:
        rows = remedies.figures_behind((organ,), period, cell)
        for one in rows.select_related("remedy"):
            yield Behind("remedy", one.remedy_id, one.remedy.number, one.brought_on)

    return of_applications if cell.startswith("t3.") else of_remedies
