"""What stands in a cell: a label of the form, figures, both run together, nothing, or other words."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from gongkai.documents.reading.source import SourceCell
from gongkai.documents.reading.values import clean, looks_like_value
from gongkai.domain.reports.annual_report import Place
from gongkai.domain.reports.labels import Label, LabelMatch, label_index, normalise

_CLASSES = {"(": "[（(]", ")": "[）)]", ":": "[:：]", ",": "[,，]", ".": "[.．、]", "、": "[、,，]"}
_BETWEEN = r"[\s“”\"‘’]*"
_CHINESE = re.compile(r"[一-龥]")
_LABEL_THEN_FIGURES = re.compile(
    r"(?P<label>.*[^\d\s.,，/|])\s*(?P<figures>\d[\d\s.,，/|]*)\Z", re.S
)
_LONGEST_CELL = 400


class Token(NamedTuple):
    """One thing in a cell: exactly one of `matches`, `figure`, `words` is meant; none is a blank.

    `matches` has several labels where the same word stands in several tables (总计, 其他).
    """

    cell: SourceCell
    text: str
    matches: tuple[LabelMatch, ...] = ()
    figure: bool = False
    words: bool = False

    @property
    def blank(self) -> bool:
        return not (self.matches or self.figure or self.words)

    def label(self, table: str | None) -> LabelMatch | None:
        """The match for a table; for None the match if all are of one table."""
        mine = [one for one in self.matches if table is None or one.label.table == table]
        return mine[0] if mine else None

    @property
    def tables(self) -> frozenset[str]:
        return frozenset(one.label.table for one in self.matches)


def tokens_of(
    cell: SourceCell, form_key: str, table: str | None, *, damaged: bool = True
) -> Iterator[Token]:
    """The tokens of one cell, in order. `table` is the table that is being read, if one is.

    `damaged`: recognise labels with lost characters too.
    """
    for one in _seen(cell.text, cell.loose, form_key, table, damaged):
        place = cell
        if one.cell.loose and not cell.loose:
            place = SourceCell(one.text, cell.column, cell.place, loose=True)
        yield Token(place, one.text, one.matches, one.figure, one.words)


@lru_cache(maxsize=4_000)
def _seen(
    text: str, loose: bool, form_key: str, table: str | None, damaged: bool
) -> tuple[Token, ...]:
    """What a text holds, whatever its place: most cells of a report hold the same few texts."""
    nowhere = SourceCell(text, 0, Place(), loose=loose)
    return tuple(_tokens(nowhere, form_key, table, damaged=damaged))


def _tokens(
    cell: SourceCell, form_key: str, table: str | None, *, damaged: bool
) -> Iterator[Token]:
    text = cell.text
    folded = clean(text)
    if not folded:
        yield Token(cell, "")
        return
    if looks_like_value(text):
        yield Token(cell, text.strip(), figure=True)
        return
    index = label_index(form_key)
    exact = index.exact(normalise(text))
    if exact:
        yield Token(cell, text.strip(), tuple(exact))
        return
    compound = list(_compound(cell, form_key))
    if compound:
        yield from compound
        return
    if damaged and len(folded) <= _LONGEST_CELL:
        glued = _LABEL_THEN_FIGURES.match(text.strip())
        if glued:
            near = index.nearest(normalise(glued.group("label")), table)
            if near:
                yield Token(cell, glued.group("label"), (near,))
                yield from _figures(cell, glued.group("figures"))
                return
        near = index.nearest(normalise(text), table)
        if near:
            yield Token(cell, text.strip(), (near,))
            return
        if glued and cell.loose and len(glued.group("figures").split()) > 1:
            yield Token(cell, glued.group("label"), words=True)
            yield from _figures(cell, glued.group("figures"))
            return
    yield from _pieces(cell, text)


def _pieces(cell: SourceCell, text: str) -> Iterator[Token]:
    """Words, or several figures with blanks between them."""
    parts = text.split()
    if len(parts) > 1 and all(looks_like_value(part) for part in parts):
        for part in parts:
            yield Token(cell, part, figure=True)
    else:
        yield Token(cell, text.strip(), words=True)


def _compound(cell: SourceCell, form_key: str) -> Iterator[Token]:
    """Several labels, or labels and figures, run together in one cell; nothing where it is not so."""
    text = cell.text
    if len(text) < 4:
        return
    found = list(_scanner(form_key).finditer(text))
    if not found:
        return
    rest = len(_CHINESE.findall(text)) - sum(len(_CHINESE.findall(one.group())) for one in found)
    figures = any(char.isdigit() for char in text[found[0].end() :])
    if rest > max(4, 0.25 * len(_CHINESE.findall(text))) and len(found) < 8:
        return
    before = _CHINESE.findall(text[: found[0].start()])
    if len(found) == 1 and (not figures or rest > 0) and not 0 < rest == len(before) <= 4:
        return
    end = 0
    index = label_index(form_key)
    for one in found:
        yield from _figures(cell, text[end : one.start()])
        matches = index.exact(normalise(one.group()))
        yield Token(cell, one.group().strip(), tuple(matches))
        end = one.end()
    yield from _figures(cell, text[end:])


def _figures(cell: SourceCell, text: str) -> Iterator[Token]:
    """The text between two labels: figures parted by blanks, or words of an unknown label."""
    for part in re.split(r"[\s|]+", text):
        if not part or not clean(part):
            continue
        loose = SourceCell(part, cell.column, cell.place, loose=True)
        if re.fullmatch(r"[\d.,]+", clean(part)) or looks_like_value(part):
            yield Token(loose, part, figure=True)
        else:
            split = _LABEL_THEN_FIGURES.match(part)
            if split and len(part) < 80:
                yield Token(loose, split.group("label"), words=True)
                yield Token(
                    SourceCell(split.group("figures"), cell.column, cell.place, loose=True),
                    split.group("figures"),
                    figure=True,
                )
            elif _CHINESE.search(part):
                yield Token(loose, part, words=True)


@cache
def _scanner(form_key: str) -> re.Pattern[str]:
    """All spellings of the form's labels, the longest first, blanks allowed between characters."""
    spellings = [one for one in label_index(form_key).spellings if len(one) > 1]
    patterns = (
        _BETWEEN.join(_CLASSES.get(char, re.escape(char)) for char in one) for one in spellings
    )
    return re.compile('[“"‘]?(?:' + "|".join(patterns) + ')[”"’]?')


def is_strong(label: Label) -> bool:
    """A label that no prose and no other table has: rows of 表三 and the heads of the three tables."""
    if label.kind in ("row", "corner"):
        return label.key not in ("other.other", "total") or label.table == "t2"
    return label.kind in ("block", "group")
