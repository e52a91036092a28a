"""结转调整: the county office signs why this year's opening differs from last year's closing, column by column."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.annual.actions.writing import locked_report
from gongkai.apps.annual.amending import amend
from gongkai.apps.annual.models import Adjustment, Report, ReportState
from gongkai.apps.annual.openings import OPENING, opening_differences
from gongkai.apps.annual.previous import previous_report
from gongkai.apps.annual.queries.reports import figures_of
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.keeping import kept
from gongkai.apps.organs.access import require
from gongkai.apps.periods.actions import Change
from gongkai.domain.findings import Outcome
from gongkai.domain.reports.annual_report import format_number
from gongkai.domain.reports.equations import hold
from gongkai.domain.reports.forms import Form


def adjust_opening(
    actor: Actor, report: Report, differences: Mapping[str, Decimal], reason: str
) -> list[Adjustment]:
    """Sign the differences, all that there are: cell → this year's opening less last year's closing.

    Refused: another difference than the figures show, no reason, a report that is public already, figures
    whose own equations fail. In a locked year it is recorded as an amendment with the same reason.
    """
    require(actor, "report.adjust", report.organ_id)
    if not reason.strip():
        raise Refused("结转调整要写明理由。")
    with transaction.atomic():
        row = locked_report(report)
        if row.state == ReportState.PUBLISHED:
            raise Refused("报告已经公布，不能再登记结转调整；确有错误的，请先更正报告。")
        compiled = figures_of(row).compiled
        numbers = {cell: one.value for cell, one in compiled.figures.items()}
        previous = previous_report(row.organ, row.year, row.kind)
        found = opening_differences(row, numbers, previous)
        if not found:
            raise Refused("上年结转数与上年报告一致，没有需要调整的。")
        form = compiled.scope.period.form
        _equal(form, differences, found)
        _balanced(form, numbers)
        return [_sign(actor, row, cell, one, reason) for cell, one in found.items()]


def _equal(form: Form, given: Mapping[str, Decimal], found: Mapping[str, Decimal]) -> None:
    """What is signed is what the figures show, in every column."""
    for cell in {**found, **given}:
        said, wanted = given.get(cell, Decimal(0)), found.get(cell, Decimal(0))
        if said != wanted:
            label = form.label_of(cell) if cell in form.cell_set else cell
            raise Refused(
                f"{label}应调整{format_number(wanted)}件，写的是{format_number(said)}件。"
                "调整数须等于台账与上年报告的差额，请刷新页面。"
            )


def _balanced(form: Form, numbers: Mapping[str, Decimal | None]) -> None:
    """一 + 二 = 三（七） + 四, and the columns add up, with this opening."""
    for one in form.equations:
        opens = any(cell.startswith(OPENING) for cell in one.cells)
        if opens and hold(one, numbers).outcome is not Outcome.PASSED:
            raise Refused("表三的勾稽关系不成立，请先核对台账，再登记结转调整。")


def _sign(actor: Actor, row: Report, cell: str, difference: Decimal, reason: str) -> Adjustment:
    made = Adjustment.objects.create(
        organ=row.organ,
        year=row.year,
        kind=row.kind,
        cell=cell,
        difference=difference,
        reason=reason.strip()[:500],
        person_id=actor.person_id,
        person_name=actor.name[:80],
        recorded_at=clock.now(),
    )
    after = {"cell": cell, "difference": str(difference)}
    audit.record(actor, "report.adjust", subject=row, after=after | kept(made), note=reason)
    label = f"{row.organ.short_name}{row.year}年度的结转调整"
    change = Change((row.year,), "Adjustment", made.pk, label, None, after, row.organ_id)
    amend(actor, change, reason)
    return made
