"""“您要找的是不是”: words of the titles that differ from a word asked for by one character."""

from collections.abc import Iterable
from typing import Protocol

from gongkai.apps.search.engine.asking import Asked, Term
from gongkai.apps.search.engine.normal import normalise
from gongkai.apps.search.engine.segmenting import Segmenter

FEW = 2  # results, up to which a suggestion is looked for
_LONGEST = 20
_SHORT = 4
_MOST = 20


class Index(Protocol):
    """What is asked of the index."""

    def occurs(self, text: str) -> int:
        """In how many documents the text stands."""
        ...

    def near(self, word: str) -> Iterable[str]:
        """Words of titles about one edit away."""
        ...

    def titles(self, words: Iterable[str]) -> Iterable[str]:
        """Titles that share words with the question, the best first."""
        ...


def suggest(asked: Asked, segmenter: Segmenter, index: Index) -> str:
    """The question with its rare words replaced; empty where nothing better is known."""
    changed, parts = False, []
    for term in asked.terms:
        better = _better(term, segmenter, index)
        changed = changed or bool(better)
        text = better or term.text
        parts.append(f"“{text}”" if term.phrase else text)
    return " ".join(parts) if changed else ""


def _better(term: Term, segmenter: Segmenter, index: Index) -> str:
    word = term.normal
    # A long text that stands anywhere was not mistyped; a short word may stand somewhere by another's slip.
    few = FEW if len(word) <= _SHORT else 0
    if not 2 <= len(word) <= _LONGEST or term.number or index.occurs(word) > few:
        return ""
    words = segmenter.for_search(term.text)
    whole = _best(word, index.near(word), index)
    if whole or len(word) < 4:
        return whole
    found = {piece for title in index.titles(words) for piece in _windows(title, word)}
    if whole := _best(word, sorted(found)[:_MOST], index):
        return whole
    pieces = _joined(segmenter.cut(term.text))
    for at, piece in enumerate(pieces):
        if len(piece) == 1 or index.occurs(piece) > FEW:
            continue
        if found_piece := _best(piece, index.near(piece), index):
            return "".join([*pieces[:at], found_piece, *pieces[at + 1 :]])
    return ""


def _windows(title: str, word: str) -> Iterable[str]:
    """Parts of the title that are one edit away from the word."""
    normal = normalise(title)
    for length in (len(word), len(word) - 1, len(word) + 1):
        for at in range(len(normal) - length + 1):
            piece = normal[at : at + length]
            # A piece that is only the word cut short or run on says nothing.
            if one_edit(word, piece) and piece not in word and word not in piece:
                yield piece


def _best(word: str, candidates: Iterable[str], index: Index) -> str:
    """The candidate that stands in most documents, if in more than the word itself."""
    own = index.occurs(word)
    counted = [(index.occurs(one), one) for one in set(candidates) if one_edit(word, one)]
    counted = [(count, one) for count, one in counted if count > own]
    return max(counted)[1] if counted else ""


def _joined(words: list[str]) -> list[str]:
    """A mistyped word falls apart into single characters: these stand together again."""
    made: list[str] = []
    last_single = False
    for word in words:
        if len(word) == 1 and last_single:
            made[-1] += word
        else:
            made.append(word)
        last_single = len(word) == 1
    return made


def one_edit(one: str, other: str) -> bool:
    """One character put in, left out, replaced, or two neighbours exchanged."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    if len(one) > len(other):
        one, other = other, one
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    exchanged = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return one[at + 1 :] == other[at + 1 :] or exchanged
