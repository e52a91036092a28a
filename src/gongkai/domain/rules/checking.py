"""Hold a report against the rule book and say what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from gongkai.domain.findings import Finding, Severity, Verdict
from gongkai.domain.rules.book import BOOK
from gongkai.domain.rules.subject import Subject

# Modules that register rules; a new one is added here.
RULE_MODULES: tuple[str, ...] = (
    "gongkai.domain.rules.prose.tables",
    "gongkai.domain.rules.prose.sums",
    "gongkai.domain.rules.prose.totals",
    "gongkai.domain.rules.prose.shares",
    "gongkai.domain.rules.prose.growth",
    "gongkai.domain.rules.prose.contradictions",
    "gongkai.domain.rules.prose.gaps",
    "gongkai.domain.rules.tables.arithmetic",
    "gongkai.domain.rules.tables.values",
    "gongkai.domain.rules.tables.shape",
    "gongkai.domain.rules.tables.rows_and_labels",
    "gongkai.domain.rules.tables.stock",
    "gongkai.domain.rules.across_years.company",
    "gongkai.domain.rules.across_years.carry_over",
    "gongkai.domain.rules.across_years.documents",
    "gongkai.domain.rules.across_years.disputes",
    "gongkai.domain.rules.across_years.jumps",
    "gongkai.domain.rules.aggregation",
    "gongkai.domain.rules.structure_sections",
    "gongkai.domain.rules.structure_content",
    "gongkai.domain.rules.structure_preface",
    "gongkai.domain.rules.structure_numbering",
    "gongkai.domain.rules.period",
    "gongkai.domain.rules.stale_years",
    "gongkai.domain.rules.fee",
    "gongkai.domain.rules.scope",
    "gongkai.domain.rules.wording",
    "gongkai.domain.rules.wording_marks",
    "gongkai.domain.rules.similarity",
)
# Functions (subject, findings) -> findings that join findings of one fact, in order.
JOINERS: tuple[str, ...] = (
    "gongkai.domain.rules.tables.located.join",
    "gongkai.domain.rules.tables.corroborated.join",
)


@dataclass(frozen=True)
class CheckResult:
    """Findings in order of severity and place, and the verdict on every rule in force."""

    subject: Subject
    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]

    def count(self, severity: Severity) -> int:
        return sum(1 for one in self.findings if one.severity is severity)

    @property
    def has_errors(self) -> bool:
        """True when an unexplained finding of severity error remains."""
        return any(
            one.severity is Severity.ERROR and one.explanation is None for one in self.findings
        )


def load_rules() -> None:
    for name in RULE_MODULES:
        import_module(name)


def check(subject: Subject) -> CheckResult:
    """Hold a report against every rule in force in its year; one fact gives one finding."""
    load_rules()
    verdicts = BOOK.confront(subject, subject.report.year)
    findings: Sequence[Finding] = [one for verdict in verdicts for one in verdict.findings]
    for name in JOINERS:
        module, _, function = name.rpartition(".")
        join: Callable[[Subject, Sequence[Finding]], Sequence[Finding]]
        join = getattr(import_module(module), function)
        findings = join(subject, findings)
    return CheckResult(subject, tuple(in_order(subject, findings)), tuple(verdicts))


def in_order(subject: Subject, findings: Sequence[Finding]) -> list[Finding]:
    """Errors first; within a severity by where the finding stands in the report."""
    severities = list(Severity)
    cells = {cell: place for place, cell in enumerate(subject.report.form.cells)}
    sections = ["title", "preface", "一", "二", "三", "四", "五", "六", "signature"]
    table_sections = {"t2": "二", "t3": "三", "t4": "四"}

    def key(one: Finding) -> tuple[int, int, int, str]:
        if one.quotes:
            section, offset = one.quotes[0].section, one.quotes[0].start or 0
        elif one.cells:
            section = table_sections.get(one.cells[0].split(".")[0], "二")
            offset = cells.get(one.cells[0], 0)
        else:
            section, offset = "title", 0
        place = sections.index(section) if section in sections else len(sections)
        return severities.index(one.severity), place, offset, one.code

    return sorted(findings, key=key)
