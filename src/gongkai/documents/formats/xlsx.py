"""Workbooks (.xlsx .xls .et .ods): every visible sheet a table, merged ranges as spans."""

import datetime
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from gongkai.documents.blocks import Block, Document, GridCell, TableBlock, TextBlock
from gongkai.documents.errors import Unreadable
from gongkai.documents.formats.archive import RESAVE, Archive
from gongkai.domain.reports.annual_report import Place

if TYPE_CHECKING:
    import python_calamine

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OLD_MEDIA_TYPE = "application/vnd.ms-excel"
_OPEN_MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
MAX_SHEETS = 60
MAX_ROWS = 4_000
MAX_COLUMNS = 256
MAX_MERGED = 20_000
# Cells that hold something, by their reference: A1 … XFD1048576. The library makes a full grid up
# to the outermost one, so a single figure in the last corner would take all memory there is.
_FILLED = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"[^>]*(?<!/)>")
_REPEATED = re.compile(rb"number-(?:columns|rows)-(?:repeated|spanned)=\"(\d+)\"")
_TOO_LARGE = "工作表太大，不像年度报告的表格。"
_ONLY_REPORT = "请只保留年度报告的工作表，另存一份再上传。"
_DAYS = (datetime.date, datetime.time)


def read_xlsx(data: bytes, name: str = "") -> Document:
    """Read a workbook; hidden sheets are not read, which a remark says.

    Raises Unreadable if it is damaged, encrypted or its sheets are larger than any report's.
    """
    import python_calamine

    if data.startswith(b"PK"):
        _measure(Archive(data))
    try:
        with python_calamine.CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            return _read(book, _media_type(data))
    except Unreadable:
        raise
    except python_calamine.PasswordError as error:
        raise Unreadable("工作簿设了密码，无法读取。", "请取消密码后另存一份再上传。") from error
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise Unreadable("工作簿已损坏，无法读取。", RESAVE) from error
    except BaseException as error:
        # A panic of the Rust code comes as an exception beside `Exception`.
        if type(error).__name__ == "PanicException":
            raise Unreadable("工作簿内部结构异常，无法读取。", RESAVE) from error
        raise


def _media_type(data: bytes) -> str:
    if not data.startswith(b"PK"):
        return _OLD_MEDIA_TYPE
    return _OPEN_MEDIA_TYPE if b"opendocument.spreadsheet" in data[:200] else MEDIA_TYPE


def _measure(archive: Archive) -> None:
    """Refuse sheets that are larger than a report's before the library unfolds them."""
    for part in archive.names:
        lower = part.lower()
        if lower.startswith("xl/worksheets/") and lower.endswith(".xml"):
            for column, row in _FILLED.findall(archive.read(part)):
                if int(row) > MAX_ROWS or _column_number(column) > MAX_COLUMNS:
                    raise Unreadable(_TOO_LARGE, _ONLY_REPORT)
        elif lower == "content.xml":
            content = archive.read(part)
            repeated = [int(count) for count in _REPEATED.findall(content) if len(count) < 9]
            # Empty rows and columns to the end of the sheet are normal once or twice a sheet.
            if len(repeated) > MAX_MERGED or sum(count > MAX_ROWS for count in repeated) > 1_000:
                raise Unreadable(_TOO_LARGE, _ONLY_REPORT)
        elif lower == "xl/sharedstrings.xml" or lower.endswith((".xml", ".rels", ".bin")):
            archive.read(part)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _read(book: "python_calamine.CalamineWorkbook", media_type: str) -> Document:
    import python_calamine

    blocks: list[Block] = []
    remarks: list[str] = []
    hidden: list[str] = []
    if len(book.sheets_metadata) > MAX_SHEETS:
        raise Unreadable(f"工作簿有{len(book.sheets_metadata)}个工作表，太多了。", _ONLY_REPORT)
    tables = 0
    for sheet in book.sheets_metadata:
        if sheet.visible != python_calamine.SheetVisibleEnum.Visible:
            hidden.append(sheet.name[:40])
            continue
        if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        made = _sheet(book.get_sheet_by_name(sheet.name), tables + 1)
        if made is not None:
            tables += 1
            blocks += [TextBlock(sheet.name.strip(), level=1), made]
    if hidden:
        remarks.append(f"有{len(hidden)}个隐藏工作表未读：{'、'.join(hidden)[:200]}。")
    return Document(media_type, tuple(blocks), remarks=tuple(remarks))


def _sheet(sheet: "python_calamine.CalamineSheet", number: int) -> TableBlock | None:
    """The sheet as a table from A1, so that row and column are those the person sees; None if empty."""
    if sheet.total_height > MAX_ROWS or sheet.total_width > MAX_COLUMNS:
        raise Unreadable(_TOO_LARGE, _ONLY_REPORT)
    rows = sheet.to_python(skip_empty_area=False)
    height, width = len(rows), max((len(row) for row in rows), default=0)
    if not height or not width:
        return None
    spans, covered = _merged(sheet, height, width)
    cells = []
    for row, values in enumerate(rows):
        for column in range(width):
            if (row, column) in covered:
                continue
            down, across = spans.get((row, column), (1, 1))
            value = values[column] if column < len(values) else ""
            cells.append(GridCell(_text(value), row, column, down, across))
    return TableBlock(tuple(cells), height, width, Place(table=number))


def _merged(
    sheet: "python_calamine.CalamineSheet", height: int, width: int
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """(spans of the cells that begin a merged range, cells covered by one), cut at the sheet's end."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    ranges = sheet.merged_cell_ranges or []
    if len(ranges) > MAX_MERGED:
        raise Unreadable(_TOO_LARGE, _ONLY_REPORT)
    for (top, left), (bottom, right) in ranges:
        if top >= height or left >= width or (top, left) in covered:
            continue
        down, across = min(bottom, height - 1) - top + 1, min(right, width - 1) - left + 1
        inside = {(top + r, left + c) for r in range(down) for c in range(across)} - {(top, left)}
        if down < 1 or across < 1 or inside & covered or inside & spans.keys():
            continue
        spans[top, left] = (down, across)
        covered |= inside
        if len(covered) > MAX_ROWS * 64:
            raise Unreadable(_TOO_LARGE, _ONLY_REPORT)
    return spans, covered


def _text(value: Any) -> str:
    """As the cell shows it without number format: 5.0 is 5, a day is 2025-01-31."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, _DAYS):
        return value.isoformat()
    return str(value).replace("\u00a0", " ").replace("\r\n", "\n").strip()
