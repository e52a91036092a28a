"""The report of a government: every cell the sum of its units' cells, a blank of one unit left visible.

The rules of 2.10, in order: each organ's records count once, at that organ or at who took it over; what a unit
handed in is what counts, its ledger while it has not; the government's aggregate is never a unit of itself, its
own organ counts with its own ledger, so the office's own report and the aggregate do not meet; a government below
counts with its aggregate and then none of its units is in the list; a joint document counts at its lead.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from gongkai.apps.annual.compiling.figures import Behind, Figure, Scope
from gongkai.apps.annual.compiling.handed_in import HandedIn, Key, handed_in
from gongkai.apps.annual.compiling.joint import Twice, declared_twice, found_twice
from gongkai.apps.annual.compiling.normative import KEYS, normative_numbers, register
from gongkai.apps.annual.compiling.unit import Compiled, compile_organs, compile_unit, merged
from gongkai.apps.annual.models import ReportKind, UnitList
from gongkai.apps.annual.units import (
    UnitPlan,
    UnitRow,
    may_make_rules,
    organs_reported_by,
    plans_of,
)
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.disclosure.queries.normative import NormativeNumbers
from gongkai.apps.organs.models import Organ
from gongkai.domain.reports.annual_report import format_number

Cells = Mapping[str, str | None]


@dataclass(frozen=True)
class UnitFigures:
    """What one unit adds. `report` None: not handed in, its ledgers as they are.

    `live`: its ledgers at the moment; `below`: of a government below, its own sum.
    """

    row: UnitRow
    compiled: Compiled
    live: Compiled
    report: HandedIn | None = None
    below: "Aggregate | None" = None

    @property
    def drift(self) -> dict[str, tuple[str | None, str | None]]:
        """Cell → (as handed in, as the ledgers say now), where they differ."""
        if self.report is None:
            return {}
        now = self.live.cells
        return {
            cell: (one, now[cell]) for cell, one in self.compiled.cells.items() if one != now[cell]
        }


@dataclass(frozen=True)
class Aggregate:
    """The government's cells, each unit's cells beside them, and which unit left which cells blank.

    `units`: organ → the cells that were added; `rows`: every row of the list, those reported for by another too.
    """

    government: Organ
    whole: Compiled
    units: Mapping[int, Compiled]
    names: Mapping[int, str]
    blanks: Mapping[str, tuple[int, ...]]
    parts: Mapping[int, UnitFigures]
    rows: tuple[UnitRow, ...]
    frozen: UnitList | None
    twice: tuple[Twice, ...]

    @property
    def organs(self) -> frozenset[int]:
        """Every organ whose records are in it, also those below a unit."""
        return self.whole.scope.organs

    @property
    def doubts(self) -> tuple[str, ...]:
        """Where the government's own organ and its office may have counted the same: sentences to look at."""
        return tuple(_doubts(self))

    @property
    def not_handed_in(self) -> tuple[int, ...]:
        return tuple(pk for pk, one in self.parts.items() if one.report is None)


def compile_own(organ: Organ, period: Period) -> Compiled:
    """An organ's own report: its records, and those of organs whose duties it took over."""
    return compile_unit(Scope(organs_reported_by(organ, period), period, may_make_rules(organ)))


def compile_government(government: Organ, period: Period) -> Aggregate:
    """Σ over the units at the period's moment. A constant number of queries for each level of governments."""
    plans = _plans(government, period)
    organs = {
        pk
        for plan in plans.values()
        for row in plan.reporting
        if row.kind == ReportKind.OWN
        for pk in plan.organs_of(row)
    }
    rows = [row for plan in plans.values() for row in plan.rows]
    makers = {row.organ.pk for row in rows if may_make_rules(row.organ)}
    documents = register(organs, period)
    ledgers = compile_organs(organs, period, makers, documents)
    keys = {row.key for plan in plans.values() for row in plan.reporting}
    reports = handed_in(keys, period)
    moments = {
        pk: reports[row.key].as_of
        for plan in plans.values()
        for row in plan.reporting
        if row.key in reports and row.kind == ReportKind.OWN
        for pk in plan.organs_of(row)
    }
    counted = normative_numbers(organs, period, moments, documents)
    found = _Found(plans, ledgers, reports, counted)
    return _sum_up(government, period, found)


@dataclass(frozen=True)
class _Found:
    plans: Mapping[int, UnitPlan]
    ledgers: Mapping[int, Compiled]
    reports: Mapping[Key, HandedIn]
    documents: Mapping[int, NormativeNumbers]


def _plans(government: Organ, period: Period) -> dict[int, UnitPlan]:
    """The lists of the government and of every government below, level by level."""
    plans: dict[int, UnitPlan] = {}
    level = [government]
    while level:
        plans |= plans_of(level, period)
        level = [
            row.organ
            for one in level
            for row in plans[one.pk].reporting
            if row.kind == ReportKind.GOVERNMENT and row.organ.pk not in plans
        ]
    return plans


def _sum_up(government: Organ, period: Period, found: _Found) -> Aggregate:
    plan = found.plans[government.pk]
    parts = {row.organ.pk: _part(row, plan, period, found) for row in plan.reporting}
    compiled = {pk: one.compiled for pk, one in parts.items()}
    twice = _twice(government, period, parts, found)
    scope = Scope(
        frozenset(pk for one in parts.values() for pk in one.live.scope.organs),
        period,
        may_make_rules(government),
    )
    figures, blanks = {}, {}
    for cell in period.form.cells:
        figures[cell] = _sum(cell, parts, [one for one in twice if one.cell == cell])
        missing = tuple(pk for pk, one in compiled.items() if one.figures[cell].value is None)
        if missing:
            blanks[cell] = missing
    extra = {cell for one in compiled.values() for cell in one.extra}
    sums = {cell: _sum_extra(cell, compiled) for cell in sorted(extra)}
    names = {row.organ.pk: row.organ.short_name for row in plan.rows}
    whole = Compiled(scope, figures, sums)
    return Aggregate(
        government, whole, compiled, names, blanks, parts, plan.rows, plan.frozen, tuple(twice)
    )


