"""The official form of a report year: sections, tables, labels, cells and equations."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain


@dataclass(frozen=True)
class SectionHeading:
    number: str  # 一 … 六
    heading: str
    content: str  # "prose" or "table"
    table: str | None
    variants: tuple[str, ...]


@dataclass(frozen=True)
class Aspect:
    """One of the five aspects that section 一 must cover."""

    key: str
    label: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One row of a table and the cells that stand in it, from left to right."""

    key: str
    label: str
    variants: tuple[str, ...]
    cells: tuple[str, ...]
    group: str | None = None  # 表三: refused, unable, declined, other, results


@dataclass(frozen=True)
class Block:
    """表二: one 第二十条第（…）项 with its column heads; 表四: one group of five result columns."""

    key: str
    header: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    parent: str | None = None


@dataclass(frozen=True)
class Equation:
    """The sum of `left` equals the sum of `right`; `total` is the cell that holds the total, if one does.

    `rule` is the code of the rule that tests it: H1 (balance), H2 (column), H3 (row), H4 (表四).
    """

    key: str  # "H1.natural", "H3.granted", "H4.review"
    rule: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    total: str | None

    @property
    def cells(self) -> tuple[str, ...]:
        return self.left + self.right


@dataclass(frozen=True, eq=False)
class Form:
    """One year's form. Cell order is the order of printing. There is one object a form."""

    key: str
    label: str
    norm: str
    since: int
    until: int | None
    title: str
    sections: tuple[SectionHeading, ...]
    aspects: tuple[Aspect, ...]
    table2: tuple[Block, ...]
    column_variants: Mapping[str, tuple[str, ...]]
    table3: tuple[Row, ...]
    applicant_columns: tuple[tuple[str, str], ...]  # (key, label), the last is total
    group_labels: Mapping[str, str]
    corner: str
    applicant_header: str
    organisations_header: str
    results_header: str
    table4: tuple[Block, ...]
    results: tuple[tuple[str, str], ...]  # (key, label), the last is total
    decimals: frozenset[str]
    signed: frozenset[str]
    positional_names: Mapping[str, str]

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """Every data cell in printing order."""
        return self.cells_of("t2") + self.cells_of("t3") + self.cells_of("t4")

    @cached_property
    def cell_set(self) -> frozenset[str]:
        return frozenset(self.cells)

    def cells_of(self, table: str) -> tuple[str, ...]:
        """The cells of "t2", "t3" or "t4"."""
        return self._cells_by_table[table]

    @cached_property
    def _cells_by_table(self) -> dict[str, tuple[str, ...]]:
        rows = {
            "t2": [row.cells for block in self.table2 for row in block.rows],
            "t3": [row.cells for row in self.table3],
            "t4": [row.cells for block in self.table4 for row in block.rows],
        }
        return {table: tuple(chain.from_iterable(cells)) for table, cells in rows.items()}

    @cached_property
    def result_rows(self) -> tuple[str, ...]:
        """Keys of the leaf rows of 三、本年度办理结果, without the total."""
        return tuple(row.key for row in self.table3 if row.group is not None and row.key != "total")

    @cached_property
    def equations(self) -> tuple[Equation, ...]:
        """All 勾稽关系: 7 balances, 7 column sums, one row sum a row of 表三, 3 in 表四."""
        made: list[Equation] = []
        columns = [key for key, _ in self.applicant_columns]
        for column in columns:
            made.append(
                Equation(
                    f"H1.{column}",
                    "H1",
                    (f"t3.new.{column}", f"t3.carried_in.{column}"),
                    (f"t3.total.{column}", f"t3.carried_out.{column}"),
                    None,
                )
            )
        for column in columns:
            leaves = tuple(f"t3.{key}.{column}" for key in self.result_rows)
            total = f"t3.total.{column}"
            made.append(Equation(f"H2.{column}", "H2", leaves, (total,), total))
        for row in self.table3:
            total = row.cells[-1]
            made.append(Equation(f"H3.{row.key}", "H3", row.cells[:-1], (total,), total))
        for block in self.table4:
            cells = block.rows[0].cells
            made.append(Equation(f"H4.{block.key}", "H4", cells[:-1], (cells[-1],), cells[-1]))
        return tuple(made)

    def label_of(self, cell: str) -> str:
        """How a person names a cell: 表三“（一）予以公开”的“自然人”."""
        return _labels(self)[cell]

    def short_label_of(self, row_key: str) -> str:
        """The row label without its number: 予以公开."""
        return self.row(row_key).label.lstrip("一二三四、（）123456789.七").split("（")[0]

    def row(self, key: str) -> Row:
        for row in self.table3:
            if row.key == key:
                return row
        raise KeyError(key)

    def section(self, number: str) -> SectionHeading:
        for section in self.sections:
            if section.number == number:
                return section
        raise KeyError(number)


@cache
def _labels(form: Form) -> dict[str, str]:
    labels: dict[str, str] = {}
    for block in form.table2:
        for row in block.rows:
            for head, cell in zip(block.columns[1:], row.cells, strict=True):
                labels[cell] = f"表二“{row.label}”的“{head}”"
    for row in form.table3:
        for (_, head), cell in zip(form.applicant_columns, row.cells, strict=True):
            label = row.label.split("（区分处理")[0]
            if row.group is not None and row.group in form.group_labels:
                label = f"{form.group_labels[row.group]}{label}"
            labels[cell] = f"表三“{label}”的“{head}”"
    for block in form.table4:
        for (_, head), cell in zip(form.results, block.rows[0].cells, strict=True):
            labels[cell] = f"表四“{block.header}”的“{head}”"
    return labels
