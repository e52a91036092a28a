"""Workbooks: spans, hidden sheets, figures as they stand, prose between tables."""

import io
from typing import Any

from openpyxl import Workbook

from gongkai.documents.blocks import TableBlock, TextBlock
from gongkai.documents.formats.xlsx import read_xlsx
from tests.documents.formats import samples


def made(rows: list[list[Any]], merged: tuple[str, ...] = ()) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def cells(data: bytes) -> list[list[str]]:
    (table,) = [block for block in read_xlsx(data).blocks if isinstance(block, TableBlock)]
    return [[cell.text for cell in row] for row in table.rows()]


def test_figures_keep_their_value() -> None:
    row = ["甲", 5, 5.0, 7730.28, -1, 0, None, "/", " 3 ", "０", True]
    assert cells(made([row])) == [
        ["甲", "5", "5", "7730.28", "-1", "0", "", "/", "3", "０", "TRUE"]
    ]


def test_merged_ranges_are_spans_and_blanks_are_cells() -> None:
    data = made([["甲", None, "乙"], [None, None, None], ["丙", None, 1]], ("A1:B2",))
    (table,) = read_xlsx(data).blocks
    assert isinstance(table, TableBlock)
    assert [(c.text, c.row, c.column, c.row_span, c.column_span) for c in table.cells] == [
        ("甲", 0, 0, 2, 2),
        ("乙", 0, 2, 1, 1),
        ("", 1, 2, 1, 1),
        ("丙", 2, 0, 1, 1),
        ("", 2, 1, 1, 1),
        ("1", 2, 2, 1, 1),
    ]


def test_hidden_sheets_are_remarked_not_read() -> None:
    document = read_xlsx(samples.xlsx(hidden=True))
    assert document.remarks == ("有1个隐藏工作表未读：旧表。",)


def test_formulas_without_a_result_are_remarked() -> None:
    assert "2个公式没有存下计算结果" in read_xlsx(made([["甲", "=1+1", "=SUM(A1:B1)"]])).remarks[0]
    sheet = '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1+1</f><v>2</v></c></row></sheetData>'
    document = read_xlsx(samples.xlsx(sheet))
    assert document.remarks == ()
    assert cells(samples.xlsx(sheet)) == [["1", "2"]]


def test_prose_in_sheets_is_prose() -> None:
    data = made(
        [
            ["示例县人民政府2025年政府信息公开工作年度报告", None, None],
            ["本报告所列数据的统计期限自2025年1月1日起至12月31日止。", None, None],
            ["二、主动公开政府信息情况", None, None],
            ["第二十条第（一）项", None, None],
            ["规章", 1, 2],
            ["一、本年新收政府信息公开申请数量", None, None],
            ["存在的主要问题：公开不够规范。", None, None],
        ],
        ("A1:C1", "A3:C3", "A4:C4"),
    )
    blocks = read_xlsx(data).blocks
    assert [block.text for block in blocks if isinstance(block, TextBlock)] == [
        "示例县人民政府2025年政府信息公开工作年度报告",
        "本报告所列数据的统计期限自2025年1月1日起至12月31日止。",
        "二、主动公开政府信息情况",
        "存在的主要问题：公开不够规范。",
    ]
    (table,) = [block for block in blocks if isinstance(block, TableBlock)]
    assert [[cell.text for cell in row] for row in table.rows()][3:] == [
        ["第二十条第（一）项"],
        ["规章", "1", "2"],
        ["一、本年新收政府信息公开申请数量", "", ""],
    ]
