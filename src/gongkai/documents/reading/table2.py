"""表二: rows without equations; what layout does not decide, the prose may, else it stays unread."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from gongkai.documents.reading.assigning import OpenRow, Outcome, satisfies_stock, settle
from gongkai.documents.reading.material import TableMaterial
from gongkai.documents.reading.report_form import DrawnForm
from gongkai.documents.reading.settling import without_empty
from gongkai.documents.reading.tables import assign_segments, read_rows
from gongkai.documents.reading.values import Figure, clean
from gongkai.domain.reports.annual_report import Observation, ObservationKind
from gongkai.domain.reports.forms import Form
from gongkai.domain.reports.labels import Label, normalise, split_enumerator

_STATED = {
    "made": re.compile(
        r"(?:制发|制定|新制|印发|出台)[^，。；、\d废]{0,14}?规范性文件[^，。；\d废]{0,6}?(\d{1,6})\s*[件个份部]"
    ),
    "repealed": re.compile(
        r"废止[^，。；、\d]{0,14}?规范性文件[^，。；\d]{0,6}?(\d{1,6})\s*[件个份部]"
    ),
    "in_force": re.compile(
        r"现行有效[^，。；、\d]{0,10}?规范性文件[^，。；\d]{0,6}?(\d{1,6})\s*[件个份部]"
    ),
}


def read_table2(outcome: Outcome, material: TableMaterial, drawn: DrawnForm, prose: str) -> None:
    """All cells of 表二 that the material holds."""
    form = drawn.form
    foreign = _foreign_rows(outcome, drawn)
    pairs = [
        pair
        for pair in assign_segments(outcome, material, form, "t2")
        if pair[0].key not in foreign
    ]
    together = any(_run_together(segment.figures, len(row.cells)) for row, segment in pairs)
    for row in without_empty(outcome, read_rows(outcome, pairs, blocks=False)):
        _settle(outcome, row, form, prose, together)
    note_heads(outcome, material, form)


def _foreign_rows(outcome: Outcome, drawn: DrawnForm) -> set[str]:
    """Rows under column heads of another form: their figures mean something else and are not read."""
    rows: set[str] = set()
    for block in drawn.form.table2:
        number = normalise(block.header).partition("(")[2][:1]
        if number not in drawn.foreign:
            continue
        rows.update(row.key for row in block.rows)
        outcome.observations.append(
            Observation(
                ObservationKind.OTHER_FORM,
                f"表二“{block.header}”的列名不是{drawn.form.label}的列名，其中的数没有读取。",
                raw=block.header,
                expected="、".join(block.columns[1:]),
                table="t2",
                cells=tuple(cell for row in block.rows for cell in row.cells),
            )
        )
    return rows


def _run_together(figures: Sequence[Figure], width: int) -> bool:
    """Whether a row shows that figures run together in this table: 000 is no figure."""
    texts = [clean(one.text) for one in figures if not one.blank]
    return width > 1 and len(texts) == 1 and len(texts[0]) >= width and texts[0][0] == "0"


def _settle(outcome: Outcome, row: OpenRow, form: Form, prose: str, together: bool) -> None:
    """`together`: another row shows that figures run together; else 511 may be one figure."""
    left = row.readings.readings
    how = "现行有效不少于制发减废止"
    if row.kind is ObservationKind.AMBIGUOUS and len(row.cells) == 3 and form.key == "2021":
        left = tuple(one for one in left if satisfies_stock(one, form))
        if len(left) > 1 and row.cells[0].startswith("t2.normative"):
            stated = stated_stock(prose)
            agreeing = tuple(one for one in left if _agrees(one, row.cells, stated))
            if len(agreeing) == 1:
                left = agreeing
                how = "正文所说的" + "、".join(
                    f"{_NAMES[name]}{number}件" for name, number in stated.items()
                )
    else:
        how = "规定的格式"
    certain = together or "正文" in how or row.kind is not ObservationKind.AMBIGUOUS
    settle(outcome, row, left, row.readings.complete and certain, how)


_NAMES = {"made": "制发", "repealed": "废止", "in_force": "现行有效"}


def stated_stock(prose: str) -> Mapping[str, Decimal]:
    """Numbers of 规范性文件 that the prose states once each: made, repealed, in_force."""
    found: dict[str, Decimal] = {}
    for name, pattern in _STATED.items():
        numbers = set(pattern.findall(prose))
        if len(numbers) == 1:
            found[name] = Decimal(numbers.pop())
    return found


def _agrees(
    reading: Sequence[Decimal | None], cells: Sequence[str], stated: Mapping[str, Decimal]
) -> bool:
    by_name = {cell.rpartition(".")[2]: number for cell, number in zip(cells, reading, strict=True)}
    return bool(stated) and all(by_name.get(name) == number for name, number in stated.items())


def note_heads(outcome: Outcome, material: TableMaterial, form: Form) -> None:
    """Column heads and other labels that differ from the form's."""
    seen: set[str] = set()
    others = {normalise(text) for text, _ in material.heads.unknown}
    for label, printed, exact, place in material.heads.found:
        if exact or printed in seen or _is_wrapped(label, printed, others):
            continue
        seen.add(printed)
        outcome.observations.append(
            Observation(
                ObservationKind.LABEL,
                f"{_table_name(label)}“{_shown(label)}”写作“{printed}”。",
                raw=printed,
                expected=label.text,
                table=label.table,
                place=place,
            )
        )


def _is_wrapped(label: Label, printed: str, others: set[str]) -> bool:
    """A head broken over two cells or lines (本年新 | 制作数量) is printed as the form has it."""
    whole, part = normalise(label.text), normalise(printed)
    if part in whole[1:-1]:
        return True  # neither its beginning nor its end
    if whole.startswith(part):
        return whole.removeprefix(part) in others
    return whole.endswith(part) and whole.removesuffix(part) in others


def _table_name(label: Label) -> str:
    return {"t2": "表二", "t3": "表三", "t4": "表四"}[label.table]


def _shown(label: Label) -> str:
    return split_enumerator(label.text)[1] if label.kind == "column" else label.text
