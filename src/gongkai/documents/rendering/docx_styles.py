"""Page, fonts and styles of GB/T 9704-2012 in a DOCX, and the elements that need them.

The fonts are named, never embedded: 方正小标宋 and the GB2312 faces are licensed to the offices that have them.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

# (ascii, eastAsia): figures and Latin letters in Times New Roman, as offices do.
SONG_TITLE = ("Times New Roman", "方正小标宋简体")
FANGSONG = ("Times New Roman", "仿宋_GB2312")
HEITI = ("Times New Roman", "黑体")
KAITI = ("Times New Roman", "楷体_GB2312")
SONG = ("宋体", "宋体")

BODY, TITLE, HEADING, SUBHEADING = "Normal", "Title", "Heading 1", "Heading 2"
SIGNATURE, FIGURE, LABEL = "落款", "表内数字", "表内文字"
_LINE_PITCH = 28.0  # points: 22 lines on 225 mm
_BODY_SIZE = 16  # 3号
# 28 characters on 156 mm are 15.79 pt each: a quarter of a point less than 3号, in twentieths of a point.
# A character grid says the same, but LibreOffice then gives each character two cells.
_TIGHTER = "-5"
# Two characters; the figure in twips is what programs without character units use.
_TWO_IN = {"firstLine": "640", "firstLineChars": "200"}
_FLUSH = {"firstLine": "0", "firstLineChars": "0"}
_TWO_FROM_RIGHT = {"right": "640", "rightChars": "200", **_FLUSH}


def new_document(title: str, organ: str, mark: str = "") -> Any:
    """An empty document with the page, the styles and the page number of an official document.

    `mark` stands in the head of every page.
    """
    from docx import Document

    document = Document()
    _drop_what_the_template_brings(document)
    _set_properties(document, title, organ)
    _set_page(document)
    _set_styles(document)
    if mark:
        _set_mark(document.sections[0].header, mark)
    return document


# Of the library's template, by the last word of the relation: a picture of another document, its
# sheet of sources, the styles once more for Word 2010, and that Word for Macintosh has written it.
_NOT_OURS = ("/thumbnail", "/customXml", "/stylesWithEffects", "/extended-properties")
_KEPT_TABLE_STYLES = ("Normal Table", "Table Grid")


def _drop_what_the_template_brings(document: Any) -> None:
    """Its other parts, and some hundred coloured table styles: three quarters of the file."""
    for relations in (document.part.package.rels, document.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(_NOT_OURS):
                del relations[key]
    styles = document.styles.element
    for style in styles.findall(w("style")):
        named = style.find(w("name")).get(w("val"))
        if style.get(w("type")) == "table" and named not in _KEPT_TABLE_STYLES:
            styles.remove(style)


def _set_mark(header: Any, mark: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    paragraph = header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.first_line_indent = Pt(0)
    run = paragraph.add_run(mark)
    run.font.size, run.font.color.rgb = Pt(12), RGBColor(0xA6, 0x1B, 0x1B)
    set_fonts(run._r.get_or_add_rPr(), HEITI)


def _set_properties(document: Any, title: str, organ: str) -> None:
    """No name of a person, no time: a file is the same whenever it is made."""
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, organ, "zh-CN"
    properties.comments = properties.keywords = properties.last_modified_by = ""
    element = properties._element
    for name in ("created", "modified"):
        for found in element.findall(f"{{http://purl.org/dc/terms/}}{name}"):
            element.remove(found)


def _set_page(document: Any) -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(25)
    _set_page_number(section.footer)


def _set_page_number(footer: Any) -> None:
    """— 1 — in 4号宋体, centred, as plain reports have it."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.first_line_indent = Pt(0)
    for text, code in (("— ", None), ("", "PAGE"), (" —", None)):
        if code is None:
            runs = [paragraph.add_run(text)]
        else:
            runs = []
            for kind in ("begin", "instrText", "separate", "text", "end"):
                run = paragraph.add_run("1" if kind == "text" else "")
                if kind == "instrText":
                    child(run._r, "instrText").text = code
                elif kind != "text":
                    child(run._r, "fldChar", fldCharType=kind)
                runs.append(run)
        for run in runs:
            set_fonts(run._r.get_or_add_rPr(), SONG)
            run.font.size = Pt(14)


