"""The search backend on an OpenSearch server: an alias, and behind it one index a build."""

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import uuid4

from gongkai.apps.search.engine.asking import Asked, Term, read_question
from gongkai.apps.search.engine.facets import COUNTED, counts, validity_counts
from gongkai.apps.search.engine.fields import prepared
from gongkai.apps.search.engine.interface import (
    Building,
    Count,
    Document,
    IndexMissing,
    Query,
    Results,
    SearchError,
    State,
)
from gongkai.apps.search.engine.lines import hit, title_of
from gongkai.apps.search.engine.loosening import loosened
from gongkai.apps.search.engine.opensearch import requests
from gongkai.apps.search.engine.opensearch.connection import (
    BUILD_TIMEOUT,
    Connection,
    NotFound,
)
from gongkai.apps.search.engine.plan import Plan, plan, plan_term, plan_text
from gongkai.apps.search.engine.segmenting import Segmenter
from gongkai.apps.search.engine.suggesting import FEW, suggest

MISSING = "检索目录还没有建立，暂时不能搜索。请从栏目和机关页面查找，或者稍后再试。"
_LARGEST_BULK = 8 * 1024 * 1024
_NEAR = 20
_KEPT_SECONDS = 60.0


class OpenSearchBackend:
    """See `SearchBackend`."""

    def __init__(self, url: str) -> None:
        self._server = Connection(url)
        self._known: tuple[float, str, Segmenter] | None = None

    def index(self, documents: Iterable[Document], removing: Iterable[str] = ()) -> None:
        _, segmenter = self._current()
        send_bulk(
            self._server,
            self._server.alias,
            requests.bulk(prepared(documents, segmenter), removing),
            refresh="wait_for",
        )

    def remove(self, keys: Iterable[str]) -> None:
        self.index((), keys)

    def rebuild(self, words: Iterable[str]) -> Building:
        return AliasBuilding(self._server, words)

    def state(self) -> State:
        name, _ = self._current()
        return State(name, int(self._ask("_count", None)["count"]))

    def search(self, query: Query) -> Results:
        began = time.perf_counter()
        asked = read_question(query.text)
        if query.text.strip() and not asked.terms:
            return Results(0, notes=asked.notes)
        _, segmenter = self._current()
        planned = plan(query, asked, segmenter)
        answer = self._ask("_search", requests.question(planned, query, query.facets))
        try:
            total = int(answer["hits"]["total"]["value"])
            index = _Index(self._ask, segmenter)
            suggestion = self._suggestion(asked, segmenter, total) if query.facets else ""
            if not total and (loose := loosened(asked, segmenter, index.together)):
                by_words = plan(query, loose, segmenter)
                other = self._ask("_search", requests.question(by_words, query, query.facets))
                if total := int(other["hits"]["total"]["value"]):
                    asked, planned, answer = loose, by_words, other
            hits = [
                hit(one["line"], one["text"], one["files_text"], planned, query)
                for one in (found["_source"] for found in answer["hits"]["hits"])
            ]
            facets = _facets(answer["aggregations"], query) if query.facets else {}
        except (KeyError, TypeError, ValueError) as odd:
            raise SearchError("检索服务器的应答不是预期的样子，没有采用。") from odd
        return Results(
            total=total,
            hits=hits,
            facets=facets,
            suggestion=suggestion,
            notes=asked.notes,
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def _ask(self, what: str, body: Any) -> dict[str, Any]:
        method = "POST" if body is not None else "GET"
        try:
            return self._server.send(method, f"/{self._server.alias}/{what}", body)
        except NotFound as missing:
            raise IndexMissing(MISSING) from missing

    def _current(self) -> tuple[str, Segmenter]:
        """The index behind the alias and a segmenter with its words; asked for once a minute."""
        if self._known is None or time.monotonic() - self._known[0] > _KEPT_SECONDS:
            answer = self._ask("_mapping", None)
            name, about = next(iter(answer.items()))
            meta = about["mappings"]["_meta"]
            if meta["version"] != requests.VERSION:
                raise IndexMissing(MISSING)
            same = self._known if self._known and self._known[1] == name else None
            segmenter = same[2] if same else Segmenter(meta["words"])
            self._known = (time.monotonic(), name, segmenter)
        return self._known[1], self._known[2]

    def _suggestion(self, asked: Asked, segmenter: Segmenter, total: int) -> str:
        if total > FEW or not asked.terms:
            return ""

        better = suggest(asked, segmenter, index := _Index(self._ask, segmenter))
        return better if better and index.occurs(better) > total else ""


class _Index:
    """What the suggestions ask (`suggesting.Index`)."""

    def __init__(self, ask: Callable[[str, Any], dict[str, Any]], segmenter: Segmenter) -> None:
        self._ask, self._segmenter = ask, segmenter

    def occurs(self, text: str) -> int:
        what = requests.must_occur(plan_text(text, self._segmenter))
        return int(self._ask("_count", {"query": what})["count"])

    def together(self, terms: Sequence[Term]) -> int:
        planned = (plan_term(term, self._segmenter) for term in terms)
        what = requests.must_occur(Plan(tuple(planned), ()))
        return int(self._ask("_count", {"query": what})["count"])

    def near(self, word: str) -> Iterable[str]:
        for title in self._titles(requests.near(word)):
            yield from self._segmenter.for_search(title)

    def titles(self, words: Iterable[str]) -> Iterable[str]:
        return self._titles(requests.any_word_of_title(words))

    def _titles(self, query: requests.Json) -> Iterable[str]:
        body = {"size": _NEAR, "_source": ["line"], "query": query}
        for one in self._ask("_search", body)["hits"]["hits"]:
            yield title_of(one["_source"]["line"])


def _facets(answer: dict[str, Any], query: Query) -> dict[str, list[Count]]:
    made = {}
    for name in COUNTED:
        buckets = answer[name]["kept"]["values"]["buckets"]
        made[name] = counts(name, {str(b["key"]): b["doc_count"] for b in buckets}, query)
    kept = answer["validity"]["kept"]
    ended, later = (_bucket(kept["ended"], key) for key in ("to", "from"))
    not_yet = _bucket(kept["effective"], "from")
    made["validity"] = validity_counts(later - not_yet, not_yet, ended)
    return made


def _bucket(answer: dict[str, Any], side: str) -> int:
    return sum(one["doc_count"] for one in answer["buckets"] if side in one)


def send_bulk(
    server: Connection, index: str, lines: Iterable[bytes], refresh: str = "false"
) -> None:
    """In pieces of a few megabytes. SearchError where the server refused a document."""
    waiting, size = [], 0
    for line in lines:
        if waiting and size + len(line) > _LARGEST_BULK:
            _send(server, index, waiting, refresh)
            waiting, size = [], 0
        waiting.append(line)
        size += len(line)
    if waiting:
        _send(server, index, waiting, refresh)


def _send(server: Connection, index: str, lines: list[bytes], refresh: str) -> None:
    path = f"/{index}/_bulk?refresh={refresh}"
    answer = server.send("POST", path, b"".join(lines), timeout=BUILD_TIMEOUT)
    for item in answer.get("items", ()) if answer.get("errors") else ():
        (operation, told), *_ = item.items()
        if told.get("status", 200) >= 300 and not (operation == "delete" and told["status"] == 404):
            raise SearchError(f"检索服务器没有收下 {told.get('_id')}（{told.get('status')}）。")


class AliasBuilding:
    """An index beside the one the alias points to."""

    def __init__(self, server: Connection, words: Iterable[str]) -> None:
        self._server, self._segmenter = server, Segmenter(words)
        self._name = f"{server.alias}-v{requests.VERSION}-{uuid4().hex[:12]}"
        server.send("PUT", f"/{self._name}", requests.index_settings(self._segmenter.words))

    def index(self, documents: Iterable[Document]) -> None:
        lines = requests.bulk(prepared(documents, self._segmenter), ())
        send_bulk(self._server, self._name, lines)

    def remove(self, keys: Iterable[str]) -> None:
        send_bulk(self._server, self._name, requests.bulk((), keys))

    def settle(self) -> None:
        self._server.send("POST", f"/{self._name}/_refresh", timeout=BUILD_TIMEOUT)

    def finish(self) -> State:
        """The alias moves in one step; then the old index goes."""
        self.settle()
        try:
            old = list(self._server.send("GET", f"/_alias/{self._server.alias}"))
        except NotFound:
            old = []
        swap = requests.swap(self._server.alias, self._name, old)
        self._server.send("POST", "/_aliases", swap)
        for one in old:
            self._server.send("DELETE", f"/{one}")
        count = self._server.send("GET", f"/{self._name}/_count")["count"]
        return State(self._name, int(count))

    def abandon(self) -> None:
        """A server that is away keeps the unfinished index; nothing points to it."""
        try:
            self._server.send("DELETE", f"/{self._name}")
        except SearchError:
            return
