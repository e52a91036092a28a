"""Two paragraphs word by word: how alike they are, and which words are new or gone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# From this share of common words on, two paragraphs are one that was rewritten.
ALIKE = 0.4


class Change(StrEnum):
    """What became of a paragraph or a stretch of it. MOVED: the same words in another place."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True)
class Stretch:
    """Words of a changed paragraph: in both, only in the new one, or only in the old one."""

    change: Change
    text: str


def likeness(one: str, other: str, least: float) -> float:
    """0 … 1 by the words they share; 0 where a quick bound shows that it is not above `least`."""
    matcher = SequenceMatcher(None, _words(one), _words(other), autojunk=False)
    if matcher.real_quick_ratio() <= least or matcher.quick_ratio() <= least:
        return 0.0
    return matcher.ratio()


# A number with its separators, a Latin word, or one character.
_WORD = re.compile(r"\d[\d,，.]*\d|\d|[A-Za-z]+|\s+|.", re.DOTALL)
_SENTENCE = re.compile(r"[^。！？；]*[。！？；]?")
# Longer sentences are shown as replaced whole.
_LONGEST_COMPARED = 1500


def _words(text: str) -> list[str]:
    found: list[str] = _WORD.findall(text)
    return found


def stretches_of(old: str, new: str) -> Iterator[Stretch]:
    """The paragraph as stretches: whole sentences where they differ wholly, words where they are alike."""
    before = [one for one in _SENTENCE.findall(old) if one]
    after = [one for one in _SENTENCE.findall(new) if one]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    made: list[Stretch] = []
    for tag, a, a_end, b, b_end in matcher.get_opcodes():
        if tag == "equal":
            made.append(Stretch(Change.SAME, "".join(after[b:b_end])))
        else:
            made += _sentence_stretches("".join(before[a:a_end]), "".join(after[b:b_end]))
    yield from _joined(made)


def _sentence_stretches(old: str, new: str) -> list[Stretch]:
    left, right = _words(old), _words(new)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    short = max(len(left), len(right)) <= _LONGEST_COMPARED
    if not (old and new and short and matcher.ratio() > ALIKE):
        made = [Stretch(Change.REMOVED, old), Stretch(Change.ADDED, new)]
        return [one for one in made if one.text]
    found: list[Stretch] = []
    for tag, a, a_end, b, b_end in matcher.get_opcodes():
        if tag == "equal":
            found.append(Stretch(Change.SAME, "".join(right[b:b_end])))
            continue
        found.append(Stretch(Change.REMOVED, "".join(left[a:a_end])))
        found.append(Stretch(Change.ADDED, "".join(right[b:b_end])))
    return [one for one in found if one.text]


def _joined(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    held: Stretch | None = None
    for one in stretches:
        if held is not None and held.change is one.change:
            held = Stretch(one.change, held.text + one.text)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held
