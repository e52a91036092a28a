"""From a source and its marks to a new file made of pictures alone, proved before it is given back."""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from gongkai.documents.errors import Unreadable
from gongkai.documents.redacting import proving
from gongkai.documents.redacting.marks import MOST_MARKS, MOST_OUTPUT, Mark, Redacted
from gongkai.documents.redacting.originals import PDF, PNG, kind_of, opened_pdf, opened_picture
from gongkai.documents.redacting.pictures import burnt, drawn, jpeg
from gongkai.documents.redacting.under import characters, cut_characters, text_under

if TYPE_CHECKING:
    import pypdfium2

# Dots an inch, the finest first; a file that would be too large is made again with fewer.
RESOLUTIONS = (200, 150, 110)
# After so many pages it is seen whether the whole would be too large.
SAMPLE = 8


def redact(data: bytes, marks: Sequence[Mark]) -> Redacted:
    """The new file. Raises Unreadable, Unproved; ValueError for a mark that lies on no page."""
    kind = kind_of(data)
    if len(marks) > MOST_MARKS:
        raise Unreadable(f"遮盖处超过{MOST_MARKS}处。", "请分成几个文件，逐个处理。")
    if kind == PDF:
        return _document(data, marks)
    _check(marks, 1)
    with opened_picture(data) as picture:
        plain, made = burnt(picture, marks), BytesIO()
        if kind == PNG:
            plain.save(made, "PNG", optimize=True)
        else:
            plain.save(made, "JPEG", quality=92, optimize=True)
    proving.prove_picture(made.getvalue(), kind, marks, plain.size)
    return Redacted(made.getvalue(), kind, 1, 0)


def _document(data: bytes, marks: Sequence[Mark]) -> Redacted:
    hidden: list[str] = []
    remarks: list[str] = []
    with opened_pdf(data) as document:
        _check(marks, len(document))
        for number in sorted({one.page for one in marks}):
            here = [one for one in marks if one.page == number]
            found = characters(document[number - 1])
            hidden += [text_under(found, one) for one in here]
            if cut_characters(found, here):
                remarks.append(
                    f"第{number}页有的字只盖住了一部分，露出的笔画可能认得出来，请看过再定。"
                )
        sizes = [document[number].get_size() for number in range(len(document))]
        for dpi in RESOLUTIONS:
            pictures = _pictures(document, marks, dpi)
            made = _written(sizes, pictures) if pictures else b""
            if made and len(made) <= MOST_OUTPUT:
                proving.prove_document(made, sizes, marks, hidden, dpi)
                return Redacted(made, PDF, len(sizes), dpi, tuple(remarks))
    raise Unreadable("处理后的文件超过20 MB，无法保存。", "请先分成几个文件，逐个处理。")


def _pictures(document: "pypdfium2.PdfDocument", marks: Sequence[Mark], dpi: float) -> list[bytes]:
    """Every page encoded with its marks; none, where the first pages show that it would be too much."""
    made: list[bytes] = []
    held = 0
    for number in range(len(document)):
        here = [one for one in marks if one.page == number + 1]
        made.append(jpeg(burnt(drawn(document[number], dpi), here)))
        held += len(made[-1])
        enough = number + 1 >= SAMPLE and held / (number + 1) * len(document) > 1.1 * MOST_OUTPUT
        if enough or held > MOST_OUTPUT:
            return []
    return made


def _written(sizes: Sequence[tuple[float, float]], pictures: Sequence[bytes]) -> bytes:
    """A PDF in which every page is one picture and nothing else."""
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    for (width, height), picture in zip(sizes, pictures, strict=True):
        page = document.new_page(width, height)
        image = pypdfium2.PdfImage.new(document)
        image.load_jpeg(BytesIO(picture), inline=True)
        image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        page.insert_obj(image)
        page.gen_content()
        page.close()
    made = BytesIO()
    document.save(made)
    document.close()
    return made.getvalue()


def _check(marks: Sequence[Mark], pages: int) -> None:
    wrong = [one for one in marks if not one.is_on_page(pages)]
    if wrong:
        raise ValueError(f"mark outside: {wrong[0]}")
