"""Old and foreign office files (.doc .xls .ppt .wps .rtf .odt), turned into new ones by LibreOffice."""

import shutil
from io import BytesIO

from gongkai.documents.errors import Unreadable
from gongkai.documents.extracting.contents import Contents, Part
from gongkai.documents.formats.office import converted

_STREAMS = (("Workbook", "xlsx"), ("Book\0", "xlsx"), ("PowerPoint Document", "pptx"))
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def legacy(data: bytes, name: str, depth: int) -> Contents:
    """Everything in an old file. Without LibreOffice only workbooks can be read, without what is hidden in them."""
    if _ENCRYPTED in data:
        raise Unreadable("文件设了密码，无法读取。", "请取消密码后另存一份再上传。")
    kind = _new_kind(data)
    if shutil.which("soffice") or shutil.which("libreoffice"):
        return _again(converted(data, kind), kind, name, depth)
    if kind == "xlsx" and not data.startswith(b"PK"):
        return _old_workbook(data)
    raise Unreadable(
        "本机没有安装 LibreOffice，无法检查这种旧格式的文件。",
        f"请用 Word、WPS 打开后另存为 .{kind} 再上传。",
    )


def _again(made: bytes, kind: str, name: str, depth: int) -> Contents:
    from gongkai.documents.extracting.slides import slides
    from gongkai.documents.extracting.word import word
    from gongkai.documents.extracting.workbook import workbook

    return {"docx": word, "xlsx": workbook, "pptx": slides}[kind](made, name, depth)


def _new_kind(data: bytes) -> str:
    if data.startswith(b"PK"):
        head = data[:200]
        return "xlsx" if b"spreadsheet" in head else "pptx" if b"presentation" in head else "docx"
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in data:
            return kind
    return "docx"


def _old_workbook(data: bytes) -> Contents:
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            parts = []
            for known in book.sheets_metadata:
                if known.typ != python_calamine.SheetTypeEnum.WorkSheet:
                    continue
                hidden = known.visible != python_calamine.SheetVisibleEnum.Visible
                rows = book.get_sheet_by_name(known.name).to_python(skip_empty_area=False)
                parts.append(
                    Part(
                        f"工作表“{known.name}”" + ("（隐藏）" if hidden else ""),
                        rows=tuple(tuple(_words(cell) for cell in row) for row in rows),
                        is_sheet=True,
                        layer="hidden" if hidden else "shown",
                    )
                )
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise Unreadable(
            "工作簿已损坏，无法读取。", "请用 Excel 或 WPS 另存为 .xlsx 再上传。"
        ) from error
    gap = "旧格式的工作簿只检查了单元格，批注等没有检查；请另存为 .xlsx 再上传。"
    return Contents(tuple(parts), (gap,))


def _words(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
