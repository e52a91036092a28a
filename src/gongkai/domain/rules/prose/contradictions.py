"""Sweeping statements that the tables contradict: nothing received, all closed, all upheld."""

from collections.abc import Iterator
from decimal import Decimal

from gongkai.domain.findings import Finding, Kind, Rule, Severity
from gongkai.domain.reports.annual_report import format_number
from gongkai.domain.reports.prose import ProseFacts
from gongkai.domain.reports.prose.claims import Claim
from gongkai.domain.reports.prose.readings import BLOCKS
from gongkai.domain.reports.prose.sweeps import Sweep
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.prose.shown import BOTH_SIDES, distinct, facts_of, place_of
from gongkai.domain.rules.subject import Subject

_BASIS = (
    "《中华人民共和国政府信息公开条例》第五十条；国办公开办函〔2021〕30号：报告正文应当与表格一致"
)
_RESULT_WORDS = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other": "其他结果",
    "pending": "尚未审结",
}
_NAMES = {"review": "行政复议", "direct": "未经复议直接起诉", "after_review": "复议后起诉"}
_ZERO_WORDS = {
    "received": "没有收到申请",
    "carried_in": "没有上年结转",
    "carried_out": "没有结转下年度的申请",
    "granted": "没有予以公开的申请",
    "partial": "没有部分公开的申请",
    "refused": "没有不予公开的申请",
    "unable": "没有无法提供的申请",
    "declined": "没有不予处理的申请",
    "other_group": "没有其他处理的申请",
    "normative_made": "没有制发行政规范性文件",
    "review": "没有行政复议",
    "litigation": "没有行政诉讼",
    "direct": "没有未经复议直接起诉的行政诉讼",
    "after_review": "没有复议后起诉的行政诉讼",
    "review.corrected": "没有被纠正的行政复议",
    "litigation.corrected": "没有败诉或者被纠正的行政诉讼",
}
_ROWS = {"received": "new", "other_group": "other"}


