"""The reports that units have handed in, as they lay with the county at a moment: the cells that were kept then."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from gongkai.apps.annual.compiling.figures import Behind, Figure
from gongkai.apps.annual.models import Compilation, Report, ReportKind, ReportState, Step
from gongkai.apps.cases.queries.ledger import Period

# In which states a report lies with the county: an own report handed in, an aggregate signed.
WITH_THE_COUNTY = {
    ReportKind.OWN: (ReportState.HANDED_IN, ReportState.RECEIVED, ReportState.PUBLISHED),
    ReportKind.GOVERNMENT: (ReportState.SIGNED, ReportState.RECEIVED, ReportState.PUBLISHED),
}
Key = tuple[int, str]


@dataclass(frozen=True)
class HandedIn:
    """A report as it lay with the county. `as_of`: whose knowledge its cells show; `on`: day of that step."""

    report_id: int
    state: str
    on: dt.date
    as_of: dt.datetime
    cells: Mapping[str, str | None]
    counts: Mapping[str, str | None]

    def figures(self, behind: Callable[[str], Iterable[Behind]]) -> dict[str, Figure]:
        """The cells as they were kept; `behind` finds the rows of one when they are asked for."""
        return {
            cell: Figure(cell, _number(one), "report", partial(behind, cell))
            for cell, one in self.cells.items()
        }

    def extra(self) -> dict[str, Figure]:
        return {cell: Figure(cell, _number(one), "report") for cell, one in self.counts.items()}


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def handed_in(units: Collection[Key], period: Period) -> dict[Key, HandedIn]:
    """(organ, kind) → its newest report that lay with the county at the moment. Four queries at most.

    A report sent back is not with the county; while a published one is being corrected it is still that one.
    """
    wanted = set(units)
    reports = [
        one
        for one in Report.objects.filter(
            year=period.year, organ_id__in={organ for organ, _ in wanted}
        ).order_by("version")
        if (one.organ_id, one.kind) in wanted
    ]
    if not reports:
        return {}
    steps = _last_steps(reports, period.as_of)
    held = {
        (one.organ_id, one.kind): (one.pk, steps[one.pk])
        for one in reports
        if one.pk in steps and steps[one.pk].state in WITH_THE_COUNTY[ReportKind(one.kind)]
    }
    kept = _kept_then([pk for pk, _ in held.values()], steps)
    return {
        key: HandedIn(pk, step.state, step.on, kept[pk].as_of, kept[pk].cells, kept[pk].counts)
        for key, (pk, step) in held.items()
        if pk in kept
    }


def _last_steps(reports: Collection[Report], moment: dt.datetime | None) -> dict[int, Step]:
    rows = Step.objects.filter(report__in=[one.pk for one in reports])
    if moment is not None:
        rows = rows.filter(recorded_at__lte=moment)
    return {one.report_id: one for one in rows.order_by("id").defer("findings")}


def _kept_then(reports: Collection[int], steps: Mapping[int, Step]) -> dict[int, Compilation]:
    """Of each report the compilation that was kept when its last step was done."""
    newest: dict[int, int] = {}
    rows = Compilation.objects.filter(report__in=reports).order_by("id")
    for pk, report, made_at in rows.values_list("pk", "report_id", "made_at"):
        if made_at <= steps[report].recorded_at:
            newest[report] = pk
    kept = Compilation.objects.filter(pk__in=newest.values())
    return {one.report_id: one for one in kept}
