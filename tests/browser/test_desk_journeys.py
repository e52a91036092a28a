"""The journeys of the desk in a real browser."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, Open, leaving, settled, visit

EXAMPLES = Path(__file__).parents[2] / "src" / "gongkai" / "portal" / "desk" / "examples"
THIS_YEAR = EXAMPLES / "shili-2025.md"
LAST_YEAR = EXAMPLES / "shili-2024.md"
SEED = Path(__file__).parents[1] / "data" / "jiaokou-2025.md"
DESK = "/tools/report-check/"


def check_one(page: Any, path: Path = THIS_YEAR) -> None:
    page.set_input_files("#report", path)
    with leaving(page):
        page.click("#start")
    expect(page.locator(".result-body")).to_be_visible()


def test_from_the_home_page_to_a_result_by_keyboard_alone(open_page: Open) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到正文")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text() == "打开年报校核台":
            break
    expect(page.locator(":focus")).to_have_text("打开年报校核台")
    with leaving(page):
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("年报校核台")
    page.focus("#report")
    page.set_input_files("#report", THIS_YEAR)
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.locator(":focus").get_attribute("id") == "start":
            break
    with leaving(page):
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("处错误")
    badge = page.locator(".badge").first
    badge.focus()
    finding = page.locator(f"#finding-{badge.inner_text()}")
    expect(finding).to_contain_class("is-lit")
    page.keyboard.press("Enter")
    expect(finding).to_be_focused()
    page.keyboard.press("Tab")
    expect(finding.locator(".finding-places a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#drawn :focus")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".is-lit")).to_have_count(0)


def test_either_side_lights_up_the_other(open_page: Open) -> None:
    page = open_page(DESK)
    check_one(page)
    finding = page.locator(".finding[data-cells]:not([data-cells=''])").first
    cell = finding.get_attribute("data-cells").split()[0]
    finding.hover()
    lit = page.locator(f'[data-cell="{cell}"]')
    expect(lit).to_contain_class("is-lit")
    page.mouse.move(2, 2)
    page.locator("h1").hover()
    expect(lit).not_to_contain_class("is-lit")
    lit.hover()
    expect(page.locator(".finding.is-lit")).to_have_count(1)


def test_cells_of_a_broken_equation_are_joined_by_a_line(open_page: Open) -> None:
    page = open_page(DESK)
    check_one(page)
    expect(page.locator("#threads path").nth(1)).to_be_attached()
    summed = page.locator(".finding", has=page.locator("text=合计")).first
    summed.hover()
    expect(page.locator("#threads path.lit").first).to_be_attached()
    expect(page.locator("#threads circle").nth(2)).to_be_attached()


def test_findings_are_narrowed_by_severity_and_kind(open_page: Open) -> None:
    page = open_page(DESK)
    check_one(page)
    shown = page.locator(".finding:visible")
    errors = page.locator(".finding-error").count()
    assert 0 < errors < page.locator(".finding").count()
    page.select_option("#filter-severity", "error")
    expect(shown).to_have_count(errors)
    expect(page.locator("#filtered")).to_contain_text("显示")
    page.select_option("#filter-severity", "")
    kinds = page.locator(".finding .finding-kind").all_inner_texts()
    page.select_option("#filter-kind", kinds[0])
    expect(shown).to_have_count(kinds.count(kinds[0]))
    expect(shown.locator(".finding-kind")).to_have_text([kinds[0]] * kinds.count(kinds[0]))


def test_a_dropped_file_is_taken_and_can_be_taken_away_again(open_page: Open) -> None:
    page = open_page(DESK)
    page.evaluate(
        """text => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([text], '拖来的年报.md', {type: 'text/markdown'}));
            const happened = new DragEvent('drop', {dataTransfer: transfer, bubbles: true, cancelable: true});
            document.getElementById('drop').dispatchEvent(happened);
        }""",
        THIS_YEAR.read_text(encoding="utf-8"),
    )
    expect(page.locator("#chosen")).to_contain_text("拖来的年报.md")
    page.click("#chosen button")
    expect(page.locator("#chosen")).to_be_hidden()
    expect(page.locator("#report")).to_have_value("")  # no file is chosen


def test_pasted_text_is_checked(open_page: Open) -> None:
    page = open_page(DESK)
    page.click("text=没有文件，粘贴年报文字")
    page.fill("#text", SEED.read_text(encoding="utf-8"))
    with leaving(page):
        page.click("#start")
    expect(page.locator(".source")).to_contain_text("交口县")
    expect(page.locator('[data-cell="t3.carried_out.business"].is-blank')).to_have_count(1)


def test_last_years_report_is_added_to_a_result(open_page: Open) -> None:
    page = open_page(DESK)
    check_one(page)
    page.set_input_files("#previous", LAST_YEAR)
    with leaving(page):
        page.click("text=对照上年 >> visible=true")
    expect(page.locator(".changes-table").first).to_be_visible()
    expect(page.locator(".source")).to_contain_text("shili-2024.md")
    row = page.locator('.changes-table tr:has(a[href="#cell-t3-new-total"])').inner_text()
    assert "38" in row and "46" in row and "+8" in row
    assert page.locator(".chart svg[role=img]").count() >= 2
    assert page.locator(".diff ins").count() > 0 and page.locator(".diff del").count() > 0
    page.click("[data-diff]")
    expect(page.locator("#prose-changes")).to_contain_class("diff-inline")


@pytest.mark.parametrize("to", ["docx", "xlsx", "json", "html"])
def test_the_report_is_taken_away_in_the_official_form(open_page: Open, to: str) -> None:
    from gongkai.documents.reader import read_report

    page = open_page(DESK)
    check_one(page, LAST_YEAR)
    with page.expect_download() as waiting:
        page.click(f'button[formaction$="/render/{to}"]')
    taken = waiting.value
    assert taken.suggested_filename == f"示例县人民政府2024年政府信息公开工作年度报告.{to}"
    report = read_report(Path(taken.path()).read_bytes(), taken.suggested_filename)
    assert report.number("t3.new.total") == 38


def test_findings_are_taken_away_as_a_sheet(open_page: Open) -> None:
    from openpyxl import load_workbook

    page = open_page(DESK)
    check_one(page)
    with page.expect_download() as waiting:
        page.click('button[formaction$="/findings/xlsx"]')
    sheet = load_workbook(BytesIO(Path(waiting.value.path()).read_bytes())).active
    assert sheet.max_row - 1 == page.locator(".finding").count()


def test_an_explained_finding_stays_explained(open_page: Open, tmp_path: Path) -> None:
    page = open_page(DESK)
    check_one(page)
    before = page.locator(".finding-error").count()
    finding = page.locator(".finding-error").first
    message = finding.locator(".finding-message").inner_text()
    finding.locator("text=写说明").click()
    expect(page.locator("#explaining-form [id^=reason-]:focus")).to_be_visible()
    page.keyboard.type("已对照登记台账，确有原因。")
    page.fill("#by", "张三")
    with page.expect_download() as waiting:
        page.click("text=下载说明文件")
    kept = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(kept)
    visit(page, page.url)
    page.click("text=同时对照上年年报")
    page.set_input_files("#explained", kept)
    check_one(page)
    explained = page.locator(".finding.is-explained")
    expect(explained).to_have_count(1)
    expect(explained.locator(".finding-message")).to_have_text(message, use_inner_text=True)
    expect(explained).to_contain_text("确有原因")
    expect(page.locator(".count-error dd")).to_have_text(str(before - 1))


def test_many_files_become_a_table_that_sorts_narrows_and_exports(
    open_page: Open, tmp_path: Path
) -> None:
    from openpyxl import load_workbook

    junk = tmp_path / "会议通知.txt"
    junk.write_text("请于周五下午参加会议。", encoding="utf-8")
    page = open_page(DESK)
    page.set_input_files("#report", [THIS_YEAR, LAST_YEAR, SEED, junk])
    expect(page.locator("#start")).to_contain_text("这 4 份")
    page.click("#start")
    expect(page.locator(".batch-tools form")).to_be_visible(timeout=2 * PATIENCE)
    expect(page.locator("#batch-title")).to_contain_text("4 份年报，读出 3 份")
    rows = page.locator("#batch tbody tr")
    expect(rows).to_have_count(4)
    page.click("#batch th >> text=错误")
    expect(page.locator("#batch th[aria-sort=ascending]")).to_be_visible()
    page.click("#batch th >> text=错误")
    expect(page.locator("#batch th[aria-sort=descending]")).to_have_text(re.compile("^错误"))
    numbers = [
        int(one)
        for one in page.locator("#batch td.number:nth-child(4):not([colspan])").all_inner_texts()
    ]
    assert numbers == sorted(numbers, reverse=True) and numbers[0] > 0
    assert "会议通知.txt" in rows.last.inner_text()
    page.select_option("#narrow", "failed")
    expect(page.locator("#batch tbody tr:visible")).to_have_count(1)
    page.select_option("#narrow", "")
    expect(page.locator("#batch tbody tr:visible")).to_have_count(4)
    with page.expect_download() as waiting:
        page.click("text=导出 Excel")
    sheet = load_workbook(BytesIO(Path(waiting.value.path()).read_bytes())).active
    assert [sheet.cell(row, 4).value for row in range(2, 5)] == numbers
    with page.context.expect_page() as opened:
        page.locator("text=打开全部结果").first.click()
    expect(settled(opened.value).locator(".result-body")).to_be_visible()


def test_one_file_without_scripts(open_page: Open) -> None:
    page = open_page(DESK, scripts=False)
    page.set_input_files("#report", THIS_YEAR)
    page.click("#start")
    expect(page.locator("h1")).to_contain_text("处错误")
    badge = page.locator(".badge").first
    target = badge.get_attribute("href")
    badge.click()
    expect(page).to_have_url(re.compile(f"{re.escape(target)}$"))
    expect(page.locator(target)).to_be_visible()
    page.set_input_files("#previous", LAST_YEAR)
    page.locator("button", has_text="对照上年").click()
    expect(page.locator(".changes-table").first).to_be_visible()


def test_several_files_without_scripts(open_page: Open) -> None:
    page = open_page(DESK, scripts=False)
    page.set_input_files("#report", [THIS_YEAR, LAST_YEAR])
    page.click("#start")
    expect(page.locator("h1")).to_contain_text("2 份年报，读出 2 份")
    page.locator("#batch summary").first.click()
    expect(page.locator(".batch-findings li").first).to_be_visible()
    with page.expect_download() as waiting:
        page.click("text=导出 Excel")
    assert waiting.value.suggested_filename.endswith(".xlsx")


def test_on_the_phone_one_side_is_shown_at_a_time(open_page: Open) -> None:
    page = open_page(DESK, width=390)
    check_one(page)
    listed, drawn = page.locator("#listed"), page.locator("#drawn")
    expect(listed).to_be_visible()
    expect(drawn).to_be_hidden()
    page.locator(".finding-places a").first.click()
    expect(drawn).to_be_visible()
    expect(listed).to_be_hidden()
    page.locator(".badge:visible").first.click()
    expect(listed).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_coming_back_finds_the_form_ready(open_page: Open) -> None:
    page = open_page(DESK)
    check_one(page)
    page.go_back()
    settled(page)
    expect(page.locator("#start")).to_be_enabled()


def test_on_paper_there_are_only_the_report_and_its_findings(open_page: Open) -> None:
    page = open_page(DESK)
    check_one(page)
    page.emulate_media(media="print")
    for gone in (".masthead", ".result-tools", "#filters", "#explaining"):
        expect(page.locator(gone)).to_be_hidden()
    for kept in ("#drawn", "#listed"):
        expect(page.locator(kept)).to_be_visible()
