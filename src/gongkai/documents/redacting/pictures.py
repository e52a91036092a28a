"""Pages as pictures, and marks burnt into them."""

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from gongkai.documents.redacting.marks import MOST_PIXELS, Mark
from gongkai.documents.redacting.originals import PDF, kind_of, opened_pdf, opened_picture

if TYPE_CHECKING:
    import pypdfium2
    from PIL import Image

QUALITY = 82


def drawn(page: "pypdfium2.PdfPage", dpi: float) -> "Image.Image":
    """The page as it is shown, turned and cropped; a very large page at fewer dots."""
    width, height = page.get_size()
    scale = dpi / 72
    dots = width * height * scale * scale
    if dots > MOST_PIXELS:
        scale *= (MOST_PIXELS / dots) ** 0.5
    picture: Image.Image = page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
    return picture


def burnt(picture: "Image.Image", marks: Iterable[Mark]) -> "Image.Image":
    """The picture with every mark black. The dots under a mark are gone before anything is encoded."""
    from PIL import ImageDraw

    pen = ImageDraw.Draw(picture)
    for mark in marks:
        left, top, right, bottom = mark.box(*picture.size)
        pen.rectangle((left, top, right - 1, bottom - 1), fill=(0, 0, 0))
    return picture


def jpeg(picture: "Image.Image") -> bytes:
    """Encoded without any property; grey where the page has no colour."""
    made = BytesIO()
    grey = picture.convert("L")
    (picture if _has_colour(picture) else grey).save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()


def _has_colour(picture: "Image.Image") -> bool:
    """Whether red, green and blue differ somewhere by more than a scanner's noise."""
    from PIL import ImageChops

    red, green, blue = picture.split()
    return any(
        ImageChops.difference(one, other).getextrema()[1] > 24  # type: ignore[operator]
        for one, other in ((red, green), (green, blue))
    )


def page_picture(data: bytes, page: int, width: int) -> bytes:
    """One page (from 1) as a JPEG of `width` dots, for the desk. Raises Unreadable, IndexError."""
    if kind_of(data) == PDF:
        with opened_pdf(data) as document:
            if not 1 <= page <= len(document):
                raise IndexError(page)
            one = document[page - 1]
            return jpeg(drawn(one, width / one.get_size()[0] * 72))
    if page != 1:
        raise IndexError(page)
    with opened_picture(data) as picture:
        picture.thumbnail((width, width * 4))
        return jpeg(picture)
