"""Which form the tables are drawn on: told by their labels, not by the year."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from gongkai.domain.reports.forms import FORMATS, Form, form_for_year, load_form
from gongkai.domain.reports.labels import normalise

_BLOCK = re.compile(r"\(([一五六八九])\)项")


@dataclass(frozen=True)
class DrawnForm:
    """`foreign`: the blocks of 表二 (一 五 六 八 九, as in 第二十条第（一）项) drawn on another form."""

    form: Form
    foreign: frozenset[str] = frozenset()


def drawn_form(texts: Iterable[str], year: int | None) -> DrawnForm:
    """The form that most blocks of 表二 are drawn on; the year's form where they do not say."""
    blocks = _forms_of_blocks(normalise("\n".join(texts)))
    votes = Counter(blocks.values())
    due = form_for_year(year)
    if not votes:
        return DrawnForm(due)
    most = max(votes.values())
    leading = [key for key, count in votes.items() if count == most]
    key = due.key if due.key in leading else leading[0]
    foreign = frozenset(number for number, other in blocks.items() if other != key)
    return DrawnForm(load_form(key), foreign)


def _forms_of_blocks(joined: str) -> dict[str, str]:
    """Number of each block of 表二 → the form whose own column heads and rows stand in it."""
    parts = _BLOCK.split(joined)
    found: dict[str, str] = {}
    for number, text in zip(["", *parts[1::2]], parts[::2], strict=True):
        counts = {key: sum(label in text for label in own) for key, own in _own_labels().items()}
        ranked = sorted(counts.items(), key=lambda pair: -pair[1])
        if ranked[0][1] > ranked[1][1] and number not in found:
            found[number] = ranked[0][0]
    return found


@cache
def _own_labels() -> dict[str, tuple[str, ...]]:
    """Form → column heads and rows of 表二 that no other form has."""
    labels = {key: _table2_labels(load_form(key)) for key in FORMATS}
    own = {}
    for key, mine in labels.items():
        others = set().union(*(theirs for other, theirs in labels.items() if other != key))
        own[key] = tuple(label for label in mine if not any(label in other for other in others))
    return own


def _table2_labels(form: Form) -> set[str]:
    heads = {head for block in form.table2 for head in block.columns}
    rows = {row.label for block in form.table2 for row in block.rows}
    known = {spelling for one in form.column_variants.values() for spelling in one}
    return {normalise(one) for one in heads | rows | known if len(one) > 3}
