"""The year in a real browser: a unit states, writes and hands in; the county returns, sums up, signs, publishes."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import expect

from gongkai.apps.annual.models import Report, ReportState, Statement
from gongkai.apps.annual.previous import signed_report
from gongkai.apps.disclosure.models import Edition
from gongkai.apps.publishing.pages.addresses import item_path
from gongkai.documents.reader import read_report
from gongkai.documents.rendering.same_report import first_difference
from tests.browser.conftest import PATIENCE, SLOW, _slow_down
from tests.browser.test_office_errors import looked_at
from tests.browser.test_office_journey import place, publish_files
from tests.browser.year_desk import (
    GOVERNMENT,
    OWN,
    STATED,
    YEAR,
    Page,
    listed,
    of_the_government,
    written,
    year_county,
)
from tests.county import County
from tests.office.entering import enter

__all__ = ["place"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("office")]
Axe = Callable[[Any], list[str]]
WIDTHS = (1440, 768, 390)
REVIEWERS = ("first_reviewer", "second_reviewer", "final_reviewer", "secrecy_reviewer")


@pytest.fixture
def county(place: str, settings: Any, tmp_path: Any) -> County:
    settings.SEALED_ROOT = tmp_path / "sealed"
    return year_county()


@pytest.fixture
def person(browser: Any, place: str, county: County) -> Iterator[Callable[[str], Page]]:
    """`person("clerk")`: past the door, at a wide screen; a complaint of the browser fails the test."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def heard(said: Any) -> None:
        if said.type in ("error", "warning") and "Failed to load resource" not in said.text:
            complaints.append(said.text)

    def came(post: str) -> Page:
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, locale="zh-CN", base_url=place,
            reduced_motion="reduce", accept_downloads=True,
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if post:
            client = enter(Client(), county.people[post])
            name = django_settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": place}])
        page = context.new_page()
        if SLOW:
            _slow_down(page)
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return Page(page)

    yield came
    for context in contexts:
        context.close()
    assert not complaints, complaints


