"""Problems of section five: written down, made into its words, tracked as tasks, asked for next year."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.apps import clock
from gongkai.apps.annual.actions.problems import (
    MOST_PROBLEMS,
    ProblemSaid,
    change_problem,
    drop_problem,
    move_problem,
    record_problem,
    record_result,
)
from gongkai.apps.annual.actions.writing import start_report, write_part
from gongkai.apps.annual.checking import check_report
from gongkai.apps.annual.models import Problem, Report, ReportState
from gongkai.apps.annual.queries.problems import open_tasks_for, tasks_visible_to
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.writing.assembling import assemble
from gongkai.apps.annual.writing.problems import WRITE_PROBLEMS, ordinal
from gongkai.apps.audit.models import Entry
from gongkai.apps.organs.access import Forbidden
from gongkai.apps.organs.models import Post
from tests.apps.cases.example_cases import at
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
JANUARY = dt.date(2026, 1, 12)
JUNE = dt.date(2026, 6, 30)


@pytest.fixture
def county() -> County:
    return make_county()


@pytest.fixture
def report(county: County) -> Report:
    with clock.stopped_at(at(JANUARY)):
        return start_report(county.actor("clerk"), county.department, 2025)


def said(county: County, text: str = "部分栏目更新不够及时", **more: object) -> ProblemSaid:
    values: dict[str, object] = {
        "measure": "每月检查一次栏目更新，结果通报各科室",
        "responsible": county.department,
        "due_on": JUNE,
    }
    return ProblemSaid(text, **(values | more))  # type: ignore[arg-type]


def codes(report: Report) -> list[str]:
    return [one.code for one in check_report(report).findings]


def promised(report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(state=ReportState.HANDED_IN)
    report.refresh_from_db()


def test_section_five_is_made_of_what_is_written_down(county: County, report: Report) -> None:
    clerk = county.actor("clerk")
    with clock.stopped_at(at(JANUARY)):
        assert assemble(report).texts["five.problems"].endswith(WRITE_PROBLEMS)
        assert "Y08" in codes(report)
        record_problem(clerk, report, said(county, "部分栏目更新不够及时。"))
        record_problem(clerk, report, said(county, "政策解读形式单一"))
        texts = assemble(report).texts
    assert texts["five.problems"] == (
        "本年存在的主要问题：一是部分栏目更新不够及时；二是政策解读形式单一。"
    )
    assert "（责任单位：教育局，完成期限：2026年6月30日）；二是" in texts["five.measures"]


@pytest.mark.parametrize(
    ("left_out", "named"),
    [
        ({"measure": ""}, "改进措施"),
        ({"responsible": None}, "责任单位"),
        ({"due_on": None}, "完成期限"),
        ({"measure": "", "responsible": None, "due_on": None}, "改进措施、责任单位、完成期限"),
    ],
)
def test_a_problem_without_measure_unit_or_day_is_an_error(
    county: County, report: Report, left_out: dict[str, object], named: str
) -> None:
    clerk = county.actor("clerk")
    with clock.stopped_at(at(JANUARY)):
        one = record_problem(clerk, report, said(county, **left_out))
        errors = [found for found in check_report(report).errors if found.code == "Y05"]
        assert len(errors) == 1 and f"没有写明{named}。" in errors[0].message
        change_problem(clerk, report, one, said(county))
        assert "Y05" not in codes(report)


def test_prose_without_tasks_and_tasks_without_prose(county: County, report: Report) -> None:
    clerk = county.actor("clerk")
    with clock.stopped_at(at(JANUARY)):
        write_part(clerk, report, "five.problems", "本年存在的主要问题是公开目录不够细。")
        assert "Y06" in codes(report)
        record_problem(clerk, report, said(county))
        found = codes(report)
        assert "Y06" not in found and "Y12" in found
        write_part(clerk, report, "five.problems", "主要问题是部分栏目更新不够及时。")
        assert "Y12" not in codes(report)


def test_order_change_and_dropping_are_on_record(county: County, report: Report) -> None:
    clerk = county.actor("clerk")
    with clock.stopped_at(at(JANUARY)):
        first = record_problem(clerk, report, said(county, "甲问题"))
        second = record_problem(clerk, report, said(county, "乙问题"))
        move_problem(clerk, report, second, up=True)
        move_problem(clerk, report, second, up=True)
        assert "一是乙问题；二是甲问题。" in assemble(report).texts["five.problems"]
        with pytest.raises(Refused, match="同事刚刚改过"):
            change_problem(clerk, report, first, said(county, "丙问题"), seen=9)
        drop_problem(clerk, report, first)
    assert [one.text for one in Problem.objects.all()] == ["乙问题"]
    assert Entry.objects.order_by("-seq").first().before["text"] == "甲问题"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "more", "word"),
    [
        ("　", {}, "什么问题"),
        ("长" * 501, {}, "501字"),
        ("问题", {"measure": "长" * 501}, "501字"),
        ("问题", {"due_on": dt.date(2025, 12, 31)}, "2025年以后"),
    ],
)
def test_what_cannot_be_written_down(
    county: County, report: Report, text: str, more: dict[str, object], word: str
) -> None:
    with clock.stopped_at(at(JANUARY)), pytest.raises(Refused, match=word):
        record_problem(county.actor("clerk"), report, said(county, text, **more))


def test_there_is_an_end_to_problems_and_a_closed_report_takes_none(
    county: County, report: Report
) -> None:
    clerk = county.actor("clerk")
    with clock.stopped_at(at(JANUARY)):
        one = record_problem(clerk, report, said(county))
        Problem.objects.bulk_create(
            Problem(report=report, order=n, text=f"问题{n}") for n in range(1, MOST_PROBLEMS)
        )
        with pytest.raises(Refused, match="归并"):
            record_problem(clerk, report, said(county))
        promised(report)
        for act in (
            lambda: record_problem(clerk, report, said(county)),
            lambda: change_problem(clerk, report, one, said(county, "改")),
            lambda: drop_problem(clerk, report, one),
        ):
            with pytest.raises(Refused, match="不能修改"):
                act()


def test_a_promise_runs_against_its_day_and_the_unit_says_what_became_of_it(
    county: County, report: Report
) -> None:
    clerk = county.actor("clerk")
    with clock.stopped_at(at(JANUARY)):
        one = record_problem(clerk, report, said(county))
        assert not tasks_visible_to(clerk)  # a draft promises nothing
        with pytest.raises(Refused, match="还没有报送"):
            record_result(clerk, one, "已经检查")
    promised(report)
    assert not open_tasks_for(clerk, JUNE - dt.timedelta(days=31))
    (near,) = open_tasks_for(clerk, JUNE)
    assert near.soon and near.words == "今天到期"
    (late,) = open_tasks_for(clerk, JUNE + dt.timedelta(days=3))
    assert late.late and late.words == "超过期限3天"
    with clock.stopped_at(at(dt.date(2026, 7, 2))):
        for result, done_on, word in (
            (" ", None, "请写明"),
            ("长" * 501, None, "501字"),
            ("检查12次", dt.date(2026, 7, 3), "还没有到"),
        ):
            with pytest.raises(Refused, match=word):
                record_result(clerk, one, result, done_on=done_on)
        record_result(clerk, one, "检查6次，通报2次", done_on=dt.date(2026, 7, 1))
    assert not open_tasks_for(clerk, JUNE)
    assert tasks_visible_to(clerk)[0].words == "已于2026-07-01完成"


def test_next_year_asks_for_each_result(county: County, report: Report) -> None:
    clerk = county.actor("clerk")
    with clock.stopped_at(at(JANUARY)):
        one = record_problem(clerk, report, said(county))
    promised(report)
    with clock.stopped_at(at(dt.date(2027, 1, 8))):
        later = start_report(clerk, county.department, 2026)
        errors = [found for found in check_report(later).errors if found.code == "Y07"]
        assert "部分栏目更新不够及时" in errors[0].message
        record_result(clerk, one, "全年检查12次，更新及时率由八成提高到全部。")
        assert "Y07" not in codes(later)
        text = assemble(later).texts["five.last"]
    assert text == "针对“部分栏目更新不够及时”的问题，全年检查12次，更新及时率由八成提高到全部。"


def test_whose_task_it_is(county: County, report: Report) -> None:
    clerk, person = county.actor("clerk"), county.people["clerk"]
    with clock.stopped_at(at(JANUARY)):
        one = record_problem(clerk, report, said(county, responsible=county.township))
    promised(report)
    Post.objects.filter(person=person).update(organ=county.township)
    township = county.actor("clerk")
    assert [task.problem for task in tasks_visible_to(township)] == [one]
    with clock.stopped_at(at(JUNE)):
        record_result(township, one, "已经做完", done_on=JUNE)
    Post.objects.filter(person=person).update(organ=county.government)
    stranger = county.actor("clerk")
    assert not tasks_visible_to(stranger)
    with clock.stopped_at(at(JUNE)), pytest.raises(Forbidden):
        record_result(stranger, one, "别人写的")
    assert len(tasks_visible_to(county.actor("county_office"))) == 1


def test_a_correction_keeps_the_promises_of_the_report(county: County, report: Report) -> None:
    clerk = county.actor("clerk")
    with clock.stopped_at(at(JANUARY)):
        one = record_problem(clerk, report, said(county))
    Report.objects.filter(pk=report.pk).update(state=ReportState.PUBLISHED)
    newer = Report.objects.create(
        organ=county.department, year=2025, kind="own", version=2, state=ReportState.DRAFTING
    )
    with clock.stopped_at(at(JANUARY, 15)):
        assert "部分栏目更新不够及时" in assemble(newer).texts["five.problems"]
        with pytest.raises(Refused, match="已经报送的报告里"):
            drop_problem(clerk, newer, one)


def test_the_list_is_one_query(county: County, report: Report) -> None:
    Problem.objects.bulk_create(
        Problem(report=report, order=n, text=f"问题{n}", responsible=county.department, due_on=JUNE)
        for n in range(20)
    )
    promised(report)
    office = county.actor("county_office")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        rows = tasks_visible_to(office, JUNE)
        assert {one.problem.report.organ.short_name for one in rows} == {"教育局"}
    assert len(queries) == 1


@pytest.mark.parametrize(
    ("at_", "word"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (30, "三十")]
)
def test_ordinals(at_: int, word: str) -> None:
    assert ordinal(at_) == word
