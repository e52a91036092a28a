"""From a vague application to its answer: correction, third party, extension, decision, review, reply."""

import datetime as dt

import pytest

from gongkai.apps import clock
from gongkai.apps.audit.models import Entry
from gongkai.apps.cases.actions import consulting, correcting, deciding, extending
from gongkai.apps.cases.actions.arriving import Came
from gongkai.apps.cases.actions.notices import notice_served
from gongkai.apps.cases.models import Case, Event
from gongkai.apps.cases.parties import Identity
from gongkai.apps.cases.recording import record_event
from gongkai.apps.organs.access import Forbidden
from tests.apps.cases.example_cases import ON_PAPER, at, handled_case
from tests.county import County, make_county

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return make_county()


def day(month: int, date: int, year: int = 2026) -> dt.date:
    return dt.date(year, month, date)


def test_the_whole_procedure(county: County) -> None:
    """Days counted by hand with the calendar of 2026 (law file 6.2)."""
    case = handled_case(county, day(3, 2))
    clerk, head = county.actor("case_clerk"), county.actor("disclosure_head")
    reviewer = county.actor("case_reviewer")
    with clock.stopped_at(at(day(3, 4))):
        correcting.notify_correction(
            county.actor("disclosure_head"),
            case,
            on=day(3, 4),
            points=["请写明是哪一所学校的规划"],
            on_paper=ON_PAPER,
        )
        notice_served(clerk, case, "correction_served", on=day(3, 4), proof="当面签收")
    case.refresh_from_db()
    assert (case.state, case.due_on, case.waits_for) == ("correcting", None, "申请人补正")
    with clock.stopped_at(at(day(3, 6))):
        correcting.record_correction(
            clerk, case, on=day(3, 6), description="第一小学2024年布局规划", came=Came(text="补正")
        )
    case.refresh_from_db()
    assert (case.state, case.due_on) == ("handling", day(4, 3))  # 20 WD anew from 03-06
    with clock.stopped_at(at(day(3, 9))):
        party = consulting.add_party(
            clerk, case, role="third_party", identity=Identity(name="甲公司"), kind="business"
        )
        consulting.ask_opinion(
            county.actor("disclosure_head"), party, on=day(3, 9), on_paper=ON_PAPER
        )
    with clock.stopped_at(at(day(3, 11))):
        consulting.party_received(clerk, party, on=day(3, 11), proof="邮件签收")
    with clock.stopped_at(at(day(3, 27))):
        consulting.hear_opinion(clerk, party, on=day(3, 27), opinion="refuse", reasons="含商业秘密")
    case.refresh_from_db()
    assert (case.state, case.due_on) == ("handling", day(4, 24))  # 14 WD out; 04-04..06 rest
    with clock.stopped_at(at(day(4, 20))):
        sheet = extending.propose_extension(clerk, case, days=10, reason="材料多")
        with pytest.raises(Forbidden):
            extending.decide_extension(clerk, sheet, agree=True)
        extending.decide_extension(head, sheet, agree=True)
        extending.notify_extension(
            county.actor("disclosure_head"), case, on=day(4, 20), on_paper=ON_PAPER
        )
    case.refresh_from_db()
    assert (case.state, case.due_on) == ("extended", day(5, 12))  # 05-09 is a make-up working day
    with clock.stopped_at(at(day(5, 6))):
        decide(county, case)
        with pytest.raises(Forbidden):
            deciding.approve_decision(head_who_wrote(county, case), case)
        decision = deciding.approve_decision(reviewer, case)
    with clock.stopped_at(at(day(5, 7))):
        deciding.record_reply(reviewer, case, decision, None, day(5, 7))
        record_event(clerk, case, "serve", day(5, 7), {"way": "direct"}, act="case.serve")
    case.refresh_from_db()
    assert (case.state, case.outcome, case.closed_on) == ("served", "NO_THIRD", day(5, 7))
    assert case.late_by == 0
    assert case.reassessments.get().due_on == day(5, 7, 2027)
    written = str(list(Entry.objects.values())) + str(list(Event.objects.values()))
    for secret in ("商业秘密", "甲公司", "第一小学", "签收"):
        assert secret not in written


def decide(county: County, case: Case) -> None:
    clerk = county.actor("case_clerk")
    for step, finding, reason in (
        ("complete", "clear_now", ""),
        ("information", "information", ""),
        ("responsible", "obtained", ""),
        ("exists", "held", ""),
        ("give", "third_party", "公开会损害该公司的商业秘密"),
    ):
        deciding.save_step(clerk, case, step, finding=finding, reason=reason)
    deciding.save_answer(
        clerk,
        case,
        outcome="NO_THIRD",
        records={"weighing": "不公开不会对公共利益造成重大影响"},
        reasons="该信息含第三方商业秘密，第三方不同意公开且理由成立。",
    )
    deciding.propose_decision(clerk, case)


def head_who_wrote(county: County, case: Case):  # type: ignore[no-untyped-def]
    """The clerk, were they a reviewer too: still not of their own work."""
    from gongkai.apps.organs.models import Post

    clerk = county.people["case_clerk"]
    Post.objects.get_or_create(
        person=clerk, organ=county.department, kind="case_reviewer", since=day(1, 1)
    )
    from gongkai.apps.organs.queries import actor_for

    return actor_for(clerk, day(5, 6))
