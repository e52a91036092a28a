"""Names of laws and documents: misspelt, cut short, not introduced, or without their book-title marks."""

import re
from functools import cache, lru_cache

from gongkai.domain.wording.slip import Slip, word_data

_QUOTED = re.compile(r"《([^《》\n]{2,60})》")
# 法 as a law, not 办法 or 书法; 《宪法》 is always written so.
_LAW = re.compile(
    r"《((?!中华人民共和国|宪法)[\u3400-\u9fff]{1,24}(?<![办方做书用算说看手技刀工战魔文语宪])法)》"
)
_BLANKS = re.compile(r"[\s　]")
_TAIL = re.compile(r"[（(].*?[）)]$")


def misspelt_law_names(text: str) -> list[Slip]:
    """Names one or two characters away from a known law; certain for laws, not for documents."""
    found: list[Slip] = []
    for match in _QUOTED.finditer(text):
        name = _TAIL.sub("", _BLANKS.sub("", match.group(1)))
        nearest = _nearest(name)
        if nearest is not None:
            expected, is_law = nearest
            found.append(
                Slip(
                    *match.span(),
                    match.group(),
                    "法规名称与全称不一致",
                    (f"《{expected}》",),
                    is_law,
                )
            )
    return found


def unintroduced_law_names(text: str) -> list[Slip]:
    """The first use of a wrong or a short name that the text before it has not introduced."""
    data = word_data("law_names")
    wrong = {name: one["full"] for one in data["wrong"] for name in one["names"]}
    found: list[Slip] = []
    for match in _QUOTED.finditer(text):
        name = _BLANKS.sub("", match.group(1))
        full = wrong.get(name) or (data["full_name_of_short"] if name in data["short"] else None)
        if full is None or any(one.text == match.group() for one in found):
            continue
        if _is_defined(text[: match.end()], name):
            continue
        if name in data["short"] and re.search(rf"《[^》]+{name}》", text[: match.start()]):
            continue  # 《中华人民共和国政府信息公开条例》 … 《条例》 without 以下简称 is understood
        found.append(
            Slip(
                *match.span(),
                match.group(),
                "法规名称第一次出现时应写全称",
                (f"《{full}》",),
                False,
            )
        )
    return found


def laws_without_country(text: str) -> list[Slip]:
    """The first mention of a national law without 中华人民共和国: 《义务教育法》."""
    found: list[Slip] = []
    for match in _LAW.finditer(text):
        name = match.group(1)
        full = f"《中华人民共和国{name}》"
        before = text[: match.start()]
        if match.group() in before or full in before or _is_defined(text[: match.end()], name):
            continue
        reason = "法律名称第一次出现时应写全称"
        found.append(Slip(*match.span(), match.group(), reason, (full,), False))
    return found


def unmarked_law_names(text: str) -> list[Slip]:
    """A known law cited as a ground without book-title marks: 依据信息公开条例. Each name once."""
    full_of = _citable()
    names = "|".join(map(re.escape, sorted(full_of, key=len, reverse=True)))
    found: dict[str, Slip] = {}
    for match in re.finditer(rf"(?:依据|根据|按照|依照|遵照|违反)({names})(?![一-鿿]*》)", text):
        name = match.group(1)
        reason = "引用法规应当用书名号，第一次出现时写全称"
        made = Slip(*match.span(1), name, reason, (f"《{full_of[name]}》",), False)
        found.setdefault(name, made)
    return list(found.values())


@cache
def _citable() -> dict[str, str]:
    """Each way a known law is called (full, without the country, wrongly cut short), and its full name."""
    data = word_data("law_names")
    country = "中华人民共和国"
    full_of = {
        called: country + name.removeprefix(country)
        if country + name in data["names"]["law"]
        else name
        for name in data["names"]["law"]
        for called in (name, name.removeprefix(country))
    }
    return full_of | {name: one["full"] for one in data["wrong"] for name in one["names"]}


def _is_defined(before: str, name: str) -> bool:
    words = "|".join(map(re.escape, word_data("law_names")["definitions"]))
    return re.search(rf"(?:{words})[为“\"]?\s*《\s*{re.escape(name)}\s*》", before) is not None


@lru_cache(maxsize=256)
def _nearest(name: str) -> tuple[str, bool] | None:
    """The known name that this one misspells, and whether it is a law; None for a good name."""
    known = _known()
    if name in known or len(name) < 7:
        return None
    for expected, is_law in known.items():
        allowed = 2 if len(expected) >= 14 else 1
        if (
            abs(len(expected) - len(name)) <= allowed
            and _distance(name, expected, allowed) <= allowed
        ):
            return (expected, is_law) if _is_misspelling(name, expected) else None
    return None


def _is_misspelling(name: str, expected: str) -> bool:
    """Another law of the same pattern (行政监察法) and a local one (省政府信息公开条例) are no misspelling."""
    shared = 0
    while shared < min(len(name), len(expected)) and name[shared] == expected[shared]:
        shared += 1
    tail = 0
    while tail < min(len(name), len(expected)) - shared and name[-1 - tail] == expected[-1 - tail]:
        tail += 1
    if len(name) == len(expected) and len(name) - shared - tail >= 2:
        return False  # two neighbouring characters exchanged for a word: another name
    # Words put before or behind the name make another name, except a lost last character.
    return not (len(name) > len(expected) and (shared == 0 or tail == 0))


def _distance(one: str, other: str, limit: int) -> int:
    """Levenshtein distance, given up above the limit."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
        if min(row) > limit:
            return limit + 1
    return row[-1]


@cache
def _known() -> dict[str, bool]:
    names = word_data("law_names")["names"]
    known = dict.fromkeys(names["document"], False) | dict.fromkeys(names["law"], True)
    prefix = "中华人民共和国"
    return known | {name.removeprefix(prefix): law for name, law in known.items()} | known
