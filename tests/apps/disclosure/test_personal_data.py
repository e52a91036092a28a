"""Personal data stops an item at its first gate; only a reviewer lets it through; nowhere is it written down."""

import json

import pytest

from gongkai.apps.audit.models import Entry
from gongkai.apps.clock import today
from gongkai.apps.disclosure.actions.review import override
from gongkai.apps.disclosure.actions.writing import attach, revise_item, submit_item
from gongkai.apps.disclosure.checks import check_item
from gongkai.apps.disclosure.models import FileContents, Override
from gongkai.apps.disclosure.refusals import Blocked
from gongkai.apps.disclosure.working_copy import latest
from gongkai.apps.organs.access import Forbidden
from tests.apps.disclosure.desk import paragraph
from tests.apps.disclosure.files import IDENTITY, MOBILES, hidden_list, letter, workbook

pytestmark = pytest.mark.django_db


def found(item, start="privacy."):
    item.refresh_from_db()
    return [one for one in check_item(latest(item), on=today()) if one.code.startswith(start)]


def test_a_hidden_sheet_stops_the_item_with_a_sentence_that_names_the_cell(desk):
    item = desk.item()
    attach(desk.clerk, item, "救助名单.xlsx", hidden_list())
    item.refresh_from_db()
    with pytest.raises(Blocked) as stopped:
        submit_item(desk.clerk, item)
    said = str(stopped.value)
    assert "附件“救助名单.xlsx”的工作表“名单”（隐藏）第2行B列有身份证号码" in said
    assert "11*************233" in said and IDENTITY not in said
    warned = found(item, "attachments.hidden")
    assert len(warned) == 1 and "工作表“名单”（隐藏）" in warned[0].message


def test_only_a_reviewer_lets_it_through_and_the_log_does_not_hold_the_number(desk):
    item = desk.item(title=f"关于{IDENTITY}的通知")
    (finding,) = found(item, "privacy.identity")
    assert (finding.place, finding.severity, finding.overridable) == ("title", "block", True)
    with pytest.raises(Forbidden):
        override(desk.clerk, item, finding.key, "自己写的，自己放行")
    override(desk.reviewer("wording_review"), item, finding.key, "法院公告，依法载明。")
    submit_item(desk.clerk, item)
    logged = "".join(
        json.dumps([one.subject_label, one.before, one.after, one.note], ensure_ascii=False)
        for one in Entry.objects.all()
    )
    kept = "".join(
        f"{one.finding_key}{one.finding_label}{one.reason}" for one in Override.objects.all()
    )
    assert IDENTITY not in logged + kept and "11*************233" in kept
    assert "关于11*************233的通知" in logged


def test_another_number_is_another_finding(desk):
    item = desk.item(title=f"关于{IDENTITY}的通知")
    (first,) = found(item, "privacy.identity")
    revise_item(desk.clerk, item, {"title": "关于110101199003072252的通知"})
    (second,) = found(item, "privacy.identity")
    assert first.key != second.key


def test_numbers_split_by_marks_and_in_cells_are_found(desk):
    item = desk.item(
        body=[
            paragraph(f"<p>身份证号：{IDENTITY[:6]}<b>{IDENTITY[6:14]}</b>{IDENTITY[14:]}</p>"),
            {"type": "table", "value": {"data": [["姓名", "残疾类别"], ["张三", "肢体"]]}},
            paragraph('<p><a href="tel:13800138001">电话</a></p>'),
        ]
    )
    said = {one.code: one.message for one in found(item)}
    assert "正文有身份证号码" in said["privacy.identity"]
    assert "正文第1个表格第2行第2列" in said["privacy.condition"]
    assert "正文的链接地址" in said["privacy.phone"]


def test_few_phones_warn_and_many_stop(desk):
    item = desk.item(body=[paragraph(f"<p>联系电话：{MOBILES[0]}、{MOBILES[1]}。</p>")])
    (few,) = found(item, "privacy.phone")
    assert few.severity == "warn" and "2处" in few.message
    revise_item(desk.clerk, item, {"body": [paragraph(f"<p>{'、'.join(MOBILES)}</p>")]})
    (many,) = found(item, "privacy.phone")
    assert many.severity == "block" and MOBILES[0] not in many.message


def test_what_the_office_publishes_is_no_finding(desk):
    organ = desk.county.department
    organ.office_phone, organ.office_email = "0358-7922601、13800138001", "12345678@qq.com"
    organ.save()
    item = desk.item(
        policy_contact="示例县教育局基础教育股 0358-7922601",
        body=[paragraph("<p>咨询电话：13800138001，邮箱：12345678@qq.com。</p>")],
    )
    assert found(item) == []


@pytest.mark.parametrize(
    ("name", "data", "where"),
    [
        ("甲.xlsx", workbook({"表": [["名称"]]}, comment=f"身份证{IDENTITY}"), "工作表“表”的批注"),
        (
            "乙.docx",
            letter("名单如下", table=[["姓名", "号码"], ["张三", IDENTITY]]),
            "第1个表格第2行第2列",
        ),
        ("丙.txt", f"第一行\n{IDENTITY}".encode("gb18030"), "第2行"),
        ("丁.csv", f"姓名,身份证\n张三,{IDENTITY}".encode(), "第2行B列"),
    ],
)
def test_every_corner_of_a_file_is_named(desk, name, data, where):
    item = desk.item()
    attach(desk.clerk, item, name, data)
    (finding,) = found(item, "privacy.identity")
    assert where in finding.message and finding.place.startswith("attachment:")


def test_a_file_that_does_not_open_is_said_to(desk):
    item = desk.item()
    whole = hidden_list()
    attach(desk.clerk, item, "坏的.xlsx", whole[: len(whole) // 2] + b"xl/")
    attach(desk.clerk, item, "包.rar", b"Rar!\x1a\x07\x00" + b"0" * 50)
    stopped = found(item, "attachments.unreadable")
    assert [one.severity for one in stopped] == ["block"] and "坏的.xlsx" in stopped[0].message
    warned = found(item, "attachments.unexamined")
    assert len(warned) == 1 and "包.rar" in warned[0].message and "ZIP" in warned[0].message


def test_hidden_words_are_not_searched(desk):
    item = desk.item()
    attachment = attach(desk.clerk, item, "救助名单.xlsx", hidden_list())
    assert "张某" in attachment.text and IDENTITY not in attachment.text


def test_a_file_is_read_once(desk, monkeypatch):
    item = desk.item()
    attach(desk.clerk, item, "救助名单.xlsx", hidden_list())
    monkeypatch.setattr("gongkai.apps.disclosure.extraction.examine", None)
    assert found(item, "privacy.identity")
    FileContents.objects.all().delete()
    monkeypatch.undo()
    assert found(item, "privacy.identity")
    assert FileContents.objects.count() == 1
