"""附件: kept under their digest, told by content, their text extracted once."""

import hashlib
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast

from django.core.files import File
from django.db import transaction

from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.attachment_kinds import kind_of
from gongkai.apps.disclosure.data.limits import limit
from gongkai.apps.disclosure.extraction import examine, forget_unheld, keep
from gongkai.apps.disclosure.keeping import is_own_act, not_kept
from gongkai.apps.disclosure.models import Attachment, Item
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.disclosure.working_copy import keep_revision, latest, locked, person_of
from gongkai.apps.organs.access import require

MEGABYTE = 1024 * 1024


def attach(
    actor: Actor, item: Item, name: str, data: bytes | IO[bytes], title: str = ""
) -> Attachment:
    """Add a file to the working copy (a new revision). `title` is what readers see; else the name.

    Refused: too large, too many, a kind that may not be published, content that is not what the
    name says, the same file twice. A page (HTML) is taken only where the program made it itself.
    """
    require(actor, "item.write", item.organ_id)
    person = person_of(actor, "添加附件")
    with SpooledTemporaryFile(max_size=4 * MEGABYTE) as kept:
        digest, size = _take(data, cast(IO[bytes], kept), limit("attachment_bytes"))
        kept.seek(0)
        content = kept.read()
        kind = kind_of(content, name, made_here=is_own_act())
        examined = examine(content, name)
        with transaction.atomic():
            row = locked(item)
            not_kept(row)
            working = latest(row)
            held = list(working.attachments.all())
            if len(held) >= limit("attachments"):
                raise Refused(f"附件最多{limit('attachments')}个，请合并后再上传。")
            if any(one.sha256 == digest for one in held):
                raise Refused(f"附件“{name}”与已有的附件内容完全相同，不必重复上传。")
            kept.seek(0)
            attachment = Attachment(
                item=row,
                order=len(held) + 1,
                title=(title or _stem(name))[:200],
                sha256=digest,
                size=size,
                media_type=kind.media_type,
                text=examined.text,
            )
            attachment.file.save(f"{digest[:20]}.{kind.ending}", File(kept), save=False)
            attachment.save()
            keep(digest, examined)
            working.attachments.add(attachment)
            keep_revision(working, person)
            audit.record(
                actor,
                "item.write",
                subject=working,
                after={"attachment": attachment.title, "sha256": digest, "size": size},
            )
    return attachment


def detach(actor: Actor, item: Item, attachment: Attachment) -> None:
    """Take a file out of the working copy. What was published with it stays as it was published."""
    require(actor, "item.write", item.organ_id)
    person = person_of(actor, "删去附件")
    with transaction.atomic():
        row = locked(item)
        not_kept(row)
        working = latest(row)
        held = [one for one in working.attachments.all() if one.pk == attachment.pk]
        if not held:
            raise Refused("这一稿里没有这个附件。")
        working.attachments.remove(*held)
        keep_revision(working, person)
        forget_unheld([attachment.sha256])
        audit.record(
            actor,
            "item.write",
            subject=working,
            before={"attachment": attachment.title, "sha256": attachment.sha256},
        )


def retitle(actor: Actor, item: Item, attachment: Attachment, title: str, order: int) -> None:
    """Give an attachment another name or place."""
    require(actor, "item.write", item.organ_id)
    person = person_of(actor, "修改附件")
    with transaction.atomic():
        row = locked(item)
        not_kept(row)
        working = latest(row)
        held = [one for one in working.attachments.all() if one.pk == attachment.pk]
        if not held:
            raise Refused("这一稿里没有这个附件。")
        before = held[0].title
        held[0].title, held[0].order = title.strip()[:200] or before, order
        working.attachments.add(held[0])
        keep_revision(working, person)
        audit.record(
            actor,
            "item.write",
            subject=working,
            before={"attachment": before},
            after={"attachment": title},
        )


def _take(data: bytes | IO[bytes], into: IO[bytes], most: int) -> tuple[str, int]:
    """Copy within the limit; the digest and the size."""
    digest, size = hashlib.sha256(), 0
    for chunk in _chunks(data):
        size += len(chunk)
        if size > most:
            raise Refused(f"附件超过{most // MEGABYTE}MB的上限，请压缩或分成几个文件。")
        digest.update(chunk)
        into.write(chunk)
    if not size:
        raise Refused("附件是空的，请检查文件是否完整。")
    return digest.hexdigest(), size


def _chunks(data: Any) -> Iterator[bytes]:
    if isinstance(data, bytes):
        yield data
        return
    while chunk := data.read(MEGABYTE):
        yield chunk


def _stem(name: str) -> str:
    return name.rpartition("/")[2].rpartition("\\")[2].rpartition(".")[0] or name
