"""A report put together: the cells as compiled, the prose with its fields filled."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.apps import clock
from gongkai.apps.annual.compiling.unit import Compiled
from gongkai.apps.annual.data.parts import parts_for
from gongkai.apps.annual.models import Report, ReportKind, Step
from gongkai.apps.annual.queries.reports import figures_of, passages_of
from gongkai.apps.annual.writing.fields import fill
from gongkai.apps.annual.writing.values import values_for
from gongkai.domain.reports import AnnualReport, report_from_cells


@dataclass(frozen=True)
class Assembled:
    """`unknown`: part → field names nobody knows; `blank`: part → fields without a value yet."""

    report: AnnualReport
    compiled: Compiled
    texts: Mapping[str, str]
    unknown: Mapping[str, tuple[str, ...]]
    blank: Mapping[str, tuple[str, ...]]
    values: Mapping[str, str | None]


def assemble(report: Report) -> Assembled:
    """The report as it would be printed now: written parts, or the proposal where none was written."""
    figures = figures_of(report)
    values = values_for(report, figures.compiled, figures.organs, day_of(report))
    written = passages_of(report)
    government = report.kind == ReportKind.GOVERNMENT
    texts, unknown, blank = {}, {}, {}
    for part in parts_for(government=government):
        raw = written[part.key].text if part.key in written else part.proposal
        filled = fill(raw, values)
        texts[part.key] = filled.text
        if filled.unknown:
            unknown[part.key] = filled.unknown
        if filled.blank:
            blank[part.key] = filled.blank
    period = figures.compiled.scope.period
    made = report_from_cells(
        {cell: one.value for cell, one in figures.compiled.figures.items()},
        organ=report.organ.name,
        year=report.year,
        form=period.form.key,
        preface=texts["preface"],
        sections=_sections(texts, government),
        signature=texts["signature"],
    )
    return Assembled(made, figures.compiled, texts, unknown, blank, values)


def _sections(texts: Mapping[str, str], government: bool) -> dict[str, str]:
    """Section number → its text; 二, 三, 四 are tables and have none."""
    sections: dict[str, list[str]] = {number: [] for number in ("一", "二", "三", "四", "五", "六")}
    for part in parts_for(government=government):
        if part.section in sections and texts[part.key].strip():
            sections[part.section].append(part.lead + texts[part.key].strip())
    return {number: "\n".join(lines) for number, lines in sections.items()}


def day_of(report: Report) -> dt.date:
    """The day under the report: of its signing; until then today."""
    signed = Step.objects.filter(report=report, state__in=("signed", "handed_in")).order_by("-id")
    found = signed.values_list("on", flat=True).first()
    return found or clock.today()
