"""The sheet to fill in: for one unit its items by month, for several one row a unit. What stands is filled in."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from gongkai.apps.annual.items import Item, items_of, items_of_all
from gongkai.apps.annual.sheets.layout import (
    CODE,
    EVIDENCE,
    ITEM,
    MEASURE,
    MONTH,
    MONTHS,
    UNIT,
    WHOLE_YEAR,
)
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.models import Organ

# (organ id, cell, month) → what stands.
Held = Mapping[tuple[int, str, int | None], Decimal]
HINT = "没有发生的填 0；不填的不改。按月和按年只填一种，两种都填的，年报取按年的数。"


def template(organs: Sequence[Organ], period: Period, held: Held) -> bytes:
    """One unit: items as rows, months as columns. Several: units as rows, items as columns."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = f"{period.year}年度"
    if len(organs) == 1:
        _by_month(sheet, organs[0], period, held)
    else:
        _by_unit(sheet, organs, period, held)
    _explain(book.create_sheet("填写说明"), period)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _by_month(sheet: Any, organ: Organ, period: Period, held: Held) -> None:
    _head(sheet, [ITEM, MEASURE, *MONTHS, WHOLE_YEAR, EVIDENCE])
    for item in items_of(organ, period):
        figures = [held.get((organ.pk, item.cell, month)) for month in (*MONTHS.values(), None)]
        _row(sheet, [item.heading, item.unit, *figures, ""])
    sheet.freeze_panes = "C2"
    sheet.column_dimensions["A"].width = 26


def _by_unit(sheet: Any, organs: Sequence[Organ], period: Period, held: Held) -> None:
    items = items_of_all(organs, period)
    _head(sheet, [UNIT, CODE, MONTH, *(_heading(one) for one in items), EVIDENCE])
    for organ in organs:
        figures = [held.get((organ.pk, one.cell, None)) for one in items]
        _row(sheet, [organ.name, organ.credit_code, WHOLE_YEAR, *figures, ""])
    sheet.freeze_panes = "B2"
    sheet.column_dimensions["A"].width = 30
    sheet.column_dimensions["B"].width = 22


def _heading(item: Item) -> str:
    return f"{item.heading}（{item.unit}）"


def _head(sheet: Any, headings: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for number, heading in enumerate(headings, start=1):
        cell = sheet.cell(1, number, heading)
        cell.font = Font(bold=True, color="16324F")
        cell.fill = PatternFill("solid", fgColor="EEF2F6")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(number)].width = max(8, len(heading) * 1.7)
    sheet.row_dimensions[1].height = 34


def _row(sheet: Any, values: Sequence[str | Decimal | None]) -> None:
    at = sheet.max_row + 1
    for number, value in enumerate(values, start=1):
        if value is None or value == "":
            continue
        cell = sheet.cell(at, number, value)
        if isinstance(value, str):
            cell.data_type = "s"  # a name is never a formula


def _explain(sheet: Any, period: Period) -> None:
    lines = (
        f"{period.year}年度填报数据。只读第一张工作表。",
        HINT,
        "行政许可、行政处罚、行政强制填本年处理决定数量；行政事业性收费的单位是万元，保留两位小数；"
        "信息处理费的单位是元。",
        "规范性文件、申请、复议诉讼的数由台账自动汇总，不在这里填。",
        "上传以后先预览改动，确认无误再填报；填报以后由另一人确认，才计入年报。",
    )
    for number, line in enumerate(lines, start=1):
        sheet.cell(number, 1, line)
    sheet.column_dimensions["A"].width = 100