def seen(page: Any, axe: Axe, found: list[str]) -> None:
    """At the three widths: nothing for axe to say, nothing wider than the screen."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width}: {one}" for one in looked_at(page, axe)]
    page.set_viewport_size({"width": 1440, "height": 900})


def test_the_year_of_a_unit_and_of_its_county(
    person: Callable[[str], Page], county: County, axe: Axe
) -> None:
    found: list[str] = []
    clerk, head, office = (person(one) for one in ("clerk", "disclosure_head", "county_office"))
    _states(clerk, person("final_reviewer"), county, axe, found)
    report = _writes(clerk, county, axe, found)
    _hands_in(clerk, head, office, report)
    whole = _sums_up(clerk, office, person("county_head"), county, axe, found)
    _publishes(clerk, head, [person(one) for one in REVIEWERS], whole, axe, found)
    _reads(person(""), whole, axe, found)
    assert not found, "\n".join(found)


def _states(clerk: Page, other: Page, county: County, axe: Axe, found: list[str]) -> None:
    """One person states, another confirms; the form says what is wrong and keeps what was typed."""
    address = f"figures/?year={YEAR}&organ={county.department.pk}"
    page = clerk.goes(address)
    page.fill("[name='t2.licences']", "7")
    page.fill("[name='t2.fees']", "1.505")
    button = page.locator("#figures-form button.act")
    button.evaluate("one => { one.form.noValidate = true }")
    clerk.press(button)
    expect(page.locator(".field-error")).to_have_count(1)
    expect(page.locator("[name='t2.licences']")).to_have_value("7")
    for cell, value in STATED.items():
        page.fill(f"[name='{cell}']", value)
    seen(page, axe, found)
    clerk.press(page.locator("#figures-form button.act"))
    page = other.goes(address)
    for box in page.locator("main input[name=figure]").all():
        box.check()
    other.press(page.get_by_role("button", name="确认勾选的数"))
    assert Statement.objects.filter(confirmation__isnull=False).count() == len(STATED)


def _writes(clerk: Page, county: County, axe: Axe, found: list[str]) -> Report:
    """Begun from the list, compiled, written; a typed figure that the table contradicts stops it, and is mended."""
    page = clerk.goes(f"?year={YEAR}")
    clerk.press(page.get_by_role("button", name="开始编写教育局的本机关报告"))
    report = Report.objects.get(organ=county.department)
    clerk.acts(report, "compile")
    written(county, report, OWN)
    page = clerk.goes(f"{report.pk}/problems/")
    page.fill("main [name=text]", "学校信息公开的内容不够细")
    page.fill("main [name=measure]", "编制学校信息公开事项清单，每月检查一次")
    page.fill("main [name=due_on]", f"{YEAR + 1}-12-31")
    seen(page, axe, found)
    clerk.press(page.get_by_role("button", name="登记", exact=True))
    page = clerk.goes(f"{report.pk}/parts/one.on_application/")
    page.fill("main [name=text]", "全年新收政府信息公开申请6件，均按期办理。")
    clerk.press(page.get_by_role("button", name="保存", exact=True))
    page = clerk.goes(f"{report.pk}/")
    expect(page.locator(".finding-block").first).to_contain_text("6")
    seen(page, axe, found)
    clerk.acts(report, "to_head")
    expect(page.locator(".messages")).to_contain_text("错误")
    page = clerk.goes(f"{report.pk}/parts/one.on_application/")
    page.fill(
        "main [name=text]",
        "全年新收政府信息公开申请{{t3.new.total}}件，结转下年度继续办理{{t3.carried_out.total}}件。",
    )
    seen(page, axe, found)
    clerk.press(page.get_by_role("button", name="保存", exact=True))
    clerk.explains_all(report)
    expect(page.locator(".finding-block")).to_have_count(0)
    return report


def _hands_in(clerk: Page, head: Page, office: Page, report: Report) -> None:
    """To the head by keyboard alone; handed in; returned with what was found, mended, received."""
    clerk.goes(f"{report.pk}/")
    button = clerk.page.locator(".annual-next form:has(input[value=to_head]) button")
    clerk.reaches_by_keyboard(button)
    with clerk.page.expect_navigation():
        clerk.page.keyboard.press("Enter")
    clerk.done()
    head.acts(report, "hand_in")
    head.done()
    office.acts(report, "return", "平台建设请写明本年更新的次数和内容。")
    office.done()
    page = clerk.goes(f"{report.pk}/")
    expect(page.locator("#history ~ .scroll")).to_contain_text("平台建设请写明")
    page = clerk.goes(f"{report.pk}/parts/one.platform/")
    page.fill("main [name=text]", "教育局页面全年更新公开指南2次，新增学校信息公开栏目1个。")
    clerk.press(page.get_by_role("button", name="保存", exact=True))
    clerk.explains_all(report)
    clerk.acts(report, "to_head")
    head.acts(report, "hand_in")
    office.acts(report, "receive")
    office.done()
    report.refresh_from_db()
    assert report.state == ReportState.RECEIVED
    states = list(report.steps.order_by("id").values_list("state", flat=True))
    assert states.count("handed_in") == 2 and "returned" in states


def _sums_up(
    clerk: Page, office: Page, head: Page, county: County, axe: Axe, found: list[str]
) -> Report:
    """The list of units, the sum of what they handed in, the words, the signature of the office's head."""
    listed(county)
    of_the_government(county)
    page = office.goes(f"?year={YEAR}")
    seen(page, axe, found)
    office.press(page.get_by_role("button", name="开始编写县政府的本级政府汇总报告"))
    whole = Report.objects.get(kind="government")
    office.acts(whole, "compile")
    written(county, whole, GOVERNMENT)
    clerk.explains_all(whole)
    page = clerk.goes(f"{whole.pk}/")
    expect(page.locator("#cell-t2\\.licences")).to_have_text("7")
    seen(page, axe, found)
    clerk.acts(whole, "to_head")
    head.acts(whole, "sign")
    head.done()
    whole.refresh_from_db()
    assert whole.state == ReportState.SIGNED
    return whole


def _publishes(
    clerk: Page, head: Page, reviewers: list[Page], whole: Report, axe: Axe, found: list[str]
) -> None:
    """Page and files are made and pass four people; then it is public."""
    clerk.acts(whole, "prepare")
    clerk.done()
    whole.refresh_from_db()
    for reviewer in reviewers:
        reviewer.page.goto(f"/office/items/{whole.item_id}/")
        reviewer.ready()
        reviewer.press(reviewer.page.get_by_role("button", name="通过", exact=True))
    head.acts(whole, "publish")
    head.done()
    seen(head.page, axe, found)
    whole.refresh_from_db()
    assert whole.state == ReportState.PUBLISHED
    publish_files()


def _reads(citizen: Page, whole: Report, axe: Axe, found: list[str]) -> None:
    """A stranger opens the page and takes the files: they are the report as it was signed."""
    edition = Edition.objects.public().get(item_id=whole.item_id)
    page, signed = citizen.page, signed_report(whole)
    where = item_path(edition.organ.slug, edition.first_published_at, edition.item_id)
    assert page.goto(f"/{where}").status == 200
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        f"{YEAR}年政府信息公开工作年度报告"
    )
    shown = read_report(page.content().encode(), "page.html")
    assert shown.numbers() == signed.numbers()
    for to in ("docx", "json"):
        with page.expect_download() as waiting:
            page.locator(f"a[href$='.{to}']").first.click()
        data = waiting.value.path().read_bytes()
        assert first_difference(signed, read_report(data, f"report.{to}"), to) is None
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width} {page.url}: {one}" for one in axe(page)]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
