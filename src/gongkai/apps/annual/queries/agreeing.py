"""What waits to be held against the register of the 司法行政 department, and the documents behind the numbers."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from gongkai.apps.annual.agreeing import (
    CELLS,
    JUDICIAL,
    in_words,
    judicial_of,
    numbers_of,
    word_on,
)
from gongkai.apps.annual.compiling.government import compile_government
from gongkai.apps.annual.models import (
    Agreement,
    JudicialDepartment,
    Report,
    ReportKind,
    ReportState,
)
from gongkai.apps.annual.queries.reports import period_of
from gongkai.apps.organs.models import Organ


@dataclass(frozen=True)
class Asked:
    """A report whose numbers its 司法行政 department looks at. `word`: what it said of exactly these.

    `judicial` None: no unit of the list is such a department; who agreed elsewhere is explained at the finding.
    """

    report: Report
    judicial: Organ | None
    numbers: dict[str, str | None]
    word: Agreement | None

    @property
    def words(self) -> str:
        return in_words(self.numbers)


def asked_of(report: Report) -> Asked | None:
    """The report as its department looks at it; None: not a government's, or not compiled yet."""
    numbers = numbers_of(report)
    if report.kind != ReportKind.GOVERNMENT or not numbers:
        return None
    return Asked(report, judicial_of(report), numbers, word_on(report, numbers))


def waiting_for(organs: frozenset[int] | None) -> Iterator[Asked]:
    """Reports whose numbers one of these 司法行政 departments has not looked at (None: any). One query for others than they."""
    chosen = JudicialDepartment.objects.values("organ_id")
    takers = Organ.objects.filter(pk__in=chosen, successor__isnull=False).values("successor_id")
    departments = Organ.objects.filter(
        Q(name__contains=JUDICIAL) | Q(pk__in=chosen) | Q(pk__in=takers)
    )
    if organs is not None:
        departments = departments.filter(pk__in=organs)
    known = {one.pk for one in departments}
    rows = Report.objects.filter(kind=ReportKind.GOVERNMENT, as_of__isnull=False)
    rows = rows.exclude(state=ReportState.PUBLISHED).select_related("organ")
    rows = rows.defer("signed_content").order_by("-year", "pk")
    for one in rows if known else ():
        found = asked_of(one)
        if found is None or found.word is not None or found.judicial is None:
            continue
        if found.judicial.pk in known:
            yield found


def said_of(report: Report) -> QuerySet[Agreement]:
    """Every word on the numbers of that government and year, the newest first."""
    rows = Agreement.objects.filter(government=report.organ_id, year=report.year)
    return rows.select_related("organ").order_by("-id")


@dataclass(frozen=True)
class Document:
    """One document behind a number: in whose ledger; `amount` −1 where it was counted twice."""

    unit: str
    label: str
    on: dt.date | None
    amount: int


def documents_behind(report: Report) -> dict[str, list[Document]]:
    """Cell → its documents, unit by unit, as the sum counts them."""
    whole = compile_government(report.organ, period_of(report))
    made: dict[str, list[Document]] = {}
    for cell in CELLS:
        made[cell] = [
            Document(part.row.organ.short_name, one.label, one.on, int(one.amount))
            for part in whole.parts.values()
            if part.compiled.figures[cell].value
            for one in part.compiled.figures[cell].behind()
        ]
        taken = (one.behind for one in whole.twice if one.cell == cell)
        made[cell] += [Document("", one.label, None, -1) for one in taken]
    return made
