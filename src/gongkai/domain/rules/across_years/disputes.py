"""Reviews and lawsuits of two years: what went to court after a review was reviewed before (X8, X10)."""

from collections.abc import Iterator
from decimal import Decimal

from gongkai.domain.findings import Finding, Kind, Rule, Severity, Unanswerable
from gongkai.domain.law.norms import norm
from gongkai.domain.reports.annual_report import AnnualReport
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.subject import Subject
from gongkai.domain.rules.tables.grounds import ground

_DECIDED = ("upheld", "corrected", "other")


def _sum(report: AnnualReport, cells: list[str]) -> Decimal:
    numbers = [report.number(cell) for cell in cells]
    if any(number is None for number in numbers):
        raise Unanswerable(f"{report.year or ''}年度报告的有关单元格没有数字")
    return sum((number for number in numbers if number is not None), Decimal(0))


@rule(
    "Y103",
    Kind.STOCK,
    Severity.WARNING,
    basis=ground("表四"),
    good={
        "cells": {"t4.after_review.total": 3, "t4.review.upheld": 1},
        "previous": {"cells": {"t4.review.upheld": 2}},
    },
    bad={
        "cells": {"t4.after_review.total": 3, "t4.review.upheld": 1},
        "previous": {"cells": {"t4.review.upheld": 1}},
    },
    catalogue=("X8",),
)
def suits_after_review(subject: Subject, this: Rule) -> Iterator[Finding]:
    """复议后起诉的件数一般不多于本年和上年审结的行政复议件数。"""
    previous, report = subject.require_last_year(), subject.report
    suits = subject.require("t4.after_review.total")
    cells = [f"t4.review.{result}" for result in _DECIDED]
    now, then = _sum(report, cells), _sum(previous, cells)
    if suits > now + then:
        yield this.finding(
            f"表四“复议后起诉”总计 {suits} 件，多于行政复议本年审结的 {now} 件与上年审结的 {then} 件"
            f"之和 {now + then} 件，多 {suits - now - then} 件。",
            cells=("t4.after_review.total", *cells),
            basis=ground("表四", report.form),
            suggestion="请核对是否把未经复议直接起诉的、或一审和二审重复计入；确系更早的复议引起的，请说明。",
        )


_REFUSED = ("secret", "law", "safety", "third_party", "internal", "process", "case_file")


@rule(
    "Y104",
    Kind.STOCK,
    Severity.WARNING,
    basis=norm("xingzheng-fuyi-fa").cite("第二十三条"),
    good={
        "cells": {"t4.direct.total": 2, "t3.total.total": 5, "t3.refused.law.total": 3},
        "previous": {},
    },
    bad={
        "cells": {"t4.direct.total": 3, "t3.total.total": 5, "t3.refused.law.total": 3},
        "previous": {},
    },
    # Last year's decisions count too, and they fall under the law only from 2024.
    since=2025,
    catalogue=("X10",),
)
def direct_suits_against_refusals(subject: Subject, this: Rule) -> Iterator[Finding]:
    """2024年起对不予公开不服须先申请复议，直接起诉的件数一般不多于其他办理结果的件数。"""
    previous, report = subject.require_last_year(), subject.report
    suits = subject.require("t4.direct.total")
    if not suits:
        return
    refused = [f"t3.refused.{reason}.total" for reason in _REFUSED]
    open_to_suit = sum(
        (_sum(one, ["t3.total.total"]) - _sum(one, refused) for one in (report, previous)),
        Decimal(0),
    )
    if suits > open_to_suit:
        yield this.finding(
            f"表四“未经复议直接起诉”总计 {suits} 件；本年和上年不予公开（1至7项）以外的办理结果"
            f"合计只有 {open_to_suit} 件，至少有 {suits - open_to_suit} 件像是对不予公开直接起诉，"
            "而2024年1月1日起对不予公开不服的应先申请行政复议。",
            cells=("t4.direct.total",),
            suggestion="请核对这些案件是否经过复议（经过的填“复议后起诉”），或是否因其他事项引起。",
        )
