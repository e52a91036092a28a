"""联合发文只计一次: the county office declares that a unit counted a document that its lead organ counts."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.annual.amending import amend
from gongkai.apps.annual.compiling.joint import declarations
from gongkai.apps.annual.compiling.normative import KEYS
from gongkai.apps.annual.models import JointDocument
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.units import plan_of
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.keeping import kept
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Organ
from gongkai.apps.periods.actions import Change

CELLS = tuple(f"t2.normative.{key}" for key in KEYS)


@dataclass(frozen=True)
class Joint:
    """A document by its name or 发文字号, who leads it, who counted it too and in which cells of 表二."""

    document: str
    lead: Organ
    organ: Organ
    cells: Collection[str]


def count_once(
    actor: Actor, government: Organ, year: int, joint: Joint, reason: str
) -> JointDocument:
    """From now on the sum takes 1 away in these cells. Documents that two ledgers hold under one number need
    no declaration."""
    require(actor, "report.receive", government.pk)
    if not joint.document.strip() or not reason.strip():
        raise Refused("请写明是哪一份联合发文，以及为什么重复。")
    cells = [one for one in CELLS if one in set(joint.cells)]
    if not cells or len(cells) != len(set(joint.cells)):
        raise Refused("请选择重复计入的项目：制发、废止或者现行有效。")
    if joint.lead.pk == joint.organ.pk:
        raise Refused("主办机关和联合发文机关不能是同一个单位。")
    units = {one.organ.pk for one in plan_of(government, Period(year)).reporting}
    for one in (joint.lead, joint.organ):
        if one.pk not in units:
            raise Refused(f"{one.short_name}不在{year}年度的报送单位名单里。")
    return _write(actor, government, year, joint, cells, reason)


def count_again(actor: Actor, row: JointDocument, reason: str) -> JointDocument:
    """Take a declaration back: the document is counted at both again."""
    require(actor, "report.receive", row.government_id)
    if not reason.strip():
        raise Refused("撤回要写明理由。")
    standing = {one.pk for one in declarations(row.government, Period(row.year))}
    if row.pk not in standing:
        raise Refused("这项登记已经撤回或者改过，请刷新页面。")
    joint = Joint(row.document, row.lead, row.organ, row.cells)
    return _write(actor, row.government, row.year, joint, row.cells, reason, withdrawn=True)


def _write(
    actor: Actor,
    government: Organ,
    year: int,
    joint: Joint,
    cells: list[str],
    reason: str,
    *,
    withdrawn: bool = False,
) -> JointDocument:
    with transaction.atomic():
        made = JointDocument.objects.create(
            government=government,
            year=year,
            document=joint.document.strip()[:260],
            lead=joint.lead,
            organ=joint.organ,
            cells=cells,
            reason=reason.strip()[:500],
            withdrawn=withdrawn,
            person_id=actor.person_id,
            person_name=actor.name[:80],
            recorded_at=clock.now(),
        )
        after = {"document": made.document, "cells": cells, "withdrawn": withdrawn}
        audit.record(
            actor, "report.receive", subject=government, after=after | kept(made), note=reason
        )
        label = f"联合发文{made.document}只计一次"
        change = Change((year,), "JointDocument", made.pk, label, None, after, government.pk)
        amend(actor, change, reason)
    return made
