"""Labels broken over lines, whichever of the lines has the figures: PDF text centres them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from gongkai.documents.blocks import TextBlock
from gongkai.documents.reading.lines import Item, Line
from gongkai.domain.reports.labels import label_index, normalise

_FIGURES = re.compile(r"(?P<words>.*?)(?P<figures>(?:(?:\A|\s+)[\d.,/—-]+)*)\s*\Z", re.S)
_CHINESE = re.compile(r"[一-龥]")
_FEWEST = 4  # characters of a label that tell it from prose
_MOST_LINES = 8
_LONGEST_REST = 8  # characters of a group's name that stand beside the label


class Wrapped(NamedTuple):
    """One row made of several lines; `used` lines of the document from its first on."""

    block: TextBlock
    used: int


class _Part(NamedTuple):
    pieces: tuple[str, ...]
    figures: str


def join_wrapped(items: Sequence[Item], position: int, form_key: str) -> Wrapped | None:
    """The row whose label begins in this line and ends in a later one; None where none does.

    Joined are only lines that together spell a label of the form, with one line of figures among
    them. What stands beside the label (the name of a group, broken as well) is left out.
    """
    first = items[position]
    if not isinstance(first, Line) or _separated(first.text):
        return None
    part = _part_of(first.text)
    begun = next(
        (
            (number, spelling)
            for number, piece in enumerate(part.pieces)
            if (spelling := normalise(piece)) in _beginnings(form_key)
        ),
        None,
    )
    if begun is None:
        return None
    label, printed = begun[1], part.pieces[begun[0]]
    label, printed, rest = _with_pieces(label, printed, part.pieces[begun[0] + 1 :], form_key)
    if rest:
        return None
    return _with_lines(items, position, form_key, label, printed, part.figures)


def _with_lines(
    items: Sequence[Item], position: int, form_key: str, label: str, printed: str, figures: str
) -> Wrapped | None:
    first = items[position]
    assert isinstance(first, Line)
    rows = [figures] if figures else []
    used = 1
    done = label in _whole(form_key)
    found = 1 if done else 0
    for item in items[position + 1 : position + _MOST_LINES]:
        if not isinstance(item, Line) or item.cut_heading or _separated(item.text):
            break
        part = _part_of(item.text)
        longer, more, rest = _with_pieces(label, printed, part.pieces, form_key)
        if sum(len(_CHINESE.findall(piece)) for piece in rest) > _LONGEST_REST:
            break
        if longer == label and (part.figures and part.pieces or done):
            break
        used += 1
        label, printed = longer, more
        if part.figures:
            rows.append(part.figures)
        if label in _whole(form_key):
            done, found = True, used
            if label not in _beginnings(form_key):
                break
    if not done or found < 2 or len(rows) > 1:
        return None
    text = f"{printed}  {rows[0].strip()}" if rows else printed
    return Wrapped(replace(first.block, text=text), found)


def _with_pieces(
    label: str, printed: str, pieces: Sequence[str], form_key: str
) -> tuple[str, str, list[str]]:
    """The label with the pieces that go on with it, and the pieces that do not."""
    rest: list[str] = []
    for piece in pieces:
        longer = label + normalise(piece)
        if longer in _beginnings(form_key) or longer in _whole(form_key):
            label, printed = longer, printed + piece
        else:
            rest.append(piece)
    return label, printed, rest


def _part_of(text: str) -> _Part:
    found = _FIGURES.match(text.strip())
    assert found is not None
    return _Part(tuple(found.group("words").split()), found.group("figures"))


def _separated(text: str) -> bool:
    return "|" in text or "\t" in text or "｜" in text or len(text) > 400


@cache
def _whole(form_key: str) -> frozenset[str]:
    """The row labels with their numbering and without, normalised."""
    whole: set[str] = set()
    for spelling, matches in label_index(form_key).spelt.items():
        rows = [one.label for one in matches if one.label.kind == "row"]
        if rows and len(spelling) > _FEWEST:
            whole.update({spelling, *(one.enumerator + spelling for one in rows)})
    return frozenset(whole)


@cache
def _beginnings(form_key: str) -> frozenset[str]:
    """What a row label may begin with where it goes on in the next line."""
    return frozenset(one[:end] for one in _whole(form_key) for end in range(_FEWEST, len(one)))
