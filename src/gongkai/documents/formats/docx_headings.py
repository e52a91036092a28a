"""What the paragraph styles of a Word file say of a paragraph: heading, list, table of contents."""

import re
from typing import TYPE_CHECKING

from gongkai.documents.formats.docx_numbering import W, attribute, integer

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING = re.compile(r"(?:heading|标题) ?([1-9])$", re.I)
_CONTENTS = re.compile(r"(?:toc|目录) ?\d$", re.I)
_STYLE = b"<w:style "
_STYLE_END = b"</w:style>"
_OTHER_STYLES = (b'w:type="table"', b'w:type="character"', b'w:type="numbering"')


def without_other_styles(part: bytes) -> bytes:
    """styles.xml with its paragraph styles alone: those of tables, which nobody asks for, are most of it.

    Only what is plainly written is left out; in any other spelling the part stays as it is.
    """
    if b"<!" in part:  # a comment or CDATA could hold what looks like a style
        return part
    first, *styles = part.split(_STYLE)
    kept = [first]
    for style in styles:
        head = style[: style.find(b">")]
        ended, end, after = style.partition(_STYLE_END)
        if not end or head.endswith(b"/") or not any(one in head for one in _OTHER_STYLES):
            kept += (_STYLE, style)
        else:
            kept.append(after)
    return b"".join(kept)


class ParagraphStyles:
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
                heading = heading or outline_of(properties)
                numbered = properties.find(f"{W}numPr")
                if numbered is not None and number is None:
                    number = attribute(numbered, "numId")
                    level = integer(attribute(numbered, "ilvl"), -1)
            heading = heading or (int(named.group(1)) if named else None)
            key = attribute(one, "basedOn")
        return heading, number, level if level != -1 else None, contents


def outline_of(properties: "_Element") -> int | None:
    """The outline level of a paragraph's properties, from 1."""
    return outline_level(attribute(properties, "outlineLvl"))


def outline_level(value: str | None) -> int | None:
    """`w:outlineLvl` as a heading level, from 1; 9 is body text."""
    level = integer(value, 9)
    return level + 1 if 0 <= level < 9 else None
