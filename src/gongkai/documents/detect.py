"""What kind of file it is, by its content; the name decides only where the content leaves it open."""

import re
from enum import StrEnum

from gongkai.documents.errors import Unreadable


class Kind(StrEnum):
    """What a reader exists for."""

    DOCX = "docx"
    XLSX = "xlsx"  # and the older workbooks: .xls .et
    PDF = "pdf"
    OFD = "ofd"
    HTML = "html"
    JSON = "json"
    TEXT = "text"
    OFFICE = "office"  # what LibreOffice turns into DOCX: .doc .wps .rtf .odt .ods


_RESAVE = "请用 Word 或 WPS 打开后另存为 .docx，再上传新文件。"
_COMPOUND = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # OLE compound file: .doc .xls .wps .et, encrypted .docx
)
# Kinds that are known and cannot be read: (how the file begins, what it is).
_STRANGERS = (
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"BZh", "压缩包"),
    (b"\xfd7zXZ", "压缩包"),
    (b"MZ", "程序"),
    (b"\x7fELF", "程序"),
)
_ADVICE_FOR = {
    "图片": "图片里的字无法直接读取，请上传有文字的原始文件（.docx、.pdf、网页等）。",
    "压缩包": "请先解压，再上传里面的年度报告文件。",
    "程序": "请上传年度报告文件本身（.docx、.pdf、网页等）。",
}
_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.{0,5000}?-->\s*){0,9}"
    r"<(?:!doctype\s+html|html|head|body|meta|title|link|style|script|div|p|span|table|tbody|tr|td|h[1-6]|article"
    r"|section|main|center|font|ul|ol|a|b|strong|br|input|form|header|ucapcontent|ucaptitle|img)\b",
    re.I | re.S,
)
_TAGS = re.compile(rb"</(?:p|div|td|tr|table|span|body|html)>", re.I)
_OFFICE_XML = re.compile(rb"progid=\"Word\.Document\"|<office:document[\s>]|<w:wordDocument[\s>]")


def detect(data: bytes, name: str = "") -> Kind:
    """The kind of the file. Raises Unreadable where no reader exists, with what to do instead."""
    head = data[:1024]
    if not data:
        raise Unreadable("文件是空的。", "请检查文件是否上传完整。")
    if head.startswith(b"PK"):
        return _zipped(data)
    if head.startswith(_COMPOUND):
        return _compound(data)
    if b"%PDF-" in head:
        return Kind.PDF
    if head.lstrip().startswith(b"{\\rtf"):
        return Kind.OFFICE
    if _OFFICE_XML.search(data[:4096]):
        return Kind.OFFICE
    for start, what in _STRANGERS:
        if head.startswith(start) and not (len(start) == 2 and _printable(head)):
            raise Unreadable(f"这是{what}，不是可以读取的文档。", _ADVICE_FOR[what])
    return _written(data, name)


def _zipped(data: bytes) -> Kind:
    from gongkai.documents.formats.archive import Archive

    names = Archive(data).names
    lower = {name.lower() for name in names}
    if "ofd.xml" in lower:
        return Kind.OFD
    if "word/document.xml" in names or any(
        re.match(r"word/document\d*\.xml$", one) for one in names
    ):
        return Kind.DOCX
    if any(one.startswith("xl/workbook.") for one in lower):
        return Kind.XLSX
    if "content.xml" in lower and "mimetype" in lower:
        return Kind.OFFICE
    if any(one.startswith("ppt/") for one in lower):
        raise Unreadable("这是演示文稿，不是年度报告文档。", _RESAVE)
    raise Unreadable("这是压缩包，里面没有可以直接读取的文档。", _ADVICE_FOR["压缩包"])


def _compound(data: bytes) -> Kind:
    """Word, Excel or an encrypted package, by the names of the streams in the directory."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise Unreadable("文件设了密码，无法读取。", "请取消密码后另存一份再上传。")
    if holds("WordDocument"):
        return Kind.OFFICE
    if holds("Workbook") or holds("Book\0"):
        return Kind.XLSX
    if holds("PowerPoint Document"):
        raise Unreadable("这是演示文稿，不是年度报告文档。", _RESAVE)
    return Kind.OFFICE


def _printable(head: bytes) -> bool:
    return not re.search(rb"[\x00-\x08\x0e-\x1a]", head)


def _written(data: bytes, name: str) -> Kind:
    """HTML, JSON or plain text; binary junk is found when it is decoded."""
    start = data[:16384].replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe")
    ending = name.lower().rpartition(".")[2]
    text = start.decode("latin-1")
    if text.lstrip().startswith("{") and (ending == "json" or '"gongkai.report/' in text):
        return Kind.JSON
    if ending == "json" and text.lstrip()[:1] in '["':
        return Kind.JSON
    if ending == "mht" or ending == "mhtml" or text.startswith("MIME-Version:"):
        raise Unreadable(
            "这是单个文件网页（.mht），无法直接读取。",
            "请用浏览器或 Word 打开后另存为 .html 或 .docx。",
        )
    if _MARKUP.match(text):
        return Kind.HTML
    if ending in ("html", "htm", "shtml", "xhtml", "aspx", "jsp") and len(_TAGS.findall(data)) >= 3:
        return Kind.HTML
    return Kind.TEXT
