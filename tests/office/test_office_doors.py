"""Which post sees which page of the office; who may not is told so in a sentence."""

import pytest
from django.urls import reverse

from gongkai.apps.disclosure.models import NormativeDocument
from gongkai.apps.organs.models import ADMINISTRATORS, PostKind
from tests.county import NOON

pytestmark = pytest.mark.django_db

READERS = {
    "clerk",
    "first_reviewer",
    "second_reviewer",
    "final_reviewer",
    "secrecy_reviewer",
    "disclosure_head",
    "county_office",
    "auditor",
}
WRITERS = {"clerk"}
# Page → the posts that see it; administrators of the system see none of them.
PAGES = {
    "office_items:list": READERS,
    "office_items:export": READERS,
    "office_items:add": WRITERS,
    "office_items:page": READERS,
    "office_items:preview": READERS,
    "office_items:history": READERS,
    "office_items:edit": WRITERS,
    "office_items:sheet": READERS,
    "office_items:correct": {"disclosure_head"},
    "office_items:withdraw": {"disclosure_head", "county_office"},
    "office_columns": READERS,
    "office_column_close": {"county_office"},
    "office_guides": READERS,
    "office_guide": READERS,
    "office_normative": READERS,
    "office_normative_made": {"clerk", "disclosure_head"},
    "office_normative_document": READERS,
    "office_interpretations": READERS,
    "office_plan": WRITERS,
    "office_catalogue": READERS,
    "office_words": {"county_office"},
    "office_handbook": set(PostKind.values) - set(ADMINISTRATORS),
}
ITEM_PAGES = ("page", "preview", "history", "edit", "sheet", "correct", "withdraw")


def address(name, desk, item):
    if name == "office_plan" or name.partition(":")[2] in ITEM_PAGES:
        return reverse(name, args=[item.pk])
    if name == "office_column_close":
        return reverse(name, args=[desk.county.columns["tzgg"].pk])
    if name == "office_normative_document":
        return reverse(name, args=[NormativeDocument.objects.get().pk])
    return reverse(name)


@pytest.fixture
def place(desk):
    item = desk.published()
    NormativeDocument.objects.create(
        organ=desk.county.department,
        title="管理办法",
        document_number="示教发〔2025〕1号",
        made_on=NOON.date(),
        effective_on=NOON.date(),
    )
    return item


@pytest.mark.parametrize("post", sorted(READERS))
def test_every_page_for_every_post(desk, place, sign_in, post):
    client, wrong = sign_in(post), []
    for name, allowed in PAGES.items():
        answer = client.get(address(name, desk, place))
        expected = 200 if post in allowed else 403
        if answer.status_code != expected:
            wrong.append((name, answer.status_code))
        if expected == 403 and "权限" not in answer.content.decode():
            wrong.append((name, "no sentence"))
    assert not wrong


@pytest.mark.parametrize("post", sorted(READERS))
def test_the_first_page_is_for_everybody(sign_in, place, post):
    page = sign_in(post).get(reverse("wagtailadmin_home"))
    assert page.status_code == 200
    assert "今天要办的" in page.content.decode()


def test_nobody_outside_sees_anything(desk, place, client):
    for name in PAGES:
        answer = client.get(address(name, desk, place))
        assert answer.status_code == 302 and "/login/" in answer["Location"], name


def test_a_post_of_another_organ_does_not_reach_here(desk, place, sign_in):
    people = desk.county.people
    people["clerk"].posts.update(organ=desk.county.township)
    client = sign_in("clerk")
    for name in ("page", "preview", "edit", "sheet", "history"):
        assert client.get(reverse(f"office_items:{name}", args=[place.pk])).status_code == 403
    assert place.title not in client.get(reverse("office_items:list")).content.decode()
    assert (
        client.get(f"{reverse('office_guide')}?organ={desk.county.department.pk}").status_code
        == 403
    )


def test_unused_parts_of_wagtail_are_not_offered(sign_in):
    page = sign_in("clerk").get(reverse("wagtailadmin_home")).content.decode()
    for address_of_unused in (
        "/office/pages/",
        "/office/reports/",
        "/office/workflows/",
        "/office/users/",
        "/office/documents/",
    ):
        assert f'"url": "{address_of_unused}' not in page
