import pytest

from gongkai.domain.wording.doubling import doubled_words


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("2025年我县我县政府信息公开工作", "我县我县"),
        ("规范审核审核发布机制", "审核审核"),
        ("整体统一的的网站界面", "的的"),
        ("专题专栏、党建工作工作等", "工作工作"),
        ("进一步进一步加强", "进一步进一步"),
        ("推动服务管理管理。", "管理管理"),
    ],
)
def test_doubled_words_are_certain(text: str, slip: str) -> None:
    assert [(one.text, one.certain) for one in doubled_words(text)] == [(slip, True)]


@pytest.mark.parametrize(
    "text",
    [
        "县政府政府信息公开专栏",
        "各部门部门预算",
        "与企业面对面对接",
        "一件一件办理，一项一项落实",
        "以改善为目的的工作",
        "为了了解情况",
        "二〇二〇年",
        "件件有着落，事事有回音",
        "完成各项工作。工作中",
        "常常、人人、层层、处处、进进出出、认认真真",
        "基础信息信息化建设",
        "政府信息公开工作工作人员",
        "各级党组织组织开展活动",
        "落实责任责任到人",
        "加强服务服务为民",
        "惠企政策政策解读",
        "公开公开公开公开",
        "我县\n我县",
    ],
)
def test_good_chinese_is_left_alone(text: str) -> None:
    assert doubled_words(text) == []


def test_a_noun_that_may_begin_the_next_compound_is_only_doubtful() -> None:
    assert [one.certain for one in doubled_words("在师范大学大学生中宣传")] == [False]
