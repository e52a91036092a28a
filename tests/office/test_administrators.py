"""The administrators' rooms: every page for every post, and each act through its form."""

import datetime as dt
import re
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from gongkai.apps import clock
from gongkai.apps.audit.actions import record
from gongkai.apps.audit.chain import GENESIS
from gongkai.apps.audit.models import Entry, Seal
from gongkai.apps.audit.verification import verify
from gongkai.apps.organs.models import OfficeNetwork, Organ, Person, Post, PostKind, SiteRecord
from tests.apps.organs.test_import import book, row
from tests.county import credit_code, make_county
from tests.office.entering import enter

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2025, 6, 18, 12, 0, tzinfo=clock.CHINA)

PAGES = {
    "office_organs": {"disclosure_head", "county_office", "auditor", "system_administrator", "security_administrator"},
    "office_organ_found": {"system_administrator"},
    "office_organ_import": {"system_administrator"},
    "office_organ_template": {"system_administrator"},
    "office_organ": {"disclosure_head", "county_office", "auditor", "system_administrator", "security_administrator"},
    "office_people": {"auditor", "security_administrator", "audit_administrator"},
    "office_person": {"auditor", "security_administrator", "audit_administrator"},
    "office_person_new": {"security_administrator"},
    "office_networks": {"security_administrator"},
    "office_site": {"county_office"},
    "office_log": {"auditor", "audit_administrator"},
    "office_log_entry": {"auditor", "audit_administrator"},
    "office_log_export": {"audit_administrator"},
    "office_verification": {"audit_administrator"},
    "office_seal_file": {"audit_administrator"},
}  # fmt: skip
POSTS_TO = {
    "office_person_edit": {"security_administrator"},
    "office_person_account": {"security_administrator"},
    "office_post_assign": {"security_administrator"},
    "office_post_end": {"security_administrator"},
    "office_network_withdraw": {"security_administrator"},
    "office_seal": {"audit_administrator"},
}


@pytest.fixture
def county():
    with clock.stopped_at(NOON):
        yield make_county()


def at(name, county):
    arguments = {
        "office_organ": [county.department.pk],
        "office_person": [county.people["clerk"].pk],
        "office_person_edit": [county.people["clerk"].pk],
        "office_person_account": [county.people["clerk"].pk],
        "office_post_assign": [county.people["clerk"].pk],
        "office_post_end": [county.people["clerk"].posts.get().pk],
        "office_log_entry": [1],
        "office_log_export": ["csv"],
    }
    if name == "office_seal_file":
        arguments[name] = [
            Seal.objects.get_or_create(
                last_seq=1, defaults={"day": NOON.date(), "root": GENESIS, "sealed_at": NOON}
            )[0].pk
        ]
    if name == "office_network_withdraw":
        arguments[name] = [OfficeNetwork.objects.get_or_create(network="127.0.0.0/8")[0].pk]
    return reverse(name, args=arguments.get(name, []))


@pytest.mark.parametrize("post", PostKind.values)
def test_every_page_for_every_post(county, post):
    record(county.actor("clerk"), "item.write")
    client = enter(Client(), county.people[post])
    wrong = []
    for name, allowed in PAGES.items():
        answer = client.get(at(name, county))
        if answer.status_code != (200 if post in allowed else 403):
            wrong.append((name, answer.status_code))
        if post not in allowed and "权限" not in answer.content.decode():
            wrong.append((name, "no sentence"))
    for name, allowed in POSTS_TO.items():
        assert client.get(at(name, county)).status_code == 405
        if post not in allowed and client.post(at(name, county)).status_code != 403:
            wrong.append((name, "post"))
    assert not wrong


def test_a_stranger_sees_only_the_door(county, client):
    for name in (*PAGES, *POSTS_TO):
        record(county.actor("clerk"), "item.write")
        assert client.get(at(name, county))["Location"].startswith("/office/login/"), name


def test_the_system_administrator_keeps_the_organs(county):
    client = enter(Client(), county.people["system_administrator"])
    values = {
        "name": "示例县数据局", "short_name": "数据局", "slug": "sjj", "credit_code": credit_code("sjj"),
        "kind": "department", "level": "county", "parent": county.government.pk, "founded_on": "2025-06-10", "order": "3",
    }  # fmt: skip
    wrong = client.post(reverse("office_organ_found"), values | {"credit_code": "1" * 18})
    assert "校验位" in wrong.content.decode()
    assert client.post(reverse("office_organ_found"), values)["Location"] == reverse(
        "office_organs"
    )
    organ = Organ.objects.get(slug="sjj")
    page = reverse("office_organ", args=[organ.pk])
    office = {"act": "office", "office_phone": "0358-7920001"}
    assert client.post(page, office).status_code == 302
    assert client.post(page, values | {"act": "organ", "short_name": "大数据局"}).status_code == 302
    organ.refresh_from_db()
    assert (organ.office_phone, organ.short_name) == ("0358-7920001", "大数据局")
    end = {"act": "abolish", "on": "2025-06-18"}
    assert "field-error" in client.post(page, end).content.decode()
    assert client.post(page, end | {"successor": county.department.pk}).status_code == 302
    assert "撤销" in client.get(page).content.decode()
    assert client.post(page, office).status_code in (200, 403), "no form for what has ended"


