"""Labels broken over lines, whichever of the lines has the figures: PDF text centres them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from gongkai.documents.blocks import TextBlock
from gongkai.documents.reading.lines import Item, Line
from gongkai.domain.reports.forms import load_form
from gongkai.domain.reports.labels import label_index, normalise

# The figures at the end of a line; the first may touch the words.
_FIGURES = re.compile(
    r"(?P<words>.*?)(?P<figures>(?:(?<![\d.,])\d[\d.,]*|(?:\A|(?<=\s))[/—-])(?:\s+[\d.,/—-]+)*)?\s*\Z",
    re.S,
)
_FEWEST = 4  # characters of a label that tell it from prose
_MOST_LINES = 16
_LONGEST_LINE = 400
_LONGEST_HEAD = 60


class Wrapped(NamedTuple):
    """One row made of several lines; `used` lines of the document from its first on."""

    block: TextBlock
    used: int


class _Part(NamedTuple):
    pieces: tuple[str, ...]
    figures: str


@dataclass
class _Label:
    """A label as far as it is read. `text` is normalised."""

    form_key: str
    text: str = ""
    figures: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return self.text in _whole(self.form_key)

    @property
    def may_go_on(self) -> bool:
        return self.text in _beginnings(self.form_key)

    def take(self, pieces: Sequence[str]) -> bool:
        """Add the pieces that go on with the label; False if one is neither that nor of a group."""
        before = self.text
        for piece in pieces:
            spelt = normalise(piece)
            rest = self._rest(spelt)
            if rest is None:
                self.text = before
                return False
            self.text += spelt[rest:]
        return True

    def _rest(self, spelt: str) -> int | None:
        """How much of a piece belongs to the name of a group beside the label; all of it perhaps."""
        for end in range(len(spelt) + 1):
            beside = spelt[:end]
            # Before a label, the end of the heads may stand as well: 组织年度办（二）部分公开
            if end and not (
                _of_group(beside, self.form_key)
                or (not self.text and is_head_fragment(beside, self.form_key))
            ):
                return None
            longer = self.text + spelt[end:]
            if end < len(spelt) and (
                longer in _beginnings(self.form_key) or longer in _whole(self.form_key)
            ):
                return end
        return None if self.text and label_index(self.form_key).exact(spelt) else len(spelt)


def join_wrapped(items: Sequence[Item], position: int, form_key: str) -> Wrapped | None:
    """The row whose label begins in this line and ends in a later one; None where none does.

    Joined are only lines that together spell a label of the form, with one line of figures among
    them. What stands beside the label (the name of a group, broken as well) is left out.
    """
    first = items[position]
    part = _part_of(first)
    label = _Label(form_key)
    if part is None or not label.take(part.pieces) or not label.text:
        return None
    spelt = "".join(normalise(piece) for piece in part.pieces)
    if label.whole and label.text == spelt and not label.may_go_on:
        return None  # nothing to join and nothing to leave out
    label.figures += [part.figures] if part.figures else []
    used = _follow(label, items[position + 1 : position + _MOST_LINES])
    if used is None or len(label.figures) > 1:
        return None
    if used == 0 and label.text == spelt:
        return None
    assert isinstance(first, Line)
    text = "  ".join([label.text, *(one.strip() for one in label.figures)])
    return Wrapped(first.block._replace(text=text), used + 1)


def _follow(label: _Label, items: Sequence[Item]) -> int | None:
    """How many of the lines go on with the label until it is whole; None if it never is."""
    whole = 0 if label.whole else None
    kept = list(label.figures)
    for used, item in enumerate(items, start=1):
        if label.whole and not label.may_go_on:
            break
        part = _part_of(item)
        before = label.text
        if part is None:
            break
        if not label.take(part.pieces):
            if part.figures or not is_head_fragment(" ".join(part.pieces), label.form_key):
                break
            continue  # the heads of the table, printed again at the top of a page
        if label.text == before and whole is not None:
            break  # it was whole, and this line is the next row's
        if part.figures:
            label.figures.append(part.figures)
        if label.whole:
            whole, kept = used, list(label.figures)
    if whole is not None:
        label.figures = kept
    return whole


def _part_of(item: Item) -> _Part | None:
    """Words and figures of a line; None for what is drawn with separators, or is no line of a row."""
    if not isinstance(item, Line) or item.cut_heading or len(item.text) > _LONGEST_LINE:
        return None
    if "|" in item.text or "\t" in item.text or "｜" in item.text:
        return None
    found = _FIGURES.match(item.text.strip())
    assert found is not None
    return _Part(tuple(found.group("words").split()), found.group("figures") or "")


def is_head_fragment(text: str, form_key: str) -> bool:
    """Whether a line holds nothing but characters of the heads over the tables, as PDF text has them.

    第二项之和，等于第三项加第四项之   社会 are pieces of two cells in one line.
    """
    spelt = normalise(text)
    return 0 < len(spelt) <= _LONGEST_HEAD and _head_characters(form_key).issuperset(spelt)


@cache
def _head_characters(form_key: str) -> frozenset[str]:
    heads = (one for one in label_index(form_key).labels if one.kind != "row")
    return frozenset(char for one in heads for char in normalise(one.text)) - {"。"}


def _of_group(text: str, form_key: str) -> bool:
    return any(text in name for name in _groups(form_key))


@cache
def _groups(form_key: str) -> tuple[str, ...]:
    """Names that stand beside the rows of 表三: 三、本年度办理结果, （三）不予公开."""
    form = load_form(form_key)
    return tuple(normalise(one) for one in (form.results_header, *form.group_labels.values()))


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
