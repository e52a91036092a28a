"""Workbooks: every sheet however hidden, hidden rows and columns, comments, names, caches, properties."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import TYPE_CHECKING

from gongkai.documents.errors import Unreadable
from gongkai.documents.extracting.contents import Contents, Layer, Part, joined
from gongkai.documents.extracting.package import (
    drawn,
    links,
    relations,
    rest,
    within,
)
from gongkai.documents.formats.archive import (
    RESAVE,
    Archive,
    in_transitional_names,
    refuse_entities,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_HIDDEN = {"hidden": "隐藏", "veryHidden": "深度隐藏"}
MOST_CELLS = 400_000
MOST_COLUMNS = 500
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})$")


@dataclass
class Sheet:
    """Where a sheet stands in the package."""

    name: str
    part: str
    state: str

    @property
    def place(self) -> str:
        hidden = _HIDDEN.get(self.state)
        return f"工作表“{self.name}”" + (f"（{hidden}）" if hidden else "")

    @property
    def layer(self) -> Layer:
        return "hidden" if self.state in _HIDDEN else "shown"


@dataclass
class _Read:
    """What one sheet holds: rows by number, each by column from 1."""

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    aside: list[str] = field(default_factory=list)
    cells: int = 0
    cut: bool = False


def workbook(data: bytes, name: str, depth: int) -> Contents:
    """Everything in an .xlsx or .xlsm. A binary workbook (.xlsb) is a gap."""
    archive = Archive(data)
    main = next((one for one in archive.names if re.fullmatch(r"xl/workbook\d*\.xml", one)), None)
    if main is None:
        raise Unreadable("二进制格式的工作簿（.xlsb）无法检查。", "请另存为 .xlsx 再上传。")
    strings_part = next((one for one in archive.names if one.lower() == "xl/sharedstrings.xml"), "")
    strings = shared_strings(archive.read(strings_part)) if strings_part else []
    read = {main, strings_part}
    made: list[Contents] = []
    for sheet in sheets(archive, main):
        if sheet.part not in archive:
            continue
        read.add(sheet.part)
        made.append(_sheet(archive, sheet, strings, read))
    names = [
        one.text
        for one in archive.xml(main).iter(f"{S}definedName")
        if one.text and "!" not in one.text
    ]
    if names:
        made.append(Contents((Part("定义的名称", "\n".join(names), layer="hidden"),)))
    made.append(rest(archive, read, depth))
    return joined(made)


def sheets(archive: Archive, main: str) -> list[Sheet]:
    """The sheets in their order."""
    related = relations(archive, main)
    return [
        Sheet(
            one.get("name") or "",
            related.get(one.get(_R_ID) or "", ("", ""))[1],
            one.get("state") or "visible",
        )
        for one in archive.xml(main).iter(f"{S}sheet")
    ]


def shared_strings(data: bytes) -> list[str]:
    """The workbook's table of texts, runs joined, phonetic notes left out."""
    return [
        "".join(one.text or "" for one in item.iter(f"{S}t") if not within(one, f"{S}rPh"))
        for item in walk(data, f"{S}si")
    ]


def walk(data: bytes, *tags: str) -> Iterator["_Element"]:
    """Elements of these tags, each freed when the next is asked for. Without entities."""
    from lxml import etree

    refuse_entities(data)
    reading = etree.iterparse(
        BytesIO(in_transitional_names(data)), events=("end",), tag=tags, resolve_entities=False, no_network=True,
        huge_tree=False, load_dtd=False,
    )  # fmt: skip
    try:
        for _, one in reading:
            yield one
            one.clear()
            while one.getprevious() is not None:
                del one.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise Unreadable("工作簿内部已损坏，无法读取。", RESAVE) from error


def _sheet(archive: Archive, sheet: Sheet, strings: list[str], read: set[str]) -> Contents:
    found = _cells(archive.read(sheet.part), strings)
    parts = [_as_part(sheet, found)]
    if found.aside:
        parts.append(
            Part(f"{sheet.place}的页眉页脚和有效性", "\n".join(found.aside), layer="aside")
        )
    for kind, part in relations(archive, sheet.part).values():
        if part not in archive:
            continue
        if kind in ("comments", "threadedComment"):
            read.add(part)
            parts.append(_comments(archive, sheet, part))
        elif kind == "drawing":
            read.add(part)
            if lines := drawn(archive.xml(part)):
                parts.append(Part(f"{sheet.place}的文本框", "\n".join(lines), layer=sheet.layer))
    if outside := links(archive, sheet.part):
        parts.append(Part(f"{sheet.place}的链接地址", "\n".join(outside), layer="aside"))
    gaps = (
        (f"{sheet.place}的单元格过多，只检查了前{MOST_CELLS // 10_000}万个。",) if found.cut else ()
    )
    return Contents(tuple(one for one in parts if one.rows or one.text.strip()), gaps)


