"""One click masks what a check found, in the text and in copies of files, and nothing else changes."""

import io

import docx
import openpyxl
import pytest

from gongkai.apps.audit.models import Entry
from gongkai.apps.disclosure.actions.masking import can_mask, mask_finding
from gongkai.apps.disclosure.actions.writing import attach, submit_item
from gongkai.apps.disclosure.checks.privacy import groups
from gongkai.apps.disclosure.refusals import Blocked, Refused
from gongkai.apps.disclosure.working_copy import latest
from gongkai.apps.organs.access import Forbidden
from tests.apps.disclosure.desk import paragraph
from tests.apps.disclosure.files import IDENTITY, MOBILES, hidden_list, letter, workbook
from tests.apps.disclosure.test_personal_data import found

pytestmark = pytest.mark.django_db
MASKED = "11*************233"


def the_file(item) -> bytes:
    (attachment,) = latest(item).attachments.all()
    with attachment.file.open("rb") as file:
        return file.read()


@pytest.mark.parametrize("number", [IDENTITY, IDENTITY + "（一号）"])
def test_a_hidden_sheet_is_masked_and_the_item_passes(desk, number):
    item = desk.item()
    attach(desk.clerk, item, "救助名单.xlsx", hidden_list(number))
    item.refresh_from_db()
    with pytest.raises(Blocked):
        submit_item(desk.clerk, item)
    (finding,) = found(item, "privacy.identity")
    said = mask_finding(desk.clerk, item, finding.key)
    assert "副本" in said and "1处身份证号码" in said
    book = openpyxl.load_workbook(io.BytesIO(the_file(item)))
    assert book["名单"].sheet_state == "hidden"
    assert book["名单"]["B2"].value == number.replace(IDENTITY, MASKED)
    assert book["公示"]["B2"].value == "张某"
    assert IDENTITY.encode() not in the_file(item)
    assert found(item, "privacy.identity") == []
    submit_item(desk.clerk, item)
    assert IDENTITY not in "".join(str(one.after) + one.note for one in Entry.objects.all())


def test_phones_kept_as_numbers_and_as_results_of_formulas(desk):
    rows = [["姓名", "手机"], *(["张某", int(mobile)] for mobile in MOBILES[1:6])]
    data = workbook({"表": [*rows, ["合计", "=B2"]]})
    item = desk.item()
    attach(desk.clerk, item, "名单.xlsx", data)
    (finding,) = found(item, "privacy.phone")
    assert finding.severity == "block" and "5处手机号码" in finding.message
    mask_finding(desk.clerk, item, finding.key)
    book = openpyxl.load_workbook(io.BytesIO(the_file(item)))
    assert book["表"]["B2"].value == "138****8001"
    assert found(item, "privacy.phone") == []


def test_word_with_a_number_split_over_runs_and_in_a_cell(desk):
    data = letter("联系人", table=[["姓名", "身份证"], ["张三", IDENTITY]])
    document = docx.Document(io.BytesIO(data))
    split = document.add_paragraph("身份证号：")
    for piece in (IDENTITY[:5], IDENTITY[5:12], IDENTITY[12:], "，其余不变"):
        split.add_run(piece).bold = piece.startswith("1")
    made = io.BytesIO()
    document.save(made)
    item = desk.item()
    attach(desk.clerk, item, "决定书.docx", made.getvalue())
    while findings := found(item, "privacy.identity"):
        mask_finding(desk.clerk, item, findings[0].key)
    after = docx.Document(io.BytesIO(the_file(item)))
    assert after.paragraphs[-1].text == f"身份证号：{MASKED}，其余不变"
    assert [run.bold for run in after.paragraphs[-1].runs] == [run.bold for run in split.runs]
    assert after.tables[0].cell(1, 1).text == MASKED


def test_the_text_keeps_its_marks(desk):
    item = desk.item(
        title="关于13800138001的通知",
        body=[
            paragraph(
                f"<p>张三&amp;李四，身份证号：{IDENTITY[:6]}<b>{IDENTITY[6:14]}</b>{IDENTITY[14:]}。</p><p>完</p>"
            ),
            {"type": "table", "value": {"data": [["姓名", "身份证"], ["张三", IDENTITY]]}},
        ],
    )
    for _ in range(3):
        mask_finding(desk.clerk, item, found(item)[0].key)
    working = latest(item)
    assert working.title == "关于138****8001的通知"
    assert (
        working.body[0].value.source
        == f"<p>张三&amp;李四，身份证号：{MASKED}<b></b>。</p><p>完</p>"
    )
    assert working.body[1].value["data"][1][1] == MASKED
    assert found(item) == []


def test_what_must_be_mended_by_hand_is_said(desk):
    item = desk.item()
    attach(
        desk.clerk, item, "名单.xlsx", workbook({"表": [["姓名", "残疾类别"], ["张三", "肢体"]]})
    )
    with pytest.raises(Refused, match="不能自动遮盖"):
        mask_finding(desk.clerk, item, found(item)[0].key)
    with pytest.raises(Refused, match="已经不在了"):
        mask_finding(desk.clerk, item, "privacy.identity:0")
    with pytest.raises(Forbidden):
        mask_finding(desk.county.actor("auditor"), item, found(item)[0].key)


def test_a_pdf_is_not_rewritten(desk):
    typst = pytest.importorskip("typst")
    item = desk.item()
    attach(desk.clerk, item, "决定.pdf", typst.compile(f"= Decision {IDENTITY}".encode()))
    (finding,) = found(item, "privacy.identity")
    assert "决定.pdf”的第1页" in finding.message
    working = latest(item)
    assert [can_mask(working, one) for one in groups(working)] == [False]
    with pytest.raises(Refused, match="改好"):
        mask_finding(desk.clerk, item, finding.key)
