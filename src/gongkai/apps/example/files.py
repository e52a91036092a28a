"""Attachments of pieces: small real files, made by the libraries that offices' own files come from."""

import re
from functools import cache
from io import BytesIO

from gongkai.apps.example.piece import File, Piece
from gongkai.documents.rendering import render
from gongkai.documents.rendering.packages import repacked
from gongkai.domain.reports.annual_report import SECTION_NUMBERS

_HOURS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms)")


def file_bytes(piece: Piece, file: File) -> bytes:
    """The file, the same for the same piece."""
    if file.report is not None:
        return render(file.report, file.format)
    return {"xlsx": _xlsx, "docx": _docx, "pdf": _pdf}[file.format](piece, file)


def file_text(piece: Piece, file: File) -> str:
    """The words that a reader of the file finds in it."""
    if file.report is not None:
        sections = [file.report.text_of(one) for one in ("preface", *SECTION_NUMBERS)]
        return "\n".join((file.title, *sections))
    if file.format == "xlsx":
        return "\n".join([file.title, *("\t".join(row) for row in _table(piece))])
    return f"{file.title}\n{piece.text}"


def _table(piece: Piece) -> list[tuple[str, ...]]:
    rows = [row for part in piece.parts for row in part.rows]
    return rows or [("序号", "内容")] + [
        (str(number), part.text) for number, part in enumerate(piece.parts, 1)
    ]


def _xlsx(piece: Piece, file: File) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    sheet.title = "公开内容"
    sheet.append([file.title])
    sheet["A1"].font = Font(size=16, bold=True)
    for row in _table(piece):
        sheet.append(list(row))
    for cell in sheet[2]:
        cell.font, cell.alignment = Font(bold=True), Alignment(horizontal="center")
    for letter in "ABCDEF":
        sheet.column_dimensions[letter].width = 22
    book.properties.creator = piece.source
    return _without_hours(book.save)


def _docx(piece: Piece, file: File) -> bytes:
    from docx import Document

    document = Document()
    document.core_properties.author = piece.source
    document.add_heading(file.title, level=1)
    for part in piece.parts:
        if part.rows:
            table = document.add_table(rows=0, cols=len(part.rows[0]), style="Table Grid")
            for row in part.rows:
                for cell, value in zip(table.add_row().cells, row, strict=True):
                    cell.text = value
        elif part.shape == "h2":
            document.add_heading(part.text, level=2)
        else:
            document.add_paragraph(part.text)
    return _without_hours(document.save)


def _without_hours(save) -> bytes:  # type: ignore[no-untyped-def]
    stream = BytesIO()
    save(stream)
    return repacked(
        stream.getvalue(),
        lambda name, data: (
            _HOURS.sub(rb"\g<1>2025-01-01T00:00:00Z\2", data)
            if name == "docProps/core.xml"
            else data
        ),
    )


_PAGE = """
#set document(title: sys.inputs.title, date: none)
#set text(font: "Noto Serif CJK SC", size: 12pt, lang: "zh")
#set par(first-line-indent: (amount: 2em, all: true), leading: 1em)
#align(center, text(size: 18pt, weight: "bold", sys.inputs.title))
#let given = json(bytes(sys.inputs.parts))
#for part in given {
  if part.shape == "table" {
    table(columns: part.rows.first().len(), ..part.rows.flatten().map(cell => [#cell]))
  } else if part.shape == "h2" {
    block(text(weight: "bold", part.text))
  } else { par(part.text) }
}
"""


@cache
def _compiler():  # type: ignore[no-untyped-def]
    import typst
    from pylopdf_fonts_zh_cn import serif_path

    return typst.Compiler(font_paths=[serif_path().parent], ignore_system_fonts=True)


def _pdf(piece: Piece, file: File) -> bytes:
    import json

    parts = json.dumps([part._asdict() for part in piece.parts], ensure_ascii=False)
    inputs = {"title": file.title, "parts": parts}
    made = _compiler().compile(_PAGE.encode(), sys_inputs=inputs, format="pdf")
    assert isinstance(made, bytes)
    return made
