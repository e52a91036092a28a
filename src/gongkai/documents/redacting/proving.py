"""Proof of a covered file before it is kept: three libraries find no text, and the marks are black.

Each way in which a covered file has been known to tell more than it shows is looked for: a text layer,
properties, notes, attached files, bookmarks, layers, earlier versions, a mark that lies above the words.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from gongkai.documents.errors import DocumentError
from gongkai.documents.redacting.marks import Mark
from gongkai.documents.redacting.originals import JPEG, opened_pdf
from gongkai.documents.redacting.pictures import drawn

if TYPE_CHECKING:
    from PIL import Image

# What may stand in the file; everything else is refused.
TRAILER = {"/Root", "/Info", "/Size", "/ID"}
INFO = {"/CreationDate", "/Creator"}
CATALOG = {"/Type", "/Pages"}
PAGE = {"/Type", "/Parent", "/MediaBox", "/Contents", "/Resources", "/Rotate"}
RESOURCES = {"/XObject", "/ExtGState"}
IMAGE = {
    "/Type", "/Subtype", "/Width", "/Height", "/BitsPerComponent", "/ColorSpace", "/Filter",
    "/DecodeParms", "/Length",
}  # fmt: skip
SEGMENTS = {0xD8, 0xE0, 0xDB, 0xC0, 0xC4, 0xDA, 0xD9}  # of a JPEG: JFIF, tables, frame, scan
CHUNKS = {b"IHDR", b"IDAT", b"IEND"}
# A mark's edge shares its block of 8 dots with what stands beside it, and takes on some of its light.
RIM, DARK_INSIDE, DARK_RIM = 9, 48, 130
# Shorter sequences of bytes occur in pictures by chance.
SHORTEST = 8
_REFUSED = "这个文件没有保存。请换一份文件再试；仍不成功的，请与系统管理员联系。"


class Unproved(DocumentError):
    """The covered file could not be shown to be clean; it must not be kept."""

    def __init__(self, message: str) -> None:
        super().__init__(f"遮盖后的文件没有通过检查：{message}", _REFUSED)

    def __reduce__(self) -> tuple[type["Unproved"], tuple[str]]:  # type: ignore[override]
        return type(self), (self.message.partition("：")[2],)


def prove_document(
    made: bytes,
    sizes: Sequence[tuple[float, float]],
    marks: Sequence[Mark],
    hidden: Iterable[str],
    dpi: float,
) -> None:
    """Raises Unproved. `sizes`: of the source's pages; `hidden`: the texts under the marks."""
    if made.count(b"%%EOF") != 1 or made.count(b"startxref") != 1:
        raise Unproved("文件里有先前的版本")
    _no_text(made, len(sizes))
    streams = _only_pictures(made, len(sizes))
    _no_bytes([made, *streams], hidden)
    with opened_pdf(made) as document:
        for number, size in enumerate(sizes):
            page = document[number]
            if any(abs(a - b) > 1 for a, b in zip(page.get_size(), size, strict=True)):
                raise Unproved(f"第{number + 1}页的大小变了")
            here = [one for one in marks if one.page == number + 1]
            if here:
                _black(drawn(page, dpi), here)


def _no_text(made: bytes, pages: int) -> None:
    """PDFium, pdfminer (by pdfplumber) and pypdf each find the pages, and no text on any of them."""
    import pdfplumber
    import pypdf

    with opened_pdf(made) as document:
        found = [document[number].get_textpage().get_text_range() for number in range(pages)]
        if len(document) != pages:
            raise Unproved("页数变了")
        if document.count_attachments() or any(True for _ in document.get_toc()):
            raise Unproved("文件里有附件或者书签")
    with pdfplumber.open(BytesIO(made)) as second:
        found += [
            "".join(one["text"] for one in page.chars) + "".join(map(str, page.annots))
            for page in second.pages
        ]
    third = pypdf.PdfReader(BytesIO(made))
    found += [page.extract_text() for page in third.pages]
    if len(found) != 3 * pages:
        raise Unproved("页数变了")
    if any(text.strip() for text in found):
        raise Unproved("文件里还有文字层")


