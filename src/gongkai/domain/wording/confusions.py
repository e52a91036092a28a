"""Spellings that are easily confused: 截止 and 截至, 登陆 and 登录, plain wrong characters."""

import re
from dataclasses import dataclass
from functools import cache

from gongkai.domain.wording.patterns import words_first
from gongkai.domain.wording.slip import Slip, word_data


@dataclass(frozen=True)
class Confusion:
    pattern: re.Pattern[str]
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
        for one in _confusions()
        for match in one.pattern.finditer(text)
    ]
    return sorted(found, key=lambda pair: pair[0].start)


@cache
def _confusions() -> tuple[Confusion, ...]:
    return tuple(
        Confusion(
            re.compile(words_first(one["pattern"])),
            one["expected"],
            one["severity"],
            one["reason"],
        )
        for one in word_data("confusions")["entries"]
    )
