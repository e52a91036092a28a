"""The open data interface: published things only, for everybody, with sentences where it cannot answer."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.apps.disclosure.models import (
    Ending,
    GuideVersion,
    NormativeDocument,
    NormativeEvent,
    Relation,
)
from gongkai.apps.search.indexing import rebuild
from gongkai.apps.search.opening import backend
from tests.county import NOON, make_county, make_edition

pytestmark = pytest.mark.django_db
ROOT = "/api/v1"


@pytest.fixture
def county():
    return make_county()


@pytest.fixture(autouse=True)
def index(tmp_path, settings):
    settings.INDEX_ROOT, settings.SEARCH_URL = tmp_path / "index", ""


def ask(path, **headers):
    return Client().get(ROOT + path, headers=headers)


def data(path):
    answer = ask(path)
    assert answer.status_code == 200, answer.content.decode()
    return json.loads(answer.content)


def refusal(path, status):
    answer = ask(path)
    assert answer.status_code == status
    error = json.loads(answer.content)["error"]
    assert set(error) == {"title", "message", "advice"} and "\\u" not in answer.content.decode()
    return error


def end(edition, ending=Ending.WITHDRAWN):
    edition.ended_at, edition.ending, edition.ending_note = NOON, ending, "内容有误"
    edition.save()


def test_items_page_by_page_newest_first(county):
    for day in range(7):
        make_edition(county, title=f"第{day}件", at=NOON + dt.timedelta(days=day // 2))
    seen, address = [], "/items?limit=3"
    while address:
        page = data(address)
        assert page["total"] == 7
        seen += [one["title"] for one in page["items"]]
        address = page["next"] and page["next"].removeprefix("http://testserver" + ROOT)
        if len(seen) == 3:  # what comes meanwhile moves nothing
            make_edition(county, title="插进来的", at=NOON + dt.timedelta(days=9))
            make_edition(county, title="另一件").delete()
            break
    rest = data(address)
    assert rest["total"] == 8
    seen += [one["title"] for one in rest["items"]]
    assert seen == ["第6件", "第5件", "第4件", "第3件", "第2件", "第1件"]
    last = data(rest["next"].removeprefix("http://testserver" + ROOT))
    assert [one["title"] for one in last["items"]] == ["第0件"] and last["next"] is None


def test_filters(county):
    make_edition(county, title="教育", topic="1002", document_number="示教发〔2025〕1号")
    make_edition(county, title="公告", column="tzgg", kind="notice", at=NOON.replace(year=2024))

    def titles(query):
        return {one["title"] for one in data("/items?" + query)["items"]}

    assert titles("organ=jyj") == titles("organ=xzf") == {"教育", "公告"}
    assert titles("organ=cgz") == set()
    assert titles("column=zdgk") == titles("column=zdgk/20-11") == {"教育"}
    assert titles("kind=notice") == titles("year=2024") == {"公告"}
    assert titles("topic=10") == titles("document_number=示教发〔2025〕1号") == {"教育"}
    assert titles("updated_since=2025-01-01") == {"教育"}


def test_one_item_whole(county):
    edition = make_edition(
        county,
        topic="1002",
        attachments=[{"title": "表", "path": "files/ab/abc/表 1.xlsx", "sha256": "ab", "size": 9,
                      "media_type": "x/y"}],
    )  # fmt: skip
    other = make_edition(county, title="解读", column="zcjd", kind="interpretation")
    hidden = make_edition(county, title="撤下的解读", column="zcjd", kind="interpretation")
    end(hidden)
    for source in (other, hidden):
        Relation.objects.create(source=source.item, target=edition.item, kind="interprets")
    item = data(f"/items/{edition.item_id}")
    assert item["url"] == f"http://testserver/jyj/2025/{edition.item_id}.html"
    assert item["json"].endswith(f"{edition.item_id}.json")
    assert item["text"] == edition.body_text and item["topic_name"] == "科技、教育\\教育"
    assert item["attachments"][0]["url"].endswith("/files/ab/abc/%E8%A1%A8%201.xlsx")
    assert [one["title"] for one in item["relations"]] == ["解读"]


def test_what_is_not_public_is_not_given(county):
    from gongkai.apps.disclosure.models import Item

    draft = Item.objects.create(
        kind="information", organ=county.department, column=county.columns["tzgg"],
        title="草稿", created_at=NOON,
    )  # fmt: skip
    gone = make_edition(county, title="撤下", text="不再公开的话")
    end(gone)
    assert data("/items")["total"] == 0
    assert refusal(f"/items/{draft.pk}", 404)["title"] == "没有信息"
    error = refusal(f"/items/{gone.item_id}", 410)
    assert "已于2025-06-18 12:00撤下：内容有误" in error["message"]
    answer = ask(f"/items/{gone.item_id}").content.decode()
    assert "不再公开的话" not in answer and gone.body_html not in answer
    rebuild(backend())
    assert data("/search?q=不再公开")["total"] == 0
    refusal(f"/items/{10**30}", 404)


def test_organs_columns_guide_topics(county):
    organs = data("/organs")
    assert [one["slug"] for one in organs] == ["xzf", "jyj", "cgz"]
    assert organs[1]["parent"] == "xzf" and "office_head" not in organs[1]
    one = data("/organs/jyj")
    assert one["office_phone"] == "0000-0000000" and one["guide"] is None and one["items"] == 0
    columns = data("/columns?organ=jyj")
    assert columns[1]["code"] == "zdgk/20-1" and columns[1]["parent"] == "zdgk"
    assert columns[1]["feed"] == "http://testserver/jyj/zdgk/20-1/feed.xml"
    assert refusal("/guides/jyj", 404)["advice"].endswith("/api/v1/organs/jyj。")
    GuideVersion.objects.create(
        organ=county.department, number=1, classification="分类", published_at=NOON
    )
    GuideVersion.objects.create(organ=county.department, number=2, classification="未发布")
    assert data("/guides/jyj")["classification"] == "分类"
    assert {"code": "1002", "first": "科技、教育", "second": "教育"} in data("/topics")
    refusal("/organs/nothing", 404)


def test_normative_documents_on_a_day(county):
    edition = make_edition(county, title="办法", column="zdgk/20-1", kind="normative")
    documents = [
        NormativeDocument.objects.create(
            organ=county.department,
            title=f"办法{n}",
            document_number=f"示政规〔2024〕{n}号",
            made_on=dt.date(2024, n, 1),
            effective_on=dt.date(2024, n, 1),
            item=edition.item if n == 1 else None,
        )  # fmt: skip
        for n in (1, 2)
    ]
    NormativeEvent.objects.create(
        document=documents[0], kind="repealed", on=dt.date(2025, 3, 1), recorded_at=NOON
    )
    before, later = (data(f"/normative?on={day}") for day in ("2024-12-31", "2025-12-31"))
    assert [one["validity"]["state"] for one in before["items"]] == ["有效", "有效"]
    assert [one["validity"]["state"] for one in later["items"]] == ["有效", "废止"]
    assert later["items"][1]["url"].endswith(f"/{edition.item_id}.html")
    assert data("/normative?on=2025-12-31&state=in_force")["total"] == 1
    numbers = data("/normative/numbers?on=2025-12-31&organ=xzf")
    assert [numbers[name] for name in ("made", "repealed", "in_force")] == [0, 1, 1]
    assert numbers["documents"]["repealed"] == ["示政规〔2024〕1号"]
    assert data(f"/items/{edition.item_id}")["validity"]["state"] == "废止"


def test_search(county):
    make_edition(county)
    assert refusal("/search?q=招生", 503)["message"].startswith("检索目录还没有建立")
    rebuild(backend())
    found = data("/search?q=义务教育")
    assert found["total"] == 1 and found["items"][0]["api"].startswith("http://testserver/api/v1/")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/items?limit=5000", "limit：不能大于 100"),
        ("/items?limit=abc", "limit：应是整数"),
        ("/items?year=99999999999999999999", "year："),
        ("/items?organ=" + "a" * 500, "organ：太长，最多 40 个字"),
        ("/items?cursor=nonsense", "cursor 不是本接口给出的"),
        ("/items?cursor=%00%ff", "cursor 不是本接口给出的"),
        ("/items?updated_since=gestern", "updated_since：应是日期"),
        ("/normative?on=2025-13-45", "on：应是日期"),
        ("/columns", "organ：必须填写"),
        ("/search?validity=maybe", "validity：只能是其中之一"),
        ("/search?page=0", "page：不能小于 1"),
    ],
)
def test_what_is_asked_wrongly_gets_a_sentence(county, path, said):
    assert said in refusal(path, 422)["message"]


def test_everybody_may_read_and_nobody_write(county):
    answer = ask("/organs", Origin="https://elsewhere.example")
    assert answer.headers["Access-Control-Allow-Origin"] == "*" and not answer.cookies
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    etag = answer.headers["ETag"]
    again = ask("/organs", **{"If-None-Match": etag})
    assert again.status_code == 304 and not again.content and again.headers["ETag"] == etag
    make_edition(county)
    assert ask("/organs/jyj").headers["ETag"] != etag
    client = Client()
    for method in ("post", "put", "delete", "patch"):
        answer = getattr(client, method)(ROOT + "/items", {})
        assert answer.status_code == 405 and "只能读取" in answer.content.decode()
    assert client.options(ROOT + "/items").status_code == 204
    head = client.head(ROOT + "/organs")
    assert (
        head.status_code == 200 and not head.content and int(head.headers["Content-Length"]) > 100
    )
    assert refusal("/nothing/here", 404)["advice"].endswith("/api/v1/docs。")


def test_the_description_names_every_address_and_the_page_explains_them(county):
    schema = data("/openapi.json")
    assert {f"{ROOT}/items", f"{ROOT}/search", f"{ROOT}/normative/numbers"} <= set(schema["paths"])
    page = ask("/docs")
    shown = page.content.decode()
    assert page.status_code == 200 and "<script>" not in shown
    for path in schema["paths"]:
        assert path in shown
    assert "现行有效件数" in shown and "https://cdn" not in shown


def test_queries_do_not_grow_with_the_page(county):
    for number in range(30):
        make_edition(county, title=str(number))
    with CaptureQueriesContext(
        connection,
    ) as few:
        data("/items?limit=2")
    with CaptureQueriesContext(connection) as many:
        data("/items?limit=30")
    assert len(few) == len(many) <= 3


def test_with_the_database_away_a_sentence(county, monkeypatch):
    from django.db import OperationalError

    def away(*args, **kwargs):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(connection, "cursor", away)
    for path in ("/items", "/organs", "/docs"):
        assert refusal(path, 503)["title"] == "暂时读不到数据"
        assert ask(path).headers["Retry-After"]
