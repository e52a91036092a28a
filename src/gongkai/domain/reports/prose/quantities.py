"""Numbers with their units in a compact text; what is no quantity (years, numbers of documents) is left out."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from gongkai.domain.reports.prose.lexicon import lexicon
from gongkai.domain.wording.patterns import trie_pattern

_CHINESE = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
# Marks that make a number part of a name, a date, a document number, a phone number or an ordinal.
_NO_QUANTITY_BEFORE = re.compile(r"(?:第|No\.?|NO\.?|[〔\[【#+“＋A-Za-z_/—–\-~·.])$")
_NO_QUANTITY_AFTER = re.compile(
    r"\s?(?:[〕\]】A-Za-z_/+~·]|[—–\-]\d|年|月|日|号|时|届|版|周年|热线|平台|”|\.\d|：\d)"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """`kind`: count, money (value in 万元), percent, points, other. `unit` is as printed, "" if none.

    `decimals` is the number of decimals printed; `approximate` when the text says 约, 余, 以上 …
    """

    value: Decimal
    unit: str
    kind: str
    decimals: int
    approximate: bool
    start: int
    end: int
    # money only: the value of one unit in the last printed place, in 万元
    step: Decimal = Decimal(1)


@cache
def _number_pattern() -> re.Pattern[str]:
    words = lexicon()
    units = trie_pattern((*words.count_units, *words.other_units, *words.money))
    after = trie_pattern(words.approximate_after)
    return re.compile(
        rf"(?:(?P<digits>\d+(?:\.\d+)?)(?P<power>[万亿千百])?|(?P<chinese>[零一二三四五六七八九十百千万两]+))"
        rf"(?P<more>{after})?(?:(?P<percent>%|个百分点)|(?P<unit>{units}))?(?P<after>{after})?"
    )


def find_quantities(text: str) -> list[Quantity]:
    """Every quantity, in order. Linear in the length of the text."""
    found: list[Quantity] = []
    for match in _number_pattern().finditer(text):
        one = _quantity(text, match)
        if one is not None:
            found.append(one)
    return found


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    before = text[max(0, match.start() - 4) : match.start()]
    unit = match["unit"] or match["percent"] or ""
    if _NO_QUANTITY_BEFORE.search(before):
        return None
    value = _value(match)
    if value is None or (match["chinese"] and not _is_chinese_count(match, text)):
        return None
    after = text[match.end() : match.end() + 3]
    if not unit and (_NO_QUANTITY_AFTER.match(after) or not _stands_alone(match, before, after)):
        return None
    words = lexicon()
    approximate = bool(match["more"] or match["after"] or before.endswith(words.approximate_before))
    decimals = len((match["digits"] or "").partition(".")[2])
    kind, step = "other", Decimal(1)
    if match["percent"]:
        kind = "percent" if match["percent"] == "%" else "points"
    elif unit in words.money:
        kind = "money"
        factor = Decimal(words.money[unit]) * _power(match)
        step = factor.scaleb(-decimals)
        value = value / _power(match) * factor
    elif unit in words.count_units or not unit:
        kind = "count"
        # 3.2万件 has been rounded
        approximate = approximate or bool(match["power"])
    return Quantity(value, unit, kind, decimals, approximate, match.start(), match.end(), step)


def _power(match: re.Match[str]) -> int:
    return {"万": 10**4, "亿": 10**8, "千": 1000, "百": 100}.get(match["power"] or "", 1)


def _value(match: re.Match[str]) -> Decimal | None:
    if match["digits"]:
        if len(match["digits"]) > 15:
            return None
        return Decimal(match["digits"]) * _power(match)
    return chinese_number(match["chinese"])


def chinese_number(text: str) -> Decimal | None:
    """三十二 is 32, 一千零五 is 1005, 二〇二五 (with 零 for 〇) is 2025; None where it is no number."""
    if len(text) > 12:
        return None
    if not any(sign in "十百千万" for sign in text):
        return Decimal("".join(str(_CHINESE[sign]) for sign in text))
    total = section = digit = 0
    for sign in text:
        if sign in _CHINESE:
            digit = _CHINESE[sign]
        elif sign in _POWERS:
            section += (digit or 1) * _POWERS[sign]
            digit = 0
        else:
            total += (section + digit) * 10**4
            section = digit = 0
    return Decimal(total + section + digit)


def _is_chinese_count(match: re.Match[str], text: str) -> bool:
    """三件 is a count; 一是, 第三, 一件件, 一次性, 三审 are not."""
    unit = match["unit"] or ""
    if unit not in ("件", "起", "宗", "份", "条", "件次"):
        return False
    after = text[match.end() : match.end() + 1]
    return after not in ("件", "事", "龙", "条", "份", "性")


def _stands_alone(match: re.Match[str], before: str, after: str) -> bool:
    """A number without a unit is a count only between a word and a stop: 部分公开67，"""
    digits = match["digits"] or ""
    if not digits or len(digits) > 6 or "." in digits:
        return False
    known = not after or after[0] in "，。；、）\n"
    return known and bool(before) and ("一" <= before[-1] <= "鿿" or before[-1] == "：")
