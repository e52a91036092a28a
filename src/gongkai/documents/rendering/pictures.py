"""The pages of a finished file as pictures, for looking at before it goes out."""

from io import BytesIO

from gongkai.documents import sandbox
from gongkai.documents.errors import DocumentError

WIDTH = 1000  # pixels of a page
MOST_PAGES = 60


def page_pictures(content: bytes, ending: str) -> tuple[bytes, ...]:
    """Every page as PNG: a PDF as it is, a Word file as LibreOffice sets it, in child processes.

    Raises DocumentError where the file is neither, or LibreOffice is not there.
    """
    if ending == "docx":
        content = sandbox.call("gongkai.documents.formats.office:converted", content, "pdf")
    elif ending != "pdf":
        raise DocumentError(f"{ending.upper()}文件没有可以看的页面。", "请下载后打开。")
    made: tuple[bytes, ...] = sandbox.call(f"{__name__}:drawn", content, "pages.pdf")
    return made


def drawn(content: bytes, name: str) -> tuple[bytes, ...]:
    """The pages of a PDF, at most `MOST_PAGES`."""
    import pypdfium2

    made = []
    with pypdfium2.PdfDocument(content) as document:
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number]
            stream = BytesIO()
            picture = page.render(scale=WIDTH / page.get_width()).to_pil()
            picture.quantize(64).save(stream, "PNG", optimize=True)
            made.append(stream.getvalue())
    return tuple(made)
