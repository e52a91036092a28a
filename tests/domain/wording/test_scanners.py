import pytest

from gongkai.domain.wording.confusions import confused_words
from gongkai.domain.wording.fixed_terms import broken_terms
from gongkai.domain.wording.law_names import (
    misspelt_law_names,
    unintroduced_law_names,
    unmarked_law_names,
)
from gongkai.domain.wording.ordinals import broken_runs
from gongkai.domain.wording.punctuation import (
    marks_in_a_row,
    stray_mark_at_end,
    unbalanced_brackets,
    unfinished_sentences,
)
from gongkai.domain.wording.residue import template_residue


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("政府息公开工作取得成效", "政府信息公开"),
        ("畅通依申请公开受理渠。", "渠道"),
        ("行政法复议情况", "行政复议"),
        ("政府信信息公开", "政府信息公开"),
        ("收取信息理费", "信息处理费"),
        ("（四）府信息公开平台建设", "政府信息公开"),
        ("（国办公开函〔2021〕30号）", "国办公开办函"),
    ],
)
def test_a_lost_or_doubled_character_in_a_fixed_term(text: str, expected: str) -> None:
    (slip,) = broken_terms(text)
    assert (slip.proposals, slip.certain) == ((expected,), True)


@pytest.mark.parametrize(
    "text",
    [
        "推进政府信息开放共享，发布政府信息公告",
        "财政信息公开、民政信息公开、邮政信息公开",
        "现行规范性文件",
        "构建政务新体系",
        "四川省渠县渠江镇",
        "对已申请公开的信息",
        "行政诉讼法、行政复议法",
        "召开政府信息公开例会",
        "录入政府信息公开目录",
        "县府信息公开，国办公开办函〔2021〕30号，国办公开办函〔2019〕60号",
    ],
)
def test_words_that_only_look_like_a_damaged_term(text: str) -> None:
    assert broken_terms(text) == []


def test_confusions_keep_their_severity() -> None:
    text = "截止2020年12月31日，登陆县政府网站，认真布署；截止日期为5月，台湾登陆点。"
    assert [(one.text, severity) for one, severity in confused_words(text)] == [
        ("截止", "notice"),
        ("登陆", "warning"),
        ("布署", "error"),
    ]


def test_characters_that_stand_side_by_side_by_chance() -> None:
    assert confused_words("自己经常检查，以经济建设为中心，搭帐篷，12件事项") == []


@pytest.mark.parametrize(
    ("name", "certain"),
    [("中华人民共和国政府信息公开条", True), ("中华人民共和国政府信公开条例", True)],
)
def test_a_misspelt_law(name: str, certain: bool) -> None:
    assert [one.certain for one in misspelt_law_names(f"根据《{name}》")] == [certain]


@pytest.mark.parametrize(
    "name",
    [
        "中华人民共和国政府信息公开条例",
        "政府信息公开条例",
        "广东省政府信息公开条例",
        "中华人民共和国行政监察法",
        "某县政府信息公开指南",
        "中华人民共和国政府信息公开条例（修订）",
        "中华人民共和国数据安全法",
    ],
)
def test_other_laws_are_no_misspelling(name: str) -> None:
    assert misspelt_law_names(f"根据《{name}》") == []


def test_a_short_name_must_be_introduced() -> None:
    assert [one.text for one in unintroduced_law_names("贯彻《条例》。再贯彻《条例》。")] == [
        "《条例》"
    ]
    assert (
        unintroduced_law_names("《中华人民共和国政府信息公开条例》（以下简称《条例》），《条例》")
        == []
    )
    assert unintroduced_law_names("《中华人民共和国政府信息公开条例》，落实《条例》") == []


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("一是甲。三是乙。", ["三是"]),
        ("一是甲；一是乙；二是丙。", ["一是"]),
        ("一是甲。二是乙。二是丙。", ["二是"]),
        ("（一）甲\n（二）乙\n（四）丙", ["四）"]),
        ("一是甲。二是乙。\n一是丙。二是丁。", []),
        ("一是甲：一是子，二是丑。二是乙。三是丙。", []),
        ("全县统一是目标，一是文字，三是数字，另一是补充", ["三是"]),
        ("一是甲，二是乙，三是丙", []),
        ("第一，甲。唯一是乙。", []),
    ],
)
def test_runs_of_items(text: str, slips: list[str]) -> None:
    assert [one.text for one in broken_runs(text)] == slips


def test_marks() -> None:
    assert [one.text for one in marks_in_a_row("好。。坏，，可……以！？")] == ["。。", "，，"]
    assert unbalanced_brackets("（好）《条例》“是”。1）一\n2）二 (混用）") == []
    assert [one.reason for one in unbalanced_brackets("根据《条例办理")] == ["“《”没有配对的“》”"]
    assert stray_mark_at_end("一、总体情况、") is not None
    assert stray_mark_at_end("一、总体情况") is None


def test_a_sentence_that_runs_into_the_next_heading() -> None:
    body = "2023年度我局共收到依申请信息公开26件，及时回复申请人，并通过电子邮箱发送给申请人"
    assert unfinished_sentences(f"{body}\n（三）完善制度")
    assert not unfinished_sentences(f"{body}。\n（三）完善制度")
    assert not unfinished_sentences(f"{body}\n的情况。"), "a page end may cut a paragraph anywhere"


@pytest.mark.parametrize(
    "text",
    [
        "编写说明:可先适当综述",
        "XX县人民政府",
        "20XX年",
        "发布____条",
        "（此处填写机关名称）",
        "该部分以表格形式报告",
    ],
)
def test_template_residue(text: str) -> None:
    assert [one.certain for one in template_residue(text)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "网址http://www.xxx.gov.cn",
        "对张××等人",
        "公开信息条目",
        "主动公开信息 12 条。",
        "〔略〕",
        "〔2021〕30号",
        "收到申请 5 件",
    ],
)
def test_no_residue(text: str) -> None:
    assert template_residue(text) == []


def test_a_law_cited_without_marks_is_named_once_with_its_full_name():
    text = "依据信息公开条例和有关规定，按照政府信息公开条例第十九条；再依据信息公开条例。"
    assert [(one.text, one.proposals) for one in unmarked_law_names(text)] == [
        ("信息公开条例", ("《中华人民共和国政府信息公开条例》",)),
        ("政府信息公开条例", ("《中华人民共和国政府信息公开条例》",)),
    ]
    assert unmarked_law_names("根据行政许可法")[0].proposals == ("《中华人民共和国行政许可法》",)
    for good in (
        "根据《中华人民共和国政府信息公开条例》",
        "学习行政许可法",
        "《关于按照行政处罚法做好工作的通知》",
        "根据某省政府信息公开条例",
    ):
        assert unmarked_law_names(good) == [], good
