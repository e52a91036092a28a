"""Whole reports, real and drawn, read through the one door."""

import json
from decimal import Decimal

import pytest

from gongkai.documents.blocks import Document, GridCell, TableBlock, TextBlock
from gongkai.documents.errors import NotAReport
from gongkai.documents.formats.text import read_lines, read_text
from gongkai.documents.reading import recognise
from gongkai.domain.reports.annual_report import AnnualReport, ObservationKind, State
from gongkai.domain.reports.forms import load_form
from tests.documents.reading.layouts import LAYOUTS, SEPARATED, report_text
from tests.shared_reports import SEED, SHARED, shared_report


def some_cells() -> dict[str, Decimal | int | None]:
    cells: dict[str, Decimal | int | None] = dict.fromkeys(load_form("2021").cells, 0)
    for row in ("new", "granted", "total"):
        cells |= {f"t3.{row}.natural": 5, f"t3.{row}.business": 2, f"t3.{row}.total": 7}
    cells |= {"t2.rules.in_force": 3, "t2.licences": 3822, "t2.fees": Decimal("8510.56")}
    return cells | {"t4.review.upheld": 2, "t4.review.total": 2}


def of_kind(report: AnnualReport, kind: ObservationKind) -> list[str]:
    return [one.message for one in report.observations if one.kind is kind]


def read_seed() -> AnnualReport:
    return recognise(read_text(SEED.read_bytes(), SEED.name))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_cells_and_prose(layout: str) -> None:
    cells = some_cells()
    report = recognise(read_lines(report_text(cells, layout)))
    assert report.numbers() == cells
    assert report.organ == "某县人民政府" and report.year == 2023
    assert report.text_of("一") == "我县认真贯彻《条例》。"
    assert report.text_of("五") == "一是解读还不够。"
    assert report.text_of("signature") == "某县人民政府\n2024年1月10日"
    assert not report.observations


@pytest.mark.parametrize("layout", SEPARATED)
def test_a_blank_between_separators_is_blank_and_no_zero(layout: str) -> None:
    cells = some_cells() | {"t3.carried_out.business": None, "t3.carried_out.total": None}
    report = recognise(read_lines(report_text(cells, layout)))
    assert report.value("t3.carried_out.business").state is State.BLANK
    assert report.numbers() == cells


@pytest.mark.parametrize("layout", ["cell a line", "one line", "glued rows"])
def test_a_blank_that_left_no_trace_leaves_its_row_unread(layout: str) -> None:
    cells = some_cells() | {"t3.granted.research": None}
    report = recognise(read_lines(report_text(cells, layout)))
    assert report.value("t3.granted.research").state is State.UNREAD
    for cell, number in report.numbers().items():
        assert number in (cells[cell], None)
    assert of_kind(report, ObservationKind.SHORTAGE)


def test_seed_cells() -> None:
    report = read_seed()
    assert report.value("t3.carried_out.business").state is State.BLANK
    assert report.number("t3.new.natural") == 5
    assert report.number("t2.fees") == Decimal("8510.56")
    assert report.value("t3.refused.safety.total").state is State.NUMBER
    assert report.value("t2.fees").place.line


def test_seed_sixteen_numbers_offer_two_repairs_and_choose_none() -> None:
    report = read_seed()
    (surplus,) = [one for one in report.observations if one.kind is ObservationKind.SURPLUS]
    assert len(surplus.alternatives) == 2 and surplus.complete
    assert "0 | 0 | 1 | 0 | 0 | 1" in surplus.raw
    assert report.number("t4.review.other") == 3
    assert report.value("t4.after_review.corrected").state is State.UNREAD
    assert report.value("t4.after_review.other").state is State.UNREAD


