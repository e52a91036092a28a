"""Login, lock, second factor, forced change, idle time, networks; every attempt is in the log."""

import datetime as dt
import re
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from gongkai.apps import clock
from gongkai.apps.audit.actor import program
from gongkai.apps.audit.models import Entry
from gongkai.apps.organs import actions
from gongkai.apps.organs.models import OfficeNetwork, Person
from tests.county import make_county
from tests.office.entering import enter

pytestmark = pytest.mark.django_db
HOME, LOGIN, PASSWORD = "/office/", "/office/login/", "Shili-2025!"
NOW = dt.datetime(2025, 6, 18, 9, 0, tzinfo=clock.CHINA)


@pytest.fixture
def county():
    return make_county()


def login(client, username, password=PASSWORD, **extra):
    return client.post(LOGIN, {"username": username, "password": password}, **extra)


def acts():
    return list(Entry.objects.order_by("seq").values_list("act", flat=True))


def code_of(person):
    device = TOTPDevice.objects.get(user=person)
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    return f"{TOTP(device.bin_key).token():06d}"


def test_a_clerk_comes_in_and_goes_out(client, county):
    assert client.get(HOME)["Location"].startswith(LOGIN)
    before = client.session.session_key
    answer = login(client, "clerk")
    assert answer["Location"] == HOME and client.session.session_key != before
    assert client.get(HOME).status_code == 200
    cookie = answer.cookies["gongkai_office"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/office/"
    looked_at = client.get("/office/logout/")
    assert looked_at.status_code == 405, "a picture cannot log anybody out"
    assert looked_at.headers["Allow"] == "POST" and "再按一次按钮" in looked_at.content.decode()
    assert client.post("/office/logout/")["Location"].endswith("why=out")
    assert client.get(HOME)["Location"].startswith(LOGIN)
    assert acts() == ["session.login", "session.logout"]
    entry = Entry.objects.get(act="session.login")
    assert (entry.person_name, entry.address, entry.organ_name) == (
        "信息员",
        "127.0.0.1",
        "示例县教育局",
    )


def test_the_page_asked_for_opens_after_login_but_no_other_site(client, county):
    asked = client.get("/office/handbook/")["Location"]
    answer = client.post(
        asked, {"username": "clerk", "password": PASSWORD, "next": "/office/handbook/"}
    )
    assert answer["Location"] == "/office/handbook/"
    client.post("/office/logout/")
    answer = client.post(
        LOGIN, {"username": "clerk", "password": PASSWORD, "next": "https://evil.example/office/"}
    )
    assert answer["Location"] == HOME


def test_one_sentence_for_whatever_was_wrong(client, county):
    Person.objects.filter(username="auditor").update(is_active=False)
    pages = [
        login(client, name, password).content.decode()
        for name, password in (("clerk", "x"), ("nobody", "x"), ("auditor", PASSWORD))
    ]
    for page in pages:
        assert "用户名或密码不对" in page
    assert acts() == ["session.failed"] * 3
    assert Entry.objects.filter(outcome="refused").count() == 3


def wrong(client, username="clerk", times=5):
    return [login(client, username, f"wrong-{one}").status_code for one in range(times)][-1]


def test_five_failures_close_this_address_for_twenty_minutes(client, county):
    for _ in range(4):
        assert login(client, "clerk", "wrong").status_code == 200
    locked = login(client, "clerk", "wrong")
    said = locked.content.decode()
    assert locked.status_code == 429 and "127.0.0.1" in said and "20 分钟" in said
    assert login(client, "clerk").status_code == 429, "the right password does not help"
    assert login(Client(HTTP_USER_AGENT="known:x"), "clerk").status_code == 429, "nor another name"
    assert login(Client(), "first_reviewer").status_code == 302, "others come in"
    assert acts().count("session.locked") == 1, "one a lock and address, however often they knock"
    assert login(Client(REMOTE_ADDR="10.0.0.9"), "clerk").status_code == 302, (
        "and the person elsewhere"
    )
    assert login(client, "clerk").status_code == 429, "which opens nothing here"
    actions.unlock_account(program(), county.people["clerk"])
    assert login(client, "clerk").status_code == 302


def test_a_colleague_cannot_shut_out_whose_browser_is_known(client, county):
    """Both stand behind one address, as a whole building does."""
    login(client, "clerk")
    client.post("/office/logout/")
    cookie = client.cookies["gongkai_office_known"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == LOGIN
    colleague = Client()
    login(colleague, "first_reviewer")
    colleague.post("/office/logout/")
    assert wrong(colleague) == 429, "the colleague's own browser is not the clerk's"
    for one in range(60):
        wrong(Client(REMOTE_ADDR=f"10.0.1.{one}"), times=1)
    assert login(Client(REMOTE_ADDR="10.0.2.1"), "clerk").status_code == 429
    assert login(client, "clerk").status_code == 302
    client.post("/office/logout/")
    assert wrong(client) == 429, "the known browser has five of its own"


def test_changing_addresses_is_counted_together(client, county):
    for one in range(49):
        assert wrong(Client(REMOTE_ADDR=f"10.0.1.{one}"), times=1) == 200
    assert wrong(Client(REMOTE_ADDR="10.0.2.1"), times=1) == 429
    said = login(Client(REMOTE_ADDR="10.0.2.2"), "clerk")
    assert said.status_code == 429 and "多个地址" in said.content.decode()
    assert login(Client(REMOTE_ADDR="10.0.2.2"), "first_reviewer").status_code == 302


def test_a_made_up_mark_is_not_a_known_browser(client, county):
    wrong(Client())
    for value in ("x", "WyJhIiwgWzFdXQ:1:2", ""):
        other = Client()
        other.cookies["gongkai_office_known"] = value
        assert login(other, "clerk").status_code == 429


def test_the_security_administrator_sees_the_locks_and_lifts_them(client, county):
    wrong(Client(REMOTE_ADDR="10.0.0.9"))
    guard = enter(Client(), county.people["security_administrator"])
    page = f"/office/people/{county.people['clerk'].pk}/"
    said = guard.get(page).content.decode()
    assert "10.0.0.9" in said and "解除锁定" in said
    guard.post(f"{page}account/", {"act": "unlock"})
    said = guard.get(page).content.decode()
    assert "为止" not in said and 'value="unlock"' not in said
    assert login(Client(REMOTE_ADDR="10.0.0.9"), "clerk").status_code == 302


@pytest.mark.parametrize("minutes", [19, 21])
def test_a_lock_ends_by_itself(client, county, minutes):
    for _ in range(5):
        login(client, "clerk", "wrong")
    from axes.models import AccessAttempt

    AccessAttempt.objects.update(attempt_time=clock.now() - dt.timedelta(minutes=minutes))
    answer = login(client, "clerk")
    assert answer.status_code == (302 if minutes > 20 else 429)
    if minutes < 20:
        end = clock.now().astimezone(clock.CHINA) + dt.timedelta(minutes=20 - minutes)
        later = {(end + dt.timedelta(seconds=s)).strftime("%H:%M") for s in (-30, 30)}
        assert any(one in answer.content.decode() for one in later), (
            "knocking does not move the end"
        )


def test_a_first_password_is_changed_before_anything_else(client, county):
    guard = county.actor("security_administrator")
    person, first = actions.create_person(guard, username="zhangsan", full_name="张三")
    actions.assign_post(guard, person, county.department, "clerk", since=dt.date(2025, 1, 1))
    login(client, "zhangsan", first)
    page = reverse("office_password")
    assert client.get(HOME)["Location"] == f"{page}?next=%2Foffice%2F"
    assert "初始密码" in client.get(page).content.decode()
    for values, said in (
        ({"old": "x", "new": "Gongkai-2025", "again": "Gongkai-2025"}, "现在的密码不对"),
        ({"old": first, "new": "Gongkai-2025", "again": "Gongkai-2026"}, "不一样"),
        ({"old": first, "new": "short", "again": "short"}, "至少 10 个字符"),
        ({"old": first, "new": first, "again": first}, "最近用过"),
    ):
        answer = client.post(page, values)
        assert answer.status_code == 422 and said in answer.content.decode()
    other = Client()
    login(other, "zhangsan", first)
    values = {"old": first, "new": "Gongkai-2025", "again": "Gongkai-2025", "next": HOME}
    assert client.post(page, values)["Location"] == HOME
    assert client.get(HOME).status_code == 200, "this session goes on"
    assert other.get(HOME)["Location"].startswith(LOGIN), "the others end"


@pytest.mark.parametrize(("days", "forced"), [(179, False), (181, True)])
def test_an_old_password_is_changed(client, county, days, forced):
    clerk = county.people["clerk"]
    Person.objects.filter(pk=clerk.pk).update(password_set_at=clock.now() - dt.timedelta(days=days))
    login(client, "clerk")
    assert (client.get(HOME).status_code == 302) is forced


@pytest.mark.parametrize(
    "post",
    ["system_administrator", "security_administrator", "audit_administrator", "county_office"],
)
def test_these_posts_need_a_second_factor(client, county, post):
    person = county.people[post]
    login(client, post)
    page = reverse("office_factor")
    assert client.get(HOME)["Location"].startswith(page)
    assert "<svg" in client.get(page).content.decode()
    assert client.post(page, {"code": "000000"}).status_code == 422
    shown = client.post(page, {"code": code_of(person)})
    codes = re.findall(r"<li>(\w+)</li>", shown.content.decode())
    assert len(codes) == 10
    assert client.get(HOME).status_code == 200
    # The next login asks for a code; a recovery code does, once.
    client.post("/office/logout/")
    login(client, post)
    page = reverse("office_code")
    assert client.get(HOME)["Location"].startswith(page)
    assert client.get(reverse("office_factor"))["Location"].startswith(page)
    assert client.post(reverse("office_recovery"))["Location"].startswith(page)
    assert client.post(page, {"code": codes[0], "next": HOME})["Location"] == HOME
    assert client.get(HOME).status_code == 200
    client.post("/office/logout/")
    login(client, post)
    assert client.post(page, {"code": codes[0]}).status_code == 422, "used"
    assert StaticToken.objects.filter(device__user=person).count() == 9
    assert "session.factor" in acts()


def test_a_code_is_good_once(client, county):
    person = county.people["clerk"]
    login(client, "clerk")
    code = client.get(reverse("office_factor")) and code_of(person)
    client.post(reverse("office_factor"), {"code": code})
    client.post("/office/logout/")
    login(client, "clerk")
    assert client.post(reverse("office_code"), {"code": code}).status_code == 422


def test_wrong_codes_end_the_session(client, county):
    person = county.people["clerk"]
    enter(client, person)
    client.post("/office/logout/")
    login(client, "clerk")
    for _ in range(4):
        assert client.post(reverse("office_code"), {"code": "000000"}).status_code == 422
    assert client.post(reverse("office_code"), {"code": "000000"})["Location"].endswith("why=codes")
    assert client.get(HOME)["Location"].startswith(LOGIN)
    assert acts().count("session.failed") == 5


def test_a_session_without_its_code_opens_nothing(client, county):
    enter(client, county.people["clerk"])
    client.post("/office/logout/")
    login(client, "clerk")
    for path in (HOME, "/office/handbook/", "/office/snippets/", reverse("office_account")):
        assert client.get(path)["Location"].startswith(reverse("office_code")), path
    answer = client.get(HOME, headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.status_code == 403 and "重新登录" in answer.json()["error"]


@pytest.mark.parametrize(("minutes", "why"), [(19, None), (21, "idle")])
def test_idle_sessions_end(client, county, minutes, why):
    with clock.stopped_at(NOW):
        enter(client, county.people["clerk"])
        assert client.get(HOME).status_code == 200
    with clock.stopped_at(NOW + dt.timedelta(minutes=minutes)):
        answer = client.get(HOME)
        assert answer.status_code == (200 if why is None else 302)
        if why:
            assert answer["Location"] == f"{LOGIN}?why={why}&next=%2Foffice%2F"
            assert Entry.objects.get(act="session.logout").note == "长时间没有操作"


def test_what_the_editor_asks_by_itself_keeps_nobody_in(client, county):
    with clock.stopped_at(NOW):
        enter(client, county.people["clerk"])
        client.get(HOME)
    for minutes in range(5, 20, 5):
        with clock.stopped_at(NOW + dt.timedelta(minutes=minutes)):
            client.get("/office/editing-sessions/ping/")
    with clock.stopped_at(NOW + dt.timedelta(minutes=21)):
        assert "why=idle" in client.get(HOME)["Location"]


def test_a_session_lasts_one_working_day(client, county):
    with clock.stopped_at(NOW):
        enter(client, county.people["clerk"])
        client.get(HOME)
    for minutes in range(15, 600, 15):
        with clock.stopped_at(NOW + dt.timedelta(minutes=minutes)):
            assert client.get(reverse("office_account")).status_code == 200
    with clock.stopped_at(NOW + dt.timedelta(minutes=605)):
        assert "why=long" in client.get(reverse("office_account"))["Location"]


def test_only_allowed_addresses_see_the_door(client, county, settings):
    OfficeNetwork.objects.create(network="10.8.0.0/16")
    refused = client.get(LOGIN)
    assert refused.status_code == 403 and "127.0.0.1" in refused.content.decode()
    assert client.get("/").status_code == 200, "the public side stays open"
    assert client.get(LOGIN, REMOTE_ADDR="10.8.3.4").status_code == 200
    assert client.get(LOGIN, REMOTE_ADDR="::ffff:10.8.3.4").status_code == 200
    forged = {"HTTP_X_FORWARDED_FOR": "10.8.3.4"}
    assert client.get(LOGIN, **forged).status_code == 403
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    assert client.get(LOGIN, **forged).status_code == 200
    forged = {"HTTP_X_FORWARDED_FOR": "10.8.3.4, 203.0.113.7"}
    assert client.get(LOGIN, **forged).status_code == 403, "what stands left may be made up"


def test_a_person_without_a_post_is_told_so(client, county):
    Person.objects.create_user("nobody", password=PASSWORD, full_name="无岗").save()
    Person.objects.update(must_change_password=False)
    login(client, "nobody")
    answer = client.get(HOME)
    assert answer.status_code == 403 and "今天没有岗位" in answer.content.decode()
    assert client.get(reverse("office_account")).status_code == 200


def test_a_form_of_another_page_is_refused(county):
    client = Client(enforce_csrf_checks=True)
    answer = login(client, "clerk")
    assert answer.status_code == 403 and "没有办理" in answer.content.decode()
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', client.get(LOGIN).content.decode())[1]
    values = {"username": "clerk", "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post(LOGIN, values).status_code == 302


def test_the_public_side_sets_no_cookie(client, county):
    assert not client.get("/").cookies


def test_nobody_reaches_wagtails_own_people_and_groups(client, county):
    for post in county.people:
        one = enter(Client(), county.people[post])
        for path in (
            "/office/users/",
            "/office/groups/",
            "/office/sites/",
            "/office/workflows/list/",
        ):
            assert one.get(path).status_code in (302, 403, 404), (post, path)


def test_the_library_shows_the_pictures_of_the_own_organs_only(county, settings, tmp_path):
    from django.core.files.base import ContentFile
    from PIL import Image
    from wagtail.images import get_image_model
    from wagtail.permissions import policy_registry

    settings.MEDIA_ROOT = tmp_path
    drawn = BytesIO()
    Image.new("RGB", (4, 4)).save(drawn, "PNG")
    image = get_image_model()
    stranger = Person.objects.create_user("zhen", full_name="镇信息员")
    actions.assign_post(program(), stranger, county.township, "clerk", since=dt.date(2025, 1, 1))
    made = {
        person: image.objects.create(
            title=person.username,
            file=ContentFile(drawn.getvalue(), f"{person.username}.png"),
            uploaded_by_user=person,
        )
        for person in (county.people["first_reviewer"], stranger)
    }
    policy = policy_registry.get_by_type(image)
    seen = {
        post: set(
            policy.instances_user_has_permission_for(person, "choose").values_list(
                "title", flat=True
            )
        )
        for post, person in county.people.items()
    }
    assert seen["clerk"] == {"first_reviewer"}
    assert seen["county_office"] == {"first_reviewer", "zhen"}
    assert seen["system_administrator"] == set()
    clerk = county.people["clerk"]
    assert policy.user_has_permission_for_instance(
        clerk, "change", made[county.people["first_reviewer"]]
    )
    assert not policy.user_has_permission_for_instance(clerk, "change", made[stranger])
