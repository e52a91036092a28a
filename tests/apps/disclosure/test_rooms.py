"""Guides, interpretations, the standard catalogue, the county's words."""

import datetime as dt
from io import BytesIO

import pytest
from openpyxl import Workbook

from gongkai.apps import clock
from gongkai.apps.changes.models import Effect
from gongkai.apps.disclosure.actions.catalogue import import_catalogue, map_entries
from gongkai.apps.disclosure.actions.guides import confirm_guide, publish_guide, write_guide
from gongkai.apps.disclosure.actions.interpretations import (
    exempt_from_interpretation,
    plan_interpretation,
)
from gongkai.apps.disclosure.actions.publication import publish_item
from gongkai.apps.disclosure.actions.words import drop_word, import_words, keep_word
from gongkai.apps.disclosure.actions.writing import relate, revise_item
from gongkai.apps.disclosure.models import CountyWord, Edition, StandardEntry
from gongkai.apps.disclosure.queries.catalogue import coverage
from gongkai.apps.disclosure.queries.guides import guide_reminders, public_guide
from gongkai.apps.disclosure.queries.interpretations import checklist, interpretation_clocks
from gongkai.apps.disclosure.queries.relations import public_relations
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.disclosure.sheets import SheetRefused
from gongkai.apps.organs.access import Forbidden
from tests.county import DAY, NOON

pytestmark = pytest.mark.django_db


def sheet(*rows, merge=(), hidden_first=False) -> bytes:
    book = Workbook()
    if hidden_first:
        book.active.sheet_state = "hidden"
        book.create_sheet()
    page = book.worksheets[-1]
    for row in rows:
        page.append(row)
    for span in merge:
        page.merge_cells(span)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


GUIDE = {
    "classification": "按主题和体裁分类。",
    "arrangement": "按栏目编排，附索引号。",
    "ways_to_obtain": "网站、政务服务大厅、档案馆、图书馆。",
    "office_name": "教育局办公室",
    "office_address": "示例县人民路1号",
    "office_hours": "工作日8:00-12:00，14:30-18:00",
    "office_phone": "0000-0000000",
    "office_internet": "gk@shilixian.example",
}


def test_a_guide_is_published_whole_or_not_at_all(desk):
    organ = desk.county.department
    draft = write_guide(desk.clerk, organ, GUIDE | {"office_phone": ""})
    with pytest.raises(Refused, match="还缺：联系电话"):
        publish_guide(desk.head, draft)
    assert public_guide(organ.pk) is None
    same = write_guide(desk.clerk, organ, {"office_phone": "0000-0000000"})
    assert same.pk == draft.pk
    with pytest.raises(Forbidden):
        publish_guide(desk.clerk, same)
    publish_guide(desk.head, same)
    with pytest.raises(Refused, match="已经发布"):
        publish_guide(desk.head, same)
    second = write_guide(desk.clerk, organ, {"office_hours": "工作日9:00-17:00"})
    assert (second.number, second.office_phone) == (2, "0000-0000000")
    assert public_guide(organ.pk).number == 1
    publish_guide(desk.head, second)
    assert public_guide(organ.pk).number == 2
    with pytest.raises(Refused, match="没有这些内容"):
        write_guide(desk.clerk, organ, {"published_at": "2025-01-01"})


def test_a_guide_that_nobody_looks_at_is_remembered(desk):
    organ = desk.county.department
    assert [one.reason for one in guide_reminders([organ], DAY)] == ["还没有发布公开指南。"]
    with pytest.raises(Refused, match="无从确认"):
        confirm_guide(desk.head, organ, DAY)
    publish_guide(desk.head, write_guide(desk.clerk, organ, GUIDE))
    assert guide_reminders([organ], DAY) == []
    later = DAY + dt.timedelta(days=181)
    assert "超过180天" in guide_reminders([organ], later)[0].reason
    with clock.stopped_at(NOON + dt.timedelta(days=181)):
        confirm_guide(desk.head, organ, later)
        with pytest.raises(Refused, match="将来"):
            confirm_guide(desk.head, organ, later + dt.timedelta(days=1))
    assert guide_reminders([organ], later) == []
    organ.office_phone = "1111-1111111"
    assert "联系电话" in guide_reminders([organ], later)[0].reason


PLAN = {
    "outline": "背景、依据、主要内容",
    "forms": ["text", "diagram"],
    "channels": "政府网站、微信公众号",
    "planned_on": DAY,
    "responsible": "基础教育股",
}


