"""What may be sent here, and how it is received: in memory, bounded while it arrives, kept nowhere."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.http.response import HttpResponseBase
from django.utils.datastructures import MultiValueDict

from gongkai.portal.refusals import Refusal, answer_refusal

MEGABYTE = 1024 * 1024
MAX_FILE = 20 * MEGABYTE
MAX_FILES = 50
MAX_TOTAL = 100 * MEGABYTE
# The other fields and the boundaries between the parts of a body.
MAX_BODY = MAX_TOTAL + 2 * MEGABYTE
# So much of a body that is refused is still taken off the line, so that the browser can show why.
MAX_DRAIN = 2 * MAX_BODY
DRAIN_SECONDS = 20.0

TOO_MUCH = Refusal(
    413,
    "一次送来的文件太多或者太大",
    f"一次最多 {MAX_FILES} 个文件，每个不超过 {MAX_FILE // MEGABYTE} MB，合计不超过 "
    f"{MAX_TOTAL // MEGABYTE} MB。这一次超过了，没有核对，也没有保留。",
    "请分几次上传；单个文件过大的，多半是扫描件或者夹带了大图片，可以另存一份只有文字和表格的文件。",
)
BROKEN_OFF = Refusal(
    400,
    "上传没有完成",
    "文件没有传完整，可能是网络中断。这一次的内容没有保留。",
    "请回到上一页，再选一次文件。",
)


@dataclass(frozen=True)
class Upload:
    """One file as sent. `data` is empty where `too_large` says that it was not taken."""

    name: str
    data: bytes = field(repr=False, default=b"")
    too_large: bool = False


class MemoryOnly(FileUploadHandler):
    """Takes files into memory; of one that is too large nothing is kept, the others go on."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.parts: list[bytes] = []
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.size <= MAX_FILE:
            self.parts.append(raw_data)
        else:
            self.parts.clear()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        taken = Upload(self.file_name or "未命名", b"".join(self.parts), self.size > MAX_FILE)
        self.parts = []
        return TakenFile(taken, self.field_name, self.content_type)


class TakenFile(InMemoryUploadedFile):
    """What Django hands on in `request.FILES`; only `upload` is used."""

    def __init__(self, upload: Upload, field_name: str | None, content_type: str | None) -> None:
        size = len(upload.data)
        super().__init__(BytesIO(), field_name, upload.name, content_type, size, None)
        self.upload = upload


def uploads(files: MultiValueDict[str, Any], field: str) -> list[Upload]:
    """The files of one field in the order sent. Raises Refusal (413) where they are too many."""
    taken = [one.upload for one in files.getlist(field)]
    if len(taken) > MAX_FILES or sum(len(one.data) for one in taken) > MAX_TOTAL:
        raise TOO_MUCH
    return taken


class BoundedBodies:
    """Refuse a body by its announced length, before anything of it is kept."""

    def __init__(self, handler: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if not announced.isdigit() or int(announced) > MAX_BODY:
            drain(request)
            return answer_refusal(request, TOO_MUCH)
        return self.handler(request)

    def process_exception(self, request: HttpRequest, broken: Exception) -> HttpResponse | None:
        if isinstance(broken, RequestDataTooBig | TooManyFilesSent | TooManyFieldsSent):
            drain(request)
            return answer_refusal(request, TOO_MUCH)
        if isinstance(broken, MultiPartParserError | UnreadablePostError):
            return answer_refusal(request, BROKEN_OFF)
        return None


def drain(request: HttpRequest) -> None:
    """Take a refused body off the line without keeping it, up to a bound in bytes and in time."""
    taken = 0
    until = time.monotonic() + DRAIN_SECONDS
    try:
        while taken < MAX_DRAIN and time.monotonic() < until:
            piece = request.read(64 * 1024)
            if not piece:
                return
            taken += len(piece)
    except OSError:
        return
