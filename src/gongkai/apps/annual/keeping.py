"""Files that people bring, kept as they were given: below MEDIA_ROOT, named by their digest."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from gongkai.apps.annual.refusals import Refused

PAST, DELIVERIES = "past-reports", "annual/deliveries"
ENDINGS = frozenset(
    ("docx", "doc", "wps", "pdf", "xlsx", "html", "htm", "md", "txt", "json", "ofd", "rtf", "odt", "ods")
)  # fmt: skip


def keep_file(folder: str, name: str, data: bytes) -> str:
    """Write the bytes and return their place. The same bytes have one place, however often they come."""
    digest = hashlib.sha256(data).hexdigest()
    ending = name.lower().rpartition(".")[2]
    path = f"{folder}/{digest[:2]}/{digest}.{ending if ending in ENDINGS else 'bin'}"
    if default_storage.exists(path) and default_storage.size(path) == len(data):
        return path
    if default_storage.exists(path):  # half written by a program that was killed
        default_storage.delete(path)
    saved: str = default_storage.save(path, ContentFile(data))
    return saved


def stored(path: str) -> bytes | None:
    """What lies there; None where nothing does."""
    try:
        with default_storage.open(path) as file:
            return bytes(file.read())
    except (OSError, ValueError):
        return None


def kept_file(path: str, sha256: str, what: str) -> bytes:
    """The file's bytes, held against their digest. Refused: it is gone, or was changed. `what`: in the sentence."""
    data = stored(path)
    if data is None:
        raise Refused(f"{what}不在存放处，请从备份恢复 {path}。")
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Refused(f"{what}与收到时不同（摘要不一致），请从备份恢复 {path}。")
    return data
