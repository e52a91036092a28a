"""The pages of reviews, suits, the ledger and the rules, as each post meets them."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.cases.models import LocalRules, Recomputation
from gongkai.apps.cases.recomputing import carry_out
from gongkai.apps.remedies.models import Remedy, ResultColumns
from tests.apps.cases.example_cases import at, handled_case
from tests.apps.remedies.example_remedies import answered_case, review_of, suit_of
from tests.county import County, make_county
from tests.office.entering import enter

pytestmark = pytest.mark.django_db
D = dt.date
TODAY = D(2025, 12, 3)


@pytest.fixture
def county() -> County:
    return make_county()


@pytest.fixture(autouse=True)
def _today() -> Any:
    with clock.stopped_at(at(TODAY)):
        yield


def client(county: County, post: str) -> Client:
    return enter(Client(), county.people[post])


def test_registering_from_the_case_and_following_it(county: County) -> None:
    case = answered_case(county, D(2025, 8, 4), D(2025, 8, 20), "NO_INTERNAL")
    clerk = client(county, "case_clerk")
    page = clerk.get(reverse("office_case", args=[case.pk]))
    assert reverse("office_case_remedy", args=[case.pk]) in page.content.decode()
    asked = clerk.get(reverse("office_case_remedy", args=[case.pk]), follow=True)
    assert case.number in asked.content.decode()
    values = {
        "organ": county.department.pk,
        "kind": "suit",
        "role": "defendant",
        "case_number": case.number,
        "against": "教育局信公〔2025〕1号",
        "forum": "示例市某区人民法院",
        "applicant": "王小明",
        "brought_on": "2025-09-16",
        "learned_on": "2025-09-22",
    }
    wrong = clerk.post(reverse("office_remedy_new"), values | {"role": "respondent"})
    assert "地位" in wrong.content.decode() and "教育局信公" in wrong.content.decode()
    made = clerk.post(reverse("office_remedy_new"), values, follow=True)
    text = made.content.decode()
    remedy = Remedy.objects.get()
    assert "复议前置" in text and "王小明" in text
    fact = reverse("office_remedy_fact", args=[remedy.pk, "copy_received"])
    sent = clerk.post(fact, {"on": "2025-09-20", "seen": 1}, follow=True)
    assert "2025-10-09" in sent.content.decode()
    late = clerk.post(fact, {"on": "2025-09-20", "seen": 1})
    assert "已经登记过" in late.content.decode() or "刷新" in late.content.decode()
    panel = clerk.get(reverse("office_case", args=[case.pk])).content.decode()
    assert remedy.number in panel
    auditor = client(county, "auditor").get(reverse("office_remedy", args=[remedy.pk]))
    assert "王小明" not in auditor.content.decode() and "王某" in auditor.content.decode()


def test_a_review_to_its_new_answer(county: County) -> None:
    case = answered_case(county, D(2025, 8, 4), D(2025, 8, 20), "NO_INTERNAL")
    remedy = review_of(county, case, D(2025, 9, 16))
    clerk = client(county, "case_clerk")
    for kind, values in (
        ("accepted", {"on": "2025-09-18"}),
        ("copy_received", {"on": "2025-09-22", "procedure": "normal"}),
        (
            "decided",
            {"on": "2025-11-03", "result": "review-revoked", "number": "示政复决〔2025〕3号"},
        ),
    ):
        remedy.refresh_from_db()
        where = reverse("office_remedy_fact", args=[remedy.pk, kind])
        shown = clerk.get(where)
        assert shown.status_code == 200
        sent = clerk.post(where, values | {"seen": remedy.events_held})
        assert sent.status_code == 302, sent.content.decode()
    remedy.refresh_from_db()
    settle = reverse("office_remedy_settle", args=[remedy.pk])
    values = {"on": "2025-11-05", "reply_again": "yes", "seen": remedy.events_held}
    bad = clerk.post(settle, values | {"reply_due_on": "2025-11-01"})
    assert "早于" in bad.content.decode()
    assert clerk.post(settle, values).status_code == 302
    page = clerk.get(reverse("office_remedy", args=[remedy.pk])).content.decode()
    assert "重新答复" in page and "2025-12-03" in page and "结果纠正" in page and "待核原文" in page
    on_case = clerk.get(reverse("office_case", args=[case.pk])).content.decode()
    assert "被责令重新答复" in on_case
    correct = reverse("office_remedy_correct", args=[remedy.pk, 4])
    assert "review-revoked" in clerk.get(correct).content.decode()
    remedy.refresh_from_db()
    mended = clerk.post(
        correct,
        {
            "on": "2025-11-04",
            "result": "review-unlawful",
            "reason": "看错了",
            "seen": remedy.events_held,
        },
    )
    assert "至少" in mended.content.decode()
    done = clerk.post(
        correct,
        {
            "on": "2025-11-04",
            "result": "review-unlawful",
            "reason": "录入时看错了",
            "seen": remedy.events_held,
        },
    )
    assert done.status_code == 302
    remedy.refresh_from_db()
    assert (remedy.result, remedy.concluded_on) == ("review-unlawful", D(2025, 11, 4))
    listed = clerk.get(reverse("office_remedies"), {"list": "again"}).content.decode()
    assert remedy.number in listed and "今天到期" in listed


def test_papers_open_only_to_who_handles_people(county: County) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    remedy = review_of(county, None, D(2025, 9, 16))
    clerk = client(county, "case_clerk")
    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    file = SimpleUploadedFile("王小明.pdf", pdf)
    sent = clerk.post(
        reverse("office_remedy_add_paper", args=[remedy.pk]),
        {"kind": "application", "on": "2025-09-20", "file": file},
        follow=True,
    )
    assert "材料已经加入" in sent.content.decode() and "王小明.pdf" not in sent.content.decode()
    where = reverse("office_remedy_paper", args=[remedy.pk, remedy.papers.get().pk])
    got = clerk.get(where)
    assert got.content == pdf and "王小明" not in got["Content-Disposition"]
    assert client(county, "county_office").get(where).status_code == 403
    empty = clerk.post(reverse("office_remedy_add_paper", args=[remedy.pk]), {}, follow=True)
    assert "材料没有加入" in empty.content.decode()


def test_from_a_figure_to_the_case(county: County) -> None:
    case = answered_case(county, D(2025, 8, 4), D(2025, 8, 20))
    remedy = suit_of(county, case, D(2025, 9, 16))
    clerk = client(county, "case_clerk")
    page = clerk.get(reverse("office_ledger"), {"year": 2025})
    text = page.content.decode()
    assert "42 条勾稽关系全部成立" in text and "（一）予以公开" in text
    where = reverse("office_ledger_list")
    asked = {"year": 2025, "organ": county.department.pk}
    assert "cell=t3.granted.natural" in text
    found = clerk.get(where, asked | {"cell": "t3.granted.natural"}).content.decode()
    assert case.number in found and "王小明" not in found
    found = clerk.get(where, asked | {"cell": "t4.direct.pending"}).content.decode()
    assert remedy.number in found
    assert clerk.get(where, asked | {"cell": "t3.no.such"}).status_code == 404
    before = clerk.get(reverse("office_ledger"), {"year": 2025, "as_of": "2025-08-01"})
    assert "cell=t3.new.natural" not in before.content.decode()
    book = clerk.get(reverse("office_ledger_workbook"), asked)
    assert book.status_code == 200 and book.content[:2] == b"PK"
    office = client(county, "county_office")
    below = {"year": 2025, "organ": county.government.pk, "below": 1}
    assert "cell=t3.granted.natural" in office.get(reverse("office_ledger"), below).content.decode()
    township = {"year": 2025, "organ": county.township.pk}
    seen = clerk.get(reverse("office_ledger"), township).content.decode()
    assert "示例县教育局" in seen  # another organ's figures are not to be had
    assert client(county, "clerk").get(reverse("office_ledger")).status_code == 403


def test_rules_are_shown_with_their_marks_and_changed_by_the_county(county: County) -> None:
    case = handled_case(county, D(2025, 11, 24))
    office = client(county, "county_office")
    page = office.get(reverse("office_rules")).content.decode()
    for word in ("待核原文", "法律没有写明，程序的取值", "结果维持", "国办发明电", "准许撤诉"):
        assert word in page
    assert office.get(reverse("office_rules_year", args=[2025])).status_code == 200
    edit = reverse("office_rules_edit")
    values = {
        "source": "县办通知",
        "rest": "2025-12-10 县庆日放假",
        "reason": "县庆放假一天",
        "seen": 0,
    }
    wrong = office.post(edit, values | {"rest": "12月10日"}).content.decode()
    assert "第1行" in wrong and "12月10日" in wrong
    assert office.post(edit, values).status_code == 302
    version = LocalRules.objects.get()
    assert version.text == "source: 县办通知\nrest:\n  2025-12-10: 县庆日放假\n"
    carry_out(Recomputation.objects.get())
    case.refresh_from_db()
    assert case.due_on == D(2025, 12, 23)
    moved = office.get(reverse("office_rules_moved", args=[Recomputation.objects.get().pk]))
    assert case.number in moved.content.decode() and "2025-12-22" in moved.content.decode()
    again = office.get(edit).content.decode()
    assert "2025-12-10 县庆日放假" in again
    stale = office.post(edit, values | {"source": "别的"}).content.decode()
    assert "刷新" in stale
    assert (
        "县庆日" in office.get(reverse("office_rules_version", args=[version.pk])).content.decode()
    )
    clerk = client(county, "case_clerk")
    assert clerk.get(reverse("office_rules")).status_code == 200
    assert clerk.get(edit).status_code == 403


def test_the_red_mark_from_december_on(county: County) -> None:
    red = 'notice-wrong" role="alert"'
    for day, shown in ((D(2026, 11, 30), False), (D(2026, 12, 1), True)):
        with clock.stopped_at(at(day)):
            office = client(county, "county_office")
            page = " ".join(office.get(reverse("office_rules")).content.decode().split())
        assert "2027年" in page and (red in page) is shown


def test_result_columns_by_form_and_file_by_upload(county: County) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    office = client(county, "county_office")
    columns = reverse("office_rules_columns")
    form = office.get(columns)
    assert "程序的取值" in form.content.decode()
    values = {name: form.context["form"][name].value() for name in form.context["form"].fields}
    values |= {"column-review-mediated": "corrected", "reason": "市里的口径"}
    assert office.post(columns, values).status_code == 302
    assert ResultColumns.objects.get().columns == {"review-mediated": "corrected"}
    upload = reverse("office_rules_upload")
    for content, word in ((b"source: [", "本地规则:1"), (b"\xff\xfe", "UTF-8")):
        sent = office.post(
            upload,
            {"file": SimpleUploadedFile("a.yaml", content), "reason": "上传试试", "seen": 0},
        )
        assert word in sent.content.decode()
    file = SimpleUploadedFile("a.yaml", "source: 县办\n".encode())
    sent = office.post(upload, {"file": file, "reason": "上传试试", "seen": 0})
    assert sent.status_code == 302
