"""Sheets of figures: both layouts, every error by row and column, a plan before anything is stored, all or none."""

import datetime as dt
import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from gongkai.apps import clock
from gongkai.apps.annual.actions.importing import (
    held_values,
    import_figures,
    organs_stating,
    plan_import,
)
from gongkai.apps.annual.actions.stating import Said, state_figures
from gongkai.apps.annual.models import Statement
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.sheets import Entry, SheetRefused, read_figures, template
from gongkai.apps.annual.sheets.reading import figure_of
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.access import Forbidden
from tests.apps.cases.example_cases import at
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
YEAR = Period(2025)


@pytest.fixture(autouse=True)
def january():
    with clock.stopped_at(at(dt.date(2026, 1, 12), 14)):
        yield


@pytest.fixture
def county() -> County:
    return make_county()


def book(*rows: list[Any]) -> bytes:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def read(county: County, data: bytes, post: str = "clerk", own: bool = True) -> list[Entry]:
    organs = organs_stating(county.actor(post), 2025)
    return read_figures(data, "填报.xlsx", YEAR, organs, county.department if own else None)


def errors(county: County, data: bytes, **more: Any) -> list[tuple[int, str, str]]:
    with pytest.raises(SheetRefused) as refused:
        read(county, data, **more)
    assert not Statement.objects.exists()
    return [(one.row, one.column, one.message) for one in refused.value.errors]


def test_months_as_columns(county: County) -> None:
    data = book(["项目", "计量单位", "1月", "2月", "全年"], ["行政许可", "件", 7, "1,005", None],
                ["行政事业性收费（万元）", "万元", None, None, 85.56])  # fmt: skip
    found = {(one.said.cell, one.said.month): one.said.value for one in read(county, data)}
    assert found == {
        ("t2.licences", 1): 7, ("t2.licences", 2): 1005, ("t2.fees", None): Decimal("85.56"),
    }  # fmt: skip


def test_units_as_rows_by_name_short_name_or_code(county: County) -> None:
    county.township.refresh_from_db()
    data = book(
        ["2025年度填报表"],
        ["单位", "统一社会信用代码", "月份", "行政许可", "政务公开培训"],
        ["示例县教育局", "", "", 7, None],
        ["城关镇", "", "3", 8, 0],
        ["", county.government.credit_code, "2025年12月", None, 4],
    )
    made = read(county, data, post="county_office", own=False)
    assert [(one.row, one.organ.slug, one.said.cell, one.said.month) for one in made] == [
        (3, "jyj", "t2.licences", None), (4, "cgz", "t2.licences", 3),
        (4, "cgz", "one.training", 3), (5, "xzf", "one.training", 12),
    ]  # fmt: skip


def test_every_error_with_its_row_and_column(county: County) -> None:
    data = book(
        ["单位", "月份", "行政许可", "行政处罚", "行政事业性收费（万元）"],
        ["教育局", 13, 1, None, None],
        ["卫健局", 1, 1, None, None],
        ["教育局", 2, "—", 1.5, 85.605],
        ["教育局", 3, 7, None, None],
        ["教育局", "3月", 8, None, None],
        ["城关镇", 1, 1, None, None],
    )
    found = {(row, column): message for row, column, message in errors(county, data)}
    assert set(found) == {
        (2, "月份"), (3, "单位"), (4, "行政许可"), (4, "行政处罚"), (4, "行政事业性收费"),
        (6, "行政许可"), (7, "单位"),
    }  # fmt: skip
    assert "写的是1.5，应为整数" in found[4, "行政处罚"] and "第 5 行" in found[6, "行政许可"]
    assert "没有发生的填 0" in found[4, "行政许可"] and "权限" in found[7, "单位"]


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ([["甲", "乙"], [1, 2]], "表头"),
        ([["单位", "行政许可", "行政许可"], ["教育局", 1, 2]], "两次"),
        ([["单位", "行政许可", "利润"], ["教育局", 1, 2]], "不认识"),
        ([["单位", "行政许可"], ["教育局", None]], "没有填写任何数"),
        ([["项目", "1月"], ["营业额", 3]], "没有“营业额”"),
        ([["单位", "行政许可"], *([["教育局", 1]] * 2001)], "超过 2000 行"),
    ],
)
def test_what_is_no_sheet_of_figures(county: County, rows: list[list[Any]], word: str) -> None:
    assert word in errors(county, book(*rows))[0][2]


