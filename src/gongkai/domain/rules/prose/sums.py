"""Sums in the prose: lists inside a sentence, the kinds of answers, and the balance of applications."""

from collections.abc import Iterator
from decimal import Decimal

from gongkai.domain.findings import Finding, Kind, Rule, Severity
from gongkai.domain.reports.annual_report import format_number
from gongkai.domain.reports.forms import load_form
from gongkai.domain.reports.prose import Judged, ProseFacts, Verdict
from gongkai.domain.reports.prose.claims import quote_of
from gongkai.domain.reports.prose.facts import OUTCOME_GROUPS
from gongkai.domain.reports.prose.readings import label_of
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.prose.division import Division
from gongkai.domain.rules.prose.lists import find_divisions
from gongkai.domain.rules.prose.shown import distinct, facts_of, place_of, place_of_claim
from gongkai.domain.rules.prose.totals import unbalanced_totals
from gongkai.domain.rules.subject import Subject

_BASIS = "国办公开办函〔2021〕30号：年度报告的数据应当准确，同一事项的总数等于各分项之和"
_EIGHTY = {
    f"t3.{row}.{column}": number
    for row, number in {
        "new": 80,
        "granted": 50,
        "partial": 5,
        "refused.query": 5,
        "unable.not_held": 15,
        "declined.repeat": 5,
        "total": 80,
    }.items()
    for column in ("natural", "total")
}
_NEARLY = Decimal("0.9")  # a list this complete was meant to be complete


