"""What is said of a named person: birth date, illness, disability, hardship, family."""

import re
from collections.abc import Iterator
from functools import cache

from gongkai.domain.privacy.found import Kind, PersonalData
from gongkai.domain.privacy.identity import is_identity_number
from gongkai.domain.privacy.names import GAP, names_in
from gongkai.domain.privacy.words import after, word_data
from gongkai.domain.wording.patterns import trie_pattern

_DATE = r"(?:18|19|20)\d\d\s?(?:年|[-./])\s?(?:1[0-2]|0?[1-9])\s?(?:月|[-./])\s?(?:3[01]|[12]\d|0?[1-9])日?"
_BORN = re.compile(rf"({_DATE})\s?(?:出生|生)(?!效|产|成|活|态|物|育|源|猪|鲜|长|日|命|意|前)")
_BIRTHDAY = re.compile(
    rf"(?:出生(?:日期|年月日)?|生日)[：:\s于]{{0,3}}({_DATE})(?!\s?(?:以|之|及|至|前|后))"
)
_FOLLOWS = re.compile(r"[的]?(?:人|儿童|婴儿|以后|以前|之后|之前|且|并|（含)")
_GRADE = re.compile(
    r"(?:视力|听力|言语|肢体|智力|精神|多重)(?:残疾)?[（(]?[一二三四1234１２３４]级|[一二三四]级(?:视力|听力|言语|肢体|智力|精神|多重)?残疾"
)
_NUMBER = re.compile(
    r"(?<![\dA-Za-z*])(?:\d{17}[\dXx]|\d{2,6}\*{8,14}\d{1,4}[\dXx])(?![\dA-Za-z*])"
)
_NEAR = 60
_LINK = rf"{GAP}(?:(?:系|为|是|患|患有|身患|罹患|确诊为?|因患?|属于?|现)[一-龥]{{0,3}}?)?"


def births(text: str) -> Iterator[PersonalData]:
    """A birth date to the day in the same sentence behind a person's name."""
    if "生" not in text:
        return
    for match in (*_BORN.finditer(text), *_BIRTHDAY.finditer(text)):
        start, end = match.span(1)
        if _FOLLOWS.match(after(text, match.end(), 4)):
            continue
        lead = text[max(0, match.start() - 40) : match.start()]
        begin = match.start() - len(re.split("[。；;\n]", lead)[-1])
        if names_in(text, begin, match.start()):
            quote = text[start:end]
            yield PersonalData(
                Kind.BIRTH, start, end, quote, mask_date(quote), "人名后的出生日期", False
            )


def mask_date(date: str) -> str:
    """1985年*月*日: the year is left."""
    return re.sub(r"^(\d{4})(\D?).*$", lambda m: f"{m[1]}年*月*日" if m[2] else f"{m[1]}****", date)


def conditions(text: str) -> Iterator[PersonalData]:
    """Words of health and hardship directly behind a person's name, or behind a person's number in the same line."""
    said = list(_said(text))
    if not said:
        return
    for (start, end), kind in sorted(said):
        line = text.rfind("\n", 0, start) + 1
        begin = max(line, start - 20)
        named = any(
            re.fullmatch(_LINK, text[ended:start]) for _, ended in names_in(text, begin, start)
        )
        if named or _numbered(text, max(line, start - _NEAR), start):
            behind = "人名" if named else "身份证号码"
            yield PersonalData(
                kind, start, end, text[start:end], "**", f"{behind}后的{kind}", False
            )


def _numbered(text: str, begin: int, end: int) -> bool:
    """Whether an identity number stands there, plain or masked: then the line is about one person."""
    return any(
        "*" in match.group() or is_identity_number(match.group())
        for match in _NUMBER.finditer(text, begin, end)
    )


def condition_in(cell: str) -> Kind | None:
    """The kind of what a cell of a list says of the person of its row; None where it says nothing such."""
    return next((kind for _, kind in _said(cell)), None)


def _said(text: str) -> Iterator[tuple[tuple[int, int], Kind]]:
    """Words of the lists, and grades of disability, at their places."""
    for match in _words().finditer(text):
        yield match.span(), _kind(match.group())
    at = text.find("级")
    while at >= 0:
        for match in _GRADE.finditer(text, max(0, at - 8), at + 8):
            yield match.span(), Kind.HEALTH
        at = text.find("级", at + 1)


@cache
def _words() -> re.Pattern[str]:
    return re.compile(trie_pattern(sorted(_lists()["health"] | _lists()["hardship"])))


@cache
def _lists() -> dict[str, frozenset[str]]:
    data = word_data("conditions")
    return {
        name: frozenset(word for group in data[name] for word in group["words"])
        for name in ("health", "hardship")
    }


def _kind(word: str) -> Kind:
    return Kind.HEALTH if word in _lists()["health"] else Kind.HARDSHIP
