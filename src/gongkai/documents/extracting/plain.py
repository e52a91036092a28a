"""Text, CSV and web pages (inside bundles): every word, hidden ones too."""

import csv
import io

from gongkai.documents.errors import Unreadable
from gongkai.documents.extracting.contents import Contents, Part
from gongkai.documents.extracting.package import bounded
from gongkai.documents.formats.encoding import decode

MOST_ROWS = 100_000
_PAGES = ("html", "htm", "xhtml", "shtml", "mht")


def plain(data: bytes, name: str, depth: int) -> Contents:
    """What has no format of its own, by its name's ending. Raises Unreadable if it is no text."""
    ending = name.lower().rpartition(".")[2]
    text = decode(data)
    if ending in _PAGES or text.lstrip()[:200].lower().startswith(("<!doctype html", "<html")):
        return _page(data)
    if ending == "csv":
        return _rows(text)
    gaps: list[str] = []
    kept = bounded(text.split("\n"), "文件", gaps.append)
    return Contents((Part("", kept, "行"),), tuple(gaps))


def _rows(text: str) -> Contents:
    limit = csv.field_size_limit(1_000_000)
    try:
        rows = [
            tuple(row)
            for _, row in zip(range(MOST_ROWS), csv.reader(io.StringIO(text)), strict=False)
        ]
    except csv.Error as error:
        raise Unreadable(
            "CSV 文件的引号不成对，无法按表格读取。", "请另存为 .xlsx 再上传。"
        ) from error
    finally:
        csv.field_size_limit(limit)
    cut = text.count("\n") > MOST_ROWS
    return Contents(
        (Part("", rows=tuple(rows), is_sheet=True),),
        (f"超过{MOST_ROWS // 10_000}万行，只检查了前面的部分。",) if cut else (),
    )


def _page(data: bytes) -> Contents:
    from selectolax.lexbor import LexborHTMLParser

    from gongkai.documents.formats.html import declared_charset, read_html

    read_html(data)  # within the bounds of size and depth, or it is refused
    tree = LexborHTMLParser(decode(data, declared_charset(data)))
    tree.strip_tags(["script", "style"])
    root = tree.root
    text = root.text(separator="\n", strip=True) if root is not None else ""
    linked = [node.attributes.get("href") or "" for node in tree.css("a[href]")]
    parts = [Part("网页正文", text)]
    if personal := [href for href in linked if href.startswith(("mailto:", "tel:"))]:
        parts.append(Part("网页的链接地址", "\n".join(personal), layer="aside"))
    return Contents(tuple(parts))
