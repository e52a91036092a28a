"""Which files may be published, told by their content; a name that says otherwise is refused.

Pages and pictures that can carry scripts (HTML, SVG) and programs are not among them: they would
be served from the portal's own address.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from gongkai.apps.disclosure.refusals import Refused


@dataclass(frozen=True)
class AttachmentKind:
    ending: str
    media_type: str
    fits: Callable[[bytes], bool]


def _starts(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(starts)


def _zipped(inside: bytes) -> Callable[[bytes], bool]:
    """A ZIP whose directory names a part of this kind of document."""
    return lambda data: data.startswith(b"PK\x03\x04") and inside in data


def _text(data: bytes) -> bool:
    head = data[:65536]
    return b"\x00" not in head and not head.lstrip()[:200].lower().startswith(
        (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"mz")
    )


def _media(data: bytes) -> bool:
    return data[4:8] == b"ftyp"


_OLE = _starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = {
    kind.ending: kind
    for kind in (
        AttachmentKind("docx", _OFFICE + "wordprocessingml.document", _zipped(b"word/")),
        AttachmentKind("xlsx", _OFFICE + "spreadsheetml.sheet", _zipped(b"xl/")),
        AttachmentKind("pptx", _OFFICE + "presentationml.presentation", _zipped(b"ppt/")),
        AttachmentKind("doc", "application/msword", _OLE),
        AttachmentKind("xls", "application/vnd.ms-excel", _OLE),
        AttachmentKind("ppt", "application/vnd.ms-powerpoint", _OLE),
        AttachmentKind("wps", "application/vnd.ms-works", _OLE),
        AttachmentKind("et", "application/vnd.ms-excel", _OLE),
        AttachmentKind("pdf", "application/pdf", lambda data: b"%PDF-" in data[:1024]),
        AttachmentKind("ofd", "application/ofd", _zipped(b"OFD.xml")),
        AttachmentKind("txt", "text/plain", _text),
        AttachmentKind("csv", "text/csv", _text),
        AttachmentKind("json", "application/json", _text),
        AttachmentKind("zip", "application/zip", _starts(b"PK\x03\x04", b"PK\x05\x06")),
        AttachmentKind("rar", "application/vnd.rar", _starts(b"Rar!\x1a\x07")),
        AttachmentKind("7z", "application/x-7z-compressed", _starts(b"7z\xbc\xaf\x27\x1c")),
        AttachmentKind("jpg", "image/jpeg", _starts(b"\xff\xd8\xff")),
        AttachmentKind("jpeg", "image/jpeg", _starts(b"\xff\xd8\xff")),
        AttachmentKind("png", "image/png", _starts(b"\x89PNG\r\n\x1a\n")),
        AttachmentKind("mp4", "video/mp4", _media),
        AttachmentKind("mp3", "audio/mpeg", _starts(b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    )
}


def _without_programs(data: bytes) -> bool:
    """A page of text, tables and styles alone: nothing in it runs, nothing is fetched."""
    page = data.lower()
    return page.lstrip().startswith(b"<!doctype html") and not _RUNS.search(page)


_RUNS = re.compile(
    rb"<\s*/?\s*(?:script|iframe|object|embed|link|form|base|svg|img)\b|<[^>]*\son\w+\s*=|javascript:|http-equiv|url\("
)
# Made by the program itself (the file of an annual report); served as a download, never as a page.
PAGE = AttachmentKind("html", "text/html", _without_programs)


def kind_of(data: bytes, name: str, *, made_here: bool = False) -> AttachmentKind:
    """The kind by the name's ending, confirmed by the content. Refused with what to do instead.

    `made_here`: the program has just made the file, so a page may be among them.
    """
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    kind = PAGE if made_here and ending == PAGE.ending else KINDS.get(ending)
    if kind is None:
        raise Refused(
            f"附件“{name}”的格式不能发布。可以发布的格式：{'、'.join(KINDS)}。网页、程序和图形脚本不能作为附件。"
        )
    if not kind.fits(data):
        raise Refused(
            f"附件“{name}”的内容与扩展名 .{ending} 不符，可能已损坏或改过扩展名。"
            "请用原来的软件打开后另存，再上传。"
        )
    return kind
