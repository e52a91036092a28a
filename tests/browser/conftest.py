"""One server and one Chromium for the whole session; a page that fails on any complaint of the browser.

A test never looks at a page before its scripts have run: it goes there with `open_page`, `visit` or
`leaving`, or calls `settled`. What a script does after that is awaited with `expect`, not read once.

`GONGKAI_SLOW_BROWSER=1 pytest tests/browser` makes a race show: every script comes late, nothing is
cached, and the browser has a tenth of the processor.
"""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

SLOW = os.environ.get("GONGKAI_SLOW_BROWSER") == "1"
SCRIPTS_COME_AFTER = 1.5  # seconds, when slow
PROCESSOR_DIVIDED_BY = 10  # when slow
PATIENCE = 30_000  # milliseconds: an end for what never comes, not a measure of anything

# The shell first: the same engine without a window's rooms around each page.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), "/usr/bin/chromium")
AXE = Path(__file__).parents[1] / "vendor" / "axe"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    absent = None if Path(CHROMIUM).exists() else "没有安装 Chromium，浏览器测试不运行"
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if absent:
                item.add_marker(pytest.mark.skip(reason=absent))


# Every page of the site has the place #content; one with a script of its own says when that has run.
_SETTLED = """() => document.readyState === 'complete' && document.getElementById('content') !== null
    && (document.querySelector('script[type=module]') === null
        || 'ready' in document.documentElement.dataset)"""


def settled(page: Any) -> Any:
    """The same page, when it is whole and its scripts have run to their end."""
    page.wait_for_function(_SETTLED)
    return page


def visit(page: Any, address: str) -> Any:
    page.goto(address)
    return settled(page)


@contextmanager
def leaving(page: Any) -> Iterator[None]:
    """What is done inside leads to another page: go on when that one is settled."""
    with page.expect_navigation():
        yield
    settled(page)


def _scripts_late(application: Callable[..., Any]) -> Callable[..., Any]:
    """The site on a slow line. It waits in the server's thread: the test goes on meanwhile."""

    def late(environ: dict[str, Any], start_response: Any) -> Any:
        if environ["PATH_INFO"].endswith(".js"):
            time.sleep(SCRIPTS_COME_AFTER)
        return application(environ, start_response)

    return late


def _slow_down(page: Any) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": PROCESSOR_DIVIDED_BY})
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The site as it is served, on a free port; its address."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

    from gongkai.config.wsgi import application

    class Silent(WSGIRequestHandler):
        def log_message(self, *_: Any) -> None:
            return

    made = ThreadedWSGIServer(("127.0.0.1", 0), Silent)
    made.set_app(_scripts_late(application) if SLOW else application)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    # Playwright keeps a loop running in this thread; Django would take it for an async context.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--lang=zh-CN"])
        yield running
        running.close()


Open = Callable[..., Any]


@pytest.fixture
def open_page(browser: Any, server: str) -> Iterator[Open]:
    """`open_page(path, width=1440, scripts=True)`: a settled page; complaints of the browser fail the test."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def opened(path: str = "/", *, width: int = 1440, scripts: bool = True) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale="zh-CN",
            java_script_enabled=scripts,
            has_touch=width < 600,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        context.on("page", watch)
        page = context.new_page()
        page.goto(server + path)
        return settled(page) if scripts else page

    def watch(page: Any) -> None:
        if SLOW:
            _slow_down(page)
        page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
        page.on("console", lambda said: heard(said))
        page.on("request", lambda asked: outside(asked.url))

    def heard(said: Any) -> None:
        expected = "Failed to load resource" in said.text  # the status of a refusal page itself
        if said.type in ("error", "warning") and not expected:
            complaints.append(f"console: {said.text}")

    def outside(url: str) -> None:
        if not url.startswith((server, "data:", "blob:", "about:")):
            complaints.append(f"asked elsewhere: {url}")

    yield opened
    for context in contexts:
        context.close()
    assert not complaints, complaints


@pytest.fixture(scope="session")
def axe() -> Callable[[Any], list[str]]:
    """axe-core with its Chinese messages: the violations of a page, as sentences."""
    source = (AXE / "axe.min.js").read_text(encoding="utf-8")
    locale = (AXE / "zh_CN.json").read_text(encoding="utf-8")
    run = """() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.flatMap(
        rule => rule.nodes.map(node => `${rule.id} ${rule.help}: ${node.target.join(' ')}`)))"""

    def violations(page: Any) -> list[str]:
        page.evaluate(source)
        page.evaluate(f"axe.configure({{locale: {locale}}})")
        found: list[str] = page.evaluate(run)
        return found

    return violations
