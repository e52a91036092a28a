"""The form as PDF/A-2a and PDF/UA-1, set by Typst with its fonts embedded."""

import json
from importlib.resources import files

from gongkai.documents.errors import DocumentError
from gongkai.documents.rendering.pdf import STANDARDS, compiler
from gongkai.documents.rendering.printed import clean
from gongkai.documents.website.sheet import WIDTHS, Sheet


def sheet_pdf(sheet: Sheet, mark: str = "") -> bytes:
    """The same form gives the same bytes. Raises DocumentError where Typst refuses the file."""
    import typst

    data = {
        "title": clean(sheet.title),
        "organ": clean(sheet.organ),
        "day": list(sheet.day),
        "mark": clean(mark),
        "widths": WIDTHS,
        "cells": [one._asdict() | {"text": clean(one.text)} for one in sheet.cells()],
        "foot": [[name, clean(text)] for name, text in sheet.foot],
    }
    try:
        made = compiler().compile(
            (files(__package__) / "sheet.typ").read_bytes(),
            sys_inputs={"sheet": json.dumps(data, ensure_ascii=False)},
            format="pdf",
            pdf_standards=list(STANDARDS),
        )
    except typst.TypstError as why:
        raise DocumentError(f"排版PDF失败：{why.message}", "请改用其他格式。") from why
    if not isinstance(made, bytes):
        raise DocumentError("排版PDF失败：没有得到文件。")
    return made
