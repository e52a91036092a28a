"""起草: making and changing the working copy of an item, and handing it to the gates."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Revision

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.actions.attaching import attach, detach, retitle
from gongkai.apps.disclosure.actions.relating import relate, unrelate
from gongkai.apps.disclosure.checks import check_item
from gongkai.apps.disclosure.data.columns import kinds_of
from gongkai.apps.disclosure.data.limits import limit
from gongkai.apps.disclosure.keeping import not_kept
from gongkai.apps.disclosure.models import Column, Item, ItemKind
from gongkai.apps.disclosure.queries.findings import blocking
from gongkai.apps.disclosure.queries.gates import standing_submission
from gongkai.apps.disclosure.refusals import Blocked, Refused
from gongkai.apps.disclosure.working_copy import keep_revision, latest, locked, person_of
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Organ, Person

__all__ = [
    "WRITABLE",
    "attach",
    "create_item",
    "detach",
    "hand_over_item",
    "relate",
    "retitle",
    "revise_item",
    "submit_item",
    "unrelate",
]

# What a writer may set. Everything else of an item is the program's.
WRITABLE = (
    "column", "title", "summary", "body", "keywords", "author", "source", "source_url", "genre",
    "topic", "document_number", "issued_by", "openness", "made_on", "formed_on", "changed_on",
    "notice_period_end", "publish_at", "urgent", "interpretation_form", "interpretation_points",
    "policy_contact",
)  # fmt: skip


def create_item(
    actor: Actor, *, kind: str, organ: Organ, column: Column, values: Mapping[str, Any]
) -> Item:
    """A new working copy with its first revision. `values`: fields of `WRITABLE`; `title` is needed.

    `body` is a StreamValue or the editor's raw list (`[{"type": "paragraph", "value": "<p>…"}]`).
    A source that is not given is the organ itself.
    """
    return _created(actor, "item.write", kind, organ, column, values)


def hand_over_item(
    actor: Actor, *, organ: Organ, column: Column, values: Mapping[str, Any]
) -> Item:
    """A draft for the organ's writers to go on with, by somebody who may write nothing else.

    Who handed it over is one of its authors: they review nothing of it.
    """
    return _created(actor, "item.hand_over", ItemKind.INFORMATION, organ, column, values)


def _created(
    actor: Actor, act: str, kind: str, organ: Organ, column: Column, values: Mapping[str, Any]
) -> Item:
    require(actor, act, organ.pk)
    person = person_of(actor, "起草")
    if kind not in ItemKind.values:
        raise Refused(f"没有“{kind}”这一信息类别。")
    with transaction.atomic():
        item = Item(kind=kind, organ=organ, column=column, live=False, created_at=clock.now())
        _place(item, column)
        item.source = organ.name
        _set(item, values)
        keep_revision(item, person)
        audit.record(actor, act, subject=item, after=_shown(values))
    return item


def revise_item(
    actor: Actor, item: Item, values: Mapping[str, Any], *, sitting: int | None = None
) -> Revision:
    """A new revision of the working copy. Approvals given to an earlier revision no longer count.

    Where nothing was changed there is no new revision: the latest one is given. `sitting`: the revision
    that this person's editor has been saving into by itself; while nobody saw it and nothing came
    after it, it is written over, and its row in the log stands for the whole sitting.
    """
    require(actor, "item.write", item.organ_id)
    person = person_of(actor, "修改")
    with transaction.atomic():
        row = locked(item)
        not_kept(row)
        working = latest(row)
        before = {name: getattr(working, name) for name in values if name in WRITABLE}
        content = working.serializable_data()
        if "column" in values:
            _place(working, values["column"])
        _set(working, values)
        if row.latest_revision is not None and working.serializable_data() == content:
            return row.latest_revision
        over = _sitting(row, person, sitting)
        keep_revision(working, person, over)
        if over is None:
            audit.record(
                actor, "item.write", subject=working, before=_shown(before), after=_shown(values)
            )
    revision = working.latest_revision
    assert revision is not None
    item.refresh_from_db()
    return revision


def submit_item(actor: Actor, item: Item) -> None:
    """送审: the checks run, then the latest revision goes to its first gate.

    Raises Blocked with the findings; a finding that was let through with a reason does not block.
    """
    require(actor, "item.submit", item.organ_id)
    with transaction.atomic():
        row = locked(item)
        not_kept(row)
        if standing_submission(row) is not None:
            raise Refused("这一稿已经送审，正在审核中。修改内容后可以重新送审。")
        edition = row.editions.public().first()
        if edition is not None and edition.revision_id == row.latest_revision_id:
            raise Refused("这一稿已经公开，没有新的修改可以送审。")
        findings = blocking(row, check_item(latest(row), on=clock.today()))
        if findings:
            raise Blocked(findings)
        row.submissions.create(
            revision_id=row.latest_revision_id,
            person_id=actor.person_id,
            person_name=actor.name,
            at=clock.now(),
        )
        # What was handed in, to the letter: the log does not hold every save of the editor before.
        audit.record(
            actor,
            "item.submit",
            subject=row,
            after={"revision": row.latest_revision_id, "sha256": _digest(row)},
        )


def _sitting(row: Item, person: Person, number: int | None) -> Revision | None:
    """The revision that an editor may write over: the latest, this person's, and never handed in."""
    latest_one = row.latest_revision
    if number is None or latest_one is None or latest_one.pk != number:
        return None
    seen = row.submissions.filter(revision_id=number).exists()
    seen = seen or row.editions.filter(revision_id=number).exists()
    return latest_one if latest_one.user_id == person.pk and not seen else None


