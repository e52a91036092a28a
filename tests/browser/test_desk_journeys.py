"""The journeys of the desk in a real browser."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Open

EXAMPLES = Path(__file__).parents[2] / "src" / "gongkai" / "portal" / "desk" / "examples"
THIS_YEAR = EXAMPLES / "shili-2025.md"
LAST_YEAR = EXAMPLES / "shili-2024.md"
SEED = Path(__file__).parents[1] / "data" / "jiaokou-2025.md"
DESK = "/tools/report-check/"


def check_one(page: Any, path: Path = THIS_YEAR) -> None:
    page.set_input_files("#report", path)
    page.click("#start")
    page.wait_for_selector(".result-body")
    # The page is there before its scripts have run; they have when it is loaded.
    page.wait_for_load_state("load")


def test_from_the_home_page_to_a_result_by_keyboard_alone(open_page: Open) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "跳到正文"
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text() == "打开年报校核台":
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("#desk-form")
    page.focus("#report")
    page.set_input_files("#report", THIS_YEAR)
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.locator(":focus").get_attribute("id") == "start":
            break
    page.keyboard.press("Enter")
    page.wait_for_selector(".result-body")
    assert "处错误" in page.locator("h1").inner_text()
    page.locator(".badge").first.focus()
    number = page.locator(":focus").inner_text()
    assert page.locator(f"#finding-{number}").evaluate("one => one.classList.contains('is-lit')")
    page.keyboard.press("Enter")
    assert page.locator(":focus").get_attribute("id") == f"finding-{number}"
    page.keyboard.press("Tab")
    back = page.locator(":focus")
    if back.evaluate("one => one.matches('.finding-places a')"):
        page.keyboard.press("Enter")
        assert page.locator(":focus").evaluate(
            "one => document.getElementById('drawn').contains(one)"
        )
    page.keyboard.press("Escape")
    assert page.locator(".is-lit").count() == 0


def test_either_side_lights_up_the_other(open_page: Open) -> None:
    page = open_page(DESK)
    check_one(page)
    finding = page.locator(".finding[data-cells]:not([data-cells=''])").first
    cell = finding.get_attribute("data-cells").split()[0]
    finding.hover()
    lit = page.locator(f'[data-cell="{cell}"]')
    assert "is-lit" in lit.get_attribute("class")
    page.mouse.move(2, 2)
    page.locator("h1").hover()
    assert "is-lit" not in (lit.get_attribute("class") or "")
    lit.hover()
    assert page.locator(".finding.is-lit").count() == 1


def test_cells_of_a_broken_equation_are_joined_by_a_line(open_page: Open) -> None:
    page = open_page(DESK)
    check_one(page)
    assert page.locator("#threads path").count() >= 2, "the example has broken equations"
    summed = page.locator(".finding", has=page.locator("text=合计")).first
    summed.hover()
    assert page.locator("#threads path.lit").count() >= 1
    assert page.locator("#threads circle").count() >= 3


def test_findings_are_narrowed_by_severity_and_kind(open_page: Open) -> None:
    page = open_page(DESK)
    check_one(page)
    page.select_option("#filter-severity", "error")
    shown = page.locator(".finding:visible")
    assert shown.count() == page.locator(".finding-error").count() > 0
    assert "显示" in page.locator("#filtered").inner_text()
    page.select_option("#filter-severity", "")
    kind = page.locator(".finding .finding-kind").first.inner_text()
    page.select_option("#filter-kind", kind)
    kinds = page.locator(".finding:visible .finding-kind").all_inner_texts()
    assert set(kinds) == {kind}


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
    assert "拖来的年报.md" in page.locator("#chosen").inner_text()
    page.click("#chosen button")
    assert page.locator("#chosen").is_hidden()
    assert page.evaluate("document.getElementById('report').files.length") == 0


def test_pasted_text_is_checked(open_page: Open) -> None:
    page = open_page(DESK)
    page.click("text=没有文件，粘贴年报文字")
    page.fill("#text", SEED.read_text(encoding="utf-8"))
    page.click("#start")
    page.wait_for_selector(".result-body")
    assert "交口县" in page.locator(".source").inner_text()
    assert page.locator('[data-cell="t3.carried_out.business"].is-blank').count() == 1


def test_last_years_report_is_added_to_a_result(open_page: Open) -> None:
    page = open_page(DESK)
    check_one(page)
    page.set_input_files("#previous", LAST_YEAR)
    page.click("text=对照上年 >> visible=true")
    page.wait_for_selector(".changes-table")
    assert "shili-2024.md" in page.locator(".source").inner_text()
    row = page.locator('.changes-table tr:has(a[href="#cell-t3-new-total"])').inner_text()
    assert "38" in row and "46" in row and "+8" in row
    assert page.locator(".chart svg[role=img]").count() >= 2
    assert page.locator(".diff ins").count() > 0 and page.locator(".diff del").count() > 0
    page.click("[data-diff]")
    assert page.locator("#prose-changes.diff-inline").count() == 1


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
    page.keyboard.type("已对照登记台账，确有原因。")
    page.fill("#by", "张三")
    with page.expect_download() as waiting:
        page.click("text=下载说明文件")
    kept = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(kept)
    page.goto(page.url)
    page.click("text=同时对照上年年报")
    page.set_input_files("#explained", kept)
    check_one(page)
    explained = page.locator(".finding.is-explained")
    assert explained.count() == 1
    assert explained.locator(".finding-message").inner_text() == message
    assert "确有原因" in explained.inner_text()
    assert page.locator(".count-error dd").inner_text() == str(before - 1)


def test_many_files_become_a_table_that_sorts_narrows_and_exports(
    open_page: Open, tmp_path: Path
) -> None:
    from openpyxl import load_workbook

    junk = tmp_path / "会议通知.txt"
    junk.write_text("请于周五下午参加会议。", encoding="utf-8")
    page = open_page(DESK)
    page.set_input_files("#report", [THIS_YEAR, LAST_YEAR, SEED, junk])
    assert "这 4 份" in page.locator("#start").inner_text()
    page.click("#start")
    page.wait_for_selector(".batch-tools form")
    assert "4 份年报，读出 3 份" in page.locator("#batch-title").inner_text()
    rows = page.locator("#batch tbody tr")
    assert rows.count() == 4
    page.click("#batch th >> text=错误")
    page.click("#batch th >> text=错误")
    assert page.locator("#batch th[aria-sort=descending]").inner_text().startswith("错误")
    numbers = [
        int(one)
        for one in page.locator("#batch td.number:nth-child(4):not([colspan])").all_inner_texts()
    ]
    assert numbers == sorted(numbers, reverse=True) and numbers[0] > 0
    assert "会议通知.txt" in rows.last.inner_text()
    page.select_option("#narrow", "failed")
    assert page.locator("#batch tbody tr:visible").count() == 1
    page.select_option("#narrow", "")
    with page.expect_download() as waiting:
        page.click("text=导出 Excel")
    sheet = load_workbook(BytesIO(Path(waiting.value.path()).read_bytes())).active
    assert [sheet.cell(row, 4).value for row in range(2, 5)] == numbers
    with page.context.expect_page() as opened:
        page.locator("text=打开全部结果").first.click()
    opened.value.wait_for_selector(".result-body")


def test_one_file_without_scripts(open_page: Open) -> None:
    page = open_page(DESK, scripts=False)
    page.set_input_files("#report", THIS_YEAR)
    page.click("#start")
    assert "处错误" in page.locator("h1").inner_text()
    badge = page.locator(".badge").first
    target = badge.get_attribute("href")
    badge.click()
    assert page.url.endswith(target)
    assert page.locator(target).is_visible()
    page.set_input_files("#previous", LAST_YEAR)
    page.locator("button", has_text="对照上年").click()
    assert page.locator(".changes-table").first.is_visible()


def test_several_files_without_scripts(open_page: Open) -> None:
    page = open_page(DESK, scripts=False)
    page.set_input_files("#report", [THIS_YEAR, LAST_YEAR])
    page.click("#start")
    assert "2 份年报，读出 2 份" in page.locator("h1").inner_text()
    page.locator("#batch summary").first.click()
    assert page.locator(".batch-findings li").first.is_visible()
    with page.expect_download() as waiting:
        page.click("text=导出 Excel")
    assert waiting.value.suggested_filename.endswith(".xlsx")


def test_on_the_phone_one_side_is_shown_at_a_time(open_page: Open) -> None:
    page = open_page(DESK, width=390)
    check_one(page)
    assert page.locator("#listed").is_visible() and page.locator("#drawn").is_hidden()
    page.locator(".finding-places a").first.click()
    assert page.locator("#drawn").is_visible() and page.locator("#listed").is_hidden()
    page.locator(".badge:visible").first.click()
    assert page.locator("#listed").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_coming_back_finds_the_form_ready(open_page: Open) -> None:
    page = open_page(DESK)
    check_one(page)
    page.go_back()
    assert page.locator("#start").is_enabled()


def test_on_paper_there_are_only_the_report_and_its_findings(open_page: Open) -> None:
    page = open_page(DESK)
    check_one(page)
    page.emulate_media(media="print")
    for gone in (".masthead", ".result-tools", "#filters", "#explaining"):
        assert page.locator(gone).is_hidden(), gone
    assert page.locator("#drawn").is_visible() and page.locator("#listed").is_visible()
