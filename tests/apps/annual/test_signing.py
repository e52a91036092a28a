"""A report from its beginning to the county office: bound figures, checks that stop it, hands it passes through."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection

from gongkai.apps import clock
from gongkai.apps.annual.actions.signing import hand_in, receive, return_report, send_to_head
from gongkai.apps.annual.actions.stating import Said, confirm_figures, state_figures
from gongkai.apps.annual.actions.writing import (
    compile_report,
    explain_finding,
    start_report,
    write_part,
)
from gongkai.apps.annual.checking import check_report
from gongkai.apps.annual.models import Report, ReportState
from gongkai.apps.annual.previous import previous_report
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.writing.assembling import assemble
from gongkai.apps.cases.models import Figures
from gongkai.apps.organs.access import Forbidden
from tests.apps.cases.example_cases import at, handled_case
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
JANUARY = dt.date(2026, 1, 12)
STATED = {
    "t2.licences": "7", "t2.penalties": "9", "t2.compulsory": "0", "t2.fees": "1.50",
    "one.training": "3", "one.inspections": "12", "one.fee_yuan": "0",
}  # fmt: skip
WRITTEN = {
    "one.platform": "加强教育局网站信息公开专栏的日常维护，更新公开指南1次。",
    "five.last": "针对上一年政策解读形式单一的问题，全年采用图解方式解读政策2件。",
    "five.problems": "一是学校信息公开的内容不够细；二是部分栏目更新不够及时。",
    "five.measures": "一是编制学校信息公开事项清单；二是每月检查栏目更新情况。",
}


@pytest.fixture
def county() -> County:
    return make_county()


def begun(county: County) -> Report:
    clerk = county.actor("clerk")
    county.department.office_postcode = "000000"
    county.department.save()
    with clock.stopped_at(at(JANUARY)):
        rows = state_figures(
            clerk, county.department, 2025, [Said(k, Decimal(v)) for k, v in STATED.items()]
        )
        confirm_figures(county.actor("disclosure_head"), rows)
        report = start_report(clerk, county.department, 2025)
        for part, text in WRITTEN.items():
            write_part(clerk, report, part, text)
    return report


def explained(county: County, report: Report) -> None:
    while warnings := check_report(report).open_warnings:
        findings = check_report(report).findings
        explain_finding(
            county.actor("clerk"), report, findings.index(warnings[0]), "已与台账逐项核对无误"
        )


def test_figures_in_the_prose_are_bound(county: County) -> None:
    handled_case(county, dt.date(2025, 12, 20))
    report = begun(county)
    with clock.stopped_at(at(JANUARY)):
        texts = assemble(report).texts
    assert "新收政府信息公开申请1件" in texts["one.on_application"]
    assert texts["six.fee"] == "2025年度没有收取信息处理费。"


def test_an_error_stops_it_and_cannot_be_explained_away(county: County) -> None:
    report = begun(county)
    clerk = county.actor("clerk")
    with clock.stopped_at(at(JANUARY, 11)):
        compile_report(clerk, report)
        write_part(clerk, report, "one.on_application", "全年新收政府信息公开申请6件。")
        checked = check_report(report)
        wrong = next(one for one in checked.errors if "6" in one.message)
        with pytest.raises(Refused, match="错误"):
            explain_finding(clerk, report, checked.findings.index(wrong), "口径不同")
        with pytest.raises(Refused, match="没有改正"):
            send_to_head(clerk, report)


def test_a_part_that_must_be_said_and_a_field_nobody_knows(county: County) -> None:
    report = begun(county)
    clerk = county.actor("clerk")
    with clock.stopped_at(at(JANUARY)):
        write_part(clerk, report, "six.fee", "无。")
        write_part(clerk, report, "one.supervision", "培训{{one.trainings}}次，全年督查通报两次。")
        codes = [one.code for one in check_report(report).findings]
    assert "Y01" in codes and "Y02" in codes


def test_from_hand_to_hand(county: County) -> None:
    report = begun(county)
    clerk, head, office = (
        county.actor(one) for one in ("clerk", "disclosure_head", "county_office")
    )
    with clock.stopped_at(at(JANUARY, 12)):
        compile_report(clerk, report)
        assert not check_report(report).errors, [one.message for one in check_report(report).errors]
        explained(county, report)
        send_to_head(clerk, report)
        with pytest.raises(Refused, match="不能修改"):
            write_part(clerk, report, "six.other", "无")
        with pytest.raises(Forbidden):
            hand_in(clerk, report)
        hand_in(head, report)
        report.refresh_from_db()
        return_report(office, report, "第五部分请写明责任单位")
        report.refresh_from_db()
        assert report.state == ReportState.RETURNED
        write_part(clerk, report, "six.other", "没有其他需要报告的事项。")
        explained(county, report)
        send_to_head(clerk, report)
        hand_in(head, report)
        receive(office, report)
        report.refresh_from_db()
    assert report.state == ReportState.RECEIVED
    assert [one.state for one in report.steps.all()][-1] == "received"


def test_a_past_changed_behind_the_program_is_found_before_it_is_received(county: County) -> None:
    handled_case(county, dt.date(2025, 12, 20))
    report = begun(county)
    with clock.stopped_at(at(JANUARY, 12)):
        compile_report(county.actor("clerk"), report)
        explained(county, report)
        send_to_head(county.actor("clerk"), report)
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {Figures._meta.db_table} SET applicant_kind = 'business'")
        with pytest.raises(Refused, match="改动过"):
            hand_in(county.actor("disclosure_head"), report)


def test_a_report_that_was_handed_in_binds_the_next_year(county: County) -> None:
    """It is last year's report before it is on the portal."""
    handled_case(county, dt.date(2025, 12, 20))
    report = begun(county)
    with clock.stopped_at(at(JANUARY, 12)):
        compile_report(county.actor("clerk"), report)
        assert previous_report(county.department, 2026, "own") is None
        explained(county, report)
        send_to_head(county.actor("clerk"), report)
        hand_in(county.actor("disclosure_head"), report)
    following = previous_report(county.department, 2026, "own")
    assert following is not None and following.number("t3.carried_out.total") == 1
