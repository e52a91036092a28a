"""发布: the latest revision, approved by every gate, becomes an edition that the public reads."""

import datetime as dt
import logging

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.changes import actions as changes
from gongkai.apps.disclosure.actions.ending import expire_due, withdraw_item
from gongkai.apps.disclosure.actions.numbering import index_number_for
from gongkai.apps.disclosure.actions.scheduling import (
    cancel_schedule,
    end_schedule,
    schedule_item,
)
from gongkai.apps.disclosure.checks import check_item
from gongkai.apps.disclosure.freezing.body import freeze_attachments, freeze_body
from gongkai.apps.disclosure.keeping import not_kept
from gongkai.apps.disclosure.models import Edition, Ending, Item, Openness, Schedule
from gongkai.apps.disclosure.queries.findings import blocking
from gongkai.apps.disclosure.queries.gates import gates_due, gates_passed, standing_submission
from gongkai.apps.disclosure.queries.interpretations import plan_missing
from gongkai.apps.disclosure.refusals import Blocked, Refused
from gongkai.apps.disclosure.working_copy import latest, locked
from gongkai.apps.organs.access import require

log = logging.getLogger(__name__)

__all__ = [
    "cancel_schedule",
    "correct_item",
    "expire_due",
    "publish_due",
    "publish_item",
    "schedule_item",
    "withdraw_item",
]

# Taken over into the edition as the revision has them.
FROZEN = (
    "kind", "organ", "column", "title", "summary", "keywords", "author", "source", "source_url",
    "genre", "topic", "document_number", "issued_by", "openness", "made_on", "formed_on",
    "changed_on", "notice_period_end", "interpretation_form", "policy_contact", "urgent",
)  # fmt: skip


def publish_item(actor: Actor, item: Item, *, at: dt.datetime | None = None) -> Edition:
    """Publish the latest revision for the first time, or again after a withdrawal.

    `at`: the instant of publication, now if not given; never in the future, never before the last
    gate's decision. Refused while an edition is public: a text that people have read changes only
    with a visible note (`correct_item`).
    """
    require(actor, "item.publish", item.organ_id)
    with transaction.atomic():
        row = locked(item)
        not_kept(row)
        if row.editions.public().exists():
            raise Refused("这条信息已经公开。要换成新的一稿，请用“更正”，并写明给读者看的说明。")
        edition = _publish(actor, row, at or clock.now(), note="", act="item.publish")
    item.refresh_from_db()
    return edition


def correct_item(actor: Actor, item: Item, note: str, *, at: dt.datetime | None = None) -> Edition:
    """Replace the public edition by the latest revision, with a note that readers see.

    The revision passes the same gates. The public date stays; the former edition is kept in the trail.
    """
    require(actor, "item.correct", item.organ_id)
    if not note.strip():
        raise Refused("更正必须写明给读者看的说明：改了什么，为什么。")
    with transaction.atomic():
        row = locked(item)
        not_kept(row)
        public = row.editions.public().first()
        if public is None:
            raise Refused("这条信息现在没有公开，不存在更正；请按发布办理。")
        if public.revision_id == row.latest_revision_id:
            raise Refused("公开之后没有新的修改。请先修改、送审，再更正。")
        edition = _publish(
            actor, row, at or clock.now(), note=note.strip()[:300], act="item.correct"
        )
    item.refresh_from_db()
    return edition


def publish_due(actor: Actor, at: dt.datetime) -> list[Edition]:
    """Publish what was scheduled up to `at`. What can no longer go out is ended with the reason.

    One that breaks the program stays scheduled, is logged, and does not hold up the others.
    """
    made = []
    due = Schedule.objects.filter(ended_at__isnull=True, publish_at__lte=at).order_by("publish_at")
    for schedule in due.select_related("item"):
        try:
            with transaction.atomic():
                row = locked(schedule.item)
                standing = Schedule.objects.filter(pk=schedule.pk, ended_at__isnull=True).exists()
                if not standing:  # another worker was quicker
                    continue
                require(actor, "item.publish", row.organ_id)
                not_kept(row)
                if schedule.revision_id != row.latest_revision_id:
                    raise Refused("设定之后内容又有修改，须重新审核并重新设定。")
                if row.editions.public().exists():
                    raise Refused("这条信息已经公开。")
                made.append(_publish(actor, row, at, note="", act="item.publish"))
        except Refused as refusal:
            with transaction.atomic():
                end_schedule(actor, schedule, Schedule.Outcome.REFUSED, str(refusal))
        except Exception:
            log.exception("定时发布出错，稍后重试：信息 %s", schedule.item_id)
    return made


