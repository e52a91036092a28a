"""Pages as sites publish them: chrome, layout tables, sloppy markup, declared and real encodings."""

import pytest

from gongkai.documents.blocks import Block, TableBlock, TextBlock
from gongkai.documents.errors import Unreadable
from gongkai.documents.formats.html import read_html
from tests.documents.formats import samples


def blocks(body: str) -> tuple[Block, ...]:
    return read_html(samples.html(body)).blocks


def texts(body: str) -> list[str]:
    return [block.text for block in blocks(body) if isinstance(block, TextBlock)]


def grid(body: str) -> list[list[str]]:
    (table,) = [block for block in blocks(body) if isinstance(block, TableBlock)]
    return [[cell.text for cell in row] for row in table.rows()]


def test_what_no_reader_sees_is_left_out() -> None:
    body = (
        "<script>var a='年报'</script><style>p{}</style><nav>首页</nav><!-- 注释 --><select><option>甲</select>"
        "<p>正文</p><p style='display: none'>隐藏</p><p hidden>隐藏</p><template><p>模板</p></template><footer>页脚</footer>"
    )
    assert texts(body) == ["正文"]


def test_the_foot_of_an_article_is_content() -> None:
    assert texts("<article><p>正文</p><footer>示例县人民政府</footer></article>") == [
        "正文",
        "示例县人民政府",
    ]


def test_headings_have_their_level() -> None:
    found = blocks("<h1>标题</h1><h3><span>一、</span>总体情况</h3><p>正文</p><h6>小</h6>")
    assert [(block.text, block.level) for block in found if isinstance(block, TextBlock)] == [
        ("标题", 1),
        ("一、总体情况", 3),
        ("正文", None),
        ("小", 6),
    ]


def test_lines_end_at_blocks_and_breaks_only() -> None:
    body = "<div>一<b>、总体</b>\n情况<br>2025年<span>5</span>件<p>续</p>尾</div>"
    assert texts(body) == ["一、总体 情况", "2025年5件", "续", "尾"]


def test_unclosed_markup_is_read_as_browsers_read_it() -> None:
    assert grid("<table><tr><td>规章<td>3<tr><td>文件<td>5</table>") == [
        ["规章", "3"],
        ["文件", "5"],
    ]
    assert texts("<p>甲<p>乙<li>丙") == ["甲", "乙", "丙"]


def test_blank_cells_are_empty_strings() -> None:
    body = "<table><tr><td>甲</td><td>&nbsp;</td><td><p>&nbsp;</p></td><td></td><td>\u3000</td><td>0</td></tr></table>"
    assert grid(body) == [["甲", "", "", "", "", "0"]]


def test_paragraphs_in_a_cell_stay_apart() -> None:
    assert grid("<table><tr><td><p>商业</p><p>企业</p></td><td>22<br>15</td></tr></table>") == [
        ["商业\n企业", "22\n15"]
    ]


def test_head_body_and_foot_of_a_table_stand_in_this_order() -> None:
    body = "<table><tfoot><tr><td>丙<td>3</tfoot><tbody><tr><td>乙<td>2</tbody><thead><tr><td>甲<td>1</thead></table>"
    assert grid(body) == [["甲", "1"], ["乙", "2"], ["丙", "3"]]


def test_a_rowspan_of_zero_reaches_to_the_end() -> None:
    (table,) = blocks("<table><tr><td rowspan=0>甲<td>1<tr><td>2<tr><td>3</table>")
    assert isinstance(table, TableBlock)
    assert [(cell.text, cell.column, cell.row_span) for row in table.rows() for cell in row] == [
        ("甲", 0, 3),
        ("1", 1, 1),
        ("2", 1, 1),
        ("3", 1, 1),
    ]


def test_spans_that_collide_do_not_cover_each_other() -> None:
    (table,) = blocks("<table><tr><td>甲<td rowspan=2>乙<tr><td colspan=3>丙<td>丁</table>")
    assert isinstance(table, TableBlock)
    taken = [
        (cell.row + r, cell.column + c)
        for cell in table.cells
        for r in range(cell.row_span)
        for c in range(cell.column_span)
    ]
    assert len(taken) == len(set(taken))


def test_layout_tables_are_what_they_hold() -> None:
    inner = samples.html_table()
    body = f"<table><tr><td>菜单</td><td><p>一、总体情况</p>{inner}<p>尾</p></td></tr></table>"
    assert texts(body) == ["菜单", "一、总体情况", "尾"]
    assert len(grid(body)) == 4
    assert texts("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>") == ["甲", "乙"]


def test_a_table_in_a_cell_of_figures_stays_in_the_cell() -> None:
    body = (
        "<table><tr><td>本年新收政府信息公开申请数量</td><td>上年结转</td></tr>"
        "<tr><td>5</td><td><table><tr><td>0</td></tr></table></td></tr></table>"
    )
    assert grid(body) == [["本年新收政府信息公开申请数量", "上年结转"], ["5", "0"]]


def test_a_caption_that_repeats_the_heading_is_dropped() -> None:
    table = "<table><caption>总体情况</caption><tr><td>甲<td>乙</table>"
    assert texts(f"<h2>一、总体情况</h2>{table}") == ["一、总体情况"]
    assert texts(f"<p>正文</p>{table}") == ["正文", "总体情况"]


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "GBK", "iso-8859-1", "utf-16"])
def test_the_real_encoding_is_found_whatever_is_declared(charset: str, declared: str) -> None:
    document = read_html(samples.html(charset=charset, declared=declared))
    assert document.title == samples.TITLE
    assert samples.PROSE[2] in [
        block.text for block in document.blocks if isinstance(block, TextBlock)
    ]


def test_embedded_pictures_do_not_count() -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 8_000_000}">'
    assert texts(f"<p>甲</p>{picture}<p>乙</p>") == ["甲", "乙"]


def test_a_page_too_large_is_refused() -> None:
    with pytest.raises(Unreadable, match="过大"):
        read_html(samples.html("年" * 7_000_000))


def test_boxes_closed_in_time_are_no_deep_nesting() -> None:
    assert len(texts("<div><span>甲</span></div>" * 5000)) == 5000
