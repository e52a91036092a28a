"""Reports as they stand: the newest passages, the figures at their moment, last year's report beside."""

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.apps.annual.compiling.government import Aggregate, compile_government, compile_own
from gongkai.apps.annual.compiling.unit import Compiled
from gongkai.apps.annual.data.parts import Part, parts_for
from gongkai.apps.annual.models import (
    Compilation,
    Passage,
    Report,
    ReportKind,
)
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.models import OrganKind


def period_of(report: Report) -> Period:
    return Period(report.year, report.as_of)


@dataclass(frozen=True)
class Figures:
    """The compiled cells and whose publications are counted beside them. `sum`: of a government, its units."""

    compiled: Compiled
    organs: frozenset[int]
    sum: Aggregate | None = None


def figures_of(report: Report) -> Figures:
    """Compile the report as of its moment (now, while it has none)."""
    period = period_of(report)
    if report.kind == ReportKind.GOVERNMENT:
        whole = compile_government(report.organ, period)
        return Figures(whole.whole, whole.organs, whole)
    own = compile_own(report.organ, period)
    return Figures(own, own.scope.organs)


def parts_of(report: Report) -> tuple[Part, ...]:
    """The parts of the report's prose. A township is offered what every government has to say (Art. 50)."""
    if report.kind == ReportKind.GOVERNMENT:
        return parts_for(government=True)
    offered = report.organ.kind == OrganKind.TOWNSHIP
    return parts_for(government=False, offered=offered)


def passages_of(report: Report) -> Mapping[str, Passage]:
    """The newest version of every part that was written. One query."""
    newest: dict[str, Passage] = {}
    for one in Passage.objects.filter(report=report).order_by("part", "number"):
        newest[one.part] = one
    return newest


def kept_cells(report: Report) -> Compilation | None:
    """What the report's figures were when it was last compiled and kept."""
    return Compilation.objects.filter(report=report).order_by("-id").first()
