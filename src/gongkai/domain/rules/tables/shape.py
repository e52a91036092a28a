"""Values in a row against the columns of the form (H6): too many, too few, run together, not found."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from gongkai.domain.findings import Finding, Kind, Rule, Severity
from gongkai.domain.reports.annual_report import Observation, ObservationKind, State
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.subject import Subject
from gongkai.domain.rules.tables.grounds import ground
from gongkai.domain.rules.tables.observed import NAMES, seen, seen_example, told
from gongkai.domain.rules.tables.regions import region_text

_NOT_READ = (State.MISSING, State.UNREAD)


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
    bad=seen_example(
        ObservationKind.SURPLUS, "t4", alternatives=({"t4.after_review.other": Decimal(1)},)
    ),
    catalogue=("H6", "E08"),
)
def surplus_values(subject: Subject, this: Rule) -> Iterator[Finding]:
    """一行里的数字不多于格式规定的列数。"""
    for one in seen(subject, ObservationKind.SURPLUS):
        found = told(subject, this, one, _choose(one))
        # Where no repair is found, or others are possible, the figures may be those of another row;
        # in 表二, whose rows have no sums, the pieces of one.
        sure = one.alternatives and one.complete and one.table != "t2"
        yield found if sure else replace(found, severity=Severity.WARNING)


@rule(
    "T302",
    Kind.SHAPE,
    # Blanks are often swallowed where a page is stored: the printed row may be whole.
    Severity.WARNING,
    basis=ground("表格"),
    good={},
    bad=seen_example(ObservationKind.SHORTAGE, "t3"),
    catalogue=("H6", "E08"),
)
def missing_values(subject: Subject, this: Rule) -> Iterator[Finding]:
    """一行里的数字不少于格式规定的列数。"""
    for one in seen(subject, ObservationKind.SHORTAGE):
        yield told(subject, this, one, _choose(one))


@rule(
    "T303",
    Kind.SHAPE,
    Severity.WARNING,
    basis=ground("表格"),
    good={},
    bad=seen_example(ObservationKind.AMBIGUOUS, "t3"),
    catalogue=("H6",),
)
def ambiguous_values(subject: Subject, this: Rule) -> Iterator[Finding]:
    """每个数字属于哪一格是确定的。"""
    for one in seen(subject, ObservationKind.AMBIGUOUS):
        yield told(subject, this, one, _choose(one))


@rule(
    "T304",
    Kind.SHAPE,
    Severity.NOTICE,
    basis=ground("表格"),
    good={},
    bad=seen_example(ObservationKind.RESOLVED, "t3"),
    catalogue=("H6",),
)
def values_cut_by_the_sums(subject: Subject, this: Rule) -> Iterator[Finding]:
    """一行的数字之间有分隔；连写的，只有一种读法能使合计成立时才按该读法读取。"""
    for table, name in NAMES.items():
        own = [one for one in seen(subject, ObservationKind.RESOLVED) if one.table == table]
        if not own:
            continue
        first = told(subject, this, own[0], "")
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
    covered = {cell for one in report.observations for cell in one.cells}
    covered |= {
        cell
        for one in report.observations
        if one.kind in (ObservationKind.TABLE_MISSING, ObservationKind.OTHER_FORM) and one.table
        for cell in report.form.cells_of(one.table)
    }
    for table in NAMES:
        lost = [
            cell
            for cell in report.form.cells_of(table)
            if cell not in covered and report.value(cell).state in _NOT_READ
        ]
        if lost:
            yield this.finding(
                f"{region_text(report.form, table, lost)}没有找到或没有读出{'，共 ' + str(len(lost)) + ' 格' if len(lost) > 1 else ''}。",
                cells=tuple(lost),
                basis=ground(NAMES[table], report.form),
                suggestion="请核对文件中这张表格的行、列是否齐全；没有发生的填 0。",
            )
