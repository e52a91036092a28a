"""A list as XLSX: words as text in every cell (nothing in it is a formula), numbers as numbers."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from gongkai.apps import clock

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_answer(
    name: str, title: str, headings: Sequence[str], rows: Iterable[Sequence[str | int]]
) -> HttpResponse:
    """One sheet as a download called `name` and today's date."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.append([_text(sheet, heading, bold=True) for heading in headings])
    for row in rows:
        sheet.append([one if isinstance(one, int) else _text(sheet, one) for one in row])
    kept = BytesIO()
    book.save(kept)
    answer = HttpResponse(kept.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}-{clock.today():%Y%m%d}.xlsx"'
    return answer


def _text(sheet: Any, value: str, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
