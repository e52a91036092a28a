"""Rows that lost or gained figures: a false number is worse than none."""

import pytest

from gongkai.documents.formats.text import read_lines
from gongkai.documents.reading import recognise
from gongkai.domain.reports.annual_report import AnnualReport, ObservationKind, State
from gongkai.domain.reports.forms import load_form
from proof.consistent_reports import consistent_report
from tests.documents.reading.layouts import report_text

FORM = load_form("2021")
CELLS = dict(consistent_report("县", 7))


def drawn() -> list[str]:
    return report_text(CELLS, "single blanks").split("\n")


def read(lines: list[str]) -> AnnualReport:
    return recognise(read_lines("\n".join(lines)))


def assert_nothing_false(report: AnnualReport, unread: str = "") -> None:
    for cell, value in report.values.items():
        assert value.number is None or value.number == CELLS[cell], cell
    if unread:
        assert report.value(f"{unread}.natural").state is State.UNREAD


def changed(label: str, change: object) -> list[str]:
    """The report with the figures of one row changed."""
    lines = drawn()
    at = next(number for number, line in enumerate(lines) if label in line)
    head, *figures = lines[at].rsplit(" ", 7)
    assert callable(change)
    lines[at] = " ".join([head, *change(figures)])
    return lines


@pytest.mark.parametrize("kept", [5, 6])
def test_a_page_cut_at_the_right_edge_gives_no_invented_figure(kept: int) -> None:
    labels = [row.label for row in FORM.table3]
    lines = [
        line.rsplit(" ", 7 - kept)[0] if any(label in line for label in labels) else line
        for line in drawn()
    ]
    report = read(lines)
    assert_nothing_false(report, "t3.new")
    assert any(one.kind is ObservationKind.SHORTAGE for one in report.observations)


@pytest.mark.parametrize("row", list(FORM.table3), ids=lambda row: row.key)
def test_a_row_without_its_first_figure_stays_unread(row: object) -> None:
    label, key = row.label, row.key  # type: ignore[attr-defined]
    report = read(changed(label, lambda figures: figures[1:]))
    assert_nothing_false(report, f"t3.{key}")


def test_figures_that_stand_apart_are_not_cut() -> None:
    report = read(changed("（一）予以公开", lambda figures: ["13", *["0"] * 5]))
    assert report.value("t3.granted.natural").state is State.UNREAD
    assert report.value("t3.granted.total").number is None


def test_a_figure_printed_twice_is_left_out_where_the_columns_bear_it_out() -> None:
    report = read(changed("一、本年新收", lambda figures: [*figures[:2], "0", *figures[2:]]))
    assert_nothing_false(report)
    (surplus,) = [one for one in report.observations if one.kind is ObservationKind.SURPLUS]
    assert surplus.table == "t3"


def test_two_figures_too_many_are_not_repaired() -> None:
    report = read(changed("四、结转下年度", lambda figures: ["783", "6", *["0"] * 7]))
    assert report.value("t3.carried_out.natural").state is State.UNREAD


def test_zeros_are_never_made_by_leaving_out_a_figure() -> None:
    report = read(changed("四、结转下年度", lambda figures: ["6", *["0"] * 7]))
    assert report.value("t3.carried_out.natural").state is State.UNREAD


