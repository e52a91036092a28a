"""What a web page puts around a report: crumbs, dates, buttons. Only looked for outside the prose."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

_LONGEST = 60
_SEPARATOR = re.compile(r"[=*_~─—\-·.\s]{4,}(?:正文)?[=*_~─—\-·.\s]{0,}\Z")
_CELL_END = re.compile(r"\s*[|｜\t]\s*|\s{2,}")
_SENTENCE = re.compile(r"[。；]|[，,].{6,}")


@dataclass(frozen=True)
class Words:
    exact: frozenset[str]
    start: tuple[str, ...]
    end: tuple[str, ...]
    metadata: Mapping[str, tuple[str, ...]]


@cache
def _words() -> Words:
    text = (files(__package__) / "chrome.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return Words(
        frozenset(_squeeze(one) for one in data["exact"]),
        tuple(_squeeze(one) for one in data["start"]),
        tuple(_squeeze(one) for one in data["end"]),
        {key: tuple(names) for key, names in data["metadata"].items()},
    )


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def is_chrome(text: str) -> bool:
    """Whether a short line is furniture of a page and no text of a report."""
    squeezed = _squeeze(text).strip("[]【】|>»·-—")
    if not squeezed:
        return True
    if _SEPARATOR.match(text.strip()):
        return True
    if len(squeezed) > _LONGEST or _SENTENCE.search(squeezed):
        return False
    known = _words()
    return squeezed in known.exact or squeezed.startswith(known.start)


def ends_report(text: str) -> bool:
    """Whether a line behind the report belongs to the page: 上一篇, 附件下载, 主办单位 …"""
    squeezed = _squeeze(text)
    if not squeezed or len(squeezed) > 2 * _LONGEST or "。" in squeezed[:-1]:
        return False
    known = _words()
    return (
        squeezed in known.exact
        or squeezed.strip("【】[]").startswith(known.end)
        or is_date_stamp(text)
    )


def is_date_stamp(text: str) -> bool:
    """发布时间：2024-01-17 16:34 and the like."""
    return bool(re.match(r"\s*(?:发布|发文|更新|编辑)(?:时间|日期)\s*[：:]", text))


def metadata_of(lines: Sequence[str], key: str) -> str:
    """A value that a crawler or a site wrote before the text: 发布机构: 沭阳县发展和改革局."""
    for line in lines:
        name, colon, value = line.replace("：", ":").partition(":")
        if colon and _squeeze(name).strip("|｜") in _words().metadata[key]:
            # Several names and values stand in one row of such a table.
            value = _CELL_END.split(value.strip("|｜ \t\u3000"))[0]
            if value and ":" not in value:
                return value
    return ""


def without_name(text: str) -> str:
    """A title without the name of its metadata row: 名  称 某县人民政府2020年… is the rest."""
    first, blank, rest = text.strip().partition(" ")
    for _ in range(2):  # the name itself may be spaced: 名  称
        if _squeeze(first) in _words().metadata["title"] and rest.strip():
            return rest.strip()
        more, blank, rest = rest.strip().partition(" ")
        first += more
    return text


def without_leading_chrome(text: str) -> str:
    """A text whose first words are crumbs and buttons, from its first sentence on."""
    pieces = text.split()
    if len(pieces) < 3 or not (is_chrome(pieces[0]) or is_chrome(" ".join(pieces[:2]))):
        return text
    position = 0
    for piece in pieces:
        start = text.index(piece, position)
        if len(piece) >= 15 and _SENTENCE.search(piece):
            return text[start:]
        position = start + len(piece)
    return text


def without_trailing_chrome(text: str) -> str:
    """A text whose last words, set apart by blanks, are buttons: …情况。 附件下载."""
    while True:
        head, blank, last = text.rstrip().rpartition(" ")
        if not blank or not (_squeeze(last) in _words().exact and _SENTENCE.search(head)):
            return text
        text = head.rstrip()
