"""Takes into a located mistake what else it explains: the prose, last year's report, other figures.

If changing the cell as the sums ask also settles what another rule found, both are one fact: told
once, and the repair is no longer a guess among several.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from gongkai.domain.findings import Alternative, Finding, Outcome
from gongkai.domain.reports.annual_report import Value
from gongkai.domain.rules.book import BOOK
from gongkai.domain.rules.subject import Subject
from gongkai.domain.rules.tables.arithmetic import SUM_RULES


def join(subject: Subject, findings: Sequence[Finding]) -> list[Finding]:
    """Fold findings into the located mistake whose one repair makes them vanish."""
    kept = list(findings)
    for place, located in enumerate(findings):
        if located.code not in SUM_RULES.values() or not located.alternatives:
            continue
        for other in findings:
            if other not in kept or not _may_follow(other, located):
                continue
            settling = [one for one in located.alternatives if _settles(subject, one, other)]
            if len(settling) == 1:
                located = _told_once(located, settling[0], other)
                kept.remove(other)
        kept[kept.index(findings[place])] = located
    return kept


def _may_follow(other: Finding, located: Finding) -> bool:
    rule = BOOK.rules.get(other.code)
    return (
        rule is not None
        and other.code not in SUM_RULES.values()
        and other.explanation is None
        and not set(other.cells).isdisjoint(located.cells)
    )


def _settles(subject: Subject, repair: Alternative, other: Finding) -> bool:
    """Whether the other rule, held against the repaired report, has nothing to say of this any more."""
    if not repair.cells or set(repair.cells).isdisjoint(other.cells):
        return False
    verdict = BOOK.verdict(BOOK.rules[other.code], _repaired(subject, repair.cells))
    if verdict.outcome not in (Outcome.PASSED, Outcome.FAILED):
        return False
    return not any(set(one.cells) & set(other.cells) for one in verdict.findings)


def _repaired(subject: Subject, cells: Mapping[str, Decimal]) -> Subject:
    report = subject.report
    values = {**report.values, **{cell: Value.of(number) for cell, number in cells.items()}}
    return Subject(replace(report, values=values), subject.previous, subject.children)


def _told_once(located: Finding, repair: Alternative, other: Finding) -> Finding:
    others = tuple(one for one in located.alternatives if one is not repair)
    cells = dict.fromkeys((*repair.cells, *located.cells))
    return replace(
        located,
        cells=tuple(cells),
        quotes=(*located.quotes, *(one for one in other.quotes if one not in located.quotes)),
        evidence=(*located.evidence, other.message),
        alternatives=(repair, *others),
        suggestion=f"最可能应将{repair.explanation}：这样合计成立，另一处矛盾也随之消除"
        f"（{other.message.rstrip('。')}）。请对照原始登记核对后更正。",
    )
