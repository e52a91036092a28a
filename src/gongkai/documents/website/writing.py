"""Drawing the form, reading it back, and giving no file that reads otherwise."""

import re
from collections.abc import Callable

from gongkai.documents.blocks import Document, TableBlock
from gongkai.documents.errors import DocumentError, RoundTripFailure
from gongkai.documents.rendering.printed import clean
from gongkai.documents.website.docx import sheet_docx
from gongkai.documents.website.pdf import sheet_pdf
from gongkai.documents.website.sheet import Sheet
from gongkai.documents.website.xlsx import sheet_xlsx

_WRITERS: dict[str, Callable[[Sheet, str], bytes]] = {
    "pdf": sheet_pdf,
    "docx": sheet_docx,
    "xlsx": sheet_xlsx,
}
FORMATS = tuple(_WRITERS)


def checked_sheet(sheet: Sheet, to: str, mark: str = "") -> bytes:
    """The file, after its table was read back and found to be the same. Raises RoundTripFailure."""
    if to not in _WRITERS:
        raise DocumentError(f"不能写成“{to}”格式。", f"可选：{'、'.join(FORMATS)}。")
    content = _WRITERS[to](sheet, mark)
    from gongkai.documents.reader import read_document

    difference = sheet_difference(sheet, read_document(content, f"sheet.{to}"))
    if difference is not None:
        raise RoundTripFailure(
            f"写出的{to.upper()}文件读回后与报表不一致：{difference}。未保留文件。",
            "请把内容反馈给维护者。",
        )
    return content


def sheet_difference(sheet: Sheet, document: Document) -> str | None:
    """The first item that the document says otherwise; None where it is the same form."""
    wanted = [(_squeezed(one.label), _squeezed(one.value)) for one in sheet.rows]
    found = rows_read(document)
    if len(found) != len(wanted):
        return f"应有{len(wanted)}项，读回{len(found)}项"
    for here, there in zip(wanted, found, strict=True):
        if here != there:
            return f"“{here[0]}”应为“{here[1]}”，读回为“{there[0]}”“{there[1]}”"
    words = _squeezed("".join(getattr(one, "text", "") for one in document.blocks) + document.title)
    # A workbook has no paragraphs: its title and foot are rows of the sheet, which `rows_read` leaves out.
    words += _squeezed(
        "".join(c.text for b in document.blocks if isinstance(b, TableBlock) for c in b.cells)
    )
    for text in (sheet.title, sheet.organ, *(value for _, value in sheet.foot)):
        if _squeezed(text) not in words:
            return f"没有读到“{text}”"
    return None


def rows_read(document: Document) -> list[tuple[str, str]]:
    """(item, what is filled in) of every row of the form's tables, white space left out."""
    made = []
    for table in document.blocks:
        if not isinstance(table, TableBlock):
            continue
        for row in table.rows():
            if len(row) < 2 or row[-1].column + row[-1].column_span != table.column_count:
                continue
            made.append((_squeezed(row[-2].text), _squeezed(row[-1].text)))
    return made


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", clean(text))
