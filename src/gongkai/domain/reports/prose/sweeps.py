"""Statements about all or none: 未收到申请, 无行政复议, 均已办结, 办结率100%, 均获维持, 均为自然人."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.domain.findings import Quote
from gongkai.domain.reports.prose.claims import Claim
from gongkai.domain.reports.prose.frames import Frame, Reading
from gongkai.domain.reports.prose.lexicon import Token, lexicon
from gongkai.domain.reports.prose.matters import REMEDIES
from gongkai.domain.reports.prose.quantities import Quantity
from gongkai.domain.reports.prose.scopes import Organ, Time, organ_scope, time_scope
from gongkai.domain.reports.prose.text import Sentence

_STOP = re.compile(r"[，；：（）。！？\n]")
LOOK_BACK = 1500
MOST_SWEEPS = 30
LONGEST_SCOPE = 80  # characters that one 无 or 均 can govern
# what is said of a case that is over; 答复 is said of an application
_ENDED = re.compile(r"审结|结案|办结|审理完毕")
# 确保无行政复议 is a wish
_WISHED = re.compile(r"确保|力争|努力|避免|防止|争取|杜绝|有$")
# 35个为零申请, 其余35家单位未收到申请: said of those, not of all
_OF_SOME = re.compile(r"\d[个家][^，；：（）。！？\n\d]{0,8}$")
_HAN = re.compile(r"[^一-鿿]")


@dataclass(frozen=True, eq=False)
class Sweep:
    """`kind`: zero (nothing of `concept`), all_closed, all_upheld, none_pending, all_applicant.

    `concepts` as in claims; for all_upheld and none_pending the remedies spoken of.
    """

    kind: str
    concepts: tuple[str, ...]
    column: str
    sentence: Sentence
    start: int
    quote: Quote


def find_sweeps(reading: Reading, claims: Sequence[Claim], organ: str) -> Iterator[Sweep]:
    """The sweeping statements of one section that are about the whole organ and this year."""
    text = reading.text
    sentences = iter(text.sentences)
    sentence = next(sentences, None)
    seen: dict[int, int] = {}
    by_sentence: dict[int, list[Claim]] = {}
    for claim in claims:
        by_sentence.setdefault(claim.frame.sentence.start, []).append(claim)
    for token in reading.tokens:
        while sentence is not None and sentence.end <= token.start:
            sentence = next(sentences, None)
        if sentence is None:
            return
        if token.slot not in ("negation", "quantifier", "rate"):
            continue
        stop = _STOP.search(text.compact, token.end, sentence.end)
        end = min(stop.start() if stop is not None else sentence.end, token.end + LONGEST_SCOPE)
        scope = reading.tokens_in(token.end, end)
        seen[sentence.start] = seen.get(sentence.start, 0) + 1
        if seen[sentence.start] > MOST_SWEEPS:
            continue  # no sentence says 无 so often
        found: Iterator[tuple[str, tuple[str, ...], str]]
        if token.slot == "negation":
            found = _zeros(reading, token, scope, end)
        elif token.slot == "quantifier":
            found = _alls(reading, sentence, token, scope, end, by_sentence.get(sentence.start, ()))
        else:
            found = _rates(reading, sentence, token, end, by_sentence.get(sentence.start, ()))
        listed = list(found)
        if not listed or not _holds_for_all(reading, sentence, token, organ):
            continue
        for kind, concepts, column in listed:
            begin = _clause_start(text.compact, token.start, sentence.start)
            yield Sweep(kind, concepts, column, sentence, token.start, text.quote(begin, end))


def _clause_start(compact: str, place: int, least: int) -> int:
    for start in range(place, least, -1):
        if compact[start - 1] in "，；：（）":
            return start
    return least


def _holds_for_all(reading: Reading, sentence: Sentence, token: Token, organ: str) -> bool:
    """The scope words before it say neither another year nor a part of the organ."""
    before = reading.tokens_in(sentence.start, token.start)
    nothing = Quantity(Decimal(0), "", "other", 0, False, token.start, token.start)
    here = ((token.start, token.start, ()),)
    frame = Frame(reading.text, sentence, nothing, here, (), token.start, before, 0, 0)
    return time_scope(frame) is Time.THIS_YEAR and organ_scope(frame, organ) is Organ.WHOLE


def _zeros(
    reading: Reading, token: Token, scope: Sequence[Token], end: int
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    cut = next((one.start for one in scope if one.slot == "negation"), end)
    scope = [one for one in scope if one.end <= cut]
    slots = {one.slot for one in scope}
    if _has_number(reading, token.end, cut) or slots & {
        "channel",
        "limit",
        "quantifier",
        "compare",
    }:
        return
    if _open_words(reading, token.end, cut, scope):
        return
    before = reading.text.compact[max(0, token.start - 12) : token.start]
    if _WISHED.search(before[-8:]) or _OF_SOME.search(before):
        return
    objects = [one.value for one in scope if one.slot == "object"]
    results = {one.value for one in scope if one.slot == "result"}
    if results and results != {"corrected"}:
        return
    if results:
        yield from _no_corrections(reading, scope, objects)
        return
    remedies = tuple(dict.fromkeys(one for one in objects if one in REMEDIES))
    if objects and objects[-1] in REMEDIES:
        for one in remedies:
            yield "zero", (one,), "total"
    elif objects and objects[-1] == "normative":
        yield from _no_documents(reading, token, scope, cut)
    elif objects and objects[-1] == "application":
        yield from _no_applications(reading, token, scope)
    elif not objects:
        carry = [one.value for one in scope if one.slot == "carry" and one.value != "carried"]
        if carry:
            yield "zero", (carry[-1],), "total"


def _no_documents(
    reading: Reading, token: Token, scope: Sequence[Token], end: int
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """未制发行政规范性文件, 本年度无行政规范性文件: of those made; older ones may be in force."""
    verbs = {one.value for one in scope if one.slot == "verb"}
    word = reading.text.compact[token.start : token.end]
    bare = len(word) > 2 or (word in ("无", "没有") and scope[-1].end == end)
    if verbs == {"made"} or (not verbs and bare):
        yield "zero", ("normative_made",), "total"


def _no_corrections(
    reading: Reading, scope: Sequence[Token], objects: list[str]
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """零败诉 speaks of lawsuits, 无纠错 of both unless one is named."""
    named = [one for one in dict.fromkeys(objects) if one in REMEDIES]
    words = {reading.text.compact[one.start : one.end] for one in scope if one.slot == "result"}
    if not named:
        named = ["litigation"] if "败诉" in words else ["review", "litigation"]
    elif words == {"败诉"}:
        # 未发生行政复议、行政诉讼败诉: only a lawsuit is lost
        named = [one for one in named if one != "review"]
    if objects and not any(one in REMEDIES for one in objects):
        return
    for one in named:
        yield "zero", (f"{one}.corrected",), "total"


def _no_applications(
    reading: Reading, token: Token, scope: Sequence[Token]
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    carry = [one.value for one in scope if one.slot == "carry"]
    verbs = {one.value for one in scope if one.slot == "verb"}
    outcomes = [one.value for one in scope if one.slot == "outcome"]
    applicants = [one.value for one in scope if one.slot == "applicant"]
    if carry:
        if carry[-1] != "carried":
            yield "zero", (carry[-1],), "total"
    elif outcomes:
        if len(outcomes) == 1 and not outcomes[0].endswith(".part"):
            yield "zero", (outcomes[0],), "total"
    elif verbs & {"close", "withdrawn", "handle", "charged", "publish"}:
        return
    elif len(set(applicants)) > 1:
        # 未收到公民、法人或其他组织的申请 is of everybody
        yield "zero", ("received",), "total"
    elif applicants:
        yield "zero", ("applicant",), applicants[0]
    else:
        word = reading.text.compact[token.start : token.end]
        if word != "零" or (scope and scope[0].slot == "object"):
            yield "zero", ("received",), "total"


def _alls(
    reading: Reading,
    sentence: Sentence,
    token: Token,
    scope: Sequence[Token],
    end: int,
    claims: Sequence[Claim],
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    slots = {one.slot for one in scope}
    verbs = {one.value for one in scope if one.slot == "verb"}
    results = {one.value for one in scope if one.slot == "result"}
    topics = _topics(reading, sentence, token)
    remedies = tuple(one for one in topics if one in REMEDIES)
    if "negation" in slots or "carry" in slots:
        return
    if topics and topics[-1] in REMEDIES:
        if results == {"upheld"}:
            yield "all_upheld", remedies, "total"
        elif _ENDED.search(reading.text.compact, token.start, end) and "limit" not in slots:
            yield "none_pending", remedies, "total"
    elif topics and topics[-1] == "application":
        applicants = {one.value for one in scope if one.slot == "applicant"}
        if applicants == {"natural"} and not verbs & {"close", "handle"}:
            yield "all_applicant", ("applicant",), "natural"
        elif "close" in verbs and "limit" not in slots and _of_all_received(claims, token):
            yield "all_closed", (), "total"


def _rates(
    reading: Reading, sentence: Sentence, token: Token, end: int, claims: Sequence[Claim]
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """办结率100%; a rate of answers in time says nothing of what was carried over."""
    topics = _topics(reading, sentence, token)
    words = reading.text.compact[token.end : end]
    near = reading.tokens_in(_clause_start(reading.text.compact, token.start, sentence.start), end)
    if token.value != "closing" or any(one.slot == "limit" for one in near):
        return
    complete = re.match(
        r"(?:均|也|已|同样)?(?:为|达到了?|达|保持|实现|是)?(?:100%|百分之百)", words
    )
    if complete and topics and topics[-1] == "application" and _of_all_received(claims, token):
        yield "all_closed", (), "total"


def _of_all_received(claims: Sequence[Claim], token: Token) -> bool:
    """办结88件，均已答复 is of the 88; 收到89件，均已答复 is of all."""
    before = [one for one in claims if one.frame.quantity.start < token.start]
    return not before or before[-1].concept.startswith(("received", "applicant"))


def _topics(reading: Reading, sentence: Sentence, token: Token) -> list[str]:
    """The matters named in the sentence before the word, in order; else the sub-section's."""
    before = reading.tokens_in(sentence.start, token.start)
    named = [one.value for one in before if one.slot == "object"]
    if not named and "依申请" in sentence.heading:
        last = [
            one.value
            for one in reading.tokens_in(
                max(sentence.block, sentence.start - LOOK_BACK), token.start
            )
            if one.slot == "object"
        ]
        # across a full stop only applications go on being the matter
        return ["application"] if last[-1:] in ([], ["application"]) else []
    return list(dict.fromkeys(named[::-1]))[::-1]


def _has_number(reading: Reading, start: int, end: int) -> bool:
    place = bisect_left(reading.frames, start, key=lambda one: one.quantity.start)
    return place < len(reading.frames) and reading.frames[place].quantity.start < end


def _open_words(reading: Reading, start: int, end: int, scope: Sequence[Token]) -> bool:
    left, place = "", start
    for one in scope:
        left += reading.text.compact[place : one.start]
        place = one.end
    left += reading.text.compact[place:end]
    return len(_HAN.sub("", lexicon().filler.sub("", left))) >= 2
