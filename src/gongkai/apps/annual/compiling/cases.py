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
    # Most cells of most organs: nothing counted, no row behind, one for all.
    zeros = {cell: Figure(cell, ZERO, "ledger") for cell in cells}
    made: dict[int, dict[str, Figure]] = {}
    for organ in organs:
        three, four = threes.get(organ, {}), fours.get(organ, {})
        found = zeros.copy()
        for cell, number in (*three.items(), *four.items()):
            if cell in found:
                found[cell] = _figure(organ, period, cell, number)
        made[organ] = found
    return made


def _figure(organ: int, period: Period, cell: str, number: int) -> Figure:
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
