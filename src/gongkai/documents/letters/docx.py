"""A letter as DOCX in 信函格式 (GB/T 9704-2012, 10.1), editable in WPS and Word; the same letter, the same bytes."""

from io import BytesIO
from typing import Any

from gongkai.documents.letters.filling import LetterText, Part
from gongkai.documents.rendering.docx_styles import (
    BODY,
    FANGSONG,
    HEADING,
    HEITI,
    SONG,
    SONG_TITLE,
    TITLE,
    child,
    new_document,
    set_fonts,
)
from gongkai.documents.rendering.packages import repacked

_RED = "C8101E"
# The text block is 28 mm and 26 mm from the edges, the rules 20 mm: so far they reach out of it (twips).
_OUT_LEFT, _OUT_RIGHT = "-454", "-340"
_NAME_POINTS = (34, 440)  # largest size; width over which the name is set smaller


def render_letter_docx(letter: LetterText) -> bytes:
    """The letter; a form has neither letterhead nor seal."""
    document = new_document(letter.title, letter.organ)
    _number_pages(document, letter)
    if not letter.form:
        _add_letterhead(document, letter.organ)
        number = document.add_paragraph(letter.number_shown, style=BODY)
        marks = number._p.get_or_add_pPr()
        child(marks, "spacing", before="0", after="1120")
        child(marks, "ind", firstLine="0", firstLineChars="0")
        child(marks, "jc", val="right")
    title = document.add_paragraph(letter.title, style=TITLE)
    child(title._p.get_or_add_pPr(), "spacing", before="0", after="560")
    if letter.salutation:
        _flush(document, f"{letter.salutation}：")
    for part in letter.parts:
        _add_part(document, part)
    _add_attachments(document, letter.attachments)
    if not letter.form:
        _add_signature(document, letter)
    if letter.contact:
        # It stays in one piece, below the day.
        document.paragraphs[-1].paragraph_format.keep_with_next = not letter.form
        note = document.add_paragraph(f"（{letter.contact}）", style=BODY)
        note.paragraph_format.keep_together = True
        child(note._p.get_or_add_pPr(), "spacing", before="280", line="560", lineRule="exact")
    stream = BytesIO()
    document.save(stream)
    return repacked(stream.getvalue())


def _flush(document: Any, text: str) -> Any:
    made = document.add_paragraph(text, style=BODY)
    child(made._p.get_or_add_pPr(), "ind", firstLine="0", firstLineChars="0")
    return made


def _add_letterhead(document: Any, organ: str) -> None:
    """The red name and rule on the first page: name 30 mm below the edge, rules 170 mm wide."""
    from docx.shared import Mm, Pt, RGBColor

    section = document.sections[0]
    section.header_distance, section.footer_distance = Mm(30), Mm(20)
    head = section.first_page_header.paragraphs[0]
    size = min(_NAME_POINTS[0], _NAME_POINTS[1] / max(len(organ), 1))
    run = head.add_run(organ)
    set_fonts(run._r.get_or_add_rPr(), SONG_TITLE)
    run.font.size = Pt(round(size * 2) / 2)
    run.font.color.rgb = RGBColor.from_string(_RED)
    _ruled(head, "bottom", "thickThinSmallGap", space="11", line=f"{round(size * 20)}")
    foot = section.first_page_footer.paragraphs[0]
    _ruled(foot, "top", "thinThickSmallGap", space="0", line="20")


def _ruled(paragraph: Any, side: str, kind: str, *, space: str, line: str) -> None:
    """A red double rule over the full 170 mm; `line`: the exact height of the line in twips."""
    marks = paragraph._p.get_or_add_pPr()
    borders = child(marks, "pBdr")
    child(borders, side, val=kind, sz="24", space=space, color=_RED)
    child(marks, "snapToGrid", val="0")
    after = "100" if side == "bottom" else "0"
    child(marks, "spacing", before="0", after=after, line=line, lineRule="exact")
    child(
        marks, "ind", left=_OUT_LEFT, right=_OUT_RIGHT, leftChars="0", rightChars="0",
        firstLine="0", firstLineChars="0",
    )  # fmt: skip
    child(marks, "jc", val="center")


