"""A letter as PDF/A-2a and PDF/UA-1, and as pictures of its pages; set by Typst with its fonts embedded.

No hour is written and the system's fonts are not looked at: the same letter gives the same bytes.
"""

import json
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.documents.errors import DocumentError
from gongkai.documents.letters.filling import LetterText
from gongkai.documents.rendering.pdf import STANDARDS, compiler, reason

# Points of an inch on a screen: A4 is 1240 pixels wide.
_PPI = 150.0


def render_letter_pdf(letter: LetterText) -> bytes:
    """The letter as it is printed. Raises DocumentError where Typst refuses it."""
    (made,) = _set(letter, "pdf")
    return made


def render_letter_pages(letter: LetterText) -> list[bytes]:
    """Each page as a PNG, for looking at before it is signed."""
    return _set(letter, "png")


def _set(letter: LetterText, form: str) -> list[bytes]:
    import typst

    inputs = {"letter": json.dumps(_data(letter), ensure_ascii=False)}
    try:
        if form == "pdf":
            made = compiler(inputs["letter"]).compile(
                _sheet(), sys_inputs=inputs, format="pdf", pdf_standards=list(STANDARDS)
            )
        else:
            made = compiler(inputs["letter"]).compile(
                _sheet(), sys_inputs=inputs, format="png", ppi=_PPI
            )
    except typst.TypstError as why:
        raise DocumentError(
            f"文书排版失败：{reason(why)}", "请下载可编辑的文件核对，并告诉维护者。"
        ) from why
    if made is None:
        raise DocumentError("文书排版失败：没有得到文件。")
    return [made] if isinstance(made, bytes) else list(made)


@cache
def _sheet() -> bytes:
    return (files(__package__) / "letter.typ").read_bytes()


def _data(letter: LetterText) -> dict[str, Any]:
    # PDF/A asks for a day; a draft that has none yet gets one that no letter has.
    day = letter.day or date(1970, 1, 1)
    return {
        "title": letter.title,
        "organ": letter.organ,
        "form": letter.form,
        "number": letter.number_shown,
        "salutation": letter.salutation,
        "parts": [
            {"kind": one.kind, "text": one.text, "rows": one.rows, "head": one.head}
            for one in letter.parts
        ],
        "attachments": letter.attachments,
        "day": letter.day_shown,
        "date": [day.year, day.month, day.day],
        "contact": letter.contact,
    }
