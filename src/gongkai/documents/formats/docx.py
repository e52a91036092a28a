"""Word files (.docx, and .wps in its new form): what the page shows, with headings, numbers and spans."""

import re
from typing import TYPE_CHECKING

from gongkai.documents.blocks import Block, Document, TextBlock
from gongkai.documents.errors import Unreadable
from gongkai.documents.formats.archive import RESAVE, Archive
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
_HEADING = re.compile(r"(?:heading|标题) ?([1-9])$", re.I)
_CONTENTS = re.compile(r"(?:toc|目录) ?\d$", re.I)
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


def read_docx(data: bytes, name: str = "") -> Document:
    """Read the body of a Word file; headers, footers, footnotes and comments are not part of it.

    Raises Unreadable if the file is damaged, encrypted or beyond the limits of `archive`.
    """
    archive = Archive(data)
    main = _main_part(archive)
    folder = main.rpartition("/")[0]
    body = archive.xml(main).find(f"{W}body")
    if body is None:
        raise Unreadable("Word 文件里没有正文。", RESAVE)
    reader = _Reader(
        _part(archive, f"{folder}/styles.xml"), _part(archive, f"{folder}/numbering.xml")
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


def _title(archive: Archive) -> str:
    if "docProps/core.xml" not in archive:
        return ""
    return (archive.xml("docProps/core.xml").findtext(_TITLE) or "").strip()[:500]


class _Styles:
    """Paragraph styles: heading level, list, and whether a style is of the table of contents."""

    def __init__(self, root: "_Element | None") -> None:
        self._styles = {
            one.get(f"{W}styleId", ""): one
            for one in (root.iterfind(f"{W}style") if root is not None else ())
            if one.get(f"{W}type", "paragraph") == "paragraph"
        }
        self._known: dict[str, tuple[int | None, str | None, int | None, bool]] = {}

    def of(self, style: str) -> tuple[int | None, str | None, int | None, bool]:
        """(heading level from 1, numId, list level, contents) with what the style is based on."""
        if style not in self._known:
            self._known[style] = self._resolve(style)
        return self._known[style]

    def _resolve(self, style: str) -> tuple[int | None, str | None, int | None, bool]:
        heading: int | None = None
        number: str | None = None
        level: int | None = None
        contents = False
        seen: set[str] = set()
        key: str | None = style
        while key and key not in seen and key in self._styles:
            seen.add(key)
            one = self._styles[key]
            called = attribute(one, "name") or ""
            named = _HEADING.match(called)
            contents = contents or bool(_CONTENTS.match(called))
            properties = one.find(f"{W}pPr")
            if properties is not None:
                heading = heading or _outline(properties)
                numbered = properties.find(f"{W}numPr")
                if numbered is not None and number is None:
                    number = attribute(numbered, "numId")
                    level = integer(attribute(numbered, "ilvl"), -1)
            heading = heading or (int(named.group(1)) if named else None)
            key = attribute(one, "basedOn")
        return heading, number, level if level != -1 else None, contents


def _outline(properties: "_Element") -> int | None:
    level = integer(attribute(properties, "outlineLvl"), 9)
    return level + 1 if 0 <= level < 9 else None


class _Reader:
    def __init__(self, styles: "_Element | None", numbering: "_Element | None") -> None:
        self._styles = _Styles(styles)
        self._numbering = read_numbering(numbering)
        self._paragraphs = 0

    def blocks(self, parent: "_Element") -> list[Block]:
        """The paragraphs and tables below `parent`, through content controls and insertions."""
        blocks: list[Block] = []
        for child in parent:
            if child.tag == f"{W}p":
                blocks.extend(self._paragraph(child))
            elif child.tag == f"{W}tbl":
                blocks.extend(self._table(child))
            elif child.tag == f"{_COMPATIBLE}AlternateContent":
                blocks.extend(self.blocks(_alternative(child)))
            elif child.tag not in _UNSEEN and not _prompting(child):
                blocks.extend(self.blocks(child))
        return blocks

    def _paragraph(self, paragraph: "_Element") -> list[Block]:
        self._paragraphs += 1
        if self._paragraphs > MAX_PARAGRAPHS:
            raise Unreadable("Word 文件的段落太多，不像年度报告。", "请只保留年度报告本身的内容。")
        properties = paragraph.find(f"{W}pPr")
        style = attribute(properties, "pStyle") or "" if properties is not None else ""
        heading, number, level, contents = self._styles.of(style)
        if contents:
            return []
        if properties is not None:
            heading = _outline(properties) or heading
            number, level = self._list_of(properties, style, number, level)
        parts: list[str] = []
        boxes: list[_Element] = []
        _collect(paragraph, parts, boxes)
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

    def _list_of(
        self, properties: "_Element", style: str, number: str | None, level: int | None
    ) -> tuple[str | None, int | None]:
        """The list of a paragraph: its own, else its style's; numId 0 takes it out of any list."""
        own = properties.find(f"{W}numPr")
        if own is not None:
            number = attribute(own, "numId") or number
            level = integer(attribute(own, "ilvl"), -1)
        if level in (None, -1) and number:
            level = self._numbering.style_levels.get((number, style), 0)
        return (None, None) if number == "0" else (number, level)

    def _table(self, table: "_Element") -> list[Block]:
        rows = [(row, _through(row, "tc")) for row in _through(table, "tr") if not _removed(row)]
        contents = [[self.blocks(cell) for cell in cells] for _, cells in rows]
        if is_layout(contents):
            return [block for row in contents for cell in row for block in cell]
        grid = GridBuilder()
        for (row, cells), held in zip(rows, contents, strict=True):
            grid.next_row()
            settings = row.find(f"{W}trPr")
            if settings is not None:
                grid.skip(integer(attribute(settings, "gridBefore"), 0))
            for cell, blocks in zip(cells, held, strict=True):
                _add_cell(grid, cell, cell_text(blocks))
        made = grid.table(Place())
        return [made] if made else []


def _add_cell(grid: GridBuilder, cell: "_Element", text: str) -> None:
    properties = cell.find(f"{W}tcPr")
    width = 1
    if properties is not None:
        width = integer(attribute(properties, "gridSpan"), 1)
        merge = properties.find(f"{W}vMerge")
        below = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        if below and not text and grid.extend_above():
            return
    grid.add(text, 1, width)


def _removed(row: "_Element") -> bool:
    """A row deleted with changes tracked."""
    settings = row.find(f"{W}trPr")
    return settings is not None and settings.find(f"{W}del") is not None


def _through(parent: "_Element", name: str) -> list["_Element"]:
    """The rows of a table or the cells of a row, also those inside content controls."""
    found = []
    for child in parent:
        if child.tag == f"{W}{name}":
            found.append(child)
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"):
            found.extend(_through(child, name))
    return found


def _alternative(element: "_Element") -> "_Element":
    """Of the same thing drawn twice for new and old programs, the first."""
    choice = element.find(f"{_COMPATIBLE}Choice")
    return choice if choice is not None else element


def _collect(element: "_Element", parts: list[str], boxes: list["_Element"]) -> None:
    """The text of a paragraph; text boxes hung on it are put aside, to be read after it."""
    for child in element:
        tag = child.tag
        if tag in (f"{W}t", f"{_MATHS}t"):
            parts.append(child.text or "")
        elif tag == f"{W}r":
            if not _vanished(child):
                _collect(child, parts, boxes)
        elif tag in _MARKS:
            parts.append(_MARKS[tag])
        elif tag == f"{W}br":
            parts.append("\n")
        elif tag == f"{W}txbxContent":
            boxes.append(child)
        elif tag == f"{W}sym":
            parts.append(_symbol(child))
        elif tag == f"{_COMPATIBLE}AlternateContent":
            _collect(_alternative(child), parts, boxes)
        elif tag not in _UNSEEN and not _prompting(child):
            _collect(child, parts, boxes)


def _prompting(element: "_Element") -> bool:
    """A content control that nobody has filled in: it shows its prompt, which is no text of the report."""
    settings = element.find(f"{W}sdtPr") if element.tag == f"{W}sdt" else None
    shown = settings.find(f"{W}showingPlcHdr") if settings is not None else None
    return shown is not None and shown.get(f"{W}val", "1") not in _OFF


def _vanished(run: "_Element") -> bool:
    properties = run.find(f"{W}rPr")
    if properties is None:
        return False
    hidden = properties.find(f"{W}vanish")
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
