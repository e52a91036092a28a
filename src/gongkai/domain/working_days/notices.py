"""Holiday notices of the State Council's office, one file a year, each day with its ground."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from gongkai.domain.law.strict_yaml import Node, read

# No arrangement keeps people at home longer than this; a longer one is a slip of the pen.
LONGEST_HOLIDAY = timedelta(days=14)


@dataclass(frozen=True)
class SpecialDay:
    """A day that a notice names: off, or worked in exchange."""

    day: date
    working: bool
    festival: str


@dataclass(frozen=True)
class Notice:
    """One notice for one year. `published_on` is the day it became known."""

    year: int
    title: str
    number: str
    published_on: date
    days: tuple[SpecialDay, ...]


def parse_notices(text: str, path: str) -> tuple[Notice, ...]:
    """Read a year's notices, oldest first. LawDataError when out of order."""
    given = read(text, path).mapping(("year", "notices"))
    year = given["year"].integer(2000, 2100)
    made = [_notice(year, node) for node in given["notices"].sequence()]
    return tuple(sorted(made, key=lambda one: one.published_on))


def _notice(year: int, node: Node) -> Notice:
    given = node.mapping(("title", "number", "published_on", "holidays"))
    days: dict[date, SpecialDay] = {}
    for holiday in given["holidays"].sequence():
        for special in _holiday(year, holiday):
            if special.day in days:
                raise holiday.error(f"{special.day.isoformat()} 出现两次")
            days[special.day] = special
    return Notice(
        year,
        given["title"].text(),
        given["number"].text(),
        given["published_on"].day(),
        tuple(days[day] for day in sorted(days)),
    )


def _holiday(year: int, node: Node) -> list[SpecialDay]:
    """The days off of one festival and the days worked for it."""
    given = node.mapping(("name", "rest"), ("work",))
    name = given["name"].text()
    span = given["rest"].sequence()
    if len(span) != 2:
        raise given["rest"].error("应写明放假的第一天和最后一天")
    first, last = (one.day() for one in span)
    if not timedelta(0) <= last - first <= LONGEST_HOLIDAY:
        raise given["rest"].error("放假的最后一天早于第一天，或者放假过长")
    days = [
        SpecialDay(first + timedelta(days=n), False, name) for n in range((last - first).days + 1)
    ]
    for one in given["work"].sequence() if "work" in given else ():
        if one.day().weekday() < 5:
            raise one.error(f"{one.day().isoformat()} 不是周末，不可能是调休上班日")
        days.append(SpecialDay(one.day(), True, name))
    for special in days:
        # 元旦 may begin in the last days of December.
        if not date(year - 1, 12, 20) <= special.day <= date(year, 12, 31):
            raise node.error(f"{special.day.isoformat()} 不属于{year}年的安排")
    return days


@cache
def notices() -> tuple[Notice, ...]:
    """Every notice that the program holds, in order of publication."""
    folder = files(__package__) / "notices"
    made: list[Notice] = []
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".yaml"):
            made += parse_notices(
                file.read_text(encoding="utf-8"), f"working_days/notices/{file.name}"
            )
    return tuple(sorted(made, key=lambda one: one.published_on))
