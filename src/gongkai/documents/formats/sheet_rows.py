"""The rows of a workbook's first visible sheet as a spreadsheet counts them, for tables filled in by hand."""

import datetime
from io import BytesIO
from typing import Any

from gongkai.documents import sandbox
from gongkai.documents.errors import Unreadable
from gongkai.documents.formats.archive import RESAVE, Archive
from gongkai.documents.formats.xlsx import MAX_COLUMNS, MAX_ROWS, _measure

Row = tuple[int, tuple[str, ...]]


def read_rows_safely(data: bytes, name: str) -> list[Row]:
    """As `read_rows`, in a child process within the limits of `sandbox`; for files from outside."""
    rows: list[Row] = sandbox.call(
        f"{__name__}:read_rows", data, name, preload=("python_calamine",)
    )
    return rows


def read_rows(data: bytes, name: str = "") -> list[Row]:
    """The number of each row that is not blank (from 1) and its cells as text, ends trimmed.

    Days come as YYYY-MM-DD, whole numbers without a fraction. Raises Unreadable.
    """
    import python_calamine

    if not data.startswith(b"PK"):
        raise Unreadable(
            "这不是 Excel 工作簿（.xlsx）。", "请用下载的模板填写，存为 .xlsx 再上传。"
        )
    _measure(Archive(data))
    try:
        with python_calamine.CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            visible = [
                one.name
                for one in book.sheets_metadata
                if one.visible == python_calamine.SheetVisibleEnum.Visible
                and one.typ == python_calamine.SheetTypeEnum.WorkSheet
            ]
            if not visible:
                raise Unreadable("工作簿里没有可见的工作表。", RESAVE)
            values = book.get_sheet_by_name(visible[0]).to_python(skip_empty_area=False)
    except python_calamine.PasswordError as error:
        raise Unreadable("工作簿设了密码，无法读取。", "请取消密码后另存一份再上传。") from error
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise Unreadable("工作簿已损坏，无法读取。", RESAVE) from error
    if len(values) > MAX_ROWS or (values and len(values[0]) > MAX_COLUMNS):
        raise Unreadable(f"表格超过 {MAX_ROWS} 行。", "请分成几个文件导入。")
    rows = ((number, tuple(map(_text, row))) for number, row in enumerate(values, start=1))
    return [(number, cells) for number, cells in rows if any(cells)]


def _text(value: Any) -> str:
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
