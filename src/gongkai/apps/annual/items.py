"""The items an organ states: what 表二 and 第一部分 ask for and no ledger counts, in the words of the form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.apps.annual.data.counts import counts
from gongkai.apps.annual.units import may_make_rules
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.models import Organ
from gongkai.domain.reports.forms import Form

TABLE_TWO, PART_ONE, FEE = "表二 主动公开政府信息情况", "第一部分 总体情况", "第六部分 信息处理费"
FEE_CELL = "one.fee_yuan"
# Counted by the register of documents and of cases: handed in by organs that keep them elsewhere.
LEDGERS = ("t2.normative.", "t3.", "t4.")


@dataclass(frozen=True)
class Item:
    """`heading`: its column in a sheet; `asks`: the column of the form; `decimals`: how many are allowed."""

    cell: str
    heading: str
    asks: str
    unit: str
    decimals: int
    group: str
    signed: bool = False


def items_of(organ: Organ, period: Period) -> tuple[Item, ...]:
    """What this organ states in this year, in the order of the form."""
    return tuple(_of_table_two(period.form, may_make_rules(organ))) + tuple(_of_part_one())


def items_of_all(organs: Sequence[Organ], period: Period) -> tuple[Item, ...]:
    """What at least one of the organs states: the columns of a sheet for many."""
    rules = any(may_make_rules(one) for one in organs)
    return tuple(_of_table_two(period.form, rules)) + tuple(_of_part_one())


def _of_table_two(form: Form, rules: bool) -> Iterable[Item]:
    for block in form.table2:
        for row in block.rows:
            for asks, cell in zip(block.columns[1:], row.cells, strict=True):
                if cell.startswith(LEDGERS) or (cell.startswith("t2.rules.") and not rules):
                    continue
                alone = len(row.cells) == 1
                unit = "万元" if "万元" in asks or cell in form.decimals else "件"
                yield Item(
                    cell,
                    row.label if alone else f"{row.label}{asks}",
                    asks.split("（单位")[0],
                    unit,
                    2 if cell in form.decimals else 0,
                    TABLE_TWO,
                    cell in form.signed,
                )


def _of_part_one() -> Iterable[Item]:
    for one in counts().values():
        if one.ledger:
            continue
        fee = one.key == FEE_CELL
        decimals = 2 if one.unit == "元" else 0
        yield Item(one.key, one.label, "", one.unit, decimals, FEE if fee else PART_ONE)
