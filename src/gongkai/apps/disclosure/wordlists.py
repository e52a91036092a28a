"""Words of a list found in a text: one automaton, built once for each state of the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import daachorse
import rjieba

# Words of this length and more are what they are; shorter ones may lie across two words.
DIRECT = 3


@dataclass(frozen=True)
class Word:
    """One row of the list."""

    wrong: str
    right: str
    blocks: bool
    note: str


@dataclass(frozen=True)
class Hit:
    start: int
    end: int
    word: Word


def words_found(text: str, words: Sequence[Word]) -> list[Hit]:
    """Where the words stand, the longest at each place; not inside the wording that should stand there."""
    if not words or not text:
        return []
    automaton = _automaton(tuple(word.wrong for word in words))
    borders: set[int] | None = None
    found = []
    for start, end, number in automaton.find(text):
        word = words[number]
        if end - start < DIRECT:
            borders = _borders(text) if borders is None else borders
            if start not in borders or end not in borders:
                continue
        if not _is_right(text, start, word):
            found.append(Hit(start, end, word))
    return found


def _is_right(text: str, start: int, word: Word) -> bool:
    """Whether the right wording, of which the wrong one is a part, stands here."""
    at = word.right.find(word.wrong)
    return at >= 0 and start >= at and text.startswith(word.right, start - at)


def _borders(text: str) -> set[int]:
    return {place for _, start, end in rjieba.tokenize(text) for place in (start, end)}


@lru_cache(maxsize=4)
def _automaton(words: tuple[str, ...]) -> "daachorse.CharwiseDoubleArrayAhoCorasick":
    return daachorse.CharwiseDoubleArrayAhoCorasick(
        list(words), match_kind=daachorse.MATCH_KIND_LEFTMOST_LONGEST
    )
