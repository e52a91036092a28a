"""The case desk in a real browser: a paper at the counter becomes a case, is confirmed, assigned, split, joined."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.test_office_errors import come_in, looked_at
from tests.browser.test_office_journey import place

__all__ = ["come_in", "place"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("office")]

Axe = Callable[[Any], list[str]]


def fits(page: Any) -> None:
    """Nothing sticks out of the window."""
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth"), page.url


@pytest.mark.parametrize("width", [1440, 768, 390])
def test_from_the_counter_to_the_clerk(
    come_in: Callable[..., Any], axe: Axe, width: int, settings: Any, tmp_path: Any
) -> None:
    settings.SEALED_ROOT = tmp_path / "sealed"
    found: list[str] = []

    def look(page: Any) -> None:
        fits(page)
        found.extend(looked_at(page, axe))

    clerk = come_in("case_clerk", width)
    clerk.goto("/office/cases/papers/new/")
    look(clerk)
    clerk.select_option("#id_channel", "registered_post")
    clerk.fill("#id_text", "请公开2024年学校布局规划和校车记录。")
    clerk.click("main button:has-text('登记来件')")
    expect(clerk.locator(".field-error")).to_contain_text("邮件号码")
    expect(clerk.locator("#id_text")).to_have_value("请公开2024年学校布局规划和校车记录。")
    look(clerk)
    clerk.fill("#id_evidence", "XA123456789CN")
    clerk.set_input_files(
        "#id_scans",
        {"name": "申请.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF"},
    )
    clerk.click("main button:has-text('登记来件')")
    expect(clerk.get_by_role("heading", level=1)).to_contain_text("来件 jyj-S")
    look(clerk)
    with clerk.expect_navigation():
        clerk.get_by_role("link", name="立案").click()
    look(clerk)
    clerk.fill("#id_subject", "2024年学校布局规划")
    clerk.select_option("#id_applicant_kind", "natural")
    clerk.fill("#id_name", "王小明")
    clerk.select_option("#id_id_kind", "resident")
    clerk.fill("#id_id_number", "110101199003077475")
    clerk.click("main button:has-text('立案')")
    expect(clerk.get_by_role("heading", level=1)).to_have_text("2024年学校布局规划")
    expect(clerk.locator(".case-clock-word")).to_have_text("还剩20个工作日")
    assert "110101199003077475" not in clerk.content()
    look(clerk)
    case = clerk.url
    with clerk.expect_navigation():
        clerk.get_by_role("link", name="确认收到").click()
    clerk.fill("#id_evidence", "邮件回执")
    look(clerk)
    with clerk.expect_navigation():
        clerk.click("main button:has-text('确认收到')")
    with clerk.expect_navigation():
        clerk.get_by_role("link", name="另立一件").click()
    clerk.fill("#id_subject", "校车安全检查记录")
    clerk.fill("#id_description", "2024年校车安全检查记录")
    clerk.click("main button:has-text('另立一件')")
    expect(clerk.locator(".sides aside")).to_contain_text("校车安全检查记录")

    head = come_in("disclosure_head", width)
    head.goto("/office/cases/?list=to-assign")
    look(head)
    boxes = head.locator("input[name=case]")
    expect(boxes).to_have_count(2)
    for box in boxes.all():
        box.check()
    head.locator("#id_to-person").select_option(index=1)
    head.click("main button:has-text('交办')")
    expect(head.locator(".messages")).to_contain_text("已交办2件")

    clerk.goto("/office/")
    expect(clerk.locator("#work-case-open")).to_contain_text("校车安全检查记录")
    look(clerk)
    clerk.goto(case)
    clerk.fill("#id_text", "王小明来过")
    clerk.click("button:has-text('记下')")
    expect(clerk.locator(".field-error")).to_contain_text("当事人的姓名")
    expect(clerk.locator("#id_text")).to_have_value("王小明来过")
    look(clerk)
    for room in (
        "cases/?list=all",
        "cases/papers/",
        "cases/papers/?show=loose",
        "cases/?list=overdue",
    ):
        clerk.goto(f"/office/{room}")
        look(clerk)
    clerk.goto(case + "clock/")
    look(clerk)
    clerk.goto(case + "join/")
    look(clerk)
    for page in (clerk, head):
        page.context.close()
    assert not found, "\n".join(found)


def test_a_clerk_works_without_scripts(
    browser: Any, come_in: Callable[..., Any], place: str
) -> None:
    """Filters, the search by name and every act are plain forms."""
    page = come_in("case_clerk", 1440)
    cookies = page.context.cookies()
    plain = browser.new_context(java_script_enabled=False, base_url=place, locale="zh-CN")
    plain.add_cookies(cookies)
    without = plain.new_page()
    without.goto("/office/cases/?list=open")
    without.click("summary:has-text('筛选')")
    without.fill("#id_name", "王小明")
    without.click("button:has-text('按申请人查找')")
    expect(without.locator(".empty")).to_contain_text("没有这个申请人的申请")
    assert "小明" not in without.url
    plain.close()
    page.context.close()
