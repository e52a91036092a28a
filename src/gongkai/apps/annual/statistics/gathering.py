"""What the public page shows, from published reports alone. It asks no ledger, no draft, no compilation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.apps.annual.models import ReportKind
from gongkai.apps.annual.pictures.of_the_year import MOST_BARS, remedies
from gongkai.apps.annual.pictures.of_years import of_years
from gongkai.apps.annual.queries.published import PublishedReport
from gongkai.apps.annual.queries.series import YearFigures, without_gaps
from gongkai.apps.annual.queries.year_numbers import GROUPS
from gongkai.documents.charting import Bar, Cell, Picture, Sheet, bars
from gongkai.domain.reports.forms.measures import measure

BY_ORGAN = ("new", "carried_in", "closed", "given", "carried_out", "reviews", "suits")


@dataclass(frozen=True)
class Statistics:
    """`year`: the newest with a published report; None: none yet. `whole`: of the government's reports."""

    year: int | None
    whole_year: int | None
    whole: tuple[Picture, ...]
    years: tuple[Picture, ...]
    organs: tuple[Picture, ...]

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All of them, those with nothing in them too."""
        return (*self.whole, *self.years, *self.organs)


def statistics(
    reports: Sequence[PublishedReport], government: int | None, names: Mapping[int, str]
) -> Statistics:
    """`government`: whose summed reports are the county's; `names`: organs in their order."""
    whole = [
        one for one in reports if one.organ_id == government and one.kind == ReportKind.GOVERNMENT
    ]
    own = [one for one in reports if one.kind == ReportKind.OWN and one.organ_id in names]
    newest = whole[0] if whole else None
    return Statistics(
        year=max((one.year for one in (*whole, *own)), default=None),
        whole_year=newest.year if newest else None,
        whole=_of_the_newest(newest) if newest else (),
        years=tuple(of_years(_figures(whole))) if whole else (),
        organs=_of_organs(own, names),
    )


def _figures(whole: Sequence[PublishedReport]) -> tuple[YearFigures, ...]:
    found = [
        YearFigures(one.year, one.report.form.key, one.report.numbers(), one.source)
        for one in whole
    ]
    return without_gaps(found, max(one.year for one in found))


def _of_the_newest(newest: PublishedReport) -> tuple[Picture, ...]:
    return (
        results_of(newest.year, newest.report.form.key, newest.report.numbers()),
        remedies(newest.report.numbers(), newest.year),
    )


def results_of(year: int, form: str, numbers: Mapping[str, Decimal | None]) -> Picture:
    """办理结果 of a year's report, in six groups."""
    title = f"{year}年办理结果"
    found = [(measure(key).label, measure(key).of(form, numbers)) for key in GROUPS]
    sheet = Sheet(("办理结果", "件数"), tuple(found))
    total = sum((value or Decimal(0) for _, value in found), Decimal(0))
    if not total:
        return Picture("results", title, sheet, empty=f"{year}年没有办结的申请。")
    svg = bars("results", title, [Bar(label, value) for label, value in found])
    return Picture("results", title, sheet, svg, f"共办结{total:f}件。")


def _of_organs(own: Sequence[PublishedReport], names: Mapping[int, str]) -> tuple[Picture, ...]:
    """The newest year of which organs published their own reports, organ by organ."""
    if not own:
        return ()
    year = max(one.year for one in own)
    held = {one.organ_id: one for one in own if one.year == year}
    rows: list[tuple[Cell, ...]] = []
    for pk, name in names.items():
        if pk in held:
            one = held[pk]
            numbers = one.report.numbers()
            rows.append(
                (name, *(measure(key).of(one.report.form.key, numbers) for key in BY_ORGAN))
            )
    title = f"{year}年各机关的申请"
    heads = ("机关", *(measure(key).label for key in BY_ORGAN))
    sheet = Sheet(heads, tuple(rows))
    counted = sorted(
        ((str(row[0]), row[1]) for row in rows if isinstance(row[1], Decimal) and row[1]),
        key=lambda one: -one[1],
    )
    if not counted:
        return (Picture("organs", title, sheet, empty=f"{year}年各机关都没有收到申请。"),)
    shown = [Bar(name, value) for name, value in counted[:MOST_BARS]]
    svg = bars("organs", title, shown)
    said = f"{len(rows)}个机关公布了{year}年的报告，图中是收到申请的机关，本年新收件数。"
    return (Picture("organs", title, sheet, svg, said),)
