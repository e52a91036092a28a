"""A rule: a code that never changes meaning, its ground, its severity, its life, its two examples.

A rule is a function of a subject (for the annual report: `gongkai.domain.rules.subject.Subject`)
that yields findings. It raises `Unanswerable` when a value it needs is blank or unread: a blank is
not a zero, and a rule that cannot be answered has neither passed nor failed.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from gongkai.domain.findings.finding import Finding, Kind, Severity


class Unanswerable(Exception):
    """The rule cannot be answered; the message says which value is blank or unread."""


class Outcome(StrEnum):
    FAILED = "failed"
    PASSED = "passed"
    UNANSWERED = "unanswered"
    BROKEN = "broken"  # the rule itself raised: a defect of the program, never of the report


@dataclass(frozen=True)
class Rule:
    """`since` and `until` are report years (统计年度), inclusive; None is open.

    `good` and `bad` are examples: plain mappings that the subject's module builds a subject from.
    `catalogue` names the entries of the error catalogue that the rule decides (H1, X6, E09 …).
    """

    code: str
    kind: Kind
    severity: Severity
    basis: str
    check: Callable[[Any], Iterator[Finding]]
    good: Mapping[str, Any]
    bad: Mapping[str, Any]
    since: int | None = None
    until: int | None = None
    catalogue: tuple[str, ...] = ()

    @property
    def norm(self) -> str:
        """The rule in one sentence of Chinese: the docstring of its function."""
        return " ".join((self.check.__doc__ or "").split())

    def in_force(self, year: int | None) -> bool:
        """A report whose year is unknown is held against every rule."""
        if year is None:
            return True
        return (self.since is None or self.since <= year) and (
            self.until is None or year <= self.until
        )

    def finding(self, message: str, **more: Any) -> Finding:
        """A finding of this rule; severity and basis may be overridden for one case."""
        values: dict[str, Any] = {
            "code": self.code,
            "kind": self.kind,
            "severity": self.severity,
            "basis": self.basis,
        }
        return Finding(message=message, **(values | more))


@dataclass(frozen=True)
class Verdict:
    """What came of one rule on one subject."""

    rule: Rule
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    reason: str = ""


@dataclass
class RuleBook:
    """A register of rules; a code can be used once."""

    rules: dict[str, Rule] = field(default_factory=dict)

    def rule(
        self,
        code: str,
        kind: Kind,
        severity: Severity,
        *,
        basis: str,
        good: Mapping[str, Any],
        bad: Mapping[str, Any],
        since: int | None = None,
        until: int | None = None,
        catalogue: tuple[str, ...] = (),
    ) -> Callable[[Callable[[Any, Rule], Iterator[Finding]]], Rule]:
        """Register `function(subject, rule)`; the decorated name becomes the Rule."""

        def register(function: Callable[[Any, Rule], Iterator[Finding]]) -> Rule:
            if code in self.rules:
                raise ValueError(f"rule code used twice: {code}")

            def check(subject: Any) -> Iterator[Finding]:
                return function(subject, self.rules[code])

            check.__doc__ = function.__doc__
            check.__module__ = function.__module__
            made = Rule(code, kind, severity, basis, check, good, bad, since, until, catalogue)
            self.rules[code] = made
            return made

        return register

    def confront(self, subject: Any, year: int | None) -> list[Verdict]:
        """Hold the subject against every rule in force in that report year."""
        return [self.verdict(one, subject) for one in self.rules.values() if one.in_force(year)]

    @staticmethod
    def verdict(rule: Rule, subject: Any) -> Verdict:
        found: list[Finding] = []
        reason = ""
        try:
            for finding in rule.check(subject):
                found.append(finding)
        except Unanswerable as why:
            reason = str(why)
        except Exception as broken:  # a broken rule must not hide the other rules' findings
            return Verdict(rule, Outcome.BROKEN, reason=f"{type(broken).__name__}: {broken}")
        if found:
            return Verdict(rule, Outcome.FAILED, tuple(found), reason)
        return Verdict(rule, Outcome.UNANSWERED if reason else Outcome.PASSED, reason=reason)
