"""The worked examples: a sentence, the cells, and what is to be said of them."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.domain.findings import Finding
from gongkai.domain.rules.book import BOOK
from gongkai.domain.rules.checking import load_rules
from gongkai.domain.rules.subject import Subject, example

load_rules()
FOLDER = Path(__file__).parents[2] / "examples" / "prose"
CASES: list[dict[str, Any]] = [
    case
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def subject_of(case: dict[str, Any]) -> Subject:
    """A report with one passage of prose and tables that add up."""
    rows = {
        f"t3.{row}.{column}": number
        for row, number in case.get("rows", {}).items()
        for column in ("natural", "total")
    }
    return example(
        {
            "organ": case.get("organ", "示例县人民政府"),
            "cells": rows | case.get("cells", {}),
            "sections": {case.get("section", "一"): case["text"]},
        }
    )


def found_by_prose_rules(subject: Subject) -> list[Finding]:
    return [
        finding
        for code, rule in BOOK.rules.items()
        if code.startswith("P")
        for finding in BOOK.verdict(rule, subject).findings
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_worked_example(case: dict[str, Any]) -> None:
    subject = subject_of(case)
    found = found_by_prose_rules(subject)
    said = [f"{one.code} {one.severity} {one.message}" for one in found]
    assert len(found) == len(case["find"]), said
    for wanted in case["find"]:
        assert any(
            one.code == wanted["code"]
            and one.severity == wanted["severity"]
            and all(part in one.message for part in wanted.get("says", ()))
            for one in found
        ), (wanted, said)
    for one in found:
        for quote in one.quotes:
            text = subject.report.text_of(quote.section)
            assert text[quote.start : quote.end] == quote.text


def test_every_prose_rule_has_a_worked_example() -> None:
    shown = {wanted["code"] for case in CASES for wanted in case["find"]}
    codes = {code for code in BOOK.rules if code.startswith("P")}
    # these are shown by their own two examples
    assert codes - shown <= {"P06", "P11", "P13", "P14", "P15"}
