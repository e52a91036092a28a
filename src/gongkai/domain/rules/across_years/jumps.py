"""Figures that jump by powers of ten from one year to the next, and fees in the wrong unit (X12)."""

from collections.abc import Iterator
from decimal import Decimal

from gongkai.domain.findings import Finding, Kind, Rule, Severity
from gongkai.domain.reports.annual_report import AnnualReport, format_number
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.subject import Subject
from gongkai.domain.rules.tables.grounds import ground

FEES = "t2.fees"
# A jump is worth a word only between figures that do not grow tenfold by chance.
JUMP = 10
LEAST_SMALLER = 5
LEAST_LARGER = 100
# 元 in place of 万元 makes ten thousand times; fees themselves may halve or double in a year.
UNIT_FACTORS = (Decimal(4000), Decimal(25000))
# All organs of the country together collect some 40,000,000 万元 a year; no one below a province
# comes near a quarter of that.
LARGEST_FEES = Decimal(10_000_000)


def _ratio(one: Decimal, other: Decimal) -> Decimal | None:
    small, large = sorted((one, other))
    return large / small if small > 0 else None


def _wrong_unit(subject: Subject, previous: AnnualReport) -> bool:
    now, then = subject.numbers.get(FEES), previous.number(FEES)
    ratio = None if now is None or then is None else _ratio(now, then)
    return ratio is not None and UNIT_FACTORS[0] <= ratio <= UNIT_FACTORS[1]


def _comparable(subject: Subject, previous: AnnualReport) -> list[str]:
    """Cells that mean the same in both forms."""
    cells = [cell for cell in subject.report.form.cells if cell in previous.form.cell_set]
    if subject.report.form is previous.form:
        return cells
    # （六）3.其他 of the form since 2021 is a part of what （六） was before.
    return [cell for cell in cells if not cell.startswith("t3.other.")]


@rule(
    "Y105",
    Kind.VALUE,
    Severity.WARNING,
    basis=ground("表格"),
    good={"cells": {"t2.licences": 4000}, "previous": {"cells": {"t2.licences": 3822}}},
    bad={"cells": {"t2.licences": 38220}, "previous": {"cells": {"t2.licences": 3822}}},
    catalogue=("X12",),
)
def tenfold_jumps(subject: Subject, this: Rule) -> Iterator[Finding]:
    """与上年相比不应有无说明的十倍以上增减。"""
    previous = subject.require_last_year()
    jumped: dict[str, list[str]] = {"t2": [], "t3": [], "t4": []}
    for cell in _comparable(subject, previous):
        now, then = subject.numbers.get(cell), previous.number(cell)
        if now is None or then is None or max(now, then) < LEAST_LARGER:
            continue
        ratio = _ratio(now, then)
        large = min(now, then) >= LEAST_SMALLER and ratio is not None and ratio >= JUMP
        if large and not (cell == FEES and _wrong_unit(subject, previous)):
            jumped[cell.split(".")[0]].append(cell)
    # A wave of applications moves many cells of 表三 at once: that is one fact.
    groups = [[cell] for cell in jumped["t2"]] + [jumped["t3"], jumped["t4"]]
    for cells in groups:
        if cells:
            yield this.finding(
                f"{_told(subject, previous, cells)}，相差十倍以上。",
                cells=tuple(cells),
                basis=ground("表格", subject.report.form),
                suggestion="请核对是否多写、少写了一位数字或用错单位；属实的，建议在第一部分说明原因。",
            )


def _told(subject: Subject, previous: AnnualReport, cells: list[str]) -> str:
    form = subject.report.form
    told = [
        f"{form.label_of(cell)}上年 {_figure(previous.number(cell))}、"
        f"本年 {_figure(subject.numbers.get(cell))}"
        for cell in cells[:4]
    ]
    return "；".join(told) + (f"；等 {len(cells)} 格" if len(cells) > 4 else "")


def _figure(number: Decimal | None) -> str:
    return "空白" if number is None else format_number(number)


@rule(
    "Y106",
    Kind.VALUE,
    Severity.WARNING,
    basis=ground("表二"),
    good={"cells": {FEES: 8600}, "previous": {"cells": {FEES: Decimal("8510.56")}}},
    bad={"cells": {FEES: 85105600}, "previous": {"cells": {FEES: Decimal("8510.56")}}},
    since=2022,
    catalogue=("X12", "E23"),
)
def fees_in_the_wrong_unit(subject: Subject, this: Rule) -> Iterator[Finding]:
    """行政事业性收费以万元为单位：与上年相差约一万倍的，多半是把元当成了万元。"""
    previous = subject.require_last_year()
    if not _wrong_unit(subject, previous):
        return
    now, then = subject.require(FEES), previous.number(FEES) or Decimal(0)
    if now > then:
        guess = f"本年可能以元填报，折合 {format_number((now / 10000).normalize())} 万元"
    else:
        guess = f"上年可能以元填报，折合 {format_number((then / 10000).normalize())} 万元"
    yield this.finding(
        f"表二行政事业性收费上年 {format_number(then)}、本年 {format_number(now)}，"
        f"相差约一万倍；单位是万元，{guess}。",
        cells=(FEES,),
        suggestion="请按财政票据核对金额和单位（万元）。",
    )


@rule(
    "Y107",
    Kind.VALUE,
    Severity.WARNING,
    basis=ground("表二"),
    good={"cells": {FEES: 316441}},
    bad={"cells": {FEES: 85105600}},
    since=2021,
    catalogue=("E23",),
)
def fees_beyond_all_measure(subject: Subject, this: Rule) -> Iterator[Finding]:
    """行政事业性收费以万元为单位，一个地方一年的收费不会超过一千亿元。"""
    fees = subject.require(FEES)
    previous = subject.previous
    if fees < LARGEST_FEES or (previous is not None and _wrong_unit(subject, previous)):
        return
    yield this.finding(
        f"表二行政事业性收费填 {format_number(fees)}，单位是万元，合 "
        f"{format_number((fees / 10000).quantize(Decimal(1)))} 亿元；多半是以元填报，"
        f"折合 {format_number((fees / 10000).normalize())} 万元。",
        cells=(FEES,),
        suggestion="请按财政票据核对金额和单位（万元）。",
    )
