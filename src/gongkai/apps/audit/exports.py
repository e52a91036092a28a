"""The log as files for people: CSV in a stream, a workbook within its limits."""

import csv
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO
from typing import Any

from django.db.models import QuerySet

from gongkai.apps.audit.models import Entry
from gongkai.apps.clock import CHINA

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A sheet ends at 1,048,576 rows; long before that nobody reads it.
MOST_ROWS = 100_000
HEADINGS = (
    "序号", "时间", "人员", "机关", "来自地址", "行为", "对象类别", "对象", "结果", "之前", "之后", "说明", "摘要",
)  # fmt: skip


def csv_lines(rows: QuerySet[Entry], label: Callable[[str], str]) -> Iterator[str]:
    """Lines of CSV with the mark that makes spreadsheets read UTF-8."""
    yield "\ufeff" + _line(HEADINGS)
    for entry in rows.iterator(chunk_size=1_000):
        yield _line(_cells(entry, label))


def workbook(rows: QuerySet[Entry], label: Callable[[str], str]) -> bytes:
    """A workbook of the first MOST_ROWS rows; a last row says where more were left out."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("审计日志")
    sheet.append(HEADINGS)
    for entry in rows[:MOST_ROWS].iterator(chunk_size=1_000):
        sheet.append(_cells(entry, label))
    if rows.count() > MOST_ROWS:
        sheet.append(["", f"只列出前 {MOST_ROWS} 行，请缩小范围，或者导出 CSV。"])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _cells(entry: Entry, label: Callable[[str], str]) -> list[Any]:
    values = [
        entry.seq,
        entry.at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S"),
        entry.person_name,
        entry.organ_name,
        entry.address,
        label(entry.act),
        entry.subject_kind,
        entry.subject_label,
        entry.get_outcome_display(),
        _said(entry.before),
        _said(entry.after),
        entry.note,
        entry.hash,
    ]
    return [_harmless(value) for value in values]


def _said(values: dict[str, Any] | None) -> str:
    return "" if values is None else "；".join(f"{name}：{value}" for name, value in values.items())


def _harmless(value: Any) -> Any:
    """A spreadsheet runs a cell that begins like a formula; control characters break its file."""
    if not isinstance(value, str):
        return value
    kept = "".join(one for one in value if one in "\n\t" or ord(one) >= 32)[:30_000]
    return f"'{kept}" if kept[:1] in ("=", "+", "-", "@", "\t") else kept


def _line(cells: Any) -> str:
    written = StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()
