"""The desk's pages: what they say, what they keep on refusal, who sees whom."""

import datetime as dt
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from gongkai.apps import clock
from gongkai.apps.audit.models import Entry
from gongkai.apps.cases.models import Case, CaseFile, Paper
from gongkai.apps.cases.parties import identity_of
from tests.apps.cases.example_cases import WANG, arrived_case, at, handled_case

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 6, 18)
NEW = {"kind": "application", "channel": "in_person", "arrived_on": "2025-06-18", "evidence": "", "text": "", "scan_kind": "application"}  # fmt: skip
WHO = {"applicant_kind": "natural", "name": "李四", "id_kind": "resident", "id_number": "110101199003077475", "phone": "13900001111", "address": "示例县中心街3号", "postcode": "", "email": "", "contact": "", "together": "", "agent_name": "", "agent_phone": "", "agent_address": ""}  # fmt: skip
WHAT = {"subject": "校车记录", "description": "2024年校车安全检查记录", "form_wanted": "", "route_wanted": "", "needs_assistance": ""}  # fmt: skip
NUMBERS = (WANG.id_number, WANG.phone, "8号2单元")


def said(answer):
    return [str(one) for one in answer.context["messages"]]


def text_of(answer):
    return answer.content.decode()


def test_the_list_says_how_many_days_are_left(desk, sign_in, handled):
    page = text_of(sign_in("case_clerk").get(reverse("office_cases")))
    assert handled.subject in page and "还剩9个工作日" in page and WANG.name in page
    with clock.stopped_at(at(dt.date(2025, 7, 3))):
        page = text_of(sign_in("case_clerk").get(reverse("office_cases"), {"list": "overdue"}))
    assert "已逾期2个工作日" in page and "runs-late" in page


def test_the_list_leads_to_no_page_that_refuses(desk, sign_in, handled):
    for post in ("county_office", "case_clerk"):
        client, address = sign_in(post), reverse("office_disposals")
        leads = address in text_of(client.get(reverse("office_cases")))
        assert leads is (client.get(address).status_code == 200) is (post == "case_clerk")


@pytest.mark.parametrize("post", ["county_office", "auditor"])
def test_who_does_not_handle_sees_no_name(desk, sign_in, handled, post):
    client = sign_in(post)
    for address in (
        reverse("office_cases"),
        reverse("office_case", args=[handled.pk]),
        reverse("office_case_clock", args=[handled.pk]),
        reverse("office_paper", args=[handled.filings.get().paper_id]),
    ):
        page = text_of(client.get(address))
        assert WANG.name not in page, address
        assert not any(number in page for number in NUMBERS), address
    assert "王某" in text_of(client.get(reverse("office_case", args=[handled.pk])))


def test_the_case_page_masks_numbers(desk, sign_in, handled):
    page = text_of(sign_in("case_clerk").get(reverse("office_case", args=[handled.pk])))
    assert WANG.name in page and "138****1234" in page
    assert not any(number in page for number in NUMBERS)
    assert "第 11 个工作日，共 20 个" in page and "2025年7月1日" in page


def test_the_clock_sheet_counts_every_day(desk, sign_in, handled):
    page = text_of(sign_in("auditor").get(reverse("office_case_clock", args=[handled.pk])))
    assert "第三十一条" in page and "2025-07-01" in page and "逐日计算" in page
    assert "法律没有写明，程序的取值" in page  # marks stand where something rests on them


def test_searching_a_name_keeps_it_out_of_the_address(desk, sign_in, handled):
    client = sign_in("case_clerk")
    answer = client.post(reverse("office_cases_find"), {"name": "王 小明"}, follow=True)
    address = answer.redirect_chain[-1][0]
    assert "小明" not in address and "%E5" not in address
    assert handled.subject in text_of(answer)
    nobody = client.post(reverse("office_cases_find"), {"name": "王小"}, follow=True)
    assert "没有这个申请人的申请" in text_of(nobody)


