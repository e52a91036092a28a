"""Spellings that are easily confused: 截止 and 截至, 登陆 and 登录, plain wrong characters."""

from dataclasses import dataclass
from functools import cache

from gongkai.domain.wording.presence import Patterns
from gongkai.domain.wording.slip import Slip, word_data


@dataclass(frozen=True)
class Confusion:
    expected: str
    severity: str  # error, warning, notice
    reason: str


def confused_words(text: str) -> list[tuple[Slip, str]]:
    """Every confusion in the text with its severity, in order."""
    found = [
        (
            Slip(
                *match.span(), match.group(), one.reason, (one.expected,), one.severity == "error"
            ),
            one.severity,
        )
        for pattern, one in _confusions().possible(text)
        for match in pattern.finditer(text)
    ]
    return sorted(found, key=lambda pair: pair[0].start)


@cache
def _confusions() -> Patterns[Confusion]:
    return Patterns(
        (one["pattern"], Confusion(one["expected"], one["severity"], one["reason"]))
        for one in word_data("confusions")["entries"]
    )
