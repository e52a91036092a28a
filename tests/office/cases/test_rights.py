"""Every address of the desk asked for as every post: who may gets it, who may not gets a sentence."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from gongkai.apps.cases.actions.attaching import add_paper_file
from gongkai.apps.organs.access import grants
from gongkai.apps.organs.models import PostKind
from gongkai.office.cases import (
    acts,
    clock_sheet,
    files,
    listing,
    opening,
    page,
    papers,
    prints,
    splitting,
)
from gongkai.office.cases.urls import urlpatterns
from tests.office.entering import enter

pytestmark = pytest.mark.django_db

# name: (act asked for, method, what the address needs, also needed)
ADDRESSES = {
    "office_cases": ("case.read", "get", ()),
    "office_cases_find": ("case.read", "post", ()),
    "office_cases_assign": ("case.assign", "post", ()),
    "office_cases_export": ("case.export", "get", ()),
    "office_papers": ("case.read", "get", ()),
    "office_paper_new": ("case.register", "get", ()),
    "office_paper": ("case.read", "get", ("paper",)),
    "office_paper_scan": ("case.register", "post", ("paper",)),
    "office_paper_file": ("case.unmask", "get", ("paper", "file")),
    "office_case_open": ("case.register", "get", ("paper",)),
    "office_paper_attach": ("case.register", "post", ("paper",)),
    "office_paper_detach": ("case.register", "post", ("paper", "case")),
    "office_paper_receipt": ("case.register", "get", ("paper",)),
    "office_case": ("case.read", "get", ("case",)),
    "office_case_clock": ("case.read", "get", ("case",)),
    "office_case_confirm": ("case.handle", "get", ("case",)),
    "office_case_assign": ("case.assign", "get", ("case",)),
    "office_case_reassign": ("case.assign", "get", ("case",)),
    "office_case_split": ("case.register", "get", ("case",)),
    "office_case_join": ("case.register", "get", ("case",)),
    "office_case_merge_back": ("case.register", "get", ("case",)),
    "office_case_unjoin": ("case.register", "get", ("case",)),
    "office_case_form": ("case.register", "post", ("case",)),
    "office_case_code": ("case.register", "post", ("case",)),
}
OWN = {acts, clock_sheet, files, listing, opening, page, papers, prints, splitting}
# Asked for elsewhere: an act of two posts, and a file there is none of.
APART = {"office_case_remark", "office_case_file"}


def test_no_address_is_forgotten():
    modules = {one.__name__ for one in OWN}
    names = {one.name for one in urlpatterns if getattr(one.callback, "__module__", "") in modules}
    assert names == set(ADDRESSES) | APART
    assert get_resolver() is not None


def granted(act: str) -> set[str]:
    return {one.post for one in grants() if one.act == act}


@pytest.mark.parametrize("post", list(PostKind.values))
def test_every_address_as_every_post(desk, sign_in, handled, paper, post):
    clerk = desk.county.actor("case_clerk")
    file = add_paper_file(clerk, paper, b"%PDF-1.4\n%%EOF", "申请.pdf", "application")
    keys = {"paper": paper.pk, "case": handled.pk, "file": file.pk}
    client = sign_in(post)
    for name, (act, method, needs) in ADDRESSES.items():
        address = reverse(name, args=[keys[one] for one in needs])
        answer = getattr(client, method)(address)
        if post in granted(act):
            assert answer.status_code in (200, 302), (name, post)
        else:
            assert answer.status_code == 403, (name, post)
            assert "权限" in answer.content.decode(), (name, post)


def test_another_organ_finds_nothing_there(desk, sign_in, handled, paper):
    from gongkai.apps.organs.models import Person, Post

    person = Person.objects.create_user("elsewhere", password="Shili-2025!", full_name="别处")
    person.must_change_password = False
    person.save()
    Post.objects.create(
        person=person, organ=desk.county.township, kind="disclosure_head", since="2020-01-01"
    )
    client = enter(Client(), person)
    keys = {"paper": paper.pk, "case": handled.pk, "file": 1}
    for name, (_, method, needs) in ADDRESSES.items():
        if needs:
            address = reverse(name, args=[keys[one] for one in needs])
            assert getattr(client, method)(address).status_code == 404, name
    listed = client.get(reverse("office_cases"), {"list": "all"}).content.decode()
    assert handled.number not in listed and handled.subject not in listed


def test_a_stranger_is_sent_to_the_door(handled):
    for name in ("office_cases", "office_papers"):
        answer = Client().get(reverse(name))
        assert answer.status_code == 302 and "login" in answer["Location"]
