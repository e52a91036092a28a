"""Presentations: slides, hidden ones too, notes, comments, properties."""

import re
from collections.abc import Iterator

from gongkai.documents.extracting.contents import Contents, Part, joined
from gongkai.documents.extracting.package import DRAWING, drawn, links, relations, rest
from gongkai.documents.formats.archive import Archive

_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml$", re.I)


def slides(data: bytes, name: str, depth: int) -> Contents:
    """Everything in a .pptx."""
    archive = Archive(data)
    read: set[str] = set()
    numbered = sorted(
        (int(match.group(1)), one) for one in archive.names if (match := _SLIDE.match(one))
    )
    parts = [
        part
        for number, (_, one) in enumerate(numbered, 1)
        for part in _slide(archive, one, number, read)
    ]
    return joined([Contents(tuple(parts)), rest(archive, read, depth)])


def _slide(archive: Archive, part: str, number: int, read: set[str]) -> Iterator[Part]:
    read.add(part)
    root = archive.xml(part)
    hidden = root.get("show") in ("0", "false")
    place = f"第{number}张幻灯片" + ("（隐藏）" if hidden else "")
    if lines := drawn(root):
        yield Part(place, "\n".join(lines), layer="hidden" if hidden else "shown")
    for count, table in enumerate(root.iter(f"{DRAWING}tbl"), 1):
        rows = tuple(
            tuple(
                "".join(one.text or "" for one in cell.iter(f"{DRAWING}t"))
                for cell in line.iter(f"{DRAWING}tc")
            )
            for line in table.iter(f"{DRAWING}tr")
        )
        yield Part(f"{place}第{count}个表格", rows=rows, layer="aside")
    for kind, other in relations(archive, part).values():
        if kind in ("notesSlide", "comments") and other in archive:
            read.add(other)
            words = drawn(archive.xml(other))
            if kind == "comments":
                found = archive.xml(other).itertext()
                words = [stripped for text in found if (stripped := str(text).strip())]
            if words:
                said = "备注" if kind == "notesSlide" else "批注"
                yield Part(f"{place}的{said}", "\n".join(words), layer="aside")
    if outside := links(archive, part):
        yield Part(f"{place}的链接地址", "\n".join(outside), layer="aside")
