"""Public files under their digest: `/files/{first two}/{sha256}/{name}` below the public folder.

A file is written whole and then moved into place, so that it is there whole or not at all. Writing
it again does no harm. It is there before the act commits; if the act is rolled back it stays,
unnamed by any edition, for the publisher to remove. The same bytes are kept in the media folder
(`original`), so that a public folder can be made anew from nothing.
"""

import hashlib
import os
import re
import secrets
from pathlib import Path
from typing import IO, TypedDict

from django.conf import settings

_NOT_IN_NAMES = re.compile(r"[^\w\u4e00-\u9fff（）〔〕《》\-.]+")
LONGEST_NAME = 80


class PublicFile(TypedDict):
    """A file as an edition names it. `path` below the public, `original` below the media folder."""

    title: str
    path: str
    sha256: str
    size: int
    media_type: str
    original: str


def public_path(digest: str, title: str, ending: str) -> str:
    """`files/ab/ab…/名称.docx`."""
    stem = _NOT_IN_NAMES.sub("_", title).strip("._") or "file"
    name = stem.removesuffix(f".{ending}")
    # A file system counts bytes: a Chinese character is three of them.
    name = name.encode()[: LONGEST_NAME * 3 - 10].decode(errors="ignore")[:LONGEST_NAME]
    return f"files/{digest[:2]}/{digest}/{name}.{ending}"


def put(file: IO[bytes], path: str, digest: str) -> int:
    """Copy into the public folder; the size. ValueError if the bytes are not those of `digest`."""
    target = Path(settings.PUBLIC_ROOT) / path
    if target.exists() and _digest(target) == digest:
        return target.stat().st_size
    target.parent.mkdir(parents=True, exist_ok=True)
    passing = target.parent / f".{secrets.token_hex(8)}.part"
    seen, size = hashlib.sha256(), 0
    try:
        with passing.open("xb") as out:
            while chunk := file.read(1024 * 1024):
                seen.update(chunk)
                size += len(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        if seen.hexdigest() != digest:
            raise ValueError(f"文件与登记的摘要不符：{path}")
        passing.chmod(0o644)
        passing.replace(target)
    finally:
        passing.unlink(missing_ok=True)
    return size


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
