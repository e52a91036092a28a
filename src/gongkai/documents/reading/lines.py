"""The document as one run of lines and tables; headings run together with text are set apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from gongkai.documents.blocks import Document, TableBlock, TextBlock
from gongkai.domain.reports.forms import FORMATS, load_form
from gongkai.domain.reports.labels import normalise

_PAGE_NUMBER = re.compile(
    # what a browser prints over and under each page, then the number of a page by itself
    r"(?:file|https?)://\S+\s+\d{1,4}/\d{1,4}\Z|\s*\d{1,4}[/-]\d{1,2}[/-]\d{1,4}[, ]+\d{1,2}:\d\d(?:\s*[AP]M)?\b.{0,40}\Z"
    r"|[\s\-—–－~·.]*(?:第\s*\d{1,4}\s*页(?:\s*[共/]\s*\d{1,4}\s*页?)?|[-—–－~·]\s*\d{1,3}\s*[-—–－~·])[\s\-—–－~·.]*\Z"
)
_NUMBER_ALONE = re.compile(r"\s*[一二三四五六][、.．]\s*\Z")
_NUMBER_BEFORE = re.compile(r"\s*([一二三四五六])\s*[、.．]")
_BETWEEN = r"[ \t\u3000\xa0]*"
NUMBERS = "一二三四五六"
_LONG_CELL = 120
_MAX_LINE = 200_000


@dataclass(frozen=True)
class Line:
    """A line of text; `heading` is the number of the section whose heading was cut out of a text."""

    block: TextBlock
    cut_heading: str = ""

    @property
    def text(self) -> str:
        return self.block.text


Item = Line | TableBlock


def items_of(document: Document) -> list[Item]:
    """Lines and tables in reading order, without page numbers; tables that hold an article opened."""
    items: list[Item] = []
    for block in document.blocks:
        if isinstance(block, TextBlock):
            items.extend(_lines(block))
        elif _holds_article(block):
            for cell in sorted(block.cells, key=lambda one: (one.row, one.column)):
                for part in cell.text.split("\n"):
                    items.extend(_lines(TextBlock(part, block.place)))
        else:
            items.extend(_at_heading_rows(block))
    return _with_numbers_joined(items)


def _at_heading_rows(table: TableBlock) -> Iterator[Item]:
    """A table parted where a row holds nothing but the heading of a section.

    The pieces keep the row numbers of the whole.
    """
    rows = [[cell for cell in row if cell.text.strip()] for row in table.rows()]
    headings = {
        number: row[0].text
        for number, row in enumerate(rows)
        if len(row) == 1 and _opens(row[0].text)
    }
    if not headings:
        yield table
        return
    start = 0
    for number in [*headings, table.row_count]:
        cells = tuple(cell for cell in table.cells if start <= cell.row < number)
        if any(cell.text.strip() for cell in cells):
            yield replace(table, cells=cells)
        if number in headings:
            yield Line(TextBlock(headings[number].strip(), table.place))
        start = number + 1


def _opens(text: str) -> bool:
    """Whether a cell holds the number and the title of a section and nothing else."""
    found = _NUMBER_BEFORE.match(text)
    if found is None:
        return False
    return normalise(text[found.end() :]).strip(":。、") in heading_spellings()[found.group(1)]


def _with_numbers_joined(items: list[Item]) -> list[Item]:
    """一、 on one line and 总体情况 on the next are one heading."""
    made: list[Item] = []
    for item in items:
        before = made[-1] if made else None
        if (
            isinstance(item, Line)
            and isinstance(before, Line)
            and _NUMBER_ALONE.match(before.text)
            and any(normalise(item.text) in known for known in heading_spellings().values())
        ):
            made[-1] = Line(before.block._replace(text=before.text.strip() + item.text.strip()))
        else:
            made.append(item)
    return made


def _holds_article(table: TableBlock) -> bool:
    return any(len(cell.text) > _LONG_CELL and cell.text.count("。") >= 2 for cell in table.cells)


def _lines(block: TextBlock) -> Iterator[Line]:
    text = block.text
    if not text.strip() or _PAGE_NUMBER.match(text):
        return
    for part, heading in _split_at_headings(text[:_MAX_LINE]):
        if part.strip():
            yield Line(TextBlock(part, block.place, block.level), heading)


def _split_at_headings(text: str) -> Iterator[tuple[str, str]]:
    """The text before, each heading by itself, and the text after it."""
    if (
        len(text) < 8
        or "、" not in text
        and "，" not in text
        and "." not in text
        and "．" not in text
    ):
        yield text, ""
        return
    start = 0
    for found in _embedded().finditer(text):
        number = next(key for key, value in found.groupdict().items() if value)[1:]
        if not _is_break(text, found):
            continue
        yield text[start : found.start()], ""
        yield found.group(), NUMBERS[int(number)]
        start = found.end()
    yield text[start:], ""


def _is_break(text: str, found: re.Match[str]) -> bool:
    """A heading begins a line or follows a sentence or a table; what is quoted or listed is none."""
    before = text[: found.start()].rstrip(" \t\u3000\xa0")
    after = text[found.end() :]
    if not before:
        if re.match(r"\s*(?:[（(]?[一二三四五六\d]|无|第二十条)", after):
            return True
        rest = re.split(r"[。；，,：:]", after, maxsplit=1)[0].strip()
        return not (rest and len(rest) <= 14 and len(rest) == len(after.strip()))
    if before[-1] in '“"《〈（(、，,第':
        return False
    return before[-1] in "。！？；;.!?”）)>：:" or before[-1].isdigit() or len(text) > 400


@cache
def _embedded() -> re.Pattern[str]:
    """Number and title of each section as the form or a known variant has it, blanks allowed."""
    groups = []
    for position, number in enumerate(NUMBERS):
        spellings = sorted(heading_spellings()[number], key=len, reverse=True)
        titles = "|".join(_BETWEEN.join(_char(char) for char in spelling) for spelling in spellings)
        groups.append(
            f"(?P<n{position}>{number}{_BETWEEN}[、.．,，]{_BETWEEN}(?:{titles})[、：:]?)"
        )
    return re.compile("|".join(groups))


def _char(char: str) -> str:
    return "[、，,和与]?" if char == "、" else re.escape(char)


@cache
def heading_spellings() -> dict[str, frozenset[str]]:
    """Section number → its normalised headings and variants in all forms."""
    found: dict[str, set[str]] = {number: set() for number in NUMBERS}
    for key in FORMATS:
        for section in load_form(key).sections:
            found[section.number] |= {
                normalise(one) for one in (section.heading, *section.variants)
            }
    return {number: frozenset(spellings) for number, spellings in found.items()}
