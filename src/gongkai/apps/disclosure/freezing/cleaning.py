"""The allow-list that everything public passes: no script, no style, no frame, no event, no hidden text."""

import re
from html import unescape

import nh3

TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "b", "strong", "ol", "ul", "li", "a", "table", "caption",
    "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "img", "blockquote",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
_BLOCK_END = re.compile(
    r"</(?:p|h2|h3|h4|li|tr|caption|figcaption|blockquote)>|<br\s*/?>|<hr\s*/?>", re.I
)
_CELL_END = re.compile(r"</t[hd]>\s*(?=<t[hd])", re.I)
_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"[ \u00a0]+")


def clean(html: str) -> str:
    """The HTML with allowed tags and attributes only; cleaning it again changes nothing."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def words(html: str) -> str:
    """The text of clean HTML, a line a paragraph, cells of a row parted by a tab."""
    text = _TAG.sub("", _CELL_END.sub("\t", _BLOCK_END.sub("\n", html)))
    lines = (_SPACES.sub(" ", line).strip() for line in unescape(text).split("\n"))
    return "\n".join(line for line in lines if line)
