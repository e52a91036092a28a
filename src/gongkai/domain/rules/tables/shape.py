"""Rows, columns and labels (H6): what the reader saw of the tables and could not take as the form."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from gongkai.domain.findings import Alternative, Finding, Kind, Quote, Rule, Severity
from gongkai.domain.reports.annual_report import (
    Observation,
    ObservationKind,
    Place,
    State,
    format_number,
)
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.subject import Subject
from gongkai.domain.rules.tables.grounds import ground
from gongkai.domain.rules.tables.regions import region_text

_NAME = {"t2": "表二", "t3": "表三", "t4": "表四"}
_SECTION = {"t2": "二", "t3": "三", "t4": "四"}
# More repairs than this are counted, not listed.
MOST_LISTED = 12
_NOT_READ = (State.MISSING, State.UNREAD)
_ROW = "0230500000001001"


def _seen(subject: Subject, kind: ObservationKind) -> list[Observation]:
    return [one for one in subject.report.observations if one.kind is kind and one.table]


def _bad(kind: ObservationKind, table: str, **more: Any) -> Mapping[str, Any]:
    given: dict[str, Any] = {
        "message": f"{_NAME[table]}与格式不符",
        "raw": _ROW,
        "place": Place(page=3, row=4),
    }
    return {"observations": [Observation(kind, table=table, **(given | more))]}


def _told(subject: Subject, this: Rule, one: Observation, suggestion: str) -> Finding:
    """A finding that rests on what was seen: the row as printed, its place, and every repair."""
    form = subject.report.form
    place = one.place.describe()
    printed = f"原文：{one.raw}" if one.raw else ""
    evidence = f"{printed}（{place}）" if printed and place else printed or place
    section = one.section or _SECTION.get(one.table or "", "")
    return this.finding(
        one.message.rstrip("。") + "。",
        cells=one.cells,
        quotes=(Quote(section, one.raw),) if section and one.raw else (),
        basis=ground(_NAME.get(one.table or "", "表格"), form),
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


def _choose(one: Observation) -> str:
    if not one.alternatives:
        return "请对照印制件或原始登记重新填写这一行。"
    count = len(one.alternatives)
    most = f"有 {count} 种" if one.complete else f"至少有 {count} 种"
    if count == 1 and one.complete:
        return "能使有关数字都对得上的读法只有一种，见备选；请对照印制件或原始登记确认后更正。"
    return f"能使有关数字都对得上的读法{most}，程序不代为选定；请对照印制件或原始登记确认后更正。"


@rule(
    "T301",
    Kind.SHAPE,
    Severity.ERROR,
    basis=ground("表格"),
    good={},
    bad=_bad(ObservationKind.SURPLUS, "t4"),
    catalogue=("H6", "E08"),
)
def surplus_values(subject: Subject, this: Rule) -> Iterator[Finding]:
    """一行里的数字不多于格式规定的列数。"""
    for one in _seen(subject, ObservationKind.SURPLUS):
        yield _told(subject, this, one, _choose(one))


@rule(
    "T302",
    Kind.SHAPE,
    # Blanks are often swallowed where a page is stored: the printed row may be whole.
    Severity.WARNING,
    basis=ground("表格"),
    good={},
    bad=_bad(ObservationKind.SHORTAGE, "t3"),
    catalogue=("H6", "E08"),
)
def missing_values(subject: Subject, this: Rule) -> Iterator[Finding]:
    """一行里的数字不少于格式规定的列数。"""
    for one in _seen(subject, ObservationKind.SHORTAGE):
        yield _told(subject, this, one, _choose(one))


@rule(
    "T303",
    Kind.SHAPE,
    Severity.WARNING,
    basis=ground("表格"),
    good={},
    bad=_bad(ObservationKind.AMBIGUOUS, "t3"),
    catalogue=("H6",),
)
def ambiguous_values(subject: Subject, this: Rule) -> Iterator[Finding]:
    """每个数字属于哪一格是确定的。"""
    for one in _seen(subject, ObservationKind.AMBIGUOUS):
        yield _told(subject, this, one, _choose(one))


@rule(
    "T304",
    Kind.SHAPE,
    Severity.NOTICE,
    basis=ground("表格"),
    good={},
    bad=_bad(ObservationKind.RESOLVED, "t3"),
    catalogue=("H6",),
)
def values_cut_by_the_sums(subject: Subject, this: Rule) -> Iterator[Finding]:
    """一行的数字之间有分隔；连写的，只有一种读法能使合计成立时才按该读法读取。"""
    for table, name in _NAME.items():
        own = [one for one in _seen(subject, ObservationKind.RESOLVED) if one.table == table]
        if not own:
            continue
        first = _told(subject, this, own[0], "")
        if len(own) == 1:
            message = first.message
        else:
            message = (
                f"{name}有 {len(own)} 行的数字连写在一起，没有分隔；"
                "程序按唯一能使各项合计都成立的读法读取。"
            )
        yield replace(
            first,
            message=message,
            cells=tuple(cell for one in own for cell in one.cells),
            evidence=tuple(f"原文：{one.raw}" for one in own if one.raw),
            alternatives=(),
            suggestion="请看一眼读出的表格与原件是否一致；发布时请使用真正的表格。",
        )


@rule(
    "T305",
    Kind.SHAPE,
    Severity.WARNING,
    basis=ground("表格"),
    good={},
    bad=_bad(ObservationKind.ROW_MISSING, "t3"),
    catalogue=("H6", "E08"),
)
def missing_rows(subject: Subject, this: Rule) -> Iterator[Finding]:
    """格式规定的行一行不缺。"""
    for one in _seen(subject, ObservationKind.ROW_MISSING):
        yield _told(subject, this, one, "请按格式补上所缺的行；没有发生的填 0。")


@rule(
    "T306",
    Kind.SHAPE,
    Severity.WARNING,
    basis=ground("表格"),
    good={},
    bad=_bad(ObservationKind.ROW_SURPLUS, "t2"),
    catalogue=("H6",),
)
def surplus_rows(subject: Subject, this: Rule) -> Iterator[Finding]:
    """不增设格式没有的行（如小计、其他）。"""
    for one in _seen(subject, ObservationKind.ROW_SURPLUS):
        yield _told(subject, this, one, "格式没有这一行，请删去；需要说明的写在第一或第六部分。")


@rule(
    "T307",
    Kind.STRUCTURE,
    Severity.ERROR,
    basis=ground("表格"),
    good={},
    bad=_bad(ObservationKind.TABLE_MISSING, "t4", raw=""),
    catalogue=("E20", "E06"),
)
def missing_tables(subject: Subject, this: Rule) -> Iterator[Finding]:
    """第二、三、四部分各有一张表格，且是文字表格，不是图片。"""
    missing = _seen(subject, ObservationKind.TABLE_MISSING)
    if not missing:
        return
    found = _told(subject, this, missing[0], "请按格式补上表格；表格要用文字，不用图片。")
    if len(missing) > 1:
        names = "、".join(_NAME[one.table or "t2"] for one in missing)
        found = replace(
            found,
            message=f"没有读到{names}，共 {len(missing)} 张表格。",
            cells=tuple(cell for one in missing for cell in one.cells),
            basis=ground("表格", subject.report.form),
        )
    yield found


@rule(
    "T308",
    Kind.WORDING,
    Severity.WARNING,
    basis=ground("表格"),
    good={},
    bad=_bad(ObservationKind.LABEL, "t2", raw="本年度止件数", expected="本年废止件数", message=""),
    catalogue=("E22", "E21"),
)
def labels(subject: Subject, this: Rule) -> Iterator[Finding]:
    """表格的项目名称与格式一致。"""
    told = set()
    for one in _seen(subject, ObservationKind.LABEL):
        if (one.table, one.raw, one.expected) in told:
            continue
        told.add((one.table, one.raw, one.expected))
        message = f"{_NAME[one.table or 't2']}的“{one.raw}”应为“{one.expected}”"
        finding = _told(
            subject,
            this,
            one if not one.expected else replace(one, message=message, alternatives=()),
            f"请改为“{one.expected}”。" if one.expected else "请与格式核对这一名称。",
        )
        # A name cut short or made longer is another way to say it; any other difference is a slip.
        seen, meant = _letters(one.raw), _letters(one.expected)
        if seen and meant and (seen in meant or meant in seen):
            finding = replace(finding, severity=Severity.NOTICE)
        yield finding


@rule(
    "T309",
    Kind.STRUCTURE,
    Severity.WARNING,
    basis=ground("表格"),
    good={},
    bad=_bad(ObservationKind.OTHER_FORM, "t2"),
    catalogue=("E21",),
)
def table_of_another_form(subject: Subject, this: Rule) -> Iterator[Finding]:
    """使用报告年度的格式；2021年度起不再使用2019年的试行格式。"""
    for one in _seen(subject, ObservationKind.OTHER_FORM):
        yield _told(subject, this, one, f"请改用{subject.report.form.label}重新填表。")


@rule(
    "T310",
    Kind.SHAPE,
    Severity.WARNING,
    basis=ground("表格"),
    good={},
    bad={"absent": ["t3.new.natural"]},
    catalogue=("H6",),
)
def cells_not_found(subject: Subject, this: Rule) -> Iterator[Finding]:
    """格式规定的单元格都能在文件中找到并读出。"""
    report = subject.report
    read = sum(1 for one in report.values.values() if one.state not in _NOT_READ)
    if read == len(report.form.cells):
        return
    told = {cell for one in report.observations for cell in one.cells}
    told |= {
        cell
        for one in report.observations
        if one.kind in (ObservationKind.TABLE_MISSING, ObservationKind.OTHER_FORM) and one.table
        for cell in report.form.cells_of(one.table)
    }
    for table in _NAME:
        lost = [
            cell
            for cell in report.form.cells_of(table)
            if cell not in told and report.value(cell).state in _NOT_READ
        ]
        if lost:
            yield this.finding(
                f"{region_text(report.form, table, lost)}没有找到或没有读出{'，共 ' + str(len(lost)) + ' 格' if len(lost) > 1 else ''}。",
                cells=tuple(lost),
                basis=ground(_NAME[table], report.form),
                suggestion="请核对文件中这张表格的行、列是否齐全；没有发生的填 0。",
            )


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalpha())
