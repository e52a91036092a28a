"""报送: an organ that keeps its cases elsewhere hands in its report file, or types 表三 and 表四.

First it is looked at and kept (`look_at_file`, `look_at_typed`), then taken (`take_delivery`): nothing wrong is taken.
"""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.annual.actions.stating import From, write_figures
from gongkai.apps.annual.delivered import (
    Faults,
    cells_of,
    faults_of,
    is_unnamed,
    said_of,
    unnamed,
    with_totals,
)
from gongkai.apps.annual.keeping import DELIVERIES, keep_file, kept_file
from gongkai.apps.annual.models import Delivery, DeliveryKind, DeliveryScope, Source, Taking
from gongkai.apps.annual.own_records import own_records
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.said import period_for
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.keeping import kept
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Organ
from gongkai.documents.errors import DocumentError
from gongkai.documents.reader import read_safely
from gongkai.domain.reports import AnnualReport, report_from_cells
from gongkai.domain.reports.annual_report import format_number

MOST_BYTES = 20 * 1024 * 1024
# Looked at and not taken, of one organ and year: more is a program, or somebody who needs help.
MOST_LOOKED_AT = 30


def look_at_file(
    actor: Actor, organ: Organ, year: int, scope: str, name: str, data: bytes
) -> Delivery:
    """Read a report file, hold it against the rules and keep it. Refused where there is no report in it."""
    require(actor, "figure.state", organ.pk)
    period = _allowed(organ, year, scope)
    if not data:
        raise Refused("没有选择文件，或者文件是空的。")
    if len(data) > MOST_BYTES:
        raise Refused("文件超过 20 MB，请另存一份没有大图片的再报送。")
    try:
        reading = read_safely(data, name)
    except DocumentError as error:
        raise Refused(f"{error.message}{error.advice}") from error
    faults = faults_of(organ, period, scope, reading.report)
    if faults.elsewhere:
        raise Refused(faults.stopping[0])
    doubt = unnamed(organ, reading.report)
    return _record(
        actor,
        organ,
        period,
        Delivery(
            kind=DeliveryKind.FILE,
            scope=scope,
            name=name[:200],
            media_type=reading.media_type[:120],
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            path=keep_file(DELIVERIES, name, data),
            cells=_cells(reading.report),
            findings=[one for one in (doubt, *faults.findings) if one],
        ),
    )


def look_at_typed(
    actor: Actor, organ: Organ, year: int, typed: Mapping[str, Decimal | None]
) -> Delivery:
    """Cells of 表三 and 表四 as typed, without totals, which are added up here."""
    require(actor, "figure.state", organ.pk)
    period = _allowed(organ, year, DeliveryScope.CASES)
    wanted = cells_of(period.form, DeliveryScope.CASES)
    if unknown := [cell for cell in typed if cell not in wanted]:
        raise Refused(f"表三、表四没有“{unknown[0][:60]}”这一格。")
    if all(value is None for value in typed.values()):
        raise Refused("没有填写任何数。没有收到申请的，请各格填 0。")
    report = _as_report(organ, period, with_totals(period.form, typed))
    faults = faults_of(organ, period, DeliveryScope.CASES, report)
    cells = _cells(report)
    canonical = json.dumps(cells, sort_keys=True, separators=(",", ":")).encode()
    made = Delivery(
        kind=DeliveryKind.TYPED,
        scope=DeliveryScope.CASES,
        name="",
        size=len(canonical),
        sha256=hashlib.sha256(canonical).hexdigest(),
        cells=cells,
        findings=list(faults.findings),
    )
    return _record(actor, organ, period, made)


def _allowed(organ: Organ, year: int, scope: str) -> Period:
    period = period_for(year)
    if scope not in DeliveryScope.values:
        raise Refused("请选择报送哪些表。")
    waiting = Delivery.objects.filter(organ=organ, year=year, taking=None).exclude(scope="")
    if waiting.count() >= MOST_LOOKED_AT:
        raise Refused(
            f"{organ.short_name}{year}年度已经有 {MOST_LOOKED_AT} 份没有采用的报送，"
            "请先采用其中一份，或者联系政府办公室。"
        )
    return period


