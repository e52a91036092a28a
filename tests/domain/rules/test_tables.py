"""Rules on the three tables: what is told, where, and what is not."""

import sys
from dataclasses import replace
from decimal import Decimal
from subprocess import run

import pytest

from gongkai.domain.findings import Finding, Kind, Severity
from gongkai.domain.reports.annual_report import Observation, ObservationKind, Place, State, Value
from gongkai.domain.rules.checking import check
from gongkai.domain.rules.subject import example
from proof.consistent_reports import consistent_report


def findings(**given: object) -> list[Finding]:
    """Findings of the rules on tables and on other reports, after joining."""
    return [one for one in check(example(given)).findings if one.code[0] in "TY"]


def test_a_correct_report_raises_nothing() -> None:
    for size in ("乡镇", "县", "大城市"):
        assert findings(cells=consistent_report(size, 3)) == []


def test_one_wrong_cell_that_breaks_three_equations_is_one_finding() -> None:
    cells = consistent_report("县", 4)
    truth = cells["t3.total.natural"]
    (found,) = findings(cells={**cells, "t3.total.natural": truth + 9})
    assert found.cells == ("t3.total.natural",) and found.kind is Kind.SUM
    assert found.severity is Severity.ERROR and len(found.evidence) == 3
    assert f"改为 {truth}" in found.suggestion and "相差 9" in found.message
    assert dict(found.alternatives[0].cells) == {"t3.total.natural": truth}


def test_totals_left_at_zero_are_two_findings() -> None:
    made = findings(
        cells={"t3.new.natural": 21, "t3.new.total": 21, "t3.total.natural": 21}
        | {"t3.total.total": 21, "t3.granted.natural": 21, "t3.granted.total": 21}
        | {"t4.review.upheld": 10, "t4.review.corrected": 1, "t4.after_review.upheld": 5}
    )
    assert [one.code for one in made] == ["T104", "T104"]
    assert "10＋结果纠正 1＝11，总计填 0，少 11" in made[0].message
    assert made[0].cells == ("t4.review.total",)
    assert made[1].cells[0] == "t4.after_review.total" and len(made[1].alternatives) == 2
    assert "程序不代为选定" in made[1].suggestion


def test_a_negative_count_and_the_sums_it_breaks_are_one_finding() -> None:
    (found,) = findings(cells={**consistent_report("县", 4), "t3.granted.natural": -7})
    assert found.code == "T204" and len(found.evidence) == 2
    assert found.cells == ("t3.granted.natural",)


def test_whole_columns_of_blanks_are_one_finding() -> None:
    cells = {"t3.new.natural": 26, "t3.new.total": 26, "t3.granted.natural": 26}
    cells |= {"t3.granted.total": 26, "t3.total.natural": 26, "t3.total.total": 26}
    subject = example({})
    blank = [
        f"t3.{row.key}.{column}"
        for row in subject.report.form.table3
        for column in ("business", "research", "welfare", "legal_service", "other")
    ]
    (found,) = findings(cells=cells, blank=blank)
    assert found.code == "T201" and len(found.cells) == 125
    assert "5 列全部 25 行空白，共 125 格" in found.message
    assert "都应是 0" in found.suggestion


def test_a_blank_whose_value_follows_is_told_the_value() -> None:
    cells = {"t4.after_review.upheld": 2, "t4.after_review.total": 5}
    (found,) = findings(cells=cells, blank=["t4.after_review.pending"])
    assert "“尚未审结”应是 3" in found.suggestion


def test_a_total_smaller_than_its_details_fails_even_beside_a_blank() -> None:
    cells = {"t4.after_review.upheld": 6, "t4.after_review.total": 5}
    made = findings(cells=cells, blank=["t4.after_review.pending"])
    assert sorted(one.code for one in made) == ["T104", "T201"]
    assert "另有 1 格没有数字" in next(one for one in made if one.code == "T104").message


def test_slashes_are_not_blanks() -> None:
    cells = {"t2.rules.made": Value(State.SLASH, raw="/"), "t2.licences": Value(State.BLANK)}
    assert sorted(one.code for one in findings(values=cells)) == ["T201", "T202"]


def test_the_signed_cells_of_the_old_form_may_be_negative() -> None:
    assert findings(form="2019", year=2020, cells={"t2.licences.change": -4}) == []


def test_surplus_values_show_every_repair_and_choose_none() -> None:
    cells = tuple(
        f"t4.after_review.{one}" for one in ("upheld", "corrected", "other", "pending", "total")
    )
    readings = tuple(
        dict(zip(cells, map(Decimal, row), strict=True))
        for row in ([0, 1, 0, 0, 1], [0, 0, 1, 0, 1])
    )
    seen = Observation(
        ObservationKind.SURPLUS,
        "表四的数据行有 16 个数字，格式只有 15 列",
        raw="0 2 3 0 5 0 0 0 0 0 0 0 1 0 0 1",
        table="t4",
        cells=cells,
        alternatives=readings,
        place=Place(line=94),
    )
    unread = {cell: Value(State.UNREAD) for cell in cells}
    (found,) = findings(observations=[seen], values=unread)
    assert found.code == "T301" and found.severity is Severity.ERROR
    assert [dict(one.cells) for one in found.alternatives] == [dict(one) for one in readings]
    assert "结果纠正”为 1" in found.alternatives[0].explanation
    assert "有 2 种" in found.suggestion and "第94行" in found.evidence[0]


