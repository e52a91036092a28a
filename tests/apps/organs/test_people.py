"""Accounts, passwords, posts; the three administrators are three persons on every day."""

import datetime as dt

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.apps.audit.actor import program
from gongkai.apps.audit.models import Entry
from gongkai.apps.organs import actions
from gongkai.apps.organs.access import Forbidden, may, reach
from gongkai.apps.organs.models import ADMINISTRATORS, Organ, Person, Post, PostKind
from gongkai.apps.organs.queries import actor_for, posts_on
from gongkai.apps.organs.refusals import Refused
from tests.county import make_county, make_organ
from tests.databases import examples

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 6, 18)


@pytest.fixture
def county():
    return make_county()


@pytest.fixture
def guard(county):
    return county.actor("security_administrator")


def new_person(guard, username="zhangsan"):
    return actions.create_person(guard, username=username, full_name="张三")[0]


def test_an_account_begins_with_a_password_to_change(county, guard):
    person, password = actions.create_person(guard, username="zhangsan", full_name="张三")
    assert person.check_password(password) and person.must_change_password
    validate_password(actions.people.new_password(), person)
    assert password not in str(list(Entry.objects.values())), "no password in the log"
    with pytest.raises(Refused, match="已经有人使用"):
        actions.create_person(guard, username="ZhangSan", full_name="张三丰")
    for wrong in ("x", "张 三", "a/b", "a" * 61):
        with pytest.raises(Refused):
            actions.create_person(guard, username=wrong, full_name="张三")
    with pytest.raises(Forbidden):
        actions.create_person(county.actor("clerk"), username="lisi", full_name="李四")


def test_a_switched_off_account_may_do_nothing(county, guard):
    clerk = county.people["clerk"]
    actions.switch_account(guard, clerk, on=False)
    assert actor_for(Person.objects.get(pk=clerk.pk), DAY).posts == ()
    with pytest.raises(Refused, match="自己的账号"):
        actions.switch_account(guard, county.people["security_administrator"], on=False)


def test_nobody_is_a_superuser(county):
    with pytest.raises(NotImplementedError):
        Person.objects.create_superuser("root", password="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=county.people["clerk"].pk).update(is_superuser=True)


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("Ab1-Ab1-9", "至少 10 个字符"),
        ("abcdefghijkl", "至少 3 类"),
        ("12345678901-", "至少 3 类"),
        ("My-zhangsan-9", "用户名"),
        ("My-nasgnahz-9", "用户名"),
        ("P@ssw0rd!!", None),
        ("春眠不觉晓Abc1234", None),
    ],
)
def test_the_rules_for_passwords(guard, password, said):
    person = new_person(guard)
    if said is None:
        validate_password(password, person)
    else:
        with pytest.raises(ValidationError, match=said):
            validate_password(password, person)


def test_the_last_passwords_are_not_used_again(guard):
    person = new_person(guard)
    me = actor_for(person, DAY)
    for number in range(6):
        person = actions.change_password(me, person, f"Gongkai-2025-{number}")
        assert not person.must_change_password
    for number in range(1, 6):
        with pytest.raises(Refused, match="最近用过"):
            actions.change_password(me, person, f"Gongkai-2025-{number}")
    actions.change_password(me, person, "Gongkai-2025-0")
    assert Entry.objects.filter(act="password.change").count() == 7


def test_only_the_person_changes_the_password_and_only_another_resets_it(county, guard):
    person = new_person(guard)
    with pytest.raises(Refused, match="自己的密码"):
        actions.change_password(guard, person, "Gongkai-2025-9")
    with pytest.raises(Refused, match="别人的密码"):
        actions.reset_password(guard, county.people["security_administrator"])
    password = actions.reset_password(guard, person)
    person.refresh_from_db()
    assert person.check_password(password) and person.must_change_password


def test_a_post_holds_by_date(county, guard):
    person = new_person(guard)
    post = actions.assign_post(
        guard, person, county.department, "clerk", since=DAY, until=DAY + dt.timedelta(days=9)
    )
    assert may(actor_for(person, DAY), "item.write", county.department.pk)
    assert not may(
        actor_for(person, DAY - dt.timedelta(days=1)), "item.write", county.department.pk
    )
    actions.end_post(guard, post, on=DAY)
    assert not posts_on(DAY + dt.timedelta(days=1)).filter(person=person).exists()
    with pytest.raises(Refused, match="不能延长"):
        actions.end_post(guard, post, on=DAY + dt.timedelta(days=3))
    with pytest.raises(Refused, match="不能早于"):
        actions.end_post(guard, post, on=DAY - dt.timedelta(days=3))


def test_nobody_gives_themselves_a_post(county, guard):
    with pytest.raises(Refused, match="自己的岗位"):
        actions.assign_post(
            guard, county.people["security_administrator"], county.department, "clerk", since=DAY
        )


def test_reach_says_what_may_says(county):
    organs = list(Organ.objects.all())
    for post in PostKind.values:
        actor = county.actor(post)
        for act in ("item.read", "item.write", "site.edit", "audit.read"):
            reached = reach(actor, act)
            for organ in organs:
                assert may(actor, act, organ.pk) == (reached is None or organ.pk in reached)


DAYS = st.dates(dt.date(2025, 1, 1), dt.date(2025, 2, 28))
ATTEMPTS = st.lists(
    st.tuples(
        st.sampled_from(PostKind.values),
        st.integers(0, 1),
        st.integers(0, 1),
        DAYS,
        st.none() | DAYS,
        st.none() | DAYS,
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=examples(120), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ATTEMPTS)
def test_three_administrators_are_three_persons_on_every_day(attempts):
    """Whatever is tried, no person ever holds an administrator post beside any other on one day."""
    with transaction.atomic():
        organs = [
            make_organ("示例县人民政府", "县政府", "xzf", "government", None),
            make_organ("示例县教育局", "教育局", "jyj", "department", None),
        ]
        people = [Person.objects.create(username=name, full_name=name) for name in ("甲", "乙")]
        done = refused = 0
        for kind, who, where, since, until, ended in attempts:
            try:
                post = actions.assign_post(
                    program(), people[who], organs[where], kind, since=since, until=until
                )
                done += 1
                if ended is not None:
                    actions.end_post(program(), post, on=ended)
            except Refused:
                refused += 1
        assert done + refused >= len(attempts)
        _assert_parted(people)
        transaction.set_rollback(True)


def _assert_parted(people):
    """Looked at day by day, without the arithmetic of the code under test."""
    day, last = dt.date(2024, 12, 31), dt.date(2025, 3, 2)
    while day <= last:
        for person in people:
            kinds = [
                post.kind
                for post in Post.objects.filter(person=person)
                if post.since <= day and (post.until is None or day <= post.until)
            ]
            if set(kinds) & set(ADMINISTRATORS):
                assert len(set(kinds)) == 1, (day, kinds)
        day += dt.timedelta(days=1)


def test_different_posts_of_working_people_may_stand_side_by_side(county, guard):
    person = new_person(guard)
    actions.assign_post(guard, person, county.department, "clerk", since=DAY)
    actions.assign_post(guard, person, county.department, "first_reviewer", since=DAY)
    actions.assign_post(guard, person, county.township, "clerk", since=DAY)
    with pytest.raises(Refused, match="不必重复"):
        actions.assign_post(guard, person, county.department, "clerk", since=DAY)
    with pytest.raises(Refused, match="三人分任"):
        actions.assign_post(guard, person, county.government, "audit_administrator", since=DAY)
