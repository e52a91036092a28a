"""Numbers of the law as dated data: a value, its source, the day somebody last checked it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from gongkai.domain.law.norms import MARKS, norms
from gongkai.domain.law.strict_yaml import Node, read

UNITS = (
    "working_day",
    "day",
    "month",
    "year",
    "month_day",
    "factor",
    "share",
    "characters",
    "count",
    "yuan",
)
Number = int | Decimal


@dataclass(frozen=True)
class Parameter:
    """One value and its life. `value` is a number, or "01-31" (month and day) for unit month_day."""

    key: str
    label: str
    unit: str
    value: Number | str
    since: date
    source: str  # 《政府信息公开条例》第四十九条
    mark: str
    checked_on: date

    def number(self) -> Decimal:
        """The value as an exact number. Raises TypeError for a month_day."""
        if isinstance(self.value, str):
            raise TypeError(f"{self.key} is a day of the year")
        return Decimal(self.value)

    def day_in(self, year: int) -> date:
        """The calendar day that a month_day falls on. Raises TypeError for another unit."""
        if not isinstance(self.value, str):
            raise TypeError(f"{self.key} is not a day of the year")
        month, day = self.value.split("-")
        return date(year, int(month), int(day))


class NotInForce(LookupError):
    """No value of this parameter was in force on that day."""


def parse_parameter(text: str, path: str, key: str) -> tuple[Parameter, ...]:
    """Read one parameter's file: its values by day, oldest first. LawDataError when out of order."""
    root = read(text, path)
    given = root.mapping(("label", "unit", "values", "checked_on"))
    unit = given["unit"].choice(UNITS)
    made = []
    for since, node in given["values"].entries().items():
        if type(since) is not date:
            raise node.error(f"“{since}”不是有效的日期（应写作 2021-01-01）")
        made.append(
            _parameter(key, given["label"].text(), unit, since, given["checked_on"].day(), node)
        )
    return tuple(sorted(made, key=lambda one: one.since))


def _parameter(
    key: str, label: str, unit: str, since: date, checked_on: date, node: Node
) -> Parameter:
    given = node.mapping(("value", "source", "mark"), ("article",))
    source = given["source"].text()
    if source in norms():
        source = norms()[source].cite(given["article"].text() if "article" in given else "")
    elif given["mark"].value not in ("practice", "memory", "design"):
        raise given["source"].error(f"来源“{source}”不在 norms.yaml 中")
    return Parameter(
        key,
        label,
        unit,
        _value(unit, given["value"]),
        since,
        source,
        given["mark"].choice(MARKS),
        checked_on,
    )


def _value(unit: str, node: Node) -> Number | str:
    value = node.value
    if unit == "month_day":
        try:
            month, day = str(value).split("-")
            date(2024, int(month), int(day))
        except ValueError:
            raise node.error(f'“{value}”不是有效的月日（应写作 "01-31"）') from None
        return str(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise node.error(f"“{value}”不是数字")
    return value if isinstance(value, int) else Decimal(str(value))


@cache
def _history(key: str) -> tuple[Parameter, ...]:
    path = files(__package__) / "parameters" / f"{key}.yaml"
    if not path.is_file():
        raise KeyError(key)
    return parse_parameter(path.read_text(encoding="utf-8"), f"law/parameters/{key}.yaml", key)


def parameter(key: str, *, on: date) -> Parameter:
    """The value in force on a day. Raises KeyError (unknown) or NotInForce (none yet)."""
    history = _history(key)
    in_force = [one for one in history if one.since <= on]
    if not in_force:
        raise NotInForce(
            f"{on.isoformat()} 还没有“{history[0].label}”的规定（自{history[0].since.isoformat()}起施行）。"
        )
    return in_force[-1]


def all_parameters() -> dict[str, tuple[Parameter, ...]]:
    """Every parameter with its history, for the reference page."""
    folder = files(__package__) / "parameters"
    keys = sorted(one.name[:-5] for one in folder.iterdir() if one.name.endswith(".yaml"))
    return {key: _history(key) for key in keys}
