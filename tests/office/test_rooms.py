"""Columns, guides, ledger, interpretations, catalogue and words through their pages."""

import datetime as dt
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from gongkai.apps.disclosure.actions.interpretations import exempt_from_interpretation
from gongkai.apps.disclosure.models import (
    Column,
    CountyWord,
    GuideConfirmation,
    GuideVersion,
    InterpretationPlan,
    NormativeDocument,
    StandardEntry,
)

pytestmark = pytest.mark.django_db


def said(answer):
    return [str(one) for one in answer.context["messages"]]


def sheet(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    kept = BytesIO()
    book.save(kept)
    return SimpleUploadedFile("list.xlsx", kept.getvalue())


def test_columns_are_opened_and_topics_closed_with_a_day(desk, sign_in):
    office, organ = sign_in("county_office"), desk.county.department
    page = office.get(reverse("office_columns"), {"organ": organ.pk}).content.decode()
    assert "个应当有的栏目" in page
    office.post(reverse("office_columns_open"), {"organ": organ.pk})
    assert Column.objects.filter(organ=organ, code="annual-reports").exists()
    sent = {"organ": organ.pk, "name": "营商环境", "code": "yingshang", "about": "优化营商环境", "on": "2025-06-18"}  # fmt: skip
    office.post(reverse("office_columns"), sent)
    topic = Column.objects.get(code="zt/yingshang")
    close = reverse("office_column_close", args=[topic.pk])
    assert office.post(close, {"on": "2025-06-18", "note": ""}).status_code == 200
    office.post(close, {"on": "2025-06-18", "note": "专项工作结束"})
    topic.refresh_from_db()
    assert topic.closed_on == dt.date(2025, 6, 18)
    statutory = reverse("office_column_close", args=[desk.county.columns["zdgk"].pk])
    answer = office.post(statutory, {"on": "2025-06-18", "note": "x"})
    assert "法定栏目" in answer.content.decode()
    assert (
        sign_in("clerk").post(reverse("office_columns_open"), {"organ": organ.pk}).status_code
        == 403
    )


def test_a_guide_is_written_published_and_confirmed(desk, sign_in):
    clerk, head = sign_in("clerk"), sign_in("disclosure_head")
    page = clerk.get(reverse("office_guide"))
    assert "教育局办公室" in page.content.decode()  # taken over from the organ's record
    sent = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    clerk.post(reverse("office_guide"), sent | {"classification": "教育政策"})
    version = GuideVersion.objects.get()
    publish = reverse("office_guide_publish", args=[version.pk])
    assert clerk.post(publish).status_code == 403
    assert "还缺" in said(head.post(publish, follow=True))[0]
    head.post(reverse("office_guide"), sent | {"classification": "教育政策", "arrangement": "按目录", "ways_to_obtain": "网站"})  # fmt: skip
    head.post(publish)
    version.refresh_from_db()
    assert version.published_at is not None
    head.post(reverse("office_guide_confirm"), {"organ": desk.county.department.pk})
    assert GuideConfirmation.objects.count() == 2


def test_a_public_document_that_no_ledger_holds_is_named(desk, sign_in):
    clerk, item = sign_in("clerk"), desk.item("normative", "zdgk/20-1")
    exempt_from_interpretation(desk.clerk, item, "延续原政策", dt.date(2025, 6, 18))
    desk.publish(item)
    ledger, made = reverse("office_normative"), reverse("office_normative_made")
    page, address = reverse("office_items:page", args=[item.pk]), f"{made}?item={item.pk}"
    for place in (ledger, page):
        assert address in clerk.get(place).content.decode(), place
    assert "待登记台账" in clerk.get("/office/").content.decode()
    known = clerk.get(made, {"item": item.pk}).context["form"].initial
    assert known["title"] == item.title and known["item"] == item
    assert clerk.get(made, {"item": "9" * 30}).status_code == 200
    sent = {"organ": item.organ_id, "item": item.pk, "title": item.title}
    sent |= {"document_number": item.document_number, "made_on": "2025-06-01"}
    assert clerk.post(made, sent).status_code == 302
    for place in (ledger, page):
        assert address not in clerk.get(place).content.decode(), place
    assert "待登记台账" not in clerk.get("/office/").content.decode()


def test_the_ledger_counts_on_any_day(desk, sign_in):
    clerk, organ = sign_in("clerk"), desk.county.department
    sent = {
        "organ": organ.pk,
        "title": "收费管理办法",
        "document_number": "示教发〔2019〕3号",
        "made_on": "2019-03-01",
    }
    answer = clerk.post(reverse("office_normative_made"), sent)
    row = NormativeDocument.objects.get()
    assert answer["Location"] == reverse("office_normative_document", args=[row.pk])
    assert "已经登记过" in clerk.post(reverse("office_normative_made"), sent).content.decode()
    page = reverse("office_normative_document", args=[row.pk])
    answer = clerk.post(page, {"kind": "extended", "on": "2025-01-01", "by_text": "延期的通知"})
    assert "延到哪一天" in answer.content.decode()
    clerk.post(page, {"kind": "repealed", "on": "2025-03-01", "by_text": "示教发〔2025〕1号"})

    def figures(on):
        page = clerk.get(reverse("office_normative"), {"on": on})
        return {code: number for code, _, number in page.context["figures"]}

    assert figures("2019-12-31") == {"in_force": 1, "made": 1, "repealed": 0, "expired": 0}
    assert figures("2025-06-18") == {"in_force": 0, "made": 0, "repealed": 1, "expired": 0}
    listed = clerk.get(reverse("office_normative"), {"on": "2025-06-18", "show": "repealed"})
    assert "收费管理办法" in listed.content.decode()


def test_a_plan_is_entered_or_the_reason_for_none(desk, sign_in):
    item = desk.item(kind="policy", column="zdgk/20-1")
    clerk, plan = sign_in("clerk"), reverse("office_plan", args=[item.pk])
    assert item.title in clerk.get(reverse("office_interpretations")).content.decode()
    assert "请填写计划解读日期" in clerk.post(plan, {}).content.decode()
    sent = {"outline": "背景", "forms": ["text", "questions"], "channels": "网站", "planned_on": "2025-06-18", "responsible": "张某"}  # fmt: skip
    clerk.post(plan, sent)
    assert InterpretationPlan.objects.get().forms == ["text", "questions"]
    clerk.post(plan, {"exempt_reason": "转发上级文件，已有解读"})
    assert InterpretationPlan.objects.get().exempt_reason


def test_the_catalogue_is_imported_mapped_and_its_gaps_shown(desk, sign_in):
    head, organ = sign_in("disclosure_head"), desk.county.department
    address = reverse("office_catalogue")
    heads = [
        "序号",
        "一级事项",
        "二级事项",
        "公开内容（要素）",
        "公开依据",
        "公开时限",
        "公开渠道和载体",
    ]
    good = ["1", "招生", "招生方案", "范围与名额", "义务教育法", "20个工作日", "网站"]
    field = head.get(address).context["form"].fields["field"].choices[0][0]
    sent = {"organ": organ.pk, "field": field}
    answer = head.post(address, sent | {"file": sheet(heads, ["1", "", "", "", "", "", ""])})
    assert "第2行" in answer.content.decode() and not StandardEntry.objects.exists()
    head.post(address, sent | {"file": sheet(heads, good)})
    entry = StandardEntry.objects.get()
    page = head.get(address, {"organ": organ.pk, "field": field}).content.decode()
    assert "没有对应" in page
    mapping = {"organ": organ.pk, "entry": entry.pk, "column": desk.county.columns["zdgk/20-11"].pk}
    assert "没有选中" in said(head.post(reverse("office_catalogue_map"), {}, follow=True))[0]
    head.post(reverse("office_catalogue_map"), mapping)
    page = head.get(address, {"organ": organ.pk, "field": field}).content.decode()
    assert "还没有内容" in page
    assert sign_in("clerk").post(address, sent | {"file": sheet(heads, good)}).status_code == 403


def test_words_are_kept_imported_and_dropped(desk, sign_in):
    office = sign_in("county_office")
    address = reverse("office_words")
    office.post(address, {"wrong": "县委政府", "right": "县委、县政府", "blocks": "on"})
    word = CountyWord.objects.get()
    assert word.blocks
    heads = ["不规范用语", "规范用语", "拦下发布", "说明"]
    answer = office.post(address, {"file": sheet(heads, ["老", "", "", ""])})
    assert "第2行" in answer.content.decode()
    office.post(address, {"file": sheet(heads, ["城关", "城关镇", "否", ""])})
    assert CountyWord.objects.count() == 2
    office.post(reverse("office_word_drop", args=[word.pk]))
    assert CountyWord.objects.get().wrong == "城关"
