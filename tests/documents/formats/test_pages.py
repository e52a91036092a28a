"""PDF and OFD: lines to paragraphs, ruled lines to tables, page after page."""

from collections.abc import Callable

import pytest

from gongkai.documents.blocks import Document, TableBlock, TextBlock
from gongkai.documents.errors import Unreadable
from gongkai.documents.formats.ofd import read_ofd
from gongkai.documents.formats.page_lines import Line, Piece, clean, lines_of, without_margins
from gongkai.documents.formats.page_tables import Page, blocks_of
from gongkai.documents.formats.pdf import read_pdf
from tests.documents.formats import samples
from tests.documents.formats.samples import pdf, pdf_show
from tests.shared_reports import shared_report

FULL = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四"  # 34 at 12 points: 408 wide


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, TextBlock)]


def lines(*placed: tuple[str, float, float] | tuple[str, float, float, float]) -> list[str]:
    return texts(read_pdf(pdf("".join(pdf_show(*one) for one in placed))))


def test_full_lines_are_joined_and_indents_begin_paragraphs() -> None:
    assert lines(
        ("开" + FULL[:31], 114, 700),
        (FULL, 90, 680),
        ("结束。", 90, 660),
        ("新的段落" + FULL[:28], 114, 640),
        ("又一段。", 114, 620),
    ) == [f"开{FULL[:31]}{FULL}结束。", f"新的段落{FULL[:28]}", "又一段。"]


def test_a_short_line_ends_its_paragraph() -> None:
    assert lines((FULL, 90, 700), ("短。", 90, 680), ("另一段", 90, 660)) == [
        FULL + "短。",
        "另一段",
    ]


def test_numbered_headings_are_never_joined() -> None:
    assert lines(
        (FULL, 90, 700), ("一、总体情况", 90, 680), (FULL, 90, 660), ("（二）公开", 90, 640)
    ) == [
        FULL,
        "一、总体情况",
        FULL,
        "（二）公开",
    ]


def test_a_title_on_two_lines_is_one() -> None:
    assert lines(
        ("示例县人民政府", 217, 760, 22),
        ("年度报告", 250, 730, 22),
        (FULL, 90, 690),
        ("正文。", 90, 670),
    ) == ["示例县人民政府年度报告", FULL + "正文。"]


def test_a_signature_alone_on_the_last_page_stays_two_lines() -> None:
    """The page has no line that shows how wide its text is: the other pages do."""
    text = Page(1, 842, [Piece(FULL, 79, 521, 700, 714), Piece("尾。", 79, 107, 720, 734)], [])
    last = Page(
        2,
        842,
        [Piece("示例县水利局", 394, 490, 111, 125), Piece("2026年1月19日", 382, 490, 139, 153)],
        [],
    )
    blocks, _ = blocks_of([text, last])
    shown = [block.text for block in blocks if isinstance(block, TextBlock)]
    assert shown == [FULL + "尾。", "示例县水利局", "2026年1月19日"]


@pytest.mark.parametrize(
    "number", ["— 1 —", "-1-", "1", "第 1 页", "第1页 共5页", "1 / 5", "－１－"]
)
def test_page_numbers_are_left_out(number: str) -> None:
    assert lines((FULL, 90, 700), ("尾。", 90, 680), (number, 280, 50)) == [FULL + "尾。"]


def test_figures_within_the_text_are_no_page_numbers() -> None:
    assert lines(("新收", 90, 700), ("5", 90, 400)) == ["新收", "5"]


def test_running_heads_are_left_out_and_paragraphs_go_on_over_the_page() -> None:
    content = pdf_show("示例县年报", 90, 800) + pdf_show(FULL, 90, 700) + pdf_show(FULL, 90, 680)
    first, *rest = texts(read_pdf(pdf(content, pages=3)))
    assert (first, rest) == ("示例县年报", [FULL * 6])


def test_running_heads_with_figures_of_their_own_are_left_out() -> None:
    def line(text: str, page: int, number: int, top: float) -> Line:
        return Line(text, 90, 400, top, top + 12, page, number)

    pages = [
        (842.0, [line("正文", n, 1, 400), line(f"http://a.gov.cn/年报.html   {n}/4", n, 2, 810)])
        for n in (1, 2, 3, 4)
    ]
    assert [[one.text for one in lines] for lines in without_margins(pages)] == [["正文"]] * 4


def test_places_say_page_and_line() -> None:
    first, *_ = read_pdf(pdf(pdf_show("甲", 90, 700))).blocks
    assert first.place.describe() == "第1页第1行"


