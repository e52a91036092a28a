"""上年结转 against 结转下年度 of last year's report: what differs, and what was signed for it.

The opening figure printed is the register's: with it the form's equation 一 + 二 = 三（七） + 四 holds, whatever
last year's report says. Last year's closing + the signed adjustment = this year's opening, column by column.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from gongkai.apps.annual.models import Adjustment, Report, ReportKind
from gongkai.apps.annual.previous import previous_report
from gongkai.apps.annual.units import plan_of
from gongkai.apps.cases.queries.ledger import Period
from gongkai.domain.reports import AnnualReport
from gongkai.domain.reports.annual_report import format_number

OPENING, CLOSING = "t3.carried_in.", "t3.carried_out."


@dataclass(frozen=True)
class Opening:
    """One column: last year's closing, what was signed, this year's opening. `left`: not signed yet."""

    cell: str
    before: Decimal
    adjusted: Decimal
    now: Decimal

    @property
    def left(self) -> Decimal:
        return self.now - self.before - self.adjusted


def openings(
    report: Report, compiled: Mapping[str, Decimal | None], previous: AnnualReport | None
) -> tuple[Opening, ...]:
    """Every column that both reports have a number for. One query, two to six for a government."""
    if previous is None:
        return ()
    pairs = _pairs(compiled, previous)
    signed: dict[str, Decimal] = {}
    for one in _that_count(report, pairs, adjustments_of(report)):
        signed[one.cell] = signed.get(one.cell, Decimal(0)) + one.difference
    return tuple(
        Opening(cell, before, signed.get(cell, Decimal(0)), now)
        for cell, (before, now) in pairs.items()
    )


def _pairs(
    compiled: Mapping[str, Decimal | None], previous: AnnualReport
) -> dict[str, tuple[Decimal, Decimal]]:
    """Column → last year's closing, this year's opening."""
    then = previous.numbers()
    made = {}
    for cell, value in compiled.items():
        before = then.get(cell.replace(OPENING, CLOSING)) if cell.startswith(OPENING) else None
        if value is not None and before is not None:
            made[cell] = before, value
    return made


def _that_count(
    report: Report, pairs: Mapping[str, tuple[Decimal, Decimal]], rows: Iterable[Adjustment]
) -> list[Adjustment]:
    """The government's own, where they explain the difference (there may be none): last year's sum was right then,
    and a unit mended its own report. Else with what was signed for its units."""
    held = list(rows)
    own = [one for one in held if one.organ_id == report.organ_id and one.kind == report.kind]
    sums: dict[str, Decimal] = {}
    for one in own:
        sums[one.cell] = sums.get(one.cell, Decimal(0)) + one.difference
    settled = all(
        now - before == sums.get(cell, Decimal(0)) for cell, (before, now) in pairs.items()
    )
    return own if settled and pairs else held


def opening_differences(
    report: Report, compiled: Mapping[str, Decimal | None], previous: AnnualReport | None
) -> dict[str, Decimal]:
    """上年结转 less last year's 结转下年度 less what was adjusted, where that is not zero."""
    return {one.cell: one.left for one in openings(report, compiled, previous) if one.left}


def adjustments_of(report: Report) -> Iterable[Adjustment]:
    """What was signed for the report; for a government's, with what was signed for its units."""
    wanted = Q(organ=report.organ_id, kind=report.kind)
    if report.kind == ReportKind.GOVERNMENT:
        rows = plan_of(report.organ, Period(report.year, report.as_of)).reporting
        for kind in ReportKind.values:
            organs = [one.organ.pk for one in rows if one.kind == kind]
            wanted |= Q(organ__in=organs, kind=kind)
    rows_of_year = Adjustment.objects.filter(wanted, year=report.year).select_related("organ")
    return rows_of_year.order_by("id")


def adjustments_that_count(
    report: Report, compiled: Mapping[str, Decimal | None]
) -> list[Adjustment]:
    """What was signed and explains the difference from last year's report. One query where nothing was signed."""
    held = list(adjustments_of(report))
    if not held:
        return held
    previous = previous_report(report.organ, report.year, report.kind)
    pairs = {} if previous is None else _pairs(compiled, previous)
    return _that_count(report, pairs, held)


def opening_note(report: Report, compiled: Mapping[str, Decimal | None]) -> str:
    """The sentence for the prose, where something was signed; else nothing.

    Columns may differ where the total does not (an applicant counted in another column): then they are named.
    """
    signed: dict[tuple[int, str], list[Adjustment]] = {}
    for one in adjustments_that_count(report, compiled):
        signed.setdefault((one.organ_id, one.reason), []).append(one)
    if not signed:
        return ""
    told = "；".join(
        f"{rows[0].organ.short_name}{_by_how_much(report, rows)}（{reason.rstrip('。')}）"
        for (_, reason), rows in signed.items()
    )
    return f"上年结转数与上年报告的结转下年度数不同，已作结转调整：{told}。"


def _by_how_much(report: Report, rows: Iterable[Adjustment]) -> str:
    total = [one for one in rows if one.cell == f"{OPENING}total"]
    labels = dict(Period(report.year).form.applicant_columns)
    return "、".join(
        f"{'' if total else labels.get(one.cell.removeprefix(OPENING), '')}"
        f"{'增加' if one.difference > 0 else '减少'}"
        f"{format_number(abs(one.difference).normalize() + 0)}件"
        for one in total or rows
    )
