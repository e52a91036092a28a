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


def runs(text: str) -> Iterator[tuple[int, int]]:
    """Places of runs of ten digits and more in plain text."""
    for match in _RUN.finditer(text):
        yield match.span()


def numbers(text: str, start: int, end: int, *lengths: int) -> Iterator[Digits]:
    """Every row of whole groups in the run with one of these counts of digits, from left to right.

    A group is never cut: sixteen digits inside twenty are no number of sixteen.
    """
    places = [match.span() for match in _GROUP.finditer(text, start, end)]
    for first in range(len(places)):
        count = 0
        for last in range(first, len(places)):
            count += places[last][1] - places[last][0]
            if count > max(lengths):
                break
            if count in lengths:
                chosen = places[first : last + 1]
                digits = "".join(text[a:b] for a, b in chosen)
                if count != 18 and not digits.isdigit():
                    continue  # only the longest identity numbers end in X
                yield Digits(
                    digits,
                    chosen[0][0],
                    chosen[-1][1],
                    tuple(b - a for a, b in chosen),
                )


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
