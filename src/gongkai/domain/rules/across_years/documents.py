"""Documents in force follow from last year's, what was made and what was repealed (X2)."""

from collections.abc import Iterator

from gongkai.domain.findings import Finding, Kind, Rule, Severity, Unanswerable
from gongkai.domain.rules.across_years.explanations import explanation_of
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.subject import Subject
from gongkai.domain.rules.tables.grounds import ground
from gongkai.domain.rules.tables.stock import DOCUMENTS, documents_of

_THIS_YEAR = {"t2.normative.made": 3, "t2.normative.repealed": 1, "t2.normative.in_force": 12}


@rule(
    "Y102",
    Kind.STOCK,
    Severity.WARNING,
    basis=ground("表二"),
    good={"cells": _THIS_YEAR, "previous": {"cells": {"t2.normative.in_force": 10}}},
    bad={"cells": _THIS_YEAR, "previous": {"cells": {"t2.normative.in_force": 11}}},
    # 2020's form counted 对外公开总数量, which is not the number in force.
    since=2022,
    catalogue=("X2", "E18", "E28"),
)
def documents_follow_from_last_year(subject: Subject, this: Rule) -> Iterator[Finding]:
    """现行有效件数一般等于上年现行有效件数加本年制发、减本年废止。"""
    previous, report = subject.require_last_year(), subject.report
    blank = []
    for cells, label in DOCUMENTS:
        made, repealed, in_force = documents_of(report, cells)
        before = previous.number(f"{cells}.in_force")
        if made is None or repealed is None or in_force is None or before is None:
            blank.append(label)
            continue
        expected = before + made - repealed
        if in_force == expected:
            continue
        explained = explanation_of(report, "documents_in_force")
        more = in_force > expected
        message = (
            f"表二{label}：上年报告现行有效 {before} 件，加本年制发 {made} 件、减本年废止 {repealed} 件，"
            f"应为 {expected} 件，实填现行有效 {in_force} 件，{'多' if more else '少'} "
            f"{abs(in_force - expected)} 件。"
        )
        reason = "机构划入、补计" if more else "有效期届满失效、清理"
        yield this.finding(
            message + ("正文有一句可能与此有关，请核对是否已说明原因。" if explained else ""),
            cells=(f"{cells}.in_force", f"{cells}.made", f"{cells}.repealed"),
            quotes=(explained,) if explained else (),
            severity=Severity.NOTICE if explained else this.severity,
            suggestion="请与司法行政部门的文件目录核对三个数字；"
            f"差额确因{reason}等原因形成的，建议在第一部分写明件数和原因。",
        )
    if blank:
        raise Unanswerable(f"本年或上年表二{'、'.join(blank)}有单元格没有数字")
