"""导出申请台账: the list as rows of a sheet. Nobody is named whole; that it was taken out is on record."""

import datetime as dt

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.masks import initial_only
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.parties import identity_of
from gongkai.apps.cases.queries.worklists import Wanted, applicants, cases_wanted
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import reach, require
from gongkai.domain.cases import machine, outcome_label

MOST_ROWS = 20_000
HEADINGS = ("申请编号", "机关", "类别", "申请人", "申请人类别", "内容摘要", "状态", "到件日期", "收到申请之日", "答复期限", "期限暂定", "办结日期", "办理结果", "逾期工作日", "承办人")  # fmt: skip


def export_cases(actor: Actor, wanted: Wanted) -> list[tuple[str | int, ...]]:
    """The rows below HEADINGS, by number. Applicants by their family name only (`masks.initial_only`)."""
    require(actor, "case.export")
    organs = reach(actor, "case.export")
    rows = cases_wanted(wanted, clock.today(), law_in_use()[1])
    if organs is not None:
        rows = rows.filter(organ_id__in=organs)
    found = list(rows.select_related("organ", "handler").order_by("number")[: MOST_ROWS + 1])
    if len(found) > MOST_ROWS:
        raise Refused(f"一次最多导出{MOST_ROWS}件，请按机关、日期分开导出。")
    named = applicants(tuple(found))
    with transaction.atomic():
        audit.record(
            actor,
            "case.export",
            kind="Case",
            after={"list": wanted.worklist.key, "rows": len(found), "state": wanted.state},
        )
    return [_row(one, initial_only(identity_of(named[one.pk]), one.applicant_kind) if one.pk in named else "") for one in found]  # fmt: skip


def _row(case: Case, applicant: str) -> tuple[str | int, ...]:
    return (
        case.number,
        case.organ.name,
        case.get_kind_display(),
        applicant,
        case.get_applicant_kind_display(),
        case.subject,
        machine().states[case.state].label,
        _day(case.arrived_on),
        _day(case.received_on),
        _day(case.due_on),
        "暂定" if case.due_provisional and case.closed_on is None else "",
        _day(case.closed_on),
        outcome_label(case.outcome),
        case.late_by if case.late_by is not None else "",
        str(case.handler or ""),
    )


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
