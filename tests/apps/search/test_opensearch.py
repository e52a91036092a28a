"""What is sent to OpenSearch, and what is made of its answers: against shapes kept as files.

No OpenSearch server was run. The answers are written after the server's documentation; a small server
on this machine plays them and notes the requests.
"""

import datetime as dt
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from gongkai.apps.search.engine.interface import Force, IndexMissing, Query, SearchError
from gongkai.apps.search.engine.opensearch.backend import OpenSearchBackend
from gongkai.apps.search.engine.opensearch.connection import Connection
from tests.apps.search.conftest import make_document

RECORDED = Path(__file__).parent / "recorded"
DAY = dt.date(2026, 3, 1)


class Server:
    """Plays answers in order of (method, path); what is not arranged is 404."""

    def __init__(self):
        self.asked, self.answers = [], {}
        played = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                played.asked.append((self.command, self.path, body, dict(self.headers)))
                key = (self.command, self.path.split("?")[0])
                status, told = played.answers.get(key, (404, {"error": "no such index"}))
                told = told(body) if callable(told) else told
                data = told if isinstance(told, bytes) else json.dumps(told).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PUT = do_DELETE = answer

            def log_message(self, *_):
                return

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        self.url = f"http://gk:geheim@127.0.0.1:{self.http.server_port}/county"

    def sent(self, method, ending):
        return [one for one in self.asked if one[0] == method and one[1].endswith(ending)]


@pytest.fixture
def server():
    made = Server()
    made.answers[("GET", "/county/_mapping")] = (200, recorded("mapping"))
    yield made
    made.http.shutdown()
    made.http.server_close()


def recorded(name):
    return json.loads((RECORDED / f"{name}.json").read_text("utf-8"))


def holds(name, made):
    """The request is the one kept in the file; `RECORD=1` writes it anew."""
    path = RECORDED / f"{name}.json"
    text = json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("RECORD") == "1":
        path.write_text(text, "utf-8")
    assert json.loads(path.read_text("utf-8")) == json.loads(text)


def test_a_question_and_its_answer(server):
    server.answers[("POST", "/county/_search")] = (200, recorded("answer"))
    server.answers[("POST", "/county/_count")] = (200, {"count": 9})
    query = Query(
        "“信息公开” 示政发〔2025〕3号 水", organ="jyj", column="zdgk/20-1", year_from=2024,
        validity="in_force", page=3, on=DAY,
    )  # fmt: skip
    results = OpenSearchBackend(server.url).search(query)
    (_, _, body, headers), *_ = server.sent("POST", "/_search")
    assert headers["Authorization"].startswith("Basic ")
    holds("request_search", json.loads(body))
    assert results.total == 1
    (hit,) = results.hits
    assert hit.title_html.startswith("政府<mark>信息公开</mark>") and hit.validity == "有效"
    assert "<mark>信息公开</mark>" in hit.passage
    assert [(c.code, c.name, c.count) for c in results.facets["column"]] == [
        ("zdgk", "法定主动公开内容", 1)
    ]
    assert {c.code: c.count for c in results.facets["validity"]} == {"in_force": 1, "ended": 2}


def test_order_by_date_and_an_empty_question(server):
    server.answers[("POST", "/county/_search")] = (200, recorded("answer"))
    OpenSearchBackend(server.url).search(Query(on=DAY, facets=False))
    (_, _, body, _), *_ = server.sent("POST", "/_search")
    holds("request_newest", json.loads(body))


def test_a_run_that_stands_nowhere_is_asked_once_more_by_its_words(server):
    empty = recorded("answer")
    empty["hits"] = {"total": {"value": 0, "relation": "eq"}, "hits": []}

    def by_words(body):
        return recorded("answer") if body.count("match_phrase") > 2 else empty

    server.answers[("POST", "/county/_search")] = (200, by_words)
    server.answers[("POST", "/county/_count")] = (
        200,
        lambda body: {"count": 0 if "教育 育补 补助" in body else 9},
    )
    results = OpenSearchBackend(server.url).search(Query("教育补助", on=DAY, facets=False))
    first, second = (json.loads(one[2])["query"] for one in server.sent("POST", "/_search"))
    alone, *_ = (json.loads(one[2])["query"] for one in server.sent("POST", "/_count"))
    assert alone == first["function_score"]["query"]["bool"]["must"][0]["constant_score"]["filter"]
    holds("request_by_words", second)
    assert results.total == 1
    assert results.notes == ["没有找到连在一起的“教育补助”，已按“教育”“补助”分别检索。"]