def _set_styles(document: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    styles = document.styles
    _drop_language_defaults(styles)
    _set_style(styles[BODY], FANGSONG, _BODY_SIZE, align="both", ind=_TWO_IN)
    _set_style(styles[TITLE], SONG_TITLE, 22, align="center", pitch=36, after=28)
    _set_style(styles[HEADING], HEITI, _BODY_SIZE, align="both", ind=_TWO_IN, keep=True)
    _set_style(styles[SUBHEADING], KAITI, _BODY_SIZE, align="both", ind=_TWO_IN, keep=True)
    for name, align in ((SIGNATURE, "right"), (FIGURE, "center"), (LABEL, "center")):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles[BODY]
        style.quick_style = True
        if name == SIGNATURE:
            _set_style(style, FANGSONG, _BODY_SIZE, align=align, ind=_TWO_FROM_RIGHT)
        else:
            _set_style(style, SONG, 9, align=align, pitch=11.5)


def _drop_language_defaults(styles: Any) -> None:
    """The template's language and theme fonts would win over the named fonts in Chinese Word."""
    defaults = styles.element.find(f".//{w('rPrDefault')}/{w('rPr')}")
    for name in ("rFonts", "lang"):
        for found in defaults.findall(w(name)):
            defaults.remove(found)
    set_fonts(defaults, FANGSONG)
    child(defaults, "lang", val="zh-CN", eastAsia="zh-CN")


def _set_style(
    style: Any,
    fonts: tuple[str, str],
    size: float,
    *,
    align: str,
    pitch: float = _LINE_PITCH,
    after: float = 0,
    ind: Mapping[str, str] = MappingProxyType(_FLUSH),
    keep: bool = False,
) -> None:
    """Fonts, size in points, exact line pitch in points; nothing of the template's look remains."""
    element = style.element
    for name in ("pPr", "rPr"):
        found = element.find(w(name))
        if found is not None:
            element.remove(found)
    marks = element.get_or_add_pPr()
    if keep:
        child(marks, "keepNext")
        child(marks, "keepLines")
    child(marks, "widowControl", val="0")
    child(marks, "autoSpaceDE", val="0")
    child(marks, "autoSpaceDN", val="0")
    if pitch != _LINE_PITCH:
        child(marks, "snapToGrid", val="0")
    child(
        marks,
        "spacing",
        before="0",
        after=str(round(after * 20)),
        line=str(round(pitch * 20)),
        lineRule="exact" if pitch == _LINE_PITCH else "atLeast",
    )
    child(marks, "ind", **ind)
    child(marks, "jc", val=align)
    level = {HEADING: "0", SUBHEADING: "1"}.get(style.name)
    if level is not None:
        child(marks, "outlineLvl", val=level)
    run = element.get_or_add_rPr()
    set_fonts(run, fonts)
    child(run, "color", val="000000")
    child(run, "spacing", val=_TIGHTER if size == _BODY_SIZE else "0")
    child(run, "sz", val=str(round(size * 2)))
    child(run, "szCs", val=str(round(size * 2)))


def set_fonts(properties: Any, fonts: tuple[str, str]) -> None:
    """Latin and Chinese face of a run or a style; without eastAsia Word takes the theme's."""
    latin, chinese = fonts
    for found in properties.findall(w("rFonts")):
        properties.remove(found)
    made = child(
        properties, "rFonts", ascii=latin, hAnsi=latin, eastAsia=chinese, cs=latin, hint="eastAsia"
    )
    properties.remove(made)
    properties.insert(0, made)


def w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def child(parent: Any, name: str, **attributes: str) -> Any:
    """Append `w:name` with `w:` attributes."""
    from docx.oxml import OxmlElement

    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(w(key), value)
    parent.append(made)
    return made
