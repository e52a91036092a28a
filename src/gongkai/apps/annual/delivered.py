"""What a delivered report says: its cells, what the rules say of them, and what stops it."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gongkai.apps.annual.findings import FORM
from gongkai.apps.annual.models import Delivery, DeliveryScope, ReportKind, Source
from gongkai.apps.annual.past.reading import organ_of
from gongkai.apps.annual.previous import previous_report
from gongkai.apps.annual.said import Said, fault_of
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.models import Organ
from gongkai.domain.findings import Finding, Kind, Severity
from gongkai.domain.reports import AnnualReport
from gongkai.domain.reports.annual_report import format_number
from gongkai.domain.reports.forms import Form
from gongkai.domain.rules.checking import check
from gongkai.domain.rules.subject import Subject

# Kinds of findings that say a cell itself is wrong; prose that disagrees is shown, and is the writer's to mend.
OF_CELLS = (Kind.SUM, Kind.BALANCE, Kind.SHAPE, Kind.VALUE, Kind.SCOPE)
MOST_NAMED = 12
UNNAMED = "Y14"


@dataclass(frozen=True)
class Faults:
    """`stopping`: sentences; the delivery cannot be taken. `findings`: everything the rules say, as stored.

    `elsewhere`: the file is a report of another organ, year or form.
    """

    stopping: tuple[str, ...]
    findings: tuple[dict[str, Any], ...]
    elsewhere: bool = False


def cells_of(form: Form, scope: str) -> tuple[str, ...]:
    """The cells that a delivery of this scope hands in."""
    tables = ("t2", "t3", "t4") if scope == DeliveryScope.ALL else ("t3", "t4")
    return tuple(cell for table in tables for cell in form.cells_of(table))


def with_totals(form: Form, typed: Mapping[str, Decimal | None]) -> dict[str, Decimal | None]:
    """Typed cells of 表三 and 表四 with every total added up; blank where one of its parts is blank."""
    made = dict(typed)
    # Rows (H3) before columns (H2): the last column of 三（七） is the sum of a column of sums.
    order = {"H3": 0, "H4": 0, "H2": 1}
    sums = [one for one in form.equations if one.total is not None and one.rule in order]
    for one in sorted(sums, key=lambda one: order[one.rule]):
        parts = [made.get(cell) for cell in one.left]
        total = (
            None if None in parts else sum((part for part in parts if part is not None), Decimal(0))
        )
        if one.total is not None and one.left[0][:2] in ("t3", "t4"):
            made[one.total] = total
    return made


def faults_of(organ: Organ, period: Period, scope: str, report: AnnualReport) -> Faults:
    """Hold the report against every rule, and its cells against the equations of the form."""
    wanted = cells_of(period.form, scope)
    numbers = report.numbers()
    stopping = _wrong_report(organ, period, report)
    if stopping:
        return Faults(tuple(stopping), (), elsewhere=True)
    stopping += _blanks(period.form, wanted, numbers)
    for cell in wanted:
        value = numbers[cell]
        if value is not None and (
            fault := fault_of(organ, period, Said(cell, value), Source.REPORT)
        ):
            stopping.append(fault)
    found = check(Subject(report, previous_report(organ, period.year, ReportKind.OWN))).findings
    of_cells = [one for one in found if _concerns(one, frozenset(wanted))]
    stopping += [
        one.message for one in of_cells if one.severity is Severity.ERROR and one.kind in OF_CELLS
    ]
    said = {
        cell for one in of_cells if one.kind in OF_CELLS and one.severity is Severity.ERROR
        for cell in one.cells
    }  # fmt: skip
    stopping += _broken(period.form, wanted, numbers, said)
    shown = found if scope == DeliveryScope.ALL or report.sections else of_cells
    return Faults(tuple(dict.fromkeys(stopping)), tuple(_stored(one) for one in shown))


def _wrong_report(organ: Organ, period: Period, report: AnnualReport) -> list[str]:
    """Another year's, another form's or another organ's report."""
    if report.year is not None and report.year != period.year:
        return [f"文件是{report.year}年度的报告，这里要的是{period.year}年度的，请重新选择文件。"]
    if report.form.key != period.form.key:
        return [f"文件用的是{report.form.label}，{period.year}年度应当用{period.form.label}。"]
    other = organ_of(report, [organ]) or organ_of(report, Organ.objects.all())
    if other is not None and other != organ:
        return [f"文件是{other.name}的报告，不是{organ.name}的，请重新选择文件。"]
    return []


def unnamed(organ: Organ, report: AnnualReport) -> dict[str, Any] | None:
    """The finding, as stored, that the file does not say whose report it is; None where it names the organ.

    Whoever takes such a file says that it is the organ's own.
    """
    if organ_of(report, [organ]) is not None:
        return None
    said = "".join(report.organ.split())[:60]
    message = (
        f"文件写的机关是“{said}”，机关名录里没有这个名称，不能核对是不是{organ.name}的报告。"
        if said
        else f"文件里没有读到机关名称，不能核对是不是{organ.name}的报告。"
    )
    return _stored(
        Finding(
            UNNAMED, Kind.SCOPE, Severity.WARNING, message, FORM,
            suggestion="请打开原文件核对；确实是本机关的报告，采用时勾选确认。",
        )
    )  # fmt: skip


def is_unnamed(delivery: Delivery) -> str:
    """What was found wrong with the name of the organ when the file was looked at; "" where nothing was."""
    return next((one["message"] for one in delivery.findings if one["code"] == UNNAMED), "")


def _blanks(
    form: Form, wanted: tuple[str, ...], numbers: Mapping[str, Decimal | None]
) -> list[str]:
    blank = [cell for cell in wanted if numbers.get(cell) is None]
    if not blank:
        return []
    named = "、".join(form.label_of(cell) for cell in blank[:MOST_NAMED])
    more = f"等{len(blank)}格" if len(blank) > MOST_NAMED else ""
    return [f"{named}{more}是空白或者没有读到。空白不是 0：没有发生的，请在文件里填 0。"]


def _broken(
    form: Form,
    wanted: tuple[str, ...],
    numbers: Mapping[str, Decimal | None],
    said: AbstractSet[str],
) -> list[str]:
    """Every equation among the cells that does not hold, where no finding names one of its cells (`said`)."""
    there, made = frozenset(wanted), []
    for one in form.equations:
        sides = [[numbers.get(cell) for cell in side] for side in (one.left, one.right)]
        if not there.issuperset(one.cells) or any(None in side for side in sides):
            continue
        left, right = (sum((n for n in side if n is not None), Decimal(0)) for side in sides)
        if left != right and said.isdisjoint(one.cells):
            whose = form.label_of(one.total or one.right[0])
            made.append(
                f"{whose}的勾稽关系不成立：{format_number(left)} 不等于 {format_number(right)}。"
            )
    return made


def _concerns(finding: Finding, wanted: frozenset[str]) -> bool:
    return not finding.cells or not wanted.isdisjoint(finding.cells)


def _stored(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "label": finding.severity.label,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "cells": list(finding.cells),
    }


def said_of(delivery: Delivery, period: Period) -> list[Said]:
    """The delivered cells as figures of the year; each names the file and its digest."""
    name = delivery.name or delivery.get_kind_display()
    evidence = f"{name[:200]}（SHA-256 {delivery.sha256[:16]}）"
    return [
        Said(cell, Decimal(delivery.cells[cell]), None, evidence)
        for cell in cells_of(period.form, delivery.scope)
        if delivery.cells.get(cell) is not None
    ]
