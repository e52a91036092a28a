"""OFD (GB/T 33190): text runs by ofdkit, ruled lines from the page's paths, put in order as for PDF."""

import math
import re
from io import BytesIO
from typing import TYPE_CHECKING

from gongkai.documents.blocks import Document
from gongkai.documents.errors import Unreadable
from gongkai.documents.formats.archive import RESAVE, Archive
from gongkai.documents.formats.page_lines import Piece, clean
from gongkai.documents.formats.page_tables import Box, Page, blocks_of

if TYPE_CHECKING:
    import ofdkit
    from lxml.etree import _Element

MEDIA_TYPE = "application/ofd"
MAX_PAGES = 200
MAX_RUNS = 20_000  # on one page
MAX_DEPTH = 16
_POINTS = 72 / 25.4  # a millimetre
_THIN = 1.2  # millimetres: a filled path thinner than this is a line
_ADVICE = "请用原始的 Word、WPS 文件，或重新导出一份 OFD 再试。"
_TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_OPERANDS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


def read_ofd(data: bytes, name: str = "") -> Document:
    """Read an OFD; raises Unreadable if it is damaged, has no text or too many pages."""
    import ofdkit

    archive = Archive(data)
    for part in archive.names:
        if part.lower().endswith(".xml"):
            archive.read(part)  # within bounds before the library opens it
    pages: list[Page] = []
    try:
        with ofdkit.open(BytesIO(data)) as document:
            if len(document.pages) > MAX_PAGES:
                raise Unreadable(
                    f"OFD 超过{MAX_PAGES}页。", "年度报告一般不超过60页，请只上传年报部分。"
                )
            title = document.info.title or ""
            for number, page in enumerate(document.pages, 1):
                pages.append(_page(page, number, archive))
    except (ofdkit.OFDError, UnicodeError) as error:
        raise Unreadable("OFD 文件已损坏或不完整，无法读取。", _ADVICE) from error
    if not any(page.pieces for page in pages):
        raise Unreadable(
            "OFD 没有文字，是扫描件或图片。", "请上传有文字的原始文件（.docx、网页等）。"
        )
    blocks, remarks = blocks_of(pages)
    return Document(
        MEDIA_TYPE, tuple(blocks), title=clean(title)[:500].strip(), remarks=tuple(remarks)
    )


def _page(page: "ofdkit.Page", number: int, archive: Archive) -> Page:
    left, top, _, height = page.box
    if len(page.runs) > MAX_RUNS:
        raise Unreadable(f"OFD 第{number}页的文字过多，不像年度报告。", _ADVICE)
    pieces = [
        Piece(
            text,
            (run.x - left) * _POINTS,
            (run.x - left + run.width) * _POINTS,
            (run.y - top - 0.85 * run.size) * _POINTS,
            (run.y - top + 0.15 * run.size) * _POINTS,
        )
        for run in page.runs
        if (text := clean(run.text)) and math.isfinite(run.x + run.y + run.width + run.size)
    ]
    edges: list[Box] = []
    content = _content(page.location, archive)
    if content is not None:
        _paths(content, -left, -top, edges, 0)
    return Page(number, height * _POINTS, pieces, edges)


def _content(location: str | None, archive: Archive) -> "_Element | None":
    """The page's own part; a page whose place is written wrongly keeps its text and has no tables."""
    if location is None or location not in archive:
        return None
    try:
        return archive.xml(location)
    except Unreadable:  # ofdkit mends what the strict parser refuses
        return None


def _paths(element: "_Element", x: float, y: float, edges: list[Box], depth: int) -> None:
    """The straight lines of all path objects below, at their offsets, in points."""
    if depth > MAX_DEPTH:
        raise Unreadable("OFD 页面嵌套过深。", RESAVE)
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = child.tag.rpartition("}")[2]
        if name == "PathObject":
            edges.extend(_straight(child, x, y))
        elif name not in ("TextObject", "ImageObject"):
            _paths(child, x, y, edges, depth + 1)


def _straight(path: "_Element", x: float, y: float) -> list[Box]:
    """The level and upright parts of a path object; of a thin filled shape, its middle line."""
    boundary = _numbers(path.get("Boundary"))
    matrix = _numbers(path.get("CTM")) or [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
    if len(boundary) != 4 or len(matrix) != 6:
        return []
    drawn = next(
        (one.text for one in path if one.tag.rpartition("}")[2] == "AbbreviatedData"), None
    )
    a, b, c, d, e, f = matrix

    def place(px: float, py: float) -> tuple[float, float]:
        return (
            (x + boundary[0] + a * px + c * py + e) * _POINTS,
            (y + boundary[1] + b * px + d * py + f) * _POINTS,
        )

    lines = [(*place(*start), *place(*end)) for start, end in _segments(drawn or "")]
    if (path.get("Stroke") or "true").lower() == "false" and lines:
        x0, x1 = (
            min(min(one[0], one[2]) for one in lines),
            max(max(one[0], one[2]) for one in lines),
        )
        y0, y1 = (
            min(min(one[1], one[3]) for one in lines),
            max(max(one[1], one[3]) for one in lines),
        )
        if min(x1 - x0, y1 - y0) > _THIN * _POINTS:
            return []
        if x1 - x0 > y1 - y0:
            return [(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)]
        return [((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)]
    return [one for one in lines if (abs(one[2] - one[0]) < 0.5) != (abs(one[3] - one[1]) < 0.5)]


def _segments(data: str) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight segments of abbreviated path data (GB/T 33190, 9.1): S, M, L and the closing C."""
    segments: list[tuple[tuple[float, float], tuple[float, float]]] = []
    tokens = _TOKEN.findall(data[:200_000])
    start = at = (0.0, 0.0)
    index = 0
    while index < len(tokens):
        operator = tokens[index]
        count = _OPERANDS.get(operator)
        if count is None:
            index += 1
            continue
        operands = [_finite(token) for token in tokens[index + 1 : index + 1 + count]]
        if len(operands) < count:
            break
        index += 1 + count
        if operator == "C":
            segments.append((at, start))
            at = start
            continue
        to = (operands[-2], operands[-1])
        if operator == "L":
            segments.append((at, to))
        elif operator in "MS":
            start = to
        at = to
    return segments


def _numbers(text: str | None) -> list[float]:
    return [_finite(token) for token in _TOKEN.findall(text or "")[:8]]


def _finite(token: str) -> float:
    try:
        number = float(token)
    except ValueError:
        return 0.0
    return number if math.isfinite(number) and abs(number) < 1e6 else 0.0
