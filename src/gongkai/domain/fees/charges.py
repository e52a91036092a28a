"""What a fee would be. Nothing here charges anybody: charging is optional and decided by a person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.domain.fees.scales import MOST_UNITS, BandLine, FeeError, Scale, scale
from gongkai.domain.law import Choice, Local

NOT_AUTOMATIC = (
    "是否收费由行政机关决定（可以不收）；一件申请只能选用一种标准，不得另收检索、复制、邮寄等费用。"
)


@dataclass(frozen=True)
class Charge:
    """A proposal: units `first` to `last` on one scale, cut where the rate changes."""

    scale: Scale
    first: int
    last: int
    lines: tuple[BandLine, ...]

    @property
    def yuan(self) -> int:
        return sum(one.yuan for one in self.lines)


def charge_by_items(first: int, last: int, *, on: date) -> Charge:
    """The applications `first` to `last` of one applicant in one calendar month, counted from 1.

    Raises FeeError for impossible numbers, NotInForce before the fee existed.
    """
    return _charge(scale("by_items", on=on), first, last)


def charge_by_pages(pages: int, *, on: date) -> Charge:
    """The pages given for one application; never summed over applications."""
    return _charge(scale("by_pages", on=on), 1, pages)


def _charge(on_scale: Scale, first: int, last: int) -> Charge:
    if not 1 <= first <= last <= MOST_UNITS:
        raise FeeError(f"{on_scale.unit}数应为 1 至 {MOST_UNITS} 之间，且由小到大。")
    return Charge(on_scale, first, last, tuple(on_scale.lines(first, last)))


@dataclass(frozen=True)
class Application:
    """One application for the monthly count. `charged` names the scale already notified, if any."""

    number: str
    applicant: str
    received_on: date
    withdrawn: bool = False
    noticed_on: date | None = None
    charged: str = ""


@dataclass(frozen=True)
class Counted:
    """An application with its place in its applicant's month, None when it is left out, and its rate."""

    application: Application
    nth: int | None
    charge: Charge | None
    note: str = ""


@dataclass(frozen=True)
class MonthCount:
    """One applicant's applications of one month, in order, with the choices they rest on."""

    applicant: str
    year: int
    month: int
    counted: tuple[Counted, ...]
    choices: tuple[Choice, ...]

    @property
    def yuan(self) -> int:
        """If every application of the month were charged by items."""
        return sum(one.charge.yuan for one in self.counted if one.charge is not None)


def month_count(
    applications: Iterable[Application], year: int, month: int, local: Local | None = None
) -> tuple[MonthCount, ...]:
    """Each applicant's n-th application of the month, by day, then by register number.

    Raises FeeError for a number given twice, NotInForce for a month before 2021.
    """
    local = local or Local()
    held = list(applications)
    numbers = [one.number for one in held]
    for number in numbers:
        if numbers.count(number) > 1:
            raise FeeError(f"编号“{number}”出现两次，请核对。")
    taken = (local.choice("fee_month_day"), local.choice("fee_withdrawn"))
    by_applicant: dict[str, list[Application]] = {}
    for one in held:
        day = _month_day(one, taken[0])
        if (day.year, day.month) == (year, month):
            by_applicant.setdefault(one.applicant, []).append(one)
    return tuple(
        MonthCount(applicant, year, month, _counted(by_applicant, applicant, taken), taken)
        for applicant in sorted(by_applicant)
    )


def _month_day(one: Application, choice: Choice) -> date:
    if choice.value == "noticed" and one.noticed_on is not None:
        return one.noticed_on
    return one.received_on


def _counted(
    by_applicant: Mapping[str, list[Application]], applicant: str, taken: tuple[Choice, ...]
) -> tuple[Counted, ...]:
    day_choice, withdrawn_choice = taken
    made = []
    nth = 0
    ordered = sorted(
        by_applicant[applicant], key=lambda one: (_month_day(one, day_choice), one.number)
    )
    for one in ordered:
        if one.withdrawn and withdrawn_choice.value == "leave-out":
            made.append(Counted(one, None, None, "已撤回，不计入件数"))
            continue
        nth += 1
        if one.charged == "by_pages":
            made.append(Counted(one, nth, None, "已按量计收，不再按件计收"))
        else:
            on = _month_day(one, day_choice)
            made.append(Counted(one, nth, charge_by_items(nth, nth, on=on)))
    return tuple(made)
