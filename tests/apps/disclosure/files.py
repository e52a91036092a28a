"""Small office files for the tests of attachments, made by the libraries that offices' programs resemble."""

import io
from collections.abc import Mapping, Sequence

import docx
import openpyxl
from openpyxl.comments import Comment

# A number of nobody: a region that exists, a day that exists, the right check character.
IDENTITY = "110101199003071233"
MOBILES = tuple(f"1380013800{digit}" for digit in range(10))


def workbook(
    sheets: Mapping[str, Sequence[Sequence[object]]],
    hidden: Mapping[str, str] = {},
    comment: str = "",
) -> bytes:
    """An .xlsx; `hidden`: sheet → hidden or veryHidden; `comment` stands at A1 of the first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = hidden.get(name, "visible")
    if comment:
        book.worksheets[0]["A1"].comment = Comment(comment, "经办")
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def hidden_list(number: object = IDENTITY) -> bytes:
    """A list for the public with a hidden sheet that has the identity number in B2."""
    return workbook(
        {
            "公示": [["序号", "姓名", "金额"], [1, "张某", 500]],
            "名单": [["姓名", "身份证号码"], ["张三", number]],
        },
        {"名单": "hidden"},
    )


def letter(*paragraphs: str, table: Sequence[Sequence[str]] = ()) -> bytes:
    """A .docx."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, cells in enumerate(table):
            for column, text in enumerate(cells):
                grid.cell(row, column).text = text
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
