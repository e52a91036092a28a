"""PDF with a text layer: characters and ruled lines from pdfplumber, put in order by `page_tables`."""

import logging
from io import BytesIO
from typing import TYPE_CHECKING, Any

from gongkai.documents.blocks import Document
from gongkai.documents.errors import Unreadable
from gongkai.documents.formats.page_lines import Piece, clean
from gongkai.documents.formats.page_tables import Box, Page, blocks_of

if TYPE_CHECKING:
    import pdfplumber

MEDIA_TYPE = "application/pdf"
# The longest report seen has 60 pages; beyond this it is a collection, to be cut by who knows where.
MAX_PAGES = 200
MAX_CHARACTERS = 20_000  # on one page; a full page has 1,500
_THIN = 3.5  # points: a filled rectangle thinner than this is a line, thicker it is a background
_ADVICE = "请用原始的 Word、WPS 文件，或重新导出一份 PDF 再试。"


def read_pdf(data: bytes, name: str = "") -> Document:
    """Read a PDF; raises Unreadable if it is damaged, encrypted, scanned or too long."""
    count, title = _examine(data)
    if count > MAX_PAGES:
        raise Unreadable(
            f"PDF 有{count}页，超过{MAX_PAGES}页的上限。",
            "年度报告一般不超过60页，请只上传年报部分。",
        )
    pages, remarks = _load(data)
    if not any(page.pieces for page in pages):
        raise Unreadable(
            "PDF 没有文字层，是扫描件或图片。",
            "请上传有文字的原始文件（.docx、网页，或由 Word 导出的 PDF）。",
        )
    _refuse_nameless(pages)
    blocks, more = blocks_of(pages)
    return Document(MEDIA_TYPE, tuple(blocks), title=title, remarks=(*remarks, *more))


def _examine(data: bytes) -> tuple[int, str]:
    """(pages, title) by PDFium: it tells encryption and damage apart and does not read the pages."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        try:
            return len(document), clean(document.get_metadata_value("Title"))[:500].strip()
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable("PDF 设了密码，无法读取。", "请取消密码后另存一份再上传。") from error
        raise Unreadable("PDF 已损坏或不完整，无法打开。", _ADVICE) from error


def _load(data: bytes) -> tuple[list[Page], list[str]]:
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    pages: list[Page] = []
    remarks: list[str] = []
    # pdfminer checks little of what it reads: any error of its own means a damaged file.
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            for page in document.pages:
                made, drawn = _page(page)
                pages.append(made)
                if not made.pieces and drawn:
                    remarks.append(f"第{made.number}页没有文字层（可能是扫描的图片），未读取。")
                page.close()
    except Unreadable:
        raise
    except MemoryError:
        raise
    except Exception as error:
        raise Unreadable(
            f"PDF 内部结构已损坏，无法读取（{type(error).__name__}）。", _ADVICE
        ) from error
    return pages, remarks


def _page(page: "pdfplumber.page.Page") -> tuple[Page, bool]:
    """The page's characters and lines, and whether it shows anything besides text."""
    objects = page.objects
    characters = objects.get("char", [])
    if len(characters) > MAX_CHARACTERS:
        raise Unreadable(f"PDF 第{page.page_number}页的字符过多，不像年度报告。", _ADVICE)
    pieces = [
        Piece(text, float(one["x0"]), float(one["x1"]), float(one["top"]), float(one["bottom"]))
        for one in characters
        if (text := clean(one["text"]))
    ]
    edges = _edges(objects)
    return Page(page.page_number, float(page.height), pieces, edges), bool(objects.get("image"))


def _edges(objects: dict[str, list[dict[str, Any]]]) -> list[Box]:
    """The straight lines of a page: drawn lines, thin rectangles, and the sides of framed ones."""
    edges: list[Box] = []
    for one in objects.get("line", []):
        x0, top, x1, bottom = _box(one)
        if abs(x1 - x0) < 0.5 or abs(bottom - top) < 0.5:
            edges.append((x0, top, x1, bottom))
    for one in (*objects.get("rect", []), *objects.get("curve", [])):
        x0, top, x1, bottom = _box(one)
        if min(x1 - x0, bottom - top) <= _THIN and one["object_type"] == "rect":
            if x1 - x0 > bottom - top:
                edges.append((x0, (top + bottom) / 2, x1, (top + bottom) / 2))
            else:
                edges.append(((x0 + x1) / 2, top, (x0 + x1) / 2, bottom))
        elif one.get("stroke") and one["object_type"] == "rect":
            edges += [(x0, top, x1, top), (x0, bottom, x1, bottom)]
            edges += [(x0, top, x0, bottom), (x1, top, x1, bottom)]
        elif one.get("stroke"):
            edges += _polyline(one.get("pts") or [])
    return edges


def _polyline(points: list[Any]) -> list[Box]:
    """The level and upright parts of a path."""
    edges: list[Box] = []
    for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
        if (abs(x1 - x0) < 0.5) != (abs(y1 - y0) < 0.5):
            edges.append((float(x0), float(y0), float(x1), float(y1)))
    return edges


def _box(one: dict[str, Any]) -> Box:
    return float(one["x0"]), float(one["top"]), float(one["x1"]), float(one["bottom"])


def _refuse_nameless(pages: list[Page]) -> None:
    """Refuse text whose fonts do not say which characters they show."""
    pieces = [piece.text for page in pages for piece in page.pieces]
    nameless = sum(1 for text in pieces if text.startswith("(cid:") or "\ufffd" in text)
    if nameless > len(pieces) / 5:
        raise Unreadable("PDF 的字体没有文字编码，读出来是乱码。", _ADVICE)
