"""Growth in the prose (同比上升…%): could last year's count be a whole number, and is it last year's."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from gongkai.domain.findings import Finding, Kind, Rule, Severity
from gongkai.domain.reports.prose import ProseFacts
from gongkai.domain.reports.prose.claims import quote_of
from gongkai.domain.reports.prose.frames import Frame
from gongkai.domain.reports.prose.readings import ReadingValue
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.prose.compared import Comparison, find_comparisons
from gongkai.domain.rules.prose.shares import rounded
from gongkai.domain.rules.prose.shown import (
    distinct,
    facts_of,
    place_of,
    previous_facts_of,
)
from gongkai.domain.rules.subject import Subject

_HUNDRED = Decimal(100)


@rule(
    "P05",
    Kind.TEXT_TEXT,
    Severity.WARNING,
    basis="增长率应当能由两年的件数算出，按正文所写的小数位四舍五入",
    good={
        "sections": {
            "一": "（二）依申请公开方面。2025年共受理政府信息公开申请36件，同比上升16.13%。"
        },
        "cells": {"t3.new.natural": 36, "t3.new.total": 36},
    },
    bad={
        "sections": {
            "一": "（二）依申请公开方面。2025年共受理政府信息公开申请36件，同比上升16.31%。"
        },
        "cells": {"t3.new.natural": 36, "t3.new.total": 36},
    },
    catalogue=("X6",),
)
def growth_is_possible(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """正文的同比增减幅度有上年件数能够得出；有上年报告的，与上年件数相符。"""
    facts = facts_of(subject)
    earlier = previous_facts_of(subject)
    reckoned: set[int] = set()
    for one in find_comparisons(facts):
        reckoned |= {id(frame) for frame in one.frames}
        said = one.wrong()
        if said is not None:
            yield _miscounted(rule, one, said)
    for judged in facts.judged:
        claim = judged.claim
        growth = _growth_after(facts, claim.frame)
        if growth is None or id(growth[0]) in reckoned and earlier is None:
            continue
        frame, sign = growth
        rate, places = frame.quantity.value * sign, frame.quantity.decimals
        place = place_of(claim.frame.text.section, claim.frame.sentence)
        quotes = distinct([claim.quote, quote_of(frame)])
        word = "上升" if sign > 0 else "下降"
        if claim.value > 0 and not _has_base(claim.value, rate, places):
            yield rule.finding(
                f"{place}称 {claim.value} 件、同比{word} {frame.quantity.value}%：没有哪个上年件数能得出这个幅度。",
                quotes=quotes,
                evidence=(
                    f"由 {claim.value} 件和 {rate}% 反推上年约 {_base(claim.value, rate)} 件",
                ),
                suggestion="请核对本年件数、上年件数和增减幅度。",
            )
        elif earlier is not None:
            values = _earlier_values(earlier, judged.readings)
            if values and not any(rate in _rates(claim.value, one, places) for one in values):
                shown = "、".join(str(one) for one in values)
                yield rule.finding(
                    f"{place}称 {claim.value} 件、同比{word} {frame.quantity.value}%，与上年报告的件数 {shown} 不符。",
                    quotes=quotes,
                    evidence=tuple(
                        f"上年 {one} 件，重算为 {_rate(claim.value, one)}%" for one in values
                    ),
                    suggestion="请核对本年件数、上年报告的件数和增减幅度；口径有变化的请写明。",
                )


def _miscounted(rule: Rule, one: Comparison, said: str) -> Finding:
    """The numbers of one sentence do not agree: this is arithmetic and no question of scope."""
    return rule.finding(
        f"{place_of(one.reading.text.section, one.nows[-1].sentence)}与上年比较的数字不一致：{said}。",
        severity=Severity.ERROR,
        quotes=distinct([quote_of(one.nows[-1]), *(quote_of(frame) for frame in one.frames)]),
        evidence=(said,),
        suggestion="请核对本年件数、上年件数、增减件数和幅度，改正有误的一个。",
    )


def _growth_after(facts: ProseFacts, frame: Frame) -> tuple[Frame, int] | None:
    for reading in facts.sections:
        if reading.text is not frame.text:
            continue
        place = bisect_left(
            reading.frames, frame.quantity.start, key=lambda one: one.quantity.start
        )
        following = reading.frames[place + 1 : place + 2]
        for one in following:
            words = {token.value for token in one.near if token.slot == "compare"}
            if (
                one.sentence == frame.sentence
                and one.depth == frame.depth
                and one.quantity.kind == "percent"
                and not one.quantity.approximate
                and len(one.segments) <= 2
                and "with" in words
                and len(words & {"up", "down"}) == 1
            ):
                return one, 1 if "up" in words else -1
    return None


def _base(value: Decimal, rate: Decimal) -> Decimal:
    return (value / (1 + rate / _HUNDRED)).quantize(Decimal("0.01")) if rate > -_HUNDRED else value


def _has_base(value: Decimal, rate: Decimal, places: int) -> bool:
    """Is there a whole number of last year that gives the rate, of last year's or of this year's count?"""
    half = Decimal(5).scaleb(-places - 1)
    low, high = rate - half, rate + half
    if low <= -_HUNDRED:
        return True
    first = (value / (1 + high / _HUNDRED)).to_integral_value(ROUND_FLOOR)
    last = (value / (1 + low / _HUNDRED)).to_integral_value(ROUND_CEILING)
    first_other = (value * (1 - high / _HUNDRED)).to_integral_value(ROUND_FLOOR)
    last_other = (value * (1 - low / _HUNDRED)).to_integral_value(ROUND_CEILING)
    if last - first > 50:
        return True
    near = [first + step for step in range(int(last - first) + 1)]
    other = [first_other + step for step in range(min(int(last_other - first_other), 50) + 1)]
    return any(rate in _rates(value, one, places) for one in near if one > 0) or any(
        rate in rounded((value - one) * _HUNDRED / value, places) for one in other if one >= 0
    )


def _rate(value: Decimal, base: Decimal) -> Decimal:
    return ((value - base) * _HUNDRED / base).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _rates(value: Decimal, base: Decimal, places: int) -> set[Decimal]:
    return rounded((value - base) * _HUNDRED / base, places) if base else set()


def _earlier_values(earlier: ProseFacts, readings: Sequence[ReadingValue]) -> list[Decimal]:
    found: list[Decimal] = []
    for one in readings:
        values = [earlier.value(cell) for cell, _ in one.cells]
        if any(value is None for value in values):
            return []
        signs = [sign for _, sign in one.cells]
        found.append(
            sum((v * s for v, s in zip(values, signs, strict=True) if v is not None), Decimal(0))
        )
    # from nothing no growth can be reckoned: such a reading cannot be refuted
    return [] if Decimal(0) in found else list(dict.fromkeys(found))
