"""The outcome of a check as plain data: `gongkai.report-check/1`, the form that other programs read."""

from collections.abc import Mapping
from typing import Any

from gongkai.domain.findings import Finding, Outcome, Verdict
from gongkai.domain.reports.annual_report import State, plain_number
from gongkai.domain.rules.checking import CheckResult

SCHEMA = "gongkai.report-check/1"


def check_to_dict(result: CheckResult, source: Mapping[str, str]) -> dict[str, Any]:
    """The JSON object of one checked report; `source` is {"name", "sha256", "media_type"}."""
    report = result.subject.report
    return {
        "schema": SCHEMA,
        "source": dict(source),
        "report": {
            "title": report.title,
            "organ": report.organ,
            "year": report.year,
            "format": report.form.key,
        },
        "cells": report.cells_for_output(),
        "cell_states": {
            cell: str(report.value(cell).state)
            for cell in report.form.cells
            if report.value(cell).state is not State.NUMBER
        },
        "findings": [finding_to_dict(one) for one in result.findings],
        "rules": {
            "passed": [one.rule.code for one in _with(result, Outcome.PASSED)],
            "unanswered": [
                {"code": one.rule.code, "reason": one.reason}
                for one in _with(result, Outcome.UNANSWERED)
            ],
            "broken": [
                {"code": one.rule.code, "reason": one.reason}
                for one in _with(result, Outcome.BROKEN)
            ],
        },
    }


def error_to_dict(message: str, advice: str, source: Mapping[str, str]) -> dict[str, Any]:
    """The JSON object of a file that could not be read as a report."""
    return {
        "schema": SCHEMA,
        "source": dict(source),
        "error": {"message": message, "advice": advice},
    }


def finding_to_dict(finding: Finding) -> dict[str, Any]:
    made: dict[str, Any] = {
        "code": finding.code,
        "kind": str(finding.kind),
        "severity": str(finding.severity),
        "message": finding.message,
        "cells": list(finding.cells),
        "quotes": [
            {"section": quote.section, "text": quote.text}
            | ({} if quote.start is None else {"start": quote.start, "end": quote.end})
            for quote in finding.quotes
        ],
        "basis": finding.basis,
        "suggestion": finding.suggestion,
    }
    if finding.evidence:
        made["evidence"] = list(finding.evidence)
    if finding.alternatives:
        made["alternatives"] = [
            {
                "cells": {cell: plain_number(number) for cell, number in one.cells.items()},
                "explanation": one.explanation,
            }
            for one in finding.alternatives
        ]
    if finding.explanation is not None:
        made["explanation"] = finding.explanation
    return made


def _with(result: CheckResult, outcome: Outcome) -> list[Verdict]:
    return [one for one in result.verdicts if one.outcome is outcome]
