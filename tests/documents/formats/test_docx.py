"""Word files: automatic numbers, headings, merged cells, and only what the page shows."""

import pytest

from gongkai.documents.blocks import TableBlock, TextBlock
from gongkai.documents.errors import Unreadable
from gongkai.documents.formats.archive import parse_xml
from gongkai.documents.formats.docx import read_docx
from gongkai.documents.formats.docx_headings import ParagraphStyles, without_other_styles
from gongkai.documents.formats.docx_numbering import chinese, format_number
from tests.documents.formats import samples
from tests.documents.formats.samples import W, docx, packed, paragraph


def texts(body: str, **parts: str) -> list[str]:
    return [
        block.text
        for block in read_docx(docx(body, **parts)).blocks
        if isinstance(block, TextBlock)
    ]


def level(depth: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">'
    + level(0, "chineseCounting", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3．")
    + level(3, "decimal", "%1.%4", "<w:isLgl/>")
    + level(4, "bullet", "●")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
    + "</w:lvlOverride></w:num></w:numbering>"
)


def listed(text: str, depth: int, number: int = 1) -> str:
    return paragraph(
        text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    )


def test_automatic_numbers_are_part_of_the_text() -> None:
    body = (
        listed("总体情况", 0)
        + listed("主动公开", 1)
        + listed("依申请公开", 1)
        + listed("甲", 2)
        + listed("要点", 4)
        + listed("主动公开政府信息情况", 0)
        + listed("重新开始", 1)
        + listed("法律式", 3)
        + paragraph("没有编号")
        + listed("不在列表里", 0, 0)
        + listed("另一个列表", 0, 2)
    )
    assert texts(body, numbering=NUMBERING) == [
        "一、总体情况",
        "（一）主动公开",
        "（二）依申请公开",
        "1．甲",
        "要点",
        "二、主动公开政府信息情况",
        "（一）重新开始",
        "2.1法律式",
        "没有编号",
        "不在列表里",
        "五、另一个列表",
    ]


def test_the_list_of_a_style_counts() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="a"><w:name w:val="x"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    body = paragraph("总体情况", '<w:pStyle w:val="a"/>') * 2
    assert texts(body, numbering=NUMBERING, styles=styles) == ["一、总体情况", "二、总体情况"]


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (10, "chineseCounting", "十"),
        (11, "chineseCountingThousand", "十一"),
        (20, "chineseCounting", "二十"),
        (105, "chineseCounting", "一百〇五"),
        (110, "chineseCounting", "一百一十"),
        (3, "ideographTraditional", "丙"),
        (3, "decimalEnclosedCircle", "③"),
        (12, "decimalFullWidth", "１２"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (4, "lowerRoman", "iv"),
        (28, "upperLetter", "BB"),
        (7, "unheardOf", "7"),
        (-3, "chineseCounting", "-3"),
        (1_000_000, "lowerLetter", "1000000"),
    ],
)
def test_number_formats(number: int, form: str, text: str) -> None:
    assert format_number(number, form) == text


def test_chinese_numbers_are_distinct() -> None:
    assert len({chinese(number) for number in range(1, 10_000)}) == 9_999


def test_headings_by_style_by_its_ancestors_and_by_outline() -> None:
    body = (
        paragraph("甲", '<w:pStyle w:val="1"/>')
        + paragraph("乙", '<w:pStyle w:val="2"/>')
        + paragraph("丙", '<w:outlineLvl w:val="2"/>')
        + paragraph("丁", '<w:outlineLvl w:val="9"/>')
    )
    found = read_docx(docx(body)).blocks
    assert [(block.text, block.level) for block in found if isinstance(block, TextBlock)] == [
        ("甲", 1),
        ("乙", 1),
        ("丙", 3),
        ("丁", None),
    ]


def test_tracked_changes_show_the_text_as_it_is_now() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('新收')}<w:del><w:r><w:delText>6</w:delText></w:r></w:del><w:ins>{run.format('5')}</w:ins>"
        f"<w:moveFrom>{run.format('走')}</w:moveFrom><w:moveTo>{run.format('来')}</w:moveTo>{run.format('件')}</w:p>"
    )
    assert texts(body) == ["新收5来件"]


