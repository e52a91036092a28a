"""The result page of one report: the figures at the top, the drawn report, the list, the rules."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from gongkai.domain.findings import Kind, Outcome, Severity
from gongkai.portal.desk.carried import carry, carry_small
from gongkai.portal.desk.checking import Checked
from gongkai.portal.desk.limits import LIMITS
from gongkai.portal.desk.sent import Outcome as Made
from gongkai.portal.desk.threads import threads_of

# What a report can be taken away as, in the order an office asks for it.
RENDERINGS = (
    ("docx", "Word"),
    ("pdf", "PDF"),
    ("xlsx", "Excel"),
    ("html", "网页"),
    ("ofd", "OFD"),
    ("json", "JSON"),
)


@dataclass(frozen=True)
class Reason:
    """Rules that could not be answered for one and the same reason."""

    reason: str
    norms: tuple[str, ...]


def result_context(made: Made, checked: Checked) -> dict[str, Any]:
    """Everything the page `desk/result.html` shows of one checked report."""
    from gongkai.documents.rendering import draw_findings, draw_report

    findings = checked.result.findings
    report, previous = checked.report, made.previous
    context: dict[str, Any] = {
        "checked": checked,
        "report": report,
        "previous": previous,
        "complaints": made.complaints,
        "settled": made.explanations.unused if made.explanations else (),
        "counts": counts(checked),
        "kinds": kinds(checked),
        "rules": rules(checked),
        "threads": threads_of(report, findings),
        "drawn": draw_report(report, findings, level=2),
        "listed": draw_findings(findings, report),
        "carried": [carry("report", checked.upload, report)],
        "renderings": RENDERINGS,
        "limits": LIMITS,
        "number": len(findings),
        "explainable": [
            (number, one) for number, one in enumerate(findings, start=1) if one.explanation is None
        ],
    }
    if made.explanations is not None:
        context["carried"].append(carry_small("explained", made.explanations.upload))
    if previous is not None:
        from gongkai.portal.desk.changes import changes_context

        context["carried"].append(carry("previous", previous.upload, previous.report))
        context |= changes_context(previous.report, report)
    return context


def counts(checked: Checked) -> list[dict[str, Any]]:
    """One entry a severity: its word, its number, and whether there is any."""
    return [
        {"severity": one.value, "label": one.label, "number": checked.count(one)}
        for one in Severity
    ]


def kinds(checked: Checked) -> list[tuple[str, int]]:
    """The kinds that occur, by label, with how often; in the order of the fixed list."""
    tally = Counter(one.kind for one in checked.result.findings)
    return [(kind.label, tally[kind]) for kind in Kind if tally[kind]]


def rules(checked: Checked) -> dict[str, Any]:
    """How many rules were held against the report and what came of them."""
    verdicts = checked.result.verdicts
    tally = Counter(one.outcome for one in verdicts)
    reasons: dict[str, list[str]] = {}
    for one in verdicts:
        if one.outcome is Outcome.UNANSWERED:
            reasons.setdefault(one.reason, []).append(one.rule.norm)
    return {
        "all": len(verdicts),
        "passed": tally[Outcome.PASSED],
        "failed": tally[Outcome.FAILED],
        "unanswered": tally[Outcome.UNANSWERED],
        "broken": [one.rule.code for one in verdicts if one.outcome is Outcome.BROKEN],
        "reasons": [Reason(reason, tuple(norms)) for reason, norms in reasons.items()],
    }
