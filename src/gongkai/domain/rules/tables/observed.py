"""Findings that rest on what the reader saw of a table and could not take as the form."""

from collections.abc import Mapping
from typing import Any

from gongkai.domain.findings import Alternative, Finding, Quote, Rule
from gongkai.domain.reports.annual_report import (
    Observation,
    ObservationKind,
    Place,
    format_number,
)
from gongkai.domain.rules.subject import Subject
from gongkai.domain.rules.tables.grounds import ground

NAMES = {"t2": "表二", "t3": "表三", "t4": "表四"}
SECTIONS = {"t2": "二", "t3": "三", "t4": "四"}
# More repairs than this are counted, not listed.
MOST_LISTED = 12
RAW_ROW = "0230500000001001"


def seen(subject: Subject, kind: ObservationKind) -> list[Observation]:
    """What was seen of this kind in the three tables."""
    return [one for one in subject.report.observations if one.kind is kind and one.table]


def sections_absent(subject: Subject) -> set[str]:
    """Numbers of the sections that the file does not have: what they lack is told once, by S01."""
    return {
        one.section
        for one in subject.report.observations
        if one.kind is ObservationKind.SECTION_MISSING and one.section
    }


def seen_example(kind: ObservationKind, table: str, **more: Any) -> Mapping[str, Any]:
    """A rule's bad example: a report in which this was seen."""
    given: dict[str, Any] = {
        "message": f"{NAMES[table]}与格式不符",
        "raw": RAW_ROW,
        "place": Place(page=3, row=4),
    }
    return {"observations": [Observation(kind, table=table, **(given | more))]}


def told(subject: Subject, this: Rule, one: Observation, suggestion: str) -> Finding:
    """A finding that rests on what was seen: the row as printed, its place, and every repair."""
    form = subject.report.form
    place = one.place.describe()
    printed = f"原文：{one.raw}" if one.raw else ""
    evidence = f"{printed}（{place}）" if printed and place else printed or place
    section = one.section or SECTIONS.get(one.table or "", "")
    return this.finding(
        one.message.rstrip("。") + "。",
        cells=one.cells,
        quotes=(Quote(section, one.raw),) if section and one.raw else (),
        basis=ground(NAMES.get(one.table or "", "表格"), form),
        evidence=(evidence,) if evidence else (),
        alternatives=_repairs(subject, one),
        suggestion=suggestion,
    )


def _repairs(subject: Subject, one: Observation) -> tuple[Alternative, ...]:
    """The readings that make all sums right, told by the cells in which they differ."""
    label = subject.report.form.label_of
    differing = [
        cell for cell in one.cells if len({reading.get(cell) for reading in one.alternatives}) > 1
    ]
    made = []
    for reading in one.alternatives[:MOST_LISTED]:
        told = [
            f"{label(cell)}为 {format_number(reading[cell])}"
            for cell in differing or one.cells
            if cell in reading and (differing or reading[cell])
        ]
        made.append(Alternative(reading, "，".join(told) or "各格均为 0"))
    return tuple(made)
