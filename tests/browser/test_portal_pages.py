"""The published pages as a browser shows them: axe finds nothing, the keyboard reaches all, modes hold."""

import threading
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, settled, visit

WIDTHS = (1440, 768, 390)
PATHS = (
    "/", "/jyj/", "/jyj/zdgk/", "/jyj/tzgg/", "/jyj/tzgg/page-1.html", "/jyj/guide/", "/jyj/application/",
    "/jyj/catalogue/", "/catalogue/", "/catalogue/2025/", "/catalogue/topic/1002/", "/policies/", "/normative/",
    "/annual-reports/", "/organs/", "/sitemap/", "/standard/", "/jyj/standard/", "/jyj/standard/24/", "/404.html",
    "{policy}", "{interpretation}", "{repealed}", "{corrected}", "{withdrawn}", "{expired}", "{news}",
)  # fmt: skip


class Silent(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        return


@pytest.fixture(scope="module")
def portal(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, dict[str, str]]]:
    """The public folder of a small county behind the very server and headers of `make run`; its address."""
    from django.conf import settings
    from django.db import transaction

    from gongkai.config.public import PublicFiles

    root = tmp_path_factory.mktemp("public")
    with django_db_blocker.unblock(), transaction.atomic():
        addresses = _publish(root, tmp_path_factory.mktemp("media"))
        transaction.set_rollback(True)

    def missing(environ: Any, start: Any) -> list[bytes]:
        start(
            f"{HTTPStatus.NOT_FOUND.value} Not Found",
            [("Content-Type", "text/html; charset=utf-8")],
        )
        return [b"<!doctype html><main id=content>nothing</main>"]

    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    server = make_server("127.0.0.1", 0, PublicFiles(missing, root, policy), WSGIServer, Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", addresses
    server.shutdown()
    server.server_close()


def _publish(root: Path, media: Path) -> dict[str, str]:
    from django.test import override_settings

    from gongkai.apps import clock
    from tests.apps.publishing.pages.content import at, fill, make_content, whole_site

    with clock.stopped_at(at(6, 25)), override_settings(MEDIA_ROOT=media, PUBLIC_ROOT=root):
        content = make_content(media)
        fill(content.county, 45)
        for path, body in whole_site().items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(body)
    return {
        name: f"/jyj/{edition.first_published_at.year}/{edition.item_id}.html"
        for name in (
            "policy",
            "interpretation",
            "repealed",
            "corrected",
            "withdrawn",
            "expired",
            "news",
        )
        for edition in [getattr(content, name)]
    }


Open = Callable[..., Any]


@pytest.fixture
def look(browser: Any, portal: tuple[str, dict[str, str]]) -> Iterator[Open]:
    """`look(path, width=, scripts=, kept=)`; `{policy}` and so on name items. Complaints fail the test."""
    base, addresses = portal
    contexts: list[Any] = []
    complaints: list[str] = []

    def heard(said: Any) -> None:
        if said.type in ("error", "warning"):
            complaints.append(f"console: {said.text}")

    def opened(path: str, *, width: int = 1440, scripts: bool = True, kept: str = "") -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale="zh-CN",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        if kept:
            context.add_init_script(f"localStorage.setItem('gongkai-reading', '{kept}')")
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
        page.on("console", heard)
        page.on(
            "request",
            lambda asked: (
                asked.url.startswith(base) or complaints.append(f"elsewhere: {asked.url}")
            ),
        )
        page.goto(base + path.format(**addresses))
        return settled(page) if scripts else page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints, complaints


MODES = {"plain": "", "elder": '{"elder":true}', "contrast": '{"contrast":true}'}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_violation_on_any_page(
    look: Open,
    portal: tuple[str, dict[str, str]],
    axe: Callable[[Any], list[str]],
    width: int,
    mode: str,
) -> None:
    base, addresses = portal
    page = look("/", width=width, kept=MODES[mode])
    found: list[str] = []
    for path in PATHS:
        address = path.format(**addresses)
        visit(page, base + address)
        found += [f"{width} {mode} {path}: {one}" for one in axe(page)]
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if overflow > 0:
            found.append(f"{width} {mode} {path}: {overflow} px wider than the window")
    assert not found, "\n".join(found)


def test_by_keyboard_from_the_home_page_to_the_text(look: Open) -> None:
    page = look("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到正文")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("id", "home-q")
    seen: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(page.locator(":focus").inner_text())
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", seen[-1]
        if seen[-1] == "关于做好义务教育招生入学工作的通知":
            break
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("关于做好义务教育招生入学工作的通知")
    settled(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_everything_is_there_without_scripts(look: Open) -> None:
    page = look("{policy}", scripts=False)
    expect(page.locator(".text-body")).to_contain_text("制定本办法")
    expect(page.locator("#attachments a")).to_have_count(1)
    expect(page.locator(".reading-tools")).to_be_hidden()
    expect(page.locator("[data-print]")).to_be_hidden()
    page.click("text=招生入学政策问答")
    expect(page.locator("h1")).to_have_text("招生入学政策问答")
    expect(page.locator(".card")).to_contain_text("解读的文件")


def test_what_a_reader_chooses_stays_and_is_kept_in_this_browser_only(look: Open) -> None:
    page = look("{policy}")
    before = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.text-body p')).fontSize)"
    )
    page.click("[aria-label=字号增大]")
    after = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.text-body p')).fontSize)"
    )
    assert after > before * 1.1
    page.click(".reading-tools [data-toggle=contrast]")
    visit(page, page.url)
    assert page.evaluate("'contrast' in document.documentElement.dataset")
    assert page.evaluate("document.cookie") == "" and page.context.cookies() == []
    again = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.text-body p')).fontSize)"
    )
    assert again == after


