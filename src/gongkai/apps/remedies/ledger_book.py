"""The ledger as XLSX: the official 表三 and 表四, and behind every row that is not zero a sheet of its cases."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from gongkai.apps import clock
from gongkai.apps.cases.models import APPLICANT_KINDS
from gongkai.apps.cases.queries.ledger import Period, counted_in
from gongkai.apps.organs.models import Organ
from gongkai.apps.remedies.queries.ledger import ledger, remedies_behind
from gongkai.apps.remedies.results import results
from gongkai.documents.rendering.official_tables import official_table
from gongkai.documents.rendering.xlsx_sheets import TableSheet, put_text
from gongkai.documents.rendering.xlsx_workbook import Workbook, new_workbook, saved
from gongkai.domain.cases import outcomes
from gongkai.domain.reports import report_from_cells

# A sheet holds so many rows at most; the rest is in the JSON form, and the sheet says so.
MOST_ROWS = 50_000
CASE_HEADS = ("申请编号", "机关", "申请人类别", "收到申请之日", "办结日期", "办理结果")
REMEDY_HEADS = ("登记号", "机关", "种类", "本机关地位", "提起日期", "了结日期", "结果", "所涉申请")
WIDTHS = (20, 18, 16, 14, 14, 34, 14, 20)
KINDS = dict(APPLICANT_KINDS)


def ledger_workbook(organ: Organ, organs: Collection[int], period: Period, *, below: bool) -> bytes:
    """Figures link to the sheet of their cases. No name of a person is in it."""
    form = period.form
    title = f"{organ.name}{'（含所属机关）' if below else ''}{period.year}年度申请和复议诉讼台账"
    report = report_from_cells(
        ledger(organs, period).cells, organ=organ.name, year=period.year, form=form.key, title=title
    )
    book = new_workbook(title, organ.name)
    names = {one.pk: one.short_name for one in Organ.objects.filter(pk__in=organs)}
    rows = _rows(organs, period, names)
    sheets = {key: _sheet_name(number, key, period) for number, key in enumerate(rows, 1)}
    for key, label in (("t3", "表三"), ("t4", "表四")):
        drawn = TableSheet(book, label, official_table(form, key))
        drawn.add_heading(title)
        as_of = period.as_of or clock.now()
        drawn.add_text(f"按{as_of.astimezone(clock.CHINA):%Y-%m-%d %H:%M}已经登记的内容算出。")
        drawn.add_table(report, lambda cell: None)
        for cell, place in drawn.places.items():
            target = sheets.get(cell.rpartition(".")[0])
            if target and report.number(cell):
                drawn.sheet[place].hyperlink = f"#'{target}'!A1"
        drawn.finish()
    for key, behind in rows.items():
        heads = REMEDY_HEADS if key.startswith("t4.") else CASE_HEADS
        _list(book, sheets[key], heads, behind)
    return saved(book)


def _rows(
    organs: Collection[int], period: Period, names: dict[int, str]
) -> dict[str, list[tuple[str, ...]]]:
    """Row of 表三, or block of 表四 → its cases in register order; rows that are zero are left out."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for one in counted_in(organs, period):
        closed = f"{one.closed_on}" if one.closed_on else "尚未办结"
        outcome = outcomes()[one.outcome].label if one.closed_on else ""
        line = (one.number, names[one.organ_id], KINDS[one.column], f"{one.received_on}", closed)
        for row in one.rows:
            found[f"t3.{row}"].append((*line, outcome))
    for cell, figures in remedies_behind(organs, period):
        remedy = figures.remedy
        concluded = figures.concluded_on if figures.is_concluded else None
        line = (
            remedy.number, names[figures.organ_id], remedy.get_kind_display(),
            remedy.get_role_display(), f"{figures.brought_on}",
            f"{concluded}" if concluded else "尚未审结",
            results()[remedy.result].label if concluded and remedy.result in results() else "",
            remedy.case.number if remedy.case else "",
        )  # fmt: skip
        found[cell.rpartition(".")[0]].append(line)
    order = {cell.rpartition(".")[0]: n for n, cell in enumerate(period.form.cells)}
    return {key: found[key] for key in sorted(found, key=order.__getitem__)}


def _sheet_name(number: int, key: str, period: Period) -> str:
    """A name that a spreadsheet takes: at most 31 characters, none of []:*?/\\ and no quote."""
    table, _, rest = key.partition(".")
    if table == "t4":
        label = next(one.header for one in period.form.table4 if one.key == rest)
    else:
        label = period.form.row(rest).label
    plain = re.sub(r"[^\w（）、.]", "", label)
    return f"{number:02d} {plain[:26]}"


def _list(book: Workbook, name: str, heads: Sequence[str], rows: Iterable[tuple[str, ...]]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet: Any = book.book.create_sheet(name)
    sheet.freeze_panes = "A2"
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    for column, (head, width) in enumerate(zip(heads, WIDTHS, strict=False), 1):
        put_text(sheet.cell(1, column), head)
        sheet.cell(1, column).font = Font(name="宋体", bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(rows):
        if number == MOST_ROWS:
            put_text(
                sheet.cell(number + 2, 1),
                f"只列前{MOST_ROWS}件，其余请用 --format json 导出。",
            )
            break
        for column, text in enumerate(row, 1):
            put_text(sheet.cell(number + 2, column), text)
