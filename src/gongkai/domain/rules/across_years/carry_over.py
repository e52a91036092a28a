"""Applications carried over: what was left open at the end of last year begins this year (X1)."""

from collections.abc import Iterator

from gongkai.domain.findings import Finding, Kind, Rule, Severity, Unanswerable
from gongkai.domain.rules.across_years.explanations import explanation_of
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.subject import Subject
from gongkai.domain.rules.tables.grounds import ground

_OPEN = {"t3.carried_out.natural": 1, "t3.carried_out.total": 1}


@rule(
    "Y101",
    Kind.CARRY_OVER,
    Severity.ERROR,
    basis=ground("表三"),
    good={
        "cells": {"t3.carried_in.natural": 1, "t3.carried_in.total": 1},
        "previous": {"cells": _OPEN},
    },
    bad={"previous": {"cells": _OPEN}},
    catalogue=("X1", "E25"),
)
def carried_over_from_last_year(subject: Subject, this: Rule) -> Iterator[Finding]:
    """表三“二、上年结转”各列，等于上年报告表三“四、结转下年度继续办理”各列。"""
    previous, report = subject.require_last_year(), subject.report
    different, blank = [], []
    for column, label in report.form.applicant_columns:
        now = report.number(f"t3.carried_in.{column}")
        then = previous.number(f"t3.carried_out.{column}")
        if now is None or then is None:
            blank.append(label)
        elif now != then:
            different.append((column, label, now, then))
    if different:
        told = "；".join(
            f"{label}：上年结转填 {now} 件，上年报告结转下年度为 {then} 件，相差 {abs(now - then)} 件"
            for _, label, now, then in different
        )
        explained = explanation_of(report, "carry_over")
        yield this.finding(
            f"表三“上年结转”与上年报告不衔接。{told}。"
            + ("正文有一句可能与此有关，请核对是否已说明原因。" if explained else ""),
            cells=tuple(f"t3.carried_in.{column}" for column, *_ in different),
            quotes=(explained,) if explained else (),
            severity=Severity.WARNING if explained else this.severity,
            basis=ground("表三", report.form),
            suggestion="请核对上年报告和登记台账：上年报告有误的，应更正上年报告或在本年报告中说明；"
            "否则按上年报告的结转数填报。",
        )
    if blank:
        raise Unanswerable(f"表三结转数“{'、'.join(blank)}”有单元格没有数字")
