"""撤回、归档、更正记录、定期评估: how a case is put away, and what is done about it later."""

import datetime as dt

import pytest

from gongkai.apps import clock
from gongkai.apps.cases.actions import amending, archiving, closing, deciding, reassessing
from gongkai.apps.cases.actions.arriving import Came
from gongkai.apps.cases.models import Case, Event, Letter, LetterState, Sheet, SheetKind
from gongkai.apps.cases.queries.reassessments import to_reassess
from gongkai.apps.cases.recording import record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.sheets import keep_sheet
from gongkai.apps.organs.access import Forbidden
from tests.apps.cases.example_cases import at, handled_case
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 12, 29)
NEXT = dt.date(2026, 1, 5)


@pytest.fixture
def county() -> County:
    return make_county()


@pytest.fixture
def case(county: County) -> Case:
    return handled_case(county, DAY)


def served(county: County, case: Case, on: dt.date, code: str = "NO_INTERNAL") -> Case:
    """Refused, approved and posted on a day."""
    clerk, reviewer = county.actor("case_clerk"), county.actor("case_reviewer")
    with clock.stopped_at(at(on, 14)):
        for step, finding in (
            ("complete", "clear"), ("information", "information"), ("responsible", "made"),
            ("exists", "held"), ("give", "internal"),
        ):  # fmt: skip
            deciding.save_step(clerk, case, step, finding=finding, reason="写明的理由")
        records = {"internal_kind": "人事管理", "discretion": "无规定要求公开"}
        deciding.save_answer(clerk, case, outcome=code, records=records, reasons="属于人事管理。")
        deciding.propose_decision(clerk, case)
        decision = deciding.approve_decision(reviewer, case)
        deciding.record_reply(reviewer, case, decision, None, on)
        row = Case.objects.get(pk=case.pk)
        record_event(clerk, row, "serve", on, {"way": "post"}, act="case.serve")
    case.refresh_from_db()
    return case


def test_withdrawn_in_writing(county: County, case: Case) -> None:
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(DAY, 14)):
        keep_sheet(clerk, case, SheetKind.EXTENSION, {"days": 5}, state="open")
        with pytest.raises(Refused, match="书面表示"):
            closing.withdraw(clerk, case, on=DAY, came=Came())
        closing.withdraw(clerk, case, on=DAY, came=Came(text="我不要了"))
    case.refresh_from_db()
    assert (case.state, case.outcome, case.variant) == ("withdrawn", "OT_OTHER", "withdrawn")
    assert Sheet.objects.get(case=case).state == "dropped"
    assert "我不要了" not in str(list(Event.objects.values()))


def test_put_away_only_when_complete(county: County, case: Case) -> None:
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(DAY, 14)), pytest.raises(Refused, match="不能“归档”"):
        archiving.archive(clerk, case, on=DAY)
    served(county, case, DAY)
    letter = Letter.objects.create(
        case=case, organ=case.organ, template="N14-no-internal", state=LetterState.DRAFT,
        drafted_at=at(DAY),
    )  # fmt: skip
    with clock.stopped_at(at(NEXT)):
        with pytest.raises(Refused, match="还没有签发"):
            archiving.archive(clerk, case, on=NEXT)
        Letter.objects.filter(pk=letter.pk).update(state=LetterState.APPROVED, number="1号")
        with pytest.raises(Refused, match="没有送达凭证"):
            archiving.archive(clerk, case, on=NEXT)
        dispatch = letter.dispatches.create(
            way="post", sent_on=DAY, mail_number="", recorded_at=at(DAY)
        )
        with pytest.raises(Refused, match="没有送达凭证"):
            archiving.archive(clerk, case, on=NEXT)
        dispatch.mail_number = "XA12345678914"
        dispatch.save()
        archiving.archive(clerk, case, on=NEXT)
    case.refresh_from_db()
    assert case.state == "archived"


def serve_of(case: Case) -> Event:
    return case.events.get(kind="serve", replaced_by=None)