def test_seed_prose_is_joined_over_page_ends_and_nothing_else() -> None:
    report = read_seed()
    assert report.title == "交口县 2025 年政府信息公开工作年度报告"
    assert (report.organ, report.year) == ("交口县", 2025)
    assert "思想为指导，认真" in report.text_of("一")
    assert "学习培训的要求" in report.text_of("一")
    assert "公开平台不统一" in report.text_of("五")
    assert "网站(www.jiaokou.gov.cn) 上下载" in report.text_of("preface")
    assert "我县我县" in report.text_of("五")
    assert list(report.sections) == list("一二三四五六")
    assert not of_kind(report, ObservationKind.HEADING)
    assert [one.raw for one in report.observations if one.kind is ObservationKind.LABEL] == [
        "本年度止件数"
    ]


def test_digits_without_separators() -> None:
    path = shared_report("pingtan-2021.txt")
    report = recognise(read_text(path.read_bytes(), path.name))
    assert report.number("t3.new.natural") == 64
    assert report.number("t4.direct.total") == 12
    assert of_kind(report, ObservationKind.RESOLVED)
    (unclear,) = [one for one in report.observations if one.kind is ObservationKind.AMBIGUOUS]
    assert unclear.cells == load_form("2021").cells_of("t2")[3:6]
    assert {"t2.normative.made": 69, "t2.normative.repealed": 3, "t2.normative.in_force": 665} in [
        dict(one) for one in unclear.alternatives
    ]
    assert report.value("t2.normative.made").state is State.UNREAD
    assert "附件下载" not in report.text_of("六")


def test_the_prose_may_decide_what_the_table_does_not() -> None:
    path = shared_report("pingtan-2022.txt")
    report = recognise(read_text(path.read_bytes(), path.name))
    assert [report.number(f"t2.normative.{one}") for one in ("made", "repealed", "in_force")] == [
        88,
        55,
        698,
    ]
    assert any("正文" in message for message in of_kind(report, ObservationKind.RESOLVED))


@pytest.mark.parametrize("name", ["jiaokou-2025.md", "pingtan-2021.txt", "pingtan-2022.txt"])
def test_no_cell_of_a_real_report_is_read_wrong(name: str) -> None:
    path = shared_report(name)
    truth = json.loads((SHARED / "cells.json").read_text("utf-8"))[path.stem]["cells"]
    report = recognise(read_text(path.read_bytes(), name))
    for cell, number in truth.items():
        read = report.number(cell)
        assert read is None or read == Decimal(str(number)), cell


def part(text: str) -> AnnualReport:
    return recognise(
        read_lines(f"某局2023年政府信息公开工作年度报告\n一、总体情况\n2023年，我局。\n{text}")
    )


def test_surplus_rows_are_no_other_row() -> None:
    report = part(
        "二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n"
        "规章\t0\t0\t0\n行政规范性文件\t1\t0\t2\n其他主动公开文件\t9\t9\t9"
    )
    assert report.number("t2.normative.in_force") == 2
    (surplus,) = [one for one in report.observations if one.kind is ObservationKind.ROW_SURPLUS]
    assert "其他主动公开文件" in surplus.raw


def test_a_lost_label_is_told_by_its_neighbours() -> None:
    report = part(
        "二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n"
        "\t0\t0\t4\n行政规范性文件\t1\t0\t2"
    )
    assert report.number("t2.rules.in_force") == 4
    assert of_kind(report, ObservationKind.LABEL) == ["表二“规章”没有行名。"]


def test_the_older_form_is_told_by_its_heads_not_by_the_year() -> None:
    report = part(
        "二、主动公开政府信息情况\n第二十条第（一）项\n信息内容|本年新制作数量|本年新公开数量|对外公开总数量|\n"
        "规章|0|0|0|\n规范性文件|1|2|3|\n第二十条第（五）项\n信息内容|上一年项目数量|本年增/减|处理决定数量|\n"
        "行政许可|6|减4|2|"
    )
    assert report.form.key == "2019"
    assert report.number("t2.licences.change") == -4
    assert of_kind(report, ObservationKind.OTHER_FORM)


