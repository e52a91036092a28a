"""Word files as pages, by LibreOffice where it is installed; revisions accepted, notes left out."""

import re
import shutil
import zipfile
from io import BytesIO
from typing import Any

from gongkai.documents.errors import Unreadable
from gongkai.documents.formats.archive import Archive
from gongkai.documents.formats.office import converted

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS = re.compile(r"word/(?:document|header|footer|footnotes|endnotes)\d*\.xml$")
# Text that was deleted or moved away, earlier looks, and notes of colleagues: no part of what is shown.
_GONE = frozenset(
    _W + one
    for one in ("del", "moveFrom", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange",
                "tcPrChange", "trPrChange", "tblGridChange", "numberingChange",
                "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef")
)  # fmt: skip
_REVISIONS = "原文件带有修订痕迹，已按接受全部修订后的样子显示；删去的文字不会进入处理后的文件。"
_ADVICE = "请用 Word 或 WPS 打开，另存为 PDF，再从 PDF 开始处理。"


def as_pdf(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The document as PDF, and what was done to it. Raises Unreadable where LibreOffice is not installed."""
    if not (shutil.which("soffice") or shutil.which("libreoffice")):
        raise Unreadable("本机没有安装 LibreOffice，不能把 Word 文档变成页面。", _ADVICE)
    remarks: tuple[str, ...] = ()
    if data.startswith(b"PK"):
        data, revised = _accepted(data)
        remarks = (_REVISIONS,) if revised else ()
    return converted(data, "pdf"), remarks


def _accepted(data: bytes) -> tuple[bytes, bool]:
    """The package with its revisions accepted and notes taken out; whether there were revisions."""
    from lxml import etree

    archive, made, revised = Archive(data), BytesIO(), False
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name in archive.names:
            if _TEXTS.match(name):
                root = archive.xml(name)
                revised |= _cleaned(root)
                package.writestr(name, etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
            else:
                package.writestr(name, archive.read(name))
    return made.getvalue(), revised


def _cleaned(root: Any) -> bool:
    found = False
    for node in list(root.iter(*_GONE)):
        parent = node.getparent()
        if parent is not None:
            found |= not node.tag.startswith((_W + "comment", _W + "annotation"))
            parent.remove(node)
    return found