def test_a_table_cut_by_the_end_of_the_page_is_closed() -> None:
    """No level line at the bottom: the last row of the piece would be lost."""
    upright = "".join(f"{x} 100 m {x} 200 l S\n" for x in (100, 200, 300))
    level = "".join(f"100 {y} m 300 {y} l S\n" for y in (200, 150))
    words = "".join(
        pdf_show(text, x, y, 9)
        for text, x, y in (("甲", 110, 170), ("1", 210, 170), ("乙", 110, 120), ("2", 210, 120))
    )
    (table,) = read_pdf(pdf(upright + level + words)).blocks
    assert isinstance(table, TableBlock)
    assert [[cell.text for cell in row] for row in table.rows()] == [["甲", "1"], ["乙", "2"]]


def test_vertical_labels_are_lines_in_their_cell() -> None:
    table = samples.pdf_grid([[("", 1, 1), ("1", 1, 1)]], height=100)
    label = "".join(pdf_show(text, 130, 540 - 20 * n) for n, text in enumerate("办理结果"))
    (found,) = read_pdf(pdf(table + label)).blocks
    assert isinstance(found, TableBlock)
    assert found.cells[0].text == "办\n理\n结\n果"


def test_frames_and_backgrounds_are_no_tables() -> None:
    assert lines((FULL, 90, 700)) == [FULL]
    frame = "80 650 450 100 re S 85 695 440 20 re f\n"
    assert texts(read_pdf(pdf(frame + pdf_show(FULL, 90, 700)))) == [FULL]


def test_bold_faked_by_printing_twice_is_read_once() -> None:
    assert lines(("总体情况", 90, 700), ("总体情况", 90.3, 700)) == ["总体情况"]


def test_a_page_without_text_is_remarked() -> None:
    picture = "q 100 0 0 100 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q\n"  # an image in the page itself
    made = pdf(pdf_show("甲", 90, 700), pages=2)
    drawn = made.replace(b"/Contents 6 0 R", b"/Contents 9 0 R", 1)
    extra = f"9 0 obj\n<< /Length {len(picture)} >>\nstream\n{picture}\nendstream\nendobj\n".encode(
        "latin-1"
    )
    drawn = drawn.replace(b"xref\n", extra + b"xref\n", 1)
    assert read_pdf(drawn).remarks == ("第1页没有文字层（可能是扫描的图片），未读取。",)


def test_radicals_become_characters() -> None:
    assert clean("人⺠政府⼀⽉⻚\u0000") == "人民政府一月页"


def test_spaces_between_figures_stay_and_between_characters_go() -> None:
    def piece(text: str, x0: float) -> Piece:
        return Piece(text, x0, x0 + 10, 0, 10)

    (line,) = lines_of(
        [piece("邮", 0), piece("编", 17), piece("1", 40), piece("2", 53), piece("3", 63.5)]
    )
    assert line.text == "邮编1 23"
    (line,) = lines_of([piece("邮", 0), piece("编", 40)])
    assert line.text == "邮   编"


@pytest.mark.parametrize(
    ("make", "read"), [(samples.pdf, read_pdf), (samples.ofd, read_ofd)], ids=["pdf", "ofd"]
)
def test_too_many_pages(make: Callable[..., bytes], read: Callable[[bytes], Document]) -> None:
    assert (
        len(
            texts(
                read(make(samples.pdf_show("甲", 90, 700) if read is read_pdf else None, pages=20))
            )
        )
        > 0
    )
    with pytest.raises(Unreadable, match="200页"):
        read(make("", pages=201))


def test_ofd_without_text() -> None:
    with pytest.raises(Unreadable, match="扫描件"):
        read_ofd(samples.ofd(""))


def test_ofd_paths_of_filled_bars_are_lines() -> None:
    bars = "".join(
        f'<ofd:PathObject Boundary="{x} {y} {w} {h}" Stroke="false" Fill="true"><ofd:AbbreviatedData>'
        f"M 0 0 L {w} 0 L {w} {h} L 0 {h} C</ofd:AbbreviatedData></ofd:PathObject>"
        for x, y, w, h in (
            *((20, y, 80, 0.3) for y in (20, 40, 60)),
            *((x, 20, 0.3, 40) for x in (20, 60, 100)),
        )
    )
    words = "".join(
        samples.ofd_text(text, x, y)
        for text, x, y in (("甲", 25, 25), ("1", 65, 25), ("乙", 25, 45), ("2", 65, 45))
    )
    (table,) = read_ofd(samples.ofd(bars + words)).blocks
    assert isinstance(table, TableBlock)
    assert [[cell.text for cell in row] for row in table.rows()] == [["甲", "1"], ["乙", "2"]]


def test_a_real_report() -> None:
    document = read_pdf(shared_report("hongze-2023.pdf").read_bytes())
    tables = [block for block in document.blocks if isinstance(block, TableBlock)]
    assert [(table.row_count, table.column_count, table.place.page) for table in tables] == [
        (8, 4, 2),
        (6, 2, 3),
        (17, 10, 3),
        (9, 10, 4),
        (4, 15, 4),
    ]
    assert texts(document)[0] == "洪泽区人民政府2023年政府信息公开工作年度报告"
    assert not any(text.strip("-— 0123456789") == "" for text in texts(document))
