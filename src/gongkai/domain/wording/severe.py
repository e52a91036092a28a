"""Severe wrong wordings: a state organ's name, the country's name or a fixed political phrase misspelt."""

import re
from functools import cache

from gongkai.domain.wording.patterns import words_first
from gongkai.domain.wording.slip import Slip, overlaps, word_data


def severe_errors(text: str) -> list[Slip]:
    """Every one in order. Only what no good sentence can hold is on the list."""
    found: list[Slip] = []
    for pattern, expected, reason in _patterns():
        for match in pattern.finditer(text):
            if not overlaps(*match.span(), found):
                found.append(Slip(*match.span(), match.group(), reason, (expected,)))
    return sorted(found, key=lambda slip: slip.start)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple(
        (re.compile(words_first(one["pattern"])), one["expected"], group["reason"])
        for group in word_data("severe")["groups"]
        for one in group["entries"]
    )
