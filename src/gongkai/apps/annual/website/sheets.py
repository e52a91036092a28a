"""The form as a grid for its files and its page."""

from html import escape
from typing import Any

from gongkai.apps import clock
from gongkai.apps.annual.models import WebsiteReport, WebsiteState
from gongkai.apps.annual.website.fields import Field, form
from gongkai.apps.annual.website.filling import Filled, title_of
from gongkai.documents.website import Row, Sheet

# Its items stand without a block before them, as the form has them.
PLAIN_BLOCK = "基本情况"


def sheet_of(report: WebsiteReport, places: Filled) -> Sheet:
    """What the files show of the form."""
    signed = report.steps.filter(state=WebsiteState.SIGNED).order_by("-id").first()
    day = signed.on if signed else clock.today()
    return Sheet(
        title_of(report),
        report.organ.name,
        (day.year, day.month, day.day),
        [_row(places[key].field, places[key].text) for key in form().fields],
        [(places[key].field.label, places[key].text) for key in form().foot],
    )


def _row(field: Field, text: str) -> Row:
    label = f"{field.label}（单位：{field.unit}）" if field.unit else field.label
    block = "" if field.block == PLAIN_BLOCK else field.block
    return Row(block, field.group, label, text)


def page_body(sheet: Sheet) -> list[dict[str, Any]]:
    """Blocks for the portal's page: who reports, the table, what stands under it."""
    data = [["", "", "", ""] for _ in sheet.rows]
    merged, marks = [], []
    for one in sheet.cells():
        data[one.row][one.column] = one.text
        if not one.is_value:
            name = (
                "head-row"
                if one.row_span == 1 and one.column_span + one.column == 3
                else "head-rowgroup"
            )
            marks.append({"row": one.row, "col": one.column, "className": name})
        if one.row_span > 1 or one.column_span > 1:
            merged.append(
                {
                    "row": one.row,
                    "col": one.column,
                    "rowspan": one.row_span,
                    "colspan": one.column_span,
                }
            )
    table = {
        "data": data,
        "cell": marks,
        "mergeCells": merged,
        "first_row_is_table_header": False,
        "first_col_is_header": False,
        "table_caption": sheet.title,
        "table_header_choice": "neither",
    }
    foot = "".join(f"<p>{escape(name)}：{escape(text)}</p>" for name, text in sheet.foot)
    return [
        {"type": "paragraph", "value": f"<p>填报单位：{escape(sheet.organ)}</p>"},
        {"type": "table", "value": table},
        {"type": "paragraph", "value": foot},
    ]
