"""What stands around and between the tables: headings, captions, metadata, signatures."""

import pytest

from gongkai.documents.blocks import Document, GridCell, TableBlock, TextBlock
from gongkai.documents.formats.text import read_lines
from gongkai.documents.reading import recognise
from gongkai.domain.reports.annual_report import AnnualReport, ObservationKind, Place
from gongkai.domain.reports.forms import load_form
from proof.consistent_reports import consistent_report
from tests.documents.reading.layouts import HEAD, TAIL, report_text, rows_of

CELLS = dict(consistent_report("县", 11))


def kinds(report: AnnualReport) -> set[ObservationKind]:
    return {one.kind for one in report.observations}


def test_three_tables_drawn_as_one_with_the_headings_in_rows() -> None:
    two, three, four = rows_of(CELLS)
    rows = [
        *two,
        ["三、收到和处理政府信息公开申请情况"],
        *three,
        ["四、政府信息公开行政复议、行政诉讼情况"],
        *four,
    ]
    cells = tuple(
        GridCell(text, number, column)
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
    )
    blocks = [TextBlock(line) for line in (HEAD + "二、主动公开政府信息情况").split("\n")]
    tail = [TextBlock(line) for line in TAIL.split("\n")]
    table = TableBlock(cells, len(rows), 15, Place(table=1))
    report = recognise(Document("text/html", (*blocks, table, *tail)))
    assert report.numbers() == CELLS
    assert not report.observations
    assert list(report.sections) == list("一二三四五六")
    # 一 and 二 of 表三 stand under two lines of heads and the heading itself
    assert report.value("t3.new.natural").place.row == len(two) + 5


def test_table_four_under_heads_broken_into_lines() -> None:
    two, three, four = rows_of(CELLS)
    whole = report_text(CELLS, "single blanks")
    before, heading, after = whole.partition("四、政府信息公开行政复议、行政诉讼情况\n")
    heads = "行政复议 行政诉讼\n结果\n维持\n结果\n纠正\n其他\n结果\n尚未\n审结\n总\n计\n未经复议直接起诉 复议后起诉\n"
    report = recognise(
        read_lines(
            f"{before}{heading}{heads}{' '.join(four[-1])}\n五、{after.partition('五、')[2]}"
        )
    )
    assert report.numbers() == CELLS
    assert not report.observations


def test_table_four_told_in_sentences() -> None:
    _, _, four = rows_of(CELLS)
    figures = iter(four[-1])
    names = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    told = "\n".join(
        f"{block}：" + "，".join(f"{name}{next(figures)}件" for name in names) + "。"
        for block in ("行政复议", "未经复议直接起诉", "复议后起诉")
    )
    before, heading, after = report_text(CELLS, "tabs").partition(
        "四、政府信息公开行政复议、行政诉讼情况\n"
    )
    report = recognise(read_lines(f"{before}{heading}{told}\n五、{after.partition('五、')[2]}"))
    assert report.numbers() == CELLS
    assert report.text_of("四") == told


def test_commas_between_cells() -> None:
    two, three, four = rows_of(CELLS)
    draw = "\n".join(",".join([f'"{row[-8]}"', *row[-7:]]) for row in three if row[-1].isdecimal())
    before, heading, after = report_text(CELLS, "tabs").partition(
        "三、收到和处理政府信息公开申请情况\n"
    )
    report = recognise(
        read_lines(
            f"{before}{heading}{draw}\n四、政府信息公开行政复议{after.partition('四、政府信息公开行政复议')[2]}"
        )
    )
    assert report.numbers() == CELLS


def test_captions_and_heads_of_tables_are_no_prose() -> None:
    text = report_text(CELLS, "markdown")
    heads = {"二": "本年制发件数", "三": "自然人", "四": "结果维持"}
    for section in load_form("2021").sections:
        if section.number in heads:
            line = f"{section.number}、{section.heading}\n"
            row = f"| 项目 | {heads[section.number]} | 总计 | 合计 |\n|---|---|---|---|\n"
            text = text.replace(line, f"{line}## 表{section.number}：{section.heading}\n{row}")
    report = recognise(read_lines(text))
    assert report.numbers() == CELLS
    assert [report.text_of(one) for one in "二三四"] == ["", "", ""]


def test_arabic_numbers_under_a_chinese_one_are_no_sections() -> None:
    text = report_text(CELLS, "tabs").replace(
        "我县认真贯彻《条例》。", "1、主动公开情况\n公开80条。\n2、依申请公开情况\n收到3件。"
    )
    report = recognise(read_lines(text.partition("二、主动")[0]))
    assert list(report.sections) == ["一"]
    assert "收到3件" in report.text_of("一")


def test_arabic_numbers_alone_are_sections() -> None:
    text = report_text(CELLS, "tabs")
    for number, digit in zip("一二三四五六", "123456", strict=True):
        text = text.replace(f"\n{number}、", f"\n{digit}、")
    assert list(recognise(read_lines(text)).sections) == list("一二三四五六")


