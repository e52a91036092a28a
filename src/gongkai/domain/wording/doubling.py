"""Words written twice in a row: 我县我县, 审核审核, 的的."""

import re
from functools import cache
from typing import Any

from gongkai.domain.wording.slip import Slip, is_han, overlaps, word_data

# A word of 2 to 8 characters followed at once by itself; blanks in between are a layout, not a word.
_TWICE = re.compile(r"(?=([\u3400-\u9fff]{2,8})\1)")


def doubled_words(text: str) -> list[Slip]:
    """Every doubled word in the text, in order; reduplications that Chinese allows are left out."""
    found: list[Slip] = []
    rows_end = 0
    for match in _TWICE.finditer(text):
        word, start = _shortest(match.group(1)), match.start()
        end = start + 2 * len(word)
        if start < rows_end or overlaps(start, end, found):
            continue
        if text.startswith(word, end):
            # Three in a row is a row of table cells that lost its separators.
            while text.startswith(word, end):
                end += len(word)
            rows_end = end
            continue
        if (certain := _certain(text, start, end, word)) is not None:
            reason = "词语重复" if certain else "词语疑似重复"
            found.append(Slip(start, end, text[start:end], reason, (word,), certain))
    for match in re.finditer(f"([{''.join(_data()['single'])}])\\1", text):
        start, end = match.span()
        exception = _data()["single"][match.group(1)]
        before, after = text[start - 1 : start], text[end : end + 1]
        if (
            before
            and before in exception["not_before"]
            or after
            and after in exception["not_after"]
        ):
            continue
        if not overlaps(start, end, found) and (is_han(before or "。") or is_han(after or "。")):
            found.append(Slip(start, end, match.group(), "字重复", (match.group(1),)))
    return sorted(found, key=lambda slip: slip.start)


def _shortest(word: str) -> str:
    for length in range(2, len(word) // 2 + 1):
        if len(word) % length == 0 and word == word[:length] * (len(word) // length):
            return word[:length]
    return word


def _certain(text: str, start: int, end: int, word: str) -> bool | None:
    """True: a slip. False: doubtful. None: good Chinese."""
    data, after = _data(), text[end : end + 1]
    if word in _sets()["certain"]:
        return True
    if word + word in _sets()["reduplicated"] or word[0] in data["reduplicating_heads"]:
        return None
    if len(set(word)) == 1 or _is_linked(word):
        return None
    if _is_split_elsewhere(text, start, end, word):
        return None
    if after and after in data["derivations"]:
        return None
    ended = not after or not is_han(after) or after in data["closers"]
    if ended or text.startswith(tuple(data["closing_words"]), end):
        return True
    if word not in _sets()["heads_and_tails"]:
        return False
    # at the head of a clause no compound can end (（一）主动公开主动公开情况); a long word seldom begins another
    at_head = start == 0 or not is_han(text[start - 1])
    return False if len(word) >= 4 or (at_head and word not in _sets()["acting"]) else None


def _is_linked(word: str) -> bool:
    """面对面对接: the doubled part is 面对, its second character links."""
    return len(word) == 2 and word[1] in _data()["linking"]


def _is_split_elsewhere(text: str, start: int, end: int, word: str) -> bool:
    """The doubling begins or ends inside a longer word that is itself no doubling (以及|及时)."""
    heads = _sets()["heads_and_tails"]
    # 县政府|政府信息 read one character earlier: 府政|府政 is never a word.
    return any(word[k:] + word[:k] in heads for k in range(1, len(word)))


@cache
def _data() -> Any:
    return word_data("doubling")


@cache
def _sets() -> dict[str, frozenset[str]]:
    keys = ("reduplicated", "heads_and_tails", "certain", "acting")
    return {key: frozenset(_data()[key]) for key in keys}
