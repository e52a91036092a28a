"""签批、报送、接收、退回、签发: a report passes from hand to hand; errors stop it, warnings need a word."""

from typing import Any

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.annual.actions.writing import locked_report
from gongkai.apps.annual.checking import check_report
from gongkai.apps.annual.models import Report, ReportKind, ReportState, Step
from gongkai.apps.annual.queries.reports import figures_of, kept_cells
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.units import frozen_list
from gongkai.apps.annual.writing.assembling import assemble
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.keeping import kept
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.access import require

STEPS: dict[str, tuple[tuple[str, ...], str]] = {
    # step: (states it starts from, state it leads to)
    "to_head": ((ReportState.DRAFTING, ReportState.RETURNED), ReportState.TO_HEAD),
    "hand_in": ((ReportState.TO_HEAD,), ReportState.HANDED_IN),
    "return": (
        (ReportState.TO_HEAD, ReportState.HANDED_IN, ReportState.RECEIVED),
        ReportState.RETURNED,
    ),
    "receive": ((ReportState.HANDED_IN,), ReportState.RECEIVED),
    "sign": ((ReportState.TO_HEAD,), ReportState.SIGNED),
}


def send_to_head(actor: Actor, report: Report) -> Step:
    """送签: the clerk is done. Refused while an error stands or a warning is not explained."""
    require(actor, "report.write", report.organ_id)
    with transaction.atomic():
        row = _from(report, "to_head")
        if row.as_of is None:
            raise Refused("还没有汇总数据，请先汇总。")
        _in_order(row)
        return _step(actor, row, "to_head", "report.write")


def hand_in(actor: Actor, report: Report, note: str = "") -> Step:
    """签批并报送 by the head of the unit's 公开工作机构: the unit's own report goes to the county office."""
    require(actor, "report.hand_in", report.organ_id)
    if report.kind != ReportKind.OWN:
        raise Refused("政府汇总报告由政府办公室负责人签发，不需要报送。")
    with transaction.atomic():
        row = _from(report, "hand_in")
        _in_order(row)
        _unmoved(row)
        _freeze(row)
        return _step(actor, row, "hand_in", "report.hand_in", note)


def return_report(actor: Actor, report: Report, note: str) -> Step:
    """退回 with what is to be mended: by the unit's head before handing in, by the county office after."""
    act = "report.hand_in" if report.state == ReportState.TO_HEAD else "report.receive"
    if report.kind == ReportKind.GOVERNMENT:
        act = "report.sign"
    require(actor, act, report.organ_id)
    if not note.strip():
        raise Refused("退回要写明需要改正什么。")
    with transaction.atomic():
        row = _from(report, "return")
        found = [
            {"code": one.code, "severity": one.severity.value, "message": one.message}
            for one in check_report(row).findings
            if one.explanation is None
        ]
        return _step(actor, row, "return", act, note, found)


def receive(actor: Actor, report: Report, note: str = "") -> Step:
    """接收 by the county office: the unit's cells enter the government's report."""
    require(actor, "report.receive", report.organ_id)
    with transaction.atomic():
        row = _from(report, "receive")
        _unmoved(row)
        return _step(actor, row, "receive", "report.receive", note)


def sign_report(actor: Actor, report: Report) -> Step:
    """签发 of the government's report by the head of its office."""
    require(actor, "report.sign", report.organ_id)
    if report.kind != ReportKind.GOVERNMENT:
        raise Refused("单位的报告由本单位负责人签批报送，不在这里签发。")
    with transaction.atomic():
        row = _from(report, "sign")
        _over_a_list(row)
        _in_order(row)
        _unmoved(row)
        _freeze(row)
        return _step(actor, row, "sign", "report.sign")


def _over_a_list(row: Report) -> None:
    """The sum stands on a frozen list of units, not on the tree of organs of some day."""
    if frozen_list(row.organ, Period(row.year)) is None:
        raise Refused("还没有确定报送单位名单。请先在“报送单位名单”里确定，再重新汇总。")
    if frozen_list(row.organ, Period(row.year, row.as_of)) is None:
        raise Refused("报送单位名单是在这次汇总以后确定的，请重新汇总再签发。")


def _freeze(row: Report) -> None:
    """Keep the report as it is signed: organs are renamed, phones change, the signed text does not."""
    row.signed_content = assemble(row).report.to_dict()
    row.save(update_fields=["signed_content"])


def _from(report: Report, step: str) -> Report:
    row = locked_report(report)
    if row.state not in STEPS[step][0]:
        raise Refused(f"报告现在是“{row.get_state_display()}”，不能办理这一步。请刷新页面。")
    return row


def _in_order(row: Report) -> None:
    """No error stands, no warning is without an explanation."""
    checked = check_report(row)
    if checked.errors:
        more = f"等{len(checked.errors)}处错误" if len(checked.errors) > 1 else ""
        raise Refused(f"还有错误没有改正：{checked.errors[0].message}{more}")
    if checked.open_warnings:
        more = f"（共{len(checked.open_warnings)}处）" if len(checked.open_warnings) > 1 else ""
        raise Refused(f"还有警告没有说明{more}：{checked.open_warnings[0].message}")


def _unmoved(row: Report) -> None:
    """The figures compiled again at the same moment are those that were kept: nobody changed the past."""
    kept = kept_cells(row)
    if kept is None or kept.as_of != row.as_of:
        raise Refused("没有留存的汇总数据，请重新汇总。")
    if figures_of(row).compiled.digest != kept.digest:
        raise Refused(
            "按同一数据截止时间重新汇总，结果与留存的不同，说明台账被程序以外的手段改动过。"
            f"请先运行 gongkai annual verify --year {row.year}，它指出是哪一处。"
        )


def _step(
    actor: Actor,
    row: Report,
    step: str,
    act: str,
    note: str = "",
    findings: list[dict[str, Any]] | None = None,
) -> Step:
    before = row.state
    row.state = STEPS[step][1]
    row.save(update_fields=["state"])
    made = Step.objects.create(
        report=row,
        state=row.state,
        on=clock.today(),
        note=note.strip()[:500],
        findings=findings or [],
        person_id=actor.person_id,
        person_name=actor.name[:80],
        recorded_at=clock.now(),
    )
    audit.record(
        actor,
        act,
        subject=row,
        before={"state": before},
        after={"state": row.state} | kept(made, row),
        note=note,
    )
    return made
