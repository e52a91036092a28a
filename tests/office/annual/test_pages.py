"""The pages of the year: who sees what, what is typed is kept, the buttons do the acts."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from gongkai.apps import clock
from gongkai.apps.annual.models import Report, ReportState, Statement
from tests.apps.annual.test_signing import begun, explained
from tests.apps.cases.example_cases import at, handled_case
from tests.county import County, make_county
from tests.office.entering import enter

pytestmark = pytest.mark.django_db
JANUARY = dt.date(2026, 1, 12)


@pytest.fixture
def county() -> County:
    return make_county()


@pytest.fixture(autouse=True)
def january():
    with clock.stopped_at(at(JANUARY, 14)):
        yield


def test_figures_are_stated_and_confirmed_by_another(county: County, client: Client) -> None:
    enter(client, county.people["clerk"])
    address = reverse("office_annual_figures")
    sent = client.post(address, {"state": "1", "year": "2025", "t2.licences": "-1"})
    assert sent.status_code == 422 and 'value="-1"' in sent.content.decode()
    client.post(address, {"state": "1", "year": "2025", "t2.licences": "7", "month": "3"})
    stated = Statement.objects.get()
    assert (stated.cell, int(stated.value), stated.month) == ("t2.licences", 7, 3)
    refused = client.post(reverse("office_annual_confirm"), {"year": "2025", "figure": stated.pk})
    assert refused.status_code == 403
    enter(client, county.people["final_reviewer"])
    client.post(reverse("office_annual_confirm"), {"year": "2025", "figure": stated.pk})
    stated.refresh_from_db()
    assert stated.confirmation.person_name == county.people["final_reviewer"].full_name


def test_a_report_is_begun_written_and_sent_on(county: County, client: Client) -> None:
    handled_case(county, dt.date(2025, 12, 20))
    report = begun(county)
    enter(client, county.people["clerk"])
    page = client.get(reverse("office_annual_report", args=[report.pk])).content.decode()
    assert "新收政府信息公开申请1件" in strip_tags(page) and "汇总数据" in page
    part = reverse("office_annual_part", args=[report.pk, "six.other"])
    assert "{{本年新收政府信息公开申请数量}}" in client.get(part).content.decode()
    client.post(part, {"text": "没有其他需要报告的事项。", "seen": "0"})
    kept = client.post(part, {"text": "另一稿", "seen": "0"}).content.decode()
    assert "改过这一部分" in kept and "另一稿" in kept
    client.post(reverse("office_annual_act", args=[report.pk]), {"act": "compile"})
    explained(county, report)
    client.post(reverse("office_annual_act", args=[report.pk]), {"act": "to_head"})
    report.refresh_from_db()
    assert report.state == ReportState.TO_HEAD
    behind = client.get(reverse("office_annual_behind", args=[report.pk, "t3.new.natural"]))
    assert "jyj-2025-0001" in behind.content.decode()


def test_the_list_of_units_and_the_lock(county: County, client: Client) -> None:
    enter(client, county.people["county_office"])
    page = client.get(reverse("office_annual"), {"year": "2025"}).content.decode()
    assert "教育局" in page and "本级政府汇总报告" in page and "锁定2025年度" in page
    client.post(reverse("office_annual_start"),
                {"year": "2025", "organ": county.government.pk, "kind": "government"})  # fmt: skip
    assert Report.objects.get().kind == "government"
    client.post(reverse("office_annual_lock"), {"year": "2025"})
    assert "已经锁定" in client.get(reverse("office_annual"), {"year": "2025"}).content.decode()


def test_another_organ_sees_nothing(county: County, client: Client) -> None:
    report = begun(county)
    from gongkai.apps.organs.models import Post

    person = county.people["clerk"]
    Post.objects.filter(person=person).update(organ=county.township)
    enter(client, person)
    for name, more in (("office_annual_report", []), ("office_annual_part", ["six.other"])):
        assert client.get(reverse(name, args=[report.pk, *more])).status_code == 404
