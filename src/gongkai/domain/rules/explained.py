"""Findings that a person has looked at and explained, kept in a small file beside the report.

The file is YAML, written to be read and edited by hand:

    schema: gongkai.explained/1
    explained:
      - code: N01
        figures: {t3.new.total: "5"}
        words: ["共受理政府信息公开申请 6 件"]
        by: 张三
        day: 2026-01-20
        reason: 其中1件为口头咨询，已与档案核对。

A finding stays explained while its figures (the cells it names) and the words it quotes are the same.
When one of them changes the explanation no longer holds: the finding comes back, with a remark.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from gongkai.domain.findings import Finding, Kind
from gongkai.domain.reports.annual_report import State, format_number
from gongkai.domain.rules.explained_file import Explained, ExplainedFileError, dump, load
from gongkai.domain.rules.subject import Subject

__all__ = [
    "Explained",
    "ExplainedFileError",
    "apply",
    "dump",
    "entry_for",
    "load",
    "unused",
]
_BLANKS = re.compile(r"[\s　]+")


def entry_for(finding: Finding, subject: Subject, *, by: str, day: date, reason: str) -> Explained:
    """The entry that explains this finding as it stands now. Empty `by` or `reason` is a ValueError."""
    if not by.strip() or not reason.strip():
        raise ValueError("说明要写明谁、为什么")
    return Explained(
        finding.code,
        _figures(finding, subject),
        _words(finding),
        by.strip(),
        day,
        _BLANKS.sub(" ", reason).strip(),
    )


def apply(
    findings: Sequence[Finding], subject: Subject, explained: Sequence[Explained]
) -> list[Finding]:
    """Findings in the same order: explained ones carry the explanation, changed ones a remark.

    An entry explains one finding: the one with its code, cells and words. An entry of the same code
    and cells (or, without cells, alone of its code) whose figures or words differ adds the remark.
    """
    left = list(explained)
    exact: dict[int, Explained] = {}
    for at, finding in enumerate(findings):
        figures, words = _figures(finding, subject), _words(finding)
        for entry in left:
            if (entry.code, dict(entry.figures), entry.words) == (finding.code, figures, words):
                exact[at] = entry
                left.remove(entry)
                break
    made: list[Finding] = []
    for at, finding in enumerate(findings):
        if at in exact:
            made.append(replace(finding, explanation=exact[at].describe()))
            continue
        changed = next((entry for entry in left if _is_same_matter(entry, finding, subject)), None)
        if changed is not None:
            left.remove(changed)
            remark = f"曾有说明（{changed.describe()}），但{_changes(changed, finding, subject)}，需要重新核对。"
            finding = replace(finding, evidence=(*finding.evidence, remark))
        made.append(finding)
    return made


def unused(
    findings: Sequence[Finding], subject: Subject, explained: Sequence[Explained]
) -> list[Explained]:
    """Entries that no finding of the report answers to any more: the matter is settled."""
    return [
        entry
        for entry in explained
        if not any(
            _is_same_matter(entry, one, subject)
            or entry.code == one.code
            and entry.words == _words(one)
            for one in findings
        )
    ]


def _figures(finding: Finding, subject: Subject) -> dict[str, str]:
    figures: dict[str, str] = {}
    for cell in finding.cells:
        figures[cell] = _figure(subject, cell)
    if subject.previous is not None and finding.kind in (Kind.CARRY_OVER, Kind.STOCK):
        for cell in finding.cells:
            if cell in subject.previous.form.cell_set:
                number = subject.previous.number(cell)
                figures[f"previous:{cell}"] = (
                    "没有数字" if number is None else format_number(number)
                )
    return figures


def _figure(subject: Subject, cell: str) -> str:
    if cell not in subject.report.form.cell_set:
        return "没有这个单元格"
    value = subject.report.value(cell)
    if value.number is not None:
        return format_number(value.number)
    names = {State.BLANK: "空白", State.MISSING: "缺失", State.UNREAD: "未读出"}
    return names.get(value.state) or value.raw or value.state.value


def _words(finding: Finding) -> tuple[str, ...]:
    """The quotes; a finding without cells and quotes is known by its message (a missing section)."""
    words = tuple(_BLANKS.sub("", one.text) for one in finding.quotes if one.text)
    return words if words or finding.cells else (_BLANKS.sub("", finding.message),)


def _is_same_matter(entry: Explained, finding: Finding, subject: Subject) -> bool:
    if entry.code != finding.code:
        return False
    figures = _figures(finding, subject)
    if figures or entry.figures:
        return set(figures) == set(entry.figures)
    # Words without cells: the same matter where the figures in them are all that changed.
    return [_without_figures(one) for one in entry.words] == [
        _without_figures(one) for one in _words(finding)
    ]


def _without_figures(words: str) -> str:
    return re.sub(r"\d+(?:\.\d+)?", "#", words)


def _changes(entry: Explained, finding: Finding, subject: Subject) -> str:
    now = _figures(finding, subject)
    for cell, before in entry.figures.items():
        if now.get(cell) != before:
            bare = cell.removeprefix("previous:")
            known = bare in subject.report.form.cell_set
            label = subject.report.form.label_of(bare) if known else bare
            whose = "上年" if cell != bare else ""
            return f"{whose}{label}已由{before}变为{now.get(cell, '没有数字')}"
    return "引用的文字已经改动"
