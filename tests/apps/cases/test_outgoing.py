"""Two persons for every outward document: no notice is recorded as sent that nobody else has signed."""

import datetime as dt

import pytest

from gongkai.apps import clock
from gongkai.apps.cases.actions import amending, charging, consulting, correcting
from gongkai.apps.cases.actions.letters import submit_letter
from gongkai.apps.cases.actions.serving import dispatch_letter
from gongkai.apps.cases.data.events import event_kinds, parse_event_kinds
from gongkai.apps.cases.letters import approved_letter
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.parties import Identity
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import Forbidden
from gongkai.documents.letters import templates
from gongkai.domain.law.strict_yaml import LawDataError
from tests.apps.cases.example_cases import ON_PAPER, WANG, at, handled_case
from tests.apps.cases.letter_cases import drafted, signed, with_places
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
DAY, NEXT = dt.date(2026, 3, 2), dt.date(2026, 3, 3)
POINTS = {"correction_points": "请写明年份", "limit": "7"}


@pytest.fixture
def county(settings, tmp_path) -> County:
    settings.SEALED_ROOT = tmp_path
    with_places()
    return make_county()


@pytest.fixture
def case(county: County) -> Case:
    return handled_case(county, DAY)


def tell(county: County, case: Case, post: str = "case_clerk", **more: object) -> Case:
    given = {"on": NEXT, "points": ["请写明年份"], "limit": 7} | more
    with clock.stopped_at(at(NEXT, 16)):
        return correcting.notify_correction(county.actor(post), case, **given)


def told_letter(case: Case) -> object:
    return case.events.filter(kind="notify_correction").latest("number").facts.get("letter")


def test_the_kinds_and_the_templates_name_each_other() -> None:
    sending = {one.letter: one.key for one in event_kinds().values() if one.letter}
    notices = {
        key: one.event for key, one in templates().items() if one.event and not one.is_answer
    }
    assert sending == notices
    for kind in sending.values():
        assert {"letter", "paper_letter"} <= set(event_kinds()[kind].optional)
    with pytest.raises(LawDataError):
        parse_event_kinds("extend: {label: 延期, day: 日, letter: N99}", "events.yaml")


def test_a_draft_is_not_enough_and_a_signature_is(county: County, case: Case) -> None:
    with pytest.raises(
        Refused, match="还没有签发的《政府信息公开申请补正告知书》。请先拟稿，由另一人"
    ):
        tell(county, case)
    with clock.stopped_at(at(NEXT)):
        draft = drafted(county, case, "N04", POINTS)
        submit_letter(county.actor("case_clerk"), draft)
    with pytest.raises(Refused, match="还没有签发"):
        tell(county, case)
    assert not case.events.filter(kind="notify_correction").exists()


@pytest.mark.parametrize("role", ["third_party", "joint_organ", "other_organ"])
def test_whoever_is_asked_gets_a_signed_letter_of_their_own(
    county: County, case: Case, role: str
) -> None:
    key = event_kinds()[consulting.ASK[role]].letter
    clerk, organ = county.actor("case_clerk"), county.township if role != "third_party" else None
    by = dt.date(2026, 3, 20)
    with clock.stopped_at(at(NEXT)):
        parties = [
            consulting.add_party(clerk, case, role=role, identity=Identity(name=name), organ=organ)
            for name in ("甲公司", "乙公司")
        ]
    values = {"asked_content": "合同", "question": "是否同意公开"}
    if role == "other_organ":
        values["answer_by"] = by.isoformat()
    letter = signed(county, case, key, values, on=NEXT, addressee=parties[0])
    with clock.stopped_at(at(NEXT, 16)):
        with pytest.raises(Refused, match="还没有签发"):
            consulting.ask_opinion(clerk, parties[1], on=NEXT, answer_by=by)
        with pytest.raises(Refused, match="已经签发的文书"):
            consulting.ask_opinion(clerk, parties[1], on=NEXT, answer_by=by, letter_id=letter.pk)
        consulting.ask_opinion(clerk, parties[0], on=NEXT, answer_by=by)
    assert case.events.get(kind=consulting.ASK[role]).facts["letter"] == letter.pk