def test_no_document_goes_out_without_its_plan(desk):
    document = desk.pass_gates(desk.item("policy", "zdgk/20-1"))
    with pytest.raises(Refused, match="没有解读方案"):
        publish_item(desk.head, document)
    for wrong in ({"forms": []}, {"forms": ["song"]}, {"outline": " "}, {"responsible": ""}):
        with pytest.raises(Refused):
            plan_interpretation(desk.clerk, document, **PLAN | wrong)
    plan_interpretation(desk.clerk, document, **PLAN)
    publish_item(desk.head, document)
    assert Edition.objects.public().count() == 1


def test_an_exemption_has_a_reason(desk):
    document = desk.pass_gates(desk.item("normative", "zdgk/20-1"))
    with pytest.raises(Refused, match="写明理由"):
        exempt_from_interpretation(desk.clerk, document, "", DAY)
    exempt_from_interpretation(desk.clerk, document, "转发上级文件，无新内容。", DAY)
    publish_item(desk.head, document)
    with pytest.raises(Refused, match="只有"):
        exempt_from_interpretation(desk.clerk, desk.item(), "不是政策", DAY)


def interpretation(desk, document):
    item = desk.item("interpretation", "zcjd", interpretation_form="text", title="一图读懂")
    relate(desk.clerk, item, document, "interprets")
    return item


def test_links_on_both_pages_and_the_clock(desk):
    document = desk.item("policy", "zdgk/20-1")
    plan_interpretation(desk.clerk, document, **PLAN)
    edition = desk.publish(document)
    item = interpretation(desk, document)
    assert public_relations(document) == []
    due = dt.date(2025, 6, 23)
    [one] = interpretation_clocks([edition], due)
    assert (one.due_on, one.overdue, one.in_time) == (due, False, False)
    assert interpretation_clocks([edition], due + dt.timedelta(days=1))[0].overdue
    with clock.stopped_at(NOON + dt.timedelta(days=6)):
        desk.publish(item)
    assert [(r.label, r.edition.item_id) for r in public_relations(document)] == [
        ("相关解读", item.pk)
    ]
    assert [(r.label, r.edition.item_id) for r in public_relations(item)] == [
        ("解读的文件", document.pk)
    ]
    [one] = interpretation_clocks([edition], DAY)
    assert one.late and one.interpreted_on == dt.date(2025, 6, 24)


def test_the_checklist_says_where_each_point_stands(desk):
    item = interpretation(desk, desk.item())
    points = {"background": "现将2025年", "scope": "适用于全县"}
    revise_item(desk.clerk, item, {"interpretation_points": points})
    item.refresh_from_db()
    points = checklist(item, "各中小学校：现将2025年义务教育招生入学工作有关事项通知如下。")
    assert [(one.label, one.stands_in_text) for one in points] == [
        ("背景", True), ("依据", False), ("研判过程", False), ("主要内容", False), ("适用范围", False),
    ]  # fmt: skip


HEADINGS = ("序号", "一级事项", "二级事项", "公开内容\n（要素）", "公开依据", "公开时限", "公开主体", "公开渠道和载体", "公开对象", "公开方式", "公开层级")  # fmt: skip
ROW = (
    "1",
    "政策文件",
    "招生政策",
    "文件全文",
    "《条例》第二十条",
    "20个工作日",
    "教育局",
    "政府网站",
    "全社会",
    "主动",
    "县级",
)


def test_a_catalogue_as_offices_have_it(desk):
    organ = desk.county.department
    data = sheet(
        ("义务教育领域基层政务公开标准目录",),
        HEADINGS,
        ROW,
        ("2", None, "招生结果", *ROW[3:]),
        (None,) * 11,
        ("3", "学生管理", "学籍", *ROW[3:]),
        merge=("A1:K1", "B3:B4"),
        hidden_first=True,
    )
    entries = import_catalogue(desk.head, organ, "义务教育", data)
    assert [(one.number, one.subject) for one in entries] == [
        ("1", "政策文件"), ("2", "政策文件"), ("3", "学生管理"),
    ]  # fmt: skip
    column = desk.county.columns["zdgk/20-11"]
    map_entries(desk.head, entries[:2], column)
    [one] = coverage(organ.pk)
    assert (one.covered, len(one.unmapped), len(one.empty)) == (0, 1, 2)
    # Its public pages are due: once by the import, once by the mapping.
    due = Effect.objects.filter(consumer="publishing", subject=f"standard:{organ.pk}")
    assert due.count() == 2
    desk.published()
    [one] = coverage(organ.pk)
    assert (one.covered, len(one.unmapped), len(one.empty)) == (2, 1, 0)
    again = import_catalogue(desk.head, organ, "义务教育", data)
    assert [one.column_id for one in again] == [column.pk, column.pk, None]
    assert StandardEntry.objects.count() == 3
    foreign = desk.county.columns["zwdt"]
    foreign.organ_id = desk.county.township.pk
    with pytest.raises(Refused, match="不属于"):
        map_entries(desk.head, again, foreign)


