"""Workbooks (.xlsx .xls .et): every visible sheet a table, merged ranges as spans."""

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
MAX_SHEETS = 60
MAX_ROWS = 4_000
MAX_COLUMNS = 256
MAX_MERGED = 20_000
MAX_CELLS = 200_000  # written in one sheet, the empty ones too
_PARTS = re.compile(rb"<(?:\w+:)?(row|c|v|is|f)\b([^>]*)>(?=(<?))")
_REFERENCE = re.compile(rb"(?<![\w:])r\s*=\s*[\"']([A-Za-z]*)(\d*)[\"']")
_TOO_LARGE = "工作表太大，不像年度报告的表格。"
_ONLY_REPORT = "请只保留年度报告的工作表，另存一份再上传。"
_HEADING = re.compile("[一二三四五六]、|.{0,40}年.{0,20}报告$")
_SENTENCE = 60  # characters; the longest label of the form has 40
_DAYS = (datetime.date, datetime.time)


def read_xlsx(data: bytes, name: str = "") -> Document:
    """Read a workbook; hidden sheets are not read, which a remark says.

    Raises Unreadable if it is damaged, encrypted or its sheets are larger than any report's.
    """
    import python_calamine

    remarks = _measure(Archive(data)) if data.startswith(b"PK") else []
    try:
        with python_calamine.CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            return _read(book, MEDIA_TYPE if data.startswith(b"PK") else _OLD_MEDIA_TYPE, remarks)
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


def _measure(archive: Archive) -> list[str]:
    """Refuse sheets larger than a report's before the library unfolds them; remarks on formulas."""
    uncomputed = 0
    for part in archive.names:
        lower = part.lower()
        if not lower.endswith((".xml", ".rels", ".bin")):
            continue
        content = archive.read(part)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise Unreadable("工作簿内部含有不应有的实体定义，可能是恶意文件，已停止读取。", RESAVE)
        if lower.startswith("xl/worksheets/"):
            uncomputed += _scan(content)
    if uncomputed:
        return [
            f"有{uncomputed}个公式没有存下计算结果，按空白读取；请用 Excel 或 WPS 打开保存一次再上传。"
        ]
    return []


def _scan(sheet: bytes) -> int:
    """Walk through a sheet's XML and refuse figures outside the bounds; returns formulas without result.

    The library makes a full grid up to the outermost figure, so one figure in the last corner of the
    sheet would take all memory there is, and a request it cannot meet ends the process.
    """
    row = column = cells = uncomputed = 0
    waiting = 0  # 1 after a formula whose result is still to come
    for tag, attributes, empty in _PARTS.findall(sheet):
        reference = _REFERENCE.search(attributes) if tag in (b"row", b"c") else None
        letters, digits = reference.groups() if reference else (b"", b"")
        if len(letters) > 3 or len(digits) > 7:
            raise Unreadable("工作簿里的单元格地址不合法。", RESAVE)
        if tag == b"row":
            row, column = int(digits or row + 1), 0
            uncomputed, waiting = uncomputed + waiting, 0
        elif tag == b"c":
            row = int(digits or row)
            column = _column_number(letters) if letters else column + 1
            uncomputed, waiting = uncomputed + waiting, 0
            cells += 1
            if cells > MAX_CELLS:
                raise Unreadable(_TOO_LARGE, _ONLY_REPORT)
        elif tag == b"f":
            waiting = 1
        elif empty or attributes.endswith(b"/"):
            continue
        elif row > MAX_ROWS or column > MAX_COLUMNS:
            raise Unreadable(_TOO_LARGE, _ONLY_REPORT)
        else:
            waiting = 0
    return uncomputed + waiting


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _read(
    book: "python_calamine.CalamineWorkbook", media_type: str, remarks: list[str]
) -> Document:
    import python_calamine

    blocks: list[Block] = []
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
            blocks += _parted(made)
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


def _parted(sheet: TableBlock) -> list[Block]:
    """Running text in a sheet as paragraphs, tables between them; both keep the rows of the sheet."""
    blocks: list[Block] = []
    table: list[GridCell] = []

    def end_table() -> None:
        if any(cell.text for cell in table):
            last = max(cell.row + cell.row_span for cell in table)
            blocks.append(TableBlock(tuple(table), last, sheet.column_count, sheet.place))
        table.clear()

    for number, row in enumerate(sheet.rows()):
        if _is_text(row, sheet.column_count):
            end_table()
            place = Place(table=sheet.place.table, row=number + 1)
            text = next(cell.text for cell in row if cell.text)
            blocks += [TextBlock(line.strip(), place) for line in text.split("\n") if line.strip()]
        else:
            table += row
    end_table()
    return blocks


def _is_text(row: list[GridCell], width: int) -> bool:
    """Whether a row holds one passage of text: alone in the sheet's width and read like prose.

    A heading counts only where it is merged over the whole width: a label may stand before blanks.
    """
    filled = [cell for cell in row if cell.text]
    if len(filled) != 1:
        return False
    cell = filled[0]
    if width == 1:
        return True
    sentence = cell.text.endswith("。") or len(cell.text) > _SENTENCE
    over_all = cell.column_span == width
    return sentence or (over_all and bool(_HEADING.match(cell.text)))


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
