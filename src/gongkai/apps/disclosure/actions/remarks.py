"""Letting a finding through with a reason, and notes between writers and reviewers."""

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.checks import check_item
from gongkai.apps.disclosure.models import Item, Override, Remark
from gongkai.apps.disclosure.queries.gates import authors_of
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.disclosure.working_copy import latest, locked, not_discarded, person_of
from gongkai.apps.organs.access import require


def override(actor: Actor, item: Item, finding_key: str, reason: str) -> Override:
    """Let a finding of the checks through, by somebody who did not write the text, with a reason."""
    person = person_of(actor, "放行")
    with transaction.atomic():
        row = locked(item)
        require(actor, "item.override", row.organ_id, authors=authors_of(row))
        if not reason.strip():
            raise Refused("放行必须写明理由。")
        found = {one.key: one for one in check_item(latest(row), on=clock.today())}.get(finding_key)
        if found is None:
            raise Refused("这个问题已经不在了：内容可能改过。请刷新后再看。")
        if found.severity != "block":
            raise Refused("这个问题不拦发布，不需要放行。")
        if not found.overridable:
            raise Refused(f"“{found.message}”是必须补正的，不能放行。")
        made = Override.objects.create(
            item=row,
            finding_key=found.key,
            finding_label=found.message[:200],
            person=person,
            reason=reason.strip(),
            at=clock.now(),
        )
        audit.record(
            actor, "item.override", subject=row, after={"finding": found.key}, note=reason.strip()
        )
    return made


def add_remark(actor: Actor, item: Item, text: str, about: str = "") -> Remark:
    """A note on the item; `about`: the words it is about. Needs the right to read the draft."""
    require(actor, "item.read", item.organ_id)
    person = person_of(actor, "批注")
    if not text.strip():
        raise Refused("批注是空的。")
    with transaction.atomic():
        not_discarded(item)
        made = Remark.objects.create(
            item=item, person=person, about=about[:200], text=text.strip()[:4000], at=clock.now()
        )
        audit.record(actor, "item.remark", subject=item, after={"remark": made.pk})
    return made


def settle_remark(actor: Actor, remark: Remark) -> None:
    """The note has been dealt with. Once settled, it stays so."""
    require(actor, "item.read", remark.item.organ_id)
    person = person_of(actor, "处理批注")
    with transaction.atomic():
        row = Remark.objects.select_for_update().get(pk=remark.pk)
        if row.settled_at is not None:
            raise Refused("这条批注已经处理过了。")
        row.settled_at, row.settled_by = clock.now(), person
        row.save(update_fields=["settled_at", "settled_by"])
        audit.record(actor, "item.remark", subject=row.item, after={"settled": row.pk})
    remark.refresh_from_db()
