"""What the panels of a report's page need: amendments of its year, units behind its sum."""

from dataclasses import dataclass

from django import template

from gongkai.apps.annual.compiling.government import Aggregate, UnitFigures
from gongkai.apps.annual.models import Report, ReportKind
from gongkai.apps.annual.queries.amendments import AmendingAct, amendments_in, newest_acts
from gongkai.apps.annual.queries.reports import period_of
from gongkai.apps.annual.units import organs_reported_by, plan_of
from gongkai.apps.cases.queries.ledger import Period
from gongkai.office.annual.amendments import changes_of

register = template.Library()
MOST = 10
MOST_CELLS = 4


@dataclass(frozen=True)
class Amended:
    """`inside`: recorded by the report's moment, so its figures show them; `after`: only the next compilation does."""

    inside: list[tuple[AmendingAct, tuple[tuple[str, str, str], ...]]]
    after: list[tuple[AmendingAct, tuple[tuple[str, str, str], ...]]]
    more: bool


@register.simple_tag
def amended_in(report: Report) -> Amended:
    """Amendments of the report's year and organs."""
    if report.kind == ReportKind.GOVERNMENT:
        rows = plan_of(report.organ, period_of(report)).rows
        organs = frozenset(one.organ.pk for one in rows)
    else:
        organs = organs_reported_by(report.organ, period_of(report))
    found = newest_acts(amendments_in(organs, Period(report.year)), MOST + 1)
    shown = [(one, changes_of(one.held)) for one in reversed(found[:MOST])]
    moment = report.as_of
    inside = [one for one in shown if moment is None or one[0].held.recorded_at <= moment]
    after = [one for one in shown if one not in inside]
    return Amended(inside, after, len(found) > MOST)


@dataclass(frozen=True)
class Drifted:
    """A unit whose ledgers say otherwise now than its report: (cell in words, handed in, now)."""

    part: UnitFigures
    cells: list[tuple[str, str, str]]
    more: int


@dataclass(frozen=True)
class SumOf:
    """The units of a government's report: who has not handed in, whose ledgers moved since, what to look at."""

    whole: Aggregate
    missing: list[UnitFigures]
    drifted: list[Drifted]


@register.simple_tag
def sum_of(report: Report, whole: Aggregate | None) -> SumOf | None:
    """Of a government's report, from the sum that the page has compiled; None of another report."""
    if whole is None:
        return None
    form = whole.whole.scope.period.form
    parts = [one for pk, one in whole.parts.items() if pk != report.organ_id]
    drifted = []
    for one in parts:
        if moved := one.drift:
            told = [
                (form.label_of(cell), before or "—", now or "—")
                for cell, (before, now) in list(moved.items())[:MOST_CELLS]
            ]
            drifted.append(Drifted(one, told, len(moved) - len(told)))
    return SumOf(whole, [one for one in parts if one.report is None], drifted)
