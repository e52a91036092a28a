"""Percentages and growth in the prose, recomputed with the places the text prints."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from weakref import WeakKeyDictionary

from gongkai.domain.findings import Finding, Kind, Quote, Rule, Severity
from gongkai.domain.reports.prose import ProseFacts, Verdict
from gongkai.domain.reports.prose.claims import quote_of
from gongkai.domain.reports.prose.frames import Frame, Reading
from gongkai.domain.reports.prose.matters import LOOK_BACK
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.prose.shown import (
    distinct,
    facts_of,
    place_of,
)
from gongkai.domain.rules.subject import Subject

NEAR_COUNTS = 40  # how many counts before and after may be the whole of a share
_HUNDRED = Decimal(100)
# Wholes of the table that a share may be of: cells with their signs.
_BASE_CELLS = (
    {"t3.new.total": 1},
    {"t3.total.total": 1},
    {"t3.new.total": 1, "t3.carried_in.total": 1},
    {"t3.new.total": 1, "t3.carried_out.total": -1},
    {"t3.total.total": 1, "t3.carried_in.total": -1},
)

_THIRTY_FIVE = {
    f"t3.{row}.{column}": number
    for row, number in {"new": 805, "granted": 770, "refused.query": 35, "total": 805}.items()
    for column in ("natural", "total")
}


@dataclass(frozen=True)
class WrongShare:
    """A share that no whole of the report gives: the count, the share, and what each whole would give."""

    count: Frame
    share: Frame
    evidence: str
    nearest: Decimal  # the share by the whole that comes nearest
    base: Decimal
    cut_off: bool = False  # the whole list drops the places instead of rounding them

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
    """Shares of applications (占…%) that are not the count by any whole the report names."""
    for reading in facts.sections:
        every = [pair for pair in _pairs(reading) if _is_of_applications(pair[0], reading)]
        lists: dict[int, list[tuple[Frame, Frame]]] = {}
        for pair in every:
            lists.setdefault(pair[0].sentence.start, []).append(pair)
        for count, share in every:
            pairs = lists[count.sentence.start]
            bases = _bases(facts, reading, count, pairs)
            value, places = share.quantity.value, share.quantity.decimals
            if not bases or value > _HUNDRED or _closes_to_hundred(share, pairs, bases):
                continue
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


def _pairs(reading: Reading) -> list[tuple[Frame, Frame]]:
    """Each 占…% with the count right before it in the same sentence."""
    found = []
    for before, after in zip(reading.frames, reading.frames[1:], strict=False):
        is_share = any(one.slot == "share" for one in after.near)
        if (
            after.quantity.kind == "percent"
            and before.quantity.kind == "count"
            and is_share
            and not any(one.slot == "compare" for one in after.near)
            and before.sentence == after.sentence
            and before.depth == after.depth
            and not (before.quantity.approximate or after.quantity.approximate)
        ):
            found.append((before, after))
    return found


def _is_of_applications(frame: Frame, reading: Reading) -> bool:
    slots = {one.slot for one in frame.near}
    if not slots & {"outcome", "applicant", "channel"}:
        return False
    if "依申请" in frame.sentence.heading:
        return True
    start = max(frame.sentence.block, frame.sentence.start - LOOK_BACK)
    tokens = reading.tokens_in(start, frame.quantity.start)
    return any(one.value == "application" for one in tokens)


def _bases(
    facts: ProseFacts, reading: Reading, count: Frame, pairs: Sequence[tuple[Frame, Frame]]
) -> list[Decimal]:
    """Every whole the share may be of: counts of the same sub-section, totals of the table, the sum of the list."""
    found: list[Decimal] = []
    place = bisect_left(reading.frames, count.quantity.start, key=lambda one: one.quantity.start)
    for one in reading.frames[max(0, place - NEAR_COUNTS) : place + NEAR_COUNTS]:
        if one.sentence.block == count.sentence.block and one.quantity.kind == "count":
            if one.quantity.approximate:
                continue
            found.append(one.quantity.value)
    for cells in _BASE_CELLS:
        values = [(facts.value(cell) or Decimal(0)) * sign for cell, sign in cells.items()]
        found.append(sum(values, Decimal(0)))
    listed = [one.quantity.value for one, _ in pairs]
    found.append(sum(listed, Decimal(0)))
    least = max(count.quantity.value, Decimal(1))
    return list(dict.fromkeys(one for one in found if one >= least))


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
    share: Frame, pairs: Sequence[tuple[Frame, Frame]], bases: Sequence[Decimal]
) -> bool:
    """The last place of one share was moved so that the shares of the list make exactly 100."""
    total = sum((one.quantity.value for _, one in pairs), Decimal(0))
    if len(pairs) < 2 or total != _HUNDRED:
        return False
    step = Decimal(1).scaleb(-share.quantity.decimals)
    own = next(one.quantity.value for one, two in pairs if two is share)
    return any(abs(own * _HUNDRED / base - share.quantity.value) < 2 * step for base in bases)


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
            severity=Severity.WARNING if one.cut_off else rule.severity,
            quotes=distinct([quote_of(one.count), one.quote]),
            evidence=(one.evidence,),
            suggestion="请核对件数、总数和占比，改正有误的一个。",
        )
