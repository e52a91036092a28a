import re
import zipfile
from io import BytesIO
from typing import Any

import pytest

from gongkai.documents.rendering import render
from gongkai.documents.rendering.official_tables import TABLES, official_table
from tests.documents.rendering.sample_reports import hard_report, plain_report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(data: bytes) -> Any:
    from docx import Document

    return Document(BytesIO(data))


@pytest.fixture(scope="module")
def document() -> Any:
    return opened(render(plain_report(), "docx"))


def test_the_page_is_that_of_the_standard(document: Any) -> None:
    section = document.sections[0]
    sides = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(one.mm) for one in sides] == [37, 26, 35, 28]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert "PAGE" in section.footer._element.xml


def test_every_style_names_its_chinese_font(document: Any) -> None:
    wanted = {
        "Normal": ("仿宋_GB2312", 16),
        "Title": ("方正小标宋简体", 22),
        "Heading 1": ("黑体", 16),
        "Heading 2": ("楷体_GB2312", 16),
        "落款": ("仿宋_GB2312", 16),
    }
    for name, (font, size) in wanted.items():
        style = document.styles[name]
        assert style.element.rPr.find(f"{W}rFonts").get(f"{W}eastAsia") == font
        assert style.font.size.pt == size
        assert not style.font.bold
    assert document.styles["Normal"].paragraph_format.line_spacing.pt == 28


def test_headings_and_lead_sentences_are_set_by_their_rank(document: Any) -> None:
    by_text = {one.text: one for one in document.paragraphs}
    assert by_text["一、总体情况"].style.name == "Heading 1"
    assert by_text["（一）主动公开"].style.name == "Heading 2"
    lead = next(one for one in document.paragraphs if one.text.startswith("（二）依申请公开。"))
    assert lead.runs[0].text == "（二）依申请公开。"
    assert lead.runs[0]._r.rPr.find(f"{W}rFonts").get(f"{W}eastAsia") == "楷体_GB2312"


@pytest.mark.parametrize("number", range(3))
def test_tables_are_merged_as_the_form_draws_them(document: Any, number: int) -> None:
    drawn = official_table(plain_report().form, TABLES[number])
    table = document.tables[number]
    rows = table._tbl.tr_lst
    assert len(rows) == drawn.row_count
    for row, begun in zip(rows, drawn.rows(), strict=True):
        spans = [(tc.grid_span, tc.vMerge) for tc in row.tc_lst]
        assert sum(span for span, _ in spans) == drawn.column_count
        assert sum(merge != "continue" for _, merge in spans) == len(begun)
        assert row.trPr.find(f"{W}cantSplit") is not None
    repeated = [row.trPr.find(f"{W}tblHeader") is not None for row in rows]
    assert repeated == [at < drawn.header_rows for at in range(len(rows))]
    widths = [int(one.get(f"{W}w")) for one in table._tbl.tblGrid]
    assert sum(widths) <= 8845  # 156 mm in twips


def test_the_file_tells_no_hour_and_no_person() -> None:
    with zipfile.ZipFile(BytesIO(render(hard_report(), "docx"))) as package:
        core = package.read("docProps/core.xml").decode()
        assert {one.date_time[0] for one in package.infolist()} == {2021}
    assert "python-docx" not in core and "created" not in core
    assert "<dc:creator>示例县农业农村和水利局</dc:creator>" in core


def test_a_long_figure_is_set_smaller_not_broken() -> None:
    document = opened(render(hard_report(), "docx"))
    runs = [
        run
        for row in document.tables[1].rows
        for cell in row.cells
        for run in cell.paragraphs[0].runs
        if run.text == "123456"
    ]
    assert runs and runs[0].font.size.pt < 9


def test_nothing_of_the_librarys_template_is_left() -> None:
    """No picture of another document, no foreign program's name, no styles that nobody uses."""
    data = render(plain_report(), "docx")
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = package.namelist()
        every = b"".join(package.read(name) for name in names)
        styles = package.read("word/styles.xml").decode()
    assert not [
        one for one in names if "thumbnail" in one or "customXml" in one or "app.xml" in one
    ]
    assert b"Macintosh" not in every
    assert re.findall(r'w:type="table"[^>]*w:styleId="(\w+)"', styles) == [
        "TableNormal",
        "TableGrid",
    ]
