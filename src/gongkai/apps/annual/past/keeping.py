"""The file of a past report, kept as it was given: named by its digest, below MEDIA_ROOT."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from gongkai.apps.annual.models import PastReport
from gongkai.apps.annual.refusals import Refused

FOLDER = "past-reports"
ENDINGS = frozenset(
    [
        "docx",
        "doc",
        "wps",
        "pdf",
        "xlsx",
        "html",
        "htm",
        "md",
        "txt",
        "json",
        "ofd",
        "rtf",
        "odt",
        "ods",
    ]
)


def keep_file(name: str, data: bytes) -> str:
    """Write the bytes and return their place. The same bytes have one place, however often they come."""
    digest = hashlib.sha256(data).hexdigest()
    ending = name.lower().rpartition(".")[2]
    path = f"{FOLDER}/{digest[:2]}/{digest}.{ending if ending in ENDINGS else 'bin'}"
    if default_storage.exists(path) and default_storage.size(path) == len(data):
        return path
    if default_storage.exists(path):  # half written by a program that was killed
        default_storage.delete(path)
    saved: str = default_storage.save(path, ContentFile(data))
    return saved


def kept_file(past: PastReport) -> bytes:
    """The file's bytes, held against their digest. Refused: it is gone, or was changed."""
    try:
        with default_storage.open(past.path) as file:
            data = bytes(file.read())
    except (OSError, ValueError) as no:
        raise Refused(f"{past}的原文件找不到了，请从备份恢复 {past.path}。") from no
    if hashlib.sha256(data).hexdigest() != past.sha256:
        raise Refused(f"{past}的原文件与导入时的摘要不一致，请从备份恢复 {past.path}。")
    return data
