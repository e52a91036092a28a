"""Where this year's opening is not last year's closing, the county office signs the difference, column by column."""

import datetime as dt
from decimal import Decimal

import pytest

from gongkai.apps import clock
from gongkai.apps.annual.actions.adjusting import adjust_opening
from gongkai.apps.annual.actions.writing import start_report, write_part
from gongkai.apps.annual.checking import check_report
from gongkai.apps.annual.models import Adjustment, PastReport, Report
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.verifying import verify_year
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.access import Forbidden
from gongkai.apps.periods.actions import lock_year
from gongkai.apps.periods.models import Amendment
from gongkai.domain.findings import Severity
from tests.apps.annual.test_signing import begun
from tests.apps.cases.example_cases import at, handled_case
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
JANUARY = at(dt.date(2026, 1, 12), 14)
FOUND = {"t3.carried_in.natural": Decimal(1), "t3.carried_in.total": Decimal(1)}


@pytest.fixture
def county() -> County:
    """Open at the end of 2024 by the register, not by the report of 2024."""
    county = make_county()
    handled_case(county, dt.date(2024, 12, 20))
    past(county, county.department)
    return county


def past(county: County, organ: object, kind: str = "own") -> None:
    PastReport.objects.create(
        organ=organ, year=2024, kind=kind, form="2021", title="2024年年报",
        cells=dict.fromkeys(Period(2024).form.cells, "0"), texts={}, source_name="2024.docx",
        sha256="0" * 64, recorded_at=at(dt.date(2026, 1, 2)),
    )  # fmt: skip


def codes(report: Report) -> set[str]:
    return {one.code for one in check_report(report).errors}


def test_the_difference_that_is_shown_is_signed_and_the_sentence_is_printed(county: County) -> None:
    report = begun(county)
    with clock.stopped_at(JANUARY):
        assert {"Y04", "Y101"} <= codes(report)
        with pytest.raises(Forbidden):
            adjust_opening(county.actor("clerk"), report, FOUND, "漏登")
        office = county.actor("county_office")
        with pytest.raises(Refused, match="应调整1件，写的是2件"):
            adjust_opening(office, report, FOUND | {"t3.carried_in.total": Decimal(2)}, "漏登")
        with pytest.raises(Refused, match="自然人.*应调整1件，写的是0件"):
            adjust_opening(office, report, {"t3.carried_in.total": Decimal(1)}, "漏登")
        with pytest.raises(Refused, match="理由"):
            adjust_opening(office, report, FOUND, " ")
        adjust_opening(office, report, FOUND, "上年报告漏计一件")
        assert "Y04" not in codes(report) and "Y101" in codes(report)
        write_part(county.actor("clerk"), report, "six.other", "{{opening_note}}")
        (said,) = (one for one in check_report(report).findings if one.code == "Y101")
        assert said.severity is Severity.NOTICE and "已有签字的结转调整" in said.message
        assert (
            "结转调整：教育局增加1件（上年报告漏计一件）"
            in check_report(report).assembled.texts["six.other"]
        )
        with pytest.raises(Refused, match="没有需要调整"):
            adjust_opening(office, report, FOUND, "再来一次")


def test_never_on_a_published_report_and_recorded_after_the_lock(county: County) -> None:
    report = begun(county)
    office = county.actor("county_office")
    with clock.stopped_at(JANUARY):
        Report.objects.filter(pk=report.pk).update(state="published")
        with pytest.raises(Refused, match="已经公布"):
            adjust_opening(office, report, FOUND, "漏登")
        Report.objects.filter(pk=report.pk).update(state="drafting")
        lock_year(office, 2025)
        adjust_opening(office, report, FOUND, "漏登")
    assert {one.subject_kind for one in Amendment.objects.all()} == {"Adjustment"}
    assert {one.kind for one in verify_year(2025)} <= {"PastReport"}


def test_what_was_signed_for_units_holds_for_the_government(county: County) -> None:
    past(county, county.government, "government")
    report = begun(county)
    office = county.actor("county_office")
    with clock.stopped_at(JANUARY):
        whole = start_report(office, county.government, 2025, "government")
        assert "Y04" in codes(whole)
        adjust_opening(office, report, FOUND, "上年报告漏计一件")
        assert "Y04" not in codes(whole)
    assert Adjustment.objects.count() == 2


def test_what_a_unit_mends_alone_does_not_move_a_government_that_was_right(county: County) -> None:
    report = begun(county)
    office = county.actor("county_office")
    with clock.stopped_at(JANUARY):
        whole = start_report(office, county.government, 2025, "government")
        cells = dict.fromkeys(Period(2024).form.cells, "0") | {
            f"t3.carried_out.{one}": "1" for one in ("natural", "total")
        }
        PastReport.objects.create(
            organ=county.government, year=2024, kind="government", form="2021", title="2024年年报", cells=cells,
            texts={}, source_name="2024.docx", sha256="2" * 64, recorded_at=JANUARY,
        )  # fmt: skip
        assert "Y04" not in codes(whole)
        adjust_opening(office, report, FOUND, "上年报告漏计一件")
        assert "Y04" not in codes(whole)
        write_part(office, whole, "six.other", "{{opening_note}}没有其他事项。")
        assert check_report(whole).assembled.texts["six.other"] == "没有其他事项。"


def test_columns_that_differ_while_the_total_does_not(county: County) -> None:
    """An applicant who was counted in another column last year: signed, said in the prose, and no error is left."""
    report = begun(county)
    there = PastReport.objects.get(organ=county.department)
    cells = there.cells | {"t3.carried_out.business": "1", "t3.carried_out.total": "1"}
    with clock.stopped_at(JANUARY):
        PastReport.objects.create(
            organ=county.department, year=2024, kind="own", form="2021", title="2024年年报更正", cells=cells,
            texts={}, source_name="2024.docx", sha256="1" * 64, recorded_at=JANUARY,
        )  # fmt: skip
        moved = {"t3.carried_in.natural": Decimal(1), "t3.carried_in.business": Decimal(-1)}
        adjust_opening(county.actor("county_office"), report, moved, "申请人类别登记有误")
        write_part(county.actor("clerk"), report, "six.other", "{{opening_note}}")
        assert "自然人增加1件、商业企业减少1件" in check_report(report).assembled.texts["six.other"]
        assert not {"Y04", "Y101"} & codes(report)
