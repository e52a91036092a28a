"""What may stand in a cell (H5): a count, 0 where there is none; not a blank, a slash or a fraction."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from gongkai.domain.findings import Finding, Kind, Quote, Rule, Severity
from gongkai.domain.reports.annual_report import State, Value, format_number
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.subject import Subject
from gongkai.domain.rules.tables.grounds import ground
from gongkai.domain.rules.tables.observed import SECTIONS
from gongkai.domain.rules.tables.regions import region_text


def _count(cells: list[str]) -> str:
    return f"，共 {len(cells)} 格" if len(cells) > 1 else ""


def _cells_in(subject: Subject, states: tuple[State, ...]) -> dict[str, list[str]]:
    """The cells in one of these states by table, tables without any left out."""
    values = subject.report.values
    found = {cell for cell, value in values.items() if value.state in states}
    if not found:
        return {}
    tables = {
        table: [cell for cell in subject.report.form.cells_of(table) if cell in found]
        for table in SECTIONS
    }
    return {table: cells for table, cells in tables.items() if cells}


@rule(
    "T201",
    Kind.VALUE,
    Severity.WARNING,
    basis=ground("表格"),
    good={},
    bad={"blank": ["t3.carried_out.business"]},
    catalogue=("H5", "E07"),
)
def blank_cells(subject: Subject, this: Rule) -> Iterator[Finding]:
    """单元格不留空白：没有发生的填 0。"""
    form = subject.report.form
    for table, cells in _cells_in(subject, (State.BLANK,)).items():
        yield this.finding(
            f"{region_text(form, table, cells)}空白{_count(cells)}；空白不等于 0，没有发生的应填 0。",
            cells=tuple(cells),
            basis=ground("表格", form),
            suggestion=_filling(subject, cells),
        )


@rule(
    "T202",
    Kind.VALUE,
    Severity.WARNING,
    basis=ground("表格"),
    good={},
    bad={"values": {"t2.rules.made": Value(State.SLASH, raw="/")}},
    catalogue=("H5", "E07"),
)
def slashes_and_dashes(subject: Subject, this: Rule) -> Iterator[Finding]:
    """单元格不画斜线、横线：没有发生的填 0。"""
    form, values = subject.report.form, subject.report.values
    for table, cells in _cells_in(subject, (State.SLASH, State.DASH)).items():
        drawn = dict.fromkeys(values[cell].raw.strip() or "／" for cell in cells)
        yield this.finding(
            f"{region_text(form, table, cells)}填的是“{'”“'.join(drawn)}”{_count(cells)}；"
            "没有发生的应填 0。",
            cells=tuple(cells),
            basis=ground("表格", form),
            suggestion=_filling(subject, cells),
        )


@rule(
    "T203",
    Kind.VALUE,
    Severity.WARNING,
    basis=ground("表格"),
    good={},
    bad={"values": {"t2.licences": Value(State.TEXT, raw="见附件")}},
    catalogue=("H5",),
)
def text_in_cells(subject: Subject, this: Rule) -> Iterator[Finding]:
    """数字单元格里只填数字。"""
    form, values = subject.report.form, subject.report.values
    for table, own in _cells_in(subject, (State.TEXT,)).items():
        written: dict[str, list[str]] = {}
        for cell in own:
            written.setdefault(values[cell].raw.strip(), []).append(cell)
        for raw, cells in written.items():
            yield this.finding(
                f"{region_text(form, table, cells)}填的是“{raw[:40]}”，不是数字。",
                cells=tuple(cells),
                quotes=(Quote(SECTIONS[table], raw),) if raw else (),
                basis=ground("表格", form),
                suggestion="请填数字；没有发生的填 0，需要说明的写在第一或第六部分。",
            )


def _with_number(subject: Subject) -> Iterator[tuple[str, Decimal]]:
    for cell, number in subject.numbers.items():
        if number is not None:
            yield cell, number


@rule(
    "T204",
    Kind.VALUE,
    Severity.ERROR,
    basis=ground("表格"),
    good={"cells": {"t3.new.natural": 2}},
    bad={"cells": {"t3.new.natural": -2}},
    catalogue=("H5",),
)
def negative_numbers(subject: Subject, this: Rule) -> Iterator[Finding]:
    """件数、金额不为负数（试行格式“本年增/减”一栏除外）。"""
    form = subject.report.form
    for cell, number in _with_number(subject):
        if number < 0 and cell not in form.signed:
            yield this.finding(
                f"{form.label_of(cell)}填的是负数 {format_number(number)}，"
                f"{'金额' if cell in form.decimals else '件数'}不能为负。",
                cells=(cell,),
                basis=ground("表格", form),
                suggestion="请对照原始登记核对；负号多系录入或转换时带入。",
            )


@rule(
    "T205",
    Kind.VALUE,
    Severity.ERROR,
    basis=ground("表格"),
    good={"cells": {"t2.fees": Decimal("8510.56")}},
    bad={"cells": {"t2.licences": Decimal("8510.56")}},
    catalogue=("H5",),
)
def fractions(subject: Subject, this: Rule) -> Iterator[Finding]:
    """件数为整数（金额除外）。"""
    form = subject.report.form
    for cell, number in _with_number(subject):
        if cell not in form.decimals and number != number.to_integral_value():
            yield this.finding(
                f"{form.label_of(cell)}填的是 {format_number(number)}，件数应为整数。",
                cells=(cell,),
                basis=ground("表格", form),
                suggestion="请对照原始登记核对；可能是小数点误录，或把别的栏目的金额填在了这里。",
            )


def _filling(subject: Subject, cells: list[str]) -> str:
    """What the sums say about cells without a number: 0, a value, or nothing."""
    allowed, _ = subject.bounds_of_blanks
    implied: dict[str, Any] = {}
    for cell in cells:
        least, most = allowed.get(cell, (None, None))
        if least is not None and least == most:
            implied[cell] = least
    if len(implied) == len(cells) and not any(implied.values()):
        which = "这一格应是" if len(cells) == 1 else "这些格都应是"
        return f"按各行、各列合计推算，{which} 0；请核实后填 0。"
    positive = [cell for cell in implied if implied[cell]]
    if not positive:
        return "请按原始登记补填；没有发生的填 0。"
    form = subject.report.form
    told = "，".join(f"{form.label_of(cell)}应是 {implied[cell]}" for cell in positive[:6])
    more = f"等 {len(positive)} 格" if len(positive) > 6 else ""
    return f"按各行、各列合计推算，{told}{more}；请按原始登记核实后补填，没有发生的填 0。"
