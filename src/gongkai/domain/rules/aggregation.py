"""A government's figures against its subordinate organs' (X4): every cell is their sum.

Whether a report is missing among the children cannot be known from the children. So a sum that is
too large is wrong (a part is more than the whole), and one that is too small must be looked at.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.domain.findings import Finding, Kind, Rule, Severity, Unanswerable
from gongkai.domain.reports.annual_report import AnnualReport, format_number
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.subject import Subject
from gongkai.domain.rules.tables.grounds import ground

_NAME = {"t2": "表二", "t3": "表三", "t4": "表四"}
# Sentences of evidence in one finding, and organs named in one sentence.
MOST_CELLS = 30
MOST_ORGANS = 8


@dataclass(frozen=True)
class Counted:
    """The children that are added up, and a sentence for each one that is not."""

    organs: tuple[AnnualReport, ...]
    left_out: tuple[str, ...]


def counted_children(subject: Subject) -> Counted:
    """Leave out what must not be added: the aggregate itself, a copy of a report, another year's."""
    report = subject.report
    kept: list[AnnualReport] = []
    left_out: list[str] = []
    for child in subject.children:
        name = child.organ or child.title
        if child.form is not report.form or child.year != report.year:
            left_out.append(f"“{name}”是{child.year or '不明'}年度的报告")
        elif _same_figures(child, report):
            left_out.append(f"“{name}”各格与本报告完全相同，是汇总数，不再加入")
        elif same := next((one for one in kept if _same_figures(one, child)), None):
            left_out.append(f"“{name}”各格与“{same.organ}”完全相同，只加一次")
        else:
            kept.append(child)
    for child in _subtotals(kept):
        kept.remove(child)
        left_out.append(f"“{child.organ}”各格等于其余各单位之和，是汇总数，不再加入")
    return Counted(tuple(kept), tuple(left_out))


def _figures(report: AnnualReport) -> tuple[Decimal | None, ...]:
    return tuple(report.number(cell) for cell in report.form.cells)


def _same_figures(one: AnnualReport, other: AnnualReport) -> bool:
    """The same number wherever both have one, in most cells; two reports of zeros prove nothing."""
    both = [
        pair
        for pair in zip(_figures(one), _figures(other), strict=True)
        if pair[0] is not None and pair[1] is not None
    ]
    mostly = 2 * len(both) > len(one.form.cells)
    return mostly and all(mine == its for mine, its in both) and any(mine for mine, _ in both)


def _subtotals(children: Sequence[AnnualReport]) -> list[AnnualReport]:
    """A child that equals the sum of two or more others in every cell."""
    if len(children) < 3:
        return []
    rows = [_figures(child) for child in children]
    sums = [
        sum((value or Decimal(0) for value in column), Decimal(0))
        for column in zip(*rows, strict=True)
    ]
    return [
        child
        for child, row in zip(children, rows, strict=True)
        if any(row)
        and all(
            value is not None and 2 * value == total for value, total in zip(row, sums, strict=True)
        )
    ][:1]


_CHILDREN = [
    {"organ": "示例县教育局", "cells": {"t2.licences": 3, "t3.new.natural": 1, "t3.new.total": 1}},
    {"organ": "示例县公安局", "cells": {"t2.licences": 4}},
]
_SUM = {"t2.licences": 7, "t3.new.natural": 1, "t3.new.total": 1}


@rule(
    "Y201",
    Kind.AGGREGATION,
    Severity.ERROR,
    basis=ground("表格"),
    good={"cells": _SUM, "children": _CHILDREN},
    bad={"cells": {**_SUM, "t2.licences": 6}, "children": _CHILDREN},
    catalogue=("X4", "E27"),
)
def whole_is_the_sum_of_its_parts(subject: Subject, this: Rule) -> Iterator[Finding]:
    """政府的汇总报告每一格等于所属各单位报告同一格之和。"""
    if not subject.children:
        raise Unanswerable("没有所属单位的报告")
    counted = counted_children(subject)
    if not counted.organs:
        raise Unanswerable("所属单位的报告没有可以相加的：" + "；".join(counted.left_out))
    blank = 0
    for table in _NAME:
        differences: dict[str, Decimal] = {}
        for cell in subject.report.form.cells_of(table):
            whole, (parts, complete) = subject.numbers.get(cell), _sum(counted.organs, cell)
            # A blank part is not less than 0: a sum too large without it is too large with it.
            if whole is None or (not complete and parts <= whole):
                blank += 1
            elif abs(whole - parts) > _allowance(subject, cell, len(counted.organs)):
                differences[cell] = whole - parts
        for sign in (-1, 1):
            own = {cell: value for cell, value in differences.items() if value * sign > 0}
            if own:
                yield _finding(subject, this, counted, table, own)
    if blank:
        raise Unanswerable(f"本报告或所属单位的报告有 {blank} 格没有数字")


