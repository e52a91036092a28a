"""Joins failing sums into one finding for each mistake, with the cell that is most likely wrong."""

from collections.abc import Sequence
from dataclasses import replace

from gongkai.domain.findings import Alternative, Finding, Kind, Severity
from gongkai.domain.reports.locating import Fault, Repair, locate
from gongkai.domain.rules.subject import Subject
from gongkai.domain.rules.tables.arithmetic import SUM_RULES
from gongkai.domain.rules.tables.equation_text import change_text, equation_sentence
from gongkai.domain.rules.tables.grounds import ground

# Rules that say of one cell that its number is no count; they take the sums it breaks as evidence.
IMPOSSIBLE_NUMBER_RULES = ("T204", "T205")
SENTENCES_IN_A_MESSAGE = 3


def join(subject: Subject, findings: Sequence[Finding]) -> list[Finding]:
    """Put one finding for each independent mistake in place of the failing equations' own."""
    sums = [one for one in findings if one.code in SUM_RULES.values()]
    kept = [one for one in findings if one.code not in SUM_RULES.values()]
    if not sums:
        return list(findings)
    try:
        faults = locate(subject.report.form, subject.numbers)
    except ValueError:  # a number that is not finite: the equations' own findings stand
        return list(findings)
    for fault in faults:
        cells = set(fault.repairs[0].cells) if len(fault.repairs) == 1 else set()
        owner = next(
            (i for i, one in enumerate(kept) if _is_impossible(one) and set(one.cells) == cells),
            None,
        )
        if owner is None:
            kept.append(_finding(subject, fault))
        else:
            kept[owner] = replace(
                kept[owner],
                evidence=(*kept[owner].evidence, *_sentences(subject, fault)),
                suggestion=_suggestion(subject, fault),
            )
    return kept


def _is_impossible(finding: Finding) -> bool:
    return finding.code in IMPOSSIBLE_NUMBER_RULES


def _finding(subject: Subject, fault: Fault) -> Finding:
    entries = sorted({held.equation.rule for held in fault.failing})
    # A total that does not add up is a plainer statement than a balance that is off.
    entry = next((one for one in reversed(entries) if one != "H1"), "H1")
    form, numbers = subject.report.form, subject.numbers
    alternatives = tuple(
        Alternative(
            {cell: value for cell, value in repair.values.items() if value is not None},
            _explained(subject, repair),
        )
        for repair in fault.repairs
    )
    totals = [held.equation.right[0] for held in fault.failing]
    return Finding(
        code=SUM_RULES[entry],
        kind=Kind.BALANCE if entries == ["H1"] else Kind.SUM,
        severity=Severity.ERROR,
        message=_message(subject, fault),
        basis=ground("勾稽关系", form),
        cells=tuple(dict.fromkeys(fault.cells or totals)),
        suggestion=_suggestion(subject, fault),
        evidence=tuple(f"{equation_sentence(form, held, numbers)}。" for held in fault.failing),
        alternatives=alternatives,
    )


def _message(subject: Subject, fault: Fault) -> str:
    sentences = [text.rstrip("。") for text in _sentences(subject, fault)]
    told = "；".join(sentences[:SENTENCES_IN_A_MESSAGE])
    if len(sentences) > SENTENCES_IN_A_MESSAGE:
        told += f"；等 {len(sentences)} 处合计对不上"
    if len(fault.repairs) == 1 and fault.complete:
        (repair,) = fault.repairs
        if len(repair.values) == 1:
            label = subject.report.form.label_of(repair.cells[0])
            return f"{told}。只改一格就能使{_all_hold(sentences)}的，只有{label}。"
    return f"{told}。"


def _all_hold(sentences: list[str]) -> str:
    return "合计成立" if len(sentences) == 1 else f"这 {len(sentences)} 处合计同时成立"


def _sentences(subject: Subject, fault: Fault) -> list[str]:
    form, numbers = subject.report.form, subject.numbers
    return [f"{equation_sentence(form, held, numbers)}。" for held in fault.failing]


def _explained(subject: Subject, repair: Repair) -> str:
    form, numbers = subject.report.form, subject.numbers
    changes = "，".join(
        change_text(form, cell, numbers.get(cell), value) for cell, value in repair.values.items()
    )
    return f"{changes}（{repair.note}）" if repair.note else changes


def _suggestion(subject: Subject, fault: Fault) -> str:
    if not fault.repairs:
        return (
            "对不上的地方较多，未能在限定的计算量内找出最少要改哪几格；"
            "请先看整行、整列是否填错了位置，再对照原始登记逐行逐列核对。"
        )
    first, *others = fault.repairs
    if not others and fault.complete:
        return f"请对照原始登记核对：最可能应将{_explained(subject, first)}。"
    count = f"共 {len(fault.repairs)} 种" if fault.complete else f"{len(fault.repairs)} 种以上"
    sizes = {len(repair.values) for repair in fault.repairs}
    each = "都只改一格" if sizes == {1} else "改动同样少"
    return (
        f"能使合计全部成立的改法{count}，{each}，程序不代为选定；请对照原始登记核对。"
        f"其中较为可能的一种：{_explained(subject, first)}。"
    )
