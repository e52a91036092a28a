"""The office's door in a real browser: password, second factor, recovery code, logout; nothing for axe to say."""

import re
from base64 import b32decode
from collections.abc import Callable
from typing import Any

import pytest
from django_otp.oath import TOTP
from playwright.sync_api import expect

from tests.browser.conftest import Open, visit
from tests.county import make_county

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("office")]


def sign_in(page: Any, username: str, password: str = "Shili-2025!") -> None:
    page.fill("#username", username)
    page.fill("#password", password)
    page.press("#password", "Enter")


@pytest.mark.parametrize("width", [1440, 390])
def test_an_administrator_comes_in_for_the_first_time(
    open_page: Open, axe: Callable[[Any], list[str]], width: int
) -> None:
    make_county()
    page = open_page("/office/", width=width)
    heading = page.get_by_role("heading", level=1)
    found: list[str] = []

    def stands(title: str) -> None:
        expect(heading).to_have_text(title)
        found.extend(f"{title}: {one}" for one in axe(page))

    stands("登录")
    sign_in(page, "security_administrator", "wrong")
    expect(page.get_by_role("alert")).to_contain_text("用户名或密码不对")
    stands("登录")
    sign_in(page, "security_administrator")
    stands("设置动态口令")
    page.click("summary")
    key = page.locator(".key").inner_text().replace(" ", "")
    page.fill("#code", f"{TOTP(b32decode(key)).token():06d}")
    page.press("#code", "Enter")
    stands("请保存恢复码")
    recovery = page.locator(".codes li").first.inner_text()
    page.get_by_role("link", name="已经保存，继续").click()
    expect(page).to_have_url(re.compile("/office/$"))
    visit(page, page.url + "account/password/")
    stands("修改密码")
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("status")).to_contain_text("您已退出")
    sign_in(page, "security_administrator")
    stands("输入动态口令")
    page.fill("#code", recovery)
    page.press("#code", "Enter")
    expect(page).to_have_url(re.compile("/office/$"))
    visit(page, page.url + "people/")
    expect(heading).to_have_text("人员与岗位")
    assert not found, "\n".join(found)


def test_a_locked_account_says_for_how_long(
    open_page: Open, axe: Callable[[Any], list[str]]
) -> None:
    make_county()
    page = open_page("/office/login/", width=390)
    for _ in range(5):
        sign_in(page, "clerk", "wrong")
        page.wait_for_load_state()
    expect(page.get_by_role("heading", level=1)).to_have_text("暂停登录")
    expect(page.get_by_role("alert")).to_contain_text("20 分钟")
    assert not axe(page)
