"""确定报送单位名单: who reports for a year, whose report takes in whom; a later change is a new list with its reason."""

from collections.abc import Sequence

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.annual.amending import amend
from gongkai.apps.annual.models import ReportKind, Unit, UnitList
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.units import UnitRow, frozen_list, plan_of
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.keeping import kept
from gongkai.apps.cases.queries.ledger import NoForm, Period
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Organ, OrganKind
from gongkai.apps.organs.queries import organ_and_below
from gongkai.apps.periods.actions import Change

MOST_NOTE = 300


def freeze_units(
    actor: Actor, government: Organ, year: int, rows: Sequence[UnitRow], note: str = ""
) -> UnitList:
    """Fix the list of a year. `rows` in their order; `note`: why it differs from the list before.

    A unit left out, put in or taken over otherwise than proposed needs its own word in the row's `note`, or, of
    one left out, in the list's. After the year is locked the list is an amendment with the note as its reason.
    """
    require(actor, "report.receive", government.pk)
    try:
        period = Period(year)
    except NoForm as no:
        raise Refused(str(no)) from no
    if government.kind != OrganKind.GOVERNMENT and not government.children.exists():
        raise Refused(f"{government.short_name}没有下属单位，不需要确定报送单位名单。")
    if len(note.strip()) > MOST_NOTE:
        raise Refused(f"说明有{len(note.strip())}字，最多{MOST_NOTE}字。")
    with transaction.atomic():
        Organ.objects.select_for_update().get(pk=government.pk)
        former = frozen_list(government, period)
        proposed = plan_of(government, period).rows
        _fits(government, rows)
        _reasoned(rows, proposed, note)
        if former is not None and list(rows) == list(proposed):
            raise Refused("名单与已经确定的完全相同，不需要重新确定。")
        if former is not None and not note.strip():
            raise Refused("名单已经确定过，重新确定要写明为什么改。")
        return _write(actor, government, year, rows, note, former)


def _write(
    actor: Actor,
    government: Organ,
    year: int,
    rows: Sequence[UnitRow],
    note: str,
    former: UnitList | None,
) -> UnitList:
    made = UnitList.objects.create(
        government=government,
        year=year,
        frozen_at=clock.now(),
        person_id=actor.person_id,
        person_name=actor.name[:80],
        note=note.strip(),
    )
    units = [
        Unit.objects.create(
            units=made,
            organ=one.organ,
            successor=one.successor,
            kind=one.kind,
            note=one.note.strip()[:200],
        )
        for one in rows
    ]
    audit.record(
        actor,
        "report.receive",
        subject=made,
        before={"list": former.pk} if former else None,
        after={"year": year, "units": len(units)} | kept(made, *units),
        note=note,
    )
    label = f"{government.short_name}{year}年度报送单位名单"
    before = {"list": former.pk} if former else None
    change = Change((year,), "UnitList", made.pk, label, before, {"list": made.pk}, government.pk)
    amend(actor, change, note)
    return made


def _fits(government: Organ, rows: Sequence[UnitRow]) -> None:
    below = organ_and_below(government.pk)
    reporting = {one.organ.pk: one for one in rows if one.successor is None}
    if government.pk not in reporting:
        raise Refused(
            f"名单要有{government.short_name}自己：本级政府自己的文件和申请也要计入汇总。"
        )
    seen: set[int] = set()
    for one in rows:
        name = one.organ.short_name
        if one.organ.pk in seen:
            raise Refused(f"{name}在名单里出现了两次。")
        seen.add(one.organ.pk)
        if one.organ.pk not in below:
            raise Refused(f"{name}不属于{government.short_name}，不能列入它的名单。")
        if one.successor is not None and one.successor.pk not in reporting:
            raise Refused(
                f"{name}由{one.successor.short_name}填报，但是{one.successor.short_name}不在名单里。"
            )
    for one in reporting.values():
        if one.kind != ReportKind.GOVERNMENT:
            continue
        if one.organ.pk == government.pk:
            raise Refused(
                f"{one.organ.short_name}的汇总报告不能是它自己汇总的一个单位，否则重复计算。"
            )
        if one.organ.kind not in (OrganKind.GOVERNMENT, OrganKind.TOWNSHIP):
            raise Refused(f"{one.organ.short_name}不是人民政府，没有汇总报告。")
        inside = (organ_and_below(one.organ.pk) - {one.organ.pk}) & seen
        if inside:
            twice = next(row.organ.short_name for row in rows if row.organ.pk in inside)
            raise Refused(
                f"{one.organ.short_name}按汇总报告计，{twice}已经在它的汇总里，不能再列入，否则重复计算。"
            )


def _reasoned(rows: Sequence[UnitRow], proposed: Sequence[UnitRow], note: str) -> None:
    """What differs from what stood before has its word."""
    before = {one.organ.pk: one for one in proposed}
    for one in rows:
        held = before.pop(one.organ.pk, None)
        same = held is not None and (held.kind, held.successor) == (one.kind, one.successor)
        if not same and not one.note.strip():
            raise Refused(f"{one.organ.short_name}与建议的名单不同，请写明理由。")
    if before and not note.strip():
        left = "、".join(one.organ.short_name for one in before.values())
        raise Refused(f"{left}没有列入名单，请在说明里写明理由。")
