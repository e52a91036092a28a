"""Reading the forms from YAML. A form may say that it extends another and name only what differs."""

import copyreg
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gongkai.domain.reports.forms.form import Aspect, Block, Form, Row, SectionHeading

FORMATS = ("2019", "2021")


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


def _kept(form: Form) -> tuple[Any, ...]:
    return load_form, (form.key,)


# There is one object a form, also on the far side of a process boundary.
copyreg.pickle(Form, _kept)
