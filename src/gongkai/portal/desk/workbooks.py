"""Tables as XLSX files. Text stays text: nothing that came from a report becomes a formula."""

from collections.abc import Iterable, Sequence
from io import BytesIO

_LONGEST = 32_000  # a cell of a sheet holds 32 767 characters
_WIDEST = 80


def workbook(
    sheet_name: str, heads: Sequence[str], rows: Iterable[Sequence[str | int | None]]
) -> bytes:
    """One sheet with a head that stays in view and a filter; the columns as wide as their text."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = sheet_name
    widths = [_width(head) for head in heads]
    for number, row in enumerate([heads, *rows], start=1):
        for place, value in enumerate(row):
            if isinstance(value, str):
                value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST]
                widths[place] = min(_WIDEST, max(widths[place], _width(value)))
            cell = sheet.cell(number, place + 1, value)
            if isinstance(value, str):
                cell.data_type = "s"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if number == 1:
                cell.font = Font(bold=True)
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width + 2
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _width(text: str) -> int:
    """Columns of a sheet that the longest line takes; a Chinese character takes two."""
    return max(
        (sum(2 if ord(one) > 0x2E80 else 1 for one in line) for line in text.splitlines()),
        default=0,
    )
