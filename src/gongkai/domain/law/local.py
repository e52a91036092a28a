"""What a place adds to the national rules: rest days of its own, answers to open questions, own periods.

The file is written by the county office. Values that the law itself fixes cannot be changed by it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from gongkai.domain.law.choices import Choice, choices
from gongkai.domain.law.parameters import Parameter, all_parameters, parameter
from gongkai.domain.law.strict_yaml import Node, read

FIXED_BY_LAW = ("verified", "seen-in-part")


@dataclass(frozen=True)
class Local:
    """The local file as read; without one every national default holds."""

    source: str = ""
    rest: Mapping[date, str] = field(default_factory=dict)
    work: Mapping[date, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, int] = field(default_factory=dict)

    def choice(self, key: str) -> Choice:
        """The answer to an open question, the place's own where it has one. KeyError when unknown."""
        default = choices()[key]
        if key not in self.answers:
            return default
        return replace(default, value=self.answers[key], source=self.source, mark="practice")

    def parameter(self, key: str, *, on: date) -> Parameter:
        """The value in force on a day, the place's own where it has one. KeyError or NotInForce."""
        national = parameter(key, on=on)
        if key not in self.values:
            return national
        return replace(national, value=self.values[key], source=self.source, mark="practice")


def parse_local(text: str, path: str) -> Local:
    """Read a local file. LawDataError, with the line, for anything unknown or fixed by law."""
    given = read(text, path).mapping(("source",), ("rest", "work", "choices", "values"))
    rest = _days(given["rest"]) if "rest" in given else {}
    work = _days(given["work"]) if "work" in given else {}
    for day in work:
        if day in rest:
            raise given["work"].error(f"{day.isoformat()} 既列为休息日，又列为上班日")
    answers = {}
    if "choices" in given:
        for key, node in given["choices"].entries().items():
            if key not in choices():
                raise node.error(f"没有“{key}”这个可选做法；可选的有：{'、'.join(choices())}")
            answers[key] = node.choice(tuple(choices()[key].options))
    values = {}
    if "values" in given:
        for key, node in given["values"].entries().items():
            values[str(key)] = _value(str(key), node)
    return Local(given["source"].text(), rest, work, answers, values)


def _days(node: Node) -> dict[date, str]:
    days = {}
    for day, name in node.entries().items():
        if type(day) is not date:
            raise name.error(f"“{day}”不是有效的日期（应写作 2026-06-25）")
        days[day] = name.text()
    return days


def _value(key: str, node: Node) -> int:
    histories = all_parameters()
    if key not in histories:
        raise node.error(f"没有“{key}”这个参数")
    if any(one.mark in FIXED_BY_LAW for one in histories[key]):
        raise node.error(f"“{histories[key][-1].label}”由法律规定，不能在本地文件中改变")
    return node.integer(1, 60)
