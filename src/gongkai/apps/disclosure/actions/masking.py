"""遮盖: personal data that a check found is replaced by its mask, in the text or in a copy of the file."""

import hashlib
import re
from copy import deepcopy
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.checks.privacy import Group, groups
from gongkai.apps.disclosure.data.limits import limit
from gongkai.apps.disclosure.extraction import examine, keep
from gongkai.apps.disclosure.keeping import not_kept
from gongkai.apps.disclosure.marked_text import marked_text
from gongkai.apps.disclosure.models import Attachment, FileContents, Item
from gongkai.apps.disclosure.personal_data import FIELDS, Located, file_name
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.disclosure.working_copy import keep_revision, latest, locked, person_of
from gongkai.apps.organs.access import require
from gongkai.documents.errors import DocumentError
from gongkai.documents.extracting.masking import MASKABLE, masked_safely
from gongkai.domain.privacy import Kind

# A word like 肢体 stands elsewhere in the file in its own right; only these are masked wherever they stand.
_DISTINCT = (
    Kind.IDENTITY, Kind.CARD, Kind.ACCOUNT, Kind.MOBILE, Kind.LANDLINE, Kind.EMAIL, Kind.ADDRESS,
    Kind.PASSPORT,
)  # fmt: skip
_OF_TITLE = "的名称"  # how the place of what an attachment is called ends
_BODY_PART = {"图片的替代文本": "alternative_text", "图注": "caption"}


def mask_finding(actor: Actor, item: Item, finding_key: str) -> str:
    """Mask everything the finding is about, as a new revision; returns a sentence of what was done.

    Refused where it must be mended by hand: a PDF, a link's address, a state of health in a file.
    """
    require(actor, "item.write", item.organ_id)
    person = person_of(actor, "遮盖")
    with transaction.atomic():
        row = locked(item)
        not_kept(row)
        working = latest(row)
        group = next((one for one in groups(working) if one.finding.key == finding_key), None)
        if group is None:
            raise Refused("这个问题已经不在了：内容可能改过。请刷新后再看。")
        place = group.finding.place
        if place.startswith("attachment:"):
            said = _mask_attachment(working, group)
        elif place == "body":
            said = _mask_body(working, group)
        else:
            said = _mask_field(working, group)
        keep_revision(working, person)
        audit.record(
            actor,
            "item.write",
            subject=working,
            after={"masked": finding_key, "count": len(group.pieces)},
            note=said,
        )
    item.refresh_from_db()
    return said


def can_mask(item: Item, group: Group) -> bool:
    """Whether `mask_finding` has a way for it, as far as can be told without trying: not for a PDF."""
    if group.finding.place.startswith("attachment:"):
        held, first = _attachment(item, group), group.pieces[0]
        if first.spot.endswith(_OF_TITLE):
            return True
        ending = file_name(held).lower().rpartition(".")[2]
        return first.data.kind in _DISTINCT and ending in MASKABLE
    return not any(one.linked for one in group.pieces)


def _mask_field(item: Item, group: Group) -> str:
    name = group.finding.place
    assert name in FIELDS
    text = str(getattr(item, name))
    for one in sorted(group.pieces, key=lambda one: -one.data.start):
        text = text[: one.data.start] + one.data.masked + text[one.data.end :]
    setattr(item, name, text)
    return f"{group.pieces[0].holder}里的{len(group.pieces)}处{group.pieces[0].data.kind}已经遮盖。"


def _mask_body(item: Item, group: Group) -> str:
    if any(one.linked for one in group.pieces):
        raise Refused("链接的地址里有个人信息，不能自动遮盖。请在正文里取消这个链接。")
    blocks: list[dict[str, Any]] = deepcopy(list(item.body.get_prep_value()))
    by_block: dict[int, list[Located]] = {}
    for one in group.pieces:
        by_block.setdefault(one.block, []).append(one)
    for number, pieces in by_block.items():
        block = blocks[number]
        if block["type"] == "paragraph":
            changes = [(one.data.start, one.data.end, one.data.masked) for one in pieces]
            block["value"] = marked_text(str(block["value"])).replaced(changes)
        elif block["type"] == "table":
            _mask_table(block["value"], pieces)
        else:
            _mask_words(block["value"], _BODY_PART[pieces[0].holder], pieces)
    item.body = blocks
    return f"{group.pieces[0].holder}里的{len(group.pieces)}处{group.pieces[0].data.kind}已经遮盖。"


def _mask_table(value: dict[str, Any], pieces: list[Located]) -> None:
    cells: dict[tuple[int, int], list[Located]] = {}
    for one in pieces:
        cells.setdefault((one.row, one.column), []).append(one)
    for (row, column), found in cells.items():
        if row < 0:
            _mask_words(value, "table_caption", found)
        else:
            value["data"][row][column] = _masked(str(value["data"][row][column]), found)


def _mask_words(value: dict[str, Any], key: str, pieces: list[Located]) -> None:
    value[key] = _masked(str(value[key]), pieces)


def _masked(text: str, pieces: list[Located]) -> str:
    for one in sorted(pieces, key=lambda one: -one.data.start):
        text = text[: one.data.start] + one.data.masked + text[one.data.end :]
    return text


def _attachment(item: Item, group: Group) -> Attachment:
    number = group.finding.place.partition(":")[2]
    return next(one for one in item.attachments.all() if str(one.pk) == number)


def _mask_attachment(item: Item, group: Group) -> str:
    """A masked copy takes the place of the file; a wrong title is simply rewritten."""
    old, first = _attachment(item, group), group.pieces[0]
    if first.spot.endswith(_OF_TITLE):
        old.title = _masked(old.title, list(group.pieces))
        item.attachments.add(old)
        return f"附件名称里的{first.data.kind}已经遮盖。"
    if first.data.kind not in _DISTINCT:
        raise Refused(
            f"{first.holder}里的{first.data.kind}不能自动遮盖：请在原文件里删去这一列，"
            "或者把姓名改成“张某某”，删去旧附件后重新上传。"
        )
    made = _masked_file(item, old, {one.data.quote: one.data.masked for one in group.pieces})
    item.attachments.remove(old)
    item.attachments.add(made)
    return (
        f"附件“{file_name(made)}”已经换成遮盖过的副本（{len(group.pieces)}处{first.data.kind}），"
        "其余内容没有改动。请下载核对一遍。"
    )


def _masked_file(item: Item, old: Attachment, words: dict[str, str]) -> Attachment:
    name = file_name(old)
    with old.file.open("rb") as file:
        data = file.read(limit("attachment_bytes") + 1)
    try:
        content = masked_safely(data, name, words)
    except DocumentError as refusal:
        raise Refused(f"附件“{name}”没有遮盖：{refusal.message}{refusal.advice}") from refusal
    digest = hashlib.sha256(content).hexdigest()
    examined = examine(content, name)
    ending = re.sub(r"[^a-z0-9]", "", name.rpartition(".")[2].lower())
    made = Attachment(
        item=Item.objects.get(pk=item.pk),
        order=old.order,
        title=old.title,
        sha256=digest,
        size=len(content),
        media_type=old.media_type,
        text=examined.text,
    )
    made.file.save(f"{digest[:20]}.{ending}", ContentFile(content), save=False)
    made.save()
    keep(digest, examined)
    # What the old file said is kept nowhere else for the checks.
    FileContents.objects.filter(sha256=old.sha256).delete()
    return made
