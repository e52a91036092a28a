"""From a figure to what is behind it: of a government to its units, of a unit to its records, level by level."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from gongkai.apps.annual.compiling.figures import Behind, Figure
from gongkai.apps.annual.compiling.government import Aggregate, UnitFigures, compile_government
from gongkai.apps.annual.models import Report, ReportKind
from gongkai.apps.annual.queries.reports import figures_of, period_of
from gongkai.apps.annual.said import takes_decimals
from gongkai.apps.annual.writing.values import label_of_field
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.access import may
from gongkai.domain.reports.annual_report import format_number
from gongkai.office.annual.acting import report_asked
from gongkai.office.doors import office_page

MOST_BEHIND = 500
DEEPEST = 4  # province, city, county, township
# A record's page, and the acts of which one opens it: who reads the report need not read the case.
PAGES = {
    "case": ("office_case", ("case.read",)),
    "remedy": ("office_remedy", ("remedy.read",)),
    "normative": ("office_normative_document", ("item.read", "normative.record")),
}


@dataclass(frozen=True)
class ShownBehind:
    """One row behind a figure, with its page; `url` "" where there is none to go to."""

    row: Behind
    url: str
    amount: str


@office_page("report.read")
def behind(request: HttpRequest, actor: Actor, pk: int, cell: str) -> HttpResponseBase:
    """The rows behind one figure; `?unit=12.7`: of the unit 7 of the government 12 that the report adds up."""
    row = report_asked(actor, pk)
    path = _path(request)
    period = period_of(row)
    if row.kind == ReportKind.GOVERNMENT:
        total = compile_government(row.organ, period)
        parts = _walk(total, path)
        whole = parts[-1].compiled if parts else total.whole
    else:
        if path:
            raise Http404("这份报告不是汇总的。")
        parts, whole = [], figures_of(row).compiled
    figure = whole.figures.get(cell) or whole.extra.get(cell)
    if figure is None:
        raise Http404("没有这个数。")
    here, label = (
        reverse("office_annual_behind", args=[pk, cell]),
        label_of_field(cell, period.form),
    )
    rows = list(figure.behind())
    opens = _opens(actor, parts[-1].row.organ.pk if parts else row.organ_id)
    return render(
        request,
        "office/annual/behind.html",
        {
            "title": f"{parts[-1].row.organ.short_name}：{label}" if parts else label,
            "crumbs": _crumbs(row, here, label, parts),
            "number": None if figure.value is None else format_number(figure.value),
            "figure": figure,
            "unit": parts[-1] if parts else None,
            "unit_report": _readable(actor, parts[-1]) if parts else None,
            "drift": _drift(parts[-1], figure) if parts else None,
            "rows": [
                _linked(one, here, path, opens, _amount(one, cell, period))
                for one in rows[:MOST_BEHIND]
            ],
            "units": any(one.kind == "unit" for one in rows),
            "dated": any(one.on is not None for one in rows),
            "left": max(0, len(rows) - MOST_BEHIND),
            "report": row,
        },
    )


def _path(request: HttpRequest) -> list[int]:
    given = request.GET.get("unit", "")
    if not given:
        return []
    steps = given.split(".")
    if len(steps) > DEEPEST or not all(
        one.isascii() and one.isdigit() and len(one) < 12 for one in steps
    ):
        raise Http404("没有这个单位。")
    return [int(one) for one in steps]


def _walk(whole: Aggregate, path: list[int]) -> list[UnitFigures]:
    parts: list[UnitFigures] = []
    level: Aggregate | None = whole
    for pk in path:
        part = level.parts.get(pk) if level is not None else None
        if part is None:
            raise Http404("这个单位不在汇总里。")
        parts.append(part)
        level = part.below
        if level is not None and part.report is not None:
            then = Period(whole.whole.scope.period.year, part.report.as_of)
            level = compile_government(part.row.organ, then)
    return parts


def _crumbs(row: Report, here: str, label: str, parts: list[UnitFigures]) -> list[tuple[str, str]]:
    """The report, the figure, and the units above the one that is shown."""
    made = [(reverse("office_annual_report", args=[row.pk]), str(row))]
    if parts:
        made.append((here, label))
    steps: list[str] = []
    for one in parts[:-1]:
        steps.append(str(one.row.organ.pk))
        made.append((f"{here}?unit={'.'.join(steps)}", one.row.organ.short_name))
    return made


def _readable(actor: Actor, part: UnitFigures) -> int | None:
    """The unit's report, where the actor may read it."""
    if part.report is None or not may(actor, "report.read", part.row.organ.pk):
        return None
    return part.report.report_id


def _drift(part: UnitFigures, figure: Figure) -> tuple[str | None, str | None] | None:
    """(as handed in, as the ledgers say now), where this figure moved since."""
    return part.drift.get(figure.cell)


def _opens(actor: Actor, organ_id: int) -> frozenset[str]:
    """Kinds of records of an organ whose pages the actor may enter."""
    return frozenset(
        kind for kind, (_, acts) in PAGES.items() if any(may(actor, act, organ_id) for act in acts)
    )


def _linked(
    one: Behind, here: str, path: list[int], opens: frozenset[str], amount: str
) -> ShownBehind:
    if one.kind in PAGES:
        url = reverse(PAGES[one.kind][0], args=[one.pk]) if one.kind in opens else ""
        return ShownBehind(one, url, amount)
    if one.kind == "unit":
        steps = ".".join(str(step) for step in [*path, one.pk])
        return ShownBehind(one, f"{here}?unit={steps}", amount)
    return ShownBehind(one, "", amount)


def _amount(one: Behind, cell: str, period: Period) -> str:
    """Money to the cent in every row: the column of it can be added up by eye."""
    return f"{one.amount:.2f}" if takes_decimals(period, cell) else format_number(one.amount)
