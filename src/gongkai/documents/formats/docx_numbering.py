"""The numbers Word writes before paragraphs by itself: 一、（一）1．第三章 – from numbering.xml."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_LEVEL_REFERENCE = re.compile(r"%([1-9])")
MAX_NUMBER = 9_999


@dataclass(frozen=True)
class Level:
    format: str
    text: str
    start: int
    restart: int | None  # the level whose number sets this one back; None: any higher one
    legal: bool


@dataclass
class Numbering:
    """Counts the paragraphs of each list and says the number of the next one."""

    levels: Mapping[str, Mapping[int, Level]]  # numId -> level
    lists: Mapping[str, str]  # numId -> the list whose count it shares
    style_levels: Mapping[tuple[str, str], int]  # (numId, style) -> level
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next_label(self, number: str, level: int) -> str:
        """The label of the next paragraph of list `number` at `level`, "" for bullets and no number."""
        levels = self.levels.get(number)
        if not levels or level not in levels:
            return ""
        counts = self._counts.setdefault(self.lists[number], {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for lower in [one for one in counts if one > level]:
            restart = levels[lower].restart if lower in levels else None
            if restart is None or level < restart:
                del counts[lower]
        mine = levels[level]
        if mine.format in ("bullet", "none"):
            return ""

        def value(match: re.Match[str]) -> str:
            other = int(match.group(1)) - 1
            shown = levels.get(other)
            if shown is None:
                return ""
            count = counts.get(other, shown.start)
            return format_number(count, "decimal" if mine.legal else shown.format)

        return _LEVEL_REFERENCE.sub(value, mine.text)


def read_numbering(root: "_Element | None") -> Numbering:
    """The lists of numbering.xml; none where the part is missing."""
    if root is None:
        return Numbering({}, {}, {})
    abstracts: dict[str, dict[int, Level]] = {}
    styles: dict[str, dict[str, int]] = {}
    for one in root.iterfind(f"{W}abstractNum"):
        key = one.get(f"{W}abstractNumId", "")
        abstracts[key] = {}
        styles[key] = {}
        for level in one.iterfind(f"{W}lvl"):
            depth = integer(level.get(f"{W}ilvl"), 0)
            abstracts[key][depth] = _level(level)
            style = attribute(level, "pStyle")
            if style:
                styles[key][style] = depth
    levels: dict[str, dict[int, Level]] = {}
    lists: dict[str, str] = {}
    style_levels: dict[tuple[str, str], int] = {}
    for one in root.iterfind(f"{W}num"):
        number = one.get(f"{W}numId", "")
        abstract = attribute(one, "abstractNumId") or ""
        levels[number] = dict(abstracts.get(abstract, {}))
        overridden = _override(one, levels[number])
        lists[number] = f"own {number}" if overridden else abstract
        for style, depth in styles.get(abstract, {}).items():
            style_levels[number, style] = depth
    return Numbering(levels, lists, style_levels)


def _override(number: "_Element", levels: dict[int, Level]) -> bool:
    """Apply the list's own starts and levels; such a list counts for itself."""
    found = False
    for one in number.iterfind(f"{W}lvlOverride"):
        found = True
        depth = integer(one.get(f"{W}ilvl"), 0)
        own = one.find(f"{W}lvl")
        if own is not None:
            levels[depth] = _level(own)
        start = attribute(one, "startOverride")
        if start is not None and depth in levels:
            old = levels[depth]
            levels[depth] = Level(old.format, old.text, integer(start, 1), old.restart, old.legal)
    return found


def _level(level: "_Element") -> Level:
    restart = attribute(level, "lvlRestart")
    return Level(
        format=attribute(level, "numFmt") or "decimal",
        text=(attribute(level, "lvlText") or "")[:40],
        start=integer(attribute(level, "start"), 0 if level.find(f"{W}start") is None else 1),
        restart=integer(restart, 0) if restart is not None else None,
        legal=level.find(f"{W}isLgl") is not None,
    )


def attribute(element: "_Element", name: str) -> str | None:
    """`w:val` of the child `w:name`."""
    child = element.find(f"{W}{name}")
    return child.get(f"{W}val") if child is not None else None


def integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text, re.ASCII) else default


def format_number(number: int, form: str) -> str:
    """`number` in Word's number format `form`; in plain digits where the format is not known."""
    maker = _FORMATS.get(form)
    if maker is None or not 0 < number <= MAX_NUMBER:
        return str(number)
    return maker(number)


def chinese(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """一, 十, 十一, 二十, 一百〇五: as Word counts; up to 9999."""
    text = ""
    zero = False
    for power, unit in ((3, units[2]), (2, units[1]), (1, units[0]), (0, "")):
        digit = number // 10**power % 10
        if digit:
            text += (digits[0] if zero and text else "") + digits[digit] + unit
            zero = False
        else:
            zero = True
    short = digits[1] + units[0]
    return text[1:] if text.startswith(short) and digits == _DIGITS else text


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 20)


def _roman(number: int) -> str:
    text = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        text += sign * (number // value)
        number %= value
    return text


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if number <= 20 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate({48 + k: 0xFF10 + k for k in range(10)}),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "chineseLegalSimplified": lambda number: chinese(number, _FORMAL, "拾佰仟"),
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12],
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}  # fmt: skip
