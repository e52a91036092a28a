"""A document as fields of an index: the same for every implementation.

`g` holds pairs of characters with their positions: what must occur. `w` holds words: what ranks. `gt`
and `wt` are the same of the title alone, `u` the single characters of the title.
"""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gongkai.apps.clock import CHINA
from gongkai.apps.search.engine.facets import facet_of, file_type
from gongkai.apps.search.engine.interface import Document, Force
from gongkai.apps.search.engine.normal import BREAK, bigrams, normalise
from gongkai.apps.search.engine.segmenting import Segmenter

# Of a document's own text and of its attachments: what is indexed, and what is kept for passages.
LONGEST_INDEXED = 1_000_000
LONGEST_KEPT = 200_000
NEVER = 99_991_231


@dataclass(frozen=True, slots=True)
class Prepared:
    """Texts are words joined by spaces; `facets` are `code<TAB>name`; days are numbers YYYYMMDD."""

    key: str
    texts: dict[str, str]
    terms: dict[str, list[str]]
    numbers: dict[str, int]
    weight: float
    line: str
    text: str
    files_text: str


def prepare(document: Document, segmenter: Segmenter) -> Prepared:
    """Everything an index stores of a document."""
    text, files = document.text[:LONGEST_INDEXED], document.files_text[:LONGEST_INDEXED]
    title = normalise(document.title)
    numbers = [normalise(document.document_number), normalise(document.index_number)]
    parts = [title, normalise(text), normalise(files), *numbers]
    title_words = segmenter.for_search(document.title)
    words = [*title_words, *segmenter.for_search(text), *segmenter.for_search(files)]
    return Prepared(
        key=document.key,
        texts={
            "g": f" {BREAK} ".join(" ".join(bigrams(part)) for part in parts if part),
            "gt": " ".join(bigrams(title)),
            "w": " ".join(words),
            "wt": " ".join(title_words),
            "u": " ".join(dict.fromkeys(title)),
        },
        terms=_terms(document, numbers),
        numbers=_numbers(document),
        weight=_weight(document),
        line=json.dumps(_line(document), ensure_ascii=False, separators=(",", ":")),
        text=document.text[:LONGEST_KEPT],
        files_text=document.files_text[:LONGEST_KEPT],
    )


def _terms(document: Document, numbers: list[str]) -> dict[str, list[str]]:
    own = document.organs[-1]
    below = "1" if document.organ_has_below else ""
    topic = document.topic
    return {
        "number": [one for one in numbers if one],
        "organs": [one.code for one in document.organs],
        "organ": [own.code],
        "organ_facet": [facet_of(own, below)],
        "columns": [one.code for one in document.columns],
        "column_facet": [facet_of(one) for one in document.columns],
        "topics": [topic.code[:2], topic.code] if topic else [],
        "topic_facet": [facet_of(topic)] if topic else [],
        "kind": [document.kind.code],
        "kind_facet": [facet_of(document.kind)],
        "file_type": _file_types(document),
    }


def _file_types(document: Document) -> list[str]:
    return sorted({file_type(ending) for ending in document.file_types})


def _numbers(document: Document) -> dict[str, int]:
    at = document.published_at
    made = {"published": max(0, int(at.timestamp())), "year": at.astimezone(CHINA).year}
    if document.force:
        made["effective"] = day_number(document.force.effective_on)
        ended = document.force.ended_on
        made["ended"] = day_number(ended) if ended else NEVER
    return made


# A document before its interpretation (whose shorter title scores more) and before news; what no
# longer holds after what holds.
_OF_KIND = {"normative": 2.2, "policy": 1.7, "news": 0.8}
_ENDED = 0.6


def _weight(document: Document) -> float:
    """A score is multiplied with log2(2 + weight): so much for a factor of the kind and the year.

    A year newer makes one per cent; the factor 1 is the weight 1.
    """
    factor = _OF_KIND.get(document.kind.code, 1.0)
    factor *= 1.0 + (document.published_at.year - 2020) / 100
    if document.force is not None and document.force.ended_word:
        factor *= _ENDED
    return float(3.0**factor - 2.0)


def day_number(day: dt.date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def _line(document: Document) -> dict[str, Any]:
    """What a line of results shows."""
    force = document.force
    return {
        "id": document.item_id,
        "edition": document.edition_id,
        "at": document.published_at.isoformat(),
        "title": document.title,
        "organ": [document.organs[-1].code, document.organs[-1].name, document.organ_name],
        "column": [document.columns[-1].code, document.columns[-1].name],
        "kind": [document.kind.code, document.kind.name],
        "number": document.document_number,
        "index": document.index_number,
        "files": _file_types(document),
        "force": [
            force.effective_on.isoformat(),
            force.ended_on.isoformat() if force.ended_on else "",
            force.ended_word,
        ]
        if force
        else None,
        "path": document.path,
    }


def force_of(line: dict[str, Any]) -> Force | None:
    """Read back from a line."""
    if not line["force"]:
        return None
    effective, ended, word = line["force"]
    return Force(
        dt.date.fromisoformat(effective), dt.date.fromisoformat(ended) if ended else None, word
    )


def prepared(documents: Iterable[Document], segmenter: Segmenter) -> Iterable[Prepared]:
    """One after the other: memory holds one document."""
    return (prepare(one, segmenter) for one in documents)
