"""The page of a report: the next step, findings with their places, figures with what is behind them."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.annual.actions.writing import compile_report, write_part
from gongkai.apps.annual.checking import check_report
from gongkai.apps.annual.models import Explanation, Report, ReportState
from gongkai.apps.cases.models import Case
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
    with clock.stopped_at(at(JANUARY, 15)):
        yield


@pytest.fixture
def report(county: County) -> Report:
    handled_case(county, dt.date(2025, 12, 20))
    return begun(county)


def page_of(client: Client, report: Report) -> str:
    return client.get(reverse("office_annual_report", args=[report.pk])).content.decode()


def next_of(page: str) -> str:
    """The box of the next step, without the other acts."""
    found = re.search(r'<section class="annual-next".*?(?=<details|</section>)', page, re.S)
    assert found
    return found[0]


def test_the_next_step_is_one_button(county: County, client: Client, report: Report) -> None:
    clerk = county.actor("clerk")
    enter(client, county.people["clerk"])
    assert "汇总数据" in next_of(page_of(client, report))
    compile_report(clerk, report)
    write_part(clerk, report, "one.on_application", "全年新收政府信息公开申请6件。")
    step = next_of(page_of(client, report))
    assert "处错误要改正" in step and "#finding-" in step and "<button" not in step
    write_part(clerk, report, "one.on_application", "全年新收政府信息公开申请{{t3.new.total}}件。")
    if check_report(report).open_warnings:
        assert "处警告" in next_of(page_of(client, report))
    explained(county, report)
    assert "送负责人签批" in next_of(page_of(client, report))
    client.post(reverse("office_annual_act", args=[report.pk]), {"act": "to_head"})
    step = next_of(page_of(client, report))
    assert "签批并报送。由" in step and "<button" not in step
    enter(client, county.people["disclosure_head"])
    assert "签批并报送" in next_of(page_of(client, report))
    report.refresh_from_db()
    assert report.state == ReportState.TO_HEAD
    client.post(reverse("office_annual_act", args=[report.pk]), {"act": "hand_in"})
    enter(client, county.people["county_office"])
    assert "接收" in next_of(page_of(client, report))
    enter(client, county.people["clerk"])
    assert "生成公开页面并送审" in next_of(page_of(client, report))


def test_why_it_came_back_stands_above_the_next_step(
    county: County, client: Client, report: Report
) -> None:
    clerk = county.actor("clerk")
    compile_report(clerk, report)
    explained(county, report)
    enter(client, county.people["clerk"])
    acts = reverse("office_annual_act", args=[report.pk])
    client.post(acts, {"act": "to_head"})
    assert "退回意见" not in next_of(page_of(client, report))
    enter(client, county.people["disclosure_head"])
    client.post(acts, {"act": "hand_in"})
    enter(client, county.people["county_office"])
    client.post(acts, {"act": "return", "note": "培训次数请附签到表核对。"})
    enter(client, county.people["clerk"])
    step = next_of(page_of(client, report))
    assert "退回意见" in step and "培训次数请附签到表核对。" in step and "2026年1月12日" in step


def test_the_head_says_state_moment_and_day(county: County, client: Client, report: Report) -> None:
    enter(client, county.people["clerk"])
    assert "还没有汇总" in page_of(client, report)
    compile_report(county.actor("clerk"), report)
    page = page_of(client, report)
    assert (
        "数据截止 2026-01-12 15:00" in page and "2026年1月31日到期" in page and "还有19天" in page
    )


def test_every_number_leads_to_what_is_behind_it(
    county: County, client: Client, report: Report
) -> None:
    enter(client, county.people["clerk"])
    page = page_of(client, report)
    for cell in report_cells(report):
        assert f'id="cell-{cell}"' in page
    behind = reverse("office_annual_behind", args=[report.pk, "t3.new.natural"])
    assert behind in page
    assert "jyj-2025-0001" in client.get(behind).content.decode()
    case = reverse("office_case", args=[Case.objects.get().pk])
    assert case not in client.get(behind).content.decode(), "this post may not read cases"
    enter(client, county.people["disclosure_head"])
    assert case in client.get(behind).content.decode()
    stated = reverse("office_annual_behind", args=[report.pk, "one.training"])
    assert stated in page and client.get(stated).status_code == 200
    assert client.get(behind.replace("natural", "nobody")).status_code == 404


def report_cells(report: Report) -> list[str]:
    return list(check_report(report).assembled.compiled.figures)


def test_a_finding_says_where_it_is_mended(county: County, client: Client, report: Report) -> None:
    clerk = county.actor("clerk")
    write_part(clerk, report, "six.fee", "没有其他需要报告的事项。")
    enter(client, county.people["clerk"])
    page = page_of(client, report)
    part = reverse("office_annual_part", args=[report.pk, "six.fee"])
    assert f'href="{part}">去修改信息处理费' in page
    assert reverse("office_annual_report_problems", args=[report.pk]) in page
    enter(client, county.people["county_office"])
    read = page_of(client, report)
    assert "去修改信息处理费" in read  # the county office may write it too
    enter(client, county.people["auditor"])
    assert "看这一部分" in page_of(client, report) and "记下说明" not in page_of(client, report)


def test_a_warning_is_explained_from_the_page(
    county: County, client: Client, report: Report
) -> None:
    clerk = county.actor("clerk")
    write_part(clerk, report, "one.supervision", "全年举办政务公开培训4次，开展日常检查12次。")
    enter(client, county.people["clerk"])
    page = page_of(client, report)
    form = next(
        one for one in re.findall(r'<li\s+class="finding.*?</li>', page, re.S) if "Y10" in one
    )
    given = dict(re.findall(r'name="(at|mark)" value="([^"]*)"', form))
    address = reverse("office_annual_explain", args=[report.pk])
    client.post(address, given | {"mark": "another", "reason": "另有1次"})
    assert not Explanation.objects.exists()
    client.post(address, given | {"reason": "另有1次是省里举办的"})
    assert Explanation.objects.get().reason == "另有1次是省里举办的"
    assert "已说明：" in page_of(client, report)


def test_the_page_of_a_government_adds_its_units_up_once(county: County, client: Client) -> None:
    row = Report.objects.create(
        organ=county.government, year=2025, kind="government", state=ReportState.DRAFTING
    )
    enter(client, county.people["county_office"])
    with CaptureQueriesContext(connection) as seen:
        assert "汇总的单位" in page_of(client, row)
    asked = [one["sql"] for one in seen.captured_queries]
    assert sum('FROM "cases_figures"' in one for one in asked) == 3
    assert sum('FROM "disclosure_normativedocument"' in one for one in asked) == 1
    assert sum('FROM "annual_unitlist"' in one for one in asked) <= 4