def test_a_paper_is_registered_with_its_scans_and_becomes_cases(desk, sign_in):
    client = sign_in("case_clerk")
    scan = SimpleUploadedFile("李四的申请.pdf", b"%PDF-1.4\n%%EOF")
    sent = NEW | {"organ": desk.county.department.pk, "filled_by_staff": "on", "scans": [scan]}
    answer = client.post(reverse("office_paper_new"), sent)
    paper = Paper.objects.get()
    assert answer["Location"] == reverse("office_paper", args=[paper.pk])
    assert paper.filled_by_staff and paper.files.count() == 1
    answer = client.post(reverse("office_case_open", args=[paper.pk]), NEW | WHO | WHAT)
    case = Case.objects.get()
    assert answer["Location"] == reverse("office_case", args=[case.pk])
    assert identity_of(case.parties.get()).name == "李四"
    assert case.received_on == DAY
    receipt = text_of(client.get(reverse("office_paper_receipt", args=[paper.pk])))
    assert case.number in receipt and paper.number in receipt and "李四" not in receipt
    form = text_of(client.post(reverse("office_case_form", args=[case.pk])))
    assert "110101199003077475" in form and "代为填写" in form
    assert Entry.objects.filter(act="case.unmask").count() == 1
    file = CaseFile.objects.get()
    assert "李四" not in file.path


def test_what_was_typed_is_kept_where_it_is_refused(desk, sign_in):
    client = sign_in("case_clerk")
    sent = NEW | {"organ": desk.county.department.pk, "channel": "registered_post", "text": "请公开规划", "arrived_on": "2025-06-17"}  # fmt: skip
    page = text_of(client.post(reverse("office_paper_new"), sent))
    assert "邮件号码" in page and "请公开规划" in page and "2025-06-17" in page
    page = text_of(
        client.post(
            reverse("office_paper_new"), sent | {"evidence": "X", "arrived_on": "2025-06-19"}
        )
    )
    assert "还没有到" in page and "请公开规划" in page
    assert not Paper.objects.exists()
    client.post(reverse("office_paper_new"), sent | {"evidence": "XA123456789CN"})
    address = reverse("office_case_open", args=[Paper.objects.get().pk])
    wrong = NEW | WHO | WHAT | {"id_number": "110101199003077476"}
    page = text_of(client.post(address, wrong))
    assert "校验位" in page and "110101199003077476" in page and "示例县中心街3号" in page
    page = text_of(client.post(address, NEW | WHO | WHAT | {"subject": "李四要的校车记录"}))
    assert "姓名" in page and "李四要的校车记录" in page
    assert not Case.objects.exists()
    assert client.post(address, wrong | {"as_written": "on"}).status_code == 302


def test_too_many_files_are_refused(desk, sign_in, paper):
    scans = [SimpleUploadedFile(f"{n}.pdf", b"%PDF-1.4") for n in range(21)]
    answer = sign_in("case_clerk").post(
        reverse("office_paper_scan", args=[paper.pk]), {"scan_kind": "other", "scans": scans}
    )
    assert "最多20个" in text_of(answer) and not paper.files.exists()


def test_files_are_given_as_bytes_under_a_plain_name(desk, sign_in, paper):
    client = sign_in("case_clerk")
    scan = SimpleUploadedFile("王小明身份证.txt", "姓名 王小明".encode())
    client.post(reverse("office_paper_scan", args=[paper.pk]), {"scan_kind": "identity", "scans": [scan]})  # fmt: skip
    file = paper.files.get()
    answer = client.get(reverse("office_paper_file", args=[paper.pk, file.pk]))
    assert answer.content == "姓名 王小明".encode()
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == f'attachment; filename="file-{file.pk}-20250618.txt"'
    assert Entry.objects.filter(act="case.unmask", note="下载身份证明材料").count() == 1
    other = arrived_case(desk.county, DAY).filings.get().paper
    assert client.get(reverse("office_paper_file", args=[other.pk, file.pk])).status_code == 404


def test_two_clerks_at_once_the_second_is_shown_what_the_first_did(desk, sign_in, arrived):
    address = reverse("office_case_confirm", args=[arrived.pk])
    first, second = sign_in("case_clerk"), sign_in("disclosure_head")
    sent = {"on": "2025-06-17", "evidence": "电话记录第3号", "seen": arrived.events_held}
    assert first.post(address, sent).status_code == 302
    page = text_of(second.post(address, sent | {"evidence": "系统回执"}))
    assert "刷新" in page and "系统回执" in page and "您打开页面以后" in page
    assert arrived.events.count() == 2
    arrived.refresh_from_db()
    assert arrived.received_on == dt.date(2025, 6, 17)


