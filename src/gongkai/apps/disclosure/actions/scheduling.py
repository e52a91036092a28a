"""定时发布: somebody who may publish sets the hour for what has passed every gate."""

import datetime as dt

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.models import Outcome
from gongkai.apps.disclosure.keeping import not_kept
from gongkai.apps.disclosure.models import Item, Schedule
from gongkai.apps.disclosure.queries.gates import gates_passed
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.disclosure.working_copy import locked
from gongkai.apps.organs.access import require


def schedule_item(actor: Actor, item: Item, at: dt.datetime) -> Schedule:
    """Publish the latest revision at `at` (aware, in the future). Replaces an hour set before."""
    require(actor, "item.publish", item.organ_id)
    with transaction.atomic():
        row = locked(item)
        not_kept(row)
        if at <= clock.now():
            raise Refused("定时发布的时间应在将来；现在就发布的，请直接发布。")
        if row.editions.public().exists():
            raise Refused("这条信息已经公开，不能定时发布；更正请在审核完成后办理。")
        if not gates_passed(row):
            raise Refused("这一稿还没有通过全部审核，不能设定发布时间。")
        for former in row.schedules.filter(ended_at__isnull=True):
            end_schedule(actor, former, Schedule.Outcome.CANCELLED, "改定时间")
        made = Schedule.objects.create(
            item=row,
            revision_id=row.latest_revision_id,
            publish_at=at,
            person_id=actor.person_id,
            person_name=actor.name,
            set_at=clock.now(),
        )
        audit.record(
            actor, "item.schedule", subject=row, after={"scheduled": at}, note="设定定时发布"
        )
    return made


def cancel_schedule(actor: Actor, item: Item) -> None:
    """Take the hour back."""
    require(actor, "item.publish", item.organ_id)
    with transaction.atomic():
        standing = locked(item).schedules.filter(ended_at__isnull=True).first()
        if standing is None:
            raise Refused("这条信息没有设定定时发布。")
        end_schedule(actor, standing, Schedule.Outcome.CANCELLED, "")


def end_schedule(actor: Actor, schedule: Schedule, outcome: str, note: str) -> None:
    """Write how it ended, once. Inside the transaction of the act."""
    schedule.ended_at, schedule.outcome, schedule.note = clock.now(), outcome, note[:500]
    schedule.save(update_fields=["ended_at", "outcome", "note"])
    if outcome != Schedule.Outcome.PUBLISHED:
        refused = outcome == Schedule.Outcome.REFUSED
        audit.record(
            actor,
            "item.schedule",
            subject=schedule.item,
            before={"scheduled": schedule.publish_at},
            note=note or "取消定时发布",
            outcome=Outcome.REFUSED if refused else Outcome.DONE,
        )
