"""The pages of the units: the list frozen from its form, who is missing told, openings signed, amendments read."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.annual.actions.freezing import freeze_units
from gongkai.apps.annual.actions.signing import hand_in, return_report, send_to_head
from gongkai.apps.annual.actions.stating import Said, confirm_figures, state_figures
from gongkai.apps.annual.actions.writing import start_report
from gongkai.apps.annual.models import Adjustment, JointDocument, LocalDueDay, Reminder, UnitList
from gongkai.apps.annual.tasks import remind_daily
from gongkai.apps.annual.units import plan_of
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.disclosure.actions.normative import record_made
from gongkai.apps.periods.actions import lock_year
from tests.apps.annual.test_adjusting import past
from tests.apps.annual.test_government import document, handed_in
from tests.apps.annual.test_signing import begun
from tests.apps.cases.example_cases import at, handled_case
from tests.county import County, make_county
from tests.office.entering import enter

pytestmark = pytest.mark.django_db
JANUARY = dt.date(2026, 1, 20)


@pytest.fixture
def county() -> County:
    return make_county()


@pytest.fixture(autouse=True)
def january():
    with clock.stopped_at(at(JANUARY, 14)):
        yield


def frozen(county: County) -> UnitList:
    with clock.stopped_at(at(dt.date(2026, 1, 5))):
        rows = plan_of(county.government, Period(2025)).rows
        return freeze_units(county.actor("county_office"), county.government, 2025, rows)


def form(county: County, **more: str) -> dict[str, str]:
    listed = (county.government, county.department, county.township)
    return {"year": "2025"} | {f"in-{one.pk}": "on" for one in listed} | more


def test_the_list_is_frozen_and_what_was_typed_stays_when_refused(
    county: County, client: Client
) -> None:
    enter(client, county.people["county_office"])
    page = client.get(reverse("office_annual_units"), {"year": "2025"}).content.decode()
    assert "还没有确定" in page and "城关镇" in page
    address = reverse("office_annual_units_freeze")
    wrong = form(county, **{f"by-{county.township.pk}": "无此单位", "note": "写过的说明"})
    refused = client.post(address, wrong)
    assert refused.status_code == 400
    assert "没有这个简称" in refused.content.decode() and "写过的说明" in refused.content.decode()
    assert client.post(address, form(county)).status_code == 302
    merged = form(
        county,
        note="城关镇由教育局填报",
        **{f"by-{county.township.pk}": "教育局", f"note-{county.township.pk}": "撤并"},
    )
    client.post(address, merged)
    assert UnitList.objects.count() == 2
    page = client.get(reverse("office_annual_units"), {"year": "2025"}).content.decode()
    assert "按本机关报告计 → 由教育局填报" in page


def test_a_unit_sees_no_list_of_the_county(county: County, client: Client) -> None:
    enter(client, county.people["clerk"])
    assert client.get(reverse("office_annual_units")).status_code == 404
    assert client.get(reverse("office_annual_missing")).status_code == 404
    for name in ("office_annual_units_freeze", "office_annual_tell", "office_annual_day"):
        assert client.post(reverse(name), {"year": "2025"}).status_code == 403


def test_who_is_missing_is_told_and_reads_it(county: County, client: Client) -> None:
    frozen(county)
    handed_in(county)
    enter(client, county.people["county_office"])
    page = client.get(reverse("office_annual_missing"), {"year": "2025"}).content.decode()
    assert "还有11天" in page and "城关镇" in page
    sent = {"year": "2025", "unit": [county.township.pk], "text": "请于本周五前报送"}
    client.post(reverse("office_annual_tell"), sent)
    assert Reminder.objects.get().text == "请于本周五前报送"
    client.post(
        reverse("office_annual_day"),
        {"year": "2025", "on": "2026-01-18", "source": "示政办函〔2026〕1号"},
    )
    assert LocalDueDay.objects.get().on == dt.date(2026, 1, 18)
    page = client.get(reverse("office_annual_missing"), {"year": "2025"}).content.decode()
    assert "逾期2天" in page and "请于本周五前报送" in page
    listed = client.get(reverse("office_annual"), {"year": "2025"}).content.decode()
    assert "逾期2天" in listed and "2026-01-12" in listed
    first = client.get("/office/").content.decode()
    assert "还没有报送的单位" in first and "逾期2天" in first


def test_who_was_late_or_sent_back_stays_named(county: County, client: Client) -> None:
    frozen(county)
    report = handed_in(county)
    return_report(county.actor("county_office"), report, "请核对许可件数。")
    send_to_head(county.actor("clerk"), report)
    hand_in(county.actor("disclosure_head"), report)
    enter(client, county.people["county_office"])
    page = client.get(reverse("office_annual_missing"), {"year": "2025"}).content.decode()
    assert "过了期限才报或者退回过的" in page and "退回过1次" in page
    assert "已经报送的 1 个里，退回过 1 个。" in page


def test_the_units_are_counted_once_for_every_page(county: County, client: Client) -> None:
    frozen(county)
    handed_in(county)
    enter(client, county.people["county_office"])
    with clock.stopped_at(at(dt.date(2026, 2, 3))):
        for name in ("annual", "annual_dashboard", "annual_missing", "annual_units"):
            page = client.get(reverse(f"office_{name}"), {"year": "2025"}).content.decode()
            said = "名单 3 个 = 已经报送 1 + 还没有报送 1 + 本级政府自己的台账 1"
            assert said in page, name
            if name == "annual_units":
                continue
            assert "<strong>1</strong><span>过了期限，还没有报送" in page, name
            assert "过了期限才报" not in page, name


def test_a_unit_reads_when_its_own_report_came(county: County, client: Client) -> None:
    frozen(county)
    handed_in(county)
    enter(client, county.people["clerk"])
    page = client.get(reverse("office_annual"), {"year": "2025"}).content.decode()
    assert "2026-01-12" in page and "名单" not in page


def test_the_program_tells_once_a_day_and_the_unit_sees_it_on_its_pages(
    county: County, client: Client, tmp_path: Path, settings: object
) -> None:
    settings.PUBLISHING_ROOT = tmp_path  # type: ignore[attr-defined]
    frozen(county)
    with clock.stopped_at(at(dt.date(2026, 1, 24), 7)):
        assert remind_daily(clock.now()) == 0
    with clock.stopped_at(at(dt.date(2026, 1, 24), 9)):
        assert remind_daily(clock.now()) == 2
        assert remind_daily(clock.now()) == 0
        enter(client, county.people["clerk"])
        page = client.get(reverse("office_annual"), {"year": "2025"}).content.decode()
        assert "催报教育局" in page and "还有7天" in page
        assert "要报送的年度报告" in client.get("/office/").content.decode()


def test_from_the_countys_figure_to_the_unit_and_to_the_record(
    county: County, client: Client
) -> None:
    handled_case(county, dt.date(2025, 12, 20))
    report = start_report(county.actor("county_office"), county.government, 2025, "government")
    enter(client, county.people["county_office"])
    here = reverse("office_annual_behind", args=[report.pk, "t3.new.natural"])
    page = client.get(here).content.decode()
    assert f"?unit={county.department.pk}" in page
    page = client.get(here, {"unit": county.department.pk}).content.decode()
    assert "jyj-2025-0001" in page and "还没有报送" in page
    for wrong in ("x", "999999", f"{county.department.pk}.1", "1.1.1.1.1"):
        assert client.get(here, {"unit": wrong}).status_code == 404


def test_behind_a_sum_stand_units_and_money_to_the_cent(county: County, client: Client) -> None:
    said = [Said("t2.fees", Decimal("3126.4"))]
    rows = state_figures(county.actor("clerk"), county.department, 2025, said)
    confirm_figures(county.actor("disclosure_head"), rows)
    report = start_report(county.actor("county_office"), county.government, 2025, "government")
    enter(client, county.people["county_office"])
    here = reverse("office_annual_behind", args=[report.pk, "t2.fees"])
    page = client.get(here).content.decode()
    assert '<th scope="col">单位</th>' in page and "日期</th>" not in page
    assert ">3126.40</td>" in page and ">3126.4</td>" not in page


def test_an_opening_is_signed_on_its_page(county: County, client: Client) -> None:
    handled_case(county, dt.date(2024, 12, 20))
    past(county, county.department)
    report = begun(county)
    address = reverse("office_annual_opening", args=[report.pk])
    enter(client, county.people["clerk"])
    assert "主管部门核对后登记" in client.get(address).content.decode()
    signed = {
        "t3.carried_in.natural": "1",
        "t3.carried_in.total": "1",
        "reason": "上年报告漏计一件",
    }
    assert client.post(address, signed).status_code == 403
    enter(client, county.people["county_office"])
    assert "签字调整" in client.get(address).content.decode()
    stale = client.post(address, signed | {"t3.carried_in.total": "2"})
    assert stale.status_code == 400 and "应调整1件" in stale.content.decode()
    client.post(address, signed)
    assert Adjustment.objects.count() == 2
    assert "各列一致" in client.get(address).content.decode()


def test_a_joint_document_is_declared_and_taken_back(county: County, client: Client) -> None:
    enter(client, county.people["county_office"])
    said = {
        "year": "2025", "document": "示教发〔2025〕7号", "lead": "教育局", "organ": "城关镇",
        "cell": ["t2.normative.made", "t2.normative.in_force"], "reason": "联合印发",
    }  # fmt: skip
    document(county, "示城发〔2025〕3号", township=True)
    client.post(reverse("office_annual_joint"), said)
    row = JointDocument.objects.get()
    page = client.get(reverse("office_annual_units"), {"year": "2025"}).content.decode()
    assert "撤回示教发〔2025〕7号的登记" in page
    assert page.count("城关镇的不重复计：制发、现行有效各减1件（登记）") == 1
    client.post(reverse("office_annual_joint_back", args=[row.pk]), {"reason": "不是联合发文"})
    assert JointDocument.objects.last().withdrawn


def test_amendments_are_listed_with_the_cells_they_moved(county: County, client: Client) -> None:
    report = handed_in(county)
    lock_year(county.actor("county_office"), 2025)
    with clock.stopped_at(at(dt.date(2026, 1, 21))):
        record_made(
            county.actor("clerk"), organ=county.department, title="校车管理办法",
            document_number="示教发〔2025〕3号", made_on=dt.date(2025, 7, 30), amendment="漏登一件",
        )  # fmt: skip
        enter(client, county.people["clerk"])
        page = client.get(reverse("office_annual_amendments"), {"year": "2025"}).content.decode()
        assert "校车管理办法" in page and "漏登一件" in page and "0 → 1" in page
        shown = client.get(reverse("office_annual_report", args=[report.pk])).content.decode()
        assert "还没有计入" in shown and "校车管理办法" in shown
