"""Sums and balance (勾稽关系): H1 to H4. What fails is located and joined afterwards (`located`)."""

from collections.abc import Iterator
from typing import Any

from gongkai.domain.findings import Finding, Kind, Outcome, Rule, Severity, Unanswerable
from gongkai.domain.reports.equations import equations_of
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.subject import Subject
from gongkai.domain.rules.tables.equation_text import equation_name, equation_sentence
from gongkai.domain.rules.tables.grounds import ground

# The rules that `located` joins: one mistake often breaks equations of several.
SUM_RULES = {"H1": "T101", "H2": "T102", "H3": "T103", "H4": "T104"}

_CORRECT: dict[str, Any] = {
    "t3.new.natural": 3,
    "t3.new.business": 1,
    "t3.new.total": 4,
    "t3.carried_in.natural": 1,
    "t3.carried_in.total": 1,
    "t3.granted.natural": 2,
    "t3.granted.business": 1,
    "t3.granted.total": 3,
    "t3.partial.natural": 1,
    "t3.partial.total": 1,
    "t3.total.natural": 3,
    "t3.total.business": 1,
    "t3.total.total": 4,
    "t3.carried_out.natural": 1,
    "t3.carried_out.total": 1,
    "t4.review.upheld": 2,
    "t4.review.total": 2,
}


def _failing(subject: Subject, this: Rule, entry: str) -> Iterator[Finding]:
    form, numbers = subject.report.form, subject.numbers
    unanswered = []
    for equation in equations_of(form, entry):
        held = subject.held(equation)
        if held.outcome is Outcome.FAILED:
            yield this.finding(
                f"{equation_sentence(form, held, numbers)}。",
                cells=equation.right if equation.total is None else (equation.total,),
                basis=ground("勾稽关系", form),
                suggestion="请对照原始登记核对这几格。",
            )
        elif held.outcome is Outcome.UNANSWERED:
            unanswered.append(equation_name(form, equation))
    if unanswered:
        raise Unanswerable(f"{'、'.join(unanswered)}有单元格没有数字")


@rule(
    SUM_RULES["H1"],
    Kind.BALANCE,
    Severity.ERROR,
    basis=ground("表三勾稽关系"),
    good={"cells": _CORRECT},
    bad={"cells": {**_CORRECT, "t3.carried_out.natural": 2, "t3.carried_out.total": 2}},
    catalogue=("H1", "E02"),
)
def balance_of_applications(subject: Subject, this: Rule) -> Iterator[Finding]:
    """表三每一列：本年新收与上年结转之和，等于办理结果总计与结转下年度之和。"""
    yield from _failing(subject, this, "H1")


@rule(
    SUM_RULES["H2"],
    Kind.SUM,
    Severity.ERROR,
    basis=ground("表三"),
    good={"cells": _CORRECT},
    bad={"cells": {**_CORRECT, "t3.granted.natural": 1, "t3.granted.total": 2}},
    catalogue=("H2", "E24"),
)
def sum_of_results(subject: Subject, this: Rule) -> Iterator[Finding]:
    """表三每一列：（一）至（六）各项办理结果之和，等于（七）总计。"""
    yield from _failing(subject, this, "H2")


@rule(
    SUM_RULES["H3"],
    Kind.SUM,
    Severity.ERROR,
    basis=ground("表三"),
    good={"cells": _CORRECT},
    bad={"cells": {**_CORRECT, "t3.new.total": 5}},
    catalogue=("H3", "E24"),
)
def sum_of_applicants(subject: Subject, this: Rule) -> Iterator[Finding]:
    """表三每一行：自然人与五类法人或其他组织之和，等于总计。"""
    yield from _failing(subject, this, "H3")


@rule(
    SUM_RULES["H4"],
    Kind.SUM,
    Severity.ERROR,
    basis=ground("表四"),
    good={"cells": _CORRECT},
    bad={"cells": {**_CORRECT, "t4.review.total": 0}},
    catalogue=("H4", "E24"),
)
def sum_of_disputes(subject: Subject, this: Rule) -> Iterator[Finding]:
    """表四行政复议、未经复议直接起诉、复议后起诉：四种结果之和，等于总计。"""
    yield from _failing(subject, this, "H4")


@rule(
    "T105",
    Kind.SUM,
    Severity.ERROR,
    basis=ground("表三勾稽关系"),
    good={"cells": _CORRECT, "blank": ["t3.new.research"]},
    # One application came in, and nothing says what became of it: the blanks would have to be 1
    # for the balance and 0 for the sum of the results.
    bad={
        "cells": {"t3.new.natural": 1, "t3.new.total": 1},
        "blank": ["t3.total.natural", "t3.total.total"],
    },
    catalogue=("H1", "H2", "H3", "H4"),
)
def blanks_have_a_filling(subject: Subject, this: Rule) -> Iterator[Finding]:
    """没有数字的单元格填上任何数字都不能使勾稽关系全部成立时，已填的数字中必有错误。"""
    form, numbers = subject.report.form, subject.numbers
    if all(number is not None for number in numbers.values()):
        return
    if any(subject.held(one).outcome is Outcome.FAILED for one in form.equations):
        raise Unanswerable("先要改正已经不成立的勾稽关系")
    _, contradicted = subject.bounds_of_blanks
    for equation in contradicted:
        blanks = tuple(cell for cell in equation.cells if numbers.get(cell) is None)
        yield this.finding(
            f"{equation_name(form, equation)}及相连的行、列中有没有数字的单元格，"
            "但无论其中填什么数，各项合计都不能同时成立：已填的数字中至少有一个是错的。",
            cells=blanks or equation.right,
            basis=ground("勾稽关系", form),
            suggestion="请先按原始登记补齐空白（没有的填 0），再逐行逐列核对合计。",
        )
