"""Texts, numbers, words and frames; and that no text whatever makes the reading raise or run long."""

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.domain.reports import report_from_cells
from gongkai.domain.reports.prose import read_prose
from gongkai.domain.reports.prose.lexicon import lexicon, read_data
from gongkai.domain.reports.prose.quantities import chinese_number, find_quantities
from gongkai.domain.reports.prose.text import prose_text
from gongkai.domain.reports.prose.tokens import find_tokens
from gongkai.domain.rules.book import BOOK
from gongkai.domain.rules.checking import load_rules
from gongkai.domain.rules.subject import Subject
from gongkai.domain.wording.patterns import trie_pattern

load_rules()
PROSE_RULES = [rule for code, rule in BOOK.rules.items() if code.startswith("P")]


def shown(text: str) -> list[tuple[str, str, str]]:
    compact = prose_text("一", text).compact
    return [(str(one.value), one.unit, one.kind) for one in find_quantities(compact)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到申请6件", [("6", "件", "count")]),
        ("收到申请 1,234 件", [("1234", "件", "count")]),
        ("收到申请１２件", [("12", "件", "count")]),
        ("收到申请三件", [("3", "件", "count")]),
        ("收到申请三十二件", [("32", "件", "count")]),
        ("占86.92%", [("86.92", "%", "percent")]),
        ("部分公开67，占4.61%", [("67", "", "count"), ("4.61", "%", "percent")]),
        ("收费1.86亿元", [("18600.000000", "元", "money")]),
        ("收取信息处理费400元", [("0.0400", "元", "money")]),
        ("20个工作日内", [("20", "个工作日", "other")]),
        # no quantities
        ("2025年1月1日至12月31日", []),
        ("国办公开办函〔2021〕30号", []),
        ("第二十条第一项", []),
        ("电话：0358-5422520，邮编：032400。", [("32400", "", "count")]),
        ("12345热线", []),
        ("一是完善制度，二是加强培训", []),
        ("件件有回应，一件件落实", []),
        ("二〇二五年", []),
        ("“1+N”矩阵", []),
    ],
)
def test_quantities(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text", ["约120件", "120余件", "近120件", "120件以上", "3.2万件", "超过120件"]
)
def test_approximate_quantities(text: str) -> None:
    (one,) = find_quantities("收到" + text)
    assert one.approximate


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("一千零五", 1005),
        ("两", 2),
        ("三万二千", 32000),
    ],
)
def test_chinese_numbers(text: str, number: int) -> None:
    assert chinese_number(text) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("上年结转", "carried_in"),
        ("2024年结转", "carried_in"),
        ("上年转结", "carried_in"),
        ("结转下年度继续办理", "carried_out"),
        ("结转到2026年度", "carried_out"),
        ("顺延到下年度答复", "carried_out"),
        ("转下一年办理", "carried_out"),
        ("下年度结转", "carried_out"),
        ("结转", "carried"),
        ("2025年结转", "carried"),
    ],
)
def test_carry_over_phrases(text: str, value: str) -> None:
    tokens = [one for one in find_tokens(text, 2025) if one.slot == "carry"]
    assert [one.value for one in tokens] == [value]


def test_positions_lead_back_to_the_printed_words() -> None:
    raw = "（二）依申请公开方面。2025 年我县坚持依法规范办理，建立健全制度规范，共受理\n政府信息 公开申请 6 件。"
    text = prose_text("一", raw)
    place = text.compact.index("受理政府信息公开申请6件")
    quote = text.quote(place, place + len("受理政府信息公开申请6件"))
    assert raw[quote.start : quote.end] == quote.text
    assert quote.text.startswith("受理") and quote.text.endswith("6 件")


def test_lines_broken_by_a_page_end_are_joined() -> None:
    raw = "坚持以公开促落实、促法治、促服务、促廉政、促规范，坚持以新思想为指\n导，受理申请6件。"
    assert "为指导" in prose_text("一", raw).compact
    kept = prose_text("一", "（一）主动公开方面\n全年公开信息6条。").compact
    assert "方面\n全年" in kept


def test_sub_sections_are_known() -> None:
    text = prose_text(
        "一", "（一）主动公开方面\n公开信息6条。\n（二）依申请公开方面\n收到申请5件。"
    )
    assert [one.label for one in text.sentences] == ["（一）", "（一）", "（二）", "（二）"]


def test_no_word_stands_in_two_roles() -> None:
    seen: dict[str, tuple[str, str]] = {}
    for slot, values in read_data("lexicon.yaml")["words"].items():
        for value, words in values.items():
            for word in words:
                assert isinstance(word, str) and word
                assert seen.setdefault(word, (slot, value)) == (slot, value), word


def test_longest_word_wins() -> None:
    import re

    pattern = re.compile(trie_pattern(["公开", "不予公开", "部分公开"]))
    assert [one[0] for one in pattern.finditer("不予公开和公开")] == ["不予公开", "公开"]
    assert lexicon() is lexicon()


def test_blanks_are_settled_only_where_the_equations_leave_one_way() -> None:
    from gongkai.domain.reports.prose.readings import Cells

    cells = dict.fromkeys(report_from_cells({}).form.cells)
    cells |= {"t3.granted.natural": 5, "t3.partial.natural": 1, "t3.total.natural": 6}
    settled = Cells(report_from_cells(cells)).settled
    assert settled["t3.refused.query.natural"] == Decimal(0)
    assert "t3.granted.total" not in settled  # five organisations are blank
    assert "t3.new.natural" not in settled


_WORDS = st.sampled_from(sorted(lexicon().words))
_SIGNS = st.sampled_from(
    [*"，。；：（）、\n 《》“”0123456789%年月件条个万亿余约", "占", "2025年", "12.5%"]
)
_SENTENCES = st.lists(_WORDS | _SIGNS | st.text(max_size=4), max_size=60).map("".join)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(_SENTENCES, st.sampled_from([None, 2020, 2025]), st.sampled_from(["", "某县", "某县某局"]))
def test_no_text_breaks_a_rule(text: str, year: int | None, organ: str) -> None:
    form = "2019" if year == 2020 else "2021"
    report = report_from_cells(
        dict.fromkeys(report_from_cells({}, form=form).form.cells, 1),
        year=year,
        organ=organ,
        form=form,
        title="年度报告",
        sections=dict.fromkeys("一三五六", text),
    )
    subject = Subject(report, previous=report)
    for rule in PROSE_RULES:
        verdict = BOOK.verdict(rule, subject)
        assert verdict.outcome != "broken", verdict.reason
        for finding in verdict.findings:
            for quote in finding.quotes:
                printed = report.text_of(quote.section)
                assert printed[quote.start : quote.end] == quote.text


@pytest.mark.parametrize(
    "text",
    [
        "2025年我县共受理政府信息公开申请6件，其中自然人5件，占83.3%；上年结转1件，办结7件。"
        * 4500,
        "无" * 200_000,
        "其中1件、" * 40_000,
        "《" * 200_000,
        "1" * 200_000,
        "（" * 100_000 + "1件" * 50_000,
        "结转" * 100_000,
        "信息" + " " * 200_000 + "条",
    ],
    ids=["prose", "none", "list", "books", "digits", "brackets", "carry", "blanks"],
)
def test_long_text_takes_time_in_proportion(text: str) -> None:
    report = report_from_cells({}, sections={"一": text})
    started = time.process_time()
    read_prose(report)
    # 200 kB take about one second; the margin is for a slow machine, not for a square of the length
    assert time.process_time() - started < 12
