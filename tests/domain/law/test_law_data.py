"""The loader of the law's data lets nothing wrong through, and says file and line."""

from datetime import date
from decimal import Decimal

import pytest

from gongkai.domain.law import LawDataError, NotInForce, all_parameters, norms, parameter
from gongkai.domain.law.norms import parse_norms
from gongkai.domain.law.parameters import parse_parameter

PARAMETER = """label: 答复期限
unit: working_day
values:
  2019-05-15: {value: 20, source: zhengfu-xinxi-gongkai-tiaoli, article: 第三十三条, mark: verified}
checked_on: 2026-01-10
"""

NORM = """tiaoli:
  title: 条例
  number: 国务院令第1号
  short: 《条例》
  in_force_on: 2019-05-15
  mark: verified
  checked_on: 2026-01-10
"""


def test_a_parameter_cites_its_norm_and_article():
    (one,) = parse_parameter(PARAMETER, "f.yaml", "reply")
    assert one.source == "《政府信息公开条例》第三十三条"
    assert one.number() == Decimal(20)


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("unit:", "units:", 2, "未知的键“units”"),
        ("2019-05-15", "2019-02-30", 4, "“2019-02-30”不是有效的值"),
        ("2019-05-15", "someday", 4, "“someday”不是有效的日期"),
        ("source: zhengfu-xinxi-gongkai-tiaoli, ", "", 4, "缺少“source”"),
        ("zhengfu-xinxi", "zhengfu-xinx", 4, "不在 norms.yaml 中"),
        ("value: 20", "value: 二十", 4, "“二十”不是数字"),
        ("checked_on: 2026-01-10", "checked_on: yesterday", 5, "“yesterday”不是有效的日期"),
        ("working_day", "fortnight", 2, "不在允许的取值之内"),
        ("checked_on", "label", 5, "重复的键“label”"),
    ],
)
def test_a_mistake_in_a_parameter_is_named_with_its_line(old, new, line, says):
    with pytest.raises(LawDataError) as complaint:
        parse_parameter(PARAMETER.replace(old, new, 1), "f.yaml", "reply")
    assert str(complaint.value).startswith(f"f.yaml:{line}: ")
    assert says in str(complaint.value)


def test_a_document_number_is_given_once():
    with pytest.raises(LawDataError, match="重复"):
        parse_norms(NORM + NORM.replace("tiaoli:", "other:"), "norms.yaml")


def test_a_norm_cannot_end_before_it_begins():
    with pytest.raises(LawDataError, match="失效日期早于施行日期"):
        parse_norms(NORM + "  until: 2018-01-01\n", "norms.yaml")


def test_broken_syntax_and_aliases_are_named():
    with pytest.raises(LawDataError, match="YAML 语法错误"):
        parse_norms("a: [", "norms.yaml")
    with pytest.raises(LawDataError, match="引用"):
        parse_norms("a: &x {b: 1}\nc: *x", "norms.yaml")


def test_a_value_holds_from_its_day_on():
    assert parameter("report_due_government", on=date(2026, 1, 1)).day_in(2026) == date(2026, 3, 31)
    with pytest.raises(NotInForce):
        parameter("report_due_government", on=date(2008, 4, 30))
    with pytest.raises(KeyError):
        parameter("no_such_parameter", on=date(2026, 1, 1))


def test_everything_shipped_loads():
    assert len(norms()) >= 8
    assert all(history for history in all_parameters().values())
