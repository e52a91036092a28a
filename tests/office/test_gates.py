"""Reviewing in the office: deciding about what was seen, overriding, remarks, publishing, correcting."""

import pytest
from django.urls import reverse

from gongkai.apps.disclosure.actions.writing import revise_item, submit_item
from gongkai.apps.disclosure.models import Edition, Gate, Item
from gongkai.apps.disclosure.queries.standing import state_of
from tests.apps.disclosure.desk import POST_OF

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"office_items:{name}", args=args)


def said(answer):
    return [str(one) for one in answer.context["messages"]]


def fresh(item):
    return Item.objects.get(pk=item.pk)


def decide(client, item, gate, decision="approved", reason="", revision=None, **more):
    sent = {
        "gate": gate,
        "decision": decision,
        "reason": reason,
        "revision": revision or fresh(item).latest_revision_id,
    }
    return client.post(at("decide", item.pk), sent | more, follow=True)


def test_from_draft_to_public_by_the_buttons_of_the_page(desk, sign_in):
    item = desk.item()
    sign_in("clerk").post(at("submit", item.pk))
    for gate, post in POST_OF.items():
        page = sign_in(post).get(at("page", item.pk)).content.decode()
        assert f'value="{gate}"' in page and "退回" in page
        assert "已通过" in said(decide(sign_in(post), item, gate))[0]
    assert state_of(fresh(item)) == "待发布"
    assert "发布</button>" not in sign_in("clerk").get(at("page", item.pk)).content.decode()
    head = sign_in("disclosure_head")
    assert "发布</button>" in head.get(at("page", item.pk)).content.decode()
    head.post(at("publish", item.pk), {"revision": fresh(item).latest_revision_id})
    assert Edition.objects.public().get().item == item


def test_only_the_gate_that_is_due_is_offered(desk, sign_in):
    item = desk.item()
    submit_item(desk.clerk, item)
    page = sign_in("second_reviewer").get(at("page", item.pk)).content.decode()
    assert "decide-policy_review" not in page
    answer = decide(sign_in("second_reviewer"), item, Gate.POLICY)
    assert "还没有轮到" in said(answer)[0]
    assert sign_in("clerk").post(at("decide", item.pk), {}).status_code == 403


def test_a_return_needs_a_reason_and_shows_it_to_the_writer(desk, sign_in):
    item = desk.item()
    submit_item(desk.clerk, item)
    first = sign_in("first_reviewer")
    assert "写明理由" in said(decide(first, item, Gate.POLITICAL, "returned"))[0]
    decide(first, item, Gate.POLITICAL, "returned", "名额与附件不一致")
    assert "名额与附件不一致" in sign_in("clerk").get(at("page", item.pk)).content.decode()
    assert "名额与附件不一致" in sign_in("clerk").get(reverse("wagtailadmin_home")).content.decode()


def test_nobody_decides_about_what_they_did_not_see(desk, sign_in):
    item = desk.item()
    submit_item(desk.clerk, item)
    seen = fresh(item).latest_revision_id
    revise_item(desk.clerk, item, {"title": "换过的标题"})
    submit_item(desk.clerk, item)
    answer = decide(sign_in("first_reviewer"), item, Gate.POLITICAL, revision=seen)
    assert "新的修改" in said(answer)[0] and not item.reviews.exists()
    desk.pass_gates_again = None
    for gate in POST_OF:
        decide(sign_in(POST_OF[gate]), item, gate)
    answer = sign_in("disclosure_head").post(
        at("publish", item.pk), {"revision": seen}, follow=True
    )
    assert "新的修改" in said(answer)[0] and not Edition.objects.exists()


def test_a_writer_with_a_reviewers_post_reviews_others_only(desk, sign_in):
    item = desk.item()
    clerk = desk.county.people["clerk"]
    clerk.posts.create(
        organ=desk.county.department, kind="first_reviewer", since=desk.county.department.founded_on
    )
    submit_item(desk.clerk, item)
    client = sign_in("clerk")
    assert "decide-political_review" not in client.get(at("page", item.pk)).content.decode()
    answer = client.post(
        at("decide", item.pk),
        {
            "gate": Gate.POLITICAL,
            "decision": "approved",
            "revision": fresh(item).latest_revision_id,
        },
    )
    assert answer.status_code == 403 and "参与了这条信息的起草" in answer.content.decode()


def test_remarks_are_written_and_settled(desk, sign_in):
    item = desk.item()
    sign_in("first_reviewer").post(at("remark", item.pk), {"text": "补上附件", "about": "附件2"})
    remark = item.remarks.get()
    page = sign_in("clerk").get(at("page", item.pk)).content.decode()
    assert "补上附件" in page and "关于“附件2”" in page
    sign_in("clerk").post(at("settle", item.pk, remark.pk))
    remark.refresh_from_db()
    assert remark.settled_by == desk.county.people["clerk"]