def _number_pages(document: Any, letter: LetterText) -> None:
    """No number on the first page; odd pages right, even pages left, one character in."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    section.first_page_footer.is_linked_to_previous = False
    section.even_page_footer.is_linked_to_previous = False
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        for run in list(paragraph.runs):
            run._r.getparent().remove(run._r)
        marks = paragraph._p.get_or_add_pPr()
        for name in ("ind", "jc"):
            for found in marks.findall(_w(name)):
                marks.remove(found)
        inward = {side: "280", f"{side}Chars": "100"}
        child(marks, "ind", firstLine="0", firstLineChars="0", **inward)
        child(marks, "jc", val=side)
        _page_field(paragraph)


def _page_field(paragraph: Any) -> None:
    from docx.shared import Pt

    made = [paragraph.add_run("— ")]
    for kind in ("begin", "instrText", "separate", "text", "end"):
        run = paragraph.add_run("1" if kind == "text" else "")
        if kind == "instrText":
            child(run._r, "instrText").text = "PAGE"
        elif kind != "text":
            child(run._r, "fldChar", fldCharType=kind)
        made.append(run)
    made.append(paragraph.add_run(" —"))
    for run in made:
        set_fonts(run._r.get_or_add_rPr(), SONG)
        run.font.size = Pt(14)


def _add_part(document: Any, part: Part) -> None:
    if part.kind == "heading":
        document.add_paragraph(part.text, style=HEADING)
    elif part.kind == "table":
        _add_table(document, part)
    else:
        document.add_paragraph(part.text, style=BODY)


def _add_table(document: Any, part: Part) -> None:
    """A list under its head, or a form: labels in the middle, places to write in."""
    from docx.shared import Mm, Pt

    columns = len(part.rows[0])
    table = document.add_table(rows=len(part.rows), cols=columns, style="Table Grid")
    table.autofit = False
    widths = _widths(columns, part.head)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row, cells in zip(table.rows, part.rows, strict=True):
        child(row._tr.get_or_add_trPr(), "cantSplit")
        if part.head and cells is part.rows[0]:
            child(row._tr.get_or_add_trPr(), "tblHeader")
        if not part.head:
            row.height = Mm(11)
        for column, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            cell.width = Mm(widths[column])
            child(cell._tc.get_or_add_tcPr(), "vAlign", val="center")
            label = (
                (cells is part.rows[0] or column == 0)
                if part.head
                else column % 2 == 0 and columns > 1
            )
            for number, line in enumerate(text.split("\n")):
                at = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
                marks = at._p.get_or_add_pPr()
                child(marks, "snapToGrid", val="0")
                child(marks, "spacing", before="40", after="40", line="360", lineRule="atLeast")
                child(marks, "ind", firstLine="0", firstLineChars="0")
                child(marks, "jc", val="center" if label else "left")
                run = at.add_run(line)
                heads = part.head and cells is part.rows[0]
                set_fonts(run._r.get_or_add_rPr(), HEITI if heads else FANGSONG)
                run.font.size = Pt(12 if part.head else 14)
    gap = document.add_paragraph("", style=BODY)
    marks = gap._p.get_or_add_pPr()
    child(marks, "snapToGrid", val="0")
    child(marks, "spacing", line="280", lineRule="exact")


def _widths(columns: int, head: bool) -> list[float]:
    """Millimetres on a text block of 156 mm."""
    if head:
        rest = 141.0 / (columns - 2 + 1.6)
        return [15.0, *[rest] * (columns - 2), rest * 1.6]
    label = 46.0 if columns == 2 else 34.0
    pairs = columns // 2
    return [label if at % 2 == 0 else 156.0 / pairs - label for at in range(columns)]


def _add_attachments(document: Any, names: tuple[str, ...]) -> None:
    """附件：1. …, a blank line below the text, wrapped under the first character of the name."""
    for number, name in enumerate(names, 1):
        text = f"附件：{number}. {name}" if number == 1 else f"{number}. {name}"
        made = document.add_paragraph(text, style=BODY)
        marks = made._p.get_or_add_pPr()
        if number == 1:
            child(marks, "spacing", before="560", line="560", lineRule="exact")
        hang = {"left": "2000", "leftChars": "625"}
        first = (
            {"hanging": "1360", "hangingChars": "425"}
            if number == 1
            else {"hanging": "400", "hangingChars": "125"}
        )
        child(marks, "ind", **hang, **first)
        child(marks, "jc", val="left")


def _add_signature(document: Any, letter: LetterText) -> None:
    """Unit over day; the day four characters in from the right, the unit on its middle; never alone on a page."""
    for made in document.paragraphs[-2:]:
        made.paragraph_format.keep_with_next = True
    for height in ("560", "240"):  # as far as in the PDF
        gap = document.add_paragraph("", style=BODY)
        gap.paragraph_format.keep_with_next = True
        marks = gap._p.get_or_add_pPr()
        child(marks, "snapToGrid", val="0")
        child(marks, "spacing", before="0", after="0", line=height, lineRule="exact")
    lines = (letter.organ, letter.day_shown)
    sizes = [_width(one) for one in lines]
    wide = max(sizes)
    for text, size in zip(lines, sizes, strict=True):
        made = document.add_paragraph(text, style=BODY)
        marks = made._p.get_or_add_pPr()
        if text is letter.organ:
            child(marks, "keepNext")
        right = round(((wide - size) / 2 + min(4.0, max(28.0 - wide, 0.0))) * 320)
        child(
            marks, "ind", right=str(right), rightChars=str(round(right / 3.2)),
            firstLine="0", firstLineChars="0",
        )  # fmt: skip
        child(marks, "jc", val="right")


def _width(text: str) -> float:
    """Characters wide; a figure is half of one."""
    return sum(0.5 if one.isascii() else 1.0 for one in text)


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))
