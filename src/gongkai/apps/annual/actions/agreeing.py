"""核对: the 司法行政 department says whether a government's numbers of 行政规范性文件 are those of its own register.

Which unit that is, the county office chooses.
"""

from collections.abc import Mapping

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.annual.actions.writing import locked_report
from gongkai.apps.annual.agreeing import chosen_judicial, judicial_of, numbers_of
from gongkai.apps.annual.models import (
    Agreement,
    JudicialDepartment,
    Report,
    ReportKind,
    ReportState,
)
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.units import plan_of
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.keeping import kept
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Organ

MOST_NOTE = 300


def say_of_documents(
    actor: Actor, report: Report, seen: Mapping[str, str | None], *, agreed: bool, note: str = ""
) -> Agreement:
    """核对一致, or 不一致 with what is wrong. `seen`: the three numbers the person looked at.

    Refused: another kind of report, one that is public or not compiled, numbers that moved since, no note.
    """
    organ = judicial_of(report)
    if organ is None or report.kind != ReportKind.GOVERNMENT:
        raise Refused("只有政府汇总报告的规范性文件件数，由报送单位名单里的司法行政部门核对。")
    require(actor, "report.agree", organ.pk)
    said = note.strip()
    if not agreed and not said:
        raise Refused("不一致的，请写明哪里不一致。")
    if len(said) > MOST_NOTE:
        raise Refused(f"核对情况有{len(said)}字，最多{MOST_NOTE}字，请精简。")
    with transaction.atomic():
        row = locked_report(report)
        if row.state == ReportState.PUBLISHED:
            raise Refused("报告已经公布；件数确有错误的，请县政府办公室更正报告。")
        numbers = numbers_of(row)
        if not numbers:
            raise Refused("报告还没有汇总数据，没有可以核对的件数。")
        if numbers != dict(seen):
            raise Refused("报告已经重新汇总，件数变了，请刷新页面再核对。")
        made = Agreement.objects.create(
            government=row.organ,
            year=row.year,
            cells=numbers,
            agreed=agreed,
            note=said,
            organ=organ,
            person_id=actor.person_id,
            person_name=actor.name[:80],
            recorded_at=clock.now(),
        )
        after = {"agreed": agreed, "cells": numbers} | kept(made)
        audit.record(actor, "report.agree", subject=row, after=after, note=said)
    return made


def choose_judicial(actor: Actor, government: Organ, year: int, organ: Organ) -> JudicialDepartment:
    """选定: from now on this unit is asked, whatever its name. Refused: who reports nothing to the government."""
    require(actor, "report.receive", government.pk)
    rows = plan_of(government, Period(year)).reporting
    if not any(one.organ == organ and one.kind == ReportKind.OWN for one in rows):
        raise Refused(f"{organ.short_name}不在{year}年度的报送单位名单里，请从名单里选。")
    with transaction.atomic():
        Organ.objects.select_for_update().get(pk=government.pk)
        before = chosen_judicial(government)
        if before is not None and before.organ_id == organ.pk:
            return before
        made = JudicialDepartment.objects.create(
            government=government,
            organ=organ,
            person_id=actor.person_id,
            person_name=actor.name[:80],
            recorded_at=clock.now(),
        )
        audit.record(
            actor,
            "report.receive",
            subject=government,
            before=None if before is None else {"judicial": before.organ.short_name},
            after={"judicial": organ.short_name} | kept(made),
        )
    return made
