"""Which of many written patterns can stand in a text at all, asked in one sweep before any is sought.

Most patterns of a list of slips stand in no report. One sweep for the words that they cannot be
without takes a tenth of the time of trying each of them.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from gongkai.domain.wording.patterns import trie_pattern, words_first

_Said = TypeVar("_Said")
_ESCAPE = re.compile(r"\\.", re.S)
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.S)
_SIGNS = re.compile(r"\[([^\]\\^-]+)\]")
_OPENING = re.compile(r"\((?:\?(?::|P<\w+>|<?[=!]|>))?")
_PLAIN = re.compile(r"[^\\.^$*+?{}\[\]|()]")
_QUANTIFIER = re.compile(r"(?:[?*+]|\{\d*(?:,\d*)?\})[?+]?")
_OR_NONE = ("?", "*", "{0", "{,")


class Patterns(Generic[_Said]):
    """A list of patterns as written, each with what is said of it where it is found."""

    def __init__(self, written: Iterable[tuple[str, _Said]], flags: int = 0) -> None:
        self._entries: list[tuple[re.Pattern[str], _Said]] = []
        self._always: set[int] = set()
        by_word: dict[str, set[int]] = {}
        for number, (pattern, said) in enumerate(written):
            self._entries.append((re.compile(words_first(pattern), flags), said))
            words = essential_words(pattern)
            if not words:
                self._always.add(number)
            for word in words:
                by_word.setdefault(word, set()).add(number)
        self._sweep = re.compile(trie_pattern(by_word) if by_word else r"(?!)")
        # The sweep gives words that do not overlap: what one of them may cover is there too, perhaps.
        self._told = {
            word: frozenset(
                number
                for other, numbers in by_word.items()
                if _may_overlap(word, other)
                for number in numbers
            )
            for word in by_word
        }

    def possible(self, text: str) -> Iterator[tuple[re.Pattern[str], _Said]]:
        """The patterns that may match in the text, in the order written; the others do not."""
        numbers = set(self._always)
        for word in set(self._sweep.findall(text)):
            numbers |= self._told[word]
        for number in sorted(numbers):
            yield self._entries[number]


def _may_overlap(word: str, other: str) -> bool:
    """Whether `other` can begin where `word` stands in a text."""
    return any(other.startswith(word[at:]) or word.startswith(other, at) for at in range(len(word)))


def essential_words(pattern: str) -> tuple[str, ...]:
    """Words of which every match of the pattern holds at least one.

    (?<=信息)公幵|反馈会? gives 公幵 and 反馈; none where a choice has no such word. What is not
    understood for certain counts as nothing: the answer may be empty, never wrong.
    """
    return tuple(sorted(_of_choices(pattern) or ()))


def _of_choices(pattern: str) -> frozenset[str] | None:
    found: frozenset[str] = frozenset()
    for choice in _choices(pattern):
        best = max(_in_sequence(choice), key=_worth, default=None)
        if best is None:
            return None
        found |= best
    return found


def _worth(words: frozenset[str]) -> tuple[int, int]:
    """Long words, and few of them, are the rarest."""
    return min(map(len, words)), -len(words)


def _in_sequence(choice: str) -> Iterator[frozenset[str]]:
    """For each part of a sequence that must be there, the words of which it holds one."""
    run = ""
    for item, quantifier in _items(choice):
        if _PLAIN.fullmatch(item) and not quantifier:
            run += item
            continue
        if run:
            yield frozenset((run,))
        run = ""
        if not quantifier.startswith(_OR_NONE):
            yield from _in_item(item)
    if run:
        yield frozenset((run,))


def _in_item(item: str) -> Iterator[frozenset[str]]:
    """The words of a sign, of a class of signs, of a group."""
    if _PLAIN.fullmatch(item):
        yield frozenset((item,))
    if signs := _SIGNS.fullmatch(item):
        yield frozenset(signs[1])
    opening = _OPENING.match(item)
    if opening is None or opening.group() not in ("(", "(?:"):
        return
    # behind another question mark stands a kind of group that is not known here
    if not item.startswith("?", opening.end()) and (
        inside := _of_choices(item[opening.end() : -1])
    ):
        yield inside


def _choices(pattern: str) -> list[str]:
    """The parts between the | that stand in no group."""
    made = [""]
    for item, quantifier in _items(pattern):
        if item == "|":
            made.append("")
        else:
            made[-1] += item + quantifier
    return made


def _items(pattern: str) -> Iterator[tuple[str, str]]:
    """Signs, escapes, classes and whole groups, each with its quantifier, or ""."""
    at = 0
    while at < len(pattern):
        end = _end_of_item(pattern, at)
        found = _QUANTIFIER.match(pattern, end)
        yield pattern[at:end], found.group() if found else ""
        at = found.end() if found else end


def _end_of_item(pattern: str, at: int) -> int:
    for one in (_ESCAPE, _CLASS):
        if found := one.match(pattern, at):
            return found.end()
    if pattern[at] != "(":
        return at + 1
    at += 1
    while at < len(pattern) and pattern[at] != ")":
        at = _end_of_item(pattern, at)
    return at + 1
