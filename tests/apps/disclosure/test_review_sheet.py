"""信息发布审核表: what it says, that it is one page, that it holds what is long."""

from io import BytesIO

import pytest
from docx import Document

from gongkai.apps.disclosure.actions.publication import publish_item
from gongkai.apps.disclosure.actions.review import review, second_look
from gongkai.apps.disclosure.actions.writing import attach, revise_item, submit_item
from gongkai.apps.disclosure.models import Gate
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.disclosure.review_sheet import review_sheet
from tests.apps.disclosure.desk import GATES

pytestmark = pytest.mark.django_db


def words(data: bytes) -> str:
    table = Document(BytesIO(data)).tables[0]
    return "\n".join("|".join(dict.fromkeys(cell.text for cell in row.cells)) for row in table.rows)


def test_nothing_before_submission(desk):
    with pytest.raises(Refused, match="没有送审"):
        review_sheet(desk.item())


def test_the_whole_history(desk):
    item = desk.item()
    attach(desk.clerk, item, "计划.txt", b"plan", "招生计划表")
    submit_item(desk.clerk, item)
    item.refresh_from_db()
    review(desk.reviewer(Gate.POLITICAL), item, Gate.POLITICAL, "returned", "标题请写全称。")
    revise_item(desk.clerk, item, {"title": "示例县教育局关于做好招生入学工作的通知"})
    desk.pass_gates(item)
    edition = publish_item(desk.head, item)
    said = words(review_sheet(item))
    assert "示例县教育局关于做好招生入学工作的通知" in said
    assert said.count("意见：通过") == len(GATES)
    assert "标题请写全称。" in said and "招生计划表" in said
    assert "第1版" in said and "2025-06-18 12:00" in said
    paragraphs = "\n".join(one.text for one in Document(BytesIO(review_sheet(item))).paragraphs)
    assert edition.index_number in paragraphs and "第3稿" in paragraphs


def test_an_urgent_one_shows_the_second_look(desk):
    item = desk.item(urgent=True)
    desk.pass_gates(item, (Gate.WORDING, Gate.SECRECY))
    publish_item(desk.head, item)
    assert "（未办理）" in words(review_sheet(item))
    second_look(desk.reviewer(Gate.POLICY), item, Gate.POLICY, "approved")
    said = words(review_sheet(item))
    assert "复审\n（政策关）事后复核" in said and "（紧急）" in said


def test_the_same_history_makes_the_same_file(desk):
    item = desk.pass_gates(desk.item())
    assert review_sheet(item) == review_sheet(item)
