"""Runs of digits as people write them: full width, with blanks, hyphens or invisible characters between."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WIDE = {
    ord(wide): plain
    for wide, plain in zip("０１２３４５６７８９Ｘｘ＋", "0123456789Xx+", strict=True)
}
_HAS_WIDE = re.compile("[０-９]")
# Blanks, hyphens of every make, and characters without width that hide a number from a search.
_BETWEEN = r"[ \u00a0\u2002-\u200d\u2060\ufeff\u3000\-\u00ad\u2010-\u2015\u2212\uff0d·.]"
_RUN = re.compile(rf"[0-9](?:{_BETWEEN}{{0,3}}[0-9]){{9,}}(?:{_BETWEEN}?[Xx](?![A-Za-z]))?")
_GROUP = re.compile(r"[0-9]+[Xx]?|[Xx]")


def plain(text: str) -> str:
    """The text with ASCII digits; every character keeps its place."""
    return text.translate(_WIDE) if _HAS_WIDE.search(text) else text


@dataclass(frozen=True)
class Digits:
    """Consecutive groups of digits at [start, end) of the text; `groups` are their lengths."""

    digits: str
    start: int
    end: int
    groups: tuple[int, ...]


# Nobody parts a number into more groups than these, save digit by digit, as in a form's boxes.
_MOST_GROUPS = 6


@dataclass(frozen=True)
class Run:
    """Digits with blanks and hyphens between: the groups' places in the text."""

    text: str
    places: tuple[tuple[int, int], ...]

    def numbers(self, *lengths: int) -> Iterator[Digits]:
        """Every row of whole groups with one of these counts of digits, from left to right.

        A group is never cut: sixteen digits inside twenty are no number of sixteen.
        """
        most = max(lengths)
        for first in range(len(self.places)):
            count = 0
            for last in range(first, min(first + _MOST_GROUPS, len(self.places))):
                count += self.places[last][1] - self.places[last][0]
                if count > most:
                    break
                if count in lengths:
                    yield from self._digits(first, last + 1)
        if len(self.places) > _MOST_GROUPS:
            for first, last in self._boxes():
                if last - first in lengths:
                    yield from self._digits(first, last)

    def _boxes(self) -> Iterator[tuple[int, int]]:
        """Stretches of more groups of one digit each than a number has otherwise."""
        first = 0
        for at, (start, end) in enumerate((*self.places, (0, 2))):
            if end - start != 1:
                if at - first > _MOST_GROUPS:
                    yield first, at
                first = at + 1

    def _digits(self, first: int, last: int) -> Iterator[Digits]:
        chosen = self.places[first:last]
        digits = "".join(self.text[a:b] for a, b in chosen)
        # Only the longest identity numbers end in X.
        if len(digits) == 18 or digits.isdigit():
            yield Digits(digits, chosen[0][0], chosen[-1][1], tuple(b - a for a, b in chosen))


def runs(text: str) -> Iterator[Run]:
    """Runs of ten digits and more in plain text."""
    for match in _RUN.finditer(text):
        yield Run(text, tuple(one.span() for one in _GROUP.finditer(text, *match.span())))


def attached(text: str, start: int, end: int) -> bool:
    """Part of a longer code or of a decimal fraction."""
    lead, tail = text[start - 1 : start], text[end : end + 1]
    return (
        _in_code(lead, "./_=")
        or _in_code(tail, "_%")
        or (tail == "." and text[end + 1 : end + 2].isdigit())
    )


def _in_code(sign: str, others: str) -> bool:
    return bool(sign) and sign.isascii() and (sign.isalnum() or sign in others)
