"""催报, and the earlier day by which a place wants its reports: by the county office; on their days by the program."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.annual.clocks import statutory_day
from gongkai.apps.annual.data.reminding import reminding
from gongkai.apps.annual.models import LocalDueDay, Reminder, ReportKind, UnitList
from gongkai.apps.annual.queries.progress import UnitProgress, progress
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.units import frozen_list
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor, program
from gongkai.apps.audit.keeping import kept
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Organ

MOST_TEXT = 300


def remind(
    actor: Actor, government: Organ, year: int, organs: Collection[int], text: str = ""
) -> list[Reminder]:
    """Tell units whose report is not in. `text` "": what is due and in how many days. Refused for one that is in."""
    require(actor, "report.receive", government.pk)
    if len(text.strip()) > MOST_TEXT:
        raise Refused(f"催报内容有{len(text.strip())}字，最多{MOST_TEXT}字。")
    with transaction.atomic():
        held = frozen_list(government, Period(year))
        if held is None:
            raise Refused("还没有确定报送单位名单，请先确定名单再催报。")
        lines = {one.organ.pk: one for one in progress(government, year)}
        chosen = [lines[pk] for pk in lines if pk in set(organs)]
        if not chosen:
            raise Refused("请先勾选要催报的单位。")
        for one in chosen:
            if not one.is_missing:
                raise Refused(f"{one.organ.short_name}已经报送，不需要催报。请刷新页面。")
        return _write(actor, held, chosen, text)


def remind_due(at: dt.datetime) -> int:
    """What the program itself says on its days before and after the due day; once a day. How many were told."""
    day = at.astimezone(clock.CHINA).date()
    told = 0
    lists = UnitList.objects.filter(year__in=(day.year - 1, day.year - 2)).select_related(
        "government"
    )
    newest = {(one.government_id, one.year): one for one in lists.order_by("id")}
    for held in newest.values():
        with transaction.atomic():
            UnitList.objects.select_for_update().get(pk=held.pk)
            today = Reminder.objects.filter(
                units__government=held.government, units__year=held.year, on=day, person_id=None
            )
            done = set(today.values_list("organ_id", flat=True))
            lines = [
                one
                for one in progress(held.government, held.year)
                if one.is_missing
                and one.organ.pk not in done
                and reminding().falls_on(one.due.days_left(day))
            ]
            told += len(_write(program("报送期限提醒"), held, lines, "")) if lines else 0
    return told


def _write(
    actor: Actor, held: UnitList, lines: Collection[UnitProgress], text: str
) -> list[Reminder]:
    made = [
        Reminder.objects.create(
            units=held,
            organ=one.organ,
            on=clock.today(),
            text=text.strip() or sentence(one, held.year),
            person_id=actor.person_id,
            person_name=actor.name[:80],
            recorded_at=clock.now(),
        )
        for one in lines
    ]
    audit.record(
        actor,
        "report.remind",
        subject=held,
        after={"units": [one.organ.short_name for one in lines]} | kept(*made),
        note=text,
    )
    return made


def sentence(one: UnitProgress, year: int) -> str:
    """What is due and in how many days."""
    left = one.days_left
    when = f"还有{left}天" if left > 0 else "今天到期" if left == 0 else f"已逾期{-left}天"
    what = "汇总报告" if one.kind == ReportKind.GOVERNMENT else "报告"
    return f"{year}年度政府信息公开工作年度{what}应于{one.due.on}前报送，{when}，请抓紧报送。"


def set_local_day(
    actor: Actor, government: Organ, year: int, on: dt.date, source: str
) -> LocalDueDay:
    """An earlier day than the law's for the reports of the units. Refused: not earlier, no ground named."""
    require(actor, "report.receive", government.pk)
    law = statutory_day(ReportKind.OWN, year)
    if not dt.date(year + 1, 1, 1) <= on <= law.on:
        raise Refused(f"报送期限应在{year + 1}-01-01到{law.on}之间：{law.source}规定的是{law.on}。")
    if not source.strip():
        raise Refused("请写明依据，例如通知的名称和文号。")
    with transaction.atomic():
        made = LocalDueDay.objects.create(
            government=government,
            year=year,
            on=on,
            source=source.strip()[:200],
            person_id=actor.person_id,
            person_name=actor.name[:80],
            recorded_at=clock.now(),
        )
        audit.record(
            actor, "report.receive", subject=government, after={"due": on.isoformat()} | kept(made)
        )
    return made
