"""axe-core finds nothing on any state of the desk, at the width of a desk, a tablet and a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, Open, leaving, visit
from tests.browser.test_desk_journeys import DESK, LAST_YEAR, SEED, THIS_YEAR, check_one

State = Callable[[Any], None]

EXPLAINED = """schema: gongkai.explained/1
explained:
- code: T201
  figures: {t3.carried_out.business: 空白}
  words: []
  by: 张三
  day: 2026-01-20
  reason: 确实没有发生，已报请补填。
- code: T999
  figures: {t3.new.total: "1"}
  words: []
  by: 张三
  day: 2026-01-20
  reason: 早已改正。
"""


def _opened(page: Any) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


def _nothing_sent(page: Any) -> None:
    with leaving(page):
        page.click("#start")
    expect(page.locator("#complaint")).to_be_visible()


def _unreadable(page: Any) -> None:
    page.set_input_files(
        "#report",
        {"name": "扫描件.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 nothing"},
    )
    with leaving(page):
        page.click("#start")
    expect(page.locator("h1")).to_contain_text("没有读出年报")


def _result(page: Any) -> None:
    check_one(page, SEED)
    _opened(page)


def _drawn_side(page: Any) -> None:
    check_one(page)
    if page.locator(".switch").is_visible():
        page.locator(".switch a").first.click()
    badge = page.locator(".badge:visible").first
    badge.focus()
    expect(badge).to_contain_class("is-lit")


def _clean(page: Any) -> None:
    check_one(page, LAST_YEAR)
    expect(page.locator("h1")).to_contain_text("没有发现错误")


def _compared(page: Any) -> None:
    page.click("text=同时对照上年年报")
    page.set_input_files("#previous", LAST_YEAR)
    check_one(page)
    expect(page.locator(".changes-table").first).to_be_visible()


def _explained(page: Any) -> None:
    page.click("text=同时对照上年年报")
    page.set_input_files(
        "#explained",
        {"name": "说明.yaml", "mimeType": "application/yaml", "buffer": EXPLAINED.encode()},
    )
    check_one(page)
    expect(page.locator(".finding.is-explained")).to_have_count(1)
    expect(page.locator("text=已经用不上")).to_have_count(1)
    _opened(page)


def _batch(page: Any) -> None:
    page.set_input_files("#report", [THIS_YEAR, LAST_YEAR])
    page.click("#start")
    expect(page.locator(".batch-tools form")).to_be_visible(timeout=2 * PATIENCE)
    _opened(page)


STATES: list[tuple[str, State | None]] = [
    ("/", None),
    (DESK, _opened),
    (DESK + "rules/", None),
    ("/nothing/", None),
    (DESK, _nothing_sent),
    (DESK, _unreadable),
    (DESK, _result),
    (DESK, _drawn_side),
    (DESK, _clean),
    (DESK, _compared),
    (DESK, _explained),
    (DESK, _batch),
]


@pytest.mark.parametrize("width", [1440, 768, 390])
def test_no_violation_on_any_state(
    open_page: Open, axe: Callable[[Any], list[str]], width: int
) -> None:
    page = open_page("/", width=width)
    home = page.url.rstrip("/")
    found: list[str] = []
    for path, reach in STATES:
        visit(page, home + path)
        if reach is not None:
            reach(page)
        name = f"{width} {path} {reach.__name__ if reach else ''}"
        found += [f"{name}: {one}" for one in axe(page)]
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if overflow > 0:
            found.append(f"{name}: {overflow} px wider than the window")
    assert not found, "\n".join(found)


def test_the_checker_itself_sees_a_fault(open_page: Open, axe: Callable[[Any], list[str]]) -> None:
    page = open_page("/")
    page.evaluate("document.querySelector('.masthead-name').textContent = ''")
    assert any("link-name" in one for one in axe(page))
