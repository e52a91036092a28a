"""Reviews and lawsuits over disclosure in the prose, and how they ended."""

import re
from dataclasses import replace

from gongkai.domain.reports.prose.frames import Frame, Reading
from gongkai.domain.reports.prose.matters import (
    REMEDIES,
    Found,
    has_open_words,
    named_before,
    near_object,
    values_of,
)

_UNITS = ("", "件", "起", "宗", "例", "案", "件次")
_OTHER_MATTERS = re.compile(r"胜诉率|出庭应诉|代理|应诉案|执法监督|法治")
_LAWSUITS = ("direct", "after_review")


def remedy(frame: Frame, reading: Reading, topic: str) -> Found | None:
    """A review or a lawsuit over disclosure, and its result; those of other matters are left out."""
    if topic == "cases" or frame.quantity.unit not in _UNITS:
        return None
    over = _over_disclosure(frame)
    found = _found(frame, reading, topic) if over is not False else None
    return replace(found, certain=False) if found is not None and over is None else found


def _found(frame: Frame, reading: Reading, topic: str) -> Found | None:
    if values_of(frame, "carry"):
        return None  # 上年结转的复议案件 are some of them
    verbs = set(values_of(frame, "verb"))
    own = "信息公开" in frame.words_before() or "依申请" in frame.words_before()
    if verbs & {"accept", "handle", "close"} and not own:
        return None
    results = values_of(frame, "result")
    if results:
        return _result(frame, reading, topic, results)
    # 撤销复议申请1件: a word not known before the matter limits it as well
    if "withdrawn" in verbs or has_open_words(frame, whole_segment=True):
        return None
    before = frame.segments[-1][2] if frame.segments else ()
    if near_object(frame) is None:
        return None  # 复议3件，驳回2件: a result this grammar does not know
    # 新增复议2件, 其中2件被申请行政复议: the table holds those of earlier years as well
    among = any(one.slot == "list" and one.value == "among" for one in before)
    some = "new" in verbs or (among and named_before(frame) is None)
    return Found(topic, at_most=some)


def _over_disclosure(frame: Frame) -> bool | None:
    """Is it over disclosure: yes, likely (None), or not as far as the words say."""
    compact = frame.text.compact
    sentence = compact[frame.sentence.start : frame.quantity.start]
    # 二是规范依申请公开，保障公众知情权。…行政复议28件
    begin = compact.rfind("\n", 0, frame.sentence.start) + 1
    head = compact[begin : begin + 24] + frame.sentence.heading
    disclosure = "依申请" in head or frame.text.section in ("三", "四")
    later = compact[frame.quantity.end : frame.sentence.end]
    # 复议案件56件，涉及政府信息公开2件: the first number is of all matters
    others = "信息公开" in later or "司法局" in sentence
    if "信息公开" in sentence:
        return True
    if disclosure or "依申请" in sentence:
        return not others
    # 监督保障方面。…行政复议16件，维持9件: what else would a report on disclosure tell there
    likely = (
        "监督" in head
        and not others
        and not _OTHER_MATTERS.search(compact, begin, frame.sentence.end)
    )
    return None if likely else False


def _result(frame: Frame, reading: Reading, topic: str, results: list[str]) -> Found | None:
    """维持6件 is of the matter named with it, or of the one the sentence is about.

    涉行政复议、行政诉讼案件743件，结果维持461件: of both. 行政诉讼49件，其中直接起诉25件，复议后起诉24件；
    尚未审结11件: of the lawsuits.
    """
    if len(set(results)) > 1:
        return None
    if near_object(frame) is not None:
        return None if topic == "review_and_litigation" else Found(f"{topic}.{results[0]}")
    named = [topic, *_wider(frame, reading, topic)]
    if "review_and_litigation" in named:
        named = ["review_and_litigation", *(one for one in named if one != "review_and_litigation")]
    concepts = tuple(f"{one}.{results[0]}" for one in dict.fromkeys(named))
    return Found(concepts[0], also=concepts[1:])


def _wider(frame: Frame, reading: Reading, topic: str) -> list[str]:
    """The matters with a number of their own earlier in the sentence that hold the one spoken of."""
    found = []
    for one in reading.frames:
        if one.sentence != frame.sentence or one.index >= frame.index:
            continue
        own = near_object(one)
        both = own == "review_and_litigation" and topic != own
        if both or (own == "litigation" and topic in _LAWSUITS):
            found.append(str(own))
    return found if topic in REMEDIES else []