def _allowance(subject: Subject, cell: str, organs: int) -> Decimal:
    """Amounts of money are rounded to 0.01 万元 in every report; counts are exact."""
    return organs * Decimal("0.01") if cell in subject.report.form.decimals else Decimal(0)


def _sum(organs: Sequence[AnnualReport], cell: str) -> tuple[Decimal, bool]:
    """The sum of the numbers there are, and whether every organ has one."""
    numbers = [organ.number(cell) for organ in organs]
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal(0)), len(known) == len(numbers)


def _finding(
    subject: Subject, this: Rule, counted: Counted, table: str, differences: dict[str, Decimal]
) -> Finding:
    form = subject.report.form
    too_small = next(iter(differences.values())) < 0
    cell, difference = max(differences.items(), key=lambda one: abs(one[1]))
    whole = subject.numbers[cell] or Decimal(0)
    side = "少于" if too_small else "多于"
    evidence = [_sentence(subject, counted, one) for one in list(differences)[:MOST_CELLS]]
    if len(differences) > MOST_CELLS:
        evidence.append(f"另有 {len(differences) - MOST_CELLS} 格同样不等。")
    return this.finding(
        f"{_NAME[table]}有 {len(differences)} 格{side}所属 {len(counted.organs)} 个单位之和；"
        f"相差最大的是{form.label_of(cell)}：本报告 {format_number(whole)}，各单位合计 "
        f"{format_number(whole - difference)}，{'少' if too_small else '多'} "
        f"{format_number(abs(difference))}。",
        cells=tuple(differences),
        severity=Severity.ERROR if too_small else Severity.WARNING,
        basis=ground(_NAME[table], form),
        evidence=(*evidence, *(f"{one}。" for one in counted.left_out)),
        suggestion=_suggestion(counted, differences, too_small),
    )


def _sentence(subject: Subject, counted: Counted, cell: str) -> str:
    """One cell: the whole, the sum, the difference, and whose figures make up the sum."""
    whole = subject.numbers[cell] or Decimal(0)
    shares = [(organ.organ, organ.number(cell) or Decimal(0)) for organ in counted.organs]
    total = sum((number for _, number in shares), Decimal(0))
    largest = sorted((one for one in shares if one[1]), key=lambda one: -one[1])
    told = "、".join(f"{name} {format_number(number)}" for name, number in largest[:MOST_ORGANS])
    more = f" 等 {len(largest)} 个单位" if len(largest) > MOST_ORGANS else ""
    return (
        f"{subject.report.form.label_of(cell)}：本报告 {format_number(whole)}，"
        f"各单位合计 {format_number(total)}（{told or '各单位均为 0'}{more}），"
        f"相差 {format_number(abs(whole - total))}。"
    )


def _suggestion(counted: Counted, differences: dict[str, Decimal], too_small: bool) -> str:
    """Name the organ whose own figures are the whole difference, where there is exactly one."""
    wanted = {cell: abs(value) for cell, value in differences.items()}
    matching = [
        organ.organ
        for organ in counted.organs
        if all(organ.number(cell) == value for cell, value in wanted.items())
    ]
    if too_small:
        hint = (
            f"差额恰好等于“{matching[0]}”的数字，可能漏了这个单位。" if len(matching) == 1 else ""
        )
        return f"{hint}请核对汇总表：部分之和不能大于全县之数。"
    hint = f"差额恰好等于“{matching[0]}”的数字，可能重复计算。" if len(matching) == 1 else ""
    return (
        f"{hint}请先核对所属单位的报告是否齐全（含乡镇、街道和政府办公室自身），再核对汇总表；"
        "联合发文只由牵头单位计一次。"
    )
