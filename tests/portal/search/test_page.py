"""The search page: without scripts, without cookies, with a sentence for everything."""

import datetime as dt
import json
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client

from gongkai.apps.disclosure.models import GuideVersion, NormativeDocument
from gongkai.apps.search.indexing import rebuild
from gongkai.apps.search.opening import backend
from gongkai.portal.search import turns
from tests.county import NOON, make_county, make_edition

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def installed(tmp_path, settings):
    settings.INDEX_ROOT, settings.PUBLIC_ROOT = tmp_path / "index", tmp_path / "public"
    settings.SEARCH_URL = ""


@pytest.fixture
def county():
    made = make_county()
    make_edition(made, title="义务教育招生入学通知", text="各中小学校：<b>招生</b>工作按时完成。")
    make_edition(made, title="供水公告", column="tzgg", kind="notice", text="计划停水检修。")
    document = make_edition(made, title="示例县校车管理办法", column="zdgk/20-1", kind="normative",
                            document_number="示政规〔2024〕1号")  # fmt: skip
    NormativeDocument.objects.create(
        organ=document.organ, title=document.title, document_number="示政规〔2024〕1号",
        made_on=dt.date(2024, 1, 1), effective_on=dt.date(2024, 2, 1),
        valid_until=dt.date(2024, 12, 31), item=document.item,
    )  # fmt: skip
    rebuild(backend())
    return made


def ask(**asked):
    return Client().get("/search/?" + urlencode(asked))


def page(**asked):
    answer = ask(**asked)
    assert answer.status_code == 200 and not answer.cookies
    return answer.content.decode()


def data(**asked):
    answer = ask(format="json", **asked)
    assert answer.headers["Content-Type"] == "application/json"
    return json.loads(answer.content)


def test_results_with_date_organ_column_passage_and_mark(county):
    shown = page(q="招生")
    assert "找到 1 条" in shown and "义务教育<mark>招生</mark>入学通知" in shown
    assert "&lt;b&gt;<mark>招生</mark>&lt;/b&gt;" in shown
    assert "2025-06-18" in shown and "教育局" in shown and "扶贫、教育" in shown
    shown = page(q="示政规[2024]1号")
    assert "已失效" in shown and "/jyj/2025/" in shown


def test_filters_are_links_with_counts(county):
    shown = page()
    assert "最新公开" in shown and "共 3 条" in shown
    assert 'href="/search/?column=zdgk"' in shown and "法定主动公开内容" in shown
    narrowed = page(column="tzgg")
    assert "找到 1 条" in narrowed and "供水公告" in narrowed and "校车" not in narrowed
    assert "栏目：通知公告" in narrowed
    assert "没有找到" in page(column="tzgg", year="2019")


def test_the_form_keeps_what_is_chosen(county):
    shown = page(q="通知", column="zdgk", order="date")
    assert '<input type="hidden" name="column" value="zdgk">' in shown
    assert '<input type="hidden" name="order" value="date">' in shown
    assert 'value="通知"' in shown


def test_nothing_found_says_where_else(county):
    shown = page(q="毫不相干")
    assert "没有找到" in shown and "/catalogue/" in shown and "依申请公开" in shown
    shown = page(q="义务教肓")
    assert "您要找的是不是" in shown and "<strong>义务教育</strong>" in shown


def test_json(county):
    answer = data(q="招生")
    assert answer["total"] == 1 and answer["took_ms"] > 0
    (item,) = answer["items"]
    assert item["title"] == "义务教育招生入学通知" and item["organ"] == "示例县教育局"
    assert item["url"].startswith("http://testserver/jyj/2025/") and item["date"] == "2025-06-18"
    assert item["column"] and item["passage"] == "各中小学校：<b>招生</b>工作按时完成。"
    assert {"column", "organ", "year", "topic", "validity", "file_type"} <= set(answer["facets"])


HOSTILE = [
    "长" * 10_000,
    "\x00\x1b",
    "，。！",
    '"><script>alert(1)</script>',
    "g:* OR key:item",
    "%",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_questions(county, hostile):
    shown = page(q=hostile, organ=hostile, year=hostile, page=hostile, size=hostile, topic=hostile)
    assert "<script>alert" not in shown
    assert data(q=hostile)["total"] == 0


def test_pages_and_sizes_are_bounded(county):
    assert len(data(size="5000")["items"]) == 3
    assert "这一页没有内容了" in page(page="99999")
    assert ask(q="招生", page="-1").status_code == 200


def test_without_an_index_a_sentence_and_ways_on():
    answer = ask(q="招生")
    assert answer.status_code == 503 and answer.headers["Retry-After"]
    shown = answer.content.decode()
    assert "检索目录还没有建立" in shown and "/sitemap/" in shown and 'value="招生"' in shown
    answer = ask(q="招生", format="json")
    assert answer.status_code == 503
    assert "检索目录还没有建立" in json.loads(answer.content)["error"]["message"]


def test_with_the_database_away_the_index_answers(county, monkeypatch):
    from django.db import OperationalError

    def away(*args, **kwargs):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(connection, "cursor", away)
    assert "义务教育" in page(q="招生")


def test_too_many_at_once_are_told_to_come_again(county, monkeypatch):
    from threading import BoundedSemaphore

    taken = BoundedSemaphore(1)
    taken.acquire()
    monkeypatch.setattr(turns, "_turns", taken)
    monkeypatch.setattr(turns, "WAIT_SECONDS", 0.01)
    answer = ask(q="招生")
    assert answer.status_code == 503 and "同时搜索的人太多" in answer.content.decode()


def test_only_looking_is_allowed(county):
    assert Client().post("/search/", {"q": "招生"}).status_code == 405


def test_a_guide_leads_to_its_page_here_and_in_the_interface(county):
    GuideVersion.objects.create(
        organ=county.department, number=1, classification="职能、文件", arrangement="按年份",
        ways_to_obtain="三号窗口查阅", office_name="办公室", office_address="人民路1号",
        office_hours="工作日", office_phone="0000-0000000", office_internet="a@b.example",
        published_at=NOON,
    )  # fmt: skip
    rebuild(backend())
    assert 'href="/jyj/guide/"' in page(q="三号窗口")
    (one,) = data(q="三号窗口")["items"]
    assert one["id"] is None and one["url"].endswith("/jyj/guide/")
    (one,) = json.loads(Client().get("/api/v1/search?q=三号窗口").content)["items"]
    assert one["id"] is None and one["api"].endswith("/guides/jyj")
    assert Client().get(one["api"]).status_code == 200


def test_a_run_asked_for_by_its_words_is_said_on_the_page_and_in_the_data(county):
    said = "没有找到连在一起的“招生通知”，已按“招生”“通知”分别检索。"
    assert said in page(q="招生通知") and said in data(q="招生通知")["notes"]
