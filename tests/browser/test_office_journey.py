"""A clerk writes, reviewers pass, the head publishes, corrects and withdraws: in a real browser."""

import datetime as dt
import re
import threading
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "Shili-2025!"
REVIEWERS = ("first_reviewer", "second_reviewer", "final_reviewer", "secrecy_reviewer")
TITLE = "2026年义务教育阶段学校招生计划"

Enter = Callable[..., Any]


class Silent(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        return


@pytest.fixture
def place(settings: Any, tmp_path: Path) -> Iterator[str]:
    """The whole site as it is served, with folders of its own; its address."""
    from django.core.servers.basehttp import ThreadedWSGIServer
    from django.core.wsgi import get_wsgi_application

    from gongkai.config.public import PublicFiles
    from tests.county import make_county

    for name in ("PUBLIC_ROOT", "MEDIA_ROOT", "PUBLISHING_ROOT", "INDEX_ROOT"):
        setattr(settings, name, tmp_path / name)
    make_county()
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    application = PublicFiles(get_wsgi_application(), settings.PUBLIC_ROOT, policy)
    server = ThreadedWSGIServer(("127.0.0.1", 0), Silent)
    server.set_app(application)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def enter(browser: Any, place: str) -> Iterator[Enter]:
    """`enter("clerk", width=1440)`: a page of the office, logged in. The browser may not complain."""
    contexts, complaints = [], []

    def heard(said: Any) -> None:
        if said.type in ("error", "warning") and "Failed to load resource" not in said.text:
            complaints.append(said.text)

    def asked(request: Any) -> None:
        if not request.url.startswith((place, "data:", "blob:")):
            complaints.append(f"asked elsewhere: {request.url}")

    def entered(post: str, width: int = 1440) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale="zh-CN",
            base_url=place,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", asked)
        page.goto("/office/login/")
        page.fill("input[name=username]", post)
        page.fill("input[name=password]", PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_url("**/office/")
        return page

    yield entered
    for context in contexts:
        context.close()
    assert not complaints, complaints


def spreadsheet() -> dict[str, Any]:
    book = Workbook()
    for row in (("学校", "名额"), ("第一小学", 120), ("第二小学", 90)):
        book.active.append(row)
    kept = BytesIO()
    book.save(kept)
    return {
        "name": "招生名额表.xlsx",
        "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "buffer": kept.getvalue(),
    }


def write_on(page: Any, words: str) -> None:
    """Type at the end of the text, when the editor is ready; it has taken the words when this returns."""
    page.wait_for_function("() => 'ready' in document.documentElement.dataset")
    field = page.locator("[data-contentpath=body]")
    field.locator("[contenteditable=true]").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)
    expect(field.locator("input[name=body-0-value]")).to_have_value(re.compile(re.escape(words)))


def save(page: Any) -> None:
    page.click("button:has-text('保存')")
    expect(page.locator(".messages")).to_contain_text("已保存")


def publish_files() -> None:
    """What the background worker does with what is due."""
    from gongkai.apps.publishing.engine import publish_due

    outcome = publish_due()
    assert not outcome.failures, outcome.failures


def decide(enter: Enter, posts: tuple[str, ...]) -> None:
    for post in posts:
        page = enter(post)
        expect(page.locator("#work-review")).to_contain_text(TITLE)
        page.click(f"#work-review a:has-text('{TITLE}')")
        page.click("button:has-text('通过')")
        expect(page.locator(".messages")).to_contain_text("已通过")


def test_from_an_empty_page_to_the_public_and_back(enter: Enter, place: str) -> None:
    clerk = enter("clerk")
    clerk.click("text=起草一条")
    clerk.check("input[value=information]")
    clerk.click("text=下一步")
    clerk.fill("#id_title", TITLE)
    clerk.select_option(
        "#id_column", label="法定主动公开内容 / 扶贫、教育、医疗、社会保障、促进就业"
    )
    clerk.click("text=开始写")
    write_on(clerk, "各中小学校：现将招生计划予以公布。")
    today = dt.date.fromisoformat(clerk.evaluate("new Date().toLocaleDateString('sv')"))
    clerk.select_option("#id_topic", index=1)
    clerk.select_option("#id_genre", "通知")
    clerk.fill("#id_formed_on", str(today - dt.timedelta(days=1)))
    clerk.fill("#id_made_on", str(today - dt.timedelta(days=1)))
    clerk.fill("#id_summary", "公布各校招生名额。")
    save(clerk)
    clerk.set_input_files("#file", spreadsheet())
    clerk.click("button:has-text('上传')")
    expect(clerk.locator("#attachments")).to_contain_text("招生名额表")
    clerk.click("text=写好了，去信息页")
    clerk.click("button:has-text('送审')")
    expect(clerk.locator(".messages")).to_contain_text("已经送审")
    item_page = clerk.url.partition("#")[0]

    decide(enter, REVIEWERS)
    head = enter("disclosure_head")
    head.click(f"#work-publish a:has-text('{TITLE}')")
    head.click("button:text-is('发布')")
    expect(head.locator("#editions")).to_contain_text("现在公开的")
    publish_files()
    public = head.locator("text=打开公开页面").get_attribute("href")
    reader = head.context.new_page()
    assert reader.goto(public).status == 200
    expect(reader.locator("body")).to_contain_text("现将招生计划予以公布")
    with reader.expect_download() as fetched:
        reader.click("a:has-text('招生名额表')")
    assert Path(fetched.value.path()).read_bytes()[:2] == b"PK"

    clerk.goto(item_page)
    clerk.click("text=修改")
    write_on(clerk, "名额以附件为准。")
    save(clerk)
    clerk.click("text=写好了，去信息页")
    clerk.click("button:has-text('送审')")
    decide(enter, REVIEWERS)
    head.goto(item_page)
    head.click("a:text-is('更正')")
    expect(head.locator("ins").first).to_contain_text("名额以附件为准")
    head.fill("#note", "补充说明名额以附件为准。")
    head.click("button:text-is('更正')")
    expect(head.locator("#editions")).to_contain_text("第 2 版")
    publish_files()
    reader.goto(public)
    expect(reader.locator("body")).to_contain_text("补充说明名额以附件为准")

    head.click("a:text-is('撤下')")
    head.fill("#reason", "名额有误，核对后重新公开。")
    head.click("button:text-is('撤下')")
    expect(head.locator("#editions")).to_contain_text("已撤下")
    publish_files()
    reader.goto(public)
    expect(reader.locator("body")).to_contain_text("名额有误，核对后重新公开")
    expect(reader.locator("body")).not_to_contain_text("现将招生计划予以公布")


OFFICE_PAGES = (
    "/office/", "/office/items/", "/office/items/add/", "/office/items/add/?kind=information",
    "/office/items/{draft}/", "/office/items/edit/{draft}/", "/office/items/{public}/", "/office/items/{public}/history/",
    "/office/normative/", "/office/normative/made/", "/office/interpretations/", "/office/guides/",
    "/office/guides/organ/", "/office/columns/", "/office/catalogue/", "/office/handbook/",
    "/office/words/", "/office/numbers/?year=2025", "/office/numbers/list/?year=2025&of=catalogue",
    "/office/numbers/late/?year=2025", "/office/gates/",
)  # fmt: skip


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_on_the_pages_of_the_office(
    enter: Enter, place: str, axe: Callable[[Any], list[str]], width: int
) -> None:
    from gongkai.apps.disclosure.models import Column, Item, ItemKind
    from gongkai.apps.organs.models import Organ
    from tests.apps.disclosure.desk import VALUES
    from tests.county import make_edition

    clerk = enter("clerk", width=width)
    organ = Organ.objects.get(slug="jyj")
    county = type("Small", (), {"columns": {one.code: one for one in Column.objects.all()}})()
    public = make_edition(county).item  # type: ignore[arg-type]
    draft = Item.objects.create(
        kind=ItemKind.INFORMATION, organ=organ, created_at=dt.datetime.now(dt.UTC),  # noqa: TID251
        column=county.columns["zdgk/20-11"], **(VALUES | {"topic": "", "body": [("paragraph", "<p>正文</p>")]}),
    )  # fmt: skip
    found = []
    for path in OFFICE_PAGES:
        clerk.goto(path.format(draft=draft.pk, public=public.pk))
        clerk.wait_for_function("() => document.body.classList.contains('ready')")
        found += [f"{path} {one}" for one in axe(clerk)]
        wide = clerk.evaluate("document.documentElement.scrollWidth > innerWidth")
        found += [f"{path} is wider than the screen"] if wide else []
    assert not found, "\n".join(found)
