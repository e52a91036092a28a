"""The register of clocks, and the clocks that are a start and a length."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from gongkai.domain.deadlines import counting
from gongkai.domain.deadlines.due import Due, Ground, Role, Step
from gongkai.domain.law import Local, parameter
from gongkai.domain.law.parameters import all_parameters
from gongkai.domain.law.strict_yaml import Node, read
from gongkai.domain.working_days.calendar import Calendar

DAY_COUNTING = ("《民法典》第二百零三条：最后一日是法定休息日的，顺延", "verified")
START_EXCLUDED = Ground(
    "条例没有写明如何起算，类推适用《民法典》第二百零一条：开始的当日不计入", "design"
)


@dataclass(frozen=True)
class Clock:
    """One deadline of the law. `length` names a parameter; empty where several acts decide.

    `longest` names the period that ends it where nobody told of the remedy; empty for other clocks.
    """

    key: str
    label: str
    starts: str
    length: str
    longest: str
    consequence: str


def parse_clocks(text: str, path: str) -> dict[str, Clock]:
    """Read the register from YAML text; LawDataError when out of order."""
    return {str(key): _clock(str(key), node) for key, node in read(text, path).entries().items()}


def _clock(key: str, node: Node) -> Clock:
    given = node.mapping(("label", "starts"), ("length", "longest", "consequence"))
    known = tuple(all_parameters())
    length = given["length"].choice(known) if "length" in given else ""
    longest = given["longest"].choice(known) if "longest" in given else ""
    consequence = given["consequence"].text() if "consequence" in given else ""
    return Clock(key, given["label"].text(), given["starts"].text(), length, longest, consequence)


COUNTS = {
    "working_day": counting.working_days,
    "day": counting.days,
    "month": counting.calendar_months,
    "year": counting.calendar_years,
}


@cache
def clocks() -> dict[str, Clock]:
    """Every clock by key."""
    text = (files(__package__) / "clocks.yaml").read_text(encoding="utf-8")
    return parse_clocks(text, "deadlines/clocks.yaml")


def simple_clocks() -> dict[str, Clock]:
    """The clocks that a start day alone decides."""
    return {key: one for key, one in clocks().items() if one.length}


def due_from(
    key: str,
    start: date,
    calendar: Calendar,
    local: Local,
    *,
    length: int | None = None,
    notes: Iterable[str] = (),
) -> Due:
    """The last day of a simple clock begun on `start`; `length` replaces the law's own where it may be set.

    Raises KeyError (no such clock), NotInForce (the law had no such period then), OutsideCalendar.
    """
    clock = simple_clocks()[key]
    taken = local.parameter(clock.length, on=start)
    if taken.unit == "month_day":
        return _month_day(clock, start)
    size = int(taken.number()) if length is None else length
    ground = Ground.of_parameter(taken)
    if length is not None:
        ground = Ground(f"{clock.label}：通知书写明{length}个工作日", "verified")
    made = COUNTS[taken.unit](calendar, start, size, f"{clock.starts}，当日不计入")
    basis: tuple[Ground, ...] = (ground, START_EXCLUDED)
    if taken.unit != "working_day":
        basis += (Ground(*DAY_COUNTING),)
    return Due(
        key,
        clock.label,
        made.day,
        basis,
        made.steps,
        made.unsettled,
        tuple(notes),
        clock.consequence,
    )


def due_if_told_late(
    key: str, known_on: date, told_on: date | None, calendar: Calendar, local: Local
) -> Due:
    """A remedy's last day where the reply did not tell of it: from the day of being told, never past the longest.

    `told_on` None: nobody ever told. Raises KeyError for a clock without a longest period, else as `due_from`.
    """
    clock = simple_clocks()[key]
    taken = local.parameter(clock.longest, on=known_on)
    last = COUNTS[taken.unit](
        calendar, known_on, int(taken.number()), "知道答复而没有被告知救济权利，当日不计入"
    )
    ground = Ground.of_parameter(taken)
    if told_on is not None:
        own = due_from(key, told_on, calendar, local, notes=("自被告知救济权利之日起算。",))
        if own.day <= last.day:
            return replace(own, basis=(*own.basis, ground))
    note = f"自知道答复之日起最长{taken.value}年。"
    basis = (ground, START_EXCLUDED, Ground(*DAY_COUNTING))
    return Due(key, clock.label, last.day, basis, last.steps, last.unsettled, (note,))


def _month_day(clock: Clock, in_year: date) -> Due:
    """A day of the year after the report year; it does not move, whatever day of the week it is."""
    taken = parameter(clock.length, on=date(in_year.year + 1, 1, 1))
    day = taken.day_in(in_year.year + 1)
    step = Step(day, Role.END, f"{in_year.year}年度报告，公历日期，不顺延")
    ground = Ground(f"{taken.label}：{taken.source}", taken.mark)
    return Due(clock.key, clock.label, day, (ground,), (step,))
