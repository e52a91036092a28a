"""One figure as an organ says it, and what can be wrong with it: the same for a form, a sheet, a file, a program."""

from dataclasses import dataclass
from decimal import Decimal

from gongkai.apps import clock
from gongkai.apps.annual.data.counts import counts
from gongkai.apps.annual.items import FEE_CELL, LEDGERS
from gongkai.apps.annual.models import Source
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.units import may_make_rules
from gongkai.apps.cases.queries.ledger import NoForm, Period
from gongkai.apps.organs.models import Organ

MOST_FIGURE = Decimal("999999999999.99")
CENT = Decimal("0.01")
RULES = "t2.rules."


@dataclass(frozen=True)
class Said:
    """One figure as an organ says it. `month` None: of the whole year; `value` None: taken back."""

    cell: str
    value: Decimal | None
    month: int | None = None
    evidence: str = ""


def period_for(year: int) -> Period:
    """The report year. Refused where it has no form, or has not begun."""
    try:
        period = Period(year)
    except NoForm as no:
        raise Refused(str(no)) from no
    if year > clock.today().year:
        raise Refused(f"{year}年还没有到，不能填报。")
    return period


def fault_of(organ: Organ, period: Period, said: Said, source: str) -> str:
    """Why this figure cannot be stated, as a sentence; "" where it can."""
    try:
        label = label_of(period, said.cell)
    except Refused as no:
        return str(no)
    if said.month is not None and not 1 <= said.month <= 12:
        return f"{label}的月份写的是{said.month}，应为 1 至 12；全年的数请不要写月份。"
    if source != Source.REPORT and (said.cell.startswith(LEDGERS) or counted_by_ledger(said.cell)):
        return f"{label}由台账自动汇总，不需要填报。"
    if said.value is None:
        return "" if said.evidence.strip() else f"撤回{label}要写明理由。"
    return _fault_of_value(organ, period, said.cell, said.value, label)


def _fault_of_value(organ: Organ, period: Period, cell: str, value: Decimal, label: str) -> str:
    signed = cell in period.form.signed
    shown = format(value.normalize() + 0, "f") if value.is_finite() else str(value)
    if not value.is_finite() or (value < 0 and not signed) or abs(value) > MOST_FIGURE:
        return f"{label}写的是{shown[:24]}，应为不小于 0 的数。"
    if value != value.quantize(CENT):
        return f"{label}写的是{shown[:24]}，最多两位小数。"
    if not takes_decimals(period, cell) and value != value.to_integral_value():
        return f"{label}写的是{shown}，应为整数。"
    if cell.startswith(RULES) and value and not may_make_rules(organ):
        return (
            f"{label}写的是{shown}。规章只能由国务院部门、省级和设区的市级人民政府制定"
            f"（《立法法》第九十一条、第九十三条），{organ.short_name}应为 0。"
        )
    return ""


def takes_decimals(period: Period, cell: str) -> bool:
    """Amounts of money have two decimals (万元 in 表二, 元 in 第六部分); everything else is counted."""
    return cell in period.form.decimals or cell == FEE_CELL


def counted_by_ledger(cell: str) -> bool:
    """Whether a ledger counts this item of section 一."""
    kind = counts().get(cell)
    return kind is not None and bool(kind.ledger)


def label_of(period: Period, cell: str) -> str:
    """How a person names the figure. Refused where neither the form nor the counts know it."""
    if cell in period.form.cell_set:
        return period.form.label_of(cell)
    if cell in counts():
        return counts()[cell].label
    raise Refused(f"{period.year}年度的年报没有“{cell[:60]}”这个项目。")
