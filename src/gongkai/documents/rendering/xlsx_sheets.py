"""Sheets of a report's workbook: prose sheets, table sheets, checks and protection."""

from collections.abc import Callable
from math import ceil
from typing import Any

from gongkai.documents.rendering.official_tables import DrawnCell, DrawnTable, Part, broken
from gongkai.documents.rendering.printed import clean, printed
from gongkai.documents.rendering.xlsx_workbook import (
    Total,
    Workbook,
    absolute,
    place,
    sum_formula,
)
from gongkai.domain.reports.annual_report import AnnualReport, State, Value, plain_number

_FONT, _HEAD_FONT, _TITLE_FONT = "宋体", "黑体", "方正小标宋简体"
# Width of a column in characters a millimetre, at 11 pt.
_CHARACTERS_PER_MM = 0.52
_LABEL_SIZE = 10  # points
_CHARACTER = 3.55  # mm of a Chinese character in that size
_SIDE = 1.5  # mm that a cell leaves beside its text
_PROSE_WIDTH = 78  # characters of 11 pt
_EMPTY_ROW = 40.0
_INPUT_FILL = "FFF4F6F8"  # where something is to be written
_HIGHEST_ROW = 409.0  # points that a row can have
_CELL_LIMIT = 32_767  # characters that Excel takes in a cell