def test_a_forged_count_of_records_counts_as_stale(desk, sign_in, arrived):
    address = reverse("office_case_confirm", args=[arrived.pk])
    for seen in ("", "-1", "x", "９", "9" * 40):
        page = sign_in("case_clerk").post(
            address, {"on": "2025-06-17", "evidence": "电话", "seen": seen}
        )
        assert page.status_code == 200 and "刷新" in text_of(page)
    assert arrived.events.count() == 1


def test_the_head_charges_a_clerk_with_several(desk, sign_in, handled):
    head = sign_in("disclosure_head")
    cases = [arrived_case(desk.county, dt.date(2025, 6, 3)) for _ in range(2)]
    for case in cases:
        case.refresh_from_db()
        head.post(
            reverse("office_case_confirm", args=[case.pk]),
            {"on": "2025-06-03", "evidence": "回执", "seen": case.events_held},
        )
    clerk = desk.county.people["case_clerk"]
    ticked = [f"{cases[0].pk}-2", f"{cases[1].pk}-1", "x", f"{cases[0].pk}"]
    answer = head.post(
        reverse("office_cases_assign"),
        {"list": "to-assign", "to-person": clerk.pk, "case": ticked},
        follow=True,
    )
    told = said(answer)[-2:]
    assert told[0].startswith("已交办1件") and "刷新" in told[1]
    for case in cases:
        case.refresh_from_db()
    assert [case.handler for case in cases] == [clerk, None]
    nobody = head.post(reverse("office_cases_assign"), {"to-person": clerk.pk}, follow=True)
    assert "先勾选" in said(nobody)[-1]


def test_a_remark_refused_is_not_lost(desk, sign_in, handled):
    address = reverse("office_case_remark", args=[handled.pk])
    client = sign_in("case_clerk")
    page = text_of(client.post(address, {"text": "王小明来过", "seen": handled.events_held}))
    assert "当事人的姓名" in page and ">王小明来过" not in "".join(page.split("textarea")[::2])
    assert (
        client.post(address, {"text": "已查档案室", "seen": handled.events_held}).status_code == 302
    )
    assert "已查档案室" in text_of(client.get(reverse("office_case", args=[handled.pk])))
    assert sign_in("county_office").post(address, {"text": "看过"}).status_code == 403


def test_joining_and_parting_by_the_pages(desk, sign_in, handled, arrived):
    client = sign_in("case_clerk")
    join = reverse("office_case_join", args=[arrived.pk])
    sent = {"number": "jyj-2025-9999", "seen": arrived.events_held}
    page = text_of(client.post(join, sent))
    assert "没有这个编号" in page and "jyj-2025-9999" in page
    assert client.post(join, sent | {"number": handled.number}).status_code == 302
    page = text_of(client.get(reverse("office_case", args=[arrived.pk])))
    assert "已并入" in page and "取消并入" in page and "确认收到</a>" not in page
    arrived.refresh_from_db()
    part = reverse("office_case_unjoin", args=[arrived.pk])
    client.post(part, {"seen": arrived.events_held})
    arrived.refresh_from_db()
    assert arrived.joined_into_id is None


