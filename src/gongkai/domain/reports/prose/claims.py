"""Claims: what a quantity in the prose says of the tables, where that is certain enough to be held to."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.domain.findings import Quote
from gongkai.domain.reports.prose.frames import Frame, Reading
from gongkai.domain.reports.prose.lexicon import Token, lexicon
from gongkai.domain.reports.prose.scopes import (
    Organ,
    Time,
    is_comparison,
    organ_scope,
    time_scope,
)

REMEDIES = ("review", "litigation", "direct", "after_review", "review_and_litigation")
_LATIN = re.compile(r"[^一-鿿]")
_LEAD = re.compile(r"(?:[和与中、并且而]|及(?!时))+")
_SPARED = re.compile(r"[减免缓退]|停征|取消|降低|节约")
_GOVERNMENT_ITSELF = re.compile(r"[省市县区州](?:人民)?政府")
_REMEDY_UNITS = ("", "件", "起", "宗", "例", "案", "件次")
_DRAFT = re.compile(r"名义|代拟|起草|草案|上级|转发")
LOOK_BACK = 1500  # how far back the matter spoken of is looked for
_SPLIT_VERBS = ("new", "receive", "accept", "close", "handle", "withdrawn")


@dataclass(frozen=True, eq=False)
class Claim:
    """`concept` is a key of readings.yaml, or "applicant" with `column`, or "review.upheld" …

    `at_most`: the words limit it (按期办结35件), so the table may hold more. `certain` is False where the
    words allow another subject; a mismatch is then no error.
    """

    concept: str
    column: str
    value: Decimal
    at_most: bool
    certain: bool
    frame: Frame

    @property
    def quote(self) -> Quote:
        return quote_of(self.frame)


def quote_of(frame: Frame) -> Quote:
    """The words of a quantity: its nearest segment, the number, and what follows if that has meaning."""
    end = frame.post_end if frame.post else frame.quantity.end
    start = frame.start
    lead = _LEAD.match(frame.text.compact, start, frame.quantity.start)
    return frame.text.quote(lead.end() if lead is not None else start, end)


@dataclass(frozen=True)
class _Found:
    concept: str
    column: str = "total"
    at_most: bool = False
    certain: bool = True


def find_claims(reading: Reading, organ: str, year: int | None) -> Iterator[Claim]:
    """The claims of one section in order. Of a report whose year is unknown none is certain."""
    for frame in reading.frames:
        found = concept_of(frame, reading)
        if found is None or is_comparison(frame) or frame.quantity.approximate:
            continue
        if not frame.quantity.unit and reading.text.section in ("三", "四"):
            continue  # figures of a table that was read as text
        if time_scope(frame) is Time.OTHER or organ_scope(frame, organ) is not Organ.WHOLE:
            continue
        certain = found.certain and year is not None
        value = frame.quantity.value
        yield Claim(found.concept, found.column, value, found.at_most, certain, frame)


def concept_of(frame: Frame, reading: Reading) -> _Found | None:
    """What the quantity counts, or None where that is not certain enough to say."""
    quantity = frame.quantity
    topic = topic_of(frame, reading)
    if quantity.kind == "money":
        is_charge = topic == "charge" == _near_object(frame)
        return _Found("charge") if is_charge and not _SPARED.search(frame.words_before()) else None
    if quantity.kind != "count":
        return None
    values = {one.value for one in frame.near if one.slot == "limit"}
    if "fault" in values or "kind" in values:
        return None
    if topic in (*REMEDIES, "cases"):
        return _remedy(frame, reading, topic) if "instance" not in values else None
    if topic in ("normative", "rules"):
        return _document(frame, topic)
    if topic in ("licence", "penalty", "compulsory"):
        return _decision(frame, topic)
    if quantity.unit and quantity.unit not in lexicon().application_units:
        return None
    # 2件属于机关内部事务文件: an outcome is of an application whatever noun stands with it
    if topic in ("application", None) or (topic == "foreign" and _is_outcome_of(frame)):
        return _application(frame, reading, topic)
    return None


def _is_outcome_of(frame: Frame) -> bool:
    """2件属于机关内部事务文件: the noun after the outcome does not change what is counted."""
    before = frame.segments[-1][2] if frame.segments else ()
    return bool(_values(frame, "outcome")) and _last_object(before) != "foreign"


def topic_of(frame: Frame, reading: Reading) -> str | None:
    """The matter spoken of: the last one named before the number, or just after it, or earlier."""
    near = _near_object(frame)
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


def _near_object(frame: Frame) -> str | None:
    before = frame.segments[-1][2] if frame.segments else ()
    named = _last_object(before)
    if named is None:
        return _last_object(frame.post)
    objects = {one.value for one in before if one.slot == "object"}
    if named in ("review", "litigation") and {"review", "litigation"} <= objects:
        return "review_and_litigation"
    return named


def _last_object(tokens: Sequence[Token]) -> str | None:
    named = [one for one in tokens if one.slot == "object"]
    if not named:
        return None
    last = named[-1]
    bare = last.value == "application" and last.end - last.start == 2
    if bare and len(named) > 1 and named[-2].end == last.start:
        return named[-2].value  # 行政处罚申请, 信访申请: an application of another matter
    return last.value


def _values(frame: Frame, slot: str) -> list[str]:
    return [one.value for one in frame.near if one.slot == slot]


def has_open_words(frame: Frame, *, whole_segment: bool = False) -> bool:
    """Are there words between verb, matter and number that this grammar does not know?

    收到土地征收类政府信息公开申请20件 counts some of the applications only.
    """
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


def _application(frame: Frame, reading: Reading, topic: str | None) -> _Found | None:
    carry = _values(frame, "carry")
    outcomes = _values(frame, "outcome")
    applicants = _values(frame, "applicant")
    if {"natural", "organisations"} <= set(applicants):
        applicants = []  # 公民、法人和其他组织 is everybody
    channels = _values(frame, "channel")
    if channels and "every" not in channels:
        return None
    if topic is None and not _speaks_of_applications(frame, reading):
        return None
    if carry:
        return _Found(carry[-1]) if carry[-1] != "carried" and not applicants else None
    if outcomes:
        return _outcome(frame, outcomes, applicants)
    if has_open_words(frame):
        return None
    if applicants:
        return _Found("applicant", applicants[-1]) if len(set(applicants)) == 1 else None
    return _handling(frame, reading, topic)


def _handling(frame: Frame, reading: Reading, topic: str | None) -> _Found | None:
    verbs = [one for one in _values(frame, "verb") if one in _SPLIT_VERBS]
    timely = "timely" in _values(frame, "limit")
    if topic != "application" or not verbs or "withdrawn" in verbs:
        return None
    taken = {"new", "receive", "accept"} & set(verbs)
    done = {"close", "handle"} & set(verbs)
    # 收到50件（撤回2件）: places differ on whether those withdrawn or joined are counted
    sure = not _withdrawals(frame, reading)
    if "new" in taken:
        return _Found("received_new", certain=sure) if not done else None
    if taken and done:
        return _Found("received_and_closed", certain=sure)
    if taken:
        return _Found("received", certain=sure)
    return _Found("closed" if "close" in done else "handled", at_most=timely, certain=sure)


def _withdrawals(frame: Frame, reading: Reading) -> bool:
    tokens = reading.tokens_in(frame.sentence.start, frame.sentence.end)
    return any(one.slot == "verb" and one.value == "withdrawn" for one in tokens)


def _outcome(frame: Frame, outcomes: list[str], applicants: list[str]) -> _Found | None:
    if applicants:
        return None
    groups = [one for one in outcomes if "." not in one]
    if len(set(groups)) > 1:
        # 予以公开和部分公开 in words the lexicon has not: not to be guessed
        return None
    if groups:
        # 因本机关不掌握等原因无法提供: the group's name rules over the ground named with it
        return _Found(groups[0])
    leaf = outcomes[-1]
    if leaf.endswith(".part"):
        return _Found(leaf.removesuffix(".part"), at_most=True, certain=False)
    return _Found(leaf)


def _speaks_of_applications(frame: Frame, reading: Reading) -> bool:
    start = max(frame.sentence.block, frame.sentence.start - LOOK_BACK)
    tokens = reading.tokens_in(start, frame.quantity.start)
    return any(one.value == "application" for one in tokens)


def _remedy(frame: Frame, reading: Reading, topic: str) -> _Found | None:
    """A review or a lawsuit over disclosure, and its result; those of other matters are left out."""
    if topic == "cases":
        return None
    disclosure = "依申请" in frame.sentence.heading or frame.text.section in ("三", "四")
    sentence = frame.text.compact[frame.sentence.start : frame.quantity.start]
    if not disclosure and "信息公开" not in sentence and "依申请" not in sentence:
        return None
    later = frame.text.compact[frame.quantity.end : frame.sentence.end]
    if "信息公开" not in sentence and ("信息公开" in later or "司法局" in sentence):
        return None  # 复议案件56件，涉及政府信息公开2件: the first number is of all matters
    verbs = set(_values(frame, "verb"))
    own = "信息公开" in frame.words_before() or "依申请" in frame.words_before()
    if verbs & {"accept", "handle", "close"} and not own:
        return None
    if frame.quantity.unit not in _REMEDY_UNITS:
        return None
    if _values(frame, "carry"):
        return None  # 上年结转的复议案件 are some of them
    results = _values(frame, "result")
    if results:
        if len(set(results)) > 1 or topic == "review_and_litigation":
            return None
        return _Found(f"{topic}.{results[0]}")
    # 撤销复议申请1件: a word not known before the matter limits it as well
    if "withdrawn" in verbs or has_open_words(frame, whole_segment=True):
        return None
    before = frame.segments[-1][2] if frame.segments else ()
    if _near_object(frame) is None:
        return None  # 复议3件，驳回2件: a result this grammar does not know
    # 新增复议2件, 其中2件被申请行政复议: the table holds those of earlier years as well
    among = any(one.slot == "list" and one.value == "among" for one in before)
    some = "new" in verbs or (among and _last_object(before) is None)
    return _Found(topic, at_most=some)


def _document(frame: Frame, topic: str) -> _Found | None:
    if frame.quantity.unit not in ("", "件", "份", "个", "部", "项"):
        return None
    verbs = _values(frame, "verb")
    words = frame.words_before()
    steps = [one for one in verbs if one in ("made", "repealed", "in_force", "lapsed", "revised")]
    if not steps or steps[-1] in ("lapsed", "revised") or _DRAFT.search(words):
        return None
    if len(set(steps)) > 1 or has_open_words(frame):
        return None
    # 清理、公开 of some, or what 县政府 itself made: the number may be of those, not of all
    earlier = {one.value for one in frame.before if one.slot == "verb"}
    certain = not (earlier | set(verbs)) & {"publish", "reviewed", "lapsed"}
    if not certain and "reviewed" not in earlier | set(verbs):
        certain = steps[-1] == "in_force"
    certain = certain or (steps[-1] == "made" and not frame.depth)
    if _GOVERNMENT_ITSELF.search(words):
        certain = False
    return _Found(f"{topic}_{steps[-1]}", certain=certain)


def _decision(frame: Frame, topic: str) -> _Found | None:
    verbs = _values(frame, "verb")
    if "publish" in verbs or not {"handle", "decide"} & set(verbs) or has_open_words(frame):
        return None
    return _Found(topic, certain=False)
