"""编写: a report is begun, its figures are fixed at a moment, its parts are written, its findings explained."""

import datetime as dt
import hashlib
import json

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.annual.checking import check_report
from gongkai.apps.annual.models import (
    Compilation,
    Explanation,
    Passage,
    Report,
    ReportKind,
    ReportState,
)
from gongkai.apps.annual.queries.reports import figures_of, parts_of, passages_of
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.keeping import kept
from gongkai.apps.cases.queries.ledger import NoForm, Period
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Organ
from gongkai.domain.findings import Finding
from gongkai.domain.rules import explained

MOST_CHARACTERS = 20_000


class Overtaken(Refused):
    """A colleague saved the part meanwhile; `held` is what stands now. Nothing was overwritten."""

    def __init__(self, held: Passage) -> None:
        at = held.recorded_at.astimezone(clock.CHINA)
        super().__init__(
            f"{held.person_name}在{at:%Y-%m-%d %H:%M}改过这一部分，您的文字还没有保存。"
            "两稿的不同见下面，看过以后再保存一次，以您的为准。"
        )
        self.held = held


WRITABLE = (ReportState.DRAFTING, ReportState.RETURNED)


def start_report(actor: Actor, organ: Organ, year: int, kind: str = ReportKind.OWN) -> Report:
    """Begin the report of an organ and a year; there is one of each kind."""
    require(actor, "report.write", organ.pk)
    try:
        Period(year)
    except NoForm as no:
        raise Refused(str(no)) from no
    if year >= clock.today().year:
        raise Refused(f"{year}年还没有结束，请到次年1月1日以后编写{year}年度的报告。")
    if kind == ReportKind.GOVERNMENT and organ.kind not in ("government", "township"):
        raise Refused("只有人民政府有本级政府的汇总报告。")
    with transaction.atomic():
        if Report.objects.filter(organ=organ, year=year, kind=kind).exists():
            raise Refused(f"{organ.short_name}{year}年度的报告已经开始编写。")
        made = Report.objects.create(organ=organ, year=year, kind=kind, state=ReportState.DRAFTING)
        audit.record(
            actor,
            "report.write",
            subject=made,
            after={"year": year, "kind": str(kind)} | kept(made),
        )
    return made


def locked_report(report: Report) -> Report:
    return Report.objects.select_for_update().select_related("organ").get(pk=report.pk)


def writable_report(actor: Actor, report: Report) -> Report:
    """The row, locked for the act, where the actor may write and the report is being written."""
    require(actor, "report.write", report.organ_id)
    row = locked_report(report)
    if row.state not in WRITABLE:
        raise Refused(f"报告现在是“{row.get_state_display()}”，不能修改；需要修改的，请先退回。")
    return row


def compile_report(
    actor: Actor, report: Report, *, as_of: dt.datetime | None = None
) -> Compilation:
    """汇总: fix the figures as they stand recorded at a moment (now), and keep them."""
    moment = as_of or clock.now()
    if moment > clock.now():
        raise Refused("数据截止时间还没有到。")
    with transaction.atomic():
        row = writable_report(actor, report)
        row.as_of = moment
        row.save(update_fields=["as_of"])
        compiled = figures_of(row).compiled
        made = Compilation.objects.create(
            report=row,
            as_of=moment,
            cells=compiled.cells,
            counts=compiled.counts,
            digest=compiled.digest,
            made_at=clock.now(),
            person_id=actor.person_id,
        )
        audit.record(
            actor,
            "report.write",
            subject=row,
            after={"compiled": made.digest, "as_of": moment.isoformat()} | kept(made, row),
        )
    report.refresh_from_db()
    return made


def write_part(
    actor: Actor, report: Report, part: str, text: str, *, seen: int | None = None
) -> Passage:
    """Write one part of the prose; every version stays. `seen`: the version the writer had before them."""
    if part not in {one.key for one in parts_of(report)}:
        raise Refused("报告没有这个部分。")
    if len(text) > MOST_CHARACTERS:
        raise Refused(f"这一部分有{len(text)}字，最多{MOST_CHARACTERS}字，请精简。")
    with transaction.atomic():
        row = writable_report(actor, report)
        held = passages_of(row).get(part)
        number = held.number if held else 0
        if held is not None and seen is not None and seen != number:
            raise Overtaken(held)
        if held is not None and held.text == text:
            return held
        made = Passage.objects.create(
            report=row,
            part=part,
            number=number + 1,
            text=text,
            person_id=actor.person_id,
            person_name=actor.name[:80],
            recorded_at=clock.now(),
        )
        audit.record(
            actor,
            "report.write",
            subject=row,
            after={"part": part, "version": made.number} | kept(made),
        )
    return made


def mark_of(finding: Finding) -> str:
    """A short mark of what a finding says, so that an explanation is not written to another one."""
    said = json.dumps([finding.code, finding.message, [one.text for one in finding.quotes]])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def explain_finding(
    actor: Actor, report: Report, at: int, reason: str, *, seen: str = ""
) -> Explanation:
    """说明: why the finding in this place of the list is right as it stands. Errors cannot be explained away.

    `seen`: the mark of the finding the writer had before them; another one in its place is refused.
    """
    with transaction.atomic():
        row = writable_report(actor, report)
        checked = check_report(row)
        if not 0 <= at < len(checked.findings):
            raise Refused("检查结果已经变了，请刷新页面再写说明。")
        finding = checked.findings[at]
        if seen and seen != mark_of(finding):
            raise Refused("检查结果已经变了，请刷新页面再写说明。")
        if finding.severity == "error":
            raise Refused("错误不能用说明放行，请改正数据或者文字。")
        try:
            entry = explained.entry_for(
                finding, checked.subject, by=actor.name, day=clock.today(), reason=reason
            )
        except ValueError as no:
            raise Refused("请写明为什么这样填写是对的。") from no
        made = Explanation.objects.create(
            report=row,
            code=entry.code,
            figures=dict(entry.figures),
            words=list(entry.words),
            reason=entry.reason[:500],
            person_id=actor.person_id,
            person_name=entry.by[:80],
            on=entry.day,
        )
        audit.record(
            actor,
            "report.write",
            subject=row,
            after={"explained": entry.code} | kept(made),
            note=entry.reason,
        )
    return made
