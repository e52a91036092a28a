"""Plain text and Markdown as lines: tabs and runs of spaces kept, markup that is not text removed."""

import re

from gongkai.documents.blocks import Document, TextBlock
from gongkai.documents.errors import Unreadable
from gongkai.documents.formats.encoding import decode
from gongkai.documents.formats.radicals import without_radicals
from gongkai.domain.reports.annual_report import Place

MARKDOWN = "text/markdown"
PLAIN = "text/plain"
MAX_CHARACTERS = 4_000_000
MAX_LINES = 100_000

# Characters of no width, which editors of web pages leave in cells: a line of them is empty.
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_HEADING = re.compile(r"(#{1,6})(?:[ \t\u3000]+|(?=[一-龥（(]))(.+?)[ \t]*#*\Z")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\((?:[^()\s]|\([^()\s]*\)){0,2000}(?:\s+\"[^\"]*\")?\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,500})>")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")
_RULE_LINE = re.compile(r"\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\Z")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")


def read_text(data: bytes, name: str = "") -> Document:
    """A text or Markdown file as one block a line, empty lines left out; places are line numbers.

    Raises Unreadable if it is no text or is too large.
    """
    return read_lines(decode(data), markdown=_is_markdown(name))


def _is_markdown(name: str) -> bool:
    return name.lower().endswith((".md", ".markdown"))


def read_lines(text: str, *, markdown: bool | None = None) -> Document:
    """The same for text already decoded; `markdown` None decides by what the text holds."""
    if len(text) > MAX_CHARACTERS:
        raise Unreadable(
            f"文本过大（超过{MAX_CHARACTERS // 10_000}万字）。", "请只保留年度报告本身的内容。"
        )
    lines = re.split(r"\r\n|[\n\r\f\v\x85\u2028\u2029]", without_radicals(text))
    if len(lines) > MAX_LINES:
        raise Unreadable(f"文本超过{MAX_LINES}行。", "请只保留年度报告本身的内容。")
    if markdown is None:
        markdown = any(re.match(r"#{1,6} \S", line) for line in lines)
    blocks = tuple(_blocks(lines, markdown))
    return Document(MARKDOWN if markdown else PLAIN, blocks)


def _blocks(lines: list[str], markdown: bool) -> list[TextBlock]:
    blocks: list[TextBlock] = []
    for number, printed in enumerate(lines, start=1):
        line = _INVISIBLE.sub("", printed)
        if not line.strip() or _RULE_LINE.match(line.strip()):
            continue
        level = None
        heading = _HEADING.match(line.strip()) if markdown or line.startswith("#") else None
        if heading:
            level = len(heading.group(1))
            line = heading.group(2)
        if markdown:
            line = _without_markup(line)
        blocks.append(TextBlock(line.rstrip(" \u3000"), Place(line=number), level))
    return blocks


def _without_markup(line: str) -> str:
    """Links as their text, emphasis and escapes resolved; cells of a table are left apart."""
    line = _LINK.sub(r"\1", line)
    line = _AUTOLINK.sub(r"\1", line)
    line = _STRONG.sub(r"\2", line)
    line = _BREAK.sub(" ", line)
    return _ESCAPED.sub(r"\1", line)
