"""Which repair of a row with one figure too many may be taken: what the sums of the row alone do not settle."""

from collections import Counter
from collections.abc import Collection, Sequence
from decimal import Decimal

from gongkai.documents.reading.assigning import OpenRow
from gongkai.documents.reading.values import read_value
from gongkai.domain.reports.annual_report import ObservationKind
from gongkai.domain.reports.cutting import Reading
from gongkai.domain.reports.forms import Form


def may_be_chosen(row: OpenRow, left: Sequence[Reading], read: Collection[str], form: Form) -> bool:
    """Whether what the readings left agree on may be read.

    A figure too many is left out only if an equation that crosses the row, all its other cells
    read, bears it out, or if the row has none (表四) and the figure left out says nothing: a zero,
    or its neighbour printed twice. A row of zeros is never made by leaving out a figure.
    """
    if row.kind is not ObservationKind.SURPLUS:
        return True
    confirmed = _borne_out(row, read, form)
    return bool(left) and all(_harmless(row, one, confirmed) for one in left)


def _borne_out(row: OpenRow, read: Collection[str], form: Form) -> bool:
    own = set(row.cells)
    return any(
        not own.isdisjoint(one.cells)
        and not own.issuperset(one.cells)
        and all(cell in read or cell in own for cell in one.cells)
        for one in form.equations
    )


def _harmless(row: OpenRow, reading: Reading, confirmed: bool) -> bool:
    given = [read_value(one.text).number for one in row.figures if not one.blank]
    figures = [one for one in given if one is not None]
    lost = list((Counter(figures) - Counter(one for one in reading if one is not None)).elements())
    if len(lost) == 1 and lost[0]:
        number = lost[0]
        doubled = any(
            one == other == number for one, other in zip(figures, figures[1:], strict=False)
        )
        return any(reading) and (confirmed or (doubled and _has_no_crossing(row)))
    return confirmed or (_has_no_crossing(row) and lost == [Decimal(0)])


def _has_no_crossing(row: OpenRow) -> bool:
    return row.table == "t4"
