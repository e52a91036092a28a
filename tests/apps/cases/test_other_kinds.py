"""更正 (Art. 41) and 举报投诉 (Art. 47): own outcomes, own period, in no table of the report."""

import datetime as dt

import pytest

from gongkai.apps import clock
from gongkai.apps.cases.actions import deciding
from gongkai.apps.cases.actions.registering import (
    Asked,
    Asking,
    assign,
    confirm_receipt,
    open_case,
    register_paper,
)
from gongkai.apps.cases.models import Case, Figures, PaperKind
from gongkai.apps.cases.queries.steps import standing_now
from gongkai.apps.cases.recording import record_event
from gongkai.domain.cases import other_kinds, outcome_label, outcomes
from gongkai.domain.cases.kinds import parse_kinds
from gongkai.domain.law.strict_yaml import LawDataError
from tests.apps.cases.example_cases import WANG, at
from tests.county import County, make_county

DAY = dt.date(2026, 3, 2)


def case_of(county: County, kind: str) -> Case:
    clerk, head = county.actor("case_clerk"), county.actor("disclosure_head")
    with clock.stopped_at(at(DAY)):
        paper = register_paper(
            clerk, county.department, channel="in_person", arrived_on=DAY, kind=PaperKind.OTHER
        )
        asked = Asked("档案中的出生日期有误", "请更正学籍档案中的出生日期", kind=kind)
        case = open_case(clerk, paper, asked, Asking("natural", WANG))
        confirm_receipt(clerk, case, on=DAY, evidence="当面回执")
        return assign(head, case, county.people["case_clerk"], on=DAY)


WAYS = (
    ("correction", (("information", "own"), ("exists", "wrong")), "CO_CORRECTED",
     {"evidence_of_error": "出生证明，已核对", "corrected_record": "2010改为2011"}),
    ("correction", (("information", "own"), ("exists", "right")), "CO_REFUSED",
     {"evidence_of_error": "没有提供证据", "not_wrong": "与原始登记一致"}),
    ("correction", (("information", "not_competent"),), "CO_TRANSFERRED",
     {"competent_organ": "县公安局", "transferred_to": "3月3日转送"}),
    ("correction", (("information", "not_competent"),), "CO_POINTED",
     {"competent_organ": "县公安局"}),
    ("complaint", (("information", "ours"), ("give", "founded")), "CP_ORDERED",
     {"inquiry": "查看了栏目", "ordered": "5日内改正"}),
    ("complaint", (("information", "ours"), ("give", "unfounded")), "CP_UNFOUNDED",
     {"inquiry": "查看了栏目"}),
    ("complaint", (("information", "elsewhere"),), "CP_POINTED", {"right_channel": "县纪委"}),
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "steps", "code", "records"), WAYS)
def test_each_is_decided_by_its_own_steps(
    kind: str, steps: tuple[tuple[str, str], ...], code: str, records: dict[str, str]
) -> None:
    county = make_county()
    case = case_of(county, kind)
    clerk, reviewer = county.actor("case_clerk"), county.actor("case_reviewer")
    with clock.stopped_at(at(DAY, 14)):
        for step, finding in steps:
            deciding.save_step(clerk, case, step, finding=finding, reason="经核对")
        deciding.save_answer(clerk, case, outcome=code, records=records, reasons="经核对如下。")
        deciding.propose_decision(clerk, case)
        decision = deciding.approve_decision(reviewer, case)
        deciding.record_reply(reviewer, case, decision, None, DAY)
        row = Case.objects.get(pk=case.pk)
        record_event(clerk, row, "serve", DAY, {"way": "direct"}, act="case.serve")
    case.refresh_from_db()
    assert (case.state, case.outcome, case.closed_on) == ("served", code, DAY)
    assert outcome_label(code) and code not in outcomes()
    assert not Figures.objects.filter(case=case).exists()  # no row of 表三
    assert not case.reassessments.exists()


@pytest.mark.django_db
def test_the_period_is_the_organs_own_and_says_so() -> None:
    case = case_of(make_county(), "correction")
    case.refresh_from_db()
    assert (case.due_on, case.next_due) == (dt.date(2026, 3, 30), "record_correction")
    overview = standing_now(case).overview
    assert overview is not None
    (only,) = overview.standings
    grounds = {one.mark for one in only.clock.basis}
    assert "design" in grounds and "第三十三条第二款" not in str(only.clock.basis)


def test_every_way_is_tried() -> None:
    known = {code for kind in other_kinds().values() for code in kind.endings}
    assert {code for _, _, code, _ in WAYS} == known


BROKEN = (
    ("records: {a: {label: 甲}}\nkinds: {x: {label: 乙}}", "缺少"),
    (
        "records: {a: {label: 甲}}\nkinds: {x: {label: 乙, period: forever, clock: complaint,"
        " outcomes: {}}}",
        "非空",
    ),
    (
        "records: {a: {label: 甲}}\nkinds: {x: {label: 乙, period: complaint_period,"
        " clock: complaint, outcomes: {OPEN_GIVE: {label: 丙, basis: {article: 第一条, mark: design},"
        " records: [a], letter: L, remedy: none, remedy_mark: design}}}}",
        "已经是",
    ),
    (
        "records: {a: {label: 甲}, b: {label: 丁}}\nkinds: {x: {label: 乙, period: complaint_period,"
        " clock: complaint, outcomes: {Z: {label: 丙, basis: {article: 第一条, mark: design},"
        " records: [a], letter: L, remedy: none, remedy_mark: design}}}}",
        "没有被任何",
    ),
)


@pytest.mark.parametrize(("text", "says"), BROKEN)
def test_broken_kinds_are_named(text: str, says: str) -> None:
    with pytest.raises(LawDataError, match=says):
        parse_kinds(text, "kinds.yaml")
