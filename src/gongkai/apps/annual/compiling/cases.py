"""表三 and 表四, from the register of applications and of remedies."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from functools import partial

from gongkai.apps.annual.compiling.figures import Behind, Figure
from gongkai.apps.cases.queries import ledger as applications
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.remedies.queries import ledger as remedies

ZERO = Decimal(0)


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
            cell: _figure(organ, period, cell, three.get(cell, 0) or four.get(cell, 0))
            for cell in cells
        }
    return made


def _figure(organ: int, period: Period, cell: str, number: int) -> Figure:
    if not number:  # most cells of most organs: no row stands behind
        return Figure(cell, ZERO, "ledger")
    rows = _applications if cell.startswith("t3.") else _remedies
    return Figure(cell, Decimal(number), "ledger", partial(rows, organ, period, cell))


def _applications(organ: int, period: Period, cell: str) -> Iterable[Behind]:
    rows = applications.figures_behind((organ,), period, cell)
    for one in rows.select_related("case"):
        yield Behind("case", one.case_id, one.case.number, one.received_on)


def _remedies(organ: int, period: Period, cell: str) -> Iterable[Behind]:
    rows = remedies.figures_behind((organ,), period, cell)
    for one in rows.select_related("remedy"):
        yield Behind("remedy", one.remedy_id, one.remedy.number, one.brought_on)
