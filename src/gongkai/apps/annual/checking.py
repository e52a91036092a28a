"""Every rule of the report desk, and what only the ledgers can know, held against a report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from gongkai.apps.annual.agreeing import of_agreement
from gongkai.apps.annual.compiling.normative import KEYS, normative_numbers
from gongkai.apps.annual.findings import (
    FORM,
    of_gaps,
    of_misplaced,
    of_parts,
    of_problems,
    of_siblings,
    of_typed,
)
from gongkai.apps.annual.likeness import siblings_like
from gongkai.apps.annual.models import Explanation, Report
from gongkai.apps.annual.openings import Opening, openings
from gongkai.apps.annual.previous import previous_report
from gongkai.apps.annual.writing.assembling import Assembled, assemble
from gongkai.apps.annual.writing.misplaced import misplaced_fields
from gongkai.apps.annual.writing.typed import Typed, typed_figures
from gongkai.domain.findings import Finding, Kind, Severity
from gongkai.domain.reports.annual_report import format_number
from gongkai.domain.rules import explained
from gongkai.domain.rules.checking import check
from gongkai.domain.rules.explained_file import Explained
from gongkai.domain.rules.prose.shown import facts_of
from gongkai.domain.rules.subject import Subject

STOCK = "t2.normative.in_force"
TABLE_SECTIONS = {"t2": "二", "t3": "三", "t4": "四"}


@dataclass(frozen=True)
class Place:
    """Where a finding is mended: a section, and in it a part or a cell; each "" where none is meant."""

    section: str
    part: str = ""
    cell: str = ""


@dataclass(frozen=True)
class Checked:
    """`findings` with `places` beside them; `typed`: figures written by hand that the ledgers know."""

    assembled: Assembled
    subject: Subject
    findings: tuple[Finding, ...]
    places: tuple[Place, ...]
    typed: tuple[Typed, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Errors; they cannot be explained."""
        return self._open(Severity.ERROR)

    @property
    def open_warnings(self) -> tuple[Finding, ...]:
        """Warnings nobody has explained yet."""
        return self._open(Severity.WARNING)

    def _open(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(
            one for one in self.findings if one.severity is severity and one.explanation is None
        )

    def of_part(self, part: str) -> tuple[Finding, ...]:
        """What concerns one part, in the order of the list."""
        held = zip(self.findings, self.places, strict=True)
        return tuple(one for one, place in held if place.part == part)


def check_report(
    report: Report, typed: Mapping[str, str] | None = None, *, siblings: bool = True
) -> Checked:
    """Assemble and check. An explained finding stays explained while its figures and words stand.

    `typed`: parts as somebody is writing them. `siblings` False leaves the comparison with the reports of
    other units out, which is asked on saving, not while somebody types.
    """
    assembled = assemble(report, typed)
    previous = previous_report(report.organ, report.year, report.kind)
    subject = Subject(assembled.report, previous)
    facts = facts_of(subject)
    figures = typed_figures(assembled, facts)
    placed: list[tuple[str, Finding]] = [
        *of_parts(report, assembled),
        *of_gaps(report, assembled),
        *of_problems(report, assembled),
        *of_typed(figures),
        *of_misplaced(misplaced_fields(assembled, facts)),
    ]
    if siblings:
        placed += of_siblings(siblings_like(report, assembled))
    opening = openings(report, assembled.report.numbers(), previous)
    placed += [("", one) for one in _of_opening(opening, assembled)]
    placed += [("", one) for one in of_agreement(report, assembled.report.numbers())]
    signed = bool(opening) and not any(one.left for one in opening)
    for one in check(subject).findings:
        known = _known_to_expire(one, assembled)
        placed.append(("", _signed_for(known, assembled) if signed else known))
    entries = [_entry(one) for one in Explanation.objects.filter(report=report).order_by("id")]
    found = explained.apply([one for _, one in placed], subject, entries)
    places = tuple(
        _place(assembled, one, part) for one, (part, _) in zip(found, placed, strict=True)
    )
    return Checked(assembled, subject, tuple(found), places, figures)


def _entry(one: Explanation) -> Explained:
    return Explained(one.code, one.figures, tuple(one.words), one.person_name, one.on, one.reason)


def _place(assembled: Assembled, finding: Finding, part: str) -> Place:
    """The part whose words are quoted first; else the first cell; else the section alone."""
    if part:
        sections = {one.key: one.section for one in assembled.known}
        return Place(sections[part], part)
    for quote in finding.quotes:
        if ":" not in quote.section:
            found = assembled.part_at(quote.section, quote.start)
            return Place(quote.section, found, finding.cells[0] if finding.cells else "")
    if finding.cells:
        return Place(TABLE_SECTIONS.get(finding.cells[0].split(".")[0], ""), "", finding.cells[0])
    return Place("")


def _known_to_expire(finding: Finding, assembled: Assembled) -> Finding:
    """现行有效 below 制发 less 废止 cannot be told from the form; where the ledger's 失效 is the gap, it is explained."""
    if finding.code != "T401" or STOCK not in finding.cells:
        return finding
    numbers, scope = assembled.report.numbers(), assembled.compiled.scope
    made, repealed, stock = (numbers[f"t2.normative.{one}"] for one in KEYS)
    if made is None or repealed is None or stock is None:
        return finding
    held = normative_numbers(scope.organs, scope.period).values()
    expired = sum(len(one.expired) for one in held)
    if made - repealed - stock > expired:
        return finding
    return replace(
        finding,
        severity=Severity.WARNING,
        message=f"{finding.message}台账里本年失效 {expired} 件，失效不计入废止，可以说明这个差数。",
        suggestion="请与司法行政部门的规范性文件目录核对；属实的，在第一部分写明本年失效的件数。",
    )


def _signed_for(finding: Finding, assembled: Assembled) -> Finding:
    """上年结转 that differs, where every column is signed for and the prose says so by the field: nothing is left to do."""
    told = any(
        bound.name == "opening_note" for one in assembled.parts.values() for bound in one.bound
    )
    if finding.code != "Y101" or not told:
        return finding
    return replace(
        finding,
        severity=Severity.NOTICE,
        message=f"{finding.message}差额已有签字的结转调整，正文已写明。",
        suggestion="不用再办。",
    )


def _of_opening(opening: Iterable[Opening], assembled: Assembled) -> list[Finding]:
    made = []
    for one in opening:
        if not one.left:
            continue
        label = assembled.report.form.label_of(one.cell)
        made.append(
            Finding(
                "Y04", Kind.CARRY_OVER, Severity.ERROR,
                f"{label}与上年报告的结转数相差{format_number(one.left.normalize() + 0)}件，还没有签字的结转调整。", FORM, (one.cell,),
                suggestion="核对台账；确有差异的，由主管部门登记结转调整并写明理由，再把“上年结转调整的说明”插进正文。",
            )
        )  # fmt: skip
    return made
