"""Word files (.docx, and .wps in its new form): what the page shows, with headings, numbers and spans."""

import re
from typing import TYPE_CHECKING

from gongkai.documents.blocks import Block, Document, TextBlock
from gongkai.documents.errors import Unreadable
from gongkai.documents.formats.archive import RESAVE, Archive, parse_xml, refuse_entities
from gongkai.documents.formats.docx_headings import (
    ParagraphStyles,
    outline_level,
    without_other_styles,
)
from gongkai.documents.formats.docx_numbering import W, attribute, integer, read_numbering
from gongkai.documents.formats.grid import GridBuilder, cell_text, is_layout
from gongkai.domain.reports.annual_report import Place

if TYPE_CHECKING:
    from lxml.etree import _Element

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAX_PARAGRAPHS = 60_000
_RELATED = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_SPACE = re.compile("[ \u00a0\u2002\u2003\u2009]+")
# What the page does not show: deleted and moved-away text, field codes, properties, comments.
_UNSEEN_NAMES = (
    "del moveFrom instrText delText rPr pPr tblPr tblGrid trPr tcPr sdtPr sdtEndPr rt"
    " commentReference footnoteReference endnoteReference"
)
_UNSEEN = frozenset(f"{W}{name}" for name in _UNSEEN_NAMES.split())
_MARKS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_OFF = ("0", "false", "off")
# Built once: a document asks for them some ten thousand times.
_PARAGRAPH, _TABLE, _ROW, _CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_RUN, _TEXTS, _BREAK, _SYMBOL, _BOX = (
    f"{W}r",
    (f"{W}t", f"{_MATHS}t"),
    f"{W}br",
    f"{W}sym",
    f"{W}txbxContent",
)
_PROPERTIES, _RUN_PROPERTIES, _VANISH = f"{W}pPr", f"{W}rPr", f"{W}vanish"
_CELL_PROPERTIES, _ROW_PROPERTIES, _DELETED = f"{W}tcPr", f"{W}trPr", f"{W}del"
_STYLE, _OUTLINE, _LIST = f"{W}pStyle", f"{W}outlineLvl", f"{W}numPr"
_SPAN, _MERGE, _VALUE = f"{W}gridSpan", f"{W}vMerge", f"{W}val"
_CONTROL, _TWICE = f"{W}sdt", f"{_COMPATIBLE}AlternateContent"
_AROUND = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


def read_docx(data: bytes, name: str = "") -> Document:
    """Read the body of a Word file; headers, footers, footnotes and comments are not part of it.

    Raises Unreadable if the file is damaged, encrypted or beyond the limits of `archive`.
    """
    archive = Archive(data)
    main = _main_part(archive)
    folder = main.rpartition("/")[0]
    part = archive.read(main)
    body = parse_xml(part, main).find(f"{W}body")
    if body is None:
        raise Unreadable("Word 文件里没有正文。", RESAVE)
    reader = _Reader(
        _styles(archive, f"{folder}/styles.xml"),
        _part(archive, f"{folder}/numbering.xml"),
        # Asked of the bytes once, not of every run; a file in another encoding may hide text.
        hides=b"vanish" in part or b"\x00" in part[:200],
    )
    blocks = reader.blocks(body)
    return Document(MEDIA_TYPE, tuple(_number_tables(blocks)), title=_title(archive))


def _main_part(archive: Archive) -> str:
    if "_rels/.rels" in archive:
        for one in archive.xml("_rels/.rels").iterfind(f"{_RELATED}Relationship"):
            if (one.get("Type") or "").endswith("/officeDocument"):
                target = (one.get("Target") or "").lstrip("/")
                if target in archive:
                    return target
    return "word/document.xml"


def _part(archive: Archive, name: str) -> "_Element | None":
    return archive.xml(name) if name in archive else None


def _styles(archive: Archive, name: str) -> "_Element | None":
    if name not in archive:
        return None
    part = archive.read(name)
    refuse_entities(part)
    return parse_xml(without_other_styles(part), name)


def _title(archive: Archive) -> str:
    if "docProps/core.xml" not in archive:
        return ""
    return (archive.xml("docProps/core.xml").findtext(_TITLE) or "").strip()[:500]


