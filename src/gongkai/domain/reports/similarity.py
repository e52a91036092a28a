"""Text carried over from another report: sentences compared with years and figures taken out.

Two texts are compared sentence by sentence. A sentence counts as carried over when an equal one, or
one that shares most of its shingles (runs of three characters), stands in the other text. In a batch
only reports that have an equal sentence are compared, and a sentence that most of them have is a set
phrase, so the work grows with the text and not with the square of the number of reports.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

_SENTENCE = re.compile(r"[^。！？；;\n]+")
_FIGURES = re.compile(r"\d+(?:\.\d+)?|[零〇一二三四五六七八九十百千]+(?=[件条次项期份个])")
_KEPT = re.compile(r"[^\u3400-\u9fffA-Za-z#]")
# 一是, （一）, 1.: the same sentence under another number is the same sentence.
_ITEM = re.compile(
    r"^[\s　]*(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．是要]|第[一二三四五六七八九十]，)"
)


@dataclass(frozen=True)
class Passage:
    """A sentence of the text and the one it equals: offsets in the text, and the other's words."""

    start: int
    end: int
    text: str
    other: str


@dataclass(frozen=True)
class Likeness:
    """`score` is the share of comparable characters that are carried over, 0 to 1."""

    score: float
    compared: int  # characters that took part
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class _Sentence:
    start: int
    end: int
    text: str
    bare: str
    shingles: frozenset[str]


@dataclass(frozen=True)
class Pair:
    """Two texts of a batch, by their keys, and how much of the first stands in the second."""

    one: int
    other: int
    likeness: Likeness


def likeness(text: str, other: str) -> Likeness:
    """How much of `text` stands in `other`, set phrases left out."""
    return _compare(_sentences(text), _sentences(other))


@lru_cache(maxsize=4096)
def bare_sentences(text: str) -> frozenset[str]:
    """The sentences of a text that take part in a comparison, figures and marks taken out.

    Two texts without an equal one need not be compared: a cheap first look. Kept, for the same texts
    of other units are looked at on every check.
    """
    return frozenset(one.bare for one in _sentences(text))


def alike_in_batch(texts: Sequence[str], threshold: float) -> list[Pair]:
    """Pairs (earlier index first) of a batch whose likeness reaches the threshold, most alike first."""
    limits = similarity_limits()
    parsed = [_sentences(text) for text in texts]
    holders: Mapping[str, set[int]] = _holders(parsed)
    usual = max(2, int(len(texts) * limits["common"]))
    own = [
        [one for one in found if len(texts) < 4 or len(holders[one.bare]) <= usual]
        for found in parsed
    ]
    shared: Counter[tuple[int, int]] = Counter()
    for bare, places in holders.items():
        if 1 < len(places) <= usual or len(texts) < 4:
            ordered = sorted(places)[: limits["pairs"]]
            for at, first in enumerate(ordered):
                for second in ordered[at + 1 :]:
                    shared[first, second] += len(bare)
    pairs = []
    for (first, second), weight in shared.most_common(limits["pairs"] * 4):
        if weight < limits["minimum"] * 0.5:
            break
        found = _compare(own[first], own[second])
        if found.compared >= limits["minimum"] and found.score >= threshold:
            pairs.append(Pair(first, second, found))
    pairs.sort(key=lambda pair: -pair.likeness.score)
    return pairs[: limits["pairs"]]


def _holders(parsed: Sequence[Sequence[_Sentence]]) -> Mapping[str, set[int]]:
    holders: dict[str, set[int]] = defaultdict(set)
    for index, found in enumerate(parsed):
        for one in found:
            holders[one.bare].add(index)
    return holders


def _compare(own: Sequence[_Sentence], others: Sequence[_Sentence]) -> Likeness:
    limits = similarity_limits()
    exact = {one.bare: one for one in others}
    by_shingle: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(others):
        for shingle in one.shingles:
            by_shingle[shingle].append(index)
    total = carried = 0
    passages: list[Passage] = []
    for one in own:
        total += len(one.bare)
        twin = exact.get(one.bare) or _near(one, others, by_shingle, limits["near"])
        if twin is not None:
            carried += len(one.bare)
            passages.append(Passage(one.start, one.end, one.text, twin.text))
    score = carried / total if total else 0.0
    return Likeness(score, total, tuple(passages))


def _near(
    one: _Sentence, others: Sequence[_Sentence], by_shingle: Mapping[str, list[int]], near: float
) -> _Sentence | None:
    """The sentence that shares most shingles with this one, if the two are nearly the same."""
    votes: Counter[int] = Counter()
    for shingle in one.shingles:
        votes.update(by_shingle.get(shingle, ())[:20])
    for index, count in votes.most_common(1):
        other = others[index]
        if count >= near * max(len(one.shingles), len(other.shingles)):
            return other
    return None


def _sentences(text: str) -> list[_Sentence]:
    limits = similarity_limits()
    size = limits["shingle"]
    found = []
    for match in _SENTENCE.finditer(text):
        words = match.group().strip()
        bare = _KEPT.sub("", _FIGURES.sub("#", _ITEM.sub("", words)))
        if len(bare) < limits["sentence_length"] or _formulaic().search(words):
            continue
        shingles = frozenset(bare[at : at + size] for at in range(len(bare) - size + 1))
        found.append(_Sentence(match.start(), match.end(), words, bare, shingles))
    return found


@cache
def similarity_limits() -> Mapping[str, Any]:
    """Thresholds of this module, from its data file."""
    text = (files(__package__) / "similarity.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.load(
        text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    return loaded


@cache
def _formulaic() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in similarity_limits()["formulaic"]))