def _digest(row: Item) -> str:
    """SHA-256 of the revision's content, as stored."""
    assert row.latest_revision is not None
    form = json.dumps(
        row.latest_revision.content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(form.encode("utf-8", "backslashreplace")).hexdigest()


def _place(item: Item, column: Column) -> None:
    """The item stands in this column: of its own organ, open, and meant for this kind."""
    if column.organ_id != item.organ_id:
        raise Refused(f"栏目“{column}”不属于{item.organ}，信息只能放在本机关的栏目里。")
    if column.closed_on is not None and column.closed_on <= clock.today():
        raise Refused(f"栏目“{column.name}”已于{column.closed_on}关停，请另选栏目。")
    kinds = kinds_of(column.code)
    if item.kind not in kinds:
        allowed = "、".join(ItemKind(kind).label for kind in kinds) or "不直接发布信息"
        raise Refused(
            f"“{ItemKind(item.kind).label}”不能放在栏目“{column.name}”：这个栏目收录的是{allowed}。"
        )
    item.column = column


def _set(item: Item, values: Mapping[str, Any]) -> None:
    unknown = [name for name in values if name not in WRITABLE]
    if unknown:
        raise Refused(f"不能设置这些内容：{'、'.join(unknown)}。")
    for name, value in values.items():
        if name != "column":
            setattr(item, name, value)
    try:
        item.clean_fields(exclude=["index_number", "latest_revision", "live_revision"])
    except ValidationError as error:
        raise Refused(_sentence(item, error)) from error
    blocks = len(item.body)
    if blocks > limit("body_blocks"):
        raise Refused(f"正文有{blocks}块，超过{limit('body_blocks')}块的上限，请合并段落。")


def _sentence(item: Item, error: ValidationError) -> str:
    parts = []
    for name, messages in error.message_dict.items():
        label = str(item._meta.get_field(name).verbose_name) if name != "__all__" else ""
        parts.append(f"{label}：{'；'.join(messages)}")
    return "填写的内容不能保存。" + " ".join(parts)


def _shown(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the log keeps: short values as they are, the body by its length only."""
    return {
        name: (f"{len(value)}块" if name == "body" else str(value) if value is not None else None)
        for name, value in values.items()
    }
