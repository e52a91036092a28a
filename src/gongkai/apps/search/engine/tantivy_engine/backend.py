"""The search backend in a folder of this machine."""

import time
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import tantivy

from gongkai.apps.search.engine.asking import Asked, Term, read_question
from gongkai.apps.search.engine.facets import COUNTED, counts, validity_counts
from gongkai.apps.search.engine.fields import day_number
from gongkai.apps.search.engine.interface import (
    MOST_PAGES,
    Building,
    Count,
    Document,
    Hit,
    Order,
    Query,
    Results,
    State,
)
from gongkai.apps.search.engine.lines import hit, title_of
from gongkai.apps.search.engine.loosening import loosened
from gongkai.apps.search.engine.plan import Plan, plan, plan_term, plan_text
from gongkai.apps.search.engine.suggesting import FEW, suggest
from gongkai.apps.search.engine.tantivy_engine.asking import any_word_of_title, must_occur, ranked
from gongkai.apps.search.engine.tantivy_engine.folders import Folders
from gongkai.apps.search.engine.tantivy_engine.reading import Opened, Reader
from gongkai.apps.search.engine.tantivy_engine.schema import schema
from gongkai.apps.search.engine.tantivy_engine.writing import FolderBuilding, write

_KEPT_COUNTS = 200  # questions whose counts are kept: pages of one question count once
_NEAR = 20  # documents in whose titles a near word is looked for


class TantivyBackend:
    """See `SearchBackend`."""

    def __init__(self, root: Path) -> None:
        self._folders = Folders(root)
        self._reader = Reader(self._folders)
        self._counted: OrderedDict[Any, dict[str, list[Count]]] = OrderedDict()

    def index(self, documents: Iterable[Document], removing: Iterable[str] = ()) -> None:
        write(self._folders.current(), documents, removing)

    def remove(self, keys: Iterable[str]) -> None:
        self.index((), keys)

    def rebuild(self, words: Iterable[str]) -> Building:
        return FolderBuilding(self._folders, words)

    def state(self) -> State:
        opened = self._reader.opened()
        return State(opened.generation[0], opened.searcher.num_docs)

    def search(self, query: Query) -> Results:
        began = time.perf_counter()
        opened = self._reader.opened()
        asked = read_question(query.text)
        if query.text.strip() and not asked.terms:
            return Results(0, notes=asked.notes)
        planned = plan(query, asked, opened.segmenter)
        total, places = match(opened, planned, query)
        suggestion = _suggestion(opened, asked, planned, total) if query.facets else ""
        if not total and (loose := loosened(asked, opened.segmenter, _Index(opened).together)):
            by_words = plan(query, loose, opened.segmenter)
            total, places = match(opened, by_words, query)
            if total:
                asked, planned = loose, by_words
        return Results(
            total=total,
            hits=_lines(opened, places, planned, query),
            facets=self._facets(opened, planned, query) if query.facets else {},
            suggestion=suggestion,
            notes=asked.notes,
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def _facets(self, opened: Opened, planned: Plan, query: Query) -> dict[str, list[Count]]:
        key = (opened.generation, planned, query.on)
        kept = self._counted.get(key)
        if kept is None:
            kept = _counted(opened.searcher, planned, query)
            self._counted[key] = kept
            while len(self._counted) > _KEPT_COUNTS:
                self._counted.popitem(last=False)
        return kept


def match(
    opened: Opened, planned: Plan, query: Query
) -> tuple[int, list[tuple[Any, tantivy.DocAddress]]]:
    """How many there are, and the places of one page's documents."""
    size = max(1, min(query.size, 50))
    page = max(1, min(query.page, MOST_PAGES))
    by_date = query.order == Order.DATE or not planned.terms
    how: dict[str, Any] = (
        {"order_by_field": "published"} if by_date else {"weight_by_field": "weight"}
    )
    what = must_occur(planned) if by_date else ranked(planned)
    found = opened.searcher.search(what, size, count=True, offset=(page - 1) * size, **how)
    return found.count, found.hits


def _lines(opened: Opened, places: list[Any], planned: Plan, query: Query) -> list[Hit]:
    made = []
    for _, place in places:
        stored = opened.searcher.doc(place)
        line, text, files = (_text(stored, name) for name in ("line", "text", "files_text"))
        made.append(hit(line, text, files, planned, query))
    return made


def _text(stored: tantivy.Document, name: str) -> str:
    value: bytes = stored.get_first(name) or b""
    return bytes(value).decode("utf-8")


def _counted(searcher: tantivy.Searcher, planned: Plan, query: Query) -> dict[str, list[Count]]:
    """Each filter is counted on the question without itself; filters not set share one pass."""
    names = {one.name for one in planned.filters}
    made = _counted_on(
        searcher, planned, [n for n in (*COUNTED, "validity") if n not in names], query
    )
    for name in sorted(names & {*COUNTED, "validity"}):
        made |= _counted_on(searcher, planned.without(name), [name], query)
    return made


def _counted_on(
    searcher: tantivy.Searcher, planned: Plan, names: list[str], query: Query
) -> dict[str, list[Count]]:
    day = day_number(query.on)
    asked: dict[str, Any] = {
        name: {"terms": {"field": COUNTED[name][0], "size": COUNTED[name][1]}}
        for name in names
        if name in COUNTED
    }
    if "validity" in names:
        days = [{"to": day + 1}, {"from": day + 1}]
        asked["ended"] = {"range": {"field": "ended", "ranges": days}}
        asked["effective"] = {"range": {"field": "effective", "ranges": days}}
    if not asked:
        return {}
    answer = searcher.aggregate(must_occur(planned), asked)
    made = {}
    for name in names:
        if name in COUNTED:
            buckets = {one["key"]: one["doc_count"] for one in answer[name]["buckets"]}
            made[name] = counts(name, buckets, query)
    if "validity" in names:
        ended, later = (_bucket(answer["ended"], key) for key in ("to", "from"))
        not_yet = _bucket(answer["effective"], "from")
        made["validity"] = validity_counts(later - not_yet, not_yet, ended)
    return made


def _bucket(answer: dict[str, Any], side: str) -> int:
    return sum(one["doc_count"] for one in answer["buckets"] if side in one)


def _suggestion(opened: Opened, asked: Asked, planned: Plan, total: int) -> str:
    """Another question that leaves more; only looked for where this one leaves next to nothing."""
    if total > FEW or not asked.terms:
        return ""
    index = _Index(opened)
    better = suggest(asked, opened.segmenter, index)
    return better if better and index.occurs(better) > total else ""


class _Index:
    """What the suggestions ask (`suggesting.Index`)."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def occurs(self, text: str) -> int:
        what = must_occur(plan_text(text, self._opened.segmenter))
        return self._opened.searcher.search(what, 1, count=True).count or 0

    def together(self, terms: Sequence[Term]) -> int:
        planned = (plan_term(term, self._opened.segmenter) for term in terms)
        what = must_occur(Plan(tuple(planned), ()))
        return self._opened.searcher.search(what, 1, count=True).count or 0

    def near(self, word: str) -> Iterable[str]:
        fuzzy = tantivy.Query.fuzzy_term_query(schema(), "wt", word, distance=1)
        for title in self._titles(fuzzy):
            yield from self._opened.segmenter.for_search(title)

    def titles(self, words: Iterable[str]) -> Iterable[str]:
        return self._titles(any_word_of_title(words))

    def _titles(self, query: tantivy.Query) -> Iterable[str]:
        searcher = self._opened.searcher
        for _, place in searcher.search(query, _NEAR, count=False).hits:
            yield title_of(_text(searcher.doc(place), "line"))