def _as_report(organ: Organ, period: Period, cells: Mapping[str, Decimal | None]) -> AnnualReport:
    return report_from_cells(cells, organ=organ.name, year=period.year, form=period.form.key)


def _cells(report: AnnualReport) -> dict[str, str | None]:
    return {
        cell: None if value is None else format_number(value)
        for cell, value in report.numbers().items()
    }


def _record(actor: Actor, organ: Organ, period: Period, made: Delivery) -> Delivery:
    made.organ, made.year = organ, period.year
    made.person_id, made.person_name = actor.person_id, actor.name[:80]
    made.recorded_at = clock.now()
    with transaction.atomic():
        made.save()
        audit.record(
            actor,
            "figure.deliver",
            subject=made,
            after={"scope": made.scope, "sha256": made.sha256, "name": made.name} | kept(made),
        )
    return made


def delivery_report(delivery: Delivery) -> AnnualReport:
    """The delivered cells as a report, for the rules."""
    period = Period(delivery.year)
    cells = {k: None if v is None else Decimal(v) for k, v in delivery.cells.items()}
    return _as_report(delivery.organ, period, cells)


def standing_faults(delivery: Delivery) -> Faults:
    """What stops the delivery now; the rules are held against its cells again."""
    period = Period(delivery.year)
    return faults_of(delivery.organ, period, delivery.scope, delivery_report(delivery))


def take_delivery(
    actor: Actor,
    delivery: Delivery,
    *,
    reason: str = "",
    amendment: str = "",
    is_ours: bool = False,
) -> Taking:
    """采用: the delivered cells become figures, each replacing what was handed in before.

    Refused while an equation fails, a cell is blank, or the organ's own register holds records of the year
    and no `reason` says why the delivered figures stand before them. Where the file does not name the organ
    whoever takes it says with `is_ours` that it is the organ's report.
    """
    require(actor, "figure.state", delivery.organ_id)
    if not delivery.scope:
        raise Refused("接口报送的数已经是填报的数，不用采用。")
    with transaction.atomic():
        organ = Organ.objects.select_for_update().get(pk=delivery.organ_id)
        if Taking.objects.filter(delivery=delivery).exists():
            raise Refused("这份报送已经采用过。")
        doubt = is_unnamed(delivery)
        if doubt and not is_ours:
            raise Refused(f"{doubt}确实是的，请勾选“确认这是本机关的报告”。")
        if stopping := standing_faults(delivery).stopping:
            raise Refused(f"还有 {len(stopping)} 处不能采用：{stopping[0]}")
        period = period_for(delivery.year)
        own = own_records(organ, period, delivery.scope)
        if own.labels and not reason.strip():
            raise Refused(
                f"本机关{delivery.year}年度在本平台有 {len(own.labels)} 件记录（{'、'.join(own.labels[:3])}"
                f"{'等' if len(own.labels) > 3 else ''}），采用报送的数会替代台账汇总的数。确需采用的，请写明理由。"
            )
        made = Taking.objects.create(
            delivery=delivery,
            overridden=list(own.labels),
            reason=reason.strip()[:500] if own.labels else "",
            person_id=actor.person_id,
            person_name=actor.name[:80],
            recorded_at=clock.now(),
        )
        audit.record(
            actor,
            "figure.deliver",
            subject=delivery,
            after={"taken": True, "overridden": len(own.labels)}
            | ({"confirmed_as_own": True} if doubt else {})
            | kept(made),
            note="；".join(one for one in (made.reason, doubt and "确认这是本机关的报告") if one),
        )
        origin = From(Source.REPORT, delivery, amendment)
        write_figures(actor, organ, delivery.year, said_of(delivery, period), origin)
    return made


def delivered_file(delivery: Delivery) -> bytes:
    """The file as it came. Refused where it is gone or was changed."""
    if not delivery.path:
        raise Refused("这次报送没有文件，数是在网页上填写的。")
    return kept_file(delivery.path, delivery.sha256, "报送的文件")