def test_hostile_files(county: County) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", b"<x/>")
        made.writestr("xl/worksheets/sheet1.xml", b"<row>" + b" " * (30 * 1024 * 1024))
    for data in (
        b"",
        b"PK",
        b"x" * 100,
        book(["单位"])[:300],
        bomb.getvalue(),
        b"0" * (2 * 1024 * 1024 + 1),
    ):
        assert errors(county, data)


def test_formulas_and_words_are_no_figures(county: County) -> None:
    data = book(["单位", "行政许可"], ["教育局", "=1+1"])
    assert errors(county, data)[0][2]
    for text in ("1e5", "NaN", "１２３abc", "--1", "1" * 30, "0x10", "∞"):
        assert figure_of(text) is None
    assert figure_of("１，２３４") == 1234 and figure_of("0.30000000000000004") == Decimal("0.30")


def test_a_plan_then_all_or_none(county: County) -> None:
    state_figures(county.actor("clerk"), county.department, 2025,
                  [Said("t2.licences", Decimal(7)), Said("t2.penalties", Decimal(9))])  # fmt: skip
    data = book(["单位", "行政许可", "行政处罚", "行政强制"], ["教育局", 8, 9, 0])
    entries = read(county, data)
    planned = plan_import(YEAR, entries)
    assert [(one.old, one.entry.said.value, one.changes) for one in planned] == [
        (7, 8, True), (9, 9, False), (None, 0, True),
    ]  # fmt: skip
    assert Statement.objects.count() == 2
    made = import_figures(county.actor("clerk"), YEAR, entries, name="填报.xlsx", data=data)
    assert [(one.cell, one.value) for one in made] == [("t2.licences", 8), ("t2.compulsory", 0)]
    assert made[0].replaces is not None and made[0].source == "sheet"
    assert "填报.xlsx 第2行（SHA-256 " in made[0].evidence
    with pytest.raises(Refused, match="没有要导入"):
        import_figures(county.actor("clerk"), YEAR, entries, name="填报.xlsx", data=data)


def test_nothing_of_it_where_one_unit_may_not_be_stated_for(county: County) -> None:
    data = book(["单位", "行政许可"], ["教育局", 8], ["城关镇", 9])
    entries = read(county, data, post="county_office", own=False)
    with pytest.raises(Forbidden):
        import_figures(county.actor("clerk"), YEAR, entries, name="a.xlsx", data=data)
    assert not Statement.objects.exists()
    made = import_figures(county.actor("county_office"), YEAR, entries, name="a.xlsx", data=data)
    assert {one.organ.slug for one in made} == {"jyj", "cgz"}


@pytest.mark.parametrize("post", ["clerk", "county_office"])
def test_the_template_reads_back(county: County, post: str) -> None:
    state_figures(county.actor("clerk"), county.department, 2025,
                  [Said("t2.fees", Decimal("85.50"))])  # fmt: skip
    organs = organs_stating(county.actor(post), 2025)
    data = template(organs, YEAR, held_values([one.pk for one in organs], 2025))
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    assert sheet.max_column < 60 and (sheet.cell(1, 1).value in ("项目", "单位"))
    (entry,) = (
        read(county, data, post=post, own=False) if post == "county_office" else read(county, data)
    )
    assert (entry.said.cell, entry.said.value, entry.organ.slug) == (
        "t2.fees",
        Decimal("85.50"),
        "jyj",
    )
    assert not [one for one in plan_import(YEAR, [entry]) if one.changes]
