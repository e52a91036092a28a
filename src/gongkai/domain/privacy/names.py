"""Names of persons, by surname and by standing alone between signs. Careful: a word is no name.

Two characters are taken for a name only behind a word that announces one (姓名, 患者, 村民 …) or in a
column of names: too many ordinary words begin with a surname (高山, 安全, 方案).
"""

import re
from functools import cache

from gongkai.domain.privacy.words import word_data

HAN = "\u3400-\u9fff"
# What may stand between a name and what is said of the person: signs, the sex.
GAP = r"[ \u3000，,（(：:、/]{0,4}(?:[男女](?:性)?[ \u3000，,、/]{0,3})?"


@cache
def name_pattern() -> re.Pattern[str]:
    """A name at its place; group 1 is the name."""
    data = word_data("names")
    compound, single = "|".join(data["compound"]), data["surnames"]
    announced = "|".join(f"(?<={label})" for label in data["labels"])
    return re.compile(
        rf"(?:{announced}|(?<=姓名[：:\s]))((?:{compound}|[{single}])[{HAN}]{{1,2}})(?=患|身患|因患|确诊|[^{HAN}]|$)"
        rf"|(?<![{HAN}])((?:{compound})[{HAN}]{{1,2}}|[{single}][{HAN}]{{2}})(?![{HAN}])"
    )


def names_in(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Places of names within [start, end); what stands around counts: 白云 in 白云村 is no name."""
    end = len(text) if end is None else end
    found = []
    for match in name_pattern().finditer(text, start, end + 1):
        group = 1 if match.group(1) else 2
        if match.end() <= end and is_possible(match.group(group)):
            found.append(match.span(group))
    return found


def is_name(word: str) -> bool:
    """Whether a cell holds nothing but a name of three or four characters."""
    match = name_pattern().fullmatch(word)
    return match is not None and match.group(2) == word and is_possible(word)


def is_possible(word: str) -> bool:
    """Whether it is no ordinary word and has no character that names do not have."""
    return word not in _ordinary() and not _never().search(word, 1)


def name_just_before(lead: str) -> str:
    """The name at the end of `lead`, with signs and a sex between at most; else empty."""
    for start, end in reversed(names_in(lead)):
        if re.fullmatch(GAP, lead[end:]):
            return lead[start:end]
    return ""


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(word_data("names")["ordinary"])


@cache
def _never() -> re.Pattern[str]:
    return re.compile(f"[{word_data('names')['never_inside']}]")
