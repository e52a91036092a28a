"""The organ tree from a spreadsheet: errors by row and column, every row or none."""

import datetime as dt
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from gongkai.apps.audit.models import Entry
from gongkai.apps.organs import actions
from gongkai.apps.organs.importing import COLUMNS, read_organs, template
from gongkai.apps.organs.models import Organ
from gongkai.apps.organs.refusals import ImportRefused
from tests.county import credit_code, make_county

pytestmark = [pytest.mark.django_db, pytest.mark.starts_a_command]
HEADINGS = list(COLUMNS)


def book(*rows, headings=HEADINGS):
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(headings)
    for row in rows:
        sheet.append([row.get(heading, "") for heading in headings])
    kept = BytesIO()
    workbook.save(kept)
    return kept.getvalue()


def row(slug, **changed):
    values = {
        "机关名称": f"示例县{slug}局",
        "简称": f"{slug}局",
        "网址目录": slug,
        "统一社会信用代码": credit_code(slug),
        "机关类别": "政府部门",
        "层级": "县级",
        "上级机关": "示例县人民政府",
    }
    return values | changed


def take(county, *rows):
    return actions.import_organs(
        county.actor("system_administrator"), read_organs(book(*rows), "机关.xlsx")
    )


def test_a_tree_in_any_order_is_taken_in():
    county = make_county()
    done = take(
        county,
        row("erji", 上级机关="示例县yiji局", 设立日期=dt.date(2019, 3, 1), 排序=7),
        row("yiji", 设立日期="2019年3月1日", 办公时间="工作日"),
    )
    assert (done.founded, done.changed, done.unchanged) == (2, 0, 0)
    below = Organ.objects.get(slug="erji")
    assert below.parent.slug == "yiji" and below.founded_on == dt.date(2019, 3, 1)
    assert below.order == 7 and below.parent.office_hours == "工作日"
    assert Entry.objects.filter(act="organ.edit").count() == 2


def test_an_import_again_changes_what_changed():
    county = make_county()
    take(county, row("yiji", 办公时间="工作日"), row("erji"))
    done = take(county, row("yiji", 简称="一局"), row("erji"))
    assert (done.founded, done.changed, done.unchanged) == (0, 1, 1)
    assert Organ.objects.get(slug="yiji").office_hours == "工作日", "a blank says nothing"


def test_every_error_is_told_and_nothing_is_taken_in():
    county = make_county()
    before = Organ.objects.count()
    with pytest.raises(ImportRefused) as refused:
        read_organs(
            book(
                row("a"),
                row("b", 统一社会信用代码="111"),
                row("c", 机关类别="公司", 层级=""),
                row("D"),
                row("e", 设立日期="去年"),
                row("a", 机关名称="示例县a局"),
            ),
            "机关.xlsx",
        )
    told = {(error.row, error.column) for error in refused.value.errors}
    assert told == {
        (3, "统一社会信用代码"),
        (4, "机关类别"),
        (4, "层级"),
        (5, "网址目录"),
        (6, "设立日期"),
        (7, "机关名称"),
        (7, "网址目录"),
        (7, "统一社会信用代码"),
    }
    with pytest.raises(ImportRefused) as refused:
        take(county, row("a"), row("b", 上级机关="没有的局"), row("c", 网址目录="jyj"))
    assert [(error.row, error.column) for error in refused.value.errors] == [
        (3, "上级机关"),
        (4, "网址目录"),
    ]
    assert Organ.objects.count() == before and not Entry.objects.exists()


def test_an_organ_below_one_that_is_refused_is_told_so():
    county = make_county()
    with pytest.raises(ImportRefused) as refused:
        take(county, row("c", 网址目录="jyj"), row("d", 上级机关="示例县c局"))
    assert [(error.row, error.column) for error in refused.value.errors] == [
        (2, "网址目录"),
        (3, "上级机关"),
    ]
    assert "那一行有错" in str(refused.value.errors[1])


def test_a_ring_of_superiors_is_told():
    county = make_county()
    with pytest.raises(ImportRefused, match="互为上下级"):
        take(county, row("a", 上级机关="示例县b局"), row("b", 上级机关="示例县a局"))
    with pytest.raises(ImportRefused, match="它自己"):
        take(county, row("a", 上级机关="示例县a局"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "不是 Excel"),
        (b"PK\x03\x04damaged", "另存"),
        (book(), "没有内容"),
        (book({}, headings=["机关名称"]), "缺少这一列"),
        (book({}, headings=[*HEADINGS, "备注"]), "不认识这一列"),
        (book({}, headings=[*HEADINGS, "简称"]), "两次"),
        (book(*[row("a")] * 2_001), "一次最多"),
    ],
    ids=["empty", "damaged", "no rows", "missing", "unknown", "twice", "too many"],
)
def test_a_wrong_file_is_told(data, said):
    with pytest.raises(ImportRefused, match=said):
        read_organs(data, "机关.xlsx")


def test_the_template_is_taken_back():
    sheet = load_workbook(BytesIO(template())).active
    assert [cell.value.rstrip("*") for cell in sheet[1]] == HEADINGS
    for column, heading in enumerate(HEADINGS, start=1):
        sheet.cell(2, column, row("yiji").get(heading))
    kept = BytesIO()
    sheet.parent.save(kept)
    assert [one.slug for one in read_organs(kept.getvalue(), "x.xlsx")] == ["yiji"]
