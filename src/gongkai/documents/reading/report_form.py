"""Which form the tables are drawn on: told by their labels, not by the year."""

from collections.abc import Iterable
from functools import cache

from gongkai.domain.reports.forms import FORMATS, Form, form_for_year, load_form
from gongkai.domain.reports.labels import normalise


def drawn_form(texts: Iterable[str], year: int | None) -> Form:
    """The form whose own labels of 表二 stand in the texts; the year's form where none does."""
    joined = normalise("\n".join(texts))
    counts = {key: sum(label in joined for label in own) for key, own in _own_labels().items()}
    best = max(counts, key=lambda key: counts[key])
    others = [count for key, count in counts.items() if key != best]
    if counts[best] > max(others, default=0):
        return load_form(best)
    return form_for_year(year)


@cache
def _own_labels() -> dict[str, tuple[str, ...]]:
    """Form → column heads and rows of 表二 that no other form has."""
    labels = {key: _table2_labels(load_form(key)) for key in FORMATS}
    own = {}
    for key, mine in labels.items():
        others = set().union(*(theirs for other, theirs in labels.items() if other != key))
        own[key] = tuple(
            label for label in mine if not any(label in other for other in others)
        )
    return own


def _table2_labels(form: Form) -> set[str]:
    heads = {head for block in form.table2 for head in block.columns}
    rows = {row.label for block in form.table2 for row in block.rows}
    known = {spelling for one in form.column_variants.values() for spelling in one}
    return {normalise(one) for one in heads | rows | known if len(one) > 3}
