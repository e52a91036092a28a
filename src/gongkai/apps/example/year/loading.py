"""The report year 2025, once it is past: units, lock, the government's report, and what is under way since."""

from gongkai.apps.example.loading.stored import County
from gongkai.apps.example.year.calendar import LATE, LOCKED_ON, SHOWN_ON, YEAR, moment, units
from gongkai.apps.example.year.county import load_correction, load_county_report, load_results
from gongkai.apps.example.year.listed import freeze_list, remind_late
from gongkai.apps.example.year.past import load_past_reports
from gongkai.apps.example.year.shown import show_in_bulk
from gongkai.apps.example.year.units import ReportDesk, load_unit, load_unit_results
from gongkai.apps.example.year.website import load_website_report
from gongkai.apps.periods.actions import lock_year

# Their pages come by the acts, gate by gate.
BY_ACTS = ("zfb", "jyj", "slj")


def load_year(county: County) -> None:
    """By the real acts, on their days. An example loaded before the report was public has none of it."""
    if county.now < moment(SHOWN_ON, 18):
        return
    freeze_list(county)
    load_past_reports(county)
    in_time = [slug for slug in units() if slug != LATE]
    received = [load_unit(county, slug, public=slug in BY_ACTS) for slug in in_time]
    load_website_report(county)
    remind_late(county)
    received.append(load_unit(county, LATE, public=LATE in BY_ACTS))
    show_in_bulk(county, (one for one in received if one.organ.slug not in BY_ACTS))
    office = ReportDesk(county, "zfb")
    with office.on(LOCKED_ON):
        lock_year(office.actor("county-office"), YEAR)
    report = load_county_report(county)
    load_results(county, report)
    load_unit_results(county)
    load_correction(county, report)
