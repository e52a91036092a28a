"""The text of one cell as a value: number with its note, blank, slash, dash, or something else."""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from gongkai.domain.reports.annual_report import Place, State, Value

_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_NUMBER = r"(?:\d{1,3}(?:[,，]\d{3})+|\d{1,15})(?:\.\d{1,8})?"
_PLAIN = re.compile(rf"{_NUMBER}\Z")
_SIGNED = re.compile(
    rf"(增加|新增|增|上升|减少|减|下降|负|[+\-−–↑↓])?(?P<number>{_NUMBER})(?P<rest>.*)\Z", re.S
)
_LEADING_ZERO = re.compile(r"0\d")  # two figures run together, or a number that is none
_PARTED = re.compile(r"\d\s+\d")
_UNIT = re.compile(r"(?:件次|[件条个项宗份次部起人类页]|万元|亿元|元)")
_NOTE = re.compile(r"[(\[【《](?P<note>[^()]{1,80})[)\]】》]\Z")
_FOOTNOTE = re.compile(r"[*※#①-⑳]+\Z")
_MINUS = frozenset(("减少", "减", "下降", "负", "-", "−", "–", "↓"))
_SLASH = re.compile(r"[/\\／＼]+\Z")
_DASH = re.compile(r"[-–—―─━－﹣_~]+\Z")
_LETTER_ZERO = re.compile(r"[OoО〇○Ｏ]\Z")
_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千万]{1,9}\Z")
_DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALE = {"十": 10, "百": 100, "千": 1000}


@lru_cache(maxsize=20_000)
def clean(text: str) -> str:
    """Half width, without any blank or invisible character."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def looks_like_value(text: str) -> bool:
    """Whether a text can only be the content of a data cell: a figure, a slash, a dash, 无."""
    folded = clean(text)
    if not folded or len(folded) > 90:
        return False
    if folded.isdecimal():
        return not _PARTED.search(text.strip())
    if folded[0].isdigit() or folded[0] in "+-−–/\\—―─↑↓":
        return read_value(text).state is not State.TEXT
    return bool(
        _LETTER_ZERO.match(folded)
        or folded in ("无", "零", "暂无")
        or (folded[0] in "增减负" and read_value(text).state is State.NUMBER)
    )


def read_value(text: str, place: Place | None = None) -> Value:
    """The value in a cell. Never raises; what is not a number keeps its text as TEXT."""
    state, number, note = _meaning(text)
    return Value(state, number, text.strip(), note, place or Place())


@lru_cache(maxsize=4_000)
def _meaning(text: str) -> tuple[State, Decimal | None, str]:
    folded = clean(text)
    if not folded:
        return State.BLANK, None, ""
    if _LEADING_ZERO.match(folded):
        return State.TEXT, None, ""
    if _PLAIN.match(folded):
        return State.NUMBER, _decimal(folded), ""
    if _SLASH.match(folded):
        return State.SLASH, None, ""
    if _DASH.match(folded):
        return State.DASH, None, ""
    if _LETTER_ZERO.match(folded):
        return State.NUMBER, Decimal(0), ""
    found = _SIGNED.match(folded)
    note = _note_of(found.group("rest")) if found else None
    if found and note is not None:
        number = _decimal(found.group("number"))
        return State.NUMBER, -number if found.group(1) in _MINUS else number, note
    spelt = chinese_number(folded) if _CHINESE.match(folded) else None
    if spelt is not None:
        return State.NUMBER, Decimal(spelt), ""
    return State.TEXT, None, ""


def _decimal(folded: str) -> Decimal:
    return Decimal(folded.replace(",", "").replace("，", ""))


def _note_of(rest: str) -> str | None:
    """What may stand behind a figure: a unit, a note in brackets, a footnote mark. None otherwise."""
    if not rest:
        return ""
    parts: list[str] = []
    unit = _UNIT.match(rest)
    if unit:
        parts.append(unit.group())
        rest = rest[unit.end() :]
    note = _NOTE.match(rest)
    if note:
        parts.append(note.group("note"))
        rest = ""
    mark = _FOOTNOTE.match(rest)
    if mark:
        parts.append(mark.group())
        rest = ""
    return None if rest else "；".join(parts)


def chinese_number(text: str) -> int | None:
    """二〇二五 → 2025, 十二 → 12, 一百零五 → 105; None where it is no number below 100000."""
    if all(char in _DIGIT for char in text):
        return int("".join(str(_DIGIT[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in _DIGIT:
            digit = _DIGIT[char]
        elif char in _SCALE:
            section += (digit or 1) * _SCALE[char]
            digit = 0
        elif char == "万" and not total:
            total = (section + digit) * 10_000
            section = digit = 0
        else:
            return None
    return total + section + digit


class Figure(NamedTuple):
    """A cell of a row as it stood: its text, where, and whether separators held it apart.

    `loose` marks text that may hold several figures run together (no cell around it).
    """

    text: str
    column: int = 0
    place: Place = Place()
    loose: bool = False
    span: int = 1

    @property
    def blank(self) -> bool:
        return not clean(self.text)