@pytest.mark.parametrize("merged", [True, False])
def test_a_catalogue_with_headings_in_two_rows_and_ticks(desk, merged):
    over = ("序号", "公开事项", None, *HEADINGS[3:8], "公开对象", None, "公开方式", None, "公开层级", None)  # fmt: skip
    below = (None, "一级事项", "二级事项", *[None] * 5, "全社会", "特定群众", "主动", "依申请公开", "县级", "乡、村级")  # fmt: skip
    data = sheet(
        ("就业领域基层政务公开标准目录",),
        over,
        below,
        (*ROW[:8], "√", None, "√", None, "√", "√"),
        ("2", *ROW[1:8], "□", "申请人", "×", "✓", "√", "—"),
        merge=("A2:A3", "B2:C2", "D2:D3", "I2:J2", "K2:L2", "M2:N2") if merged else (),
    )
    first, second = import_catalogue(desk.head, desk.county.department, "就业", data)
    assert (first.audience, first.manner, first.level) == ("全社会", "主动公开", "县级、乡、村级")
    assert (second.audience, second.manner) == ("特定群众（申请人）", "依申请公开")
    assert second.level == "县级"
    assert first.sub_subject == "招生政策"


def test_a_catalogue_with_errors_is_not_half_imported(desk):
    organ = desk.county.department
    import_catalogue(desk.head, organ, "就业", sheet(HEADINGS, ROW))
    with pytest.raises(SheetRefused) as refused:
        import_catalogue(
            desk.head,
            organ,
            "就业",
            sheet(HEADINGS, ROW, ROW, ("4", "", *ROW[2:]), ("5", "长" * 121, *ROW[2:])),
        )
    assert [(one.row, one.column) for one in refused.value.errors] == [
        (3, "序号"), (4, "一级事项"), (5, "一级事项"),
    ]  # fmt: skip
    assert StandardEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"not a workbook", "读不出来"),
        (sheet(("甲", "乙")), "没有找到表头"),
        (sheet(HEADINGS), "只有表头"),
    ],
)
def test_sheets_that_are_none(desk, data, said):
    with pytest.raises(Refused, match=said):
        import_catalogue(desk.head, desk.county.department, "就业", data)
    with pytest.raises(Refused, match="没有“烹饪”"):
        import_catalogue(desk.head, desk.county.department, "烹饪", data)


def test_the_countys_words(desk):
    data = sheet(
        ("不规范用语", "规范用语", "拦下发布", "说明"),
        ("拔款", "拨款", "是", ""),
        ("登陆系统", "登录系统", "否", "软件"),
    )
    assert import_words(desk.office, data) == 2
    assert list(CountyWord.objects.order_by("id").values_list("wrong", "right", "blocks")) == [
        ("拔款", "拨款", True), ("登陆系统", "登录系统", False),
    ]  # fmt: skip
    with pytest.raises(SheetRefused) as refused:
        import_words(
            desk.office,
            sheet(
                ("不规范用语", "规范用语", "拦下发布"),
                ("的", "地", ""),
                ("甲乙", "甲乙", "也许"),
                ("甲乙", "", ""),
            ),
        )
    assert [(one.row, one.column) for one in refused.value.errors] == [
        (2, "不规范用语"), (3, "规范用语"), (3, "拦下发布"), (4, "不规范用语"),
    ]  # fmt: skip
    assert CountyWord.objects.count() == 2
    word = keep_word(desk.office, "拔款", "拨款", blocks=False)
    assert not word.blocks and CountyWord.objects.count() == 2
    drop_word(desk.office, word)
    assert CountyWord.objects.count() == 1
    with pytest.raises(Forbidden):
        keep_word(desk.clerk, "某词", "")