def test_a_wrong_day_is_put_right_and_the_clock_follows(county: County, case: Case) -> None:
    served(county, case, dt.date(2025, 12, 30))
    head = county.actor("disclosure_head")
    with clock.stopped_at(at(NEXT)):
        with pytest.raises(Forbidden):
            amending.amend_event(
                county.actor("case_clerk"), serve_of(case), on=dt.date(2025, 12, 31), reason="写错"
            )
        with pytest.raises(Refused, match="理由"):
            amending.amend_event(head, serve_of(case), on=dt.date(2025, 12, 31), reason="错")
        with pytest.raises(Refused, match="没有改动"):
            amending.amend_event(head, serve_of(case), reason="登记写错了日期")
        amending.amend_event(
            head, serve_of(case), on=dt.date(2025, 12, 31), reason="登记写错了日期"
        )
    case.refresh_from_db()
    assert case.closed_on == dt.date(2025, 12, 31)
    old, new = case.events.filter(kind="serve").order_by("number")
    assert (new.replaces, old.on, new.note) == (old, dt.date(2025, 12, 30), "登记写错了日期")
    with clock.stopped_at(at(NEXT)), pytest.raises(Refused, match="已经更正过"):
        amending.amend_event(head, old, on=dt.date(2025, 12, 31), reason="再改一次试试")


def test_the_year_is_not_moved_by_the_way(county: County, case: Case) -> None:
    served(county, case, dt.date(2025, 12, 31))
    head = county.actor("disclosure_head")
    moved = dt.date(2026, 1, 4)
    with clock.stopped_at(at(NEXT)):
        with pytest.raises(Refused, match="2025年变成2026年"):
            amending.amend_event(head, serve_of(case), on=moved, reason="实际是1月4日交邮")
        case.refresh_from_db()
        assert case.closed_on == dt.date(2025, 12, 31)
        amending.amend_event(
            head, serve_of(case), on=moved, reason="实际是1月4日交邮", year_reason="邮戳为证"
        )
    case.refresh_from_db()
    assert case.closed_on == moved
    kept = list(case.figures.order_by("id").values_list("closed_on", flat=True))
    assert kept[-2:] == [dt.date(2025, 12, 31), moved]


def test_what_later_records_rest_on_is_not_voided(county: County, case: Case) -> None:
    head = county.actor("disclosure_head")
    with clock.stopped_at(at(NEXT)):
        confirm = case.events.get(kind="confirm")
        with pytest.raises(Refused, match="不能“交办”"):
            amending.void_event(head, confirm, reason="其实没有确认过")
        with pytest.raises(Refused, match="不能由人工更正"):
            amending.void_event(head, case.events.get(kind="submit"), reason="其实没有来过")
        assign = case.events.get(kind="assign")
        amending.void_event(head, assign, reason="交办登记在别的申请上")
    case.refresh_from_db()
    assert case.state == "received"


def test_no_person_in_a_reason(county: County, case: Case) -> None:
    head = county.actor("disclosure_head")
    with clock.stopped_at(at(NEXT)), pytest.raises(Refused, match="当事人"):
        amending.void_event(head, case.events.get(kind="assign"), reason="王小明没有来过")


def test_withheld_is_looked_at_again(county: County, case: Case) -> None:
    """Art. 18: a year later (an interval the place may set), again and again until it is opened."""
    served(county, case, dt.date(2025, 12, 31))
    clerk = county.actor("case_clerk")
    first = case.reassessments.get()
    assert first.due_on == dt.date(2026, 12, 31)
    on = dt.date(2026, 12, 30)
    assert to_reassess(clerk, dt.date(2026, 12, 30), on) == ()
    (row,) = to_reassess(clerk, dt.date(2027, 1, 8), dt.date(2027, 1, 4))
    assert row.overdue and row.reassessment == first
    assert to_reassess(county.actor("clerk"), dt.date(2027, 1, 8), on) == ()
    with clock.stopped_at(at(on)):
        with pytest.raises(Refused, match="理由"):
            reassessing.reassess(clerk, first, on=on, finding="", opened=False)
        second = reassessing.reassess(clerk, first, on=on, finding="人事仍未公布", opened=False)
        assert second is not None and second.due_on == dt.date(2027, 12, 30)
        with pytest.raises(Refused, match="已经做过"):
            reassessing.reassess(clerk, first, on=on, finding="再看", opened=True)
        assert reassessing.reassess(clerk, second, on=on, finding="已公布", opened=True) is None
    assert not case.reassessments.filter(done_on=None).exists()
