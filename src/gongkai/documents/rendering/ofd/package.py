"""The OFD package of GB/T 33190-2016: OFD.xml, Document.xml, PublicRes.xml, one Content.xml a page, the fonts."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, groupby
from typing import Any

from gongkai.documents.rendering.ofd.lines import Line
from gongkai.documents.rendering.ofd.pages import (
    PAGE_HEIGHT,
    PAGE_WIDTH,
    Bookmark,
    Page,
    RuleItem,
    TextItem,
)
from gongkai.documents.rendering.ofd.typefaces import ASCENT, MM_PER_POINT, Typeface
from gongkai.documents.rendering.packages import packed

NAMESPACE = "http://www.ofdspec.org/2016"


def ofd_package(
    pages: Sequence[Page],
    bookmarks: Sequence[Bookmark],
    faces: Sequence[Typeface],
    *,
    title: str,
    author: str,
) -> bytes:
    """The file. Object numbers are counted in drawing order, so the same pages give the same bytes."""
    numbers = count(1)
    font_ids = {face.number: next(numbers) for face in faces}
    page_ids = [next(numbers) for _ in pages]
    contents = [_content(page, font_ids, numbers) for page in pages]
    parts: dict[str, bytes] = {}
    identity = hashlib.sha256(b"".join(contents)).hexdigest()[:32]
    parts["OFD.xml"] = _root(title, author, identity)
    last = next(numbers) - 1
    parts["Doc_0/Document.xml"] = _document(page_ids, bookmarks, last)
    parts["Doc_0/PublicRes.xml"] = _resources(faces, font_ids)
    for number, content in enumerate(contents):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = content
    for face in faces:
        used = {
            character
            for page in pages
            for text in page.texts
            if text.face is face
            for character in text.line.text
        }
        parts[f"Doc_0/Res/{_font_file(face)}"] = face.subset(used)
    return packed(parts)


def _font_file(face: Typeface) -> str:
    return f"font_{face.number}.otf"


def _root(title: str, author: str, identity: str) -> bytes:
    root = _element("OFD", Version="1.1", DocType="OFD")
    body = _child(root, "DocBody")
    info = _child(body, "DocInfo")
    _child(info, "DocID", identity)
    _child(info, "Title", title)
    _child(info, "Author", author)
    _child(info, "Creator", "gongkai")
    _child(body, "DocRoot", "Doc_0/Document.xml")
    return _xml(root)


def _document(page_ids: Sequence[int], bookmarks: Sequence[Bookmark], last: int) -> bytes:
    root = _element("Document")
    common = _child(root, "CommonData")
    _child(common, "MaxUnitID", str(last))
    _child(_child(common, "PageArea"), "PhysicalBox", f"0 0 {PAGE_WIDTH:g} {PAGE_HEIGHT:g}")
    _child(common, "PublicRes", "PublicRes.xml")
    pages = _child(root, "Pages")
    for number, page in enumerate(page_ids):
        _child(pages, "Page", ID=str(page), BaseLoc=f"Pages/Page_{number}/Content.xml")
    if bookmarks:
        outlines = _child(root, "Outlines")
        for mark in bookmarks:
            item = _child(outlines, "OutlineElem", Title=mark.title)
            action = _child(_child(item, "Actions"), "Action", Event="CLICK")
            _child(
                _child(action, "Goto"),
                "Dest",
                Type="XYZ",
                PageID=str(page_ids[mark.page]),
                Left="0",
                Top=_mm(mark.top),
                Zoom="0",
            )
    return _xml(root)


def _resources(faces: Sequence[Typeface], font_ids: dict[int, int]) -> bytes:
    root = _element("Res", BaseLoc="Res")
    fonts = _child(root, "Fonts")
    for face in faces:
        font = _child(
            fonts,
            "Font",
            ID=str(font_ids[face.number]),
            FontName=face.family,
            FamilyName=face.family,
            Charset="unicode",
        )
        _child(font, "FontFile", _font_file(face))
    return _xml(root)


def _content(page: Page, font_ids: dict[int, int], numbers: "count[int]") -> bytes:
    root = _element("Page")
    _child(_child(root, "Area"), "PhysicalBox", f"0 0 {PAGE_WIDTH:g} {PAGE_HEIGHT:g}")
    layer = _child(_child(root, "Content"), "Layer", ID=str(next(numbers)), Type="Body")
    for rule in page.rules:
        _add_rule(layer, rule, next(numbers))
    for text in page.texts:
        for part in _parts(text):
            _add_text(layer, part, font_ids[text.face.number], next(numbers))
    return _xml(root)


def _add_rule(layer: Any, rule: RuleItem, number: int) -> None:
    """A rule as a path inside a box a little larger than itself; coordinates are within the box."""
    margin = rule.width
    left, top = rule.x - margin, rule.y - margin
    box = (left, top, rule.x2 - rule.x + 2 * margin, rule.y2 - rule.y + 2 * margin)
    item = _child(
        layer,
        "PathObject",
        ID=str(number),
        Boundary=" ".join(map(_mm, box)),
        LineWidth=_mm(rule.width),
        Stroke="true",
        Fill="false",
    )
    _child(item, "StrokeColor", Value="0 0 0")
    end = f"{_mm(rule.x2 - left)} {_mm(rule.y2 - top)}"
    _child(item, "AbbreviatedData", f"M {_mm(margin)} {_mm(margin)} L {end}")


def _parts(text: TextItem) -> Iterator[TextItem]:
    """The line with characters beyond U+FFFF set apart: viewers disagree whether DeltaX counts them once."""
    x = text.x
    place = 0
    for beyond, group in groupby(text.line.text, lambda one: ord(one) > 0xFFFF):
        for stretch in list(group) if beyond else ["".join(group)]:
            advances = text.line.advances[place : place + len(stretch)]
            yield replace(text, x=x, line=Line(stretch, advances))
            x += sum(advances)
            place += len(stretch)


def _add_text(layer: Any, text: TextItem, font: int, number: int) -> None:
    """A line as one text object; DeltaX holds the advance from each character to the next."""
    em = text.size * MM_PER_POINT
    box = (text.x, text.y - ASCENT * em, max(text.line.width, em), 1.2 * em)
    attributes = {
        "ID": str(number),
        "Boundary": " ".join(map(_mm, box)),
        "Font": str(font),
        "Size": _mm(em),
    }
    if text.weight:
        attributes |= {"Stroke": "true", "LineWidth": _mm(text.weight)}
    item = _child(layer, "TextObject", **attributes)
    _child(item, "FillColor", Value="0 0 0")
    if text.weight:
        _child(item, "StrokeColor", Value="0 0 0")
    code = _child(item, "TextCode", text.line.text, X="0", Y=_mm(ASCENT * em))
    if len(text.line.text) > 1:
        code.set("DeltaX", _deltas(text.line.advances[:-1]))


def _deltas(advances: Sequence[float]) -> str:
    """Equal advances are written once: g 5 3.2."""
    made = []
    for value, same in groupby(map(_mm, advances)):
        times = len(list(same))
        made.append(f"g {times} {value}" if times > 1 else value)
    return " ".join(made)


def _mm(value: float) -> str:
    """Thousandths of a millimetre are finer than any printer."""
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"


def _element(name: str, **attributes: str) -> Any:
    from lxml import etree

    return etree.Element(f"{{{NAMESPACE}}}{name}", attributes, nsmap={"ofd": NAMESPACE})


def _child(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    from lxml import etree

    made = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    made.text = text
    return made


def _xml(root: Any) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
