"""The words of annual reports, from lexicon.yaml: what each is and how to find them all in one pass."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from gongkai.domain.wording.patterns import trie_pattern

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Token(NamedTuple):
    """A word of the lexicon (or a year, a carry-over phrase) at a place in a compact text."""

    slot: str
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class Lexicon:
    words: Mapping[str, tuple[str, str]]  # word -> (slot, value)
    pattern: re.Pattern[str]
    count_units: tuple[str, ...]
    application_units: frozenset[str]
    other_units: tuple[str, ...]
    money: Mapping[str, str]  # unit -> factor to 万元
    approximate_before: tuple[str, ...]
    approximate_after: tuple[str, ...]
    filler: re.Pattern[str]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once when the first prose is read."""
    data = read_data("lexicon.yaml")
    words = {
        word: (slot, value)
        for slot, values in data["words"].items()
        for value, listed in values.items()
        for word in listed
    }
    units = data["units"]
    return Lexicon(
        words=words,
        pattern=re.compile(trie_pattern(words)),
        count_units=tuple(units["count"]),
        application_units=frozenset(units["application"]),
        other_units=tuple(units["other"]),
        money=data["money"],
        approximate_before=tuple(data["approximate"]["before"]),
        approximate_after=tuple(data["approximate"]["after"]),
        filler=re.compile(trie_pattern(data["filler"])),
    )


def read_data(name: str) -> dict[str, Any]:
    """A YAML file of this package."""
    text = (files(__package__) / name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=_LOADER)
    return loaded
