"""PDF and OFD: the text layer page by page, annotations and form fields, attached files, properties."""

import ctypes
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gongkai.documents.blocks import TableBlock
from gongkai.documents.errors import Unreadable
from gongkai.documents.extracting.contents import Contents, Part, joined
from gongkai.documents.extracting.door import extract_inside

if TYPE_CHECKING:
    import pypdfium2

MOST_PAGES = 600
MOST_FILES = 20
_ADVICE = "请用原始的 Word、WPS 文件，或重新导出一份 PDF 再试。"
_FIELDS = (b"Contents", b"V", b"RC", b"TU")


def pdf(data: bytes, name: str, depth: int) -> Contents:
    """Everything a PDF says. Pages without a text layer are a gap."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable("PDF 设了密码，无法读取。", "请取消密码后另存一份再上传。") from error
        raise Unreadable("PDF 已损坏或不完整，无法打开。", _ADVICE) from error
    try:
        return _read(document, depth)
    finally:
        document.close()


def _read(document: "pypdfium2.PdfDocument", depth: int) -> Contents:
    import pypdfium2

    parts: list[Part] = []
    gaps: list[str] = []
    silent: list[int] = []
    broken: list[int] = []
    for number in range(min(len(document), MOST_PAGES)):
        try:
            found, drawn = _page(document, number)
        except (pypdfium2.PdfiumError, UnicodeError):
            broken.append(number + 1)
            continue
        parts += found
        if drawn:
            silent.append(number + 1)
    if silent:
        gaps.append(f"{_pages(silent)}没有文字层（可能是扫描的图片），其中的内容无法检查。")
    if broken:
        gaps.append(f"{_pages(broken)}已损坏，其中的内容无法检查。")
    if len(document) > MOST_PAGES:
        gaps.append(f"共{len(document)}页，只检查了前{MOST_PAGES}页。")
    known = [value for value in document.get_metadata_dict().values() if value]
    if known:
        parts.append(Part("文档属性", "\n".join(known), layer="aside"))
    return joined([Contents(tuple(parts), tuple(gaps)), *_files(document, depth)])


def _page(document: "pypdfium2.PdfDocument", number: int) -> tuple[list[Part], bool]:
    """The parts of one page, and whether it has drawings but no words."""
    page = document[number]
    parts = []
    text = page.get_textpage().get_text_range().replace("\r\n", "\n").replace("\r", "\n")
    if text.strip():
        parts.append(Part(f"第{number + 1}页", text.replace("\ufffe", "")))
    drawn = not parts and next(iter(page.get_objects()), None) is not None
    if notes := list(_notes(page)):
        parts.append(Part(f"第{number + 1}页的批注和表单", "\n".join(notes), layer="aside"))
    page.close()
    return parts, drawn


def _files(document: "pypdfium2.PdfDocument", depth: int) -> Iterator[Contents]:
    count = document.count_attachments()
    for number in range(min(count, MOST_FILES)):
        one = document.get_attachment(number)
        name = one.get_name() or f"{number + 1}"
        inside = extract_inside(bytes(one.get_data()), name, depth - 1)
        yield inside.inside(f"PDF 里附带的文件“{name}”的")
    if count > MOST_FILES:
        yield Contents(gaps=(f"PDF 里附带了{count}个文件，只检查了前{MOST_FILES}个。",))


def _notes(page: "pypdfium2.PdfPage") -> Iterator[str]:
    """Words of annotations and form fields, which are no part of the text layer."""
    import pypdfium2.raw as raw

    for number in range(min(raw.FPDFPage_GetAnnotCount(page), 2_000)):
        note = raw.FPDFPage_GetAnnot(page, number)
        if not note:
            continue
        for key in _FIELDS:
            if text := _string(raw, note, key):
                yield text
        raw.FPDFPage_CloseAnnot(note)


def _string(raw: Any, note: Any, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
    if not 2 < size < 1_000_000:
        return ""
    held = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(note, key, ctypes.cast(held, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return held.raw.decode("utf-16-le", "replace").rstrip("\x00").strip()


def _pages(numbers: list[int]) -> str:
    """第1、2、5页 (at most five are named)."""
    named = "、".join(map(str, numbers[:5]))
    return f"第{named}页" + (f"等{len(numbers)}页" if len(numbers) > 5 else "")


def ofd(data: bytes, name: str, depth: int) -> Contents:
    """The text of an OFD by page. Without any text it is a gap."""
    from gongkai.documents.formats.ofd import read_ofd

    try:
        document = read_ofd(data, name)
    except Unreadable as refusal:
        if "没有文字" in refusal.message:
            return Contents(gaps=("OFD 没有文字层（可能是扫描的图片），其中的内容无法检查。",))
        raise
    pages: dict[int, list[str]] = {}
    parts: list[Part] = []
    for block in document.blocks:
        page = block.place.page or 1
        if isinstance(block, TableBlock):
            rows = tuple(_dense(row, block.column_count) for row in block.rows())
            parts.append(Part(f"第{page}页的表格", rows=rows))
        else:
            pages.setdefault(page, []).append(block.text)
    texts = [Part(f"第{page}页", "\n".join(lines)) for page, lines in sorted(pages.items())]
    if document.title:
        texts.append(Part("文档属性", document.title, layer="aside"))
    return Contents((*texts, *parts), document.remarks)


def _dense(row: list[Any], columns: int) -> tuple[str, ...]:
    cells = [""] * columns
    for cell in row:
        cells[cell.column] = cell.text
    return tuple(cells)
