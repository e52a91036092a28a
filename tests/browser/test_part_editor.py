"""The editor of a part in a real browser: figures at the cursor, a check that follows, nothing lost; and without scripts."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from gongkai.apps.annual.actions.writing import write_part
from gongkai.apps.annual.models import Passage, Report
from gongkai.apps.organs.models import Organ, Person
from tests.apps.annual.test_signing import begun
from tests.apps.cases.example_cases import handled_case
from tests.browser.test_office_errors import come_in, looked_at
from tests.browser.test_office_journey import place
from tests.county import County
from tests.office.entering import enter

__all__ = ["come_in", "place"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("office")]

Axe = Callable[[Any], list[str]]
PART = "one.on_application"


@pytest.fixture
def county(place: str) -> County:
    """The county that the server already has."""
    organs = {one.slug: one for one in Organ.objects.all()}
    people = {one.username: one for one in Person.objects.all()}
    return County(organs["xzf"], organs["jyj"], organs["cgz"], people)


@pytest.fixture
def report(county: County) -> Report:
    handled_case(county, dt.date(2025, 12, 20))
    return begun(county)


def opened(page: Any, address: str) -> Any:
    assert page.goto(address).status == 200
    page.wait_for_function("() => 'ready' in document.documentElement.dataset")
    return page


@pytest.mark.parametrize("width", [1440, 390])
def test_a_part_is_written_with_the_check_beside(
    come_in: Callable[..., Any], axe: Axe, county: County, report: Report, width: int
) -> None:
    page = come_in("clerk", width)
    address = f"/office/annual/{report.pk}/parts/{PART}/"
    opened(page, address)
    text, checked = page.locator("#id_text"), page.locator("#checked")
    text.fill("全年新收政府信息公开申请6件。")
    expect(checked.locator(".finding-block")).to_contain_text("称新收申请 6 件")
    text.fill("全年新收政府信息公开申请1件。")
    offer = checked.locator(".annual-offers button")
    offer.focus()
    page.keyboard.press("Enter")
    expect(text).to_have_value("全年新收政府信息公开申请{{本年新收政府信息公开申请数量}}件。")
    text.evaluate("one => one.setSelectionRange(one.value.length, one.value.length)")
    page.get_by_role("button", name="插入上年结转政府信息公开申请数量").click()
    expect(text).to_have_value(
        "全年新收政府信息公开申请{{本年新收政府信息公开申请数量}}件。"
        "{{上年结转政府信息公开申请数量}}"
    )
    expect(text).to_be_focused()
    expect(checked).to_contain_text("申请1件。0")
    found = looked_at(page, axe)
    write_part(county.actor("disclosure_head"), report, PART, "同事写的一稿申请情况。", seen=0)
    with page.expect_navigation():
        page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("改过这一部分")
    expect(page.locator("del").first).to_be_visible()
    expect(page.locator("#id_text")).to_have_value(
        "全年新收政府信息公开申请{{本年新收政府信息公开申请数量}}件。"
        "{{上年结转政府信息公开申请数量}}"
    )
    found += looked_at(page, axe)
    with page.expect_navigation():
        page.get_by_role("button", name="保存", exact=True).click()
    assert Passage.objects.filter(report=report, part=PART).count() == 2
    for room in ("", "problems/"):
        opened(page, f"/office/annual/{report.pk}/{room}")
        found += looked_at(page, axe)
    assert not found, "\n".join(found)


def test_without_scripts_the_same_is_asked_with_a_button(
    browser: Any, place: str, county: County, report: Report
) -> None:
    client = enter(Client(), county.people["clerk"])
    context = browser.new_context(
        viewport={"width": 390, "height": 900}, base_url=place, java_script_enabled=False
    )
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": place}])
    page = context.new_page()
    page.goto(f"/office/annual/{report.pk}/parts/{PART}/")
    expect(page.locator("#fields code").first).to_contain_text("{{")
    page.fill("#id_text", "全年新收政府信息公开申请6件。")
    page.get_by_role("button", name="检查，先不保存").click()
    expect(page.locator("#checked .finding-block")).to_contain_text("称新收申请 6 件")
    expect(page.locator("#id_text")).to_have_value("全年新收政府信息公开申请6件。")
    page.fill("#id_text", "全年新收政府信息公开申请{{t3.new.total}}件。")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(f"[id='part-{PART}']")).to_contain_text("申请1件")
    context.close()
