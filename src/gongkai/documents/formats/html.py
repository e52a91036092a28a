"""Web pages: the text and tables a reader of the page sees, parsed as browsers parse."""

import re
from typing import TYPE_CHECKING

from gongkai.documents.blocks import Block, Document, TextBlock
from gongkai.documents.errors import Unreadable
from gongkai.documents.formats.encoding import decode
from gongkai.documents.formats.grid import GridBuilder, cell_text, is_layout
from gongkai.domain.reports.annual_report import Place

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MEDIA_TYPE = "text/html"
MAX_CHARACTERS = 6_000_000
MAX_NODES = 400_000
MAX_DEPTH = 400

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I
)
_EMBEDDED = re.compile(r"(?<=[\"'(])\s*data:[\w/+.-]{0,80};base64,[A-Za-z0-9+/=\s]{200,}")
_SPACE = re.compile(r"[ \t\n\r\f\v\u00a0\u2002\u2003\u2009\u200a\u202f]+")
_UNSEEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_BOX_TAGS = "div span ul ol dl table section article center blockquote font form"
_BOX = re.compile(f"<(/?)(?:{_BOX_TAGS.replace(' ', '|')})\\b")
_MAY_HIDE = re.compile("hidden|display|visibility", re.I)
_DIGITS = re.compile(r"\s*(\d{1,6})", re.ASCII)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SKIPPED_TAGS = (
    "head script style noscript template svg math select datalist button textarea input iframe object"
    " audio video canvas nav -comment -doctype"
)
_SKIPPED = frozenset(_SKIPPED_TAGS.split())
_PAGE_ENDS = frozenset(("footer", "aside"))
_ARTICLE = frozenset(("article", "main", "section"))
_BLOCK_TAGS = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu ol p pre section summary"
    " tbody td tfoot th thead title tr ul table"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_LEVELS = {f"h{level}": level for level in range(1, 7)}


def read_html(data: bytes, name: str = "") -> Document:
    """Read a page in whatever encoding; raises Unreadable if it is too large or nested too deeply."""
    return read_markup(decode(data, declared_charset(data)))


def declared_charset(data: bytes) -> str | None:
    """The encoding that the page's `meta` or XML declaration names."""
    found = _CHARSET.search(data[:8192])
    return found.group(1).decode("ascii", "replace") if found else None


def read_markup(markup: str) -> Document:
    """Read a page that is already text."""
    from selectolax.lexbor import LexborHTMLParser

    if "base64," in markup:
        markup = _EMBEDDED.sub("", markup)
    if len(markup) > MAX_CHARACTERS:
        raise Unreadable(
            f"网页内容过大（超过{MAX_CHARACTERS // 10_000}万字符）。",
            "请只保存年度报告正文所在的页面。",
        )
    if _nests_deeply(markup):
        raise _too_complex()
    page = LexborHTMLParser(markup)
    title = page.css_first("title")
    walk = _Walk(hides=bool(_MAY_HIDE.search(markup)))
    root = page.body or page.root
    if root is not None:
        walk.read(root)
    return Document(
        MEDIA_TYPE,
        tuple(walk.blocks),
        title=_tidy(title.text()) if title is not None else "",
    )


def _nests_deeply(markup: str) -> bool:
    """Whether boxes are opened far deeper than they are closed: the parser's time grows with the square."""
    if markup.count("<") <= 4 * MAX_DEPTH:
        return False
    lower = markup.lower()
    if sum(lower.count(f"<{tag}") for tag in _BOX_TAGS.split()) <= 4 * MAX_DEPTH:
        return False
    depth = 0
    for closing in _BOX.findall(lower):
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > 4 * MAX_DEPTH:
            return True
    return False


def _too_complex() -> Unreadable:
    return Unreadable(
        "网页结构过于复杂或嵌套过深。", "请用浏览器打开网页，把正文复制到 Word 后再试。"
    )


