"""What is sent: mappings, bulk lines and questions, as plain data. Shapes are recorded in the tests."""

import json
from collections.abc import Iterable
from typing import Any

from gongkai.apps.search.engine.facets import COUNTED
from gongkai.apps.search.engine.fields import Prepared, day_number
from gongkai.apps.search.engine.interface import MOST_PAGES, Order, Query
from gongkai.apps.search.engine.plan import (
    OWN_NUMBER,
    TEXT_WORD,
    TITLE_PHRASE,
    TITLE_WORD,
    Between,
    Plan,
    TermPlan,
    Within,
)

VERSION = 1
Json = dict[str, Any]


def index_settings(words: Iterable[str]) -> Json:
    """Texts come as words joined by spaces, so the server only splits at spaces."""
    spaced = {"type": "text", "analyzer": "whitespace"}
    keyword, kept = {"type": "keyword"}, {"type": "keyword", "index": False, "doc_values": False}
    properties: Json = dict.fromkeys(("g", "gt"), spaced)
    properties |= {name: spaced | {"index_options": "freqs"} for name in ("w", "wt")}
    properties |= {"u": spaced | {"index_options": "docs"}}
    properties |= dict.fromkeys(
        (
            *("number", "organs", "organ", "columns", "topics", "kind", "file_type"),
            *("organ_facet", "column_facet", "topic_facet", "kind_facet"),
        ),
        keyword,
    )
    properties |= {name: {"type": "long"} for name in ("published", "year", "effective", "ended")}
    properties |= {"weight": {"type": "float"}}
    properties |= dict.fromkeys(("line", "text", "files_text"), kept)
    return {
        "settings": {"number_of_shards": 1, "number_of_replicas": 0},
        "mappings": {
            "dynamic": "strict",
            # The words of the segmenter lie with the index: asking cuts as indexing did.
            "_meta": {"version": VERSION, "words": list(words)},
            "_source": {"excludes": ["g", "gt", "w", "wt", "u"]},
            "properties": properties,
        },
    }


def bulk(documents: Iterable[Prepared], removing: Iterable[str]) -> Iterable[bytes]:
    """Lines of a bulk request, one operation each: removals first."""
    for key in removing:
        yield _line({"delete": {"_id": key}})
    for one in documents:
        source = one.texts | one.terms | one.numbers | {"weight": one.weight, "line": one.line}
        source |= {"text": one.text, "files_text": one.files_text}
        yield _line({"index": {"_id": one.key}}) + _line(source)


def _line(data: Json) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def swap(alias: str, new: str, old: Iterable[str]) -> Json:
    """The alias from the old index to the new one in one step."""
    actions: list[Json] = [{"remove": {"index": one, "alias": alias}} for one in sorted(old)]
    return {"actions": [*actions, {"add": {"index": new, "alias": alias, "is_write_index": True}}]}


def question(plan: Plan, query: Query, facets: bool) -> Json:
    """One page of results, and the counts of the filters."""
    size, page = max(1, min(query.size, 50)), max(1, min(query.page, MOST_PAGES))
    by_date = query.order == Order.DATE or not plan.terms
    body: Json = {
        "from": (page - 1) * size,
        "size": size,
        "track_total_hits": True,
        "_source": ["line", "text", "files_text"],
        "query": must_occur(plan) if by_date else ranked(plan),
    }
    if by_date:
        body["sort"] = [{"published": "desc"}]
    if facets:
        body["aggs"] = _counted(plan, query)
    return body


def must_occur(plan: Plan) -> Json:
    """What matches, without ranking."""
    parts = [_together("g", term) for term in plan.terms] + [_filter(f) for f in plan.filters]
    return {"bool": {"filter": parts}} if parts else {"match_all": {}}


def ranked(plan: Plan) -> Json:
    """The same matches with scores; a newer document before an older one that fits as well."""
    should: list[Json] = []
    for term in plan.terms:
        if term.pairs:
            phrase = {"query": " ".join(term.pairs), "boost": TITLE_PHRASE}
            should.append({"match_phrase": {"gt": phrase}})
        for word in term.words:
            for field, boost in (("w", TEXT_WORD), ("wt", TITLE_WORD)):
                should.append({"term": {field: {"value": word, "boost": boost}}})
        if term.number:
            own = {"filter": {"term": {"number": term.normal}}, "boost": OWN_NUMBER}
            should.append({"constant_score": own})
    must = {"constant_score": {"filter": must_occur(plan)}}
    return {
        "function_score": {
            "query": {"bool": {"must": [must], "should": should}},
            "field_value_factor": {"field": "weight", "modifier": "log2p", "missing": 1},
            "boost_mode": "multiply",
        }
    }


def near(word: str) -> Json:
    """Documents in whose titles a word at most one edit away stands."""
    return {"fuzzy": {"wt": {"value": word, "fuzziness": 1, "transpositions": True}}}


def any_word_of_title(words: Iterable[str]) -> Json:
    """Titles with some of the words, those with most of them first."""
    should = [{"term": {"wt": word}} for word in words]
    return {"bool": {"should": should, "minimum_should_match": 1}}


def _together(field: str, term: TermPlan) -> Json:
    if not term.pairs:
        return {"term": {"u": term.normal}}
    return {"match_phrase": {field: " ".join(term.pairs)}}


def _filter(one: Within | Between) -> Json:
    if isinstance(one, Within):
        return {"term": {one.field: one.term}}
    bounds = {"gte": one.lowest, "lte": one.highest}
    return {"range": {one.field: {key: n for key, n in bounds.items() if n is not None}}}


def _counted(plan: Plan, query: Query) -> Json:
    """Every filter counted on the question without itself."""
    return {
        name: {
            "global": {},
            "aggs": {
                "kept": {
                    "filter": must_occur(plan.without(name)),
                    "aggs": _buckets(name, query),
                }
            },
        }
        for name in (*COUNTED, "validity")
    }


def _buckets(name: str, query: Query) -> Json:
    if name != "validity":
        field, size = COUNTED[name]
        return {"values": {"terms": {"field": field, "size": size}}}
    day = day_number(query.on)
    ranges = [{"to": day + 1}, {"from": day + 1}]
    return {name: {"range": {"field": name, "ranges": ranges}} for name in ("ended", "effective")}
