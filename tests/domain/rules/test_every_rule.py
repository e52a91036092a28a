"""Every rule of the book is proved by its own two examples; every entry of the catalogue is decided."""

import pytest

from gongkai.domain.findings import Kind, Outcome, Rule, Severity
from gongkai.domain.rules.book import BOOK
from gongkai.domain.rules.checking import check, load_rules
from gongkai.domain.rules.subject import example

load_rules()
RULES = list(BOOK.rules.values())
# Rules that compare figures: without a figure they have nothing to say.
FIGURES = {Kind.SUM, Kind.BALANCE, Kind.CARRY_OVER, Kind.STOCK, Kind.AGGREGATION}

CATALOGUE = (
    [f"H{number}" for number in range(1, 8)]
    + [f"X{number}" for number in range(1, 15)]
    + [f"E{number:02}" for number in range(1, 33)]
)
NOT_DECIDABLE_FROM_A_REPORT = {
    "X5": "needs the register of applications: the platform compares it where it keeps the cases",
    "E04": "where and how often it was published does not stand in the report",
    "E05": "needs the published copy of an earlier day",
    "E19": "how items were counted over channels does not stand in the report",
    "E32": "which party was sued does not stand in the report",
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_is_stated_whole(rule: Rule) -> None:
    assert rule.code.replace("-", "").isalnum() and rule.code[0].isupper() and rule.code.isascii()
    assert rule.basis.strip()
    assert rule.norm.endswith("。"), "the docstring is the rule in one Chinese sentence"
    assert rule.since is None or rule.until is None or rule.since <= rule.until
    assert set(rule.catalogue) <= set(CATALOGUE)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_good_example_passes(rule: Rule) -> None:
    verdict = BOOK.verdict(rule, example(rule.good))
    assert verdict.outcome is Outcome.PASSED, verdict


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_bad_example_fails_with_a_whole_finding(rule: Rule) -> None:
    subject = example(rule.bad)
    assert rule.in_force(subject.report.year)
    verdict = BOOK.verdict(rule, subject)
    assert verdict.outcome is Outcome.FAILED, verdict
    for finding in verdict.findings:
        assert finding.code == rule.code
        assert finding.basis.strip()
        assert len(finding.message) >= 8 and finding.message.endswith(("。", "？", "”"))
        assert rule.code not in finding.message
        assert set(finding.cells) <= subject.report.form.cell_set
        for quote in finding.quotes:
            if quote.start is not None and not quote.section.startswith("previous:"):
                text = subject.report.text_of(quote.section)
                assert text[quote.start : quote.end] == quote.text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_bad_example_is_told_by_the_whole_check(rule: Rule) -> None:
    """Joining may fold a finding into another, but the report does not come out clean."""
    result = check(example(rule.bad))
    assert result.findings
    assert any(one.code == rule.code for one in result.findings) or any(
        one.severity is Severity.ERROR for one in result.findings
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_blank_cells_leave_a_comparison_of_figures_unanswered(rule: Rule) -> None:
    for given in (rule.good, rule.bad):
        form = example(given).report.form
        verdict = BOOK.verdict(rule, example({**given, "cells": {}, "blank": form.cells}))
        assert verdict.outcome is not Outcome.BROKEN, verdict
        if rule.kind in FIGURES and rule.code != "T105":
            assert verdict.outcome is Outcome.UNANSWERED, verdict


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize(
    "change",
    [
        {"year": None},
        {"form": "2019", "year": 2020, "cells": {}, "blank": (), "values": {}, "absent": ()},
        {"sections": dict.fromkeys("一二三四五六"), "preface": "", "signature": ""},
        {"organ": "", "title": ""},
        {"previous": {"form": "2019", "year": 2024}},
        {"children": [{}, {"year": 2019, "form": "2019"}]},
    ],
    ids=["no year", "other form", "no prose", "no organ", "old form before", "odd children"],
)
def test_rule_never_breaks(rule: Rule, change: dict[str, object]) -> None:
    for given in (rule.good, rule.bad):
        if change.get("form") and ("observations" in given or not rule.in_force(2020)):
            continue
        verdict = BOOK.verdict(rule, example({**given, **change}))
        assert verdict.outcome is not Outcome.BROKEN, verdict


@pytest.mark.parametrize("entry", CATALOGUE)
def test_catalogue_entry_is_decided(entry: str) -> None:
    decided = [rule.code for rule in RULES if entry in rule.catalogue]
    if entry in NOT_DECIDABLE_FROM_A_REPORT:
        assert not decided, "decided after all: take it off the list"
    else:
        assert decided, "no rule decides it"