@pytest.mark.parametrize(
    ("raw", "expected", "severity"),
    [
        ("本年度止件数", "本年废止件数", Severity.WARNING),
        ("2.其他法律行政止公开", "2.其他法律行政法规禁止公开", Severity.WARNING),
        ("规范性文件", "行政规范性文件", Severity.NOTICE),
    ],
)
def test_a_shortened_label_is_a_notice_and_a_garbled_one_a_warning(
    raw: str, expected: str, severity: Severity
) -> None:
    seen = Observation(ObservationKind.LABEL, "", raw=raw, expected=expected, table="t2")
    (found,) = findings(observations=[seen, seen])
    assert found.severity is severity and raw in found.message and expected in found.message


def test_missing_tables_are_one_finding() -> None:
    seen = [
        Observation(ObservationKind.TABLE_MISSING, f"没有读到{table}", table=table)
        for table in ("t2", "t3", "t4")
    ]
    (found,) = findings(observations=seen)
    assert found.severity is Severity.ERROR and "表二、表三、表四，共 3 张" in found.message
    assert "没有读到t4" in findings(observations=seen[2:])[0].message


def missing(table: str, section: str) -> Observation:
    return Observation(
        ObservationKind.TABLE_MISSING, f"没有读到{table}。", table=table, section=section
    )


def absent(section: str) -> Observation:
    return Observation(ObservationKind.SECTION_MISSING, f"没有找到{section}。", section=section)


def test_the_table_of_a_missing_section_is_not_told_again() -> None:
    seen = [missing("t3", "三"), absent("三"), missing("t4", "四"), absent("四")]
    sections = {"三": None, "四": None}
    assert findings(observations=seen, sections=sections) == []
    (found,) = findings(observations=[missing("t2", "二"), *seen], sections=sections)
    assert "没有读到t2" in found.message and found.severity is Severity.ERROR


def test_a_table_behind_the_end_of_the_file_is_no_error() -> None:
    sections = dict.fromkeys("四五六")
    seen = [missing("t3", "三"), *map(absent, sections)]
    (found,) = findings(observations=seen, sections=sections)
    assert found.code == "T307" and found.severity is Severity.WARNING


def test_table_four_told_in_sentences_is_no_error() -> None:
    told = {"四": "本年度发生行政复议 3 件，均已维持；没有行政诉讼。"}
    (found,) = findings(observations=[missing("t4", "四")], sections=told)
    assert found.severity is Severity.WARNING
    apart = {"三": "本年新收 3 自 0 然 0 人 5 总 1 计"}
    (found,) = findings(observations=[missing("t3", "三")], sections=apart)
    assert found.severity is Severity.WARNING
    none = {"四": "见附图。"}
    assert findings(observations=[missing("t4", "四")], sections=none)[0].severity is Severity.ERROR


def test_a_surplus_that_no_repair_explains_is_no_error() -> None:
    seen = Observation(ObservationKind.SURPLUS, "“行政许可”有 5 个数，应为 1 个", table="t2")
    guessed = replace(seen, alternatives=({"t2.licences": Decimal(3)},), complete=False)
    for one in (seen, guessed):
        (found,) = findings(observations=[one])
        assert found.code == "T301" and found.severity is Severity.WARNING


def test_numbers_beyond_all_measure_do_not_break_the_check() -> None:
    for odd in (
        "1E+40",
        "1E+999999",
        "NaN",
        "Infinity",
        "-1E+50",
        "0.1234567890123456789012345678901",
    ):
        cells = {"t3.granted.natural": Decimal(odd), "t4.review.upheld": 2}
        result = check(example({"cells": cells}))
        assert any(one.code == "T104" for one in result.findings)
        assert all(len(one.message) < 1000 for one in result.findings), odd


def test_a_table_wrong_as_a_whole_is_one_finding_without_guesses() -> None:
    form = example({}).report.form
    cells = {cell: place * 37 % 53 for place, cell in enumerate(form.cells_of("t3"))}
    sums = [one for one in findings(cells=cells) if one.kind in (Kind.SUM, Kind.BALANCE)]
    (found,) = sums
    assert len(found.evidence) > 20 and found.alternatives == ()
    assert "整行、整列" in found.suggestion and "处合计对不上" in found.message


def test_run_together_rows_of_a_table_are_one_notice() -> None:
    seen = [
        Observation(ObservationKind.RESOLVED, "连写", raw=f"行{place} 640020470", table="t3")
        for place in range(25)
    ]
    (found,) = findings(observations=seen)
    assert found.severity is Severity.NOTICE and "25 行" in found.message


def test_more_reviews_than_answers_is_weaker_where_open_cases_explain_it() -> None:
    cells = {"t4.review.total": 3, "t4.review.upheld": 3}
    (found,) = findings(cells=cells)
    assert found.severity is Severity.WARNING
    open_cases = {"t3.new.natural": 3, "t3.new.total": 3}
    open_cases |= {"t3.carried_out.natural": 3, "t3.carried_out.total": 3}
    (found,) = findings(cells=cells | open_cases)
    assert found.severity is Severity.NOTICE


def test_a_clean_report_is_checked_without_the_solver() -> None:
    code = (
        "import sys\n"
        "from gongkai.domain.rules.checking import check\n"
        "from gongkai.domain.rules.subject import example\n"
        "check(example({'cells': {'t4.review.total': 3}}))\n"
        "sys.exit('scipy' in sys.modules or 'numpy' in sys.modules)\n"
    )
    assert run([sys.executable, "-c", code], check=False).returncode == 0
