"""征求意见: traps 7 (whose silence means what) and 8 (15 working days from their receipt, real time out)."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.apps import clock
from gongkai.apps.cases.actions import amending, consulting, deciding
from gongkai.apps.cases.models import Case, Party
from gongkai.apps.cases.parties import Identity
from gongkai.apps.cases.queries.conditions import Known
from gongkai.apps.cases.queries.records import from_file
from gongkai.apps.cases.refusals import Refused
from gongkai.domain.law import Local
from gongkai.domain.working_days import load_calendar
from tests.apps.cases.example_cases import ON_PAPER, at, handled_case
from tests.county import County, make_county
from tests.databases import examples

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 2)
SENT, GOT, HEARD = dt.date(2026, 3, 9), dt.date(2026, 3, 11), dt.date(2026, 3, 27)


@pytest.fixture
def county() -> County:
    return make_county()


@pytest.fixture
def case(county: County) -> Case:
    return handled_case(county, DAY)


def asked(
    county: County, case: Case, role: str, on: dt.date = SENT, answer_by: dt.date | None = None
) -> Party:
    clerk = county.actor("case_clerk")
    organ = county.township if role in ("joint_organ", "other_organ") else None
    with clock.stopped_at(at(on)):
        party = consulting.add_party(
            clerk, case, role=role, identity=Identity(name="甲公司"), organ=organ
        )
        consulting.ask_opinion(
            county.actor("disclosure_head"), party, on=on, answer_by=answer_by, on_paper=ON_PAPER
        )
    return party


def received(county: County, party: Party, on: dt.date = GOT) -> None:
    with clock.stopped_at(at(on)):
        consulting.party_received(county.actor("case_clerk"), party, on=on, proof="邮件签收")


def test_trap_8_from_their_receipt_and_the_real_time(county: County, case: Case) -> None:
    """The example of the law file: received 03-02, sent 03-09, theirs 03-11, back 03-27 → due 04-20."""
    party = asked(county, case, "third_party")
    received(county, party)
    assert consulting.silent_until(party) == dt.date(2026, 4, 1)  # their 15th working day
    with clock.stopped_at(at(HEARD)):
        consulting.hear_opinion(county.actor("case_clerk"), party, on=HEARD, opinion="agree")
    case.refresh_from_db()
    assert (case.state, case.due_on) == ("handling", dt.date(2026, 4, 20))


def test_trap_7_a_third_partys_silence_is_no_consent(county: County, case: Case) -> None:
    party = asked(county, case, "third_party")
    received(county, party)
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(dt.date(2026, 4, 1))), pytest.raises(Refused, match="2026-04-01"):
        consulting.record_silence(clerk, party)
    with clock.stopped_at(at(dt.date(2026, 4, 2))):
        consulting.record_silence(clerk, party)
        known = Known(Case.objects.get(pk=case.pk))
        assert known.opinions("third_party") == {party.pk: "silent"}
        assert not known.objecting  # neither consent nor objection: both ways stay open
        for step, finding in (
            ("complete", "clear"),
            ("information", "information"),
            ("responsible", "made"),
            ("exists", "held"),
        ):
            deciding.save_step(clerk, case, step, finding=finding)
        deciding.save_step(clerk, case, "give", finding="third_party", reason="商业秘密")
        deciding.save_step(clerk, case, "give", finding="open")
        with pytest.raises(Refused, match="公共利益"):
            deciding.save_step(clerk, case, "give", finding="public_interest", reason="需要")
    assert "沉默不是同意" in case.events.get(kind="hear_third_party").note


def test_trap_7_a_joint_organs_silence_is_consent(county: County, case: Case) -> None:
    party = asked(county, case, "joint_organ")
    received(county, party)
    with clock.stopped_at(at(dt.date(2026, 4, 2))):
        consulting.record_silence(county.actor("case_clerk"), party)
    assert "视为同意公开" in case.events.get(kind="hear_organ").note


def test_an_objection_is_not_overridden_without_a_reason(county: County, case: Case) -> None:
    party = asked(county, case, "third_party")
    received(county, party)
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(HEARD)):
        with pytest.raises(Refused, match="理由"):
            consulting.hear_opinion(clerk, party, on=HEARD, opinion="refuse")
        consulting.hear_opinion(clerk, party, on=HEARD, opinion="refuse", reasons="商业秘密")
        for step, finding in (
            ("complete", "clear"),
            ("information", "information"),
            ("responsible", "made"),
            ("exists", "held"),
        ):
            deciding.save_step(clerk, case, step, finding=finding)
        with pytest.raises(Refused, match="公共利益"):
            deciding.save_step(clerk, case, "give", finding="open")
        with pytest.raises(Refused, match="理由"):
            deciding.save_step(clerk, case, "give", finding="public_interest")
        deciding.save_step(clerk, case, "give", finding="public_interest", reason="涉及饮水安全")


def test_silence_needs_proof_of_receipt(county: County, case: Case) -> None:
    party = asked(county, case, "third_party")
    with clock.stopped_at(at(dt.date(2026, 6, 1))), pytest.raises(Refused, match="凭证"):
        consulting.record_silence(county.actor("case_clerk"), party)


def test_another_organ_needs_a_day(county: County, case: Case) -> None:
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(SENT)):
        party = consulting.add_party(clerk, case, role="other_organ", organ=county.township)
        with pytest.raises(Refused, match="要求对方答复的日期"):
            consulting.ask_opinion(
                county.actor("disclosure_head"), party, on=SENT, on_paper=ON_PAPER
            )
        with pytest.raises(Refused, match="早于"):
            consulting.ask_opinion(
                county.actor("disclosure_head"), party, on=SENT, answer_by=DAY, on_paper=ON_PAPER
            )
        consulting.ask_opinion(
            county.actor("disclosure_head"),
            party,
            on=SENT,
            answer_by=dt.date(2026, 3, 16),
            on_paper=ON_PAPER,
        )
    assert consulting.silent_until(party) == dt.date(2026, 3, 16)


def test_an_internal_unit_stops_no_clock(county: County, case: Case) -> None:
    before = case.due_on
    party = asked(county, case, "internal_unit", answer_by=dt.date(2026, 3, 20))
    case.refresh_from_db()
    assert (case.state, case.due_on) == ("handling", before)
    with clock.stopped_at(at(HEARD)):
        consulting.hear_opinion(county.actor("case_clerk"), party, on=HEARD, opinion="agree")
    case.refresh_from_db()
    assert case.due_on == before


def test_each_is_asked_and_heard_once(county: County, case: Case) -> None:
    party = asked(county, case, "third_party")
    received(county, party)
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(HEARD)):
        with pytest.raises(Refused, match="已经征求过"):
            consulting.ask_opinion(
                county.actor("disclosure_head"), party, on=HEARD, on_paper=ON_PAPER
            )
        with pytest.raises(Refused, match="已经登记过"):
            consulting.party_received(clerk, party, on=HEARD, proof="再签")
        consulting.hear_opinion(clerk, party, on=HEARD, opinion="agree")
        with pytest.raises(Refused, match="已经登记过"):
            consulting.hear_opinion(clerk, party, on=HEARD, opinion="agree")


def test_nothing_is_proposed_while_somebody_is_asked(county: County, case: Case) -> None:
    asked(county, case, "third_party")
    with clock.stopped_at(at(HEARD)), pytest.raises(Refused, match="不能"):
        deciding.propose_decision(county.actor("case_clerk"), case)


def test_a_corrected_day_keeps_its_proof_and_reasons(county: County, case: Case) -> None:
    party = asked(county, case, "third_party")
    received(county, party, HEARD)
    clerk, head = county.actor("case_clerk"), county.actor("disclosure_head")
    with clock.stopped_at(at(HEARD, 15)):
        consulting.hear_opinion(clerk, party, on=HEARD, opinion="refuse", reasons="商业秘密")
        for kind in ("party_received", "hear_third_party"):
            amending.amend_event(head, case.events.get(kind=kind), on=GOT, reason="登记写错了日期")
    known = Known(Case.objects.get(pk=case.pk))
    made = from_file(known.case, known, {}, ())
    assert "2026-03-11收到（凭证：邮件签收）" in made["third_party_letter"]
    assert "理由：商业秘密" in made["third_party_answer"]


@settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=st.integers(0, 10), second=st.integers(0, 10), long=st.integers(0, 12))
def test_overlapping_consultations_take_their_union(
    county: County, first: int, second: int, long: int
) -> None:
    """Brute force: every working day that lies in neither interval counts until the 20th."""
    case = handled_case(county, DAY)
    clerk = county.actor("case_clerk")
    taken: set[dt.date] = set()
    for start, length, role in ((first, long, "third_party"), (second, long // 2, "joint_organ")):
        sent = DAY + dt.timedelta(days=start)
        back = sent + dt.timedelta(days=length)
        party = asked(county, case, role, on=sent)
        received(county, party, on=sent)
        with clock.stopped_at(at(back)):
            consulting.hear_opinion(clerk, party, on=back, opinion="agree")
        taken |= {sent + dt.timedelta(days=one) for one in range(1, length + 1)}
    calendar = load_calendar(Local())
    counted, day = 0, DAY
    while counted < 20:
        day += dt.timedelta(days=1)
        counted += calendar.is_working(day) and day not in taken
    case.refresh_from_db()
    assert case.due_on == day


def test_a_letter_that_cannot_be_delivered_is_no_dead_end(county: County, case: Case) -> None:
    party = asked(county, case, "third_party")
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(dt.date(2026, 3, 30))):
        with pytest.raises(Refused, match="没有起算"):
            consulting.record_silence(clerk, party)
        with pytest.raises(Refused, match="试过哪些办法"):
            consulting.record_undelivered(clerk, party, on=HEARD, attempts="退回")
        consulting.record_undelivered(
            clerk, party, on=HEARD, attempts="邮件两次退回，电话停机，3月26日上门无人"
        )
    case.refresh_from_db()
    assert case.state == "handling" and case.consulting == 0
    # The real time of the consultation is out of the reply's period, as with an answer on that day.
    assert case.due_on == dt.date(2026, 4, 20)
    known = Known(case)
    assert known.opinions("third_party") == {party.pk: "undelivered"} and not known.objecting


def test_who_received_the_letter_has_a_period_of_their_own(county: County, case: Case) -> None:
    party = asked(county, case, "third_party")
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(dt.date(2026, 3, 30))):
        consulting.party_received(clerk, party, on=GOT, proof="邮件签收记录")
        with pytest.raises(Refused, match="期限已经起算"):
            consulting.record_undelivered(clerk, party, on=HEARD, attempts="后来联系不上本人")
