"""Two years' reports: carry-over, stock, disputes, jumps; and what explains a difference."""

from decimal import Decimal

import pytest

from gongkai.domain.findings import Finding, Outcome, Severity
from gongkai.domain.rules.book import BOOK
from gongkai.domain.rules.checking import check
from gongkai.domain.rules.subject import example

OPEN = {"t3.carried_out.natural": 2, "t3.carried_out.business": 1, "t3.carried_out.total": 3}


def findings(code: str, **given: object) -> list[Finding]:
    return [one for one in check(example(given)).findings if one.code == code]


def test_carry_over_is_one_finding_for_all_columns() -> None:
    (found,) = findings("Y101", previous={"cells": OPEN})
    assert found.cells == tuple(
        f"t3.carried_in.{column}" for column in ("natural", "business", "total")
    )
    assert "自然人：上年结转填 0 件，上年报告结转下年度为 2 件，相差 2 件" in found.message


def test_a_correction_told_in_the_prose_makes_it_a_question() -> None:
    prose = "上年结转数经核对更正为0件。新收申请0件。"
    (found,) = findings("Y101", previous={"cells": OPEN}, sections={"一": prose})
    assert found.severity is Severity.WARNING and found.quotes[0].text.startswith("上年结转数")


def test_another_year_is_not_compared() -> None:
    subject = example({"previous": {"cells": OPEN, "year": 2022}})
    verdict = BOOK.verdict(BOOK.rules["Y101"], subject)
    assert verdict.outcome is Outcome.UNANSWERED and "2022" in verdict.reason


def test_stock_is_not_asked_of_the_first_year_of_the_form() -> None:
    cells = {"t2.normative.in_force": 5}
    previous = {"year": 2020, "form": "2019", "cells": {}}
    assert findings("Y102", cells=cells, year=2021, previous=previous) == []
    (found,) = findings("Y102", cells=cells, previous={})
    assert found.severity is Severity.WARNING and "多 5 件" in found.message


def test_expiry_told_in_the_prose_is_quoted() -> None:
    (found,) = findings(
        "Y102",
        cells={"t2.normative.in_force": 8},
        previous={"cells": {"t2.normative.in_force": 10}},
        sections={"一": "全年工作平稳。2件行政规范性文件有效期届满自动失效。"},
    )
    assert found.severity is Severity.NOTICE and "失效" in found.quotes[0].text


@pytest.mark.parametrize(
    ("now", "then", "told"),
    [
        (38220, 3822, True),
        (382, 3822, True),
        (3900, 3822, False),
        (40, 3, False),
        (0, 3822, False),
        (99, 9, False),
    ],
)
def test_jumps_by_powers_of_ten(now: int, then: int, told: bool) -> None:
    found = findings("Y105", cells={"t2.licences": now}, previous={"cells": {"t2.licences": then}})
    assert bool(found) is told


def test_a_wave_of_applications_is_one_finding() -> None:
    names = ("t3.new.natural", "t3.new.total", "t3.granted.natural", "t3.granted.total")
    names += ("t3.total.natural", "t3.total.total")
    now, then = dict.fromkeys(names, 300), dict.fromkeys(names, 10)
    (found,) = findings("Y105", cells=now, previous={"cells": then})
    assert set(found.cells) == set(names)


@pytest.mark.parametrize(("now", "then"), [("85105600", "8510.56"), ("8510.56", "85105600")])
def test_fees_in_yuan_are_told_once_whichever_year_is_wrong(now: str, then: str) -> None:
    given = {"cells": {"t2.fees": Decimal(now)}, "previous": {"cells": {"t2.fees": Decimal(then)}}}
    codes = [one.code for one in check(example(given)).findings if one.code[0] in "TY"]
    assert codes == ["Y106"]
    assert "8510.56 万元" in findings("Y106", **given)[0].message
