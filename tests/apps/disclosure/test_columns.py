"""The tree of columns: the same for every organ of a level, opened and closed by date."""

import datetime as dt

import pytest

from gongkai.apps.changes import actions as changes
from gongkai.apps.changes.models import Effect
from gongkai.apps.disclosure.actions.columns import close_column, open_columns, open_topic_column
from gongkai.apps.disclosure.data.columns import column_tree, kinds_of, parse_columns
from gongkai.apps.disclosure.models import Column
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.organs.access import Forbidden
from gongkai.domain.law.strict_yaml import LawDataError
from tests.county import DAY

pytestmark = pytest.mark.django_db
FIVE = [
    "政府信息公开指南",
    "政府信息公开制度",
    "法定主动公开内容",
    "政府信息公开年报",
    "依申请公开",
]


def test_the_five_entries_of_the_platform_in_their_order():
    names = [s.name for c, s in column_tree().specs.items() if "/" not in c]
    assert names == [*FIVE, "政务动态", "通知公告", "政策文件", "政策解读", "专题"]


@pytest.mark.parametrize(
    ("organ", "article_21"), [("government", 7), ("department", 7), ("township", 8)]
)
def test_articles_20_and_21_by_level(desk, organ, article_21):
    Column.objects.exclude(parent=None).delete()
    Column.objects.all().delete()
    opened = open_columns(desk.office, getattr(desk.county, organ), DAY)
    codes = [one.code for one in opened]
    assert sum(code.startswith("zdgk/20-") for code in codes) == 15
    assert sum(code.startswith("zdgk/21-") for code in codes) == article_21
    assert all(one.parent.code == "zdgk" for one in opened if one.code.startswith("zdgk/"))
    assert desk.acts() == ["column.open"]


def test_opening_again_opens_only_what_is_missing(desk):
    opened = open_columns(desk.office, desk.county.department, DAY)
    assert "zwdt" not in [one.code for one in opened]
    assert open_columns(desk.office, desk.county.department, DAY) == []
    assert desk.acts() == ["column.open"]


def test_only_the_county_office_opens_columns(desk):
    with pytest.raises(Forbidden):
        open_columns(desk.clerk, desk.county.department, DAY)


def test_a_topic_has_its_own_name_and_nothing_elses(desk):
    department = desk.county.department
    new = {"code": "zhaosheng", "name": "2025年招生入学", "about": "招生政策与结果", "on": DAY}
    with pytest.raises(Refused, match="还没有开设"):
        open_topic_column(desk.office, department, **new)
    open_columns(desk.office, department, DAY)
    column = open_topic_column(desk.office, department, **new)
    assert (column.code, kinds_of(column.code)) == ("zt/zhaosheng", column_tree().topic_kinds)
    with pytest.raises(Refused, match="已经用过"):
        open_topic_column(desk.office, department, **new)
    with pytest.raises(Refused, match="统一设置"):
        open_topic_column(desk.office, department, **new | {"code": "x1", "name": "政策解读"})
    with pytest.raises(Refused, match="代码"):
        open_topic_column(desk.office, department, **new | {"code": "招生"})


def test_closing_has_a_day_and_a_reason_and_is_told(desk):
    changes.register("test", lambda: None)
    try:
        open_columns(desk.office, desk.county.department, DAY)
        column = open_topic_column(
            desk.office, desk.county.department, code="a", name="十四五规划", about="规划", on=DAY
        )
        with pytest.raises(Refused, match="说明"):
            close_column(desk.office, column, DAY, "")
        with pytest.raises(Refused, match="早于开设"):
            close_column(desk.office, column, DAY - dt.timedelta(days=1), "结束")
        with pytest.raises(Refused, match="还有开设着"):
            close_column(desk.office, column.parent, DAY, "结束")
        Effect.objects.all().delete()
        close_column(desk.office, column, DAY, "规划期满，内容归档。")
        assert f"column:{column.pk}" in Effect.objects.values_list("subject", flat=True)
        with pytest.raises(Refused, match="已于"):
            close_column(desk.office, column, DAY, "再关一次")
        with pytest.raises(Refused, match="法定栏目"):
            close_column(desk.office, desk.county.columns["zdgk"], DAY, "不要了")
    finally:
        changes._consumers.pop("test")


GOOD = """
columns:
  - {code: a, name: 甲, type: 工作动态, kinds: [news], keywords: 甲, about: 甲}
topic_kinds: [news]
column_types: [工作动态]
"""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("type: 工作动态, kinds", "type: 动态, kinds"), "不在允许"),
        (("kinds: [news], k", "kinds: [gossip], k"), "不在允许"),
        (("{code: a,", "{code: b/a,"), "上级栏目"),
        (("about: 甲}", "about: 甲, colour: red}"), "未知的键"),
        (("topic_kinds: [news]\n", ""), "缺少"),
    ],
)
def test_the_list_is_read_strictly(change, said):
    parse_columns(GOOD, "x")
    with pytest.raises(LawDataError, match=said):
        parse_columns(GOOD.replace(*change), "x")
