"""政府网站工作年度报表 of 2025: filled, signed and public by the last of January."""

import datetime as dt
from importlib.resources import files

import yaml

from gongkai.apps.annual.actions.website import (
    Given,
    fill_form,
    send_form,
    sign_form,
    start_website_report,
)
from gongkai.apps.annual.actions.website_publishing import prepare_form_page, publish_form
from gongkai.apps.example.loading.stored import County
from gongkai.apps.example.year.calendar import YEAR
from gongkai.apps.example.year.units import ReportDesk

FILLED_ON, SIGNED_ON, SHOWN_ON = dt.date(2026, 1, 19), dt.date(2026, 1, 20), dt.date(2026, 1, 21)


def stated() -> dict[str, Given]:
    """Field → what the office of the site writes into it."""
    folder = files(__package__.rpartition(".")[0]) / "data" / "year"
    values = yaml.safe_load((folder / "website.yaml").read_text("utf-8"))
    return {key: Given(one) for key, one in values.items()}


def load_website_report(county: County) -> None:
    """By the clerk of the government, the head of its office, and the gates."""
    desk = ReportDesk(county, "xzf")
    with desk.on(FILLED_ON):
        report = start_website_report(desk.actor("clerk"), desk.organ, YEAR)
        fill_form(desk.actor("clerk"), report, stated())
        send_form(desk.actor("clerk"), report)
    with desk.on(SIGNED_ON):
        sign_form(desk.actor("county-head"), report)
    with desk.on(SHOWN_ON):
        item = prepare_form_page(desk.actor("clerk"), report)
    desk.pass_gates(item, SHOWN_ON)
    with desk.on(SHOWN_ON):
        publish_form(desk.actor("head"), report)
