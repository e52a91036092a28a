"""Reports of the years before the platform, imported from the files as they were published."""

import datetime as dt

from gongkai.apps.annual.actions.past import PastFile, import_past_report
from gongkai.apps.annual.models import ReportKind
from gongkai.apps.example.loading.stored import County
from gongkai.apps.example.year.former import annual_report
from gongkai.apps.example.year.truth import past_years
from gongkai.apps.example.year.units import ReportDesk
from gongkai.documents.rendering import render

IMPORTED_ON = dt.date(2026, 1, 6)
# Units that had last year's report at hand in a file.
UNITS = ("zfb", "jyj", "slj", "cgz")


def load_past_reports(county: County) -> None:
    """The county's six years (2019 and 2020 in the trial form), and last year's of a few units; by the head of each, from Word files."""
    for year in past_years():
        _import(county, "xzf", year, ReportKind.GOVERNMENT)
    for slug in UNITS:
        _import(county, slug, max(past_years()), ReportKind.OWN)


def _import(county: County, slug: str, year: int, kind: str) -> None:
    desk, report = ReportDesk(county, slug), annual_report(slug, year)
    file = PastFile(f"{report.title}.docx", render(report, "docx"), kind, year, public=True)
    with desk.on(IMPORTED_ON):
        import_past_report(desk.actor("head"), desk.organ, file)
