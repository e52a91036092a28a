"""网站报表 in the office: begun, filled beside the counts, refused where wrong, passed on by buttons."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.annual.actions.website import (
    Given,
    fill_form,
    send_form,
    start_website_report,
)
from gongkai.apps.annual.models import WebsiteReport, WebsiteValue
from gongkai.apps.organs.models import Post
from gongkai.office.desk.website import website_groups
from tests.apps.annual.test_website import STATED, county
from tests.apps.cases.example_cases import at
from tests.county import County
from tests.office.entering import enter

pytestmark = pytest.mark.django_db
__all__ = ["county"]
ADDRESS = "office_annual_website"


@pytest.fixture(autouse=True)
def january():
    with clock.stopped_at(at(dt.date(2026, 1, 20), 14)):
        yield


def started(client: Client) -> WebsiteReport:
    client.post(reverse("office_annual_website_start"), {"year": "2025"})
    return WebsiteReport.objects.get()


def test_it_is_begun_and_says_by_when(county: County, client: Client) -> None:
    enter(client, county.people["clerk"])
    page = client.get(reverse(ADDRESS) + "?year=2025").content.decode()
    assert "2026年1月31日前在本网站首页显著位置发布" in page and "还有11天" in page
    started(client)
    page = client.get(reverse(ADDRESS) + "?year=2025").content.decode()
    assert "平台统计 " not in page and "本平台全年首次发布的政务动态" in page and "没有填写" in page


def test_what_is_typed_is_kept_or_refused_as_a_whole(county: County, client: Client) -> None:
    enter(client, county.people["clerk"])
    report = started(client)
    address = reverse("office_annual_website_fill", args=[report.pk])
    refused = client.post(
        address, {"year": "2025", "visits.total": "8,000", "visits.visitors": "7"}
    )
    assert refused.status_code == 200 and 'value="8,000"' in refused.content.decode()
    assert "都没有保存" in refused.content.decode() and not WebsiteValue.objects.exists()
    sent = {key: value for key, value in STATED.items() if key != "new.things"}
    boxes = {"new.things-there": "1", "new.things": ["搜索即服务", "无障碍浏览"]}
    client.post(address, {"year": "2025"} | sent | boxes)
    assert WebsiteValue.objects.get(field="new.things").value == "搜索即服务、无障碍浏览"
    act = reverse("office_annual_website_act", args=[report.pk])
    client.post(act, {"act": "send"})
    enter(client, county.people["county_head"])
    client.post(act, {"act": "sign"})
    report.refresh_from_db()
    assert report.state == "signed"
    assert client.post(address, {"visits.total": "1"}).status_code == 403
    file = client.get(reverse("office_annual_website_file", args=[report.pk, "pdf"]))
    assert file.content.startswith(b"%PDF") and "%E8%8D%89" not in file["Content-Disposition"]
    assert client.post(act, {"act": "dance"}).status_code == 404


def test_a_draft_file_says_so_and_others_see_nothing(county: County, client: Client) -> None:
    enter(client, county.people["clerk"])
    report = started(client)
    file = client.get(reverse("office_annual_website_file", args=[report.pk, "docx"]))
    assert "%E8%8D%89%E7%A8%BF" in file["Content-Disposition"]
    assert client.get(reverse(ADDRESS) + "?year=1999").status_code == 404
    Post.objects.filter(kind="clerk").update(organ=county.township)
    enter(client, county.people["clerk"])
    assert (
        client.get(reverse("office_annual_website_file", args=[report.pk, "pdf"])).status_code
        == 404
    )
    assert "开始填报</button>" not in client.get(reverse(ADDRESS) + "?year=2025").content.decode()


def test_a_unit_without_a_website_reads_whose_form_it_is(county: County, client: Client) -> None:
    Post.objects.filter(kind="clerk").update(organ=county.township)
    enter(client, county.people["clerk"])
    page = client.get(reverse(ADDRESS) + "?year=2025").content.decode()
    assert "本单位不用填" in page and "还没有公布" in page
    assert "还没有开始填报" not in page and "还有11天" not in page


def test_the_desk_says_that_it_is_due_and_for_whom_it_waits(county: County) -> None:
    def rows(post: str) -> list[tuple[str, bool]]:
        groups = website_groups(county.actor(post), clock.today())
        return [(f"{one.detail} {one.when}", one.late) for group in groups for one in group.rows]

    assert rows("clerk") == [("没有开始填报 最迟2026-01-31", False)]
    assert (
        rows("county_head") == []
        and website_groups(county.actor("case_reviewer"), clock.today()) == []
    )
    report = start_website_report(county.actor("clerk"), county.government, 2025)
    fill_form(county.actor("clerk"), report, {key: Given(value) for key, value in STATED.items()})
    send_form(county.actor("clerk"), report)
    with clock.stopped_at(at(dt.date(2026, 2, 2))):
        assert rows("county_head") == [("待负责人签发 超期，应于2026-01-31前发布", True)]
