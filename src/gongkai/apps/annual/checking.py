"""Every rule of the report desk, and what only the ledgers can know, held against a report."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.apps.annual.data.parts import parts_for
from gongkai.apps.annual.models import Adjustment, Explanation, Report, ReportKind
from gongkai.apps.annual.previous import previous_report
from gongkai.apps.annual.writing.assembling import Assembled, assemble
from gongkai.apps.annual.writing.values import label_of_field
from gongkai.domain.findings import Finding, Kind, Severity
from gongkai.domain.reports import AnnualReport
from gongkai.domain.reports.annual_report import format_number
from gongkai.domain.rules import explained
from gongkai.domain.rules.checking import check
from gongkai.domain.rules.explained_file import Explained
from gongkai.domain.rules.subject import Subject

NORM = "《政府信息公开条例》第五十条"
FORM = "国办公开办函〔2021〕30号"


@dataclass(frozen=True)
class Checked:
    """`errors`: unexplained errors; `open_warnings`: warnings nobody has explained yet."""

    assembled: Assembled
    subject: Subject
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(
            one
            for one in self.findings
            if one.severity is Severity.ERROR and one.explanation is None
        )

    @property
    def open_warnings(self) -> tuple[Finding, ...]:
        return tuple(
            one
            for one in self.findings
            if one.severity is Severity.WARNING and one.explanation is None
        )


def check_report(report: Report) -> Checked:
    """Assemble and check. An explained finding stays explained while its figures and words stand."""
    assembled = assemble(report)
    previous = previous_report(report.organ, report.year, report.kind)
    subject = Subject(assembled.report, previous)
    found = [
        *_of_parts(report, assembled),
        *_of_opening(report, assembled, previous),
        *check(subject).findings,
    ]
    entries = [_entry(one) for one in Explanation.objects.filter(report=report).order_by("id")]
    return Checked(assembled, subject, tuple(explained.apply(found, subject, entries)))


def _entry(one: Explanation) -> Explained:
    return Explained(one.code, one.figures, tuple(one.words), one.person_name, one.on, one.reason)


def _of_parts(report: Report, assembled: Assembled) -> list[Finding]:
    """Statements that cannot be forgotten, fields nobody knows, figures nobody stated."""
    made = []
    for part in parts_for(government=report.kind == ReportKind.GOVERNMENT):
        text = assembled.texts[part.key]
        if part.wants(text):
            made.append(
                Finding(
                    "Y01",
                    Kind.STRUCTURE,
                    Severity.ERROR,
                    f"“{part.label}”没有写明{part.missing}。",
                    NORM,
                )
            )
        if names := assembled.unknown.get(part.key):
            made.append(
                Finding(
                    "Y02", Kind.VALUE, Severity.ERROR,
                    f"“{part.label}”里的{'、'.join(names)}不是可以自动填写的数，请核对写法。", FORM,
                )
            )  # fmt: skip
        if names := assembled.blank.get(part.key):
            said = dict.fromkeys(label_of_field(one, assembled.report.form) for one in names)
            made.append(
                Finding(
                    "Y03", Kind.VALUE, Severity.ERROR,
                    f"“{part.label}”引用的{'、'.join(said)}还没有填报。", FORM,
                )
            )  # fmt: skip
    return made


def opening_differences(
    report: Report, compiled: Mapping[str, Decimal | None], previous: AnnualReport | None
) -> dict[str, Decimal]:
    """上年结转 less last year's 结转下年度 less what was adjusted, where that is not zero."""
    if previous is None:
        return {}
    adjusted: dict[str, Decimal] = {}
    for one in Adjustment.objects.filter(organ=report.organ, year=report.year):
        adjusted[one.cell] = adjusted.get(one.cell, Decimal(0)) + one.difference
    found = {}
    for cell, value in compiled.items():
        if not cell.startswith("t3.carried_in.") or value is None:
            continue
        before = previous.numbers().get(cell.replace("carried_in", "carried_out"))
        if before is None:
            continue
        left = value - before - adjusted.get(cell, Decimal(0))
        if left:
            found[cell] = left
    return found


def _of_opening(
    report: Report, assembled: Assembled, previous: AnnualReport | None
) -> list[Finding]:
    numbers = assembled.report.numbers()
    made = []
    for cell, left in opening_differences(report, numbers, previous).items():
        label = assembled.report.form.label_of(cell)
        made.append(
            Finding(
                "Y04", Kind.CARRY_OVER, Severity.ERROR,
                f"{label}与上年报告的结转数相差{format_number(left)}件，还没有签字的结转调整。", FORM, (cell,),
                suggestion="核对台账；确有差异的，由主管部门登记结转调整并写明理由。",
            )
        )  # fmt: skip
    return made
