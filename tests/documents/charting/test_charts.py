"""Charts are read by eyes and by readers of screens; they carry no style, no script, and never a wrong length."""

import io
from decimal import Decimal
from xml.etree import ElementTree

import openpyxl
import pytest

from gongkai.documents.charting import (
    Bar,
    Column,
    Limit,
    Line,
    Picture,
    Point,
    Sheet,
    Strip,
    bars,
    columns,
    lines,
    strips,
)
from gongkai.documents.charting.rows import fitted
from gongkai.documents.charting.svg import width_of
from gongkai.documents.charting.tabulating import data_of, workbook_of

SVGS = {
    "bars": bars("k", "题", [Bar("教育局", 4), Bar("卫健局", None), Bar("<b>&", 0)]),
    "columns": columns("k", "题", [Column("1", 2, 1), Column("2", 0)], limit=Limit(1, "20日"), grey="延期"),
    "strips": strips("k", "题", ["1", "2"], [Strip("予以公开", (1, 0)), Strip("部分公开", (0, 3))]),
    "lines": lines(
        "k", "题", ["2020", "2021"],
        [Line("甲", (Point(None), Point(3))), Line("乙", (Point(1), Point(2)), "grey")], breaks=[1],
    ),
}  # fmt: skip


def elements(svg: str, name: str) -> list[ElementTree.Element]:
    return [one for one in ElementTree.fromstring(svg).iter() if one.tag == name]


@pytest.mark.parametrize("kind", SVGS)
def test_said_to_who_cannot_see_it(kind: str) -> None:
    root = ElementTree.fromstring(SVGS[kind])
    assert root.get("role") == "img" and root.get("aria-labelledby") == "k-title k-desc"
    ids = {one.get("id"): one.text for one in root if one.get("id")}
    assert ids["k-title"] == "题" and len(ids["k-desc"] or "") > 4


@pytest.mark.parametrize("kind", SVGS)
def test_nothing_that_a_strict_page_refuses(kind: str) -> None:
    allowed = {"svg", "title", "desc", "rect", "line", "polyline", "circle", "text"}
    for one in ElementTree.fromstring(SVGS[kind]).iter():
        assert one.tag in allowed
        assert not {"style", "href", "onload", "fill", "stroke"} & set(one.attrib)


@pytest.mark.parametrize("kind", SVGS)
def test_no_words_and_no_marks_outside_the_picture(kind: str) -> None:
    root = ElementTree.fromstring(SVGS[kind])
    _, _, wide, high = (float(one) for one in (root.get("viewBox") or "").split())
    for one in root.iter("text"):
        size = 12 if "small" in (one.get("class") or "") else 14
        length, x = width_of(one.text or "", size), float(one.get("x") or 0)
        start = {"end": x - length, "middle": x - length / 2}.get(one.get("text-anchor") or "", x)
        assert start >= -3 and start + length <= wide + 3, one.text
        assert 0 < float(one.get("y") or 0) <= high
    for one in root.iter("rect"):
        assert float(one.get("y") or 0) + float(one.get("height") or 0) <= high
        assert float(one.get("x") or 0) + float(one.get("width") or 0) <= wide


def test_lengths_are_in_proportion_and_zero_has_none() -> None:
    drawn = elements(bars("k", "题", [Bar("甲", 10), Bar("乙", 5), Bar("丙", 0)]), "rect")
    first, second = (float(one.get("width") or 0) for one in drawn)
    assert len(drawn) == 2 and first == pytest.approx(2 * second, abs=0.2)


def test_a_year_without_a_number_has_no_point_and_no_line_through_it() -> None:
    points = (Point(1), Point(2), Point(None), Point(4), Point(5))
    svg = lines("k", "题", ["1", "2", "3", "4", "5"], [Line("", points)])
    assert len(elements(svg, "circle")) == 4 and len(elements(svg, "polyline")) == 2
    assert all(len((one.get("points") or "").split()) == 2 for one in elements(svg, "polyline"))


def test_two_lines_close_together_keep_their_numbers_apart() -> None:
    same = tuple(Point(7) for _ in range(3))
    svg = lines("k", "题", ["1", "2", "3"], [Line("甲", same), Line("乙", same, "grey")])
    at = [
        (one.get("x"), float(one.get("y") or 0)) for one in elements(svg, "text") if one.text == "7"
    ]
    assert len({*at}) == len(at) == 6
    with pytest.raises(ValueError, match="两张图"):
        lines("k", "题", ["1"], [Line("", (Point(1),))] * 3)


def test_a_long_name_is_cut_and_says_so() -> None:
    assert fitted("示例县市场监督管理局", 100).endswith("…") and fitted("教育局", 100) == "教育局"


def test_the_table_goes_out_whole_and_the_same_every_time() -> None:
    picture = Picture(
        "k", "各/机关", Sheet(("机关", "件数"), (("=1+1", 3), ("卫健局", None), ("乙", Decimal("1.5")))),
        notes=("四舍五入到一位小数。",),
    )  # fmt: skip
    book = workbook_of("题", "示例县", [picture])
    assert book == workbook_of("题", "示例县", [picture])
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=4)]
    assert rows == [["机关", "件数"], ["=1+1", 3], ["卫健局", None], ["乙", 1.5]]
    assert sheet["A2"].data_type == "s" and "四舍五入" in str(sheet["A6"].value)
    assert data_of(picture)["rows"] == [["=1+1", 3], ["卫健局", None], ["乙", 1.5]]
    assert picture.sheet.printed[1] == ("卫健局", [("—", False)])
