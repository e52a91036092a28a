"""表四: fifteen figures in a row, block by block, or turned on its side."""

from gongkai.documents.reading.assigning import Outcome, open_row, place_values
from gongkai.documents.reading.material import Segment, TableMaterial
from gongkai.documents.reading.placing import Columns
from gongkai.documents.reading.settling import settle_rows
from gongkai.documents.reading.tables import one_digit_each
from gongkai.documents.reading.values import Figure, read_value
from gongkai.domain.reports.forms import Form


def read_table4(outcome: Outcome, material: TableMaterial, form: Form) -> None:
    """表四: pairs of label and figure where they alternate, else fifteen figures in a row."""
    cells = form.cells_of("t4")
    if _interleaved(outcome, material, form) or _block_by_block(outcome, material, form):
        return
    figures = _whole_row(material, len(cells)) or _after_labels(material)
    filled = [one for one in figures if not one.blank]
    if not filled and len(figures) < len(cells):
        return
    segment = Segment(
        None,
        "",
        True,
        (filled or figures)[0].place,
        drawn=not all(one.loose for one in figures),
        source=0,
        figures=figures,
    )
    sizes = tuple(len(block.rows[0].cells) for block in form.table4)
    placed = Columns([], len(cells)).place(segment) or one_digit_each(figures, len(cells), sizes)
    if placed is not None and not _lacks_a_cell(placed, sizes):
        place_values(outcome, cells, placed)
        return
    row = open_row(cells, "表四", figures, segment.raw, segment.place, sizes)
    settle_rows(outcome, [row], form)


def _lacks_a_cell(figures: list[Figure], sizes: tuple[int, ...]) -> bool:
    """Only the last cell is empty, and the sums fail before it: a cell is lost, the others moved up."""
    *before, last = figures
    if not last.blank or any(one.blank for one in before):
        return False
    numbers = [read_value(one.text).number or 0 for one in before]
    start = 0
    for size in sizes:
        *details, total = numbers[start : start + size]
        holds = sum(details) == total
        # In the last block, whose total seems to lack, the figure before it may be the total.
        if holds is (start + size > len(numbers)) and (total or any(details)):
            return True
        start += size
    return False


def _whole_row(material: TableMaterial, width: int) -> list[Figure]:
    """The one row with as many figures as the table has cells, whatever stands over it."""
    rows: dict[int, list[Figure]] = {}
    for figure, number in material.figures:
        if not figure.blank:
            rows.setdefault(number, []).append(figure)
    whole = [row for row in rows.values() if len(row) == width]
    return whole[0] if len(whole) == 1 else []


def _after_labels(material: TableMaterial) -> list[Figure]:
    """The figures behind the last label, of one row where one row has them all."""
    figures: list[Figure] = []
    for token in material.tokens:
        if token.matches:
            figures = []
        elif token.figure:
            figures.append(
                Figure(token.text, token.cell.column, token.cell.place, token.cell.loose)
            )
    # Blank cells count where they stand in the rows that hold the figures.
    first = figures[0].place if figures else None
    rows: dict[int, list[Figure]] = {}
    for figure, number in material.figures:
        rows.setdefault(number, []).append(figure)
    whole: list[Figure] = []
    started = False
    for row in rows.values():
        filled = [one for one in row if not one.blank]
        started = started or bool(filled and filled[0].place == first)
        if started and (filled or len(row) == 1):
            whole.extend(row)
    if not figures:
        return max(rows.values(), key=len, default=[])
    return whole or figures


def _block_by_block(outcome: Outcome, material: TableMaterial, form: Form) -> bool:
    """Each block a table of its own, its five figures under its own name."""
    groups: list[tuple[set[str], list[Figure]]] = []
    names: set[str] = set()
    for token in material.tokens:
        match = token.label("t4")
        if match:
            if match.label.kind == "block":
                names.add(match.label.key)
            groups.append((names, [])) if not groups or groups[-1][1] else None
            groups[-1] = (names, groups[-1][1])
        elif token.figure and groups:
            figure = Figure(token.text, token.cell.column, token.cell.place, token.cell.loose)
            groups[-1][1].append(figure)
            names = set()
    blocks = {block.key: block.rows[0].cells for block in form.table4}
    groups = [(keys, _apart(figures)) for keys, figures in groups]
    if len(groups) < 2 or any(
        len(keys) != 1 or len(figures) != len(blocks[next(iter(keys))]) for keys, figures in groups
    ):
        return False
    for keys, figures in groups:
        place_values(outcome, blocks[next(iter(keys))], figures)
    return True


def _apart(figures: list[Figure]) -> list[Figure]:
    """The five figures of a block, run together or not."""
    return one_digit_each(figures, 5, (5,)) or figures


def _interleaved(outcome: Outcome, material: TableMaterial, form: Form) -> bool:
    """A table turned on its side: 结果维持 0, 结果纠正 1 … under the name of each block."""
    tokens = material.tokens
    pairs = sum(
        1
        for one, other in zip(tokens, tokens[1:], strict=False)
        if one.matches and one.matches[0].label.kind == "column" and other.figure
    )
    columns = sum(1 for one in tokens if one.matches and one.matches[0].label.kind == "column")
    if pairs < 3 or pairs < 0.8 * max(columns, sum(token.figure for token in tokens)):
        return False
    block = ""
    column: str | None = None
    found: dict[str, Figure] = {}
    for token in tokens:
        match = token.label("t4")
        if match and match.label.kind == "block":
            block, column = match.label.key, None
        elif match and match.label.kind == "column":
            column = match.label.key
        elif token.figure and block and column:
            figure = Figure(token.text, token.cell.column, token.cell.place, token.cell.loose)
            found.setdefault(f"t4.{block}.{column}", figure)
            column = None
    cells = [cell for cell in form.cells_of("t4") if cell in found]
    place_values(outcome, cells, [found[cell] for cell in cells])
    return True
