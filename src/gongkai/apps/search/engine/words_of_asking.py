"""Words that a citizen's question carries and an official text does not: words of asking, the people's
names for things, words that fit every matter."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from gongkai.apps.search.engine.normal import normalise
from gongkai.domain.law.strict_yaml import Node, read


def asks_only(text: str) -> bool:
    """Whether nothing is left of the text without its words of asking (怎么办, 请问)."""
    return all(len(normalise(piece)) == 0 for piece in between(text))


def between(text: str) -> list[str]:
    """What stands between the words of asking: 公租房怎么申请 is 公租房 and 申请."""
    return [piece for piece in _asking().split(text) if piece]


def parted(text: str) -> list[str]:
    """The text in order, the people's names in it by themselves: 廉租房租金 is 廉租房 and 租金."""
    return [piece for piece in _names().split(text) if piece]


def official(name: str) -> tuple[str, ...]:
    """What official texts call it (公租房: 公共租赁住房), the most usual first; empty where unknown."""
    return _official().get(name, ())


def is_general(normal: str) -> bool:
    """Whether the word fits every matter (申请, 条件): alone it asks for nothing."""
    return normal in _words("general")


def is_particle(normal: str) -> bool:
    """Whether the character is a word of grammar (的, 在), no part of a word beside it."""
    return normal in _words("particles")


@cache
def _asking() -> re.Pattern[str]:
    return re.compile(_any_of(_words("asking")))


@cache
def _names() -> re.Pattern[str]:
    return re.compile(f"({_any_of(_official())})")  # what it splits at is kept


def _any_of(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, longest_first))


@cache
def _words(name: str) -> frozenset[str]:
    listed = _read("data/asking_words.yaml").mapping(("source", "asking", "particles", "general"))
    return frozenset(one.text() for one in listed[name].sequence())


@cache
def _official() -> dict[str, tuple[str, ...]]:
    path = "data/citizens_words.yaml"
    listed = _read(path).mapping(("source", "words"))["words"].sequence()
    rows = (one.mapping(("said", "official")) for one in listed)
    return {
        row["said"].text(): tuple(one.text() for one in row["official"].sequence()) for row in rows
    }


def _read(path: str) -> Node:
    return read((files("gongkai.apps.search") / path).read_text("utf-8"), path)