def _part(row: UnitRow, plan: UnitPlan, period: Period, found: _Found) -> UnitFigures:
    below = None
    if row.kind == ReportKind.GOVERNMENT:
        below = _sum_up(row.organ, period, found)
        live = below.whole
    else:
        scope = Scope(plan.organs_of(row), period, may_make_rules(row.organ))
        live = merged(scope, found.ledgers)
    report = found.reports.get(row.key)
    if report is None:
        return UnitFigures(row, live, live, None, below)
    return UnitFigures(row, _as_handed_in(row, live, report), live, report, below)


def _as_handed_in(row: UnitRow, live: Compiled, report: HandedIn) -> Compiled:
    """The cells as they were kept; the rows behind one are looked for when asked for, as of the report's moment."""
    then = Period(live.scope.period.year, report.as_of)
    kept = report.figures(partial(_behind_then, row, then))
    figures = {cell: kept.get(cell) or Figure(cell, None, "missing") for cell in live.figures}
    return Compiled(live.scope, figures, report.extra())


def _behind_then(row: UnitRow, then: Period, cell: str) -> Iterable[Behind]:
    if row.kind == ReportKind.GOVERNMENT:
        return compile_government(row.organ, then).whole.figures[cell].behind()
    return compile_own(row.organ, then).figures[cell].behind()


def _twice(
    government: Organ, period: Period, parts: Mapping[int, UnitFigures], found: _Found
) -> list[Twice]:
    """Joint documents found in two ledgers, where both units' numbers come from them; and those declared."""
    names = {pk: one.row.organ.short_name for pk, one in parts.items()}
    numbers = {
        pk: _documents_of(one, found)
        for pk, one in parts.items()
        if one.row.kind == ReportKind.OWN and _from_ledger(one.live)
    }
    values = {
        pk: {cell: figure.value for cell, figure in one.compiled.figures.items()}
        for pk, one in parts.items()
    }
    return [*found_twice(numbers, names), *declared_twice(government, period, values)]


def _from_ledger(compiled: Compiled) -> bool:
    figure = compiled.figures.get("t2.normative.made")
    return figure is not None and figure.source == "ledger"


def _documents_of(one: UnitFigures, found: _Found) -> NormativeNumbers:
    """The documents behind the unit's numbers: of all organs it reports for."""
    organs = sorted(one.live.scope.organs)
    made = NormativeNumbers(found.documents[organs[0]].on)
    for organ in organs:
        for key in KEYS:
            getattr(made, key).extend(getattr(found.documents[organ], key))
    return made


def _sum(cell: str, parts: Mapping[int, UnitFigures], twice: Sequence[Twice]) -> Figure:
    held = [(one, one.compiled.figures[cell]) for one in parts.values()]
    stated = [(one, figure) for one, figure in held if figure.value is not None]
    if not stated:
        return Figure(cell, None, "missing", note="没有单位填报。")
    value = sum((figure.value or Decimal(0) for _, figure in stated), Decimal(0)) - len(twice)
    silent = len(held) - len(stated)
    said = [f"{silent}个单位没有填报，按已填报的相加。"] if silent else []
    if twice:
        said.append(f"{'；'.join(one.sentence for one in twice)}，合计减去{len(twice)}件。")
    if all(figure.source == "law" for _, figure in stated):
        return Figure(cell, value, "law", note=stated[0][1].note)
    return Figure(cell, value, "sum", _of_units(stated, twice), "".join(said))


def _sum_extra(cell: str, compiled: Mapping[int, Compiled]) -> Figure:
    held = [one.extra[cell] for one in compiled.values() if cell in one.extra]
    value = sum((one.value or Decimal(0) for one in held), Decimal(0))
    return Figure(cell, value, "sum")


def _of_units(
    stated: Sequence[tuple[UnitFigures, Figure]], twice: Sequence[Twice]
) -> Callable[[], Iterable[Behind]]:
    """The units behind a sum; the rows behind a unit are one step further."""

    def made() -> Iterable[Behind]:
        for one, figure in stated:
            if figure.value:
                organ = one.row.organ
                yield Behind("unit", organ.pk, organ.short_name, None, figure.value)
        for once in twice:
            yield once.behind

    return made


# What organs state by themselves, where the same figure may have been stated twice.
_STATED = ("t2.licences", "t2.penalties", "t2.compulsory", "t2.fees")
_OFFICES = ("办公室", "办公厅")


def _doubts(whole: Aggregate) -> Iterable[str]:
    own = whole.parts.get(whole.government.pk)
    if own is None:
        return
    name = whole.government.short_name
    if any(one.source == "handed_in" for one in own.compiled.figures.values()):
        yield (
            f"{name}自己的数来自报告文件。请核对那是不是汇总报告：汇总报告已经包括各单位，不能再作为一个单位计入。"
        )
    offices = {whole.government.name + ending for ending in _OFFICES}
    form = whole.whole.scope.period.form
    for one in whole.parts.values():
        if one.row.organ.name not in offices:
            continue
        for cell in _STATED:
            mine, theirs = own.compiled.figures.get(cell), one.compiled.figures.get(cell)
            if mine and theirs and mine.value and mine.value == theirs.value:
                yield (
                    f"{name}和{one.row.organ.short_name}填报的{form.label_of(cell)}都是{format_number(mine.value)}，"
                    "请核对是不是同一批，同一件事只由一个单位填报。"
                )
