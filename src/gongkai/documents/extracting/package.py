"""What Office packages have in common: properties, embedded files, pictures, parts nobody looks at."""

import re
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING

from gongkai.documents.errors import Unreadable
from gongkai.documents.extracting.contents import Contents, Layer, Part, joined
from gongkai.documents.extracting.door import extract_inside
from gongkai.documents.formats.archive import Archive

if TYPE_CHECKING:
    from lxml.etree import _Element

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MOST_CHARACTERS = 3_000_000
_PROPERTIES = {"docprops/core.xml": "", "docprops/app.xml": "", "docprops/custom.xml": ""}
# Parts that hold looks and structure, not words.
_LOOKS = re.compile(
    r"(?:theme|styles|settings|fonttable|numbering|websettings|calcchain|presprops|viewprops|tablestyles"
    r"|slidelayouts?/|slidemasters?/|printersettings|\[content_types\]|_rels/|stylesWithEffects|charts?/(?:style|colors)"
    r"|customxml/itemprops|metadata|richdata|revisioninfo|people|commentsids|commentsextended|commentsextensible)",
    re.I,
)
# Copies of other tables' figures, left in the file by links and pivot tables.
_CACHES = re.compile(r"/(?:pivotcache|externallinks)/", re.I)
_PICTURE = re.compile(r"/media/[^/]+\.(?:jpe?g|tiff?|png)$", re.I)
_EMBEDDED = re.compile(r"/embeddings/[^/]+$", re.I)


def target(folder: str, link: str) -> str:
    """A relationship's target as the name of a part."""
    if link.startswith("/"):
        return link.lstrip("/")
    steps = folder.split("/") if folder else []
    for step in link.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Id → (type's last word, target or outside address) of a part."""
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels".lstrip("/")
    if rels not in archive:
        return {}
    found = {}
    for one in archive.xml(rels).iter(RELATIONS):
        link = one.get("Target") or ""
        outside = one.get("TargetMode") == "External"
        kind = (one.get("Type") or "").rpartition("/")[2]
        found[one.get("Id") or ""] = (kind, link if outside else target(folder, link))
    return found


def links(archive: Archive, part: str) -> list[str]:
    """Outside addresses of a part's hyperlinks: mailto: and tel: name persons."""
    return [link for kind, link in relations(archive, part).values() if kind == "hyperlink"]


def rest(archive: Archive, read: Collection[str], depth: int) -> Contents:
    """Properties, embedded files, photographs' notes, and every other part with words in it."""
    made: list[Contents] = []
    for name in archive.names:
        lower = name.lower()
        if name in read or name.endswith("/"):
            continue
        if lower in _PROPERTIES:
            made.append(_text_part(archive, name, "文档属性", "aside"))
        elif _EMBEDDED.search(lower):
            made.append(_embedded(archive, name, depth))
        elif _PICTURE.search(lower):
            made.append(_photograph(archive, name))
        elif lower.endswith((".xml", ".vml")) and not _LOOKS.search(lower):
            layer: Layer = "hidden" if _CACHES.search(lower) else "aside"
            made.append(_text_part(archive, name, f"内部数据“{name.rpartition('/')[2]}”", layer))
    return joined(made)


def _embedded(archive: Archive, name: str, depth: int) -> Contents:
    short = name.rpartition("/")[2]
    try:
        data = archive.read(name)
    except Unreadable as refusal:
        return Contents(gaps=(f"内嵌文件“{short}”：{refusal.message}",))
    return extract_inside(data, short, depth - 1).inside(f"内嵌文件“{short}”的")


def _photograph(archive: Archive, name: str) -> Contents:
    from gongkai.documents.extracting.pictures import picture

    short = name.rpartition("/")[2]
    try:
        return picture(archive.read(name), name, 0).inside(f"插图“{short}”的")
    except Unreadable:
        return Contents()  # a picture that does not open tells nothing either


def _text_part(archive: Archive, name: str, place: str, layer: Layer) -> Contents:
    try:
        root = archive.xml(name)
    except Unreadable as refusal:
        return Contents(gaps=(f"{place}：{refusal.message}",))
    said = root.itertext() if name.lower().endswith(".vml") else all_words(root)
    words = [word for word in map(str, said) if re.search(r"[\u3400-\u9fff]|\d{5}|@", word)]
    if not words:
        return Contents()
    return Contents((Part(place, "\n".join(words)[:MOST_CHARACTERS], layer=layer),))


def all_words(root: "_Element") -> Iterator[str]:
    """Every text and every attribute's value, save names of namespaces and lengths."""
    for one in root.iter():
        if not isinstance(one.tag, str):
            continue
        if one.text and one.text.strip():
            yield one.text.strip()
        for value in one.attrib.values():
            word = str(value)
            if "://schemas." not in word:
                yield word
        if one.tail and one.tail.strip():
            yield one.tail.strip()


def drawn(root: "_Element") -> list[str]:
    """Paragraphs of DrawingML (text boxes, slides), each as one line; doubles for old programs left out."""
    return [
        line
        for paragraph in root.iter(f"{DRAWING}p")
        if not within(paragraph, FALLBACK)
        and (line := "".join(one.text or "" for one in paragraph.iter(f"{DRAWING}t")).strip())
    ]


def within(element: "_Element", *tags: str) -> bool:
    """Whether an ancestor has one of these tags."""
    return next(element.iterancestors(*tags), None) is not None


def bounded(lines: list[str], place: str, note: Callable[[str], None]) -> str:
    """The lines as one text; `note` is told if there is more than can be kept."""
    text = "\n".join(lines)
    if len(text) > MOST_CHARACTERS:
        note(f"{place}的文字过多，只检查了前{MOST_CHARACTERS // 10_000}万字。")
    return text[:MOST_CHARACTERS]
