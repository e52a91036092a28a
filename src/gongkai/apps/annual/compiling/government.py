"""The report of a government: every cell the sum of its units' cells, a blank of one unit left visible."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.apps.annual.compiling.figures import Behind, Figure, Scope
from gongkai.apps.annual.compiling.unit import Compiled, compile_unit
from gongkai.apps.annual.units import may_make_rules, units_of
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.models import Organ


@dataclass(frozen=True)
class Aggregate:
    """The government's cells, each unit's cells beside them, and which unit left which cells blank."""

    whole: Compiled
    units: Mapping[int, Compiled]
    names: Mapping[int, str]
    blanks: Mapping[str, tuple[int, ...]]


def compile_own(organ: Organ, period: Period) -> Compiled:
    """An organ's own report: the records of this organ alone."""
    return compile_unit(Scope(frozenset((organ.pk,)), period, may_make_rules(organ)))


def compile_government(government: Organ, period: Period) -> Aggregate:
    """Σ over the units of the frozen list (2.10): each organ's records count once, at that organ."""
    units = units_of(government, period)
    compiled = {one.pk: compile_own(one, period) for one in units}
    scope = Scope(frozenset(compiled), period, may_make_rules(government))
    figures, blanks = {}, {}
    for cell in period.form.cells:
        figures[cell] = _sum(cell, units, compiled)
        missing = tuple(pk for pk, one in compiled.items() if one.figures[cell].value is None)
        if missing:
            blanks[cell] = missing
    extra = {cell for one in compiled.values() for cell in one.extra}
    sums = {cell: _sum_extra(cell, compiled) for cell in sorted(extra)}
    names = {one.pk: one.short_name for one in units}
    return Aggregate(Compiled(scope, figures, sums), compiled, names, blanks)


def _sum(cell: str, units: Sequence[Organ], compiled: Mapping[int, Compiled]) -> Figure:
    held = [(one, compiled[one.pk].figures[cell]) for one in units]
    stated = [(one, figure) for one, figure in held if figure.value is not None]
    if not stated:
        return Figure(cell, None, "missing", note="没有单位填报。")
    value = sum((figure.value or Decimal(0) for _, figure in stated), Decimal(0))
    silent = len(held) - len(stated)
    note = f"{silent}个单位没有填报，按已填报的相加。" if silent else ""
    if all(figure.source == "law" for _, figure in stated):
        return Figure(cell, value, "law", note=stated[0][1].note)
    return Figure(cell, value, "sum", _of_units(cell, stated), note)


def _sum_extra(cell: str, compiled: Mapping[int, Compiled]) -> Figure:
    held = [one.extra[cell] for one in compiled.values() if cell in one.extra]
    value = sum((one.value or Decimal(0) for one in held), Decimal(0))
    return Figure(cell, value, "sum")


def _of_units(cell: str, stated: Sequence[tuple[Organ, Figure]]) -> Callable[[], Iterable[Behind]]:
    """The units behind a sum; the rows behind a unit are one step further."""

    def made() -> Iterable[Behind]:
        for organ, figure in stated:
            if figure.value:
                yield Behind("unit", organ.pk, organ.short_name, None, figure.value)

    return made
