"""A report as XLSX: one sheet a table, the prose before and after, formulas where the totals stand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from gongkai.documents.rendering.official_tables import TABLES, official_table
from gongkai.documents.rendering.printed import clean, official_heading, set_paragraphs
from gongkai.documents.rendering.xlsx_sheets import Sheet, TableSheet
from gongkai.documents.rendering.xlsx_workbook import Total, new_workbook, saved
from gongkai.domain.reports.annual_report import AnnualReport, Paragraph, State
from gongkai.domain.reports.forms import Equation

# Sheets in reading order: what stands before the first table, the tables, what stands after the last.
BEFORE, AFTER = "总体情况", "问题与其他事项"
TABLE_SHEETS = {"t2": "表二 主动公开", "t3": "表三 申请办理", "t4": "表四 复议诉讼"}


@dataclass(frozen=True)
class Prompt:
    """What is to be written in a place of the form, and how many rows a sheet leaves for it."""

    text: str
    rows: int


def render_xlsx(report: AnnualReport, mark: str = "") -> bytes:
    """The report in the official form; the same report gives the same bytes.

    A total is a formula only where the report's own total is what the formula gives: a wrong total is
    written as it stands, and the sheet colours the cells of the equation that fails.
    """
    return workbook_of(report, _total_of(report), mark=mark)


def workbook_of(
    report: AnnualReport,
    total: Callable[[str], Total | None],
    prompts: Mapping[str, Prompt] | None = None,
    mark: str = "",
) -> bytes:
    """The workbook; `total(cell)` says which formula stands in a cell, or None for a value.

    With `prompts` (by section) it is a form: rows to write in stand where the prose would.
    """
    book = new_workbook(clean(report.title), clean(report.organ))
    tables = {official_table(report.form, key).section: key for key in TABLES}
    numbers = [section.number for section in report.form.sections]
    first, *_, last = sorted(tables, key=numbers.index)
    opening, closing = numbers[: numbers.index(first)], numbers[numbers.index(last) + 1 :]

    sheet = Sheet(book, BEFORE)
    sheet.add_title(clean(report.title).strip())
    _add_prose(sheet, report.preface, (prompts or {}).get("preface"))
    _add_sections(sheet, report, opening, prompts)
    for key, name in TABLE_SHEETS.items():
        table = official_table(report.form, key)
        drawn = TableSheet(book, name, table)
        drawn.add_heading(official_heading(report, table.section))
        drawn.add_table(report, total, tinted=prompts is not None)
        found = report.sections.get(table.section)
        _add_prose(drawn, found.paragraphs if found is not None else ())
        drawn.finish()
    sheet = Sheet(book, AFTER)
    _add_sections(sheet, report, closing, prompts)
    for one in set_paragraphs(report.signature):
        sheet.add_text(one.text, signature=True)
    if prompts is not None:
        _add_prose(sheet, (), prompts.get("signature"))
    if mark:
        book.set_mark(clean(mark))
    return saved(book)


def _add_sections(
    sheet: Sheet,
    report: AnnualReport,
    numbers: Sequence[str],
    prompts: Mapping[str, Prompt] | None,
) -> None:
    for number in numbers:
        sheet.add_heading(official_heading(report, number))
        found = report.sections.get(number)
        prompt = (prompts or {}).get(number)
        _add_prose(sheet, found.paragraphs if found is not None else (), prompt)


def _add_prose(
    sheet: Sheet, paragraphs: tuple[Paragraph, ...], prompt: Prompt | None = None
) -> None:
    if prompt is not None:
        sheet.add_prompt(prompt.text, prompt.rows)
    for one in set_paragraphs(paragraphs):
        sheet.add_text(one.text)


def _total_of(report: AnnualReport) -> Callable[[str], Total | None]:
    """The sum that stands in a total's cell, where it gives the number the report has there."""
    equations: dict[str, list[Equation]] = {}
    for equation in report.form.equations:
        if equation.total is not None:
            equations.setdefault(equation.total, []).append(equation)

    def total(cell: str) -> Total | None:
        value = report.value(cell)
        if value.state is not State.NUMBER or value.number is None:
            return None
        for equation in equations.get(cell, ()):
            parts = [one for one in equation.cells if one != cell]
            numbers = [report.number(one) for one in parts]
            if sum(one for one in numbers if one is not None) == value.number:
                return Total(tuple(parts), value.number, empty_while_blank=False)
        return None

    return total
