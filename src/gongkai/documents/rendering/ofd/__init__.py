"""A report as OFD (GB/T 33190-2016): set here line by line, with its fonts embedded."""

from gongkai.documents.rendering.ofd.lines import broken_lines
from gongkai.documents.rendering.ofd.package import ofd_package
from gongkai.documents.rendering.ofd.pages import (
    HEIGHT,
    PITCH,
    TITLE,
    TITLE_PITCH,
    WIDTH,
    Pages,
)
from gongkai.documents.rendering.ofd.tables import set_table, table_height
from gongkai.documents.rendering.ofd.typefaces import Typeface, typefaces
from gongkai.documents.rendering.official_tables import TABLES, official_table
from gongkai.documents.rendering.printed import (
    Rank,
    clean,
    official_heading,
    printed,
    set_paragraphs,
    title_lines,
)
from gongkai.domain.reports.annual_report import AnnualReport, Paragraph

# Outlines that make up for the bold weights the fonts do not have, in mm.
_TITLE_WEIGHT, _SUBHEADING_WEIGHT = 0.16, 0.08
_BEFORE_TABLE = 1.5  # mm
# Lines that must follow a heading on its page.
_WITH_HEADING = 2


def render_ofd(report: AnnualReport, mark: str = "") -> bytes:
    """The report in the official form; the same report gives the same bytes."""
    song, hei = typefaces()
    pages = Pages()
    _set_title(pages, clean(report.title).strip(), song)
    _set_prose(pages, report.preface, song)
    tables = {official_table(report.form, key).section: key for key in TABLES}
    for section in report.form.sections:
        heading = official_heading(report, section.number)
        if section.number in tables:
            table = official_table(report.form, tables[section.number])
            texts = {cell: printed(report.value(cell)) for cell in table.figures()}
            # A heading goes with its whole table to the next page.
            height = table_height(table, texts, song) + _BEFORE_TABLE
            pages.need(PITCH + min(height, HEIGHT - PITCH))
        else:
            table = None
            pages.need((1 + _WITH_HEADING) * PITCH)
        pages.add_bookmark(heading)
        pages.paragraph(heading, hei)
        if table is not None:
            pages.gap(_BEFORE_TABLE)
            set_table(pages, table, texts, song)
        found = report.sections.get(section.number)
        _set_prose(pages, found.paragraphs if found is not None else (), song)
    signature = list(set_paragraphs(report.signature))
    if signature:
        pages.need((len(signature) + 1) * PITCH)
        pages.gap(PITCH)
        for one in signature:
            pages.flush_right(one.text, song)
    pages.number(song)
    if mark:
        pages.mark(clean(mark), hei)
    return ofd_package(
        pages.pages,
        pages.bookmarks,
        (song, hei),
        title=clean(report.title).strip(),
        author=clean(report.organ),
    )


def _set_title(pages: Pages, title: str, face: Typeface) -> None:
    """On one line where it fits, else organ and year over the name of the report."""
    whole = len(broken_lines(title, face, TITLE, WIDTH)) == 1
    for line in [title] if whole else title_lines(title):
        pages.centred(line, face, TITLE, TITLE_PITCH, _TITLE_WEIGHT)
    pages.gap(PITCH)


def _set_prose(pages: Pages, paragraphs: tuple[Paragraph, ...], face: Typeface) -> None:
    for one in set_paragraphs(paragraphs):
        if one.rank is Rank.SUBHEADING:
            pages.paragraph(one.text, face, weight=_SUBHEADING_WEIGHT, keep=1)
        else:
            pages.paragraph(one.text, face)
