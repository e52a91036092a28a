"""By when a report is due, who has not handed in, who was late and how often it was sent back."""

import datetime as dt

import pytest

from gongkai.apps import clock
from gongkai.apps.annual.actions.signing import return_report
from gongkai.apps.annual.clocks import due_day
from gongkai.apps.annual.models import LocalDueDay, Report
from gongkai.apps.annual.queries.progress import progress
from tests.apps.annual.test_government import handed_in
from tests.apps.cases.example_cases import at
from tests.county import County, make_county

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return make_county()


def earlier(county: County, day: dt.date) -> None:
    LocalDueDay.objects.create(
        government=county.government, year=2025, on=day, source="示政办函〔2026〕1号",
        recorded_at=at(dt.date(2026, 1, 4)),
    )  # fmt: skip


def test_the_days_of_the_law(county: County) -> None:
    own = due_day(county.department, "own", 2025)
    assert own.on == dt.date(2026, 1, 31) and "第四十九条" in own.source and not own.earlier
    assert due_day(county.government, "government", 2025).on == dt.date(2026, 3, 31)
    assert "乡镇" in due_day(county.township, "own", 2025).source


def test_a_place_may_set_an_earlier_day_but_no_later_one(county: County) -> None:
    earlier(county, dt.date(2026, 1, 16))
    found = due_day(county.department, "own", 2025)
    assert (found.on, found.source, found.earlier) == (
        dt.date(2026, 1, 16),
        "示政办函〔2026〕1号",
        True,
    )
    earlier(county, dt.date(2026, 2, 16))
    assert due_day(county.department, "own", 2025).on == dt.date(2026, 1, 31)


def test_missing_late_and_returned(county: County) -> None:
    earlier(county, dt.date(2026, 1, 10))
    report = handed_in(county)
    with clock.stopped_at(at(dt.date(2026, 1, 14))):
        department, township = progress(county.government, 2025)
        assert department.is_in and department.late
        assert department.handed_in_on == dt.date(2026, 1, 12)
        assert township.is_missing and township.late and township.days_left == -4
        assert township.state_label == "没有开始"
        return_report(county.actor("county_office"), report, "请核对")
        department = progress(county.government, 2025)[0]
        assert department.is_missing and department.returned_times == 1
        assert department.handed_in_on == dt.date(2026, 1, 12)


def test_a_report_that_is_being_corrected_is_not_missing(county: County) -> None:
    report = handed_in(county)
    Report.objects.filter(pk=report.pk).update(state="published")
    Report.objects.create(
        organ=county.department, year=2025, kind="own", version=2, state="drafting"
    )
    with clock.stopped_at(at(dt.date(2026, 2, 14))):
        department = progress(county.government, 2025)[0]
        assert department.is_in and not department.is_missing and not department.late