def _only_pictures(made: bytes, pages: int) -> list[bytes]:
    """Every object is one that this program writes; the decoded streams that are no pictures."""
    import pypdf

    reader = pypdf.PdfReader(BytesIO(made), strict=True)
    trailer: Any = reader.trailer
    _known(trailer, TRAILER, "文件尾")
    _known(trailer.get("/Info", {}), INFO, "文档属性")
    _known(reader.root_object, CATALOG, "目录")
    streams = []
    page: Any
    for page in reader.pages:
        _known(page, PAGE, "页面")
        resources = page["/Resources"].get_object()
        _known(resources, RESOURCES, "页面资源")
        pictures = resources["/XObject"].get_object()
        if len(pictures) != 1:
            raise Unproved("页面上不止一幅图")
        for one in pictures.values():
            picture = one.get_object()
            _known(picture, IMAGE, "图像")
            if picture["/Subtype"] != "/Image" or picture["/Filter"] != "/DCTDecode":
                raise Unproved("页面上有图像以外的内容")
            _plain_jpeg(picture._data)
        streams.append(page.get_contents().get_data())
    # Four objects a page, and four for the whole: one that nothing points to would be one too many.
    if int(trailer["/Size"]) > 5 + 4 * pages:
        raise Unproved("文件里有用不到的内容")
    return streams


def _known(given: Mapping[str, Any], allowed: Collection[str], where: str) -> None:
    if unknown := sorted(set(given) - set(allowed)):
        raise Unproved(f"{where}里有不该有的内容（{unknown[0][:20]}）")


def _no_bytes(contents: Sequence[bytes], hidden: Iterable[str]) -> None:
    """None of the hidden texts stands in the bytes, in any of the encodings a PDF may use."""
    for text in set(hidden):
        for encoding in ("utf-8", "utf-16-be", "utf-16-le", "gb18030"):
            sought = text.encode(encoding, "ignore")
            if len(sought) >= SHORTEST and any(sought in one for one in contents):
                raise Unproved("被遮盖的文字还在文件里")


def prove_picture(made: bytes, kind: str, marks: Sequence[Mark], size: tuple[int, int]) -> None:
    """The same for a picture file. Raises Unproved."""
    from PIL import Image

    if kind == JPEG:
        _plain_jpeg(made)
    else:
        _plain_png(made)
    with Image.open(BytesIO(made)) as picture:
        if picture.size != size:
            raise Unproved("图片的大小变了")
        _black(picture.convert("RGB"), marks)


def _black(picture: "Image.Image", marks: Iterable[Mark]) -> None:
    """Under every mark the picture is black."""
    grey = picture.convert("L")
    for mark in marks:
        left, top, right, bottom = mark.box(*grey.size)
        if _lightest(grey, (left + 1, top + 1, right - 1, bottom - 1)) > DARK_RIM:
            raise Unproved(f"第{mark.page}页的一处遮盖没有盖住")
        inside = (left + RIM, top + RIM, right - RIM, bottom - RIM)
        if _lightest(grey, inside) > DARK_INSIDE:
            raise Unproved(f"第{mark.page}页的一处遮盖没有盖住")


def _lightest(grey: "Image.Image", box: tuple[int, int, int, int]) -> int:
    if box[2] <= box[0] or box[3] <= box[1]:
        return 0
    lightest: int = grey.crop(box).getextrema()[1]  # type: ignore[assignment]
    return lightest


def _plain_jpeg(data: bytes) -> None:
    """Only the segments that draw the picture: no properties, no preview, nothing after the end."""
    at = 2
    if not data.startswith(b"\xff\xd8") or not data.endswith(b"\xff\xd9"):
        raise Unproved("图像不完整")
    while at + 4 <= len(data):
        kind = data[at + 1]
        if data[at] != 0xFF or kind not in SEGMENTS:
            raise Unproved("图像里有属性信息")
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if kind == 0xE0 and (size != 16 or data[at + 4 : at + 9] != b"JFIF\x00"):
            raise Unproved("图像里有缩略图")
        if kind == 0xDA:
            # In the scan itself 0xFF is always followed by zero; the next marker must be the end.
            scan = data[at + 2 + size :].replace(b"\xff\x00", b"")
            if scan.count(b"\xff") != 1:
                raise Unproved("图像之后还有内容")
            return
        at += 2 + size
    raise Unproved("图像不完整")


def _plain_png(data: bytes) -> None:
    at, kind = 8, b""
    while at + 12 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind not in CHUNKS:
            raise Unproved("图像里有属性信息")
        at += 12 + size
    if kind != b"IEND" or at != len(data):
        raise Unproved("图像之后还有内容")