@pytest.mark.parametrize("width", [1440, 390])
def test_the_version_for_older_readers(look: Open, width: int) -> None:
    page = look("{policy}", width=width)
    page.click(".reading-tools [data-toggle=elder]")
    bar = page.locator(".elder-bar")
    expect(bar).to_be_visible()
    sizes = page.evaluate(
        """() => [...document.querySelectorAll('main p, main li, main td, main dd, main a, header a')]
            .filter(one => one.checkVisibility() && !one.closest('.unseen'))
            .map(one => parseFloat(getComputedStyle(one).fontSize))"""
    )
    assert sizes and min(sizes) >= 24  # 18 pt
    heights = page.evaluate(
        """() => [...document.querySelectorAll('.elder-bar button, main a, main button, header a, header button')]
            .filter(one => one.checkVisibility() && !one.closest('.text-body, p, .unseen') && !one.matches('.unseen'))
            .map(one => [one.getBoundingClientRect().height, one.innerText])
            .filter(([height]) => height < 60)"""
    )
    assert heights == []
    assert "pointer.svg" in page.evaluate("getComputedStyle(document.body).cursor")
    assert "pointer.svg" in page.evaluate(
        "getComputedStyle(document.querySelector('main a')).cursor"
    )
    lines = page.evaluate("getComputedStyle(document.querySelector('.text-body p')).lineHeight")
    assert float(lines.removesuffix("px")) / sizes[0] >= 1.3
    bar.get_by_text("阅读尺").click()
    expect(page.locator(".ruler")).to_be_visible()
    bar.get_by_text("退出适老版").click()
    expect(bar).to_have_count(0)
    expect(page.locator(".ruler")).to_be_hidden()


def test_the_page_is_read_aloud_on_request(look: Open) -> None:
    page = look("{policy}", kept='{"elder":true}')
    page.evaluate(
        """() => { window.said = []; window.speechSynthesis.speak = (one) => {
            window.said.push(one.text); setTimeout(() => one.onend(), 0); }; }"""
    )
    page.click("[data-aloud]")
    page.wait_for_function("() => !('reading' in document.documentElement.dataset)")
    said = page.evaluate("window.said")
    assert said[0] == "关于做好义务教育招生入学工作的通知"
    assert "为加强管理，制定本办法。" in said and "第一项" in said
    expect(page.locator(".being-read")).to_have_count(0)


def test_a_wide_table_scrolls_in_its_own_box(look: Open) -> None:
    page = look("{policy}", width=390)
    box = page.locator(".text-body .scroll")
    expect(box).to_have_count(1)
    page.evaluate("document.querySelector('.text-body td').textContent = '宽'.repeat(60)")
    page.evaluate("document.querySelector('.text-body td').style.whiteSpace = 'nowrap'")
    page.evaluate("window.dispatchEvent(new Event('resize'))")
    expect(box).to_have_attribute("tabindex", "0")
    # Whoever looks is told that it goes on: a shade at the edge, and a line above it that stays in sight.
    told = "e => getComputedStyle(e, '::before').content"
    assert "左右滑动" in box.evaluate(told)
    assert "gradient" in box.evaluate("e => getComputedStyle(e).backgroundImage")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_page_prints_its_text_and_where_it_is_from(look: Open, tmp_path: Path) -> None:
    import pypdfium2

    page = look("{repealed}")
    target = tmp_path / "page.pdf"
    page.pdf(path=target, prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(target)
    text = "".join(
        document[number].get_textpage().get_text_range() for number in range(len(document))
    )
    flat = text.replace("\r", "").replace("\n", "")
    for words in (
        "农村公路养护细则",
        "已废止",
        "示教发〔2019〕3号",
        "http://www.shilixian.example/jyj/2019/",
    ):
        assert words in flat, words
    assert "搜索" not in flat and "适老版" not in flat
    assert document[0].get_size() == pytest.approx((595, 842), abs=2)