@rule(
    "P07",
    Kind.TEXT_TABLE,
    Severity.ERROR,
    basis=_BASIS,
    good={
        "sections": {
            "一": "（二）依申请公开方面。本年度未收到政府信息公开申请，未发生行政复议、行政诉讼。"
        }
    },
    bad={
        "sections": {"一": "（二）依申请公开方面。本年度未收到政府信息公开申请。"},
        "cells": {"t3.new.total": 3, "t3.new.natural": 3},
    },
    catalogue=("X6", "E01"),
)
def nothing_means_zero(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """正文说没有的，表格相应为零。"""
    facts = facts_of(subject)
    seen: set[tuple[str, str]] = set()
    for one in facts.sweeps:
        if one.kind != "zero" or (one.concepts[0], one.column) in seen:
            continue
        cells = _zero_cells(facts, one)
        total = _least_total(facts, cells)
        if total is None or total == 0:
            continue
        seen.add((one.concepts[0], one.column))
        words = _ZERO_WORDS.get(one.concepts[0], "没有")
        if one.concepts[0] == "applicant":
            words = "没有这类申请人的申请"
        yield rule.finding(
            f"{place_of(one.quote.section, one.sentence)}称{words}，"
            f"{_cell_words(facts, cells)}合计为 {format_number(total)} 件。",
            # of a report whose year is unknown the sentence may be about another year
            severity=rule.severity if facts.report.year is not None else Severity.WARNING,
            cells=tuple(cells),
            quotes=(one.quote,),
            evidence=tuple(_shown(facts, cell) for cell in cells),
            suggestion=BOTH_SIDES,
        )


def _zero_cells(facts: ProseFacts, one: Sweep) -> list[str]:
    """The cells that must all be zero."""
    form, concept = facts.report.form, one.concepts[0]
    block, _, result = concept.partition(".")
    if block in BLOCKS:
        return [f"t4.{name}.{result or 'total'}" for name in BLOCKS[block]]
    if concept == "review_and_litigation":
        return [f"t4.{name}.total" for name in ("review", "direct", "after_review")]
    if concept == "applicant":
        columns = [key for key, _ in form.applicant_columns if key not in ("natural", "total")]
        return [
            f"t3.new.{key}" for key in (columns if one.column == "organisations" else [one.column])
        ]
    if concept.startswith("normative_"):
        cell = f"t2.normative.{concept.removeprefix('normative_')}"
        return [cell] if cell in form.cell_set else []
    row = _ROWS.get(concept, concept)
    rows = [r.key for r in form.table3 if r.key == row or r.key.startswith(f"{row}.")]
    return [f"t3.{key}.total" for key in rows]


def _least_total(facts: ProseFacts, cells: list[str]) -> Decimal | None:
    """The sum of what is known: a blank can only add to it. The least of what a wrong total may be."""
    known = [min(facts.cells.values(cell)) for cell in cells if facts.cells.values(cell)]
    return sum(known, Decimal(0)) if known else None


def _cell_words(facts: ProseFacts, cells: list[str]) -> str:
    labels = [facts.report.form.label_of(cell) for cell in cells if any(facts.cells.values(cell))]
    return "、".join(labels[:3])


def _shown(facts: ProseFacts, cell: str) -> str:
    number = facts.value(cell)
    return (
        f"{facts.report.form.label_of(cell)}：{'空' if number is None else format_number(number)}"
    )


@rule(
    "P08",
    Kind.TEXT_TABLE,
    Severity.WARNING,
    basis="表三第四项“结转下年度继续办理”大于零时，本年收到的申请没有全部办结",
    good={
        "sections": {"一": "（二）依申请公开方面。共收到申请27件，办结率100%。"},
        "cells": {"t3.new.total": 27, "t3.total.total": 27},
    },
    bad={
        "sections": {"一": "（二）依申请公开方面。共收到申请27件，办结率100%。"},
        "cells": {
            "t3.new.total": 27,
            "t3.total.total": 17,
            "t3.carried_out.total": 10,
            "t3.carried_out.natural": 10,
        },
    },
    catalogue=("X7", "E17"),
)
def all_closed_leaves_nothing(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """正文说全部办结或者办结率100%的，表三没有结转下年度的申请。"""
    facts = facts_of(subject)
    left = _least_total(facts, ["t3.carried_out.total"])
    found = [one for one in facts.sweeps if one.kind == "all_closed"]
    told = {
        (claim.frame.text.section, claim.frame.sentence.block)
        for claim in facts.claims
        if claim.concept == "carried_out" and claim.value > 0
    }
    found = [one for one in found if (one.quote.section, one.sentence.block) not in told]
    if not found or not left:
        return
    yield rule.finding(
        f"{place_of(found[0].quote.section, found[0].sentence)}称申请已全部办结，"
        f"表三“四、结转下年度继续办理”总计为 {format_number(left)} 件。",
        cells=("t3.carried_out.total",),
        quotes=distinct(one.quote for one in found),
        suggestion="到期的都已答复的，请写明是按期答复率，并写明结转下年度多少件。",
    )


@rule(
    "P09",
    Kind.TEXT_TABLE,
    Severity.ERROR,
    basis=_BASIS + "；表四分列维持、纠正、其他结果和尚未审结",
    good={
        "sections": {"一": "（二）依申请公开方面。信息公开类行政复议7件，均获维持。"},
        "cells": {"t4.review.upheld": 7, "t4.review.total": 7},
    },
    bad={
        "sections": {"一": "（二）依申请公开方面。信息公开类行政复议7件，均获维持。"},
        "cells": {"t4.review.upheld": 5, "t4.review.pending": 2, "t4.review.total": 7},
    },
    catalogue=("X6", "E01"),
)
def all_upheld_means_upheld(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """正文说复议、诉讼均获维持或者均已审结的，表四没有相反的结果。"""
    facts = facts_of(subject)
    for one in facts.sweeps:
        if one.kind not in ("all_upheld", "none_pending"):
            continue
        against = _against(facts, one)
        if not against:
            continue
        said = "均获维持" if one.kind == "all_upheld" else "均已审结"
        claims = _claims_of(facts, one)
        shown = "；".join(
            f"{_NAMES[cell.split('.')[1]]}{_RESULT_WORDS[cell.split('.')[2]]} {format_number(value)} 件"
            for cell, value in against.items()
        )
        yield rule.finding(
            f"{place_of(one.quote.section, one.sentence)}称复议、诉讼{said}，表四有：{shown}。",
            cells=tuple(against),
            quotes=distinct([*(claim.quote for claim in claims), one.quote]),
            evidence=tuple(_shown(facts, cell) for cell in against),
            suggestion=BOTH_SIDES,
        )


def _claims_of(facts: ProseFacts, one: Sweep) -> list[Claim]:
    return [
        claim
        for claim in facts.claims
        if claim.concept in one.concepts and claim.frame.sentence == one.sentence
    ]


def _against(facts: ProseFacts, one: Sweep) -> dict[str, Decimal]:
    """Cells that contradict it. 均获维持 of n: pending ones count against it unless n are upheld."""
    counted = {claim.concept: claim.value for claim in _claims_of(facts, one)}
    found: dict[str, Decimal] = {}
    for concept in one.concepts:
        blocks = BLOCKS.get(concept, ())
        results = ["pending"]
        if one.kind == "all_upheld":
            upheld = [facts.value(f"t4.{block}.upheld") or Decimal(0) for block in blocks]
            if counted.get(concept) in (sum(upheld, Decimal(0)), *upheld):
                continue
            results = ["corrected", "other"] + (["pending"] if concept in counted else [])
        for block in blocks:
            for result in results:
                value = facts.value(f"t4.{block}.{result}")
                if value:
                    found[f"t4.{block}.{result}"] = value
    return found


@rule(
    "P10",
    Kind.TEXT_TABLE,
    Severity.ERROR,
    basis=_BASIS,
    good={
        "sections": {"一": "（二）依申请公开方面。共受理36件政府信息公开申请（均为自然人提交）。"},
        "cells": {"t3.new.total": 36, "t3.new.natural": 36, "t3.total.total": 36},
    },
    bad={
        "sections": {"一": "（二）依申请公开方面。共受理36件政府信息公开申请（均为自然人提交）。"},
        "cells": {
            "t3.new.total": 36,
            "t3.new.natural": 35,
            "t3.new.business": 1,
            "t3.total.total": 36,
        },
    },
    catalogue=("X6", "E01"),
)
def all_natural_means_no_organisation(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """正文说申请人均为自然人的，表三本年新收没有法人或其他组织的申请。"""
    facts = facts_of(subject)
    columns = [
        key for key, _ in facts.report.form.applicant_columns if key not in ("natural", "total")
    ]
    cells = [f"t3.new.{key}" for key in columns]
    total = _least_total(facts, cells)
    found = [one for one in facts.sweeps if one.kind == "all_applicant"]
    if found and total:
        yield rule.finding(
            f"{place_of(found[0].quote.section, found[0].sentence)}称申请均由自然人提出，"
            f"表三本年新收中法人或其他组织有 {format_number(total)} 件。",
            cells=tuple(cell for cell in cells if facts.value(cell)),
            quotes=distinct(one.quote for one in found),
            evidence=tuple(_shown(facts, cell) for cell in cells if facts.value(cell)),
            suggestion=BOTH_SIDES,
        )