def test_a_preface_that_ends_in_a_colon_is_no_title() -> None:
    preface = "根据《条例》(以下简称《条例》)的要求,现将2023年度政府信息公开工作年度报告如下:"
    text = report_text(CELLS, "tabs").replace("\n一、总体情况", f"\n{preface}\n一、总体情况")
    report = recognise(read_lines(text))
    assert report.title == "某县人民政府2023年政府信息公开工作年度报告"
    assert report.text_of("preface").endswith(preface)
    bare = recognise(read_lines(preface + text.partition(preface)[2]))
    assert bare.title == "" and bare.text_of("preface") == preface


def test_the_organ_is_no_row_of_metadata() -> None:
    text = report_text(CELLS, "tabs").partition("\n")[2]
    row = "发布机构: | 区商务局 | 成文日期: | 2020-01-19 |\n"
    body = text.replace("某县人民政府\n2024年1月10日", "")
    assert recognise(read_lines(row + body)).organ == "区商务局"
    named = "名  称 山阳县人民政府2020年政府信息公开工作年度报告\n"
    report = recognise(read_lines(named + body))
    assert (report.organ, report.year) == ("山阳县人民政府", 2020)


def test_a_signature_on_a_new_page_is_no_half_sentence() -> None:
    text = "我镇将继续做好政府信息公开工作，不断提高公开的质量和实效，更好满足群众的需要"
    lines = [TextBlock(line) for line in report_text(CELLS, "tabs").split("\n")[:-2]]
    page = Place(page=4)
    report = recognise(
        Document(
            "application/pdf",
            (
                *lines,
                TextBlock(text),
                TextBlock("某县某镇党政综合办", page),
                TextBlock("2024年1月10日", page),
            ),
        )
    )
    assert report.text_of("signature") == "某县某镇党政综合办\n2024年1月10日"
    assert report.text_of("六").endswith("需要")


def test_what_a_browser_prints_around_a_page_is_no_text() -> None:
    head = "11/22/26, 3:18 PM 某县\nfile:///home/report.html 1/4\n"
    text = report_text(CELLS, "tabs").replace("五、存在", f"{head}五、存在")
    assert recognise(read_lines(text)).text_of("四") == ""


def test_a_title_over_two_lines_and_an_organ_behind_the_last_sentence() -> None:
    text = report_text(CELLS, "tabs").replace("工作年度报告\n", "工作年\n度报告\n", 1)
    report = recognise(
        read_lines(text.replace("未收取信息处理费。\n某县", "未收取信息处理费。某县"))
    )
    assert report.title == "某县人民政府2023年政府信息公开工作年度报告"
    assert report.text_of("signature") == "某县人民政府\n2024年1月10日"
    assert report.text_of("六") == "未收取信息处理费。"


def test_the_first_line_of_a_wrapped_preface_is_kept() -> None:
    lines = "根据《中华人民共和国政府信息公开条例》（以下简称《条例》）和有关\n规定，编制本报告。\n"
    text = report_text(CELLS, "tabs").replace("一、总体情况", f"{lines}一、总体情况")
    assert "（以下简称《条例》）和有关规定" in recognise(read_lines(text)).text_of("preface")


def drawn_with_fillers(lost: tuple[int, int]) -> AnnualReport:
    """Three drawn tables, each row with an empty cell at its end; in one row a cell is lost."""
    blocks: list[TextBlock | TableBlock] = [TextBlock(line) for line in HEAD.split("\n")]
    headings = [one for one in load_form("2021").sections if one.number in "二三四"]
    for number, (section, rows) in enumerate(zip(headings, rows_of(CELLS), strict=True)):
        blocks.append(TextBlock(f"{section.number}、{section.heading}"))
        drawn = [[*row, ""] for row in rows]
        if number == lost[0]:
            del drawn[lost[1]][-4]
        cells = [
            GridCell(text, place, column)
            for place, row in enumerate(drawn)
            for column, text in enumerate(row)
        ]
        blocks.append(TableBlock(tuple(cells), len(drawn), 17, Place(table=number + 1)))
    return recognise(Document("text/html", (*blocks, *map(TextBlock, TAIL.split("\n")))))


@pytest.mark.parametrize("lost", [(1, 4), (1, 9), (2, 3)])
def test_a_lost_cell_before_an_empty_one_moves_no_figure(lost: tuple[int, int]) -> None:
    report = drawn_with_fillers(lost)
    for cell, value in report.values.items():
        assert value.number is None or value.number == CELLS[cell], cell
    assert any(one.kind is ObservationKind.SHORTAGE for one in report.observations)


def test_empty_cells_at_the_end_of_every_row_are_no_cells() -> None:
    assert drawn_with_fillers((9, 0)).numbers() == CELLS
