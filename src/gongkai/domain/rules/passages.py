"""Passages of a report for the rules on words: where prose stands, sentences, quotes."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import yaml

from gongkai.domain.findings import Quote, Unanswerable
from gongkai.domain.reports.annual_report import AnnualReport
from gongkai.domain.wording.slip import Slip

_Found = TypeVar("_Found")
_TABLE_SECTIONS = ("二", "三", "四")
_SENTENCE = re.compile(r"[^。！？；;\n]+[。！？；;]?")


def passages(report: AnnualReport) -> Iterator[tuple[str, str]]:
    """(section, text) of all prose. Under the tables only what reads as a sentence."""
    for section, text in report.prose().items():
        if section not in _TABLE_SECTIONS or re.search(r"[，。；]", text):
            yield section, text


def headings(report: AnnualReport) -> Iterator[tuple[str, str]]:
    """(section, heading as printed): headings are no part of a section's prose."""
    for number, section in report.sections.items():
        if section.heading_raw:
            yield number, section.heading_raw


def require_unabridged(report: AnnualReport, *sections: str) -> None:
    """Raise Unanswerable where the text itself says that words are left out: absence proves nothing."""
    for section in sections:
        if re.search(rule_data("structure")["abridged"], report.text_of(section)):
            raise Unanswerable(f"{section_name(section)}有省略，不能判断缺少什么")


def ends_openly(report: AnnualReport) -> bool:
    """Whether the last section that was read breaks off: an excerpt or a file cut short."""
    last = list(report.sections)[-1]
    heading = report.form.section(last)
    text = report.text_of(last).rstrip()
    if re.search(
        rule_data("structure")["abridged"], text[-12:] + report.sections[last].heading_raw
    ):
        return True
    if heading.table is None:
        return not text.endswith(tuple("。！？）”"))
    cells = report.form.cells_of(heading.table)
    return sum(cell in report.values for cell in cells) < len(cells)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """(offset, sentence with its end mark); line feeds end a sentence too."""
    for match in _SENTENCE.finditer(text):
        if match.group().strip():
            yield match.start(), match.group()


def few(found: Sequence[_Found]) -> Sequence[_Found]:
    """At most fifty hits of one scan: who has more to mend than that starts with these."""
    return found[:50]


def quote(section: str, slip: Slip) -> Quote:
    return Quote(section, slip.text, slip.start, slip.end)


def quote_around(section: str, text: str, start: int, end: int, width: int = 8) -> Quote:
    """The words with a little of what stands around them, within the line."""
    begin = max(text.rfind("\n", 0, start) + 1, start - width)
    line_end = text.find("\n", end)
    finish = min(line_end if line_end != -1 else len(text), end + width)
    return Quote(section, text[begin:finish], begin, finish)


def section_name(section: str) -> str:
    """How a message names a place: 前言, 第一部分, 标题, 落款."""
    names = {"preface": "前言", "title": "标题", "signature": "落款"}
    return names.get(section, f"第{section}部分")


@cache
def rule_data(name: str) -> Any:
    """A data file of this room by name without suffix."""
    text = (files(__package__) / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
