"""What a finding is, what a rule is, and the four outcomes of holding a subject against a rule."""

from gongkai.domain.findings.finding import Alternative, Finding, Kind, Quote, Severity
from gongkai.domain.findings.rule import Outcome, Rule, RuleBook, Unanswerable, Verdict

__all__ = [
    "Alternative",
    "Finding",
    "Kind",
    "Outcome",
    "Quote",
    "Rule",
    "RuleBook",
    "Severity",
    "Unanswerable",
    "Verdict",
]