class _Walk:
    """One pass over the tree, without recursion over depth except into tables' cells."""

    def __init__(self, hides: bool) -> None:
        self.blocks: list[Block] = []
        self._hides = hides  # whether anything on the page may be hidden at all
        self.tables = 0
        self.nodes = 0

    def read(self, root: "LexborNode") -> None:
        self.blocks.extend(self._flow(root, 0))

    def _flow(self, root: "LexborNode", depth: int) -> list[Block]:
        """The blocks below `root` in reading order."""
        node = root.first_child
        if node is None or (node.tag == "-text" and node.next is None):
            return self._only_text(node, depth)
        blocks: list[Block] = []
        line: list[str] = []
        levels: list[int] = []
        articles = 0

        def end_line() -> None:
            if not line:
                return
            text = _tidy("".join(line))
            line.clear()
            if text:
                blocks.append(TextBlock(text, level=levels[-1] if levels else None))

        path: list[str] = []
        while node is not None:
            self._count(depth + len(path))
            tag = node.tag or ""
            inner = None
            if tag == "-text":
                line.append(node.text_content or "")
            elif tag == "br":
                end_line()
            elif tag == "table":
                end_line()
                above = blocks[-1].text if blocks and isinstance(blocks[-1], TextBlock) else ""
                blocks.extend(self._table(node, depth + len(path) + 1, above))
            elif tag not in _SKIPPED and not (tag in _PAGE_ENDS and not articles):
                if tag in _BLOCKS:
                    end_line()
                inner = node.first_child
                if inner is not None and self._hides and _hidden(node):
                    inner = None
            if inner is not None:
                path.append(tag)
                articles += tag in _ARTICLE
                if tag in _LEVELS:
                    levels.append(_LEVELS[tag])
                node = inner
                continue
            following = node.next
            while following is None and path:
                closed = path.pop()
                articles -= closed in _ARTICLE
                if closed in _BLOCKS:
                    end_line()
                if closed in _LEVELS:
                    levels.pop()
                node = node.parent
                assert node is not None
                following = node.next
            node = following
        end_line()
        return blocks

    def _only_text(self, node: "LexborNode | None", depth: int) -> list[Block]:
        """What holds one text or nothing, as most cells of a table do."""
        self._count(depth)
        text = _tidy(node.text_content or "") if node is not None else ""
        return [TextBlock(text)] if text else []

    def _count(self, depth: int) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES or depth > MAX_DEPTH:
            raise _too_complex()

    def _table(self, table: "LexborNode", depth: int, above: str) -> list[Block]:
        """A table of figures as one block; a table that only lays out the page as what it holds.

        `above`: the text just before the table.
        """
        rows = [
            [(cell, self._flow(cell, depth + 3)) for cell in self._children(row, ("td", "th"))]
            for row in self._rows(table)
        ]
        contents = [blocks for row in rows for _, blocks in row]
        loose = self._caption(table, depth, above)
        if is_layout([[blocks for _, blocks in row] for row in rows]):
            return loose + [block for blocks in contents for block in blocks]
        grid = GridBuilder()
        for row in rows:
            grid.next_row()
            for cell, blocks in row:
                attributes = cell.attributes
                grid.add(
                    cell_text(blocks),
                    _span(attributes.get("rowspan")),
                    max(1, _span(attributes.get("colspan"))),
                )
        self.tables += 1
        made = grid.table(Place(table=self.tables))
        return loose + ([made] if made else [])

    def _caption(self, table: "LexborNode", depth: int, above: str) -> list[Block]:
        """The caption as text, unless the line above the table says the same already."""
        blocks = [
            block
            for part in self._children(table, ("caption",))
            for block in self._flow(part, depth)
        ]
        text = "".join(block.text for block in blocks if isinstance(block, TextBlock))
        return [] if text and above.endswith(text) else blocks

    def _rows(self, table: "LexborNode") -> list["LexborNode"]:
        """The rows of a table, its head first and its foot last, hidden ones left out."""
        parts: dict[str, list[LexborNode]] = {"thead": [], "tbody": [], "tfoot": []}
        for part in self._children(table, ("thead", "tbody", "tfoot", "tr")):
            if part.tag == "tr":
                parts["tbody"].append(part)
            else:
                parts[part.tag or "tbody"].extend(self._children(part, ("tr",)))
        return [row for rows in parts.values() for row in rows]

    def _children(self, node: "LexborNode", tags: tuple[str, ...]) -> list["LexborNode"]:
        found = []
        child = node.first_child
        while child is not None:
            if child.tag in tags and not (self._hides and _hidden(child)):
                found.append(child)
            child = child.next
        return found


def _hidden(node: "LexborNode") -> bool:
    attributes = node.attributes
    if not attributes:
        return False
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def _span(value: str | None) -> int:
    """A span as browsers read it: leading digits; anything else is 1."""
    if not value:
        return 1
    digits = _DIGITS.match(value)
    return int(digits.group(1)) if digits else 1


def _tidy(text: str) -> str:
    if text.isascii():
        return " ".join(text.split())
    text = _UNSEEN.sub("", text)
    if "\u3000" in text:  # kept inside a line, as any character
        return _SPACE.sub(" ", text).strip()
    return " ".join(text.split())