def test_the_urgent_path_is_marked_and_looked_at_again(desk, sign_in):
    item = desk.item(urgent=True)
    submit_item(desk.clerk, item)
    for gate in (Gate.WORDING, Gate.SECRECY):
        decide(sign_in(POST_OF[gate]), item, gate)
    sign_in("disclosure_head").post(
        at("publish", item.pk), {"revision": fresh(item).latest_revision_id}
    )
    assert Edition.objects.public().exists()
    reviewer = sign_in("first_reviewer")
    home = reviewer.get(reverse("wagtailadmin_home")).content.decode()
    assert "紧急发布待复核" in home and item.title in home
    assert "事后复核" in reviewer.get(at("page", item.pk)).content.decode()
    decide(reviewer, item, Gate.POLITICAL, "returned", "标题不准", afterwards="1")
    home = sign_in("clerk").get(reverse("wagtailadmin_home")).content.decode()
    assert "复核未通过" in home and "标题不准" in home


def test_a_correction_shows_what_changes_and_needs_a_note(desk, sign_in):
    item = desk.published()
    revise_item(desk.clerk, item, {"title": "更正后的标题"})
    head = sign_in("disclosure_head")
    assert at("correct", item.pk) not in head.get(at("page", item.pk)).content.decode()
    desk.pass_gates(item)
    page = head.get(at("correct", item.pk)).content.decode()
    assert "<ins>" in page and "<del>" in page
    sent = {"revision": fresh(item).latest_revision_id, "note": ""}
    assert "说明" in said(head.post(at("correct", item.pk), sent, follow=True))[0]
    head.post(at("correct", item.pk), sent | {"note": "标题有误，现予更正。"})
    assert Edition.objects.public().get().note == "标题有误，现予更正。"
    page = head.get(at("page", item.pk)).content.decode()
    assert "第 2 版" in page and "标题有误，现予更正。" in page


def test_withdrawing_needs_a_reason(desk, sign_in):
    item = desk.published()
    office = sign_in("county_office")
    answer = office.post(at("withdraw", item.pk), {"reason": " "}, follow=True)
    assert "必须写明理由" in said(answer)[0]
    office.post(at("withdraw", item.pk), {"reason": "附件有误"})
    assert not Edition.objects.public().exists()
    assert "附件有误" in office.get(at("page", item.pk)).content.decode()


def test_an_hour_is_set_and_taken_back(desk, sign_in):
    item = desk.pass_gates(desk.item())
    head = sign_in("disclosure_head")
    sent = {"revision": fresh(item).latest_revision_id}
    assert "没有看懂" in said(head.post(at("schedule", item.pk), sent, follow=True))[0]
    head.post(at("schedule", item.pk), sent | {"at": "2025-06-19T09:00"})
    assert "2025-06-19 09:00" in head.get(at("page", item.pk)).content.decode()
    head.post(at("schedule", item.pk), {"cancel": "1"})
    assert item.schedules.get().outcome == "cancelled"


def test_the_review_sheet_is_a_word_file(desk, sign_in):
    item = desk.item()
    assert "没有送审" in said(sign_in("clerk").get(at("sheet", item.pk), follow=True))[0]
    desk.pass_gates(item)
    answer = sign_in("clerk").get(at("sheet", item.pk))
    assert answer.content[:2] == b"PK" and "review-sheet" in answer["Content-Disposition"]


def test_a_draft_is_given_up_on_a_page_of_its_own_and_then_only_read(desk, sign_in):
    item = desk.item()
    submit_item(desk.clerk, item)
    clerk = sign_in("clerk")
    assert at("discard", item.pk) in clerk.get(at("page", item.pk)).content.decode()
    assert sign_in("first_reviewer").get(at("discard", item.pk)).status_code == 403
    assert "不能恢复" in clerk.get(at("discard", item.pk)).content.decode()
    answer = clerk.post(at("discard", item.pk), {"reason": ""}, follow=True)
    assert "必须写明理由" in said(answer)[0]
    answer = clerk.post(at("discard", item.pk), {"reason": "重复录入"}, follow=True)
    page = answer.content.decode()
    assert "已作废" in page and "理由：重复录入" in page
    for gone in (at("edit", item.pk), at("discard", item.pk), at("submit", item.pk)):
        assert gone not in page
    reviewer = sign_in("first_reviewer").get(at("page", item.pk)).content.decode()
    assert "decide-political" not in reviewer
    assert clerk.get(at("edit", item.pk)).status_code == 302
    assert item.title not in clerk.get(at("list")).content.decode()
    assert item.title in clerk.get(at("list"), {"state": "discarded"}).content.decode()


def test_what_is_public_has_no_button_to_give_it_up(desk, sign_in):
    item = desk.published()
    page = sign_in("clerk").get(at("page", item.pk)).content.decode()
    assert at("discard", item.pk) not in page
    assert sign_in("clerk").get(at("discard", item.pk)).status_code == 302
