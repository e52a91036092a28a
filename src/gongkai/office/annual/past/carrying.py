"""What the preview carries in hidden fields: the server keeps no file before somebody has said yes.

A page carries so much and no more; of a file that is too large for it the name and digest go along, and it
is chosen once more.
"""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from gongkai.apps.annual.refusals import Refused
from gongkai.documents import supervising

MEGABYTE = 1024 * 1024
MOST_FILES = 12
MOST_CARRIED = 6 * MEGABYTE  # of all files of a page; as text it is a third more


def sent(request: HttpRequest, field: str) -> list[tuple[str, bytes]]:
    """The files of a field, names and bytes. Refused: none, too many, too large."""
    files: list[UploadedFile] = request.FILES.getlist(field)
    if not files:
        raise Refused("没有选择文件。请选择一份或者几份往年的年度报告。")
    if len(files) > MOST_FILES:
        raise Refused(f"一次最多{MOST_FILES}个文件，这次是{len(files)}个，请分几次导入。")
    for one in files:
        if (one.size or 0) > supervising.LIMITS.input:
            raise Refused(f"“{one.name}”太大，不像年度报告。请另存一份只有文字和表格的文件。")
    return [(str(one.name)[:200], one.read()) for one in files]


def carried(data: bytes, room: int) -> str:
    """The bytes for a hidden field; "" where there is no room left for them."""
    return base64.b64encode(data).decode("ascii") if len(data) <= room else ""


def brought(request: HttpRequest, at: int) -> bytes:
    """The bytes of the previewed file in this place, the same that were previewed. Refused: others, or none."""
    fields: Mapping[str, Any] = request.POST
    again = request.FILES.get(f"file-{at}")
    if again is not None:
        if (again.size or 0) > supervising.LIMITS.input:
            raise Refused("重新选择的文件太大，请选择预览过的那个文件。")
        data = again.read()
    else:
        try:
            data = base64.b64decode(fields.get(f"data-{at}", ""), validate=True)
        except (binascii.Error, ValueError):
            data = b""
    name = str(fields.get(f"name-{at}", ""))[:200]
    if not data:
        raise Refused(f"“{name}”较大，页面带不下，请在它的旁边重新选择这个文件。")
    if hashlib.sha256(data).hexdigest() != fields.get(f"sha-{at}"):
        raise Refused(f"“{name}”不是刚才预览过的文件，请重新上传预览。")
    return data
