"""An application not yet sent: kept sealed under a token that only the applicant holds, until its time is up.

These are not acts: nothing has been asked of an organ yet, and nothing of it is in the log.
"""

import datetime as dt
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases import attempts
from gongkai.apps.cases.data.asking import limit
from gongkai.apps.cases.filing import discard_content, keep_file
from gongkai.apps.cases.models import CaseFile, Draft
from gongkai.apps.cases.queries.drafts import digest_of
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.models import Organ
from gongkai.apps.sealing import seal, unseal

# Letters and digits that are not taken for one another, on paper and by telephone.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
# What may be handed in online: what the organ can open and print. Told by content, not by name alone.
ENDINGS = ("pdf", "ofd", "doc", "docx", "wps", "xls", "xlsx", "et", "txt", "jpg", "jpeg", "png")
ONLINE = Actor(person_id=None, name="申请人（网上）")


class NoDraft(Refused):
    """The token names nothing: never kept, sent, given up, or its time is up."""

    def __init__(self) -> None:
        super().__init__(
            "没有找到这份申请表：可能已经提交、已经清除，或者超过了保留期限。请重新填写。"
        )


@dataclass(frozen=True)
class Upload:
    """A file as an applicant hands it in. `kind`: a value of FileKind."""

    name: str
    data: bytes
    kind: str

    def __repr__(self) -> str:
        return "Upload(…)"


def new_code(length: int) -> str:
    """Chance, in signs that can be read aloud."""
    return "".join(secrets.choice(SIGNS) for _ in range(length))


def begin_draft(organ: Organ, address: str) -> str:
    """Begin a form for an organ; the token that opens it again."""
    attempts.count_hourly("drafts", address)
    token = new_code(limit("draft_code_length"))
    now = clock.now()
    Draft.objects.create(
        organ=organ,
        token_hash=digest_of(token),
        sealed=seal({"begun_at": now.isoformat()}),
        changed_at=now,
        expires_at=now + dt.timedelta(days=limit("draft_days")),
    )
    return token


def save_draft(token: str, values: Mapping[str, Any], address: str) -> None:
    """Put parts of the form into the draft; parts not given stay. Raises NoDraft, TooMany (nothing is changed then)."""
    with transaction.atomic():
        draft = locked_draft(token)
        attempts.count_save(draft.token_hash, address)
        _write(draft, unseal(draft.sealed) | dict(values))


def attach(token: str, given: Upload, address: str) -> CaseFile:
    """Keep a file with the draft. Refused: too many, too large, of another kind than its name says."""
    checked_upload(given)
    attempts.count_hourly("files", address)
    with transaction.atomic():
        draft = locked_draft(token)
        held = list(draft.files.values_list("size", flat=True))
        refuse_too_much(len(held) + 1, sum(held) + len(given.data))
        file = keep_file(ONLINE, given.data, given.name, given.kind, draft=draft)
        _write(draft, unseal(draft.sealed))
    return file


def checked_upload(given: Upload) -> None:
    """Refused where a file is empty, too large, of a kind that is not taken online, or the disk is nearly full."""
    if not given.data:
        raise Refused(f"“{given.name[:60]}”是空的，请重新选择。")
    if len(given.data) > limit("file_megabytes") * 1024 * 1024:
        raise Refused(
            f"“{given.name[:60]}”超过 {limit('file_megabytes')} MB。照片可以用手机另存小一些的，"
            "扫描件可以降低清晰度，也可以分成几个文件。"
        )
    if given.name.rpartition(".")[2].lower() not in ENDINGS:
        raise Refused(
            f"“{given.name[:60]}”的格式不能上传。可以上传 PDF、OFD、Word、WPS、Excel、文本和 JPG、PNG 图片。"
        )
    _refuse_when_full()


def _refuse_when_full() -> None:
    """What strangers may upload must never fill the disk of the organ: words are still taken."""
    place = Path(settings.SEALED_ROOT)
    while not place.exists():
        place = place.parent
    if shutil.disk_usage(place).free < limit("least_free_megabytes") * 1024 * 1024:
        raise Refused(
            "现在不能上传附件（存放空间不足）。申请可以先不带附件提交，材料随后当面或者邮寄补交。"
        )


def refuse_too_much(files: int, size: int) -> None:
    """Refused where the files of one sending are too many or too large together."""
    if files > limit("files_most"):
        raise Refused(f"一次最多 {limit('files_most')} 个附件，请合并以后再上传。")
    if size > limit("total_megabytes") * 1024 * 1024:
        raise Refused(f"附件合计不得超过 {limit('total_megabytes')} MB，请压缩以后再上传。")


def detach(token: str, file_pk: int) -> None:
    """Take a file out of the draft, from the disk too."""
    with transaction.atomic():
        draft = locked_draft(token)
        file = draft.files.filter(pk=file_pk).first()
        if file is None:
            raise Refused("这个附件已经不在申请表里了。")
        path = file.path
        file.delete()
        _write(draft, unseal(draft.sealed))
        transaction.on_commit(lambda: discard_content(path))


def discard_draft(token: str) -> None:
    """Give the form up: row and files are gone. Nothing happens where there is none."""
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(token_hash=digest_of(token)).first()
        if draft is not None:
            _remove(draft)


def sweep_drafts() -> int:
    """Remove drafts whose time is up, with their files. Returns how many."""
    swept = 0
    for pk in Draft.objects.filter(expires_at__lte=clock.now()).values_list("pk", flat=True):
        with transaction.atomic():
            draft = Draft.objects.select_for_update().filter(pk=pk).first()
            if draft is not None and draft.expires_at <= clock.now():
                _remove(draft)
                swept += 1
    return swept


def locked_draft(token: str) -> Draft:
    """The draft of a token, its row locked until the transaction ends. Raises NoDraft."""
    rows = Draft.objects.select_for_update().filter(
        token_hash=digest_of(token), expires_at__gt=clock.now()
    )
    draft = rows.first()
    if draft is None or "sent" in unseal(draft.sealed):
        raise NoDraft
    return draft


def _write(draft: Draft, values: Mapping[str, Any]) -> None:
    now = clock.now()
    draft.sealed = seal(values)
    draft.changed_at = now
    draft.expires_at = now + dt.timedelta(days=limit("draft_days"))
    draft.save()


def _remove(draft: Draft) -> None:
    paths = list(draft.files.values_list("path", flat=True))
    draft.delete()
    transaction.on_commit(lambda: [discard_content(path) for path in paths])
