"""The access table itself: every post × act × scope, held against an answer worked out another way."""

import pytest

from gongkai.apps.organs.access import Forbidden, grants, label, may, require, table
from gongkai.apps.organs.models import ADMINISTRATORS, PostKind
from gongkai.office.security.rights import rights_of
from proof.reference_access import POSTS
from tests.county import make_county

ACTS = sorted(table()["acts"])
REVIEWS = {
    "item.review_first": "first_reviewer",
    "item.review_second": "second_reviewer",
    "item.review_final": "final_reviewer",
    "item.review_secrecy": "secrecy_reviewer",
}


def test_the_table_speaks_of_what_there_is():
    assert set(table()["grants"]) == set(PostKind.values)
    assert {grant.act for grant in grants()} == set(ACTS), "an act that nobody may do"
    assert set(table()["not_own_work"]) <= set(ACTS)
    assert set(table()["permissions"]) <= set(ACTS)
    assert not set(table()["events"]) & set(ACTS)
    assert {grant.scope for grant in grants()} <= {"own", "below", "all"}
    assert dict(PostKind.choices) == POSTS


@pytest.mark.django_db
@pytest.mark.parametrize("post", PostKind.values)
def test_post_act_scope(post):
    county = make_county()
    actor = county.actor(post)
    home = next(iter(actor.posts)).organ_id
    places = {
        "own": {home},
        "below": set(actor.posts[0].organ_and_below),
        "all": {county.government.pk, county.department.pk, county.township.pk},
    }
    said = table()["grants"][post]
    for act in ACTS:
        reached = {place for scope, acts in said.items() if act in acts for place in places[scope]}
        for place in places["all"]:
            assert may(actor, act, place) is (place in reached), (act, place)
        assert may(actor, act) is bool(reached)
        if not reached:
            with pytest.raises(Forbidden, match="权限"):
                require(actor, act, home)


@pytest.mark.django_db
@pytest.mark.parametrize("act", sorted(table()["not_own_work"]))
def test_nobody_judges_their_own_work(act):
    county = make_county()
    for post in PostKind.values:
        actor = county.actor(post)
        assert not may(actor, act, county.department.pk, authors=frozenset({actor.person_id}))


def test_each_gate_is_another_post():
    for act, post in REVIEWS.items():
        assert {grant.post for grant in grants() if grant.act == act} == {post}
        assert act in table()["not_own_work"]


def test_administrators_touch_no_information():
    for grant in grants():
        if grant.post in ADMINISTRATORS:
            assert not grant.act.startswith(("item.", "normative.", "guide.", "catalogue.")), grant
    powers = [{g.act for g in grants() if g.post == post} for post in ADMINISTRATORS]
    writing = {
        "organ.edit",
        "post.assign",
        "person.edit",
        "password.reset",
        "network.edit",
        "audit.verify",
    }
    for one in writing:
        assert sum(one in power for power in powers) == 1, one


def test_an_unknown_act_is_a_mistake_of_the_program():
    county_less = next(iter(grants()))
    from gongkai.apps.audit.actor import Actor

    with pytest.raises(KeyError):
        may(Actor(1, "甲"), f"{county_less.act}.none")
    assert label("session.login") == "登录"


def test_wagtail_is_opened_by_posts_alone():
    assert rights_of(set()) == frozenset()
    for post in PostKind.values:
        assert "wagtailadmin.access_admin" in rights_of({post})
        for right in rights_of({post}):
            assert not right.startswith(("auth.", "organs.", "audit.")), "people only by acts"
