"""Templates are read strictly: whatever is wrong is said with file and line."""

import pytest

from gongkai.documents.letters import parse_template, templates
from gongkai.documents.letters.template import ways
from gongkai.documents.letters.values import parse_values
from gongkai.domain.cases import outcomes
from gongkai.domain.law.strict_yaml import LawDataError

GOOD = """---
key: N09
title: 征求意见告知书
kind: 告知书
addressee: applicant
basis:
  zhengfu-xinxi-gongkai-tiaoli: 第三十三条第三款
remedy: contact
values: [you, basis, consulted, reasons*, remedy]
---
根据{basis}，征求{consulted}的意见，请{you}等候。

{reasons}

{remedy}
"""


def refused(text: str, line: int, words: str) -> None:
    with pytest.raises(LawDataError, match=words) as caught:
        parse_template(text, "x.md")
    assert str(caught.value).startswith(f"x.md:{line}:"), caught.value


def test_what_is_right_passes() -> None:
    made = parse_template(GOOD, "x.md")
    assert [one.name for one in made.by_clerk()] == ["consulted", "reasons"]
    assert made.optional == {"reasons"}
    assert made.cited() == "《中华人民共和国政府信息公开条例》第三十三条第三款"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("title: 征求意见告知书\n", "", 2, "缺少“title”"),
        ("remedy: contact", "remedy: contact\ncolour: red", 9, "未知的键“colour”"),
        ("征求{consulted}的", "征求{nobody}的", 11, "没有写在 values"),
        ("征求{consulted}的", "征求第三方的", 9, "“consulted”没有用到"),
        ("[you, basis, consulted", "[you, you, basis, consulted", 9, "写了两次"),
        ("[you, basis, consulted", "[yours, basis, consulted", 9, "没有“yours”这个值"),
        ("请{you}等候", "请{you等候", 11, "花括号"),
        ("{reasons}\n", "理由：{reasons}\n", 13, "独占一段"),
        ("{remedy}\n", "完。\n", 9, "没有用到"),
        ("remedy: contact", "remedy: none", 8, "不得有"),
        ("remedy: contact", "remedy: by-outcome", 8, "outcome"),
        ("第三十三条第三款", "", 7, "非空"),
        ("kind: 告知书", "kind: 便条", 4, "不在允许的取值"),
        ("zhengfu-xinxi-gongkai-tiaoli", "no-such-norm", 7, "没有“no-such-norm”这个规范"),
        ("---\nkey", "key", 1, "---"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(old: str, new: str, line: int, words: str) -> None:
    assert old in GOOD
    refused(GOOD.replace(old, new, 1), line, words)


def test_an_outcome_that_does_not_exist() -> None:
    text = GOOD.replace("remedy: contact", "remedy: by-outcome\noutcome: [NA_NOTHELD]")
    refused(text, 9, "没有这种办理结果")


def test_every_outcome_has_its_letter_and_every_number_its_notice() -> None:
    held = templates()
    for code, way in ways():
        assert held[way.letter].outcome == (code, way.key)
    for number in range(1, 19):
        assert any(key.split("-")[0] == f"N{number:02d}" for key in held), number


def test_a_refusal_asks_for_reasons() -> None:
    """Art. 16 says 可以, Art. 14 and 15 weigh: a letter without reasons fails in review."""
    for code in ("NO_LAW", "NO_SAFETY", "NO_THIRD", "NO_INTERNAL", "NO_PROCESS", "NO_CASEFILE"):
        letter = templates()[outcomes()[code].variants[0].letter]
        assert "reasons" not in letter.optional
        assert any(one.name == "reasons" for one in letter.by_clerk())


def test_events_of_letters_are_known_facts() -> None:
    from gongkai.apps.cases.data.events import event_kinds

    for one in templates().values():
        for kind in (one.event, one.served):
            assert not kind or kind in event_kinds(), (one.key, kind)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: {label: 甲, kind: colour, from: clerk}", "不在允许的取值"),
        ("a: {label: 甲, kind: table, from: clerk}", "columns"),
        ("a: {label: 甲, kind: line, from: clerk, columns: [乙]}", "columns"),
        ("a: {label: 甲, kind: line, from: program, record: harm}", "不从处理意见取"),
        ("A1: {label: 甲, kind: line, from: clerk}", "小写"),
    ],
)
def test_values_are_read_strictly(text: str, words: str) -> None:
    with pytest.raises(LawDataError, match=words):
        parse_values(text, "v.yaml")
