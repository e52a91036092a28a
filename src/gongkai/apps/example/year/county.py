"""The government's report of 2025: the units' sum, written by the county office, signed, published; then a correction begun."""

import datetime as dt
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gongkai.apps.annual.actions.agreeing import say_of_documents
from gongkai.apps.annual.actions.problems import ProblemSaid, record_result
from gongkai.apps.annual.actions.publishing import correct_report
from gongkai.apps.annual.actions.signing import receive, return_report, send_to_head, sign_report
from gongkai.apps.annual.actions.stating import Said, confirm_figures, state_figures
from gongkai.apps.annual.actions.writing import compile_report, start_report
from gongkai.apps.annual.agreeing import numbers_of
from gongkai.apps.annual.models import Report, ReportKind
from gongkai.apps.example.days import working_day_before
from gongkai.apps.example.loading.stored import County
from gongkai.apps.example.year.calendar import (
    AGREED_ON,
    BEGUN_ON,
    SHOWN_ON,
    SIGNED_ON,
    TO_HEAD_ON,
    YEAR,
)
from gongkai.apps.example.year.units import ReportDesk
from gongkai.apps.organs.queries import actor_for


@cache
def _book() -> dict[str, Any]:
    folder = files(__package__.rpartition(".")[0]) / "data" / "year"
    loaded: dict[str, Any] = yaml.safe_load((folder / "county.yaml").read_text("utf-8"))
    return loaded


def load_county_report(county: County) -> Report:
    """From the first compilation to the public page."""
    desk = ReportDesk(county, "xzf")
    with desk.on(BEGUN_ON):
        clerk = desk.actor("clerk")
        report = start_report(clerk, desk.organ, YEAR, ReportKind.GOVERNMENT)
        compile_report(clerk, report)
    desk.write(report, BEGUN_ON, _texts())
    desk.name_problems(report, BEGUN_ON, _problems(county))
    judicial = ReportDesk(county, "sfj")
    judicial.begin(AGREED_ON, 15)
    with judicial.on(AGREED_ON):
        report.refresh_from_db()
        said, seen = _book()["agreed"], numbers_of(report)
        say_of_documents(judicial.actor("head"), report, seen, agreed=True, note=said)
    desk.explain(report, TO_HEAD_ON)
    with desk.on(TO_HEAD_ON):
        send_to_head(desk.actor("clerk"), report)
    with desk.on(SIGNED_ON):
        sign_report(desk.actor("county-head"), report)
    desk.publish(report, SHOWN_ON)
    return report


def _texts() -> dict[str, str]:
    return {part: _bound(text) for part, text in _book()["texts"].items()}


def _problems(county: County) -> list[ProblemSaid]:
    return [
        ProblemSaid(one["problem"], one["measure"], county.organs[one["unit"]], one["day"])
        for one in _book()["problems"]
    ]


def load_results(county: County, report: Report) -> None:
    """What the county promised and has carried out since, recorded by the unit that answers for it."""
    results = {one["problem"]: one for one in _book()["problems"] if "result" in one}
    for problem in report.problems.select_related("responsible"):
        said = results.get(problem.text)
        if said is None or said["done"] >= county.now.date() or problem.responsible is None:
            continue
        desk = ReportDesk(county, problem.responsible.slug)
        with desk.on(said["done"]):
            record_result(desk.actor("clerk"), problem, said["result"], done_on=said["done"])


def _bound(text: str) -> str:
    """Folded lines of Chinese have no spaces between them; [[…]] are the fields."""
    return text.replace(" ", "").strip().replace("[[", "{{").replace("]]", "}}")


def load_correction(county: County, report: Report) -> Report:
    """Lately a forgotten training was recorded. The office's own report is corrected and public again; the
    correction of the government's went back to its clerk, who has just mistyped a figure."""
    said = _book()["correction"]
    yesterday = county.now.date() - dt.timedelta(days=1)
    _correct_own(county, said, working_day_before(yesterday, 6))
    desk, day = ReportDesk(county, "xzf"), working_day_before(yesterday, 1)
    with desk.on(day):
        newer = correct_report(desk.actor("clerk"), report, said["note"])
    with desk.on(day):
        compile_report(desk.actor("clerk"), newer)
    desk.explain(newer, day)
    with desk.on(day):
        send_to_head(desk.actor("clerk"), newer)
    with desk.on(day):
        newer.refresh_from_db()
        return_report(desk.actor("county-head"), newer, said["back"])
    desk.write(newer, day, {"one.on_application": _bound(said["wrong"])})
    return newer


def _correct_own(county: County, said: dict[str, Any], day: dt.date) -> None:
    office = ReportDesk(county, "zfb")
    with office.on(day):
        forgotten = [Said("one.training", Decimal(said["training"]), evidence="培训签到册")]
        rows = state_figures(
            office.actor("clerk"), office.organ, YEAR, forgotten, amendment=said["amendment"]
        )
    with office.on(day):
        confirm_figures(
            actor_for(county.people["zfb-final"], day, "127.0.0.1"),
            rows,
            amendment=said["amendment"],
        )
    first = Report.objects.get(organ=office.organ, year=YEAR, kind=ReportKind.OWN)
    with office.on(day):
        report = correct_report(office.actor("clerk"), first, said["own_note"])
        compile_report(office.actor("clerk"), report)
    office.explain(report, day)
    office.hand_in(report, day)
    with office.on(day):
        receive(office.actor("county-office"), report)
    office.publish(report, day)
