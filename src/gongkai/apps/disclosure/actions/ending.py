"""撤下与到期: an edition ends; its address stays and says so."""

import datetime as dt

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.changes import actions as changes
from gongkai.apps.disclosure.keeping import not_kept
from gongkai.apps.disclosure.models import Edition, Ending, Item
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.disclosure.working_copy import locked
from gongkai.apps.organs.access import require


def withdraw_item(actor: Actor, item: Item, reason: str) -> Edition:
    """Take the public edition down, with a reason that stands at its address."""
    require(actor, "item.withdraw", item.organ_id)
    if not reason.strip():
        raise Refused("撤下必须写明理由，这个理由会显示在原来的网址上。")
    with transaction.atomic():
        row = locked(item)
        not_kept(row)
        edition = row.editions.public().first()
        if edition is None:
            raise Refused("这条信息现在没有公开，不需要撤下。")
        _end(actor, row, edition, clock.now(), Ending.WITHDRAWN, reason.strip()[:300])
    item.refresh_from_db()
    return edition


def expire_due(actor: Actor, at: dt.datetime) -> list[Edition]:
    """Take down every list whose 公示期 ended before the day of `at` (its last day is still public)."""
    day = at.astimezone(clock.CHINA).date()
    ended = []
    due = Edition.objects.public().filter(notice_period_end__lt=day).order_by("id")
    for item in Item.objects.filter(pk__in=due.values("item_id")).order_by("id"):
        require(actor, "item.withdraw", item.organ_id)
        with transaction.atomic():
            row = locked(item)
            edition = row.editions.public().filter(notice_period_end__lt=day).first()
            if edition is not None:
                note = f"公示期至{edition.notice_period_end}，期满后不再公示。"
                _end(actor, row, edition, at, Ending.EXPIRED, note)
                ended.append(edition)
    return ended


def _end(
    actor: Actor, row: Item, edition: Edition, at: dt.datetime, ending: str, note: str
) -> None:
    edition.ended_at, edition.ending, edition.ending_note = at, ending, note
    edition.save(update_fields=["ended_at", "ending", "ending_note"])
    row.live = False
    row.live_revision = None
    row.has_unpublished_changes = True
    row.save(update_fields=["live", "live_revision", "has_unpublished_changes"])
    audit.record(
        actor,
        "item.withdraw",
        subject=row,
        before={"edition": edition.number},
        after={"ending": ending},
        note=note,
    )
    changes.changed(f"item:{row.pk}")
