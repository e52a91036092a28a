"""Keeping files of cases: sealed on disk under random names; told by content, bounded in size and number."""

import datetime as dt
import hashlib
import secrets
from pathlib import Path

from django.conf import settings

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.models import Case, CaseFile, Draft, Paper
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.disclosure.attachment_kinds import kind_of
from gongkai.apps.disclosure.refusals import Refused as WrongKind
from gongkai.apps.sealing import seal, seal_bytes, unseal, unseal_bytes

MOST_BYTES = 20 * 1024 * 1024
MOST_FILES = 200


def keep_file(
    actor: Actor,
    content: bytes,
    name: str,
    kind: str,
    *,
    case: Case | None = None,
    paper: Paper | None = None,
    draft: Draft | None = None,
    most: int | None = None,
) -> CaseFile:
    """Seal a file and add its row; inside the transaction of the act. Refused: too large, too many, wrong kind.

    A file left by an act that failed is swept later (no row names it).
    """
    if not content:
        raise Refused("这个文件是空的，请重新选择。")
    limit = MOST_BYTES if most is None else most
    if len(content) > limit:
        raise Refused(f"单个文件不得超过{limit // 1024 // 1024} MB，请压缩或者分开上传。")
    owned = case is not None or paper is not None or draft is not None  # else by a review or suit
    rows = CaseFile.objects.filter(case=case, paper=paper, draft=draft, removed_at=None)
    if owned and rows.count() >= MOST_FILES:
        raise Refused(f"材料最多{MOST_FILES}个，请合并后再上传。")
    try:
        media_type = kind_of(content, name).media_type
    except WrongKind as no:
        raise Refused(str(no)) from no
    path = f"{clock.today():%Y/%m}/{secrets.token_hex(16)}"
    place = Path(settings.SEALED_ROOT) / path
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    waiting = place.with_suffix(".part")
    waiting.write_bytes(seal_bytes(content))
    waiting.replace(place)
    file = CaseFile(
        case=case,
        paper=paper,
        draft=draft,
        kind=kind,
        path=path,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        added_at=clock.now(),
        added_by=actor.person_id,
    )
    # What the row says of the file lies under the seal too: a changed row is found (`verification`).
    file.sealed = seal({"name": name[:200], "row": row_of(file)})
    file.save()
    return file


def row_of(file: CaseFile) -> dict[str, str]:
    """What never changes of a file's row, as text."""
    names = ("kind", "path", "media_type", "size", "sha256", "added_by")
    said = {name: str(getattr(file, name)) for name in names}
    return said | {"added_at": file.added_at.astimezone(dt.UTC).isoformat()}


def discard_content(path: str) -> None:
    """Remove the sealed bytes of a file whose row is gone."""
    (Path(settings.SEALED_ROOT) / path).unlink(missing_ok=True)


def file_content(file: CaseFile) -> bytes:
    """The bytes as they were given. Raises Refused where the file is gone or was changed."""
    if file.destroyed_at is not None:
        raise Refused(f"材料{file.pk}保管期满，已经销毁。")
    try:
        content = unseal_bytes((Path(settings.SEALED_ROOT) / file.path).read_bytes())
    except FileNotFoundError as why:
        raise Refused(f"材料{file.pk}的文件不在存放处，请从备份恢复。") from why
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise Refused(f"材料{file.pk}与登记时的内容不同，请从备份恢复。")
    return content


def file_name(file: CaseFile) -> str:
    """What the file was called; may name a person, so it goes to those who may see the case only."""
    return str(unseal(file.sealed).get("name", ""))
