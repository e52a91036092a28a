"""An XLSX list from outside: found by its headings, bounded, with errors named by row."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from gongkai.apps.disclosure.refusals import Refused
from gongkai.documents import sandbox
from gongkai.documents.errors import DocumentError

MOST_ROWS = 20_000
MOST_COLUMNS = 60
LONGEST_CELL = 5_000
# Headings stand within the first rows, below a title.
HEADING_WITHIN = 15


@dataclass(frozen=True)
class RowError:
    """What is wrong in a row (as the spreadsheet numbers it, from 1)."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        return f"第{self.row}行“{self.column}”：{self.message}"


class SheetRefused(Refused):
    """Nothing was imported; `errors` by row."""

    def __init__(self, errors: Iterable[RowError]) -> None:
        self.errors = tuple(errors)
        shown = " ".join(str(one) for one in self.errors[:3])
        more = f" 等共{len(self.errors)}处" if len(self.errors) > 3 else ""
        super().__init__(f"表格没有导入：{shown}{more}。请改正后整表重新导入。")


@dataclass(frozen=True)
class SheetRow:
    number: int
    values: dict[str, str]


def read_sheet(
    data: bytes, headings: Mapping[str, str], *, needed: Sequence[str], also: Iterable[str] = ()
) -> list[SheetRow]:
    """The rows below the headings, by the names that `headings` gives them; blank rows left out.

    `needed`: headings, each in one of its spellings; `also`: headings that are their own names. A heading
    may be written with blanks or line feeds inside, and in two rows, the second below some columns. Merged cells (一级事项 over several
    rows) give their words to every row they cover. Raises SheetRefused or Refused.
    """
    try:
        rows: list[list[str]] = sandbox.call(f"{__name__}:cells", data, "list.xlsx")
    except DocumentError as error:
        raise Refused(f"表格读不出来：{error.message}{error.advice}") from error
    at, found = _headings(rows, dict(headings) | {one: one for one in also}, needed, headings)
    made = []
    for number, row in enumerate(rows[at + 1 :], at + 2):
        values = {
            name: (row[place] if place is not None and place < len(row) else "").strip()
            for name, place in found.items()
        }
        if any(values.values()):
            made.append(SheetRow(number, values))
    if not made:
        raise Refused("表格里只有表头，没有内容。")
    return made


def _headings(
    rows: list[list[str]],
    headings: Mapping[str, str],
    needed: Sequence[str],
    shown: Iterable[str],
) -> tuple[int, dict[str, int | None]]:
    wanted = {headings[one] for one in needed}
    for number, row in enumerate(rows[:HEADING_WITHIN]):
        below = rows[number + 1] if number + 1 < len(rows) else []
        in_two_rows = [under or over for over, under in zip_longest(row, below, fillvalue="")]
        for at, cells_read in ((number + 1, in_two_rows), (number, row)):
            places = _places(cells_read, headings)
            if wanted <= {name for name, place in places.items() if place is not None} and (
                at == number or _is_heading(below, headings)
            ):
                return at, places
    raise Refused(
        f"没有找到表头。前{HEADING_WITHIN}行里应有这些列：{'、'.join(needed)}"
        f"（可以有的列：{'、'.join(shown)}）。"
    )


def _places(row: Sequence[str], headings: Mapping[str, str]) -> dict[str, int | None]:
    """Where each name stands: the first spelling, and the first column of it."""
    written = {"".join(cell.split()): place for place, cell in reversed(list(enumerate(row)))}
    places: dict[str, int | None] = dict.fromkeys(headings.values())
    for heading, name in headings.items():
        if heading in written and places[name] is None:
            places[name] = written[heading]
    return places


def _is_heading(row: Sequence[str], headings: Mapping[str, str]) -> bool:
    """Whether a second row is one of headings too: every word in it is a heading."""
    words = ["".join(cell.split()) for cell in row if cell.strip()]
    return bool(words) and all(one in headings for one in words)


def cells(data: bytes, name: str) -> list[list[str]]:
    """In the child process: the first visible sheet as text, merged cells filled."""
    from openpyxl import load_workbook

    from gongkai.documents.errors import Unreadable

    try:
        book = load_workbook(io.BytesIO(data), data_only=True)
    except Exception as error:
        raise Unreadable(
            "这不是可以打开的 .xlsx 文件。", "请用 Excel 或 WPS 另存为 .xlsx。"
        ) from error
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    sheet = sheets[0]
    if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
        raise Unreadable(f"表格超过{MOST_ROWS}行或{MOST_COLUMNS}列。", "请分成几份导入。")
    rows = [
        ["" if value is None else str(value)[:LONGEST_CELL] for value in row]
        for row in sheet.iter_rows(values_only=True)
    ]
    for span in sheet.merged_cells.ranges:
        words = rows[span.min_row - 1][span.min_col - 1]
        for row in range(span.min_row - 1, min(span.max_row, len(rows))):
            for column in range(span.min_col - 1, min(span.max_col, len(rows[row]))):
                rows[row][column] = words
    return rows
