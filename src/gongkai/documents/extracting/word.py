"""Word: body, tables, headers, notes, comments, text boxes; deleted and hidden text beside."""

import re
from typing import TYPE_CHECKING

from gongkai.documents.extracting.contents import Contents, Layer, Part, joined
from gongkai.documents.extracting.package import FALLBACK, bounded, links, rest
from gongkai.documents.formats.archive import Archive
from gongkai.documents.formats.docx_numbering import W, integer

if TYPE_CHECKING:
    from lxml.etree import _Element

_PARTS = (
    (re.compile(r"word/document\d*\.xml$", re.I), "正文", "shown"),
    (re.compile(r"word/header\d*\.xml$", re.I), "页眉", "shown"),
    (re.compile(r"word/footer\d*\.xml$", re.I), "页脚", "shown"),
    (re.compile(r"word/footnotes\.xml$", re.I), "脚注", "shown"),
    (re.compile(r"word/endnotes\.xml$", re.I), "尾注", "shown"),
    (re.compile(r"word/comments\.xml$", re.I), "批注", "aside"),
    (re.compile(r"word/glossary/document\.xml$", re.I), "自动图文集", "hidden"),
)
_DELETED = (f"{W}del", f"{W}moveFrom")


def word(data: bytes, name: str, depth: int) -> Contents:
    """Everything in a .docx."""
    archive = Archive(data)
    made: list[Contents] = []
    read: set[str] = set()
    for pattern, place, layer in _PARTS:
        for part in filter(pattern.match, archive.names):
            read.add(part)
            made.append(_part(archive, part, place, layer))  # type: ignore[arg-type]
    made.append(rest(archive, read, depth))
    return joined(made)


def _part(archive: Archive, part: str, place: str, layer: Layer) -> Contents:
    gaps: list[str] = []
    root = archive.xml(part)
    lines: list[str] = []
    deleted: list[str] = []
    vanished: list[str] = []
    tables: list[Part] = []
    for paragraph in root.iter(f"{W}p"):
        shown, gone, unseen = _paragraph(paragraph)
        deleted += [gone] * bool(gone)
        vanished += [unseen] * bool(unseen)
        if next(paragraph.iterancestors(f"{W}tbl"), None) is None:
            lines.append(shown)
    for table in root.iter(f"{W}tbl"):
        if next(table.iterancestors(f"{W}tbl"), None) is None:
            where = f"{place if place != '正文' else ''}第{len(tables) + 1}个表格"
            tables.append(Part(where, rows=_rows(table), layer=layer))
    parts = [Part(place, bounded(lines, place, gaps.append), "段", layer=layer), *tables]
    for words, said in ((deleted, "修订中删去的文字"), (vanished, "隐藏文字")):
        if words:
            parts.append(
                Part(f"{place}里{said}", bounded(words, place, gaps.append), layer="hidden")
            )
    if outside := links(archive, part):
        parts.append(Part(f"{place}的链接地址", "\n".join(outside), layer="aside"))
    return Contents(tuple(one for one in parts if one.text.strip() or one.rows), tuple(gaps))


def _paragraph(paragraph: "_Element") -> tuple[str, str, str]:
    """(shown, deleted, hidden) text of the paragraph, without paragraphs that stand inside it."""
    shown: list[str] = []
    deleted: list[str] = []
    vanished: list[str] = []
    for one in paragraph.iter(
        f"{W}t", f"{W}delText", f"{W}instrText", f"{W}tab", f"{W}br", f"{W}noBreakHyphen"
    ):
        if next(one.iterancestors(f"{W}p")) is not paragraph:
            continue
        if next(one.iterancestors(FALLBACK), None) is not None:
            continue
        text = one.text or {f"{W}noBreakHyphen": "-"}.get(str(one.tag), " ")
        if one.tag == f"{W}delText" or next(one.iterancestors(*_DELETED), None) is not None:
            deleted.append(text)
        elif one.tag == f"{W}instrText" or _vanishes(one):
            vanished.append(text if one.tag != f"{W}instrText" or "HYPERLINK" in text else "")
        else:
            shown.append(text)
    return "".join(shown).strip(), "".join(deleted).strip(), "".join(vanished).strip()


def _vanishes(one: "_Element") -> bool:
    run = next(one.iterancestors(f"{W}r"), None)
    mark = run.find(f"{W}rPr/{W}vanish") if run is not None else None
    return mark is not None and mark.get(f"{W}val") not in ("0", "false", "off")


def _rows(table: "_Element") -> tuple[tuple[str, ...], ...]:
    rows = []
    for line in table.iter(f"{W}tr"):
        if next(line.iterancestors(f"{W}tbl")) is not table:
            continue
        cells: list[str] = []
        for cell in line.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tr")) is not line:
                continue
            texts = [_paragraph(one)[0] for one in cell.iter(f"{W}p")]
            cells.append("\n".join(text for text in texts if text))
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            if span is not None:
                cells += [""] * (min(integer(span.get(f"{W}val"), 1), 64) - 1)
        rows.append(tuple(cells))
    return tuple(rows)
