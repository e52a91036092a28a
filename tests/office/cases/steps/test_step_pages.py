"""The steps through their pages: what is sent is recorded, a refusal stands beside what was typed."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.audit.models import Entry
from gongkai.apps.cases.actions import consulting, deciding
from gongkai.apps.cases.actions.letters import approve_letter, submit_letter
from gongkai.apps.cases.models import Case, Party
from gongkai.apps.cases.recording import record_event
from tests.apps.cases.example_cases import ON_PAPER, at, handled_case
from tests.apps.cases.letter_cases import drafted, with_places

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 6, 18)
STEPS_BY_CLERK = (
    "correct", "correct_served", "correct_received", "correct_abandon", "consult", "consult_add",
    "extend", "reasons", "reasons_served", "reasons_hear", "longer", "fee", "fee_served",
    "fee_paid", "fee_abandon", "search", "decide", "withdraw", "archive", "publish",
)  # fmt: skip
WAY = (("complete", "clear"), ("information", "information"), ("responsible", "made"), ("exists", "held"))  # fmt: skip


def at_step(name: str, case: Case, *more: int) -> str:
    return reverse(f"office_step_{name}", args=[case.pk, *more])


def send(client: Client, to: str, case: Case, *more: int, **values: object):
    """Press the button of a step as the page stood a moment ago."""
    case.refresh_from_db()
    return client.post(at_step(to, case, *more), {"seen": case.events_held, **values})


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("name", STEPS_BY_CLERK)
def test_every_page_opens_for_the_clerk_and_for_nobody_else(desk, sign_in, handled, name):
    assert sign_in("case_clerk").get(at_step(name, handled)).status_code == 200
    for post in ("clerk", "auditor", "system_administrator"):
        assert sign_in(post).get(at_step(name, handled)).status_code in (403, 404), post


def test_another_organs_case_is_not_there(desk, sign_in, handled):
    Case.objects.filter(pk=handled.pk).update(organ=desk.county.township)
    for name in STEPS_BY_CLERK:
        assert sign_in("case_clerk").get(at_step(name, handled)).status_code == 404


def sign(desk, case: Case, template: str, party: Party | None = None):
    """Drafted by the clerk and signed by the reviewer, an hour before noon."""
    with_places()
    case.refresh_from_db()
    values = {"asked_content": "合同", "question": "是否同意公开"} if party else {}
    with clock.stopped_at(at(DAY, 11)):
        made = drafted(desk.county, case, template, values, party)
        submit_letter(desk.county.actor("case_clerk"), made)
        approved = approve_letter(desk.county.actor("case_reviewer"), made)
    case.refresh_from_db()
    return approved


def send_signed(client, name, case, letter, *more):
    """The page of the step leads to where its signed letter is sent; the sending is the record."""
    here = reverse("office_letter_send", args=[case.pk, letter.pk])
    assert client.get(at_step(name, case, *more)).url == here
    case.refresh_from_db()
    with clock.stopped_at(at(DAY, 12)):
        answer = client.post(here, {"way": "direct", "on": DAY, "seen": case.events_held})
    assert answer.status_code == 302, text_of(answer)


def test_one_clerk_alone_sends_nothing(desk, sign_in, handled):
    """Each page says which letter must be signed first and leads there; the act refuses a form sent anyway."""
    clerk, head = sign_in("case_clerk"), sign_in("disclosure_head")
    send(clerk, "consult_add", handled, role="third_party", name="甲公司", kind="business")
    party = Party.objects.get(role="third_party")
    send(clerk, "extend", handled, days=10, reason="材料多")
    send(head, "extend_decide", handled, agree="yes")
    tries = (
        ("correct", "N04", "", (), {"points": "年份", "limit": 5, "sent": "on"}),
        ("reasons", "N05", "", (), {"found": "37件", "limit": 5}),
        ("consult_ask", "N07", f"?to={party.pk}", (party.pk,), {}),
        ("extend_notify", "N06", "", (), {}),
    )
    for name, key, to, more, values in tries:
        page = text_of(clerk.get(at_step(name, handled, *more)))
        link = reverse("office_letter_new", args=[handled.pk, key]) + to
        assert "由另一人审核签发" in page and f'href="{link}"' in page, name
        assert 'name="on"' not in page and "纸质文书文号" not in page, name
        assert clerk.get(link).status_code == 200
        assert "纸质文书文号（补登）" in text_of(head.get(at_step(name, handled, *more))), name
        forged = send(clerk, name, handled, *more, on=DAY, on_paper=ON_PAPER, **values)
        assert "由另一人审核签发" in text_of(forged), name
    handled.refresh_from_db()
    sent = {"notify_correction", "ask_reasons", "ask_third_party", "extend"}
    assert not handled.events.filter(kind__in=sent).exists()
    letter = sign(desk, handled, "N07", party)
    send_signed(clerk, "consult_ask", handled, letter, party.pk)
    assert handled.events.get(kind="ask_third_party").facts["letter"] == letter.pk


def test_correction_through_its_pages(desk, sign_in, handled):
    clerk = sign_in("case_clerk")
    kept = send(clerk, "correct", handled, points="请写明年份\n请写明学校", limit=5)
    assert kept.status_code == 302
    handled.refresh_from_db()
    assert handled.state == "handling"
    page = text_of(clerk.get(at_step("correct", handled)))
    assert "请写明学校" in page and "2025-06-12" in page and "已经过了" in page
    send_signed(clerk, "correct", handled, sign(desk, handled, "N04"))
    handled.refresh_from_db()
    assert handled.state == "correcting"
    page = text_of(clerk.get(reverse("office_case", args=[handled.pk])))
    assert "补正告知书送达" in page and "收到补正" in page and "逾期不补正" not in page
    arrival = clerk.get(at_step("correct_served", handled)).url
    seen = {"seen": handled.events_held, "note": "签收"}
    refused = text_of(clerk.post(arrival, seen | {"on": "2025-06-17"}))
    assert "送出之日" in refused and 'value="签收"' in refused
    assert clerk.post(arrival, seen | {"on": DAY}).status_code == 302
    assert handled.events.filter(kind="correction_served").exists()
    send(
        clerk,
        "correct_received",
        handled,
        on=DAY,
        channel="in_person",
        text="补",
        description="2024年",
    )
    handled.refresh_from_db()
    assert handled.state == "handling"


def test_third_party_through_its_pages(desk, sign_in, handled):
    clerk = sign_in("case_clerk")
    send(clerk, "consult_add", handled, role="third_party", name="甲公司", kind="business")
    party = Party.objects.get(role="third_party")
    page = text_of(clerk.get(at_step("consult", handled)))
    assert "甲公司" in page and "发出征求意见书" in page
    assert clerk.get(at_step("consult_ask", handled, party.pk)).status_code == 200
    on_paper = {"on": "2025-06-04", "on_paper": ON_PAPER}
    send(sign_in("disclosure_head"), "consult_ask", handled, party.pk, **on_paper)
    send(clerk, "consult_received", handled, party.pk, on="2025-06-05", proof="邮件签收")
    refused = send(
        clerk, "consult_hear", handled, party.pk, on=DAY, opinion="refuse", channel="in_person"
    )
    assert "写明理由" in text_of(refused)
    early = send(clerk, "consult_silent", handled, party.pk)
    assert "还没有逾期" in text_of(early)
    send(
        clerk, "consult_hear", handled, party.pk, on=DAY, opinion="refuse", channel="in_person",
        reasons="含报价底稿",
    )  # fmt: skip
    page = text_of(clerk.get(reverse("office_case", args=[handled.pk])))
    assert "不同意公开" in page and "含报价底稿" not in page
    assert "含报价底稿" not in str(list(Entry.objects.values()))
    other = handled_case(desk.county, dt.date(2025, 6, 3))
    assert clerk.get(at_step("consult_hear", other, party.pk)).status_code == 404


def test_a_notice_on_paper_has_its_own_page_for_the_arrival(desk, sign_in, handled):
    clerk, head = sign_in("case_clerk"), sign_in("disclosure_head")
    send(head, "reasons", handled, found="37件", limit=5, on=DAY, on_paper=ON_PAPER)
    assert "说明理由的期限自送达" in text_of(clerk.get(at_step("reasons_served", handled)))
    early = text_of(send(clerk, "reasons_served", handled, on="2025-06-01", proof="签收"))
    assert "早于发出之日" in early and 'value="签收"' in early
    send(clerk, "reasons_served", handled, on=DAY, proof="签收")
    again = text_of(send(clerk, "reasons_served", handled, on=DAY, proof="签收"))
    assert "已经登记过了" in again
    assert "不在“收费中”" in text_of(send(clerk, "fee_served", handled, on=DAY, proof="签收"))


def test_extension_needs_the_head(desk, sign_in, handled):
    clerk, head = sign_in("case_clerk"), sign_in("disclosure_head")
    send(clerk, "extend", handled, days=10, reason="材料多")
    assert clerk.get(at_step("extend_decide", handled)).status_code == 403
    assert clerk.get(at_step("extend_notify", handled)).status_code == 409
    page = text_of(head.get(at_step("extend_decide", handled)))
    assert "材料多" in page and "2025-07-01以前" in page
    assert "写明理由" in text_of(send(head, "extend_decide", handled, agree="no"))
    send(head, "extend_decide", handled, agree="yes")
    assert "告知延期" in text_of(clerk.get(reverse("office_case", args=[handled.pk])))
    send_signed(clerk, "extend_notify", handled, sign(desk, handled, "N06"))
    handled.refresh_from_db()
    assert (handled.extended, handled.due_on) == (True, dt.date(2025, 7, 15))


def step(client: Client, case: Case, key: str, finding: str = "", reason: str = ""):
    return send(client, "decide_step", case, step=key, finding=finding, reason=reason)


def test_the_decision_without_a_script(desk, sign_in, handled):
    """Only forms: the steps, a refusal that keeps what was typed, the answer, the second person."""
    clerk = sign_in("case_clerk")
    assert "请选择一项结论" in text_of(step(clerk, handled, "complete", reason="想一想"))
    for key, finding in WAY:
        assert step(clerk, handled, key, finding).status_code == 302
    page = text_of(clerk.get(at_step("decide", handled)))
    assert "公开是原则" in page and "现在还不能选的" in page
    bare = step(clerk, handled, "give", "internal")
    assert "写明理由" in text_of(bare)
    refused = text_of(step(clerk, handled, "give", "third_party", "属于隐私的说法"))
    assert "书面征求第三方意见" in refused and "属于隐私的说法" in refused
    step(clerk, handled, "give", "internal", "属于人事管理")
    page = text_of(clerk.get(at_step("decide", handled)))
    assert "复议前置" in page and "属于哪一类内部事务信息" in page and "还不能提出" in page
    values = {
        "outcome": "NO_INTERNAL/",
        "record-internal_kind": "人事管理",
        "record-discretion": "",
    }
    refused = send(clerk, "decide_answer", handled, **values, reasons="写好的理由", propose=1)
    assert "为什么不公开" in text_of(refused) and "写好的理由" in text_of(refused)
    values["record-discretion"] = "查无规定"
    done = send(clerk, "decide_answer", handled, **values, reasons="写好的理由", propose=1)
    assert done.url == reverse("office_case", args=[handled.pk])
    handled.refresh_from_db()
    assert handled.state == "to_review"
    assert "<script" not in page.split('id="content"')[1]


def test_an_answered_step_is_opened_again(desk, sign_in, handled):
    clerk = sign_in("case_clerk")
    for key, finding in WAY:
        step(clerk, handled, key, finding)
    page = text_of(clerk.get(at_step("decide", handled) + "?step=information"))
    assert 'id="finding-information" checked' in page and "不改了" in page
    step(clerk, handled, "information", "petition", "要求查处")
    page = text_of(clerk.get(at_step("decide", handled)))
    assert "不予处理（信访、投诉、举报）" in page and "不需要" in page


def proposed(desk, case: Case) -> None:
    clerk = desk.county.actor("case_clerk")
    with clock.stopped_at(at(DAY, 13)):
        for key, finding in (*WAY, ("give", "open"), ("how", "as_asked")):
            deciding.save_step(clerk, case, key, finding=finding)
        deciding.save_answer(clerk, case, outcome="OPEN_GIVE", records={"delivery": "复印件"})
        deciding.propose_decision(clerk, case)
    case.refresh_from_db()


def test_the_review_page(desk, sign_in, handled):
    proposed(desk, handled)
    reviewer = sign_in("case_reviewer")
    page = text_of(reviewer.get(at_step("review", handled)))
    assert "予以公开（提供信息）" in page and "复印件" in page and "可以申请行政复议" in page
    assert sign_in("case_clerk").get(at_step("review", handled)).status_code == 403
    assert "写明退回的理由" in text_of(send(reviewer, "review", handled, verdict="no"))
    send(reviewer, "review", handled, verdict="no", reason="请写明页数")
    page = text_of(sign_in("case_clerk").get(at_step("decide", handled)))
    assert "第1稿被退回" in page and "请写明页数" in page
    assert reviewer.get(at_step("review", handled)).status_code == 409


def test_a_colleague_was_quicker(desk, sign_in, handled):
    clerk = sign_in("case_clerk")
    handled.refresh_from_db()
    seen = handled.events_held
    record_event(desk.county.actor("case_clerk"), handled, "remark", DAY, act="case.handle")
    late = clerk.post(
        at_step("decide_step", handled), {"seen": seen, "step": "complete", "finding": "clear"}
    )
    assert "请刷新页面" in text_of(late) and not handled.decisions.exists()
    late = clerk.post(at_step("extend", handled), {"seen": seen, "days": 3, "reason": "多"})
    assert "请刷新页面" in text_of(late) and 'value="3"' in text_of(late)


def test_partial_release_lists_its_pieces(desk, sign_in, handled):
    clerk = sign_in("case_clerk")
    for key, finding in (*WAY, ("give", "part"), ("how", "as_asked")):
        step(clerk, handled, key, finding, "附件含个人信息")
    values = {
        "outcome": "PARTIAL/", "record-delivery": "复印件", "reasons": "附件含个人信息",
        "pieces-TOTAL_FORMS": 2, "pieces-INITIAL_FORMS": 0, "pieces-MIN_NUM_FORMS": 0,
        "pieces-MAX_NUM_FORMS": 500, "pieces-0-place": "第2页", "pieces-0-category": "个人隐私",
        "pieces-0-ground": "NO_THIRD", "pieces-1-place": "",
    }  # fmt: skip
    refused = text_of(send(clerk, "decide_answer", handled, **values))
    assert "第1处没有写“理由”" in refused and 'value="第2页"' in refused
    values["pieces-0-reason"] = "身份证号码"
    send(clerk, "decide_answer", handled, **values, propose=1)
    decision = handled.decisions.get()
    assert (decision.outcome, decision.grounds) == ("PARTIAL", ["NO_THIRD"])


def test_amending_through_its_pages(desk, sign_in, handled):
    head = sign_in("disclosure_head")
    assert sign_in("case_clerk").get(at_step("amend", handled)).status_code == 403
    page = text_of(head.get(at_step("amend", handled)))
    assert "更正办理记录" in page
    assign = handled.events.get(kind="assign")
    assert head.get(at_step("amend_one", handled, 1)).status_code == 404  # 到件 is not by hand
    form = head.get(at_step("amend_one", handled, assign.number))
    assert form.status_code == 200
    send(head, "amend_one", handled, assign.number, on="2025-06-04", reason="交办是次日的事")
    handled.refresh_from_db()
    assert handled.events.get(replaces=assign).on == dt.date(2025, 6, 4)
    assert "已由第" in text_of(head.get(at_step("amend", handled)))


def test_reassessments_are_listed(desk, sign_in, handled):
    handled.reassessments.create(due_on=dt.date(2025, 6, 10))
    page = text_of(sign_in("case_clerk").get(reverse("office_reassessments")))
    assert "2025-06-10" in page and "已过" in page and "法律没有写明，程序的取值" in page
    assert handled.number not in text_of(sign_in("clerk").get(reverse("office_reassessments")))
    send(sign_in("case_clerk"), "reassess", handled, on=DAY, opened="no", finding="情形没有变化")
    assert handled.reassessments.filter(done_on=DAY).count() == 1


def test_the_fee_page_shows_both_scales(desk, sign_in, handled):
    page = text_of(sign_in("case_clerk").get(at_step("fee", handled), {"pages": 68}))
    assert "按件计收" in page and "380" in page and "由行政机关决定" in page
    head = sign_in("disclosure_head")
    send(head, "fee_decline", handled, reason="件数不多")
    assert handled.events.filter(kind="fee_declined").exists()


def test_the_aside_tells_what_is_on_file(desk, sign_in, handled):
    clerk = desk.county.actor("case_clerk")
    with clock.stopped_at(at(DAY, 13)):
        consulting.add_party(clerk, handled, role="joint_organ", organ=desk.county.township)
    browser = sign_in("case_clerk")
    send(
        browser, "search", handled, places="档案室", words="规划", on=DAY, searcher="李四",
        found="没有找到",
    )  # fmt: skip
    page = text_of(browser.get(at_step("decide", handled)))
    assert "李四在档案室" in page and "城关镇" in page and "还剩9个工作日" in page
