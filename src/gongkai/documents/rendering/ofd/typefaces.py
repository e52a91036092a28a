"""The two faces of an OFD: how wide their characters are, and the subset that is embedded."""

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

MM_PER_POINT = 25.4 / 72
# Share of the type size above the baseline (OS/2 sTypoAscender of both faces).
ASCENT = 0.88


class Typeface:
    """One font file. `number` is its place in the package, `family` its name for viewers."""

    def __init__(self, number: int, family: str, path: Path) -> None:
        from fontTools.ttLib import TTFont

        self.number, self.family, self.path = number, family, path
        font = TTFont(path, lazy=True)
        self._glyphs: dict[int, str] = font.getBestCmap()
        self._advances: dict[str, tuple[int, int]] = font["hmtx"].metrics
        self._units: int = font["head"].unitsPerEm

    def width(self, character: str) -> float:
        """The advance in ems; a character that the face lacks is as wide as a Chinese one."""
        glyph = self._glyphs.get(ord(character))
        return 1.0 if glyph is None else self._advances[glyph][0] / self._units

    def subset(self, characters: Iterable[str]) -> bytes:
        """An OpenType font with only these characters."""
        from fontTools import subset
        from fontTools.ttLib import TTFont

        options = subset.Options()
        options.layout_features = []
        options.notdef_outline = True
        options.name_IDs = [1, 2, 4, 6]
        options.hinting = False
        options.desubroutinize = True
        font: Any = TTFont(self.path, lazy=True, recalcTimestamp=False)
        maker = subset.Subsetter(options)
        maker.populate(text="".join(sorted(set(characters))))
        maker.subset(font)
        stream = BytesIO()
        font.save(stream)
        return stream.getvalue()


@cache
def typefaces() -> tuple[Typeface, Typeface]:
    """宋 for the text and the tables, 黑 for the headings of sections."""
    from pylopdf_fonts_zh_cn import sans_path, serif_path

    return Typeface(0, "Noto Serif SC", serif_path()), Typeface(1, "Noto Sans SC", sans_path())