def _publish(actor: Actor, row: Item, at: dt.datetime, *, note: str, act: str) -> Edition:
    """In the transaction of the act, on the locked row."""
    working = latest(row)
    _may_go_out(row, working, at)
    findings = blocking(row, check_item(working, on=at.astimezone(clock.CHINA).date()))
    if findings:
        raise Blocked(findings)
    former = row.editions.public().first()
    last = row.editions.order_by("-number").first()
    if not row.index_number:
        row.index_number = index_number_for(row.organ, at)
    body = freeze_body(working)
    attachments, attachments_text = freeze_attachments(working)
    if former is not None:
        former.ended_at, former.ending, former.ending_note = at, Ending.SUPERSEDED, note
        former.save(update_fields=["ended_at", "ending", "ending_note"])
    edition = Edition.objects.create(
        item=row,
        number=last.number + 1 if last else 1,
        revision_id=row.latest_revision_id,
        submission=standing_submission(row),
        body_html=body.html,
        body_text=body.text,
        pictures=list(body.pictures),
        attachments=attachments,
        attachments_text=attachments_text,
        index_number=row.index_number,
        note=note,
        first_published_at=last.first_published_at if last else at,
        published_at=at,
        **{name: getattr(working, name) for name in FROZEN},
    )
    _mark_live(row, edition)
    for schedule in row.schedules.filter(ended_at__isnull=True):
        end_schedule(actor, schedule, Schedule.Outcome.PUBLISHED, "")
    audit.record(
        actor,
        act,
        subject=row,
        before={"edition": former.number} if former else None,
        after={
            "edition": edition.number,
            "revision": edition.revision_id,
            "index_number": edition.index_number,
        },
        note=note,
    )
    changes.changed(f"item:{row.pk}")
    return edition


def _may_go_out(row: Item, working: Item, at: dt.datetime) -> None:
    if at > clock.now():
        raise Refused("发布时间不能在将来；要在将来发布，请设定定时发布。")
    if not gates_passed(row):
        due = gates_due(row)
        raise Refused("这一稿还没有通过全部审核，不能发布。" + ("" if due else "请先送审。"))
    submitted = standing_submission(row)
    assert submitted is not None  # gates_passed
    decided = max(one.at for one in submitted.reviews.all())
    if at < decided:
        raise Refused("发布时间不能早于最后一道审核的时间。")
    if working.openness != Openness.PROACTIVE:
        raise Refused("公开方式不是“主动公开”的信息不能发布。")
    day = at.astimezone(clock.CHINA).date()
    column = working.column
    if column.closed_on is not None and column.closed_on <= day:
        raise Refused(f"栏目“{column.name}”已于{column.closed_on}关停，请改放其他栏目后重新送审。")
    if row.organ.abolished_on is not None and row.organ.abolished_on <= day:
        raise Refused(f"{row.organ}已于{row.organ.abolished_on}撤销，请由职能承接机关发布。")
    if reason := plan_missing(row):
        raise Refused(reason)


def _mark_live(row: Item, edition: Edition) -> None:
    """What Wagtail's lists show; the public side never asks these fields."""
    row.live = True
    row.has_unpublished_changes = False
    row.first_published_at = edition.first_published_at
    row.last_published_at = edition.published_at
    row.live_revision_id = edition.revision_id
    row.save(
        update_fields=[
            "live", "has_unpublished_changes", "first_published_at", "last_published_at",
            "live_revision", "index_number",
        ]
    )  # fmt: skip
