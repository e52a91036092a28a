"""The tables of real reports, read by eye: what is wrong is told, and nothing else is called wrong."""

import json
from typing import Any

import pytest

from gongkai.domain.findings import Finding, Severity
from gongkai.domain.reports import AnnualReport, report_from_cells
from gongkai.domain.rules.checking import check
from gongkai.domain.rules.subject import Subject
from tests.shared_reports import shared_report


def real_report(name: str) -> AnnualReport:
    known: dict[str, Any] = json.loads(shared_report("cells.json").read_text(encoding="utf-8"))
    entry = known[name]
    form = "2019" if entry["year"] < 2021 else "2021"
    return report_from_cells(entry["cells"], organ=entry["organ"], year=entry["year"], form=form)


def told(subject: Subject) -> list[Finding]:
    return [one for one in check(subject).findings if one.code[0] in "TY"]


@pytest.mark.parametrize(
    "name",
    ["jiaokou-2025", "pingtan-2021", "pingtan-2022", "shanghai-office-2019", "shuyang-fgj-2023"]
    + ["anonymous-city-2025"],
)
def test_no_sum_of_a_correct_table_is_called_wrong(name: str) -> None:
    assert [one for one in told(Subject(real_report(name))) if one.severity is Severity.ERROR] == []


def test_two_totals_left_at_zero() -> None:
    found = told(Subject(real_report("hongze-2023")))
    errors = [one for one in found if one.severity is Severity.ERROR]
    assert [one.cells[0] for one in errors] == ["t4.review.total", "t4.after_review.total"]


def test_empty_columns_are_one_finding() -> None:
    (found,) = told(Subject(real_report("shuyang-fgj-2023")))
    assert found.severity is Severity.WARNING and len(found.cells) == 125


def test_two_years_of_one_organ_follow_from_each_other() -> None:
    subject = Subject(real_report("pingtan-2022"), real_report("pingtan-2021"))
    assert [one for one in told(subject) if one.code in ("Y101", "Y103", "Y104")] == []
