"""Opening a source: what it is, its pages, and what lies in it besides what is shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from gongkai.documents.errors import Unreadable
from gongkai.documents.redacting.marks import MOST_PAGES, MOST_PIXELS, Original, PageSize

if TYPE_CHECKING:
    import pypdfium2
    from PIL import Image

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
_AGAIN = "请用原来的软件打开，另存为 PDF 再试。"
_WORD = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")


def look_at(data: bytes, name: str = "") -> Original:
    """The kind and the pages; a Word file comes back as PDF in `made`. Raises Unreadable with advice."""
    kind = kind_of(data)
    if kind == "word":
        from gongkai.documents.redacting.word import as_pdf

        made, remarks = as_pdf(data)
        return Original(PDF, _pages(made), (*remarks, *_remarks(made)), made)
    if kind == PDF:
        return Original(PDF, _pages(data), _remarks(data))
    with opened_picture(data) as picture:
        size = PageSize(picture.width, picture.height)
    return Original(kind, (size,), ("图片里的文字无法自动识别，请逐处查看。",))


def kind_of(data: bytes) -> str:
    """PDF, JPEG, PNG or "word", by the content. Raises Unreadable for everything else."""
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"PK") and b"word/" in data:
        return "word"
    if data.lstrip()[:5].startswith(_WORD) or data.startswith(_WORD):
        return "word"
    raise Unreadable(
        "这种格式不能做区分处理。可以处理的是 PDF、Word 文档、JPG 和 PNG 图片。", _AGAIN
    )


@contextmanager
def opened_pdf(data: bytes) -> Iterator["pypdfium2.PdfDocument"]:
    """The document, closed afterwards. Form fields are shown as filled in. Raises Unreadable."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable("PDF 设了密码，无法处理。", "请取消密码后另存一份再试。") from error
        raise Unreadable("PDF 已损坏或不完整，无法打开。", _AGAIN) from error
    try:
        if not len(document):
            raise Unreadable("PDF 里没有页面。", _AGAIN)
        if len(document) > MOST_PAGES:
            raise Unreadable(
                f"共{len(document)}页，一次最多处理{MOST_PAGES}页。", "请先分成几个文件，逐个处理。"
            )
        document.init_forms()
        yield document
    except pypdfium2.PdfiumError as error:
        raise Unreadable("PDF 的页面已损坏，无法显示。", _AGAIN) from error
    finally:
        document.close()


@contextmanager
def opened_picture(data: bytes) -> Iterator["Image.Image"]:
    """The first picture of the file as it is shown: turned as its camera says, on white, RGB."""
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG", "MPO")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Unreadable(
                    f"图片有{opened.width}×{opened.height}像素，过大，无法处理。", "请缩小后再试。"
                )
            picture = ImageOps.exif_transpose(opened)
            if "A" in picture.getbands() or "transparency" in picture.info:
                # What lies under transparent pixels is not shown, and must not be kept.
                full = picture.convert("RGBA")
                picture = Image.new("RGBA", full.size, "white")
                picture.alpha_composite(full)
            plain = picture.convert("RGB")
        plain.info = {}
        yield plain
    except (OSError, SyntaxError, ValueError) as error:
        raise Unreadable("图片已损坏，无法打开。", "请重新扫描或者另存后再试。") from error


def _pages(data: bytes) -> tuple[PageSize, ...]:
    with opened_pdf(data) as document:
        return tuple(PageSize(*document[number].get_size()) for number in range(len(document)))


def _remarks(data: bytes) -> tuple[str, ...]:
    """What the reader should know: pages without text, files inside, notes that are not shown."""
    said = []
    with opened_pdf(data) as document:
        silent = [
            number + 1
            for number in range(len(document))
            if document[number].get_textpage().count_chars() == 0
        ]
        attached = document.count_attachments()
    if silent:
        named = "、".join(map(str, silent[:5])) + ("等" if len(silent) > 5 else "")
        said.append(f"第{named}页没有文字层（可能是扫描件），不能自动指出个人信息，请逐页查看。")
    if attached:
        said.append(f"文件里另附有{attached}个文件，不会进入处理后的文件；需要提供的请单独加入。")
    return tuple(said)
