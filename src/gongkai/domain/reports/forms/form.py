"""The official form of a report year: sections, tables, labels, cells and equations, read from YAML."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import yaml

FORMATS = ("2019", "2021")


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

    def __reduce__(self) -> tuple[Any, ...]:
        return load_form, (self.key,)

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
        if table == "t3":
            return tuple(cell for row in self.table3 for cell in row.cells)
        blocks = self.table2 if table == "t2" else self.table4
        return tuple(cell for block in blocks for row in block.rows for cell in row.cells)

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


def form_for_year(year: int | None) -> Form:
    """The form in use for a report year; the newest for a year unknown or to come."""
    for key in FORMATS:
        form = load_form(key)
        if year is not None and form.since <= year <= (form.until or 9999):
            return form
    return load_form(FORMATS[-1])


@cache
def load_form(key: str) -> Form:
    """Read a form by its key ("2019", "2021"). Raises KeyError for another."""
    if key not in FORMATS:
        raise KeyError(key)
    data = _data(key)
    if "extends" in data:
        data = _derived(_data(data["extends"]), data)
    tables = {table["key"]: table for table in data["tables"]}
    t3, t4 = tables["t3"], tables["t4"]
    columns = tuple((one["key"], one["label"]) for one in t3["columns"])
    results = tuple((one["key"], one["label"]) for one in t4["results"])
    return Form(
        key=data["form"],
        label=data["label"],
        norm=data["norm"],
        since=data["years"]["since"],
        until=data["years"].get("until"),
        title=data["title"],
        sections=tuple(
            SectionHeading(
                one["number"],
                one["heading"],
                one["content"],
                one.get("table"),
                tuple(one.get("variants", ())),
            )
            for one in data["sections"]
        ),
        aspects=tuple(
            Aspect(one["key"], one["label"], tuple(one["words"])) for one in data["aspects"]
        ),
        table2=tuple(_table2_block(block) for block in tables["t2"]["blocks"]),
        column_variants={
            head: tuple(variants)
            for head, variants in tables["t2"].get("column_variants", {}).items()
        },
        table3=tuple(_table3_row(row, columns) for row in t3["rows"]),
        applicant_columns=columns,
        group_labels=t3["groups"],
        corner=t3["corner"],
        applicant_header=t3["applicant_header"],
        organisations_header=t3["organisations_header"],
        results_header=t3["results_header"],
        table4=tuple(_table4_block(block, results) for block in t4["blocks"]),
        results=results,
        decimals=frozenset(data.get("decimals", ())),
        signed=frozenset(data.get("signed", ())),
        positional_names=data.get("positional_names", {}),
    )


def _data(key: str) -> dict[str, Any]:
    text = (files(__package__) / f"{key}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=_LOADER)
    return loaded


# The C loader is the same safe loader, ten times faster.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _derived(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """A form that differs from another only in the parts it names."""
    merged = {**base, **{key: value for key, value in own.items() if key != "tables"}}
    replaced = {table["key"]: table for table in own.get("tables", ())}
    merged["tables"] = [replaced.get(table["key"], dict(table)) for table in base["tables"]]
    headings = own.get("section_headings", {})
    merged["sections"] = [
        {
            **section,
            "heading": headings.get(section["number"], section["heading"]),
            "variants": [
                *section.get("variants", ()),
                *([section["heading"]] if section["number"] in headings else ()),
            ],
        }
        for section in base["sections"]
    ]
    groups = own.get("t3_replace", {})
    for table in merged["tables"]:
        if table["key"] == "t3" and groups:
            table["rows"] = _rows_with_groups_replaced(table["rows"], groups)
            table["groups"] = {
                key: label for key, label in table["groups"].items() if key not in groups
            }
    return merged


def _rows_with_groups_replaced(
    rows: list[dict[str, Any]], groups: dict[str, list[dict[str, Any]]]
) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    done: set[str] = set()
    for row in rows:
        group = row.get("group")
        if group not in groups:
            made.append(row)
        elif group not in done:
            done.add(group)
            made.extend(groups[group])
    return made


def _table2_block(block: dict[str, Any]) -> Block:
    rows = tuple(
        Row(row["label"], row["label"], tuple(row.get("variants", ())), tuple(row["cells"]))
        for row in block["rows"]
    )
    return Block(block["header"], block["header"], tuple(block["columns"]), rows)


def _table3_row(row: dict[str, Any], columns: tuple[tuple[str, str], ...]) -> Row:
    cells = tuple(f"t3.{row['key']}.{column}" for column, _ in columns)
    return Row(row["key"], row["label"], tuple(row.get("variants", ())), cells, row.get("group"))


def _table4_block(block: dict[str, Any], results: tuple[tuple[str, str], ...]) -> Block:
    cells = tuple(f"t4.{block['key']}.{result}" for result, _ in results)
    row = Row(block["key"], block["label"], (), cells)
    return Block(
        block["key"],
        block["label"],
        tuple(label for _, label in results),
        (row,),
        block.get("parent"),
    )
