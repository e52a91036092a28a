"""Section 一 is cut by its headings, whatever their style; text without headings is not cut."""

import pytest

from gongkai.domain.reports import report_from_cells
from gongkai.domain.reports.aspects import aspect_texts

OWN = (
    "2024年，教育局依法公开政府信息。\n（一）主动公开情况。全年公开信息120条。\n其中通知公告20条。\n"
    "（二）依申请公开情况。收到申请5件。\n（三）政府信息管理情况。制发规范性文件1件。\n"
    "（四）政府信息公开平台建设情况。维护网站专栏。\n（五）监督保障情况。举办培训3次。"
)


def cut(text: str) -> dict[str, str]:
    report = report_from_cells({}, sections={"一": text})
    found = aspect_texts(report)
    for one in found.values():
        assert report.text_of("一")[one.start : one.start + len(one.text)] == one.text
    return {key: one.text for key, one in found.items()}


def test_our_own_headings() -> None:
    assert cut(OWN) == {
        "opening": "2024年，教育局依法公开政府信息。",
        "proactive": "全年公开信息120条。\n其中通知公告20条。",
        "on_application": "收到申请5件。",
        "management": "制发规范性文件1件。",
        "platform": "维护网站专栏。",
        "supervision": "举办培训3次。",
    }


@pytest.mark.parametrize("mark", ["(一)", "1.", "1、", "一、", "一是"])
def test_other_marks(mark: str) -> None:
    second = mark.replace("一", "二").replace("1", "2")
    text = f"{mark}主动公开情况：全年公开120条。\n{second}依申请公开情况：收到5件。"
    assert cut(text) == {"proactive": "全年公开120条。", "on_application": "收到5件。"}


def test_numbers_below_a_heading_are_no_headings() -> None:
    text = (
        "（一）主动公开。一是加强平台建设，更新网站。二是做好依申请公开衔接工作。\n"
        "（二）依申请公开。收到申请5件。"
    )
    assert set(cut(text)) == {"proactive", "on_application"}
    assert "加强平台建设" in cut(text)["proactive"]


@pytest.mark.parametrize(
    "text", ["", "全年公开信息120条，收到申请5件。", "（一）主动公开。只有一个标题。"]
)
def test_what_cannot_be_cut(text: str) -> None:
    assert cut(text) == {}
