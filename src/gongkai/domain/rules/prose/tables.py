"""Numbers of the prose against the cells of the tables."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.domain.findings import Finding, Kind, Rule, Severity
from gongkai.domain.reports.prose import Judged, ProseFacts, Verdict
from gongkai.domain.reports.prose.frames import Frame
from gongkai.domain.reports.prose.readings import ReadingValue, label_of
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.prose.shares import WrongShare, wrong_shares
from gongkai.domain.rules.prose.shown import (
    BOTH_SIDES,
    cells_of,
    distinct,
    facts_of,
    number_with_unit,
    place_of_claim,
    reading_words,
    table_words,
)
from gongkai.domain.rules.subject import Subject

BASIS = "《中华人民共和国政府信息公开条例》第五十条；国办公开办函〔2021〕30号：报告正文的数据应当与表格一致"
_SEVENTY_FIVE = {
    f"t3.{row}.{column}": number
    for row, number in {"new": 74, "carried_in": 1, "granted": 75, "total": 75}.items()
    for column in ("natural", "total")
}
_LATE = re.compile("延期|逾期|超期|延长")


@rule(
    "P01",
    Kind.TEXT_TABLE,
    Severity.ERROR,
    basis=BASIS,
    good={
        "sections": {"一": "（二）依申请公开方面。2025年我县共受理政府信息公开申请6件。"},
        "cells": {"t3.new.total": 5, "t3.carried_in.total": 1, "t3.total.total": 6},
    },
    bad={
        "sections": {"一": "（二）依申请公开方面。2025年我县共受理政府信息公开申请6件。"},
        "cells": {"t3.new.total": 5, "t3.new.natural": 5, "t3.total.total": 5},
    },
    catalogue=("X6", "E01"),
)
def claims_agree_with_tables(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """正文所说的数量，按语言允许的各种读法至少有一种与表格一致。"""
    facts = facts_of(subject)
    groups: dict[tuple[str, str, Decimal], list[Judged]] = {}
    for one in facts.judged:
        if one.verdict is Verdict.REFUTED:
            claim = one.claim
            groups.setdefault((claim.concept, claim.column, claim.value), []).append(one)
    wrong = {one.count: one for one in wrong_shares(facts)} if groups else {}
    for same in groups.values():
        frames = [one.claim.frame for one in same]
        yield _refuted(facts, rule, same, [wrong[one] for one in frames if one in wrong])
    yield from _fewer_in_time(facts, rule)
    for one in facts.judged:
        plain = [reading for reading in one.readings if not reading.loose]
        known = all(reading.values for reading in plain)  # a blank leaves the question open
        fits = one.fitting  # none where it fits together with another number of its row
        if one.verdict is Verdict.HOLDS and known and fits and all(fit.loose for fit in fits):
            yield _hardly_fits(facts, rule, one)


def _hardly_fits(facts: ProseFacts, rule: Rule, one: Judged) -> Finding:
    """行政诉讼3件 where direct suits are 1 and suits after review 3: the words mean both."""
    claim, form, fit = one.claim, facts.report.form, one.fitting[0]
    unit = claim.frame.quantity.unit or "件"
    return rule.finding(
        f"{place_of_claim(claim)}称{label_of(claim, form)} {number_with_unit(claim.value, unit)}，"
        f"只与{table_words(fit, claim.column, form)}相等，{reading_words(one.readings[0], claim.column, form, unit)}。",
        severity=Severity.WARNING,
        cells=cells_of([fit, one.readings[0]]),
        quotes=(claim.quote,),
        evidence=tuple(
            f"试过的读法：{reading_words(reading, claim.column, form, unit)}"
            for reading in one.readings
        ),
        suggestion=BOTH_SIDES,
    )


def _refuted(
    facts: ProseFacts, rule: Rule, same: Sequence[Judged], shares: Sequence[WrongShare]
) -> Finding:
    first = same[0]
    claim, form, unit = first.claim, facts.report.form, first.claim.frame.quantity.unit or "件"
    nearest = _nearest(first)
    value = min(nearest.values, key=lambda one: abs(one - claim.value))
    money = claim.frame.quantity.kind == "money"
    shown_unit = "万元" if money else unit
    return rule.finding(
        f"{place_of_claim(claim)}称{label_of(claim, form)} {number_with_unit(claim.value, shown_unit)}，"
        f"{table_words(nearest, claim.column, form)}为 {number_with_unit(value, shown_unit)}，"
        f"相差 {number_with_unit(abs(claim.value - value), shown_unit)}。",
        severity=Severity.ERROR if claim.certain else Severity.WARNING,
        cells=cells_of([nearest]),
        quotes=distinct([one.claim.quote for one in same] + [one.quote for one in shares]),
        evidence=(
            *(
                f"试过的读法：{reading_words(one, claim.column, form, shown_unit)}"
                for one in first.readings
            ),
            *(one.evidence for one in shares),
        ),
        suggestion=BOTH_SIDES,
    )


def _nearest(one: Judged) -> ReadingValue:
    """The first reading, the plainest; a later one only where the first has no value."""
    return next(reading for reading in one.readings if reading.values)


def _fewer_in_time(facts: ProseFacts, rule: Rule) -> Iterator[Finding]:
    """按期办结 140 of 143: right only if three were late, which the sentence would then say."""
    for one in facts.judged:
        claim = one.claim
        if not claim.at_most or one.verdict is not Verdict.HOLDS:
            continue
        if claim.concept not in ("closed", "handled") or any(
            claim.value in reading.values for reading in one.readings
        ):
            continue
        sentence = claim.frame.text.compact[claim.frame.sentence.start : claim.frame.sentence.end]
        if _LATE.search(sentence) or any(not reading.values for reading in one.readings):
            continue
        form, unit = facts.report.form, claim.frame.quantity.unit
        total = one.readings[0]
        yield rule.finding(
            f"{place_of_claim(claim)}称按期{label_of(claim, form)} {number_with_unit(claim.value, unit)}，"
            f"少于{reading_words(total, claim.column, form, unit)}；正文没有说其余的是否逾期。",
            severity=Severity.WARNING,
            cells=cells_of([total]),
            quotes=(claim.quote,),
            evidence=tuple(
                f"试过的读法：{reading_words(reading, claim.column, form, unit)}"
                for reading in one.readings
            ),
            suggestion="办结的都在期限内的，请改成与表三一致；确有逾期或延期的，请写明件数。",
        )


@rule(
    "P02",
    Kind.TEXT_TABLE,
    Severity.WARNING,
    basis=BASIS + "；表三一、二两行分列本年新收与上年结转",
    good={
        "sections": {
            "一": "（二）依申请公开方面。2025年，全区收到政府信息公开申请75件，含上年结转1件。"
        },
        "cells": _SEVENTY_FIVE,
    },
    bad={
        "sections": {"一": "（二）依申请公开方面。2025年，全区收到政府信息公开申请75件。"},
        "cells": _SEVENTY_FIVE,
    },
    catalogue=("X6", "E01"),
)
def received_means_new(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """正文说本年“收到”的件数应当是本年新收；把上年结转算进去的，应当写明。"""
    facts = facts_of(subject)
    form = facts.report.form
    carried = facts.value("t3.carried_in.total")
    for one in facts.judged:
        claim = one.claim
        names = {reading.name for reading in one.fitting}
        if claim.concept != "received" or not names or "本年新收" in names or not carried:
            continue
        if _says_carried(facts, claim.frame):
            continue
        received = any(
            token.slot == "verb" and token.value == "receive" for token in claim.frame.near
        )
        new = one.readings[0]
        others = [
            other.claim.quote
            for other in facts.judged
            if other.claim.concept == "applicant"
            and other.claim.frame.sentence == claim.frame.sentence
            and "本年新收" not in {reading.name for reading in other.fitting}
        ]
        yield rule.finding(
            f"{place_of_claim(claim)}称本年收到申请 {number_with_unit(claim.value)}，"
            f"{reading_words(new, claim.column, form, '件')}，另有上年结转 {number_with_unit(carried)}："
            "只有把上年结转也算作本年收到，两处才相等。",
            severity=Severity.WARNING if received else Severity.NOTICE,
            cells=("t3.new.total", "t3.carried_in.total"),
            quotes=distinct([claim.quote, *others]),
            evidence=tuple(
                f"试过的读法：{reading_words(reading, claim.column, form, '件')}"
                for reading in one.readings
            ),
            suggestion="正文请改为本年新收的件数，或写明其中含上年结转多少件。",
        )


def _says_carried(facts: ProseFacts, frame: Frame) -> bool:
    """Does the sub-section say that the number holds what was carried in?

    收到43件，含上年结转1件 does; 收到43件，上年结转1件 sets the two side by side.
    """
    reading = next(one for one in facts.sections if one.text is frame.text)
    ends = [one.end for one in reading.text.sentences if one.block == frame.sentence.block]
    tokens = reading.tokens_in(frame.sentence.block, max(ends, default=frame.sentence.block))
    carried = [one for one in tokens if one.slot == "carry" and one.value != "carried_out"]
    beside = [
        one
        for one in facts.claims
        if one.concept == "carried_in" and one.frame.sentence == frame.sentence
    ]
    split = any(one.slot == "verb" and one.value == "new" for one in tokens)
    return bool(carried) and not (
        len(beside) == len(carried) == 1 and not split and _is_side_by_side(frame, beside[0].frame)
    )


def _is_side_by_side(frame: Frame, carried: Frame) -> bool:
    listed = [one for one in carried.near if one.slot == "list"]
    return (
        carried.index == frame.index + 1
        and carried.depth == frame.depth
        and not listed
        and re.search(r"[含加共计另]", carried.words_before()) is None
    )