def test_a_paper_that_answers_goes_into_its_case(desk, sign_in, handled):
    client = sign_in("case_clerk")
    client.post(reverse("office_paper_new"), NEW | {"organ": desk.county.department.pk, "kind": "corrected"})  # fmt: skip
    paper = Paper.objects.order_by("pk").last()
    attach = reverse("office_paper_attach", args=[paper.pk])
    assert "没有这个编号" in text_of(client.post(attach, {"number": "jyj-2025-0999"}))
    answer = client.post(attach, {"number": handled.number}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("office_case", args=[handled.pk])
    assert paper.number in text_of(answer)
    client.post(reverse("office_paper_detach", args=[paper.pk, handled.pk]))
    assert "已移到别的申请" in text_of(client.get(reverse("office_case", args=[handled.pk])))


def test_the_sheet_names_nobody_whole_and_is_on_record(desk, sign_in, handled):
    answer = sign_in("county_office").get(reverse("office_cases_export"), {"list": "all"})
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert rows[0][0] == "申请编号" and rows[1][0] == handled.number and rows[1][3] == "王某"
    entry = Entry.objects.order_by("seq").last()
    assert entry.act == "case.export" and entry.after["rows"] == 1
    assert sign_in("case_reviewer").get(reverse("office_cases_export")).status_code == 403


def test_filters_that_make_no_sense_narrow_nothing(desk, sign_in, handled):
    client = sign_in("county_office")
    odd = {"organ": "x", "person": "²", "state": "no", "kind": "no", "since": "2025-02-30", "who": "x" * 64, "after": "zz", "list": "?"}  # fmt: skip
    for name, value in odd.items():
        assert client.get(reverse("office_cases"), {name: value}).status_code == 200, name


def test_today_shows_the_clerks_own_cases(desk, sign_in, handled):
    page = text_of(sign_in("case_clerk").get("/office/"))
    assert "我承办的申请" in page and handled.subject in page and "还剩9个工作日" in page
    assert handled.subject not in text_of(sign_in("clerk").get("/office/"))


def test_a_page_of_the_list_asks_a_bounded_number_of_questions(
    desk, sign_in, handled, django_assert_max_num_queries
):
    client = sign_in("case_clerk")
    for _ in range(3):
        handled_case(desk.county, dt.date(2025, 6, 3))
    with django_assert_max_num_queries(60) as few:
        client.get(reverse("office_cases"))
    held = len(few)
    for _ in range(4):
        handled_case(desk.county, dt.date(2025, 6, 3))
    with django_assert_max_num_queries(held):
        client.get(reverse("office_cases"))


def test_an_answer_that_came_by_post_is_recorded_by_its_step_once(desk, sign_in, handled):
    client = sign_in("case_clerk")
    client.post(reverse("office_paper_new"), NEW | {"organ": desk.county.department.pk, "kind": "withdrawal", "text": "我撤回这件申请。"})  # fmt: skip
    paper = Paper.objects.order_by("pk").last()
    answer = client.post(
        reverse("office_paper_attach", args=[paper.pk]), {"number": handled.number}, follow=True
    )
    step = answer.redirect_chain[-1][0]
    assert step == reverse("office_step_withdraw", args=[handled.pk])
    assert "我撤回这件申请。" in text_of(answer)
    page = text_of(client.get(reverse("office_case", args=[handled.pk])))
    assert "还没有登记到办理经过" in page and step in page
    sent = {"on": "2025-06-18", "channel": "in_person", "text": "我撤回这件申请。", "seen": handled.events_held}  # fmt: skip
    assert client.post(step, sent).status_code == 302
    assert handled.events.last().facts["paper"] == paper.pk
    assert Paper.objects.count() == 2  # the application and this one
    page = text_of(client.get(reverse("office_case", args=[handled.pk])))
    assert "还没有登记到办理经过" not in page


def test_uploads_touch_no_disk_before_they_are_sealed(desk, sign_in, paper, monkeypatch):
    import tempfile

    from gongkai.apps.cases import filing
    from gongkai.office import receiving

    def refused(*args: object, **kwargs: object) -> None:
        raise AssertionError("a plain file was written")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refused)
    client, address = sign_in("case_clerk"), reverse("office_paper_scan", args=[paper.pk])
    content = b"%PDF-1.4\n" + b"x" * 5_000_000
    scan = SimpleUploadedFile("a.pdf", content)
    client.post(address, {"scan_kind": "application", "scans": [scan]})
    kept = paper.files.get()
    assert kept.size == len(content) and filing.file_content(kept) == content
    monkeypatch.setattr(receiving, "MOST_BYTES", 1_000_000)
    monkeypatch.setattr(filing, "MOST_BYTES", 1_000_000)
    scan.seek(0)
    answer = client.post(address, {"scan_kind": "other", "scans": [scan]}, follow=True)
    assert "第1个文件没有保存" in said(answer)[-1] and paper.files.count() == 1
