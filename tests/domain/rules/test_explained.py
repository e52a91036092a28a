from datetime import date

import pytest

from gongkai.domain.findings import Finding, Kind, Quote, Severity
from gongkai.domain.rules import explained
from gongkai.domain.rules.subject import Subject, example

CELL = "t3.new.total"


def subject(number: int | None) -> Subject:
    return example({"cells": {CELL: number}})


def finding(words: str = "共受理政府信息公开申请 6 件", code: str = "N01") -> Finding:
    return Finding(
        code, Kind.TEXT_TABLE, Severity.ERROR, "6 ≠ 5", "", (CELL,), (Quote("一", words),)
    )


def entry(number: int | None = 5) -> explained.Explained:
    return explained.entry_for(
        finding(), subject(number), by="张三", day=date(2026, 1, 20), reason="其中1件为口头咨询"
    )


def test_an_explained_finding_stays_explained_while_nothing_changes() -> None:
    (made,) = explained.apply([finding("共受理政府信息公开申请6件")], subject(5), [entry()])
    assert made.explanation == "张三 2026年1月20日：其中1件为口头咨询"


def test_it_comes_back_with_a_remark_when_the_figure_changes() -> None:
    (made,) = explained.apply([finding()], subject(7), [entry()])
    assert made.explanation is None
    assert "已由5变为7" in made.evidence[-1]


def test_it_comes_back_when_the_words_change() -> None:
    (made,) = explained.apply([finding("共受理政府信息公开申请 9 件")], subject(5), [entry()])
    assert made.explanation is None
    assert "引用的文字已经改动" in made.evidence[-1]


def test_a_blank_is_not_a_zero() -> None:
    (made,) = explained.apply([finding()], subject(0), [entry(None)])
    assert made.explanation is None
    assert "由空白变为0" in made.evidence[-1]


def test_one_entry_explains_one_finding_and_another_code_none() -> None:
    first, second, other = explained.apply(
        [finding(), finding(), finding(code="N02")], subject(5), [entry()]
    )
    assert first.explanation is not None
    assert second.explanation is None
    assert other.explanation is None
    assert other.evidence == ()


def test_entries_nothing_answers_to_are_told() -> None:
    assert explained.unused([], subject(5), [entry()]) == [entry()]
    assert explained.unused([finding()], subject(7), [entry()]) == []


def test_the_file_reads_back_as_written() -> None:
    text = explained.dump([entry(), entry(None)])
    assert explained.load(text) == [entry(), entry(None)]
    assert "其中1件为口头咨询" in text


def test_an_empty_file_explains_nothing() -> None:
    assert explained.load("") == []


GOOD = explained.dump([entry()])


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (GOOD.replace("reason:", "raeson:"), "未知的项“raeson”"),
        (GOOD.replace("2026-01-20", "2026-13-20"), "day 应写作"),
        (GOOD.replace("by: 张三", "by: ''"), "非空"),
        (GOOD.replace("  by: 张三\n", ""), "缺少“by”"),
        (GOOD.replace("explained/1", "explained/9"), "schema 应为"),
        (GOOD + "  code: N02\n", "重复"),
        ("schema: [", "写法有误"),
        ("[]", "应有这些项"),
        ("x" * 400_000, "文件过大"),
        ("[" * 5000, "不是有效的文本"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(text: str, complaint: str) -> None:
    with pytest.raises(explained.ExplainedFileError, match=complaint) as refused:
        explained.load(text, "说明.yaml")
    assert "说明.yaml 第" in str(refused.value)


def test_an_explanation_needs_a_name_and_a_reason() -> None:
    with pytest.raises(ValueError, match="谁、为什么"):
        explained.entry_for(finding(), subject(5), by=" ", day=date(2026, 1, 20), reason="已核对")
