"""The answer of a check as one HTML file: the report with its badges, the findings beside it, a summary."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.documents.rendering.drawing import draw_report
from gongkai.documents.rendering.finding_list import draw_findings
from gongkai.documents.rendering.printed import clean
from gongkai.documents.rendering.templating import check_style, fill, paper_style, style
from gongkai.domain.findings import Outcome, Severity, Verdict

if TYPE_CHECKING:
    from gongkai.domain.rules.checking import CheckResult


@dataclass(frozen=True)
class Count:
    severity: str
    label: str
    number: int


def check_page(result: "CheckResult") -> str:
    """The page for `--format html`; it needs no script, no font and no network, and prints."""
    from markupsafe import Markup

    report = result.subject.report
    outcomes = {outcome: _of(result.verdicts, outcome) for outcome in Outcome}
    return fill(
        "check_page.html.jinja",
        {
            "title": clean(report.title),
            "organ": clean(report.organ),
            "style": Markup(style() + paper_style() + check_style()),
            "counts": [Count(one.value, one.label, result.count(one)) for one in Severity],
            "findings": draw_findings(result.findings, report),
            "report": draw_report(report, result.findings, level=2),
            "tested": len(result.verdicts),
            "passed": len(outcomes[Outcome.PASSED]),
            "unanswered": outcomes[Outcome.UNANSWERED],
            "broken": outcomes[Outcome.BROKEN],
            "explained": sum(1 for one in result.findings if one.explanation is not None),
        },
    )


def _of(verdicts: tuple[Verdict, ...], outcome: Outcome) -> list[Verdict]:
    return [one for one in verdicts if one.outcome is outcome]