def test_content_controls_links_fields_and_hidden_text() -> None:
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('控件')}</w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r>"
        "<w:fldSimple><w:r><w:t>域</w:t></w:r></w:fldSimple><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t><w:tab/><w:t>后</w:t><w:noBreakHyphen/></w:r></w:p>'
        "<w:p><w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r></w:p>"
    )
    assert texts(body) == ["控件", "链接域显\t后-", "上", "下"]


def test_text_boxes_are_read_once_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('框内')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>段落</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert texts(body) == ["段落", "框内"]


def test_contents_headers_and_footnotes_are_no_text() -> None:
    body = paragraph("一、总体情况 1", '<w:pStyle w:val="9"/>') + (
        '<w:p><w:r><w:t>正文</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    )
    assert texts(body) == ["正文"]


def test_a_cell_below_a_merged_one_that_has_text_is_its_own() -> None:
    """A continued cell should be empty; if it is not, its text must not vanish."""
    rows = "".join(
        f"<w:tr><w:tc><w:tcPr><w:vMerge{mark}/></w:tcPr>{paragraph(text)}</w:tc>"
        f"<w:tc>{paragraph('5')}</w:tc></w:tr>"
        for mark, text in ((' w:val="restart"', "甲"), ("", ""), ("", "乙"))
    )
    (table,) = read_docx(docx(f"<w:tbl>{rows}</w:tbl>")).blocks
    assert isinstance(table, TableBlock)
    assert [(cell.text, cell.row, cell.row_span) for cell in table.cells if cell.column == 0] == [
        ("甲", 0, 2),
        ("乙", 2, 1),
    ]


def test_deleted_rows_and_rows_in_content_controls() -> None:
    row = "<w:tr>{}<w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    one, two = (
        row.format("", paragraph("甲"), paragraph("1")),
        row.format("", paragraph("乙"), paragraph("2")),
    )
    gone = row.format("<w:trPr><w:del/></w:trPr>", paragraph("丙"), paragraph("3"))
    body = f"<w:tbl>{one}<w:sdt><w:sdtContent>{two}</w:sdtContent></w:sdt>{gone}</w:tbl>"
    (table,) = read_docx(docx(body)).blocks
    assert isinstance(table, TableBlock)
    assert [cell.text for cell in table.cells] == ["甲", "1", "乙", "2"]


def test_a_table_in_a_table() -> None:
    inner = samples.docx_table()
    outer = f"<w:tbl><w:tr><w:tc>{paragraph('一、总体情况')}{inner}{paragraph('')}</w:tc></w:tr></w:tbl>"
    text, table = read_docx(docx(outer)).blocks
    assert isinstance(text, TextBlock) and text.text == "一、总体情况"
    assert isinstance(table, TableBlock) and table.row_count == 4


def test_strict_word_files() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<w:document xmlns:w="{strict}"><w:body>{paragraph("正文")}</w:body></w:document>'
    (block,) = read_docx(packed({"word/document.xml": body})).blocks
    assert isinstance(block, TextBlock) and block.text == "正文"


def test_a_file_without_body() -> None:
    with pytest.raises(Unreadable, match="没有正文"):
        read_docx(packed({"word/document.xml": "<a/>"}))
    with pytest.raises(Unreadable, match="缺少内部文件"):
        read_docx(packed({"word/other.xml": "<a/>"}))
    with pytest.raises(Unreadable, match="已损坏"):
        read_docx(packed({"word/document.xml": "<a>"}))


def test_styles_of_tables_are_left_out_and_nothing_else() -> None:
    """Word's own order: the styles of paragraphs stand between those of characters and of tables."""
    heading = '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 2"/></w:style>'
    table = '<w:style w:type="table" w:styleId="t"><w:name w:val="heading 9"/></w:style>'
    closed = '<w:style w:type="character" w:styleId="c"/>'
    default = '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    root = f'<w:styles xmlns:w="{W}">{{}}</w:styles>'
    whole = root.format(table + heading + closed + table + default + table).encode()
    left = root.format(heading + closed + default).encode()
    assert without_other_styles(whole) == left
    styles = ParagraphStyles(parse_xml(left))
    assert [styles.of(one)[0] for one in ("a", "b", "t")] == [2, 2, None]
    # a comment may hold anything, so nothing is cut
    doubtful = root.format(f"<!-- {table} -->{heading}").encode()
    assert without_other_styles(doubtful) == doubtful
