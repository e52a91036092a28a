"""Section 一 of a report cut into its five aspects, where its sub-headings or paragraphs allow it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.domain.reports.annual_report import AnnualReport

_LINE = r"(?:^|(?<=[。；\n]))[ \t　]*"
_WORDS = r"(?P<words>[^。；：:，,\n]{2,30})"
# （二）依申请公开情况。 2.依申请公开 二、依申请公开 二是依申请公开方面：; only the plainest style a text has is read,
# for what stands below a heading is often numbered too.
_STYLES = tuple(
    re.compile(_LINE + mark + _WORDS)
    for mark in (
        r"[（(][一二三四五六七八九十]{1,2}[）)][、.．]?",
        r"[一二三四五六七八九]、",
        r"[1-9](?:[.、](?!\d)|．)",
        r"[一二三四五六七八九]是[，、]?",
    )
)
LEAST = 2  # so many aspects a style of heading has to name before it is believed


@dataclass(frozen=True)
class AspectText:
    """The words of one aspect: `start` is their offset in the section's text, the heading left out."""

    text: str
    start: int


def aspect_texts(report: AnnualReport) -> Mapping[str, AspectText]:
    """Aspect key of the form (`proactive` … `supervision`) → its words; an aspect that is not found is absent.

    A heading belongs to the aspect whose word stands in it first; what follows up to the next such heading
    is its text. Words before the first heading are under "opening".
    """
    text = report.text_of("一")
    heads = next((one for style in _STYLES if len(one := _heads(report, text, style)) >= LEAST), [])
    found = {}
    if heads and text[: heads[0][1]].strip():
        found["opening"] = _trimmed(text, 0, heads[0][1])
    for at, (key, _, end) in enumerate(heads):
        stop = heads[at + 1][1] if at + 1 < len(heads) else len(text)
        found[key] = _trimmed(text, end, stop)
    return {key: one for key, one in found.items() if one.text}


def _heads(report: AnnualReport, text: str, style: re.Pattern[str]) -> list[tuple[str, int, int]]:
    """(aspect, where its heading begins, where the words of it end), the first of each aspect."""
    found: dict[str, tuple[str, int, int]] = {}
    for match in style.finditer(text):
        key = _aspect_of(report, match["words"])
        if key and key not in found:
            found[key] = (key, match.start(), match.end("words"))
    return list(found.values())


def _aspect_of(report: AnnualReport, words: str) -> str:
    """主动公开 is the plainest of the words: where a heading has one of another aspect too, that one counts."""
    hits = [
        (words.find(word), one.key)
        for one in report.form.aspects
        for word in one.words
        if word in words
    ]
    return min(hits)[1] if hits else ""


def _trimmed(text: str, start: int, stop: int) -> AspectText:
    held = text[start:stop]
    lead = len(held) - len(held.lstrip(" \t　\n。：:，、"))
    return AspectText(held[lead:].rstrip(), start + lead)
