"""A run of characters that stands nowhere as one, asked for by its words instead: 教育补助 as 教育 and 补助.

Only what was typed without quotes and is no number of a document; and only where the whole question
finds nothing. A sentence tells the reader what was asked instead.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib.resources import files

from gongkai.apps.search.engine.asking import MOST_TERMS, Asked, Term
from gongkai.apps.search.engine.normal import normalise
from gongkai.apps.search.engine.segmenting import Segmenter
from gongkai.domain.law.strict_yaml import read

# 示政发〔2025〕3号, 010012345/2025-00042: a number that is not there is not there.
_NUMBER = re.compile(
    r"[〔\[［【(（]\s*\d{4}\s*[〕\]］】)）]|\d\s*号|\d[-/]\d|[a-z0-9]+-\d", re.IGNORECASE
)
_SHORTEST = 3


def fallen_apart(asked: Asked, segmenter: Segmenter, occurs: Callable[[Term], int]) -> Asked | None:
    """The question by words, with its sentence. None: every run stands somewhere, or has no words.

    `occurs`: in how many documents a term stands, whatever the filters.
    """
    terms: list[Term] = []
    notes = list(asked.notes)
    for term in asked.terms:
        words = _words(term, segmenter)
        if not words or occurs(term):
            terms.append(term)
            continue
        terms += words
        quoted = "".join(f"“{word.text}”" for word in words)
        each = "分别" if len(words) > 1 else ""
        notes.append(f"没有找到连在一起的“{term.text}”，已按{quoted}{each}检索。")
    if len(notes) == len(asked.notes):
        return None
    distinct = tuple({term.normal: term for term in terms}.values())
    return replace(asked, terms=distinct[:MOST_TERMS], notes=notes)


def _words(term: Term, segmenter: Segmenter) -> list[Term]:
    """Its words of two characters and more; a lone 的 or 年, a 怎么 or 哪里 says nothing."""
    if term.phrase or len(term.normal) < _SHORTEST or _NUMBER.search(term.text):
        return []
    cut = [Term(word, normalise(word)) for word in segmenter.cut(term.text)]
    kept = {one.normal: one for one in cut if len(one.normal) > 1}
    kept = {normal: one for normal, one in kept.items() if normal not in _asking_words()}
    return [one for one in kept.values() if one.normal != term.normal]


@cache
def _asking_words() -> frozenset[str]:
    path = "data/asking_words.yaml"
    text = (files("gongkai.apps.search") / path).read_text("utf-8")
    return frozenset(
        one.text() for one in read(text, path).mapping(("source", "words"))["words"].sequence()
    )