@pytest.mark.starts_a_command
def test_the_import_page_names_row_and_column(county):
    client = enter(Client(), county.people["system_administrator"])
    page = reverse("office_organ_import")

    def send(*rows):
        file = BytesIO(book(*rows))
        file.name = "机关.xlsx"
        return client.post(page, {"file": file})

    answer = send(row("aj"), row("bj", 统一社会信用代码="1"))
    assert answer.status_code == 422
    assert re.search(r'"number">3</td><td class="nowrap">统一社会信用代码', answer.content.decode())
    assert not Organ.objects.filter(slug="aj").exists()
    assert send(row("aj"), row("bj"))["Location"] == reverse("office_organs")
    assert "没有选择文件" in client.post(page).content.decode()
    assert load_workbook(BytesIO(client.get(reverse("office_organ_template")).content))


def test_the_security_administrator_keeps_people_and_posts(county):
    client = enter(Client(), county.people["security_administrator"])
    values = {"full_name": "张三", "username": "zhangsan", "phone": "7920000"}
    shown = client.post(reverse("office_person_new"), values).content.decode()
    password = re.search(r"<code>([^<]+)</code>", shown)[1]
    person = Person.objects.get(username="zhangsan")
    assert person.check_password(password)
    assert "已经有人使用" in client.post(reverse("office_person_new"), values).content.decode()
    assign = reverse("office_post_assign", args=[person.pk])
    post = {"organ": county.department.pk, "kind": "clerk", "since": "2025-06-18"}
    assert client.post(assign, post).status_code == 302
    refused = client.post(assign, post | {"kind": "audit_administrator"})
    assert refused.status_code == 422 and "三人分任" in refused.content.decode()
    held = Post.objects.get(person=person)
    wrong = client.post(reverse("office_post_end", args=[held.pk]), {"on": "哪天"}, follow=True)
    held.refresh_from_db()
    assert "离任日期写得不对" in wrong.content.decode() and held.until is None
    client.post(reverse("office_post_end", args=[held.pk]), {"on": "2025-06-30"})
    held.refresh_from_db()
    assert held.until == dt.date(2025, 6, 30)
    account = reverse("office_person_account", args=[person.pk])
    again = client.post(account, {"act": "password"}).content.decode()
    assert re.search(r"<code>([^<]+)</code>", again)[1] != password
    client.post(account, {"act": "off"})
    person.refresh_from_db()
    assert not person.is_active
    assert "张三" in client.get(reverse("office_people"), {"q": "张三"}).content.decode()
    found = client.get(reverse("office_people"), {"kind": "auditor"}).content.decode()
    assert "auditor" in found and "zhangsan" not in found
    assert verify().is_whole


def test_networks_and_site_through_their_pages(county):
    client = enter(Client(), county.people["security_administrator"])
    page = reverse("office_networks")
    assert "您现在的地址" in client.post(page, {"network": "10.0.0.0/8"}).content.decode()
    assert client.post(page, {"network": "127.0.0.1"}).status_code == 302
    client = enter(Client(), county.people["county_office"])
    page = reverse("office_site")
    site = SiteRecord.objects.get()
    values = {
        name: getattr(site, name)
        for name in ("name", "domain", "identity_code", "sponsor", "icp_number", "police_number")
    }
    answer = client.post(page, values | {"phone": ""})
    assert "联系电话没有填写" in answer.content.decode()
    assert client.post(page, values | {"phone": "0358-1"}).status_code == 302
    assert SiteRecord.objects.get().phone == "0358-1"


def test_the_log_is_searched_exported_and_verified(county):
    client = enter(Client(), county.people["audit_administrator"])
    for number in range(120):
        record(county.actor("clerk"), "item.write", kind="Item", note=f"第{number}次")
    record(county.actor("auditor"), "item.read", note="=HYPERLINK(1)", after={"标题": "招生"})
    page = reverse("office_log")
    assert "共 3 页" in client.get(page).content.decode()
    found = client.get(page, {"act": "item.read"}).content.decode()
    assert "HYPERLINK" in found and "第5次" not in found
    assert "没有这样的记录" in client.get(page, {"since": "2030-01-01"}).content.decode()
    assert "没有这样的记录" in client.get(page, {"until": "2025-06-17"}).content.decode()
    assert "第5次" in client.get(page, {"person": "信息员", "p": "3"}).content.decode()
    assert "招生" in client.get(reverse("office_log_entry", args=[121])).content.decode()
    export = client.get(reverse("office_log_export", args=["csv"]), {"act": "item.read"})
    text = b"".join(export.streaming_content).decode("utf-8-sig")
    assert len(text.splitlines()) == 2 and "'=HYPERLINK" in text
    book = client.get(reverse("office_log_export", args=["xlsx"])).content
    assert load_workbook(BytesIO(book)).active.max_row == 122
    assert client.get(reverse("office_log_export", args=["exe"])).status_code == 404
    assert "日志完整" in client.post(reverse("office_verification")).content.decode()
    client.post(reverse("office_seal"))
    seal = Seal.objects.get()
    file = client.get(reverse("office_seal_file", args=[seal.pk])).content.decode()
    assert seal.root in file and Entry.objects.get(seq=121).hash == seal.root
