"""年度总览: numbers, what is next, pictures with their tables; each sees its own; a constant number of queries."""

import datetime as dt
import io
import re
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.annual.actions.signing import hand_in, return_report, send_to_head
from gongkai.apps.annual.actions.writing import compile_report
from gongkai.apps.annual.models import Report
from gongkai.apps.organs.models import OrganKind
from tests.apps.annual.test_past import past_content
from tests.apps.annual.test_pictures import answered
from tests.apps.annual.test_series import numbers, store_past
from tests.apps.annual.test_signing import begun, explained
from tests.apps.cases.example_cases import at
from tests.county import County, make_county, make_organ
from tests.office.entering import enter

pytestmark = pytest.mark.django_db
JANUARY = dt.date(2026, 1, 12)


@pytest.fixture
def county() -> County:
    return make_county()


@pytest.fixture(autouse=True)
def january() -> Any:
    with clock.stopped_at(at(JANUARY, 14)):
        yield


def page(client: Client, **asked: object) -> str:
    answer = client.get(reverse("office_annual_dashboard"), asked)
    assert answer.status_code == 200
    return str(answer.content.decode())


def handed_in(county: County) -> Report:
    report = begun(county)
    compile_report(county.actor("clerk"), report)
    explained(county, report)
    send_to_head(county.actor("clerk"), report)
    hand_in(county.actor("disclosure_head"), report)
    return report


def test_the_county_sees_days_units_and_what_is_next(county: County, client: Client) -> None:
    report = handed_in(county)
    enter(client, county.people["county_office"])
    shown = page(client, year=2025)
    assert "县政府2025年度总览" in shown and "1月31日" in shown and "还有19天" in shown
    assert "3月31日" in shown and "还有78天" in shown
    assert "接收或者退回教育局的报告" in shown and "导入县政府2024年度的报告" in shown
    assert re.search(r"<strong>1</strong><span>已经报送，等待接收", shown)
    return_report(county.actor("county_office"), report, "请核对收费")
    back = page(client, year=2025)
    assert re.search(r"<strong>1</strong><span>退回待改", back) and "1 次" in back
    with clock.stopped_at(at(dt.date(2026, 2, 2))):
        later = enter(Client(), county.people["county_office"])
        late = page(later, year=2025)
    assert "已经过了2天" in late and "催办：" in late and "城关镇" in late


def test_findings_are_checked_when_asked(county: County, client: Client) -> None:
    begun(county)
    enter(client, county.people["county_office"])
    assert "没有说明" not in page(client, year=2025).split('id="units"')[1].split("</table>")[0]
    units = page(client, year=2025, check=1).split('id="units"')[1].split("</table>")[0]
    assert re.search(r"\d+ 处警告没有说明", units)


def test_a_head_sees_the_own_unit_only(county: County, client: Client) -> None:
    answered(county, dt.date(2025, 3, 3), 21)
    enter(client, county.people["disclosure_head"])
    shown = page(client, year=2025)
    assert "教育局2025年度总览" in shown and "开始编写2025年度报告" in shown
    assert "城关镇" not in shown and "其中1件超过期限" in shown
    for organ in (county.township, county.government):
        asked = {"year": 2025, "organ": organ.pk}
        assert client.get(reverse("office_annual_dashboard"), asked).status_code == 403
        table = reverse("office_annual_dashboard_table", args=["days"])
        assert client.get(table, asked).status_code == 403


def test_who_has_no_part_in_it_is_told_so(county: County, client: Client) -> None:
    enter(client, county.people["system_administrator"])
    assert client.get(reverse("office_annual_dashboard")).status_code == 403


def test_every_picture_has_its_table_and_its_file(county: County, client: Client) -> None:
    answered(county, dt.date(2025, 3, 3), 12)
    answered(county, dt.date(2025, 3, 3), 30, extended=10)
    store_past(county.department, past_content(2024, **numbers(9, 9)))
    enter(client, county.people["county_office"])
    asked = {"year": 2025, "organ": county.department.pk}
    shown = page(client, **asked)
    figures = re.findall(r'<figure class="picture" id="picture-([\w-]+)".*?</figure>', shown, re.S)
    assert {"received", "results", "days", "series-new"} <= set(figures)
    for key in figures:
        drawn = shown.split(f'id="picture-{key}"')[1].split("</figure>")[0]
        if "<svg" not in drawn:
            assert "picture-head" in drawn and "<table" not in drawn
            continue
        assert "<table" in drawn and 'role="img"' in drawn
        answer = client.get(reverse("office_annual_dashboard_table", args=[key]), asked)
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        assert sheet is not None
        heads = re.findall(r'<th scope="col"(?:\s+class="words")?>(.*?)</th>', drawn)
        assert [str(one.value or "") for one in sheet[1]][1:] == heads[1:]
        cells = re.findall(r"<td(?: class=\"words\")?>(.*?)</td>", drawn)
        kept = [
            "—" if one.value is None else one.value
            for row in sheet.iter_rows(min_row=2, max_row=1 + drawn.count("<tr>") - 1, min_col=2)
            for one in row
        ]
        said = [
            float(one) if isinstance(two, int | float) else one
            for one, two in zip(cells, kept, strict=True)
        ]
        assert said == kept
    whole = client.get(reverse("office_annual_dashboard_table", args=["all"]), asked)
    book = openpyxl.load_workbook(io.BytesIO(whole.content))
    assert len(book.sheetnames) == len(figures)
    days = book["多少个工作日答复"]
    assert [one.value for one in days["C"]][1:8] == [0, 0, 0, 0, 1, 0, 0]
    assert client.get(reverse("office_annual_dashboard_table", args=["none"])).status_code == 404


def test_a_year_without_anything_draws_nothing(county: County, client: Client) -> None:
    enter(client, county.people["disclosure_head"])
    shown = page(client, year=2023)
    assert "<svg" not in shown.split('class="office"')[1].split("历年")[0]
    assert "2023年没有收到政府信息公开申请。" in shown


def test_as_many_queries_for_many_units_as_for_few(county: County, client: Client) -> None:
    handed_in(county)
    answered(county, dt.date(2025, 3, 3), 12)
    enter(client, county.people["county_office"])
    page(client, year=2025)
    with CaptureQueriesContext(
        connection,
    ) as few:
        page(client, year=2025)
    for number in range(12):
        make_organ(
            f"示例县第{number}局",
            f"第{number}局",
            f"ju{number}",
            OrganKind.DEPARTMENT,
            county.government,
        )
        answered(county, dt.date(2025, 4, 1), number + 1)
    with CaptureQueriesContext(connection) as many:
        shown = page(client, year=2025)
    assert "第11局" in shown and len(many) <= len(few)


def test_the_list_leads_here(county: County, client: Client) -> None:
    enter(client, county.people["county_office"])
    listed = client.get(reverse("office_annual")).content.decode()
    assert reverse("office_annual_dashboard") in listed and reverse("office_annual_past") in listed