def test_a_unit_of_ones_own_needs_no_letter(county: County, case: Case) -> None:
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(NEXT)):
        unit = consulting.add_party(
            clerk, case, role="internal_unit", identity=Identity(name="规划科")
        )
        consulting.ask_opinion(clerk, unit, on=NEXT, answer_by=NEXT)
    assert set(case.events.get(kind="ask_internal_unit").facts) == {"party", "answer_by"}


def test_the_letter_is_taken_used_up_and_free_again_when_void(county: County, case: Case) -> None:
    letter = signed(county, case, "N04", POINTS, on=NEXT)
    tell(county, case)
    assert told_letter(case) == letter.pk and approved_letter(case, "N04") is None
    with clock.stopped_at(at(NEXT, 17)):
        # Sending the same letter afterwards records no second notice.
        dispatch_letter(county.actor("case_clerk"), letter, way="direct", on=NEXT)
        assert case.events.filter(kind="notify_correction").count() == 1
        event = case.events.get(kind="notify_correction")
        amending.void_event(county.actor("disclosure_head"), event, reason="登记时点错了，没有发出")
    assert approved_letter(case, "N04") == letter
    case.refresh_from_db()
    tell(county, case)
    assert told_letter(case) == letter.pk


def test_what_is_recorded_is_what_the_letter_says(county: County, case: Case) -> None:
    signed(county, case, "N04", POINTS, on=NEXT)
    with pytest.raises(Refused, match="写的是7，登记的是10"):
        tell(county, case, limit=10)
    with pytest.raises(Refused, match="早于文书签发的日期"):
        tell(county, case, on=DAY)


def test_a_letter_of_another_kind_does_not_do(county: County, case: Case) -> None:
    values = {"excess_facts": "本月37件", "limit": "7"}
    other = signed(county, case, "N05", values, on=NEXT)
    with pytest.raises(Refused, match="已经签发的文书"):
        tell(county, case, letter_id=other.pk)


def test_paper_of_before_only_by_who_may_amend(county: County, case: Case) -> None:
    with pytest.raises(Forbidden):
        tell(county, case, on_paper=ON_PAPER)
    with pytest.raises(Refused, match="当事人的姓名"):
        tell(county, case, "disclosure_head", on_paper=f"{WANG.name}补正通知")
    with pytest.raises(Refused, match="最长"):
        tell(county, case, "disclosure_head", on_paper="号" * 61)
    with pytest.raises(Refused, match="还没有签发"):
        tell(county, case, "disclosure_head", on_paper=" ")
    tell(county, case, "disclosure_head", on_paper=ON_PAPER)
    event = case.events.get(kind="notify_correction")
    assert event.facts == {"limit": 7, "paper_letter": ON_PAPER}


def test_the_fee_notice_is_signed_too(county: County) -> None:
    """The decision to charge is one thing, the letter that says so another."""
    case = [handled_case(county, DAY) for _ in range(11)][-1]
    clerk, head = county.actor("case_clerk"), county.actor("disclosure_head")
    with clock.stopped_at(at(NEXT)):
        sheet = charging.propose_fee(clerk, case, scale="by_items", reason="件数多")
        charging.decide_fee(head, sheet, agree=True)
        with pytest.raises(Refused, match="收费通知书》。请先拟稿"):
            charging.notify_fee(clerk, case, on=NEXT)
    letter = signed(county, case, "N13", {"pay_how": "到政务大厅窗口缴纳"}, on=NEXT)
    with clock.stopped_at(at(NEXT, 16)):
        charging.notify_fee(clerk, case, on=NEXT)
    assert case.events.get(kind="charge").facts["letter"] == letter.pk
