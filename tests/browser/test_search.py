"""Searching in a real browser: with and without scripts, on a desk and on a phone, for older readers."""

import datetime as dt
import json

import pytest
from playwright.sync_api import expect

from gongkai.apps.disclosure.models import NormativeDocument
from gongkai.apps.publishing.pages.shell import make_shell
from gongkai.apps.publishing.pages.world import read_world
from gongkai.apps.search.indexing import rebuild
from gongkai.apps.search.opening import backend
from tests.browser.conftest import leaving
from tests.county import NOON, make_county, make_edition

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def site(tmp_path, settings, transactional_db):
    settings.INDEX_ROOT, settings.PUBLIC_ROOT = tmp_path / "index", tmp_path / "public"
    county = make_county()
    for number in range(25):
        make_edition(
            county, title=f"义务教育招生通知之{number}", at=NOON + dt.timedelta(days=number)
        )
    make_edition(county, title="供水公告", column="tzgg", kind="notice", text="计划停水检修。")
    old = make_edition(county, title="示例县校车管理办法", column="zdgk/20-1", kind="normative",
                       document_number="示政规〔2024〕1号")  # fmt: skip
    NormativeDocument.objects.create(
        organ=old.organ, title=old.title, document_number="示政规〔2024〕1号", item=old.item,
        made_on=dt.date(2024, 1, 1), effective_on=dt.date(2024, 2, 1),
        valid_until=dt.date(2024, 12, 31),
    )  # fmt: skip
    rebuild(backend())
    shell = make_shell(read_world())
    settings.PUBLIC_ROOT.mkdir()
    (settings.PUBLIC_ROOT / "shell.json").write_text(
        json.dumps({"name": "示例县", "masthead": shell.masthead, "foot": shell.foot}), "utf-8"
    )


@pytest.mark.parametrize("scripts", [True, False])
def test_ask_narrow_turn_over(open_page, scripts):
    page = open_page("/search/", scripts=scripts)

    def go(act):
        if scripts:
            with leaving(page):
                act()
        else:
            with page.expect_navigation():
                act()

    page.get_by_label("要查找的词、文号或索引号").fill("招生")
    go(lambda: page.get_by_role("button", name="搜索").click())
    expect(page.get_by_role("heading", name="找到 25 条")).to_be_visible()
    expect(page.locator(".results mark").first).to_have_text("招生")
    go(lambda: page.get_by_role("link", name="时间").click())
    expect(page.locator(".results h3").first).to_have_text("义务教育招生通知之24")
    go(lambda: page.get_by_role("link", name="下一页").click())
    expect(page.locator(".results h3").first).to_have_text("义务教育招生通知之14")
    page.get_by_label("要查找的词、文号或索引号").fill("示政规[2024]1号")
    go(lambda: page.get_by_role("button", name="搜索").click())
    expect(page.locator(".force-ended")).to_have_text("已失效")


def test_on_a_phone_filters_open_and_close_without_a_script(open_page):
    page = open_page("/search/?q=通知", width=390, scripts=False)
    column = page.locator(".filters").get_by_role("link", name="法定主动公开内容")
    expect(column).to_be_hidden()
    page.get_by_role("link", name="筛选", exact=True).click()
    expect(column).to_be_visible()
    page.get_by_role("link", name="收起筛选").click()
    expect(column).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_filter_is_set_and_lifted(open_page):
    page = open_page("/search/")
    with leaving(page):
        page.get_by_role("link", name="通知公告").click()
    expect(page.get_by_role("heading", name="找到 1 条")).to_be_visible()
    with leaving(page):
        page.locator(".chosen").get_by_role("link", name="通知公告").click()
    expect(page.get_by_role("heading", name="最新公开")).to_be_visible()


STATES = (
    "/search/",
    "/search/?q=招生",
    "/search/?q=义务教肓",
    "/search/?q=毫不相干&column=tzgg",
    "/search/?q=水",
    "/api/v1/docs",
)


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("path", STATES)
def test_nothing_for_axe_to_complain_of(open_page, axe, path, width):
    page = open_page(path, width=width)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [1440, 390])
def test_for_older_readers(open_page, axe, width):
    page = open_page("/search/?q=招生", width=width)
    page.get_by_role("button", name="适老版").click()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.get_by_role("link", name="筛选")).to_be_visible()


def test_without_an_index_the_page_says_so(open_page, axe, settings, tmp_path):
    settings.INDEX_ROOT = tmp_path / "nothing"
    page = open_page("/search/?q=招生")
    expect(page.get_by_role("alert")).to_contain_text("检索目录还没有建立")
    assert axe(page) == []
