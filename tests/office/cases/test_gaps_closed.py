"""What pages of cases say: an answer that came back, both texts of the request, when a field is needed, days due."""

import datetime as dt

import pytest
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.cases.actions.serving import dispatch_letter, record_return
from gongkai.apps.cases.models import Case, SheetKind
from gongkai.apps.cases.sheets import keep_sheet
from gongkai.apps.remedies.actions.following import record_fact
from gongkai.apps.remedies.actions.registering import Brought, register_remedy
from tests.apps.cases.example_cases import at, handled_case
from tests.apps.cases.letter_cases import decided_open, signed, with_places

pytestmark = pytest.mark.django_db
TODAY = dt.date(2025, 6, 18)


def text_of(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def county(desk):
    with_places()
    return desk.county


@pytest.fixture
def letter(county, handled):
    decided_open(county, handled, TODAY)
    return signed(county, handled, "N14-open-point", {"reasons": ""}, on=TODAY)


def test_an_answer_that_came_back_is_on_the_list_and_on_the_page(county, sign_in, letter) -> None:
    clerk, actor = sign_in("case_clerk"), county.actor("case_clerk")
    page, waiting = reverse("office_case", args=[letter.case_id]), reverse("office_cases") + "?list=to-serve"  # fmt: skip
    with clock.stopped_at(at(TODAY, 15)):
        sent = dispatch_letter(actor, letter, way="post", on=TODAY, mail_number="XA00000000112")
        assert letter.case.subject not in text_of(clerk.get(waiting))
        record_return(actor, sent, on=TODAY, note="原址查无此人")
        assert letter.case.subject in text_of(clerk.get(waiting))
        shown = text_of(clerk.get(page))
        assert "答复书被退回" in shown and "送达文书" in shown and "留存待领" in shown
        keep = reverse("office_letter_keep", args=[letter.case_id])
        seen = Case.objects.get(pk=letter.case_id).events_held
        assert "请写明" in text_of(clerk.post(keep, {"seen": seen, "attempts": "打过"}))
        clerk.post(keep, {"seen": seen, "attempts": "6月18日电话三次无人接听"})
        shown = text_of(clerk.get(page))
        assert "答复书被退回" not in shown and "答复无法送达，留存待领" in shown
        assert clerk.get(keep).status_code == 409


def test_sending_says_what_each_way_needs_and_when_the_day_is_that_of_the_reply(
    county, sign_in, letter
) -> None:
    clerk = sign_in("case_clerk")
    with clock.stopped_at(at(TODAY, 15)):
        answer = text_of(clerk.get(reverse("office_letter_send", args=[letter.case_id, letter.pk])))
        assert "这一天就是答复之日" in answer and "邮寄的必须填写" in answer
        other = handled_case(county, TODAY)
        notice = signed(county, other, "N04", {"correction_points": "哪一所"}, on=TODAY)
        text = text_of(clerk.get(reverse("office_letter_send", args=[other.pk, notice.pk])))
        assert "答复之日" not in text and "委托转交的必须填写" in text


def test_the_reviewer_and_the_page_see_both_texts(county, sign_in, handled) -> None:
    actor = county.actor("case_clerk")
    keep_sheet(actor, handled, SheetKind.CORRECTION, {"corrected": "第一小学的布局规划"})
    from gongkai.apps.cases.actions import deciding

    with clock.stopped_at(at(TODAY, 13)):
        for step, finding in (("complete", "clear"), ("information", "information"),
                              ("responsible", "made"), ("exists", "public")):  # fmt: skip
            deciding.save_step(actor, handled, step, finding=finding)
        deciding.save_answer(actor, handled, outcome="OPEN_POINT", records={"place_checked": "网站"})  # fmt: skip
        deciding.propose_decision(actor, handled)
        for post, name in (
            ("case_reviewer", "office_step_review"), ("case_clerk", "office_case"),
        ):  # fmt: skip
            shown = text_of(sign_in(post).get(reverse(name, args=[handled.pk])))
            assert shown.index("第一小学的布局规划") < shown.index("最初的申请"), name
        county_office = sign_in("county_office").get(reverse("office_case", args=[handled.pk]))
        assert "第一小学的布局规划" not in text_of(county_office)
        review = text_of(sign_in("case_reviewer").get(reverse("office_step_review", args=[handled.pk])))  # fmt: skip
        assert "退回的必须填写" in review


def test_the_first_page_names_reviews_to_answer_and_organs_behind(county, sign_in, handled) -> None:
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(TODAY, 13)):
        told = Brought(
            kind="review", role="respondent", against="逾期未答复", forum="示例县人民政府",
            applicant="王小明",
        )  # fmt: skip
        remedy = register_remedy(
            clerk, county.department, told, brought_on=TODAY, learned_on=TODAY, case=None
        )
        record_fact(clerk, remedy, "copy_received", on=TODAY, facts={"procedure": "simple"})
        shown = text_of(sign_in("case_clerk").get("/office/"))
        assert "待答复的复议、诉讼" in shown and remedy.number in shown and "还剩5个工作日" in shown
        assert "王小明" not in shown.split("待答复的复议、诉讼")[1].split("</section>")[0]
        assert "各机关到期的申请" not in shown
    with clock.stopped_at(at(dt.date(2025, 7, 3))):
        shown = text_of(sign_in("county_office").get("/office/"))
        assert "各机关到期的申请" in shown and "已逾期1件" in shown
        listed = f"{reverse('office_cases')}?list=overdue&amp;organ={county.department.pk}"
        assert listed in shown


def test_a_case_to_be_answered_anew_shows_the_clock_that_runs(county, sign_in, letter) -> None:
    from gongkai.apps.remedies.actions.following import settle

    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(TODAY, 15)):
        dispatch_letter(clerk, letter, way="direct", on=TODAY)
        told = Brought(
            kind="review", role="respondent", against="答复", forum="示例县人民政府",
            applicant="王小明",
        )  # fmt: skip
        case = Case.objects.get(pk=letter.case_id)
        remedy = register_remedy(
            clerk, county.department, told, brought_on=TODAY, learned_on=TODAY, case=case
        )
        record_fact(clerk, remedy, "copy_received", on=TODAY, facts={"procedure": "simple"})
        decided = {"result": "review-revoked", "number": "示政复〔2025〕9号"}
        record_fact(clerk, remedy, "decided", on=TODAY, facts=decided)
        settle(clerk, remedy, on=TODAY, reply_again=True, reply_due_on=dt.date(2025, 7, 2))
        shown = text_of(sign_in("case_clerk").get(reverse("office_case", args=[case.pk])))
    word = shown.split('case-clock-word">')[1]
    assert word.startswith("还剩10个工作日") and "原答复2025年6月18日送出" in word


def test_what_was_destroyed_says_so_and_is_not_published(county, sign_in, letter) -> None:
    from gongkai.apps.cases.actions.publishing_on import why_not_publish
    from gongkai.apps.cases.models import Disposal, DisposalState

    case = letter.case
    Disposal.objects.create(
        case=case, state=DisposalState.DONE, category="ordinary", years=10, kept_until=TODAY,
        reason="保管期满", proposed_at=at(TODAY), proposed_by=county.people["case_clerk"],
    )  # fmt: skip
    assert "已经销毁" in why_not_publish(case)
    page = text_of(sign_in("case_clerk").get(reverse("office_case", args=[case.pk])))
    assert "内容没有保留" in page and case.description not in page.split("申请的内容")[1][:200]
