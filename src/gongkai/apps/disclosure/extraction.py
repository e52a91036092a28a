"""What attachments say, for search and for the checks. Read once, in a child process with limits."""

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from gongkai.apps.disclosure.data.limits import limit
from gongkai.apps.disclosure.models import Attachment, FileContents
from gongkai.documents.errors import DocumentError
from gongkai.documents.extracting import Contents, Part, extract_safely

# Raised when the extractor finds more than before: what was kept by an older one is read anew.
VERSION = 1


@dataclass(frozen=True)
class Examined:
    """What is in a file, or why it could not be opened."""

    contents: Contents
    refusal: str = ""

    @property
    def text(self) -> str:
        """What whoever opens the file sees, for search: nothing hidden, no comments, no properties."""
        return self.contents.text(limit("attachment_text"))


def examine(data: bytes, name: str) -> Examined:
    """Read the file now."""
    try:
        return Examined(_without_nul(extract_safely(data, name)))
    except DocumentError as refusal:
        return Examined(Contents(), f"{refusal.message}{refusal.advice}")


def keep(sha256: str, examined: Examined) -> None:
    """Store it under the digest of the file."""
    raw = {
        "parts": [vars(part) for part in examined.contents.parts],
        "gaps": examined.contents.gaps,
    }
    FileContents.objects.update_or_create(
        sha256=sha256,
        defaults={
            "version": VERSION,
            "packed": zlib.compress(json.dumps(raw, default=sorted, ensure_ascii=False).encode()),
            "refusal": examined.refusal[:300],
        },
    )


def forget_unheld(digests: Iterable[str]) -> int:
    """Drop what is kept of files that no working copy holds any more; how many. In the act's transaction.

    It is a derived row: a file that comes back is read once more.
    """
    asked = [one for one in digests if one]
    held = Attachment.objects.filter(sha256__in=asked).values("sha256")
    gone, _ = FileContents.objects.filter(sha256__in=asked).exclude(sha256__in=held).delete()
    return gone


def examined(attachment: Attachment) -> Examined:
    """What is in the attachment's file: as kept; a file that came without the act is read and kept now."""
    row = FileContents.objects.filter(sha256=attachment.sha256, version=VERSION).first()
    if row is not None:
        return Examined(_unpacked(bytes(row.packed)), row.refusal)
    try:
        with attachment.file.open("rb") as file:
            data = file.read(limit("attachment_bytes") + 1)
    except OSError:
        return Examined(Contents(), "附件的文件不在了。请重新上传。")
    made = examine(data, attachment.file.name)
    if attachment.sha256:
        keep(attachment.sha256, made)
    return made


@lru_cache(maxsize=32)
def _unpacked(packed: bytes) -> Contents:
    raw: dict[str, Any] = json.loads(zlib.decompress(packed))
    return Contents(tuple(_part(one) for one in raw["parts"]), tuple(raw["gaps"]))


def _part(raw: dict[str, Any]) -> Part:
    return Part(
        place=raw["place"],
        text=raw["text"],
        unit=raw["unit"],
        rows=tuple(map(tuple, raw["rows"])),
        numbers=tuple(raw["numbers"]),
        is_sheet=raw["is_sheet"],
        layer=raw["layer"],
        hidden_rows=frozenset(raw["hidden_rows"]),
        hidden_columns=frozenset(raw["hidden_columns"]),
    )


def _without_nul(contents: Contents) -> Contents:
    """PostgreSQL keeps no NUL in texts."""
    return Contents(
        tuple(replace(part, text=part.text.replace("\x00", "")) for part in contents.parts),
        contents.gaps,
    )
