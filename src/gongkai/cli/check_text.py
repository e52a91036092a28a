"""The outcome of a check as plain text for a terminal."""

from collections.abc import Iterator, Mapping

from gongkai.documents.errors import DocumentError
from gongkai.domain.findings import Finding, Kind, Outcome, Severity
from gongkai.domain.reports.annual_report import AnnualReport, plain_number
from gongkai.domain.rules.checking import CheckResult


def as_text(
    source: Mapping[str, str], result: CheckResult | None, error: DocumentError | None
) -> str:
    """What was found in one file, worst first, each with its place, figures and what to do."""
    name = source["name"]
    if result is None:
        assert error is not None
        lines = [f"{name}", f"  未能读取：{error.message}"]
        if error.advice:
            lines.append(f"  怎么办：{error.advice}")
        return "\n".join(lines) + "\n"
    return "\n".join([*_head(name, result), *_findings(result), *_tail(result)]) + "\n"


def _head(name: str, result: CheckResult) -> Iterator[str]:
    report = result.subject.report
    year = f"{report.year}年度" if report.year else "年度未识别"
    yield f"{name}：{report.organ or '机关未识别'}，{year}，{report.form.label}"
    counts = [f"{one.label} {result.count(one)}" for one in Severity if result.count(one)]
    yield f"  {'，'.join(counts) if counts else '没有发现问题'}"


def _findings(result: CheckResult) -> Iterator[str]:
    report = result.subject.report
    for number, finding in enumerate(result.findings, 1):
        state = "（已说明）" if finding.explanation is not None else ""
        yield ""
        yield f"  {number}. [{finding.severity.label}{state}·{finding.kind.label}] {finding.message}"
        for line in _details(report, finding):
            yield f"     {line}"


def _details(report: AnnualReport, finding: Finding) -> Iterator[str]:
    for quote in finding.quotes:
        if quote.text:
            yield f"原文：{_section(quote.section)}“{_shortened(quote.text)}”"
    places = _places(report, finding)
    if places:
        yield f"位置：{places}"
    for sentence in finding.evidence:
        yield f"依据数据：{sentence}"
    for one in finding.alternatives:
        values = "，".join(
            f"{report.form.label_of(cell)} {plain_number(number)}"
            for cell, number in list(one.cells.items())[:8]
        )
        yield f"可能的改法：{one.explanation or values}"
    if finding.suggestion:
        yield f"建议：{finding.suggestion}"
    yield f"规则：{finding.code}（{finding.basis}）"
    if finding.explanation is not None:
        yield f"说明：{finding.explanation}"


def _places(report: AnnualReport, finding: Finding) -> str:
    """Where the cells stand in the file; only for a few, a list of forty helps nobody."""
    known = [
        f"{report.form.label_of(cell)}（{described}）"
        for cell in finding.cells
        if cell in report.form.cell_set and (described := report.value(cell).place.describe())
    ]
    return "；".join(known) if 0 < len(known) <= 4 else ""


def _tail(result: CheckResult) -> Iterator[str]:
    by_outcome = dict.fromkeys(Outcome, 0)
    for verdict in result.verdicts:
        by_outcome[verdict.outcome] += 1
    yield ""
    yield (
        f"  共用规则 {len(result.verdicts)} 条：通过 {by_outcome[Outcome.PASSED]}，"
        f"发现问题 {by_outcome[Outcome.FAILED]}，因缺少数值或材料无法判断 {by_outcome[Outcome.UNANSWERED]}"
    )
    yield from (f"  没有比对：{reason}" for reason in _not_compared(result))
    for verdict in result.verdicts:
        if verdict.outcome is Outcome.BROKEN:
            yield f"  规则 {verdict.rule.code} 自身出错，未能执行：{verdict.reason}（请向软件维护者报告）"


def _not_compared(result: CheckResult) -> list[str]:
    """Why what was given beside the report could not be held against it (another year, other cells)."""
    subject = result.subject
    reasons: list[str] = []
    for verdict in result.verdicts:
        # The rules on last year's and the subordinate organs' reports; they are not wanted alike.
        wanted = subject.children if verdict.rule.kind is Kind.AGGREGATION else subject.previous
        if verdict.outcome is Outcome.UNANSWERED and verdict.rule.code[0] == "Y" and wanted:
            reasons.append(verdict.reason)
    return list(dict.fromkeys(reasons))


def _section(key: str) -> str:
    own = key.removeprefix("previous:")
    names = {"title": "标题", "preface": "前言", "signature": "落款"}
    named = names.get(own, f"第{own}部分" if own in "一二三四五六" else own)
    return f"上年报告{named}" if own != key else named


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 80 else f"{flat[:60]}……{flat[-16:]}"
