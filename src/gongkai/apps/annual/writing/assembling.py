"""A report put together: the cells as compiled, the prose with its fields filled."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongkai.apps import clock
from gongkai.apps.annual.compiling.government import Aggregate
from gongkai.apps.annual.compiling.unit import Compiled
from gongkai.apps.annual.data.parts import Part
from gongkai.apps.annual.models import Report, Step
from gongkai.apps.annual.queries.reports import figures_of, parts_of, passages_of
from gongkai.apps.annual.writing.fields import Filled, fill, tidy
from gongkai.apps.annual.writing.values import values_for
from gongkai.domain.reports import AnnualReport, report_from_cells


@dataclass(frozen=True)
class Span:
    """Where a part's own words stand: offsets in the text of its section, after its lead."""

    section: str
    start: int
    end: int


@dataclass(frozen=True)
class Assembled:
    """`parts`: part → its text with what is bound in it; `written`: parts that a person has saved.

    `sum`: of a government's report the units behind its cells, so that nobody compiles them twice.
    """

    report: AnnualReport
    compiled: Compiled
    parts: Mapping[str, Filled]
    spans: Mapping[str, Span]
    values: Mapping[str, str | None]
    known: tuple[Part, ...]
    written: frozenset[str]
    sum: Aggregate | None = None

    @property
    def texts(self) -> dict[str, str]:
        """Part → its text as printed."""
        return {key: one.text for key, one in self.parts.items()}

    def part_at(self, section: str, start: int | None) -> str:
        """The part in which an offset of a section stands; "" where none does."""
        for key, one in self.spans.items():
            if one.section == section and start is not None and start < one.end:
                return key
        return ""


def assemble(report: Report, typed: Mapping[str, str] | None = None) -> Assembled:
    """The report as it would be printed now: written parts, or the proposal where none was written.

    `typed`: parts as somebody is writing them, in the place of what is saved.
    """
    figures = figures_of(report)
    values = values_for(report, figures.compiled, figures.organs, day_of(report))
    written = passages_of(report)
    known = parts_of(report)
    filled = {}
    for part in known:
        raw = written[part.key].text if part.key in written else part.proposal
        if typed is not None and part.key in typed:
            raw = typed[part.key]
        filled[part.key] = fill(tidy(raw), values)
    sections, spans = _sections(filled, known)
    period = figures.compiled.scope.period
    made = report_from_cells(
        {cell: one.value for cell, one in figures.compiled.figures.items()},
        organ=report.organ.name,
        year=report.year,
        form=period.form.key,
        preface=filled["preface"].text,
        sections=sections,
        signature=filled["signature"].text,
    )
    return Assembled(
        made, figures.compiled, filled, spans, values, known, frozenset(written), figures.sum
    )


def _sections(
    filled: Mapping[str, Filled], known: Sequence[Part]
) -> tuple[dict[str, str], dict[str, Span]]:
    """Section number → its text (二, 三, 四 are tables and have none), and where each part stands."""
    sections = dict.fromkeys(("一", "二", "三", "四", "五", "六"), "")
    spans = {}
    for part in known:
        text = filled[part.key].text
        if part.section not in sections:
            spans[part.key] = Span(part.section, 0, len(text))
        elif text:
            before = sections[part.section]
            before += "\n" if before else ""
            start = len(before) + len(part.lead)
            spans[part.key] = Span(part.section, start, start + len(text))
            sections[part.section] = before + part.lead + text
    return sections, spans


def day_of(report: Report) -> dt.date:
    """The day under the report: of its signing; until then today.

    A correction keeps the day of the report it corrects; its own day stands in the note to readers.
    """
    signed = Step.objects.filter(
        report__organ=report.organ_id,
        report__year=report.year,
        report__kind=report.kind,
        report__version__lte=report.version,
        state__in=("signed", "handed_in"),
    )
    # The last signing of the first version that was signed: a report that was returned is signed anew.
    found = signed.order_by("report__version", "-id").values_list("on", flat=True).first()
    return found or clock.today()
