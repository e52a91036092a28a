"""Wagtail's own buttons and addresses can neither publish, change, lock nor delete."""

import datetime as dt
import re
from pathlib import Path

import pytest
import wagtail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.permissions import policy_registry

from gongkai import office
from gongkai.apps.disclosure.models import Edition, Item
from gongkai.office.security.closed import ROOMS
from tests.county import NOON
from tests.office.test_items import form_of

pytestmark = pytest.mark.django_db

POSTS = ("clerk", "final_reviewer", "disclosure_head", "county_office")


def addresses(item):
    pk, revision = item.pk, item.latest_revision_id
    named = [reverse(f"office_items:{name}", args=[pk]) for name in ("delete", "usage", "unpublish", "lock", "unlock", "confirm_workflow_cancellation", "workflow_history")]  # fmt: skip
    return [
        *named,
        reverse("office_items:revisions_revert", args=[pk, revision]),
        reverse("office_items:revisions_unschedule", args=[pk, revision]),
        reverse("office_items:workflow_action", args=[pk, "approve", 1]),
        reverse("office_items:collect_workflow_action_data", args=[pk, "approve", 1]),
    ]


@pytest.mark.parametrize("post", POSTS)
def test_wagtails_own_acts_are_refused(desk, sign_in, post):
    item = desk.item()
    client = sign_in(post)
    for address in addresses(item):
        for answer in (client.get(address), client.post(address, {"action-publish": "1"})):
            assert answer.status_code in (302, 403, 404), address
    item.refresh_from_db()
    assert not item.live and not item.locked and not Edition.objects.exists()


@pytest.mark.parametrize("post", POSTS)
def test_nothing_is_deleted_in_bulk(desk, sign_in, post):
    item = desk.item()
    address = reverse("wagtail_bulk_action", args=["disclosure", "item", "delete"])
    sign_in(post).post(f"{address}?id={item.pk}", {"confirm": "1"})
    assert Item.objects.filter(pk=item.pk).exists()


@pytest.mark.parametrize("action", ["publish", "submit", "unpublish", "workflow-action", "cancel-workflow", "restart-workflow"])  # fmt: skip
def test_the_editor_does_nothing_but_save(desk, sign_in, action):
    item = desk.item()
    client, address = sign_in("clerk"), reverse("office_items:edit", args=[item.pk])
    page = client.get(address)
    assert b"action-publish" not in page.content and b"action-unpublish" not in page.content
    sent = {"title": "改过", "go_live_at": "2020-01-01 00:00", f"action-{action}": "1"}
    assert client.post(address, form_of(page) | sent).status_code == 302
    item.refresh_from_db()
    assert not item.live and item.go_live_at is None
    assert not item.submissions.exists() and not Edition.objects.exists()


def test_nobody_has_wagtails_right_to_publish_or_delete(desk):
    policy = policy_registry.get_by_type(Item)
    item = desk.item()
    for person in desk.county.people.values():
        assert not person.is_superuser
        for action in ("publish", "delete", "lock", "unlock", "unpublish", "bulk_delete"):
            assert not policy.user_has_permission(person, action)
            assert not policy.user_has_permission_for_instance(person, action, item)


def test_wagtails_scheduled_publishing_makes_nothing_public(desk):
    item = desk.item()
    working = item.get_latest_revision_as_object()
    working.go_live_at = NOON - dt.timedelta(days=1)
    revision = working.save_revision()
    revision.approved_go_live_at = working.go_live_at
    revision.save()
    call_command("publish_scheduled")
    assert not Edition.objects.exists()


def test_a_reviewer_opens_no_editor(desk, sign_in):
    item = desk.item()
    for post in ("first_reviewer", "disclosure_head", "county_office"):
        answer = sign_in(post).get(reverse("office_items:edit", args=[item.pk]))
        assert answer.status_code == 403


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_without_use_are_closed(desk, sign_in, room):
    for post in ("clerk", "county_office", "system_administrator"):
        client = sign_in(post)
        for address in (f"/office/{room}/", f"/office/{room}/site-history/", f"/office/{room}"):
            answer = client.get(address)
            assert answer.status_code == 404, address
            assert "没有这个页面" in answer.content.decode()
    assert Client().get(f"/office/{room}/")["Location"].startswith("/office/login/?next=")


def test_a_link_is_an_address_and_no_page_of_a_tree(desk, sign_in):
    clerk, item = sign_in("clerk"), desk.item()
    editor = clerk.get(reverse("office_items:edit", args=[item.pk])).content.decode()
    assert "/office/choose-external-link/" in editor and "/office/choose-page/" not in editor
    dialog = clerk.get("/office/choose-external-link/?allow_email_link=true").json()["html"]
    assert "链接文字" in dialog and "Link text" not in dialog
    assert Client().get("/office/choose-external-link/").status_code == 302
    assert "网址" in dialog and "电子邮箱" in dialog and "choose-page/" not in dialog


def test_without_scripts_the_office_says_so_in_chinese_and_names_no_other_host(desk, sign_in):
    page = sign_in("clerk").get("/office/").content.decode()
    notice = re.search(r"<noscript.*?</noscript>", page, re.S).group()
    assert "允许本网站运行脚本" in notice and "http" not in notice and "Wagtail" not in notice


def test_the_frame_is_wagtails_own_but_for_that_notice():
    """When the library changes its frame, ours is brought up to date."""
    name = "templates/wagtailadmin/skeleton.html"
    theirs = (Path(wagtail.__file__).parent / "admin" / name).read_text("utf-8")
    ours = (Path(office.__file__).parent / name).read_text("utf-8")
    cut = re.compile(r"(<noscript[^>]*>).*?(</noscript>)", re.S)
    assert cut.sub(r"\1\2", ours) == cut.sub(r"\1\2", theirs)
