"""A report as DOCX on the page of GB/T 9704-2012, editable in WPS and Word."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from gongkai.documents.rendering.docx_controls import add_paragraph_control
from gongkai.documents.rendering.docx_styles import (
    BODY,
    HEADING,
    KAITI,
    SIGNATURE,
    SUBHEADING,
    TITLE,
    child,
    new_document,
    set_fonts,
)
from gongkai.documents.rendering.docx_tables import Fill, add_figure, add_table
from gongkai.documents.rendering.official_tables import TABLES, DrawnCell, official_table
from gongkai.documents.rendering.packages import repacked
from gongkai.documents.rendering.printed import (
    Rank,
    clean,
    official_heading,
    printed,
    set_paragraphs,
    title_lines,
)
from gongkai.domain.reports.annual_report import AnnualReport, Paragraph


def render_docx(report: AnnualReport, mark: str = "") -> bytes:
    """The report in the official form; the same report gives the same bytes."""

    def figure(paragraph: Any, cell: DrawnCell) -> None:
        name = cell.cell or ""
        text = printed(report.value(name))
        if text:
            table = official_table(report.form, name.partition(".")[0])
            add_figure(paragraph, text, cell, table)

    return docx_of(report, figure, mark=mark)


def docx_of(
    report: AnnualReport, fill: Fill, prompts: Mapping[str, str] | None = None, mark: str = ""
) -> bytes:
    """The document with the figures that `fill` writes.

    With `prompts` (by section) it is a form: content controls stand where the prose would.
    """
    asked = prompts or {}
    document = new_document(clean(report.title), clean(report.organ), clean(mark))
    style_ids = {style.name: style.style_id for style in document.styles}
    _add_title(document, clean(report.title).strip())
    _add_prose(document, report.preface, asked.get("preface"))
    tables = {official_table(report.form, key).section: key for key in TABLES}
    for section in report.form.sections:
        heading = document.add_paragraph(official_heading(report, section.number), style=HEADING)
        if section.number in tables:
            child(heading._p.get_or_add_pPr(), "spacing", after="120")
            table = official_table(report.form, tables[section.number])
            add_table(document, table, fill, style_ids)
            _add_gap(document)
        found = report.sections.get(section.number)
        prompt = asked.get(section.number)
        _add_prose(document, found.paragraphs if found is not None else (), prompt)
    if report.signature:
        # A signature never stands alone on a page.
        document.paragraphs[-1].paragraph_format.keep_with_next = True
        document.add_paragraph("", style=BODY).paragraph_format.keep_with_next = True
    for one in set_paragraphs(report.signature):
        document.add_paragraph(one.text, style=SIGNATURE)
    if "signature" in asked:
        add_paragraph_control(document, asked["signature"], SIGNATURE)
    stream = BytesIO()
    document.save(stream)
    return repacked(stream.getvalue())


# Chinese characters of 2号 on 156 mm; a figure is half as wide.
_TITLE_ROOM = 20


def _add_title(document: Any, title: str) -> None:
    """On one line where it fits, else organ and year over the name of the report."""
    width = sum(0.5 if one.isascii() else 1.0 for one in title)
    paragraph = document.add_paragraph("", style=TITLE)
    lines = [title] if width <= _TITLE_ROOM else title_lines(title)
    for number, line in enumerate(lines):
        run = paragraph.add_run(line)
        if number < len(lines) - 1:
            run.add_break()


def _add_prose(document: Any, paragraphs: Sequence[Paragraph], prompt: str | None = None) -> None:
    if prompt is not None:
        add_paragraph_control(document, prompt, BODY)
    for one in set_paragraphs(tuple(paragraphs)):
        if one.rank is Rank.SUBHEADING:
            document.add_paragraph(one.text, style=SUBHEADING)
            continue
        made = document.add_paragraph("", style=BODY)
        if one.lead:
            lead = made.add_run(one.text[: one.lead])
            set_fonts(lead._r.get_or_add_rPr(), KAITI)
        made.add_run(one.text[one.lead :])


def _add_gap(document: Any) -> None:
    """Half an empty line after a table, so that text does not stick to its rule."""
    marks = document.add_paragraph("", style=BODY)._p.get_or_add_pPr()
    child(marks, "snapToGrid", val="0")
    child(marks, "spacing", line="240", lineRule="exact")
