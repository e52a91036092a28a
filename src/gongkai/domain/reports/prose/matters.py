"""The matter a number is about: applications, reviews, documents, or something the tables do not hold."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.domain.reports.prose.frames import Frame, Reading
from gongkai.domain.reports.prose.lexicon import Token, lexicon

REMEDIES = ("review", "litigation", "direct", "after_review", "review_and_litigation")
LOOK_BACK = 1500  # how far back the matter spoken of is looked for
_LATIN = re.compile(r"[^一-鿿]")
# Words of what an application asks for or is answered with: they do not change the matter.
_ASKED_FOR = (
    "信息",
    "政府信息",
    "信访",
    "上访",
    "投诉",
    "举报",
    "咨询",
    "档案",
    "答复书",
    "告知书",
    "决定书",
    "文件",
    "意见",
    "检查",
    "问题",
    "公告",
)
# 主动公开42份、依申请公开37份、不予公开239份: how documents were classed
_CLASSED = re.compile(
    r"主动公开(?:类|的|属性|公文|文件|发文|信息)*\d+[件份个条篇]?[、，及和].{0,6}依申请公开"
    r"|依申请公开(?:类|的|属性|公文|文件|发文|信息)*\d+[件份个条篇]?[、，及和].{0,6}(?:不予公开|不公开)"
)


@dataclass(frozen=True)
class Found:
    """What a number counts: a concept of readings.yaml and a column. `also`: other concepts the words
    allow. `at_most` and `certain` as in Claim.
    """

    concept: str
    column: str = "total"
    at_most: bool = False
    certain: bool = True
    also: tuple[str, ...] = ()


def topic_of(frame: Frame, reading: Reading) -> str | None:
    """The matter spoken of: the last one named before the number, or just after it, or earlier."""
    near = near_object(frame)
    if near is not None:
        return near
    for _, _, tokens in reversed(frame.segments[:-1]):
        named = _last_object(tokens)
        if named is not None:
            return named
    return earlier_topic(frame, reading)


def earlier_topic(frame: Frame, reading: Reading) -> str | None:
    """The last matter named before the frame, back to the beginning of its sub-section."""
    place = bisect_left(reading.tokens, frame.start, key=lambda one: one.start)
    for one in reversed(reading.tokens[max(0, place - 80) : place]):
        if one.start < frame.sentence.block:
            break
        if one.slot == "object":
            same_sentence = one.start >= frame.sentence.start
            # across a full stop only applications go on being the matter
            return one.value if same_sentence or one.value in ("application", "foreign") else None
    return "application" if "依申请" in frame.sentence.heading else None


def near_object(frame: Frame) -> str | None:
    before = frame.segments[-1][2] if frame.segments else ()
    named = _last_object(before)
    if named is None:
        return _last_object(frame.post)
    objects = {one.value for one in before if one.slot == "object"}
    if named in ("review", "litigation") and {"review", "litigation"} <= objects:
        return "review_and_litigation"
    return named


def named_before(frame: Frame) -> str | None:
    """The matter named in the number's own segment before it."""
    return _last_object(frame.segments[-1][2]) if frame.segments else None


def _last_object(tokens: Sequence[Token]) -> str | None:
    named = [one for one in tokens if one.slot == "object"]
    if not named:
        return None
    last = named[-1]
    bare = last.value == "application" and last.end - last.start == 2
    if bare and len(named) > 1 and named[-2].end == last.start:
        return named[-2].value  # 行政处罚申请, 信访申请: an application of another matter
    return last.value


def values_of(frame: Frame, slot: str) -> list[str]:
    return [one.value for one in frame.near if one.slot == slot]


def is_outcome_of(frame: Frame, reading: Reading) -> bool:
    """An outcome is of an application whatever noun stands with it (2件属于机关内部事务文件), unless the
    sub-section speaks of another matter (提案85件，除涉及国家秘密的11件外).
    """
    outcomes = [one for one in frame.near if one.slot == "outcome"]
    before = frame.segments[-1][2] if frame.segments else ()
    named = [one for one in before if one.slot == "object"]
    if not outcomes or (named and named[-1].start > outcomes[-1].end):
        return False
    place = bisect_left(reading.tokens, frame.start, key=lambda one: one.start)
    for one in reversed(reading.tokens[max(0, place - 80) : place]):
        if one.start < frame.sentence.block:
            break
        printed = reading.text.compact[one.start : one.end]
        if one.slot == "object" and not (one.value == "foreign" and printed in _ASKED_FOR):
            return one.value == "application"
    return "依申请" in frame.sentence.heading


def is_of_classed_documents(frame: Frame) -> bool:
    """Documents classed as 主动公开, 依申请公开, 不予公开: none of these numbers is of applications."""
    compact = frame.text.compact
    return _CLASSED.search(compact, frame.sentence.start, frame.sentence.end) is not None


def speaks_of_applications(frame: Frame, reading: Reading) -> bool:
    start = max(frame.sentence.block, frame.sentence.start - LOOK_BACK)
    tokens = reading.tokens_in(start, frame.quantity.start)
    return any(one.value == "application" for one in tokens)


def has_open_words(frame: Frame, *, whole_segment: bool = False) -> bool:
    """Are there words between verb, matter and number that this grammar does not know?

    收到土地征收类政府信息公开申请20件 counts some of the applications only.
    """
    if frame.handed_out:
        return False
    tokens = frame.segments[-1][2] if frame.segments else ()
    starts = [one.start for one in tokens if one.slot in ("verb", "object")]
    if not starts:
        return False
    first = frame.start if whole_segment else min(starts)
    stretches = [(first, frame.quantity.start, tokens)]
    if frame.post and any(one.slot == "object" for one in frame.post):
        last = max(one.end for one in frame.post if one.slot == "object")
        stretches.append((frame.quantity.end, last, frame.post))
    left = ""
    for start, end, within in stretches:
        place = start
        for one in within:
            if one.start >= start:
                left += frame.text.compact[place : max(place, one.start)]
                place = max(place, one.end)
        left += frame.text.compact[place:end]
    return len(_LATIN.sub("", lexicon().filler.sub("", left))) >= 2
