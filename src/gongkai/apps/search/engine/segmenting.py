"""Words of a text, for ranking. The county's own terms are added to the segmenter's dictionary."""

from collections.abc import Iterable

import rjieba

from gongkai.apps.search.engine.normal import fold

# A term that the segmenter would cut wins over its parts with this frequency (measured: 政务公开).
_FREQUENCY = 20_000
_LONGEST_WORD = 40


class Segmenter:
    """Cuts texts into words and the shorter words inside them."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._jieba = rjieba.Jieba()
        self.words = tuple(sorted({word for word in map(_clean, words) if 2 <= len(word) <= 20}))
        for word in self.words:
            self._jieba.add_word(word, _FREQUENCY, "n")

    def for_search(self, text: str) -> list[str]:
        """Long words and the shorter ones inside them, as they are indexed."""
        return [word for word in self._jieba.cut_for_search(fold(text)) if _is_word(word)]

    def cut(self, text: str) -> list[str]:
        """Words one after the other, nothing twice."""
        return [word for word in self._jieba.cut(fold(text)) if _is_word(word)]


def _clean(word: str) -> str:
    return "".join(fold(word).split())


def _is_word(word: str) -> bool:
    # Nearly every word begins with a letter or a character: one look is enough.
    return (word[0].isalnum() or any(map(str.isalnum, word))) and len(word) <= _LONGEST_WORD