def test_a_block_on_the_older_form_is_not_read_into_the_newer() -> None:
    report = part(
        "二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\n本年新制作数量\n本年新公开数量\n对外公开总数量\n规章\n0\n0\n0\n"
        "行政规范性文件\n7\n7\n7\n第二十条第（五）项\n信息内容\n本年处理决定数量\n行政许可\n5\n第二十条第（六）项\n信息内容\n"
        "本年处理决定数量\n行政处罚\n1\n行政强制\n0"
    )
    assert report.form.key == "2021" and report.number("t2.licences") == 5
    assert report.value("t2.normative.made").state is State.MISSING
    assert of_kind(report, ObservationKind.OTHER_FORM)


def test_prose_in_section_five_is_no_heading() -> None:
    report = part(
        "五、存在的主要问题及改进情况\n一、存在的主要问题。\n一是慢。\n二、改进措施\n下一步加快。\n六、其他需要报告的事项\n无。"
    )
    assert set(report.sections) == {"一", "五", "六"}
    assert "二、改进措施" in report.text_of("五")


def test_sections_by_title_where_the_number_is_wrong() -> None:
    report = part("四、存在问题及改进情况\n不够好。\n五、其他需要报告的事项\n无。")
    assert report.text_of("五") == "不够好。" and report.text_of("六") == "无。"
    assert len(of_kind(report, ObservationKind.HEADING)) == 2


def test_a_list_of_contents_is_no_report() -> None:
    text = "\n".join(
        ["某局2023年政府信息公开工作年度报告", "一、总体情况", "二、主动公开政府信息情况",
         "三、收到和处理政府信息公开申请情况", "本报告如下。", "一、总体情况", "公开信息3条。"]
    )  # fmt: skip
    assert recognise(read_lines(text)).text_of("一") == "公开信息3条。"


def test_numbers_in_sentences_are_no_cells() -> None:
    report = part("二、主动公开政府信息情况\n2023年，共办理行政许可3822件，行政处罚932件。")
    assert not report.values
    assert report.text_of("二") == "2023年，共办理行政许可3822件，行政处罚932件。"


def test_merged_blank_cells_count_for_each_column() -> None:
    labels = ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"]
    cells = [
        GridCell(labels[0], 0, 0), *(GridCell(str(n), 0, n + 1) for n in (1, 2, 3, 4, 5, 6)),
        GridCell("21", 0, 7),
        GridCell(labels[1], 1, 0), GridCell("4", 1, 1), GridCell("", 1, 2, 1, 5),
        GridCell("4", 1, 7),
    ]  # fmt: skip
    report = recognise(
        Document(
            "text/html",
            (
                TextBlock("某局2023年政府信息公开工作年度报告"),
                TextBlock("三、收到和处理政府信息公开申请情况"),
                TableBlock(tuple(cells), 2, 8),
            ),
        )
    )
    assert report.number("t3.new.other") == 6 and report.number("t3.carried_in.total") == 4
    assert report.value("t3.carried_in.welfare").state is State.BLANK
    assert report.value("t3.carried_in.total").place.column == 8


@pytest.mark.parametrize(
    "text",
    [
        "牛奶\n鸡蛋\n面包3个",
        "",
        "省政府办公厅近日召开会议，部署政府信息公开工作年度报告编制工作，要求各地按时发布。",
        "某县2012年政府信息公开工作年度报告\n一、概述\n2012年，全县公开信息100条。\n二、主动公开政府信息情况\n主动公开100条。",
    ],
)
def test_what_is_no_report_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(NotAReport) as refused:
        recognise(read_lines(text))
    assert refused.value.message.endswith("。") and refused.value.advice


def test_hostile_digits_are_bounded() -> None:
    digits = "1234567890" * 40
    report = part("三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量" + digits)
    assert report.value("t3.new.total").state is State.UNREAD
    (unclear,) = [one for one in report.observations if one.kind is ObservationKind.AMBIGUOUS]
    assert not unclear.complete
