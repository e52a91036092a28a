"""A copy of an Office file in which given words are replaced wherever they stand; everything else stays.

Parts that do not hold the words are copied byte for byte. What came out is extracted again: as long as
one of the words is left anywhere, there is no copy.
"""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from gongkai.documents import sandbox
from gongkai.documents.errors import Unreadable
from gongkai.documents.extracting.contents import Contents
from gongkai.documents.extracting.door import DEPTH, LIMITS, extract
from gongkai.documents.extracting.workbook import S, cell_words, shared_strings
from gongkai.documents.formats.archive import Archive
from gongkai.documents.formats.docx_numbering import W
from gongkai.documents.formats.encoding import decode

if TYPE_CHECKING:
    from lxml.etree import _Element

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# What holds a line of words in pieces, and the pieces.
_LINES = (f"{W}p", f"{_A}p", f"{S}si", f"{S}is", f"{S}text")
_PIECES = (f"{W}t", f"{W}delText", f"{W}instrText", f"{_A}t", f"{S}t")
_BY_HAND = "这个文件不能自动遮盖，请用原来的软件改好，删去旧附件后重新上传。"
_PACKAGES = ("xlsx", "docx", "pptx", "zip", "xlsm", "docm")
# Endings of the files that can be written again with masks in them.
MASKABLE = (*_PACKAGES, "txt", "csv")


def masked_safely(data: bytes, name: str, words: Mapping[str, str]) -> bytes:
    """As `masked`, in a child process within limits."""
    request = json.dumps({"name": name, "words": dict(words)}, ensure_ascii=False)
    made = sandbox.call(f"{__name__}:masked_by_request", data, request, limits=LIMITS)
    assert isinstance(made, bytes)
    return made


def masked_by_request(data: bytes, request: str) -> bytes:
    """In the child process; `request`: JSON with the file's name and the words to replace."""
    asked = json.loads(request)
    return masked(data, asked["name"], asked["words"])


def masked(data: bytes, name: str, words: Mapping[str, str]) -> bytes:
    """The file with every word (key) replaced by its mask (value).

    Raises Unreadable for a format that cannot be written, and if a word is left after all.
    """
    made = _masked(data, name, words, DEPTH)
    left = [word for word in words if _says(extract(made, name), word)]
    if left:
        raise Unreadable(f"有{len(left)}处没有能够遮盖。", _BY_HAND)
    return made


def _masked(data: bytes, name: str, words: Mapping[str, str], depth: int) -> bytes:
    ending = name.lower().rpartition(".")[2]
    if ending in ("txt", "csv"):
        return replaced(decode(data), words).encode("utf-8-sig")
    if ending not in _PACKAGES or not data.startswith(b"PK") or depth == 0:
        raise Unreadable("只能自动遮盖 .xlsx、.docx、.pptx、.zip、.txt、.csv。", _BY_HAND)
    archive = Archive(data)
    strings = _strings(archive)
    changed: dict[str, bytes] = {}
    formulas = False
    for part in archive.names:
        lower = part.lower()
        if lower.endswith((".xml", ".rels", ".vml")) and not lower.startswith("[content"):
            root = archive.xml(part)
            dropped = _mask_cells(root, words, strings) if "/worksheets/" in lower else 0
            if _mask_words(root, words) or dropped:
                changed[part] = _written(root)
            formulas = formulas or dropped > 1
        elif lower.rpartition(".")[2] in MASKABLE:
            inner = archive.read(part)
            if any(_says(extract(inner, part, depth - 1), word) for word in words):
                changed[part] = _masked(inner, part, words, depth - 1)
    return _packed(data, changed, _chain(archive) if formulas else {})


def _strings(archive: Archive) -> list[str]:
    part = next((one for one in archive.names if one.lower() == "xl/sharedstrings.xml"), "")
    return shared_strings(archive.read(part)) if part else []


def _mask_cells(root: "_Element", words: Mapping[str, str], strings: list[str]) -> int:
    """Numbers and results of formulas become masked texts; 0 nothing, 1 changed, 2 a formula is gone."""
    from lxml import etree

    state = 0
    for cell in root.iter(f"{S}c"):
        if cell.get("t") in ("s", "inlineStr"):
            continue
        said = cell_words(cell, strings)
        made = replaced(said, words)
        if made == said:
            continue
        state = max(state, 2 if cell.find(f"{S}f") is not None else 1)
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{S}is"), f"{S}t")
        text.text = made
    return state


def _mask_words(root: "_Element", words: Mapping[str, str]) -> bool:
    changed = False
    for line in root.iter(*_LINES):
        pieces = [one for one in line.iter(*_PIECES) if next(one.iterancestors(*_LINES)) is line]
        changed = _mask_pieces(pieces, words) or changed
    for one in root.iter():
        if not isinstance(one.tag, str):
            continue
        for holder in ("text", "tail"):
            said = getattr(one, holder)
            if said and (made := replaced(said, words)) != said:
                setattr(one, holder, made)
                changed = True
        for key, value in one.attrib.items():
            if (made := replaced(str(value), words)) != value:
                one.set(key, made)
                changed = True
    return changed


def _mask_pieces(pieces: list["_Element"], words: Mapping[str, str]) -> bool:
    """Replace words that run over several pieces: the mask goes where the word began."""
    texts = [one.text or "" for one in pieces]
    whole = "".join(texts)
    places = list(_places(whole, words))
    for start, end, mask in reversed(places):
        at = 0
        for number, text in enumerate(texts):
            first, last = max(start - at, 0), min(end - at, len(text))
            at += len(text)
            if first >= len(text) or last <= 0:
                continue
            texts[number] = text[:first] + (mask if at - len(text) <= start else "") + text[last:]
        # Lengths have changed only at and behind `start`; what is left to do lies before it.
    if places:
        for one, text in zip(pieces, texts, strict=True):
            one.text = text
    return bool(places)


def _places(text: str, words: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    at = 0
    while at < len(text):
        found = [(place, -len(word), word) for word in words if (place := text.find(word, at)) >= 0]
        if not found:
            return
        place, _, word = min(found)
        yield place, place + len(word), words[word]
        at = place + len(word)


def replaced(text: str, words: Mapping[str, str]) -> str:
    """Every word by its mask, longer words first."""
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, words[word])
    return text


def _written(root: "_Element") -> bytes:
    from lxml import etree

    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _chain(archive: Archive) -> dict[str, bytes | None]:
    """Without the order of calculation, which names cells that calculate no more; programs make it anew."""
    from lxml import etree

    made: dict[str, bytes | None] = {}
    for part in archive.names:
        if part.lower() == "xl/calcchain.xml":
            made[part] = None
        elif part in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
            root = archive.xml(part)
            for one in list(root):
                if "calcchain" in etree.tostring(one).decode("utf-8", "replace").lower():
                    root.remove(one)
            made[part] = _written(root)
    return made


def _packed(data: bytes, changed: Mapping[str, bytes], chain: Mapping[str, bytes | None]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for member in old.infolist():
            part = member.filename.replace("\\", "/").lstrip("/")
            content: bytes | None = changed.get(part)
            if content is None and part in chain:
                content = chain[part]
                if content is None:
                    continue
            new.writestr(member, old.read(member) if content is None else content)
    return made.getvalue()


def _says(contents: Contents, word: str) -> bool:
    return any(
        word in part.text or any(word in cell for row in part.rows for cell in row)
        for part in contents.parts
    )
