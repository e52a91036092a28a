from decimal import Decimal

import pytest

from gongkai.documents.reading.values import chinese_number, looks_like_value, read_value
from gongkai.domain.reports.annual_report import State


@pytest.mark.parametrize(
    ("text", "number", "note"),
    [
        ("22", "22", ""),
        ("２２", "22", ""),
        ("1,234", "1234", ""),
        ("1，234，567.50", "1234567.50", ""),
        ("22（其中修订16件）", "22", "其中修订16件"),
        ("251000元", "251000", "元"),
        ("8510.56万元", "8510.56", "万元"),
        ("3 件", "3", "件"),
        ("减4", "-4", ""),
        ("+2", "2", ""),
        ("-1", "-1", ""),
        ("－1", "-1", ""),
        ("增加3项", "3", "项"),
        ("O", "0", ""),
        ("〇", "0", ""),
        ("十二", "12", ""),
    ],
)
def test_numbers(text: str, number: str, note: str) -> None:
    value = read_value(text)
    assert (value.state, value.number, value.note) == (State.NUMBER, Decimal(number), note)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", State.BLANK),
        ("\u00a0", State.BLANK),
        ("/", State.SLASH),
        ("／", State.SLASH),
        ("—", State.DASH),
        ("——", State.DASH),
        ("无", State.TEXT),
        ("见附件", State.TEXT),
        ("007", State.TEXT),
        ("3-5", State.TEXT),
        ("1,23", State.TEXT),
    ],
)
def test_what_is_no_number_stays_what_it_is(text: str, state: State) -> None:
    value = read_value(text)
    assert (value.state, value.number) == (state, None)


def test_the_raw_text_is_kept() -> None:
    assert read_value(" 22（其中修订16件） ").raw == "22（其中修订16件）"


def test_figures_side_by_side_are_not_one_value() -> None:
    assert not looks_like_value("0 2 3 0 5")
    assert not looks_like_value("1\n0")


@pytest.mark.parametrize(
    ("text", "number"), [("二〇二五", 2025), ("十", 10), ("一百零五", 105), ("两万三千", 23000)]
)
def test_chinese_numbers(text: str, number: int) -> None:
    assert chinese_number(text) == number