class Sheet:
    """A sheet of prose: one paragraph a row, in the first column."""

    line = 42  # Chinese characters of 12 pt in a line

    def __init__(self, workbook: Workbook, name: str) -> None:
        self.workbook = workbook
        self.sheet = workbook.book.create_sheet(name)
        self.row = 0
        self._set_page()
        self._set_columns()

    def _set_page(self) -> None:
        page = self.sheet.page_setup
        page.paperSize, page.orientation = 9, "portrait"
        page.fitToWidth, page.fitToHeight = 1, 0
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True
        margins = self.sheet.page_margins
        margins.top, margins.bottom, margins.left, margins.right = 1.0, 0.9, 0.7, 0.7
        self.sheet.oddFooter.center.text = "— &P —"
        self.sheet.print_options.horizontalCentered = True
        self.sheet.sheet_view.showGridLines = False

    def _set_columns(self) -> None:
        self.sheet.column_dimensions["A"].width = _PROSE_WIDTH

    def add_title(self, text: str) -> None:
        self._put(text, _TITLE_FONT, 20, horizontal="center", height=48)

    def add_heading(self, text: str) -> None:
        self._put(text, _HEAD_FONT, 14, horizontal="left", height=30)

    def add_text(self, text: str, *, signature: bool = False) -> None:
        """A paragraph that can be edited, in a row as high as its lines."""
        from openpyxl.styles import Protection

        lines = -(-len(text) // self.line)
        height = min(18.0 * lines + 6, _HIGHEST_ROW)
        horizontal = "right" if signature else "left"
        cell = self._put(text, _FONT, 12, horizontal=horizontal, height=height)
        cell.protection = Protection(locked=False)

    def add_prompt(self, prompt: str, rows: int) -> None:
        """Empty rows to write in; what to write is said when one is chosen and is not in the cell."""
        from openpyxl.styles import PatternFill, Protection
        from openpyxl.worksheet.datavalidation import DataValidation

        say = DataValidation(
            allow_blank=True, showInputMessage=True, promptTitle="请填写", prompt=prompt[:250]
        )
        for _ in range(rows):
            cell = self._put("", _FONT, 12, horizontal="left", height=_EMPTY_ROW)
            cell.value = None
            cell.protection = Protection(locked=False)
            cell.fill = PatternFill(fgColor=_INPUT_FILL, fill_type="solid")
            say.add(cell.coordinate)
        self.sheet.add_data_validation(say)

    def _put(self, text: str, font: str, size: float, *, horizontal: str, height: float) -> Any:
        self.row += 1
        cell = self.sheet.cell(self.row, 1)
        put_text(cell, text)
        style(cell, font, size, horizontal)
        self.sheet.row_dimensions[self.row].height = height
        return cell


class TableSheet(Sheet):
    """A sheet with one official table; labels are locked, figures are not."""

    def __init__(self, workbook: Workbook, name: str, table: DrawnTable) -> None:
        self.table = table
        super().__init__(workbook, name)

    def _set_columns(self) -> None:
        from openpyxl.utils import get_column_letter

        for number, width in enumerate(self.table.widths, start=1):
            letter = get_column_letter(number)
            self.sheet.column_dimensions[letter].width = max(width * _CHARACTERS_PER_MM, 5.5)

    def _put(self, text: str, font: str, size: float, **more: Any) -> Any:
        """Prose goes over the whole width of the table."""
        cell = super()._put(text, font, size, **more)
        self.sheet.merge_cells(
            start_row=self.row,
            end_row=self.row,
            start_column=1,
            end_column=self.table.column_count,
        )
        return cell

    def add_table(
        self, report: AnnualReport, total: Callable[[str], Total | None], *, tinted: bool = False
    ) -> None:
        """The table; `tinted` shades the cells that are to be filled in, totals not."""
        from openpyxl.styles import Border, PatternFill, Protection
        from openpyxl.styles import Side as Line

        top = self.row + 1
        self.places = {
            name: place(top + one.row, 1 + one.column) for name, one in self.table.figures().items()
        }
        line = Line(style="thin", color="FF000000")
        for one in self.table.cells:
            cell = self.sheet.cell(top + one.row, 1 + one.column)
            if one.cell is None:
                width = sum(self.table.widths[one.column : one.column + one.column_span])
                put_text(cell, "\n".join(broken(one, width - _SIDE, _LABEL_SIZE)))
                style(cell, _FONT, _LABEL_SIZE, "left" if self._is_row_label(one) else "center")
            else:
                sum_here = total(one.cell)
                self._put_figure(cell, report.value(one.cell), sum_here)
                figure = sum_here is not None or report.value(one.cell).state is State.NUMBER
                style(cell, _FONT, 11, "center", shrink=figure)
                cell.protection = Protection(locked=False)
                if tinted and sum_here is None:
                    cell.fill = PatternFill(fgColor=_INPUT_FILL, fill_type="solid")
            self._merge(one, top)
        for row in range(top, top + self.table.row_count):
            for column in range(1, self.table.column_count + 1):
                self.sheet.cell(row, column).border = Border(line, line, line, line)
        self._set_heights(top)
        if self.table.header_rows:
            self.sheet.print_title_rows = f"{top}:{top + self.table.header_rows - 1}"
            first = 1 + min(one.column for one in self.table.cells if one.part is Part.FIGURE)
            self.sheet.freeze_panes = place(top + self.table.header_rows, first)
        self.row = top + self.table.row_count - 1
        self._add_checks(report)

    def _is_row_label(self, one: DrawnCell) -> bool:
        return self.table.key == "t3" and one.part is Part.LABEL and one.row_span == 1

    def _merge(self, one: DrawnCell, top: int) -> None:
        if one.row_span > 1 or one.column_span > 1:
            self.sheet.merge_cells(
                start_row=top + one.row,
                start_column=1 + one.column,
                end_row=top + one.row + one.row_span - 1,
                end_column=1 + one.column + one.column_span - 1,
            )

    def _set_heights(self, top: int) -> None:
        """As many lines as the longest label of one row needs; a merged cell does not grow by itself."""
        for row, cells in enumerate(self.table.rows()):
            lines = 1
            for one in cells:
                if one.part is not Part.FIGURE and one.row_span == 1:
                    width = sum(self.table.widths[one.column : one.column + one.column_span])
                    in_parts = len(broken(one, width - _SIDE, _LABEL_SIZE))
                    room = max(2.0, (width - _SIDE) / _CHARACTER)
                    lines = max(lines, in_parts, ceil(_measure(one.text) / room))
            self.sheet.row_dimensions[top + row].height = max(20.0, 14.0 * lines + 4)

    def _put_figure(self, cell: Any, value: Value, total: Total | None) -> None:
        if total is not None:
            cell.value = sum_formula([self.places[one] for one in total.parts], total)
            cached = "" if total.cached is None else str(total.cached)
            self.workbook.cached.setdefault(self.sheet.title, {})[cell.coordinate] = cached
            cell.number_format = "0"
        elif value.state is State.NUMBER:
            cell.value = plain_number(value.number)
            note = clean(value.note).replace('"', "”").strip()[:200]
            cell.number_format = "General" + (f'"（{note}）"' if note else "")
        elif printed(value):
            put_text(cell, printed(value))

    def _add_checks(self, report: AnnualReport) -> None:
        """Whole numbers from 0 in the cells; an equation that fails colours its cells."""
        from openpyxl.formatting.rule import Rule
        from openpyxl.styles import PatternFill
        from openpyxl.styles.differential import DifferentialStyle

        form = report.form
        whole: list[str] = []
        decimal: list[str] = []
        signed: list[str] = []
        for name, where in self.places.items():
            kind = decimal if name in form.decimals else signed if name in form.signed else whole
            kind.append(where)
        self._validate(
            whole, "whole", "greaterThanOrEqual", "0", "请填写不小于0的整数；没有的填0，不要留空。"
        )
        self._validate(
            decimal, "decimal", "greaterThanOrEqual", "0", "请填写不小于0的数，单位为万元。"
        )
        self._validate(
            signed, "whole", "between", "-100000000", "请填写整数，减少的用负数。", "100000000"
        )
        fill = PatternFill(bgColor="FFF6C9C5", fill_type="solid")
        for equation in form.equations:
            if equation.left[0] not in self.places:
                continue
            left = [absolute(self.places[one]) for one in equation.left]
            right = [absolute(self.places[one]) for one in equation.right]
            all_there = f"COUNT({','.join(left + right)})={len(left) + len(right)}"
            broken = f"AND({all_there},SUM({','.join(left)})<>SUM({','.join(right)}))"
            cells = " ".join(self.places[one] for one in equation.cells)
            rule = Rule(type="expression", formula=[broken], dxf=DifferentialStyle(fill=fill))
            self.sheet.conditional_formatting.add(cells, rule)

    def _validate(
        self, where: list[str], kind: Any, operator: Any, bound: str, say: str, upper: str = ""
    ) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        if not where:
            return
        check = DataValidation(
            type=kind,
            operator=operator,
            formula1=bound,
            formula2=upper or None,
            allow_blank=True,
            showErrorMessage=True,
            errorTitle="数字不合要求",
            error=say,
        )
        for one in where:
            check.add(one)
        self.sheet.add_data_validation(check)

    def finish(self) -> None:
        """Lock everything that is not a figure or prose; there is no password."""
        self.sheet.protection.sheet = True
        self.sheet.protection.formatColumns = False
        self.sheet.protection.formatRows = False


def _measure(text: str) -> float:
    """Length in Chinese characters; figures and Latin letters are half as wide."""
    return sum(0.5 if one.isascii() else 1.0 for one in text)


def put_text(cell: Any, text: str) -> None:
    """Text as text, also where it begins like a formula."""
    from openpyxl.cell.cell import TYPE_STRING

    from gongkai.documents.errors import DocumentError

    text = clean(text)
    if len(text) > _CELL_LIMIT:
        raise DocumentError(
            f"有一段文字长{len(text)}字，超过表格软件一格{_CELL_LIMIT}字的上限。",
            "请改用DOCX或PDF格式。",
        )
    cell.value = text
    cell.data_type = TYPE_STRING


def style(cell: Any, font: str, size: float, horizontal: str, *, shrink: bool = False) -> None:
    """Font and place. A figure is made smaller where its column is too narrow; text is broken."""
    from openpyxl.styles import Alignment, Font

    cell.font = Font(name=font, size=size)
    cell.alignment = Alignment(
        horizontal=horizontal, vertical="center", wrap_text=not shrink, shrink_to_fit=shrink
    )
