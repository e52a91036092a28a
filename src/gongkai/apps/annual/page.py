"""The report as a page of the portal: its prose, and its tables as real tables with their spans."""

from html import escape
from typing import Any

from gongkai.apps.disclosure.freezing.cleaning import clean
from gongkai.apps.disclosure.freezing.tables import table_html
from gongkai.documents.rendering.official_tables import official_table
from gongkai.domain.reports import AnnualReport
from gongkai.domain.reports.annual_report import format_number

TABLE_OF = {"二": "t2", "三": "t3", "四": "t4"}


def body_of(report: AnnualReport) -> list[dict[str, Any]]:
    """Blocks for the editor: headings and paragraphs, and the three statutory tables."""
    blocks: list[dict[str, Any]] = [_text(report.text_of("preface").splitlines())]
    for section in report.form.sections:
        heading = f"<h2>{escape(section.number)}、{escape(section.heading)}</h2>"
        blocks.append(_text(report.text_of(section.number).splitlines(), heading))
        if section.number in TABLE_OF:
            blocks.append(_table(report, TABLE_OF[section.number]))
    blocks.append(_text(report.text_of("signature").splitlines()))
    return [one for one in blocks if one["value"]]


def page_alone(report: AnnualReport) -> bytes:
    """The same blocks as the page that a browser gets, without the portal around them."""
    parts = [
        one["value"] if one["type"] == "paragraph" else table_html(one["value"])
        for one in body_of(report)
    ]
    body = clean("\n".join(parts))
    title = escape(report.title)
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><main><article><h1>{title}</h1>{body}</article></main></body></html>"
    ).encode()


def _text(lines: list[str], heading: str = "") -> dict[str, Any]:
    paragraphs = "".join(f"<p>{escape(line.strip())}</p>" for line in lines if line.strip())
    return {"type": "paragraph", "value": heading + paragraphs}


def _table(report: AnnualReport, key: str) -> dict[str, Any]:
    drawn = official_table(report.form, key)
    data: list[list[str]] = [[""] * drawn.column_count for _ in range(drawn.row_count)]
    merged, marks = [], []
    for cell in drawn.cells:
        text = cell.text
        if cell.cell is not None:
            number = report.number(cell.cell)
            text = "" if number is None else format_number(number)
        data[cell.row][cell.column] = text
        if cell.cell is None:
            head = f"head-{cell.scope}" if cell.scope else "head"
            marks.append({"row": cell.row, "col": cell.column, "className": head})
        if cell.row_span > 1 or cell.column_span > 1:
            merged.append(
                {
                    "row": cell.row,
                    "col": cell.column,
                    "rowspan": cell.row_span,
                    "colspan": cell.column_span,
                }
            )
    value = {
        "data": data,
        "cell": marks,
        "mergeCells": merged,
        "first_row_is_table_header": False,
        "first_col_is_header": False,
        "table_caption": drawn.caption,
        "table_header_choice": "neither",
    }
    return {"type": "table", "value": value}
