"""A report as DOCX on the page of GB/T 9704-2012, editable in WPS and Word."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

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
from gongkai.documents.rendering.docx_tables import Fill, add_run, add_table
from gongkai.documents.rendering.official_tables import TABLES, DrawnCell, official_table
from gongkai.documents.rendering.packages import repacked
from gongkai.documents.rendering.printed import (
    Rank,
    clean,
    official_heading,
    printed,
    set_paragraphs,
)
from gongkai.domain.reports.annual_report import AnnualReport, Paragraph


def render_docx(report: AnnualReport) -> bytes:
    """The report in the official form; the same report gives the same bytes."""

    def figure(paragraph: Any, cell: DrawnCell) -> None:
        text = printed(report.value(cell.cell or ""))
        if text:
            add_run(paragraph, text, (cell.cell or "").partition(".")[0])

    return docx_of(report, figure)


def docx_of(report: AnnualReport, fill: Fill) -> bytes:
    """The document with the figures that `fill` writes."""
    document = new_document(clean(report.title), clean(report.organ))
    style_ids = {style.name: style.style_id for style in document.styles}
    document.add_paragraph(clean(report.title).strip(), style=TITLE)
    _add_prose(document, report.preface)
    tables = {official_table(report.form, key).section: key for key in TABLES}
    for section in report.form.sections:
        heading = document.add_paragraph(official_heading(report, section.number), style=HEADING)
        if section.number in tables:
            child(heading._p.get_or_add_pPr(), "spacing", after="120")
            table = official_table(report.form, tables[section.number])
            add_table(document, table, fill, style_ids)
            _add_gap(document)
        found = report.sections.get(section.number)
        _add_prose(document, found.paragraphs if found is not None else ())
    if report.signature:
        # A signature never stands alone on a page.
        document.paragraphs[-1].paragraph_format.keep_with_next = True
        document.add_paragraph("", style=BODY).paragraph_format.keep_with_next = True
    for one in set_paragraphs(report.signature):
        document.add_paragraph(one.text, style=SIGNATURE)
    stream = BytesIO()
    document.save(stream)
    return repacked(stream.getvalue())


def _add_prose(document: Any, paragraphs: Sequence[Paragraph]) -> None:
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
