"""Public files as an edition names them: `/files/{first two}/{sha256}/{name}` below the public folder.

An act names files and puts none there: what lies in the public folder is public, and until the act
commits nothing may be. The publisher copies the bytes from the media folder (`original`), records them
in the manifest, and takes away what no public edition names any more.
"""

import hashlib
import re
from typing import IO, TypedDict

_NOT_IN_NAMES = re.compile(r"[^\w\u4e00-\u9fff（）〔〕《》\-.]+")
LONGEST_NAME = 80
CHUNK = 1024 * 1024


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


def checked_size(file: IO[bytes], path: str, digest: str) -> int:
    """The size of the stored file. ValueError if its bytes are not those of `digest` (changed on disk)."""
    seen, size = hashlib.sha256(), 0
    while chunk := file.read(CHUNK):
        seen.update(chunk)
        size += len(chunk)
    if seen.hexdigest() != digest:
        raise ValueError(f"文件与登记的摘要不符：{path}")
    return size
