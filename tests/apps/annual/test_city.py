"""县→市: a city above the county takes the county's signed report as one unit; the county keeps all its own."""

import datetime as dt
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.annual.actions.freezing import freeze_units
from gongkai.apps.annual.actions.importing import organs_stating
from gongkai.apps.annual.actions.stating import Said, confirm_figures, state_figures
from gongkai.apps.annual.actions.writing import compile_report, start_report
from gongkai.apps.annual.compiling.government import compile_government
from gongkai.apps.annual.models import Report, ReportState, Step
from gongkai.apps.annual.queries.progress import progress
from gongkai.apps.annual.units import plan_of
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.models import Level, Organ, OrganKind
from tests.apps.cases.example_cases import at, handled_case
from tests.county import County, make_county, make_organ
from tests.office.entering import enter

pytestmark = pytest.mark.django_db
MARCH = dt.date(2026, 3, 20)
YEAR = Period(2025)


@pytest.fixture(autouse=True)
def march():
    with clock.stopped_at(at(MARCH, 10)):
        yield


@pytest.fixture
def county() -> County:
    county = make_county()
    handled_case(county, dt.date(2025, 12, 20))
    return county


@pytest.fixture
def city(county: County) -> Organ:
    """With a bureau of its own; the county is below it."""
    made = make_organ("示例市人民政府", "市政府", "city", OrganKind.GOVERNMENT, None)
    Organ.objects.filter(pk=made.pk).update(level=Level.CITY)
    made.refresh_from_db()
    make_organ("示例市教育局", "市教育局", "sjyj", OrganKind.DEPARTMENT, made)
    Organ.objects.filter(pk=county.government.pk).update(parent=made)
    county.government.refresh_from_db()
    return made


def stated(county: County, organ: Organ, number: int) -> None:
    rows = state_figures(
        county.actor("county_office"), organ, 2025, [Said("t2.licences", Decimal(number))]
    )
    confirm_figures(county.actor("final_reviewer"), rows)


def signed(county: County) -> Report:
    """The county's own report of the whole county, signed: as the city gets it."""
    report = start_report(county.actor("county_office"), county.government, 2025, "government")
    compile_report(county.actor("county_office"), report)
    Report.objects.filter(pk=report.pk).update(state=ReportState.SIGNED)
    Step.objects.create(
        report=report, state=ReportState.SIGNED, on=clock.today(), recorded_at=clock.now()
    )
    report.refresh_from_db()
    return report


def test_the_county_counts_as_it_signed(county: County, city: Organ) -> None:
    stated(county, county.department, 7)
    report = signed(county)
    with clock.stopped_at(at(MARCH, 15)):
        stated(county, county.department, 9)
        whole = compile_government(city, YEAR)
    part = whole.parts[county.government.pk]
    assert part.report is not None and part.report.report_id == report.pk
    assert whole.whole.cells["t2.licences"] == "7", (
        "what was signed, not what the ledgers say since"
    )
    assert part.drift == {"t2.licences": ("7", "9")}
    assert (whole.whole.cells["t3.new.natural"], whole.whole.cells["t3.new.total"]) == ("1", "1")
    (behind,) = whole.whole.figures["t2.licences"].behind()
    assert (behind.kind, behind.pk, behind.amount) == ("unit", county.government.pk, 7)
    missing = {one.organ.slug for one in progress(city, 2025) if one.is_missing}
    assert missing == {"sjyj"}, (
        "the county has signed; a government adds up its own records without a report"
    )


def test_a_countys_unit_never_stands_in_the_citys_list(county: County, city: Organ) -> None:
    rows = plan_of(city, YEAR).rows
    assert county.department.pk not in {one.organ.pk for one in rows}
    freeze_units(county.actor("county_office"), city, 2025, rows)
    printed = io.StringIO()
    call_command(
        "report_compile", organ="city", year=2025, kind="government", as_of="2026-03-31",
        stdout=printed,
    )  # fmt: skip
    said: dict[str, Any] = json.loads(printed.getvalue())
    assert said["cells"]["t3.new.total"] == 1


def test_units_of_the_county_are_still_stated_by_sheet(county: County, city: Organ) -> None:
    slugs = {one.slug for one in organs_stating(county.actor("county_office"), 2025)}
    assert {"city", "sjyj", "xzf", "jyj", county.township.slug} <= slugs


def test_both_governments_have_their_pages(county: County, city: Organ, client: Client) -> None:
    signed(county)
    enter(client, county.people["county_office"])
    for name, key in (
        ("office_annual_dashboard", "organ"),
        ("office_annual_missing", "government"),
    ):
        for organ in (city, county.government):
            answer = client.get(reverse(name), {"year": "2025", key: organ.pk})
            text = answer.content.decode()
            assert answer.status_code == 200 and organ.short_name in text
    text = client.get(reverse("office_annual"), {"year": "2025"}).content.decode()
    assert text.count("本级政府汇总报告") >= 2
