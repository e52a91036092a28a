"""A wrong cell that the prose or last year's report contradicts too is one fact and told once."""

from gongkai.domain.findings import Finding, Kind
from gongkai.domain.rules.checking import check
from gongkai.domain.rules.subject import example

CELLS = {"t3.new.natural": 6, "t3.new.total": 6, "t3.granted.natural": 6, "t3.granted.total": 6}
CELLS |= {"t3.total.natural": 6, "t3.total.total": 6}
PROSE = "（二）依申请公开情况。2025年，共收到政府信息公开申请6件。"


def comparing(**given: object) -> list[Finding]:
    kinds = (Kind.SUM, Kind.BALANCE, Kind.TEXT_TABLE, Kind.CARRY_OVER)
    return [one for one in check(example(given)).findings if one.kind in kinds]


def test_the_prose_chooses_among_several_repairs() -> None:
    """9 new ones against 6 answered: too many came in, or 3 were carried over; the prose says 6."""
    wrong = {**CELLS, "t3.new.natural": 9, "t3.new.total": 9}
    assert comparing(cells=CELLS, sections={"一": PROSE}) == []
    (open_question,) = comparing(cells=wrong)
    assert len(open_question.alternatives) > 1 and "不代为选定" in open_question.suggestion
    (found,) = comparing(cells=wrong, sections={"一": PROSE})
    assert found.cells[:2] == ("t3.new.total", "t3.new.natural")
    assert any("6件" in quote.text for quote in found.quotes)
    assert "由 9 改为 6" in found.suggestion and "相差 3 件" in found.evidence[-1]


def test_last_years_report_chooses_among_several_repairs() -> None:
    open_cases = {"t3.carried_in.natural": 2, "t3.carried_in.total": 2}
    open_cases |= {"t3.new.natural": 4, "t3.new.total": 4}
    last = {"cells": {"t3.carried_out.natural": 2, "t3.carried_out.total": 2}}
    assert comparing(cells=CELLS | open_cases, previous=last) == []
    wrong = CELLS | open_cases | {"t3.carried_in.natural": 5}
    (found,) = comparing(cells=wrong, previous=last)
    assert found.kind is Kind.SUM and found.cells[0] == "t3.carried_in.natural"
    assert any("上年报告结转下年度为 2 件" in sentence for sentence in found.evidence)


def test_two_facts_stay_two() -> None:
    """The prose says 7, the sums ask for 6: neither settles the other."""
    found = comparing(
        cells={**CELLS, "t3.new.total": 9}, sections={"一": PROSE.replace("6件", "7件")}
    )
    assert sorted(one.kind for one in found) == [Kind.SUM, Kind.TEXT_TABLE]