def _comments(archive: Archive, sheet: Sheet, part: str) -> Part:
    rows = []
    for one in archive.xml(part).iter():
        if isinstance(one.tag, str) and one.tag.endswith(("}comment", "}threadedComment")):
            words = "".join(
                t.text or "" for t in one.iter() if str(t.tag).endswith(("}t", "}text"))
            )
            rows.append(f"{one.get('ref') or ''}：{words}".replace("\n", " "))
    return Part(f"{sheet.place}的批注", "\n".join(rows), layer="aside")


def _cells(data: bytes, strings: list[str]) -> _Read:
    found = _Read()
    row = 0
    for one in walk(
        data, f"{S}row", f"{S}col", f"{S}headerFooter", f"{S}formula1", f"{S}dataValidation"
    ):
        if one.tag == f"{S}col":
            if one.get("hidden") in ("1", "true") or one.get("width") in ("0", "0.0"):
                last = min(_int(one.get("max"), 0), MOST_COLUMNS)
                found.hidden_columns |= set(range(_int(one.get("min"), 1), last + 1))
        elif one.tag == f"{S}row":
            row = _int(one.get("r"), row + 1)
            if one.get("hidden") in ("1", "true") or one.get("ht") in ("0", "0.0"):
                found.hidden_rows.add(row)
            _row(one, row, strings, found)
        elif one.tag == f"{S}dataValidation":
            found.aside += [value for key in ("prompt", "error") if (value := one.get(key))]
        else:
            found.aside += [said for word in one.itertext() if (said := str(word).strip())]
    return found


def _row(line: "_Element", row: int, strings: list[str], found: _Read) -> None:
    column = 0
    for cell in line.iterchildren(f"{S}c"):
        reference = _REFERENCE.match(cell.get("r") or "")
        column = column_number(reference.group(1)) if reference else column + 1
        text = cell_words(cell, strings)
        if not text.strip():
            continue
        found.cells += 1
        if found.cells > MOST_CELLS:
            found.cut = True
            return
        found.rows.setdefault(row, {})[column] = text


def cell_words(cell: "_Element", strings: list[str]) -> str:
    """The cell's value as people would write it: long numbers without an exponent."""
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        return "".join(one.text or "" for one in cell.iter(f"{S}t"))
    value = cell.findtext(f"{S}v") or ""
    if kind == "s":
        number = _int(value, -1)
        return strings[number] if 0 <= number < len(strings) else ""
    if kind == "n" and ("E" in value or "e" in value or "." in value):
        return _number(value)
    return value


def _number(value: str) -> str:
    try:
        number = Decimal(value)
        if number.is_finite() and -30 < number.adjusted() < 30:
            text = format(number, "f")
            return text.rstrip("0").rstrip(".") if "." in text else text
    except InvalidOperation:
        pass
    return value


def _as_part(sheet: Sheet, found: _Read) -> Part:
    numbers = sorted(found.rows)
    rows = []
    for number in numbers:
        row = found.rows[number]
        wide = min(max(row), MOST_COLUMNS)
        cells = [row.get(column, "") for column in range(1, wide + 1)]
        # Figures far to the right stand together in the last cell that is kept.
        if beyond := [text for column, text in sorted(row.items()) if column > MOST_COLUMNS]:
            cells[-1] = "\n".join(filter(None, (cells[-1], *beyond)))
        rows.append(tuple(cells))
    return Part(
        sheet.place,
        rows=tuple(rows),
        numbers=tuple(numbers),
        is_sheet=True,
        layer=sheet.layer,
        hidden_rows=frozenset(found.hidden_rows & set(numbers)),
        hidden_columns=frozenset(
            column
            for column in found.hidden_columns
            if any(column in row for row in found.rows.values())
        ),
    )


def column_number(name: str) -> int:
    """AA → 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def _int(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else default