@rule(
    "P03",
    Kind.TEXT_TEXT,
    Severity.ERROR,
    basis=_BASIS,
    good={
        "sections": {
            "一": "（一）主动公开。全年公开政府信息124条，其中政府文件21条、政府会议80条，其他23条。"
        }
    },
    bad={
        "sections": {
            "一": "（一）主动公开。全年公开政府信息124条，其中政府文件21条、政府会议81条，其他23条。"
        }
    },
    catalogue=("E01",),
)
def parts_make_the_whole(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """一句话里列全的各项之和等于总数。"""
    for one in find_divisions(facts_of(subject)):
        severity = _severity(one)
        if severity is None:
            continue
        unit = one.whole.quantity.unit
        listed = "＋".join(format_number(part.quantity.value) for part in one.parts)
        whole, difference = one.against, abs(one.total - one.against)
        word = "多" if one.total > whole else "少"
        yield rule.finding(
            f"{place_of(one.reading.text.section, one.whole.sentence)}所列各项相加 {listed}={format_number(one.total)}，"
            f"比所称总数 {format_number(whole)} {unit}{word} {format_number(difference)} {unit}。",
            severity=severity,
            quotes=distinct([quote_of(one.whole), *(quote_of(part) for part in one.parts)]),
            evidence=(
                f"{listed}={format_number(one.total)}≠{format_number(whole)}",
                *(f"也不等于 {format_number(other)}" for other in one.others if other != whole),
            ),
            suggestion="请核对总数和各分项；所列只是其中一部分的，请写“等”或补上“其他”。",
        )


def _severity(one: Division) -> Severity | None:
    """How sure it is that the parts should make the whole; None where they need not."""
    whole, total = one.against, one.total
    if one.adds_up or total == whole:
        return None
    # parts by channel of publication overlap: they may be more than the whole, never less
    if one.closed and (total < whole or not one.overlapping):
        return Severity.WARNING if one.far else Severity.ERROR
    if one.by_kind and whole and abs(total - whole) * 10 <= whole:
        return Severity.WARNING
    if one.overlapping and not one.far and abs(total - whole) * 30 <= whole:
        return Severity.WARNING  # so near that no overlap explains it
    if total > whole:
        if one.overlapping or one.far:
            return None
        return Severity.ERROR if one.family else Severity.WARNING
    if one.overlapping or one.far or one.made_up_after:
        return None
    nearly = len(one.parts) >= 3 and total >= whole * _NEARLY
    # by applicant or by channel a list is meant to be complete
    divided = one.family in ("applicant", "channel") and total * 2 >= whole
    return Severity.WARNING if nearly or divided else None


@rule(
    "P11",
    Kind.TEXT_TEXT,
    Severity.ERROR,
    basis=_BASIS + "；表三（一）至（六）各类结果之和为办理结果总计",
    good={
        "sections": {
            "一": "（二）依申请公开方面。答复申请80件。予以公开50件；部分公开5件；不予公开5件；无法提供15件；不予处理5件；其他处理0件。"
        },
        "cells": _EIGHTY,
    },
    bad={
        "sections": {
            "一": "（二）依申请公开方面。答复申请80件。予以公开50件；部分公开5件；不予公开5件；无法提供15件；不予处理2件；其他处理0件。"
        },
        "cells": _EIGHTY,
    },
    catalogue=("E01",),
)
def outcomes_make_the_total(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """正文列全各类办理结果的，各类之和等于正文或者表格的办理总数。"""
    facts = facts_of(subject)
    divided = {id(part) for one in find_divisions(facts) for part in one.parts}
    by_sentence: dict[tuple[str, int], list[Judged]] = {}
    for one in facts.judged:
        if one.claim.concept in OUTCOME_GROUPS and id(one.claim.frame) not in divided:
            key = (one.claim.frame.text.section, one.claim.frame.sentence.start)
            by_sentence.setdefault(key, []).append(one)
    for listed in by_sentence.values():
        concepts = [one.claim.concept for one in listed]
        kinds = set(concepts)
        covered = len(kinds) + ("granted_or_partial" in kinds)
        if len(kinds) != len(concepts) or covered < len(OUTCOME_GROUPS) - 1:
            continue
        finding = _outcome_sum(facts, rule, listed)
        if finding is not None:
            yield finding


def _outcome_sum(facts: ProseFacts, rule: Rule, listed: list[Judged]) -> Finding | None:
    total = sum((one.claim.value for one in listed), Decimal(0))
    first = listed[0].claim
    wholes = [
        claim
        for claim in facts.claims
        if claim.frame.text is first.frame.text
        and claim.frame.sentence.block == first.frame.sentence.block
        and claim.frame.quantity.start < first.frame.quantity.start
        and claim.concept
        in ("closed", "handled", "received", "received_new", "received_and_closed")
    ]
    values = {one.value for one in wholes}
    of_table = facts.value("t3.total.total")
    if not values and of_table is None:
        return None
    wanted = values if of_table is None else {*values, of_table}
    if wanted & {total, *(total + one for one in _others(facts, listed))}:
        return None
    done = [one for one in wholes if one.concept in ("closed", "handled")] or wholes
    whole = done[-1].value if done else of_table
    if whole is None:
        return None
    words = "＋".join(format_number(one.claim.value) for one in listed)
    return rule.finding(
        f"{place_of_claim(first)}所列各类办理结果相加 {words}={format_number(total)}，"
        f"与办理总数 {format_number(whole)} 件相差 {format_number(abs(total - whole))} 件。",
        cells=("t3.total.total",),
        quotes=distinct([one.quote for one in done[-1:]] + [one.claim.quote for one in listed]),
        evidence=(
            f"{words}={format_number(total)}",
            f"表三（七）总计 {format_number(of_table)}"
            if of_table is not None
            else "表三（七）总计没有数字",
        ),
        suggestion="请按表三逐类核对正文的件数。",
    )


def _others(facts: ProseFacts, listed: list[Judged]) -> list[Decimal]:
    """Counts of the same sentence that are of no named kind (其他情形3件), one by one and together."""
    first = listed[0].claim.frame
    known = {id(one.claim.frame) for one in listed}
    found = [
        frame.quantity.value
        for reading in facts.sections
        if reading.text is first.text
        for frame in reading.frames
        if frame.sentence == first.sentence
        and frame.quantity.kind == "count"
        and frame.index > first.index
        and id(frame) not in known
    ]
    return [*found, sum(found, Decimal(0))]


@rule(
    "P06",
    Kind.TEXT_TEXT,
    Severity.ERROR,
    basis="表三的勾稽关系：第一项加第二项之和，等于第三项加第四项之和",
    good={
        "sections": {
            "一": "（二）依申请公开方面。本年新收申请95件，上年结转8件，办结98件，结转下年度5件。"
        },
        "absent": load_form("2021").cells_of("t3"),
    },
    bad={
        "sections": {
            "一": "（二）依申请公开方面。本年新收申请95件，上年结转8件，办结96件，结转下年度5件。"
        },
        "absent": load_form("2021").cells_of("t3"),
    },
    catalogue=("E01",),
)
def prose_balances(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """正文同时写明新收、上年结转、办结和结转下年的，前两项之和等于后两项之和（表格能对上的以表格的勾稽为准）。"""
    facts = facts_of(subject)
    yield from unbalanced_totals(facts, rule)
    groups: dict[tuple[str, int], dict[str, Judged]] = {}
    for one in facts.judged:
        claim = one.claim
        kind = "received" if claim.concept == "received_new" else claim.concept
        kind = "closed" if kind == "handled" else kind
        if kind in ("received", "carried_in", "closed", "carried_out") and claim.certain:
            key = (claim.frame.text.section, claim.frame.sentence.block)
            groups.setdefault(key, {}).setdefault(kind, one)
    for four in groups.values():
        verdicts = {one.verdict for one in four.values()}
        # a number the table refutes, or a table out of balance itself, is told by another rule
        if len(four) < 4 or Verdict.REFUTED in verdicts or verdicts == {Verdict.HOLDS}:
            continue
        new, old, done, left = (
            four[kind].claim for kind in ("received", "carried_in", "closed", "carried_out")
        )
        # 收到103件（含上年结转8件）; 办结90件，另办结上年结转8件
        ways = (
            (new.value + old.value, new.value),
            (done.value + left.value, done.value + old.value + left.value),
        )
        if set(ways[0]) & set(ways[1]) or (
            done.at_most and done.value + left.value < new.value + old.value
        ):
            continue
        came, went = new.value + old.value, done.value + left.value
        yield rule.finding(
            f"{place_of_claim(new)}的件数不平衡：新收 {new.value}＋上年结转 {old.value}={came}，"
            f"办结 {done.value}＋结转下年 {left.value}={went}，相差 {abs(came - went)} 件。",
            cells=("t3.new.total", "t3.carried_in.total", "t3.total.total", "t3.carried_out.total"),
            quotes=distinct([new.quote, old.quote, done.quote, left.quote]),
            evidence=(f"{new.value}＋{old.value}={came}≠{done.value}＋{left.value}={went}",),
            suggestion="请核对四个件数，改正有误的一个。",
        )


@rule(
    "P15",
    Kind.TEXT_TEXT,
    Severity.ERROR,
    basis="国办公开办函〔2021〕30号：年度报告的数据应当准确，同一事项前后一致",
    good={
        "sections": {
            "一": "（二）依申请公开方面。结转下年度申请5件。",
            "五": "仍有结转下年度的政府信息公开申请5件没有办结。",
        },
        "absent": load_form("2021").cells_of("t3"),
    },
    bad={
        "sections": {
            "一": "（二）依申请公开方面。结转下年度申请5件。",
            "五": "仍有结转下年度的政府信息公开申请6件没有办结。",
        },
        "absent": load_form("2021").cells_of("t3"),
    },
    catalogue=("E01",),
)
def same_fact_same_number(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """表格没有读出数字时，正文前后所说的同一件数一致。"""
    facts = facts_of(subject)
    said: dict[tuple[str, str], list[Judged]] = {}
    for one in facts.judged:
        claim = one.claim
        # where the table has the number it decides; 收到 may or may not include what was carried in
        loose = (
            claim.at_most or not claim.certain or claim.concept in ("received", "handled", "closed")
        )
        if one.verdict is Verdict.OPEN and not loose:
            said.setdefault((claim.concept, claim.column), []).append(one)
    for same in said.values():
        values = list(dict.fromkeys(one.claim.value for one in same))
        if len(values) < 2:
            continue
        places = "；".join(
            f"{place_of_claim(one.claim)}称 {format_number(one.claim.value)} 件" for one in same[:4]
        )
        yield rule.finding(
            f"{label_of(same[0].claim, facts.report.form)}前后不一：{places}。",
            severity=Severity.ERROR if len(same) == 2 else Severity.WARNING,
            quotes=distinct(one.claim.quote for one in same),
            suggestion="请按台账改正有误的一处。",
        )
