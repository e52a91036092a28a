"""What the office says when something is wrong, and the administrators' rooms: nothing for axe to say."""

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from openpyxl import Workbook
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE
from tests.browser.test_office_journey import place
from tests.office.entering import enter

__all__ = ["place"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("office")]

ROOMS = {
    "county_office": ("", "gates/", "numbers/?year=2025", "running/", "columns/", "words/", "site/"),
    "security_administrator": ("", "people/", "people/new/", "people/1/", "networks/", "organs/"),
    "audit_administrator": ("", "audit/", "audit/verify/", "people/"),
    "system_administrator": ("", "organs/", "organs/import/", "running/"),
}  # fmt: skip
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def come_in(browser: Any, place: str) -> Callable[..., Any]:
    """`come_in("auditor", 390)`: a page of the office past both factors."""
    from gongkai.apps.organs.models import Person

    def came_in(post: str, width: int) -> Any:
        client = enter(Client(), Person.objects.get(username=post))
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="zh-CN", base_url=place
        )
        context.set_default_timeout(PATIENCE)
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": place}]
        )
        return context.new_page()

    return came_in


def looked_at(page: Any, axe: Callable[[Any], list[str]]) -> list[str]:
    page.wait_for_function("() => document.body.classList.contains('ready')")
    # A message comes in by degrees; its colours count when it is there.
    page.evaluate("Promise.allSettled(document.getAnimations().map(one => one.finished))")
    found = [f"{page.url} {one}" for one in axe(page)]
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*found, *([f"{page.url} is wider than the screen"] if wide else [])]


def wrong_sheet() -> dict[str, Any]:
    book = Workbook()
    for row in (("不规范用语", "规范用语", "拦下发布", "说明"), ("老", "", "", "")):
        book.active.append(row)
    kept = BytesIO()
    book.save(kept)
    return {"name": "用语.xlsx", "mimeType": XLSX, "buffer": kept.getvalue()}


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_in_the_administrators_rooms(
    come_in: Callable[..., Any], axe: Callable[[Any], list[str]], width: int
) -> None:
    found = []
    for post, rooms in ROOMS.items():
        page = come_in(post, width)
        for room in rooms:
            assert page.goto(f"/office/{room}").status == 200
            found += looked_at(page, axe)
        page.context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_where_something_is_wrong(
    come_in: Callable[..., Any], axe: Callable[[Any], list[str]], width: int
) -> None:
    from gongkai.apps.disclosure.actions.writing import create_item
    from gongkai.apps.disclosure.models import Column
    from gongkai.apps.organs.models import Organ, Person
    from gongkai.apps.organs.queries import actor_for
    from tests.apps.disclosure.desk import VALUES

    organ = Organ.objects.get(slug="jyj")
    today = dt.datetime.now(dt.UTC).date()  # noqa: TID251
    item = create_item(
        actor_for(Person.objects.get(username="clerk"), today, "127.0.0.1"), kind="information",
        organ=organ, column=Column.objects.get(organ=organ, code="zdgk/20-11"), values=VALUES | {"topic": ""},
    )  # fmt: skip
    found = []
    clerk = come_in("clerk", width)
    clerk.goto(f"/office/items/{item.pk}/")
    clerk.click("button:has-text('送审')")
    expect(clerk.locator(".messages")).to_contain_text("检查没有通过")
    found += looked_at(clerk, axe)
    assert clerk.goto("/office/words/").status == 403
    expect(clerk.locator(".notice-wrong")).to_be_visible()
    found += looked_at(clerk, axe)
    office = come_in("county_office", width)
    office.goto("/office/words/")
    office.set_input_files("#words-file", wrong_sheet())
    office.click("button:has-text('导入')")
    expect(office.get_by_role("alert").first).to_contain_text("表格没有导入")
    found += looked_at(office, axe)
    office.goto("/office/gates/")
    office.fill("#id_since", "2020-01-01")
    office.click("button:has-text('从这一天起执行')")
    expect(office.locator(".messages")).to_contain_text("过去")
    found += looked_at(office, axe)
    for page in (clerk, office):
        page.context.close()
    assert not found, "\n".join(found)