class _Reader:
    def __init__(
        self, styles: "_Element | None", numbering: "_Element | None", hides: bool
    ) -> None:
        self._styles = ParagraphStyles(styles)
        self._numbering = read_numbering(numbering)
        self._hides = hides  # whether any run of the document may be hidden at all
        self._paragraphs = 0

    def blocks(self, parent: "_Element") -> list[Block]:
        """The paragraphs and tables below `parent`, through content controls and insertions."""
        blocks: list[Block] = []
        for child in parent:
            tag = child.tag
            if tag == _PARAGRAPH:
                blocks += self._paragraph(child)
            elif tag == _TABLE:
                blocks += self._table(child)
            elif tag == _TWICE:
                blocks += self.blocks(_alternative(child))
            elif tag not in _UNSEEN and not (tag == _CONTROL and _prompting(child)):
                blocks += self.blocks(child)
        return blocks

    def _paragraph(self, paragraph: "_Element") -> list[Block]:
        self._paragraphs += 1
        if self._paragraphs > MAX_PARAGRAPHS:
            raise Unreadable("Word 文件的段落太多，不像年度报告。", "请只保留年度报告本身的内容。")
        style, outline, own = _settings(paragraph)
        heading, number, level, contents = self._styles.of(style)
        if contents:
            return []
        heading = outline or heading
        if own is not None or number:
            number, level = self._list_of(own, style, number, level)
        parts: list[str] = []
        boxes: list[_Element] = []
        self._collect(paragraph, parts, boxes)
        text = "".join(parts)
        blocks: list[Block] = []
        # Word counts an empty paragraph of a list too.
        label = self._numbering.next_label(number, level or 0) if number else ""
        if text.strip():
            for line in (label + text.lstrip() if label else text).split("\n"):
                if line := _SPACE.sub(" ", line).strip():
                    blocks.append(TextBlock(line, level=heading))
        for box in boxes:
            blocks.extend(self.blocks(box))
        return blocks

    def _collect(self, element: "_Element", parts: list[str], boxes: list["_Element"]) -> None:
        """The text of a paragraph; text boxes hung on it are put aside, to be read after it."""
        for child in element:
            tag = child.tag
            if tag in _TEXTS:
                parts.append(child.text or "")
            elif tag == _RUN:
                if not (self._hides and _vanished(child)):
                    self._collect(child, parts, boxes)
            elif tag in _UNSEEN:
                continue
            elif tag in _MARKS:
                parts.append(_MARKS[tag])
            elif tag == _BREAK:
                parts.append("\n")
            elif tag == _BOX:
                boxes.append(child)
            elif tag == _SYMBOL:
                parts.append(_symbol(child))
            elif tag == _TWICE:
                self._collect(_alternative(child), parts, boxes)
            elif not (tag == _CONTROL and _prompting(child)):
                self._collect(child, parts, boxes)

    def _list_of(
        self, own: "_Element | None", style: str, number: str | None, level: int | None
    ) -> tuple[str | None, int | None]:
        """The list of a paragraph: its own, else its style's; numId 0 takes it out of any list."""
        if own is not None:
            number = attribute(own, "numId") or number
            level = integer(attribute(own, "ilvl"), -1)
        if level in (None, -1) and number:
            level = self._numbering.style_levels.get((number, style), 0)
        return (None, None) if number == "0" else (number, level)

    def _table(self, table: "_Element") -> list[Block]:
        rows = [(row, _through(row, _CELL)) for row in _through(table, _ROW) if not _removed(row)]
        contents = [[self.blocks(cell) for cell in cells] for _, cells in rows]
        if is_layout(contents):
            return [block for row in contents for cell in row for block in cell]
        grid = GridBuilder()
        for (row, cells), held in zip(rows, contents, strict=True):
            grid.next_row()
            settings = row.find(_ROW_PROPERTIES)
            if settings is not None:
                grid.skip(integer(attribute(settings, "gridBefore"), 0))
            for cell, blocks in zip(cells, held, strict=True):
                _add_cell(grid, cell, cell_text(blocks))
        made = grid.table(Place())
        return [made] if made else []


def _settings(paragraph: "_Element") -> tuple[str, int | None, "_Element | None"]:
    """(style, heading level from 1, its own list) of a paragraph, as far as it says them itself."""
    style, outline, own = "", None, None
    for properties in paragraph.iterchildren(_PROPERTIES):
        for one in properties.iterchildren(_STYLE, _OUTLINE, _LIST):
            tag = one.tag
            if tag == _STYLE:
                style = style or one.get(_VALUE) or ""
            elif tag == _OUTLINE:
                outline = outline or outline_level(one.get(_VALUE))
            elif own is None:
                own = one
        break
    return style, outline, own


def _add_cell(grid: GridBuilder, cell: "_Element", text: str) -> None:
    width = 1
    below = False
    for properties in cell.iterchildren(_CELL_PROPERTIES):
        for one in properties.iterchildren(_SPAN, _MERGE):
            if one.tag == _SPAN:
                width = integer(one.get(_VALUE), 1)
            else:
                below = one.get(_VALUE, "continue") == "continue"
        break
    if below and not text and grid.extend_above():
        return
    grid.add(text, 1, width)


def _removed(row: "_Element") -> bool:
    """A row deleted with changes tracked."""
    settings = row.find(_ROW_PROPERTIES)
    return settings is not None and settings.find(_DELETED) is not None


def _through(parent: "_Element", name: str) -> list["_Element"]:
    """The rows of a table or the cells of a row, also those inside content controls."""
    found = []
    for child in parent:
        tag = child.tag
        if tag == name:
            found.append(child)
        elif tag in _AROUND:
            found.extend(_through(child, name))
    return found


def _alternative(element: "_Element") -> "_Element":
    """Of the same thing drawn twice for new and old programs, the first."""
    choice = element.find(f"{_COMPATIBLE}Choice")
    return choice if choice is not None else element


def _prompting(element: "_Element") -> bool:
    """A content control that nobody has filled in: it shows its prompt, which is no text of the report."""
    settings = element.find(f"{W}sdtPr")
    shown = settings.find(f"{W}showingPlcHdr") if settings is not None else None
    return shown is not None and shown.get(f"{W}val", "1") not in _OFF


def _vanished(run: "_Element") -> bool:
    properties = run.find(_RUN_PROPERTIES)
    if properties is None:
        return False
    hidden = properties.find(_VANISH)
    return hidden is not None and hidden.get(f"{W}val", "1") not in _OFF


def _symbol(symbol: "_Element") -> str:
    """A character of a symbol font; those of the private area mean nothing outside their font."""
    code = symbol.get(f"{W}char") or ""
    if not re.fullmatch("[0-9A-Fa-f]{4}", code) or code[0] in "EFef":
        return ""
    value = int(code, 16)
    return "" if 0xD800 <= value < 0xE000 or value < 32 else chr(value)


def _number_tables(blocks: list[Block]) -> list[Block]:
    """Give each table its number in the file, from 1."""
    numbered: list[Block] = []
    count = 0
    for block in blocks:
        if not isinstance(block, TextBlock):
            count += 1
            block = type(block)(
                block.cells, block.row_count, block.column_count, Place(table=count)
            )
        numbered.append(block)
    return numbered
