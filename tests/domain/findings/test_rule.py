"""The rule book: four outcomes, a life by report year, a code used once."""

import pytest

from gongkai.domain.findings import Kind, Outcome, RuleBook, Severity, Unanswerable


@pytest.fixture
def book():
    return RuleBook()


def add(book, code, function, **life):
    return book.rule(code, Kind.SUM, Severity.ERROR, basis="条例第五十条", good={}, bad={}, **life)(
        function
    )


def test_each_outcome(book):
    def fails(subject, rule):
        """会失败。"""
        yield rule.finding("不对")

    def passes(subject, rule):
        """会通过。"""
        yield from ()

    def cannot(subject, rule):
        """答不了。"""
        raise Unanswerable("空白")
        yield

    def breaks(subject, rule):
        """自身有错。"""
        raise ZeroDivisionError("除以零")
        yield

    for code, function in (("A1", fails), ("A2", passes), ("A3", cannot), ("A4", breaks)):
        add(book, code, function)
    verdicts = book.confront(None, 2025)
    assert [one.outcome for one in verdicts] == [
        Outcome.FAILED,
        Outcome.PASSED,
        Outcome.UNANSWERED,
        Outcome.BROKEN,
    ]
    assert verdicts[2].reason == "空白"
    assert "ZeroDivisionError" in verdicts[3].reason
    assert verdicts[0].findings[0].code == "A1"


def test_what_was_found_before_a_blank_is_kept(book):
    def half(subject, rule):
        """一半能答。"""
        yield rule.finding("前半不对")
        raise Unanswerable("后半空白")

    add(book, "A1", half)
    (verdict,) = book.confront(None, 2025)
    assert verdict.outcome is Outcome.FAILED
    assert verdict.reason == "后半空白"


def test_a_rule_lives_by_report_year(book):
    def fails(subject, rule):
        """会失败。"""
        yield rule.finding("不对")

    add(book, "A1", fails, since=2021, until=2023)
    assert [len(book.confront(None, year)) for year in (2020, 2021, 2023, 2024, None)] == [
        0,
        1,
        1,
        0,
        1,
    ]


def test_a_code_is_used_once(book):
    def passes(subject, rule):
        """会通过。"""
        yield from ()

    add(book, "A1", passes)
    with pytest.raises(ValueError, match="used twice"):
        add(book, "A1", passes)


def test_a_finding_takes_severity_and_basis_from_its_rule(book):
    def fails(subject, rule):
        """会失败。"""
        yield rule.finding("不对", severity=Severity.NOTICE)

    rule = add(book, "A1", fails)
    (finding,) = book.confront(None, 2025)[0].findings
    assert (finding.severity, finding.basis, finding.kind) == (
        Severity.NOTICE,
        "条例第五十条",
        Kind.SUM,
    )
    assert rule.norm == "会失败。"
