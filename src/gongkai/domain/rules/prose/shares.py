"""Percentages and growth in the prose, recomputed with the places the text prints."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from weakref import WeakKeyDictionary

from gongkai.domain.findings import Finding, Kind, Quote, Rule, Severity
from gongkai.domain.reports.prose import ProseFacts, Verdict
from gongkai.domain.reports.prose.claims import quote_of
from gongkai.domain.reports.prose.frames import Frame, Reading
from gongkai.domain.reports.prose.matters import LOOK_BACK
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.prose.lists import find_divisions
from gongkai.domain.rules.prose.shown import (
    distinct,
    facts_of,
    place_of,
)
from gongkai.domain.rules.prose.wholes import (
    NEAR_COUNTS,
    named_bases,
    possible_bases,
    whole_before,
)
from gongkai.domain.rules.subject import Subject

_HUNDRED = Decimal(100)
_THIRTY_FIVE = {
    f"t3.{row}.{column}": number
    for row, number in {"new": 805, "granted": 770, "refused.query": 35, "total": 805}.items()
    for column in ("natural", "total")
}

_Pair = tuple[Frame, Frame]  # a count and its share


@dataclass(frozen=True)
class WrongShare:
    """A share that no whole of the report gives: the count, the share, and what each whole would give."""

    count: Frame
    share: Frame
    evidence: str
    nearest: Decimal  # the share by the whole that comes nearest
    base: Decimal
    cut_off: bool = False  # the whole list drops the places instead of rounding them
    of_another: bool = False  # right of another whole than the one the words name

    @property
    def quote(self) -> Quote:
        return quote_of(self.share)


_WRONG: "WeakKeyDictionary[ProseFacts, tuple[WrongShare, ...]]" = WeakKeyDictionary()


def rounded(value: Decimal, decimals: int) -> set[Decimal]:
    """The value with so many decimals, by either customary rounding of a half."""
    step = Decimal(1).scaleb(-decimals)
    return {value.quantize(step, ROUND_HALF_UP), value.quantize(step, ROUND_HALF_EVEN)}


def wrong_shares(facts: ProseFacts) -> tuple[WrongShare, ...]:
    """The wrong shares of a report, reckoned once."""
    found = _WRONG.get(facts)
    if found is None:
        found = _WRONG[facts] = tuple(_wrong_shares(facts))
    return found


def _wrong_shares(facts: ProseFacts) -> Iterator[WrongShare]:
    """Shares (占…%) that are not the count by any whole the report names."""
    wholes = {
        id(part): [one.whole.quantity.value, *one.others, one.total]
        for one in find_divisions(facts)
        for part in one.parts
    }
    for reading in facts.sections:
        of_applications: dict[int, list[_Pair]] = {}
        listed: dict[int, list[_Pair]] = {}
        for pair in _pairs(reading):
            start = pair[0].sentence.start
            if _is_of_applications(pair[0], reading):
                of_applications.setdefault(start, []).append(pair)
            elif id(pair[0]) in wholes:
                listed.setdefault(start, []).append(pair)
            elif one_whole := whole_before(reading, pair[0]):
                wholes[id(pair[0])] = one_whole
                listed.setdefault(start, []).append(pair)
        for pairs in of_applications.values():
            bases = {id(one): possible_bases(facts, reading, one, pairs) for one, _ in pairs}
            wrong = list(_wrong_of_list(pairs, bases))
            yield from wrong
            told = {id(one.count) for one in wrong}
            yield from _of_another_whole(
                facts, reading, [pair for pair in pairs if id(pair[0]) not in told]
            )
        for pairs in listed.values():
            # of what is published only the whole of its own list is the base
            least = {id(one): max(one.quantity.value, Decimal(1)) for one, _ in pairs}
            bases = {
                id(one): [base for base in wholes[id(one)] if base >= least[id(one)]]
                for one, _ in pairs
            }
            yield from _wrong_of_list(pairs, bases)


def _wrong_of_list(
    pairs: list[_Pair], bases_of: Mapping[int, list[Decimal]]
) -> Iterator[WrongShare]:
    usual = _usual_bases(pairs, bases_of)
    for count, share in pairs:
        bases = bases_of[id(count)]
        value, places = share.quantity.value, share.quantity.decimals
        if not bases or value > _HUNDRED or _closes_to_hundred(share, pairs, bases_of):
            continue
        # what the other shares of the list are of, this one is of too
        bases = [one for one in bases if one in usual] or bases
        given = {base: count.quantity.value * _HUNDRED / base for base in bases}
        if any(value in rounded(one, places) for one in given.values()):
            continue
        base = min(given, key=lambda one: abs(given[one] - value))
        shown = given[base].quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        yield WrongShare(
            count,
            share,
            f"{count.quantity.value}÷{base}={shown}%，正文为 {value}%",
            shown,
            base,
            _is_cut_off(pairs, base),
        )


def _of_another_whole(
    facts: ProseFacts, reading: Reading, pairs: Sequence[_Pair]
) -> Iterator[WrongShare]:
    """占办结总数的48.4% that is right only of what was received."""
    for count, share in pairs:
        held = {id(count): named_bases(facts, reading, count, share)}
        for wrong in _wrong_of_list([(count, share)], held):
            yield replace(wrong, of_another=True)


def _usual_bases(pairs: list[_Pair], bases_of: Mapping[int, list[Decimal]]) -> set[Decimal]:
    """The wholes that most shares of one list are of: at least three, and all but one."""
    fitting: dict[Decimal, int] = {}
    for count, share in pairs:
        for base in bases_of[id(count)]:
            exact = count.quantity.value * _HUNDRED / base
            fits = share.quantity.value in rounded(exact, share.quantity.decimals)
            fitting[base] = fitting.get(base, 0) + fits
    return {base for base, count in fitting.items() if count >= max(3, len(pairs) - 1)}


def _pairs(reading: Reading) -> list[_Pair]:
    """Each 占…% with the count right before it in the same sentence, also in a bracket of its own."""
    found = []
    frames = reading.frames
    for place, (before, after) in enumerate(zip(frames, frames[1:], strict=False)):
        if not _is_share(after) or before.quantity.kind != "count":
            continue
        if before.sentence != after.sentence:
            continue
        if any(one.slot == "list" for one in after.near):
            found += _respectively(frames, place + 1)
            continue
        opened = reading.text.compact[before.quantity.end : before.quantity.end + 1] == "（"
        depths = (before.depth, before.depth + 1) if opened else (before.depth,)
        if after.depth in depths and not before.quantity.approximate:
            found.append((before, after))
    return found


def _is_share(frame: Frame) -> bool:
    """占…%, printed exactly and no difference."""
    slots = {one.slot for one in frame.near}
    exact = frame.quantity.kind == "percent" and not frame.quantity.approximate
    return exact and "share" in slots and "compare" not in slots


def _respectively(frames: Sequence[Frame], place: int) -> list[_Pair]:
    """予以公开50件、部分公开30件，分别占62.5%、37.5%: as many counts before as shares after 分别."""
    first = frames[place]
    shares = []
    for one in frames[place : place + NEAR_COUNTS]:
        if one.sentence != first.sentence or one.quantity.kind != "percent":
            break
        shares.append(one)
    counts = list(frames[max(0, place - len(shares)) : place])
    plain = all(
        one.sentence == first.sentence
        and one.quantity.kind == "count"
        and not one.quantity.approximate
        for one in counts
    )
    both = len(counts) == len(shares) > 1 and plain
    exact = not any(one.quantity.approximate for one in shares)
    return list(zip(counts, shares, strict=True)) if both and exact else []


def _is_of_applications(frame: Frame, reading: Reading) -> bool:
    # 公开（含部分公开）16件: behind a bracket the number goes on with what stood before it
    slots = {one.slot for one in frame.near or frame.before if one.start >= frame.segments[0][0]}
    if not slots & {"outcome", "applicant", "channel"}:
        return False
    if "依申请" in frame.sentence.heading:
        return True
    start = max(frame.sentence.block, frame.sentence.start - LOOK_BACK)
    tokens = reading.tokens_in(start, frame.quantity.start)
    return any(one.value == "application" for one in tokens)


def _is_cut_off(pairs: Sequence[tuple[Frame, Frame]], base: Decimal) -> bool:
    """Every share of the list is the quotient cut off, and at least two show it: a habit, not a slip."""
    telling = 0
    for count, share in pairs:
        exact = count.quantity.value * _HUNDRED / base
        step = Decimal(1).scaleb(-share.quantity.decimals)
        if exact.quantize(step, ROUND_DOWN) != share.quantity.value:
            return False
        telling += share.quantity.value not in rounded(exact, share.quantity.decimals)
    return telling >= 2


def _closes_to_hundred(
    share: Frame, pairs: Sequence[_Pair], bases_of: Mapping[int, list[Decimal]]
) -> bool:
    """The last place of this one share was moved so that the shares of the list make exactly 100."""
    total = sum((one.quantity.value for _, one in pairs), Decimal(0))
    if len(pairs) < 2 or total != _HUNDRED:
        return False
    off = [pair for pair in pairs if not _is_near(pair, bases_of, exactly=True)]
    return len(off) == 1 and off[0][1] is share and _is_near(off[0], bases_of, exactly=False)


def _is_near(pair: _Pair, bases_of: Mapping[int, list[Decimal]], *, exactly: bool) -> bool:
    count, share = pair
    value, places = share.quantity.value, share.quantity.decimals
    step = Decimal(1).scaleb(-places)
    for base in bases_of[id(count)]:
        exact = count.quantity.value * _HUNDRED / base
        if value in rounded(exact, places) or (not exactly and abs(exact - value) < step * 3 / 2):
            return True
    return False


@rule(
    "P04",
    Kind.TEXT_TEXT,
    Severity.ERROR,
    basis="占比应当等于件数除以总数，按正文所写的小数位四舍五入",
    good={
        "sections": {
            "一": "（二）依申请公开方面。答复政府信息公开申请805件。不予公开35件，占4.35%。"
        },
        "cells": _THIRTY_FIVE,
    },
    bad={
        "sections": {
            "一": "（二）依申请公开方面。答复政府信息公开申请805件。不予公开35件，占4.34%。"
        },
        "cells": _THIRTY_FIVE,
    },
    catalogue=("X6",),
)
def shares_are_right(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """正文的占比按所写的小数位重算后相符。"""
    facts = facts_of(subject)
    refuted = {one.claim.frame for one in facts.judged if one.verdict is Verdict.REFUTED}
    for one in wrong_shares(facts):
        if one.count in refuted:
            continue  # told with the wrong count, as one fact
        place = place_of(one.count.text.section, one.count.sentence)
        yield rule.finding(
            f"{place}称 {one.count.quantity.value} 件占 {one.share.quantity.value}%，"
            f"按总数 {one.base} 件重算为 {one.nearest}%。",
            severity=Severity.WARNING if one.cut_off or one.of_another else rule.severity,
            quotes=distinct([quote_of(one.count), one.quote]),
            evidence=(one.evidence,),
            suggestion="请核对件数、总数和占比，改正有误的一个。",
        )
