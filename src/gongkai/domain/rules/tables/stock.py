"""Figures of one report that bound each other: documents in force, reviews against answers."""

from collections.abc import Iterator
from decimal import Decimal

from gongkai.domain.findings import Finding, Kind, Rule, Severity, Unanswerable
from gongkai.domain.reports.annual_report import AnnualReport
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.subject import Subject
from gongkai.domain.rules.tables.grounds import ground

DOCUMENTS = (("t2.rules", "规章"), ("t2.normative", "行政规范性文件"))


def documents_of(
    report: AnnualReport, cells: str
) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Made, repealed and in force: three figures of one kind of document."""
    return (
        report.number(f"{cells}.made"),
        report.number(f"{cells}.repealed"),
        report.number(f"{cells}.in_force"),
    )


@rule(
    "T401",
    Kind.STOCK,
    Severity.ERROR,
    basis=ground("表二"),
    good={
        "cells": {"t2.normative.made": 5, "t2.normative.repealed": 2, "t2.normative.in_force": 3}
    },
    bad={"cells": {"t2.normative.made": 5, "t2.normative.repealed": 2, "t2.normative.in_force": 2}},
    since=2021,
    catalogue=("H7",),
)
def in_force_covers_what_was_made(subject: Subject, this: Rule) -> Iterator[Finding]:
    """现行有效件数不少于本年制发件数减本年废止件数。"""
    blank = []
    for cells, label in DOCUMENTS:
        made, repealed, in_force = documents_of(subject.report, cells)
        if made is None or repealed is None or in_force is None:
            blank.append(label)
        elif in_force < made - repealed:
            yield this.finding(
                f"表二{label}：本年制发 {made} 件、废止 {repealed} 件，即使废止的都是本年制发的，"
                f"年末现行有效也不应少于 {made - repealed} 件，实填 {in_force} 件，"
                f"少 {made - repealed - in_force} 件。",
                cells=(f"{cells}.in_force", f"{cells}.made", f"{cells}.repealed"),
                suggestion="请与司法行政部门的规范性文件目录核对三个数字。",
            )
    if blank:
        raise Unanswerable(f"表二{'、'.join(blank)}有单元格没有数字")


@rule(
    "T402",
    Kind.STOCK,
    Severity.WARNING,
    basis=ground("表二"),
    good={
        "cells": {"t2.normative.made": 5, "t2.normative.repealed": 2, "t2.normative.in_force": 5}
    },
    bad={"cells": {"t2.normative.made": 5, "t2.normative.repealed": 2, "t2.normative.in_force": 4}},
    since=2021,
    catalogue=("X3",),
)
def in_force_not_below_made(subject: Subject, this: Rule) -> Iterator[Finding]:
    """现行有效件数一般不少于本年制发件数。"""
    blank = []
    for cells, label in DOCUMENTS:
        made, repealed, in_force = documents_of(subject.report, cells)
        if made is None or in_force is None:
            blank.append(label)
        elif in_force < made and (repealed is None or in_force >= made - repealed):
            yield this.finding(
                f"表二{label}：年末现行有效 {in_force} 件，少于本年制发的 {made} 件，"
                f"相差 {made - in_force} 件，意味着本年制发的文件当年就已废止或失效。",
                cells=(f"{cells}.in_force", f"{cells}.made"),
                suggestion="请与司法行政部门的规范性文件目录核对；情况属实的，建议在第一部分说明。",
            )
    if blank:
        raise Unanswerable(f"表二{'、'.join(blank)}有单元格没有数字")


@rule(
    "T403",
    Kind.STOCK,
    Severity.WARNING,
    basis=ground("表三、表四"),
    good={"cells": {"t4.review.total": 2, "t3.total.total": 2}},
    bad={"cells": {"t4.review.total": 3, "t3.total.total": 2}},
    catalogue=("X9",),
)
def reviews_against_answers(subject: Subject, this: Rule) -> Iterator[Finding]:
    """行政复议件数一般不多于本年办理的申请件数。"""
    reviews, answered = subject.require("t4.review.total"), subject.require("t3.total.total")
    if reviews <= answered:
        return
    waiting = subject.numbers.get("t3.carried_out.total")
    # Silence on an application can be taken to review too, so open ones may explain it.
    explained = waiting is not None and reviews <= answered + waiting
    yield this.finding(
        f"表四行政复议总计 {reviews} 件，多于表三本年办理结果总计 {answered} 件，"
        f"多 {reviews - answered} 件。",
        cells=("t4.review.total", "t3.total.total"),
        severity=Severity.NOTICE if explained else this.severity,
        suggestion="请核对是否把与政府信息公开无关的复议、或作为复议机关办理的案件计入；"
        "确系以前年度答复引起的，建议在第一部分说明。",
    )
