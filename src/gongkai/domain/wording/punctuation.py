"""Punctuation: marks in a row, brackets that do not close, sentences that do not end."""

import re

from gongkai.domain.wording.slip import Slip

_ROW = re.compile(
    r"([。，、；：])[ 　]*\1+|[，、；：][。，、；]|。[，、；：]|[,;][，。；,;]|，[,;]"
)
_PAIRS = {"《": "》", "（": "）", "“": "”", "【": "】"}
_CLOSING = {end: start for start, end in _PAIRS.items()}
_BRACKET = re.compile(f"[{''.join((*_PAIRS, *_CLOSING))}]")
# 1） and a） at the beginning of an item close nothing: what stands before the bracket.
_ITEM = re.compile(r"(?:\A|[\s。；;，,：:、])[\da-zA-Z一二三四五六七八九十]{1,2}\Z")
_SUBHEADING = re.compile(
    r"（[一二三四五六七八九十]）|[一二三四五六七八九十]、|\d{1,2}[.、．](?!\d)"
)
_INLINE_HEADING = re.compile(
    r"(?<=[\u3400-\u9fff])(?<![第款条项及和至或、])（([二三四五六七八九])）(?=[\u3400-\u9fff])(?![项款条])"
)
_FULL_COMMA = re.compile(r"(?<=[\u3400-\u9fff])，(?=[\u3400-\u9fff])")
_HALF_COMMA = re.compile(r"(?<=[\u3400-\u9fff]),(?=[\u3400-\u9fff])")
_NUMERALS = "一二三四五六七八九十"


def marks_in_a_row(text: str) -> list[Slip]:
    """。。 and ，。: no two of these marks stand together."""
    return [
        Slip(
            *match.span(),
            match.group(),
            "标点重复或连用",
            (),
            match.group()[0] == match.group()[-1] and len(match.group()) == 2,
        )
        for match in _ROW.finditer(text)
    ]


def mixed_commas(text: str) -> tuple[int, int]:
    """How many commas between Chinese characters are full-width and how many half-width."""
    return len(_FULL_COMMA.findall(text)), len(_HALF_COMMA.findall(text))


def unbalanced_brackets(text: str) -> list[Slip]:
    """Brackets that open and never close, or close and never opened; at most one a kind of bracket."""
    # Half-width brackets count as full-width ones: a pair is often mixed.
    even = text.replace("(", "（").replace(")", "）")
    open_at: dict[str, list[int]] = {start: [] for start in _PAIRS}
    lone: dict[str, int] = {}
    for match in _BRACKET.finditer(even):
        at, character = match.start(), match.group()
        if character in _PAIRS:
            open_at[character].append(at)
        elif character != "）" or _ITEM.search(even[max(0, at - 3) : at]) is None:
            if open_at[_CLOSING[character]]:
                open_at[_CLOSING[character]].pop()
            else:
                lone.setdefault(character, at)
    for start, places in open_at.items():
        if places:
            lone.setdefault(start, places[-1])
    found = []
    for character, at in sorted(lone.items(), key=lambda pair: pair[1]):
        begin, end = (
            (at, min(len(text), at + 12)) if character in _PAIRS else (max(0, at - 11), at + 1)
        )
        other = _PAIRS.get(character) or _CLOSING[character]
        found.append(
            Slip(begin, end, text[begin:end], f"“{character}”没有配对的“{other}”", (), False)
        )
    return found


def unfinished_sentences(text: str) -> list[Slip]:
    """A long sentence that runs into the next numbered heading without an end mark.

    A paragraph cut anywhere else may be cut by a page end, so it is left alone.
    """
    found: list[Slip] = []
    at = 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if _SUBHEADING.match(following) and _runs_on(line):
            end = at + len(line.rstrip())
            found.append(
                Slip(
                    max(at, end - 12), end, text[max(at, end - 12) : end], "句末缺少句号", (), False
                )
            )
        at += len(line) + 1
    for match in _INLINE_HEADING.finditer(text):
        before = _NUMERALS[_NUMERALS.index(match.group(1)) - 1]
        last = text.rfind(f"（{before}）", 0, match.start())
        if last != -1 and match.start() - last > 20:
            begin = max(0, match.start() - 9)
            found.append(
                Slip(begin, match.end(), text[begin : match.end()], "句末缺少句号", (), False)
            )
    return sorted(found, key=lambda slip: slip.start)


def _runs_on(line: str) -> bool:
    """Prose, not a heading: long, with a comma in it, ending in a character or a figure."""
    body = line.strip()
    long_enough = len(body) >= 30 and re.search(r"[，,；。]", body) is not None
    return long_enough and re.search(r"[\u3400-\u9fff\d%]$", body) is not None


def stray_mark_at_end(heading: str) -> Slip | None:
    """A heading that ends in a comma-like mark: 一、总体情况、."""
    body = heading.rstrip()
    if len(body) > 3 and body[-1] in "、，,；":
        return Slip(len(body) - 1, len(body), body[-1], "标题末尾多出标点", (body[:-1],))
    return None
