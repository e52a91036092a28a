"""Rows that the layout does not decide, read together as far as the equations of the table allow."""

from collections.abc import Sequence

from gongkai.documents.reading.assigning import OpenRow, Outcome, settle
from gongkai.documents.reading.repairs import may_be_chosen
from gongkai.documents.reading.tables import TABLE_NAMES
from gongkai.domain.reports.annual_report import Observation, ObservationKind
from gongkai.domain.reports.cutting import Reading, resolve
from gongkai.domain.reports.forms import Form

_FEW = 3  # rows with too few figures that are named one by one
WHOLE_TABLE = "全表的勾稽关系"
ROW_ALONE = "本行的加总关系"


def without_empty(outcome: Outcome, still: Sequence[OpenRow]) -> list[OpenRow]:
    """Rows with a label and no figure at all: one observation for them all."""
    empty = [row for row in still if all(one.blank for one in row.figures)]
    if empty:
        names = "、".join(f"“{row.label}”" for row in empty[:4])
        more = f"等{len(empty)}行" if len(empty) > 4 else ""
        outcome.observations.append(
            Observation(
                ObservationKind.SHORTAGE,
                f"{TABLE_NAMES[empty[0].table]}{names}{more}没有填数字。",
                raw=empty[0].raw,
                table=empty[0].table,
                cells=tuple(cell for row in empty for cell in row.cells),
                complete=False,
                place=empty[0].place,
            )
        )
    return [row for row in still if row not in empty]


def settle_rows(outcome: Outcome, rows: Sequence[OpenRow], form: Form) -> None:
    """Read open rows together, as far as the equations of the whole table allow."""
    still = without_empty(outcome, rows)
    coupled = [row for row in still if row.kind is not ObservationKind.SHORTAGE]
    swallowed = len(still) < len(rows) or any(
        row.kind is ObservationKind.SHORTAGE and all(one.loose for one in row.figures)
        for row in still
    )
    short = [row for row in still if row.kind is ObservationKind.SHORTAGE]
    short = short if len(short) > _FEW else []
    resolution = resolve([row.row for row in coupled], outcome.numbers(), form.equations)
    narrowed = dict(zip([row.cells for row in coupled], resolution.left, strict=True))
    read = set(outcome.numbers())
    read |= {cell for cells, left in narrowed.items() if len(left) == 1 for cell in cells}
    for row in still:
        readings = row.readings
        left: Sequence[Reading] = readings.readings
        how = ROW_ALONE
        if row.cells in narrowed and resolution.solvable:
            left = narrowed[row.cells]
            how = WHOLE_TABLE
        # Where blank cells left no trace, figures run together may hide a blank as well.
        complete = readings.complete and not (swallowed and row.kind is ObservationKind.AMBIGUOUS)
        certain = resolution.solvable and may_be_chosen(row, left, read, form)
        settle(outcome, row, left, complete, how, certain=certain, quiet=row in short)
    if short:
        _note_short(outcome, short)


def _note_short(outcome: Outcome, short: Sequence[OpenRow]) -> None:
    """Many rows with too few figures have one cause: blank cells that left no trace."""
    names = "、".join(f"“{row.label}”" for row in short[:3])
    outcome.observations.append(
        Observation(
            ObservationKind.SHORTAGE,
            f"{TABLE_NAMES[short[0].table]}{names}等{len(short)}行的数比列少，"
            "空白的单元格没有留下位置，不能确定各列是多少。",
            raw=short[0].raw,
            expected=f"{len(short[0].cells)}个数",
            table=short[0].table,
            cells=tuple(cell for row in short for cell in row.cells),
            complete=False,
            place=short[0].place,
        )
    )
