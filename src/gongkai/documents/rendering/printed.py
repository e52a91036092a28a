"""What is printed of a value and of a text: the same in every format."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from gongkai.domain.reports.annual_report import (
    AnnualReport,
    Paragraph,
    State,
    Value,
    format_number,
)

# Characters that XML cannot hold, and those that are not seen or only turn what follows round: a report
# has no use for them, and they can make a text look like another.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_SLASH, _DASH = "/", "—"


def clean(text: str) -> str:
    """The text without characters that cannot stand in a document."""
    return _UNPRINTABLE.sub("", text)


def printed(value: Value) -> str:
    """What stands in the cell on paper: the number with its note, "/", "—", a word, or nothing.

    A cell that was not read or not found is drawn empty: nothing is invented for it.
    """
    if value.state is State.NUMBER and value.number is not None:
        note = clean(value.note).strip()
        return format_number(value.number) + (f"（{note}）" if note else "")
    if value.state is State.SLASH:
        return _SLASH
    if value.state is State.DASH:
        return _DASH
    if value.state is State.TEXT:
        return clean(value.raw).strip()
    return ""


def shown(value: Value) -> str:
    """The value as a person says it: a number, or what stands there in its place."""
    names = {State.BLANK: "空白", State.MISSING: "没有这一格", State.UNREAD: "未能确定"}
    return names.get(value.state) or printed(value)


class Rank(StrEnum):
    """Levels of GB/T 9704-2012 7.3.3 inside a section: （一） is set in 楷体, the rest in 仿宋."""

    SUBHEADING = "subheading"  # the whole paragraph is a heading: （一）主动公开方面
    LEAD = "lead"  # the paragraph begins with one: （一）主动公开。全年……
    TEXT = "text"


@dataclass(frozen=True)
class SetParagraph:
    """A paragraph and how it is set; `lead` characters from the start are set as the heading."""

    text: str
    rank: Rank
    lead: int = 0


_NUMBERED = re.compile("[（(][一二三四五六七八九十]{1,3}[）)]")
_LONGEST_HEADING = 40


def set_paragraph(paragraph: Paragraph) -> SetParagraph:
    """How a paragraph of prose is set, from its own numbering."""
    text = clean(paragraph.text).strip()
    if _NUMBERED.match(text) is None:
        return SetParagraph(text, Rank.TEXT)
    stop = text.find("。")
    if stop in (-1, len(text) - 1):
        if len(text) <= _LONGEST_HEADING:
            return SetParagraph(text, Rank.SUBHEADING, len(text))
    elif stop < _LONGEST_HEADING:
        return SetParagraph(text, Rank.LEAD, stop + 1)
    return SetParagraph(text, Rank.TEXT)


def set_paragraphs(paragraphs: tuple[Paragraph, ...]) -> Iterator[SetParagraph]:
    """The paragraphs that have something to print."""
    for one in paragraphs:
        made = set_paragraph(one)
        if made.text:
            yield made


def official_heading(report: AnnualReport, number: str) -> str:
    """一、总体情况: the heading as the form has it, whatever the file had."""
    return f"{number}、{report.form.section(number).heading}"


_NAME_OF_REPORT = re.compile("(?:政府)?信息公开(?:工作)?(?:年度|年)报告?")


def title_lines(title: str) -> list[str]:
    """The title in the parts that stay whole when it needs two lines: organ and year, name."""
    title = clean(title).strip()
    found = _NAME_OF_REPORT.search(title)
    if found is None or found.start() == 0:
        return [title]
    return [title[: found.start()], title[found.start() :]]
