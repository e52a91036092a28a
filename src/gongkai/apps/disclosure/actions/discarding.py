"""作废: a draft that was never public is given up, with a reason. The text and the gates' history stay as
a record in the office; the files are taken off the disk; no index number was ever given to it."""

import json

from django.core.files.storage import default_storage
from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.changes import actions as changes
from gongkai.apps.disclosure.actions.scheduling import end_schedule
from gongkai.apps.disclosure.extraction import forget_unheld
from gongkai.apps.disclosure.keeping import not_kept
from gongkai.apps.disclosure.models import (
    Attachment,
    Discard,
    Item,
    NormativeDocument,
    Relation,
    Schedule,
)
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.disclosure.working_copy import locked, person_of
from gongkai.apps.organs.access import require


def discard_item(actor: Actor, item: Item, reason: str) -> Discard:
    """Give a draft up that never was public: it leaves the lists, its links and its files go.

    Refused once anything of it was public (that is withdrawn, never discarded), and without a reason.
    """
    require(actor, "item.discard", item.organ_id)
    person = person_of(actor, "作废草稿")
    if not reason.strip():
        raise Refused("作废必须写明理由，例如：重复录入，已有另一条。")
    with transaction.atomic():
        row = locked(item)
        not_kept(row)
        if row.editions.exists():
            raise Refused(
                "这条信息公开过，不能作废。不应再公开的，请用“撤下”，网址会保留并说明理由。"
            )
        for standing in row.schedules.filter(ended_at__isnull=True):
            end_schedule(actor, standing, Schedule.Outcome.CANCELLED, "草稿作废")
        made = Discard.objects.create(
            item=row,
            person=person,
            person_name=actor.name,
            reason=reason.strip()[:300],
            at=clock.now(),
        )
        before = {
            "revision": row.latest_revision_id,
            "attachments": list(row.attachments.values_list("sha256", flat=True)),
            "relations": _cut_links(row),
        }
        audit.record(actor, "item.discard", subject=row, before=before, note=made.reason)
        # A task of the database would outlive a kill; the files' rows do: `clear_files` finds them again.
        transaction.on_commit(lambda: clear_files(row), robust=True)
    item.refresh_from_db()
    return made


def clear_files(item: Item) -> None:
    """Take the files of a discarded draft off the disk, those of its earlier revisions too.

    Files first, rows last: killed in between, `clear_discarded` does the rest.
    """
    if not Discard.objects.filter(item=item).exists():
        raise ValueError("只清理已经作废的草稿的附件")
    rows = Attachment.objects.filter(item=item)
    paths, digests = set(rows.values_list("file", flat=True)), set()
    for content in item._revisions.values_list("content", flat=True):
        held = content if isinstance(content, dict) else json.loads(content)
        for one in held.get("attachments", []):
            paths.add(one.get("file", ""))
            digests.add(one.get("sha256", ""))
    elsewhere = Attachment.objects.exclude(item=item).filter(file__in=paths)
    for path in paths - {"", *elsewhere.values_list("file", flat=True)}:
        default_storage.delete(path)
    with transaction.atomic():
        digests |= set(rows.values_list("sha256", flat=True))
        rows.delete()
        forget_unheld(digests)


def clear_discarded() -> int:
    """The files of drafts whose clearing was interrupted; how many drafts there were."""
    waiting = Item.objects.filter(discard__isnull=False, attachments__isnull=False).distinct()
    left = list(waiting)
    for item in left:
        clear_files(item)
    return len(left)


def _cut_links(item: Item) -> list[dict[str, object]]:
    """Take the item's links back on both sides, and its place in the ledger; what they were."""
    cut: list[dict[str, object]] = []
    touched: set[str] = set()
    links = Relation.objects.filter(source=item) | Relation.objects.filter(target=item)
    for one in links:
        cut.append({"kind": one.kind, "source": one.source_id, "target": one.target_id})
        other = one.target_id if one.source_id == item.pk else one.source_id
        touched.add(f"item:{other}")
    links.delete()
    for document in NormativeDocument.objects.select_for_update().filter(item=item):
        cut.append({"kind": "normative", "document": document.pk})
        document.item = None
        document.save(update_fields=["item"])
        touched.add(f"organ:{document.organ_id}")
    if touched:
        changes.changed(*sorted(touched))
    return cut