def test_changes_go_in_bulk_and_are_visible_when_it_returns(server):
    server.answers[("POST", "/county/_bulk")] = (200, recorded("bulk_answer"))
    backend = OpenSearchBackend(server.url)
    document = make_document(
        7,
        "校车管理办法",
        "第一条",
        force=Force(dt.date(2025, 1, 1)),
        document_number="示政规〔2025〕1号",
    )
    backend.index([document], removing=["item:7", "item:8"])
    ((_, path, body, headers),) = server.sent("POST", "/_bulk?refresh=wait_for")
    assert headers["Content-Type"] == "application/x-ndjson" and body.endswith("\n")
    holds("request_bulk", [json.loads(line) for line in body.splitlines()])


def test_a_refused_document_is_said(server):
    answer = recorded("bulk_answer") | {
        "errors": True,
        "items": [{"index": {"_id": "item:7", "status": 400, "error": {"type": "mapper"}}}],
    }
    server.answers[("POST", "/county/_bulk")] = (200, answer)
    with pytest.raises(SearchError, match="没有收下 item:7"):
        OpenSearchBackend(server.url).index([make_document(7)])


def test_a_rebuild_moves_the_alias_in_one_step(server, monkeypatch):
    monkeypatch.setattr(
        "gongkai.apps.search.engine.opensearch.backend.uuid4",
        lambda: type("Fixed", (), {"hex": "0123456789abcdef"}),
    )
    new = "/county-v1-0123456789ab"
    ok = (200, {"acknowledged": True})
    server.answers |= {
        ("PUT", new): ok,
        ("POST", f"{new}/_bulk"): (200, recorded("bulk_answer")),
        ("POST", f"{new}/_refresh"): ok,
        ("GET", "/_alias/county"): (200, {"county-v1-old": {"aliases": {"county": {}}}}),
        ("POST", "/_aliases"): ok,
        ("DELETE", "/county-v1-old"): ok,
        ("GET", f"{new}/_count"): (200, {"count": 1}),
    }
    building = OpenSearchBackend(server.url).rebuild(["政务公开"])
    building.index([make_document(1)])
    building.remove(["item:2"])
    assert building.finish().documents == 1
    holds("request_index", json.loads(server.sent("PUT", new)[0][2]))
    holds("request_aliases", json.loads(server.sent("POST", "/_aliases")[0][2]))
    order = [one[1] for one in server.asked]
    assert order.index("/_aliases") < order.index("/county-v1-old")
    building.abandon()


def test_failures_are_sentences(server):
    backend = OpenSearchBackend(server.url)
    server.answers[("GET", "/county/_mapping")] = (404, {})
    with pytest.raises(IndexMissing, match="还没有建立"):
        backend.search(Query("招生"))
    server.answers[("GET", "/county/_mapping")] = (200, recorded("mapping"))
    for status, told in ((500, {}), (200, b"not json"), (200, [1]), (200, {"hits": {}})):
        server.answers[("POST", "/county/_search")] = (status, told)
        with pytest.raises(SearchError, match="检索服务器"):
            backend.search(Query("招生", on=DAY))
    server.http.shutdown()
    server.http.server_close()
    with pytest.raises(SearchError, match="没有应答"):
        OpenSearchBackend(server.url).state()


def test_only_web_addresses(tmp_path):
    for url in ("file:///etc/passwd", "ftp://host/x", "localhost:9200"):
        with pytest.raises(ValueError, match="GONGKAI_SEARCH"):
            Connection(url)
    assert Connection("https://[::1]:9200").root == "https://[::1]:9200"


def test_the_setting_chooses(settings, tmp_path, server):
    from gongkai.apps.search.opening import backend

    settings.SEARCH_URL, settings.INDEX_ROOT = server.url, tmp_path
    assert isinstance(backend(), OpenSearchBackend)
    settings.SEARCH_URL = ""
    assert not isinstance(backend(), OpenSearchBackend)