def broken(row_key: str, lines_of_label: int, figures_on: int) -> list[str]:
    """The report with one label broken over lines, its figures beside one of them."""
    lines = drawn()
    label = FORM.row(row_key).label
    at = next(number for number, line in enumerate(lines) if label in line)
    figures = lines[at].rpartition(label)[2]
    size = -(-len(label) // lines_of_label)
    parts = [label[start : start + size] for start in range(0, len(label), size)]
    parts[figures_on] += figures
    return [*lines[:at], *parts, *lines[at + 1 :]]


@pytest.mark.parametrize("key", ["partial", "new", "other.no_correction", "other.no_payment"])
@pytest.mark.parametrize(("parts", "on"), [(2, 0), (2, 1), (3, 0), (3, 1), (3, 2)])
def test_a_broken_label_may_have_its_figures_on_any_line(key: str, parts: int, on: int) -> None:
    report = read(broken(key, parts, on))
    assert report.numbers() == CELLS
    assert not report.observations


def test_a_broken_label_beside_a_broken_group() -> None:
    lines = drawn()
    at = next(number for number, line in enumerate(lines) if "2.申请人逾期" in line)
    figures = lines[at].rsplit(" ", 7)[1:]
    lines[at : at + 1] = [
        "（六）其 2.申请人逾期未按收费通知要求缴",
        f"他处理 纳费用、行政机关不再处理其政府 {' '.join(figures)}",
        "信息公开申请",
    ]
    assert read(lines).numbers() == CELLS


def in_text_of_a_page(rows: dict[str, list[str]]) -> list[str]:
    """The report with some rows as the text of a PDF without lines has them."""
    lines = drawn()
    for key, parts in rows.items():
        label = FORM.row(key).label
        at = next(number for number, line in enumerate(lines) if label in line)
        figures = " ".join(str(CELLS[cell]) for cell in FORM.row(key).cells)
        lines[at : at + 1] = [part.replace("#", figures) for part in parts]
    return lines


def test_what_stands_beside_a_label_may_touch_it_and_its_figures() -> None:
    lines = in_text_of_a_page(
        {
            "partial": ["度办理结（二）部分公开（区分处理", "果   的，只计这一情形，不计其#", "他情形）"],
            "refused.internal": ["5.属于三类内部事务", "开   #", "信息"],
            "unable.not_held": ["（四1.本机关不掌握相关", "#", "）无政府信息"],
            "other.no_correction": ["1.申请人无正当理由", "逾期不补正、行政机", "#", "关不再处理其政府信", "（六息公开申请"],
            "other.no_payment": ["）其2.申请人逾期未按收", "他处费通知要求缴纳费", "理   用、行政机关不再处#", "理其政府信息公开申", "请"],
        }
    )  # fmt: skip
    report = read(lines)
    assert report.numbers() == CELLS
    assert report.text_of("三") == ""
    assert not report.observations


def test_heads_printed_again_inside_a_broken_label() -> None:
    heads = ["申请人情况", "（本列数据的勾稽关系为：第一项加   法人或其他组织", "第二项之和，等于第三项加第四项之   社会", "自然人   科研   法律服务   总计", "机构   机构"]  # fmt: skip
    lines = in_text_of_a_page(
        {"other.no_correction": ["（六1.申请人无正当理由#", *heads, "逾期不补正、行政机关不", "再处理其政府信息公开申请"]}
    )  # fmt: skip
    report = read(lines)
    assert report.numbers() == CELLS
    assert report.text_of("三") == ""


def test_prose_about_a_row_is_no_row() -> None:
    told = "本年新收政府信息公开申请 5 件，其中 3 件予以公开。"
    lines = drawn()
    lines.insert(lines.index("三、收到和处理政府信息公开申请情况") + 1, told)
    report = read(lines)
    assert report.numbers() == CELLS and report.text_of("三") == told


def test_a_row_of_digits_printed_twice_is_no_figure() -> None:
    lines = drawn()
    at = next(number for number, line in enumerate(lines) if "5.属于三类" in line)
    figures = "".join(str(CELLS[cell]) for cell in FORM.row("refused.internal").cells)
    lines[at] = f"5.属于三类内部事务信息{figures}00000 {figures}00000"
    assert_nothing_false(read(lines))


def dumped(before: bool) -> list[str]:
    """表三 with the figures of each row on lines of their own before or behind all labels."""
    lines = drawn()
    first = lines.index("三、收到和处理政府信息公开申请情况") + 1
    last = lines.index("四、政府信息公开行政复议、行政诉讼情况")
    made = []
    for row in FORM.table3:
        figures = [str(CELLS[cell]) for cell in row.cells]
        made += [*figures, row.label] if before else [row.label]
    if not before:
        made += [str(CELLS[cell]) for row in FORM.table3 for cell in row.cells]
    return [*lines[:first], *made, *lines[last:]]


@pytest.mark.parametrize("before", [True, False])
def test_figures_that_do_not_follow_their_labels_are_not_read(before: bool) -> None:
    report = read(dumped(before))
    assert all(report.value(cell).number is None for cell in FORM.cells_of("t3"))
    assert report.number("t4.review.total") == CELLS["t4.review.total"]
    kinds = {one.kind for one in report.observations}
    assert kinds == {ObservationKind.SHORTAGE}


def test_a_lone_run_of_three_digits_may_be_one_figure() -> None:
    lines = drawn()
    at = next(number for number, line in enumerate(lines) if line.startswith("行政规范性文件"))
    lines[at] = "行政规范性文件 511"
    report = read(lines)
    assert report.value("t2.normative.made").state is State.UNREAD


def test_figures_run_together_under_each_block_of_table_four() -> None:
    lines = drawn()
    start = lines.index("四、政府信息公开行政复议、行政诉讼情况") + 1
    end = lines.index("五、存在的主要问题及改进情况")
    names = ["行政复议", "未经复议直接起诉", "复议后起诉"]
    made = []
    for number, name in enumerate(names):
        cells = FORM.cells_of("t4")[5 * number : 5 * number + 5]
        figures = "".join(str(CELLS[cell]) for cell in cells)
        made.append(f"{name}结果维持结果纠正其他结果尚未审结总计{figures}")
    report = read([*lines[:start], *made, *lines[end:]])
    assert_nothing_false(report)


def test_a_merged_cell_told_once_a_column() -> None:
    lines = drawn()
    at = next(number for number, line in enumerate(lines) if line.startswith("行政许可"))
    number = CELLS["t2.licences"]
    lines[at] = f"行政许可 | {number} | {number} | {number}"
    report = read(lines)
    assert report.numbers() == CELLS and not report.observations


def test_radicals_of_fonts_are_read_as_characters() -> None:
    text = "\n".join(drawn()).replace("行政", "⾏政").replace("一、", "⼀、")
    report = read(text.split("\n"))
    assert report.numbers() == CELLS
    assert report.sections["一"].heading == "总体情况"


def test_a_figure_too_many_among_lines_of_figures_is_not_left_out() -> None:
    lines = drawn()
    at = next(number for number, line in enumerate(lines) if line.startswith("二、上年结转"))
    label, *figures = lines[at].split(" ")
    lines[at : at + 1] = [label, *figures, "0"]
    report = read(lines)
    assert report.value("t3.carried_in.total").state is State.UNREAD
    (surplus,) = [one for one in report.observations if one.kind is ObservationKind.SURPLUS]
    assert not surplus.complete


def test_lines_of_characters_without_width_are_empty() -> None:
    text = report_text(CELLS, "cell a line").replace("\n", "\n \u200b\n")
    report = recognise(read_lines(text))
    assert report.numbers() == CELLS
