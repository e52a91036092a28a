"""Rows, labels and whole tables against the form (H6, E20, E21)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from gongkai.domain.findings import Finding, Kind, Rule, Severity
from gongkai.domain.reports.annual_report import SECTION_NUMBERS, ObservationKind
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.subject import Subject
from gongkai.domain.rules.tables.grounds import ground
from gongkai.domain.rules.tables.observed import NAMES, sections_absent, seen, seen_example, told

_FIGURES = re.compile(r"(?:\d+\D+){4}\d")
_REMEDIES = re.compile(r"(?:复议|诉讼|起诉).{0,40}?\d", re.S)


@rule(
    "T305",
    Kind.SHAPE,
    Severity.WARNING,
    basis=ground("表格"),
    good={},
    bad=seen_example(ObservationKind.ROW_MISSING, "t3"),
    catalogue=("H6", "E08"),
)
def missing_rows(subject: Subject, this: Rule) -> Iterator[Finding]:
    """格式规定的行一行不缺。"""
    for one in seen(subject, ObservationKind.ROW_MISSING):
        yield told(subject, this, one, "请按格式补上所缺的行；没有发生的填 0。")


@rule(
    "T306",
    Kind.SHAPE,
    Severity.WARNING,
    basis=ground("表格"),
    good={},
    bad=seen_example(ObservationKind.ROW_SURPLUS, "t2"),
    catalogue=("H6",),
)
def surplus_rows(subject: Subject, this: Rule) -> Iterator[Finding]:
    """不增设格式没有的行（如小计、其他）。"""
    for one in seen(subject, ObservationKind.ROW_SURPLUS):
        yield told(subject, this, one, "格式没有这一行，请删去；需要说明的写在第一或第六部分。")


@rule(
    "T307",
    Kind.STRUCTURE,
    Severity.ERROR,
    basis=ground("表格"),
    good={},
    bad=seen_example(ObservationKind.TABLE_MISSING, "t4", raw=""),
    catalogue=("E20", "E06"),
)
def missing_tables(subject: Subject, this: Rule) -> Iterator[Finding]:
    """第二、三、四部分各有一张表格，且是文字表格，不是图片。"""
    absent = sections_absent(subject)
    missing = [
        one for one in seen(subject, ObservationKind.TABLE_MISSING) if one.section not in absent
    ]
    if not missing:
        return
    found = told(subject, this, missing[0], "请按格式补上表格；表格要用文字，不用图片。")
    if len(missing) > 1:
        names = "、".join(NAMES[one.table or "t2"] for one in missing)
        found = replace(
            found,
            message=f"没有读到{names}，共 {len(missing)} 张表格。",
            cells=tuple(cell for one in missing for cell in one.cells),
            basis=ground("表格", subject.report.form),
        )
    if _may_be_there(subject, [one.section for one in missing], absent):
        found = replace(found, severity=Severity.WARNING)
    yield found


def _may_be_there(subject: Subject, missing: list[str | None], absent: set[str]) -> bool:
    """Whether a table may be in the report all the same.

    Figures in the text of a table's section may be the table, told in sentences or taken apart.
    Where the file ends in the section, the table may stand behind its end.
    """
    report = subject.report
    sections = [one for one in missing if one is not None]
    if any(_FIGURES.search(report.text_of(one)) for one in sections):
        return True
    if "四" in sections and _REMEDIES.search(report.text_of("四")):
        return True
    last = max(report.sections, key=SECTION_NUMBERS.index, default="")
    return bool(absent) and sections == [last]


@rule(
    "T308",
    Kind.WORDING,
    Severity.WARNING,
    basis=ground("表格"),
    good={},
    bad=seen_example(
        ObservationKind.LABEL, "t2", raw="本年度止件数", expected="本年废止件数", message=""
    ),
    catalogue=("E22", "E21"),
)
def labels(subject: Subject, this: Rule) -> Iterator[Finding]:
    """表格的项目名称与格式一致。"""
    known = set()
    for one in seen(subject, ObservationKind.LABEL):
        if (one.table, one.raw, one.expected) in known:
            continue
        known.add((one.table, one.raw, one.expected))
        message = f"{NAMES[one.table or 't2']}的“{one.raw}”应为“{one.expected}”"
        finding = told(
            subject,
            this,
            one if not one.expected else replace(one, message=message, alternatives=()),
            f"请改为“{one.expected}”。" if one.expected else "请与格式核对这一名称。",
        )
        # A name cut short or made longer is another way to say it; any other difference is a slip.
        printed, meant = _letters(one.raw), _letters(one.expected)
        if printed and meant and (printed in meant or meant in printed):
            finding = replace(finding, severity=Severity.NOTICE)
        yield finding


@rule(
    "T309",
    Kind.STRUCTURE,
    Severity.WARNING,
    basis=ground("表格"),
    good={},
    bad=seen_example(ObservationKind.OTHER_FORM, "t2"),
    catalogue=("E21",),
)
def table_of_another_form(subject: Subject, this: Rule) -> Iterator[Finding]:
    """使用报告年度的格式；2021年度起不再使用2019年的试行格式。"""
    for one in seen(subject, ObservationKind.OTHER_FORM):
        yield told(subject, this, one, f"请改用{subject.report.form.label}重新填表。")


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalpha())
