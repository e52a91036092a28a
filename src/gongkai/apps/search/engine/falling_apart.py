"""A run of characters that stands nowhere as one, asked for by its words instead: 教育补助 as 教育 and 补助.

Only what was typed without quotes and is no number of a document; and only where the whole question
finds nothing. A sentence tells the reader what was asked instead.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from gongkai.apps.search.engine.asking import MOST_TERMS, Asked, Term
from gongkai.apps.search.engine.normal import normalise
from gongkai.apps.search.engine.segmenting import Segmenter
from gongkai.apps.search.engine.words_of_asking import (
    asks_only,
    between,
    is_particle,
    official,
    parted,
)

# 示政发〔2025〕3号, 010012345/2025-00042: a number that is not there is not there.
_NUMBER = re.compile(
    r"[〔\[［【(（]\s*\d{4}\s*[〕\]］】)）]|\d\s*号|\d[-/]\d|[a-z0-9]+-\d", re.IGNORECASE
)
_SHORTEST = 3


def exact(term: Term) -> bool:
    """Whether it was meant as it was typed: in quotes, or the number of a document."""
    return term.phrase or _NUMBER.search(term.text) is not None


def fallen_apart(asked: Asked, segmenter: Segmenter, occurs: Callable[[Term], int]) -> Asked | None:
    """The question by words, with its sentence. None: every run stands somewhere, or has no words.

    `occurs`: in how many documents a term stands, whatever the filters.
    """
    terms: list[Term] = []
    notes = list(asked.notes)
    for term in asked.terms:
        if len(asked.terms) > 1 and not exact(term) and asks_only(term.text):
            notes.append(f"“{term.text}”是提问用的词，没有要求出现。")
            continue
        words = _words(term, segmenter, occurs)
        if not words or occurs(term):
            terms.append(term)
            continue
        terms += words
        quoted = "".join(f"“{word.text}”" for word in words)
        together, each = ("连在一起的", "分别") if len(words) > 1 else ("", "")
        notes.append(f"没有找到{together}“{term.text}”，已按{quoted}{each}检索。")
    if not terms or len(notes) == len(asked.notes):
        return None
    distinct = tuple({term.normal: term for term in terms}.values())
    return replace(asked, terms=distinct[:MOST_TERMS], notes=notes)


def _words(term: Term, segmenter: Segmenter, occurs: Callable[[Term], int]) -> list[Term]:
    """Its words of two characters and more; a lone 的 or 年, a 怎么 or 哪里 says nothing."""
    if exact(term) or len(term.normal) < 2:
        return []
    kept: dict[str, Term] = {}
    for piece in between(term.text):
        for one in _named(piece, occurs) or _parts(piece, segmenter, occurs):
            if len(one.normal) > 1:
                kept.setdefault(one.normal, one)
    return [one for one in kept.values() if one.normal != term.normal]


def _named(piece: str, occurs: Callable[[Term], int]) -> list[Term]:
    """The piece as it stands somewhere, or by its official name (公租房: 公共租赁住房); empty: neither."""
    tried = (Term(text, normalise(text)) for text in (piece, *official(piece)))
    return next(([one] for one in tried if len(one.normal) > 1 and occurs(one)), [])


def _parts(piece: str, segmenter: Segmenter, occurs: Callable[[Term], int]) -> Iterator[Term]:
    for part in parted(piece):
        yield from _named(part, occurs) or _cut(part, segmenter, occurs)


def _cut(piece: str, segmenter: Segmenter, occurs: Callable[[Term], int]) -> list[Term]:
    """The words of a piece. A character the segmenter leaves alone goes to the neighbour with which it
    stands somewhere: 公|租房 is 公租房 where a text says so. A long word that stands nowhere is asked
    for by the shorter ones inside it that do: 保险金 by 保险."""
    made: list[Term] = []
    for word in segmenter.cut(piece):
        one = Term(word, normalise(word))
        if made and 1 in (len(made[-1].normal), len(one.normal)):
            both = Term(made[-1].text + one.text, made[-1].normal + one.normal)
            grammar = is_particle(made[-1].normal) or is_particle(one.normal)
            if not grammar and occurs(both):
                made[-1] = both
                continue
        made.append(one)
    return [short for one in made for short in _shorter(one, segmenter, occurs) or [one]]


def _shorter(one: Term, segmenter: Segmenter, occurs: Callable[[Term], int]) -> list[Term]:
    if len(one.normal) < _SHORTEST or occurs(one):
        return []
    inside = [Term(word, normalise(word)) for word in segmenter.for_search(one.text)]
    return [word for word in inside if 1 < len(word.normal) < len(one.normal) and occurs(word)]
