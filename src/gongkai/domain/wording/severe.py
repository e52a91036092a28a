"""Severe wrong wordings: a state organ's name, the country's name or a fixed political phrase misspelt."""

from functools import cache

from gongkai.domain.wording.presence import Patterns
from gongkai.domain.wording.slip import Slip, overlaps, word_data


def severe_errors(text: str) -> list[Slip]:
    """Every one in order. Only what no good sentence can hold is on the list."""
    found: list[Slip] = []
    for pattern, (expected, reason) in _patterns().possible(text):
        for match in pattern.finditer(text):
            if not overlaps(*match.span(), found):
                found.append(Slip(*match.span(), match.group(), reason, (expected,)))
    return sorted(found, key=lambda slip: slip.start)


@cache
def _patterns() -> Patterns[tuple[str, str]]:
    """With each what is expected in its place, and why."""
    return Patterns(
        (one["pattern"], (one["expected"], group["reason"]))
        for group in word_data("severe")["groups"]
        for one in group["entries"]
    )
