"""An answer that comes back waits to be sent again; amended records and 送达 say the same days."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from gongkai.apps import clock
from gongkai.apps.cases.actions.amending import amend_event, void_event
from gongkai.apps.cases.actions.closing import missing_for_archive
from gongkai.apps.cases.actions.serving import (
    dispatch_letter,
    keep_for_applicant,
    record_delivery,
    record_return,
)
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.models import Case, Dispatch, Letter
from gongkai.apps.cases.queries.worklists import WORKLISTS, Wanted, counts, list_page
from gongkai.apps.cases.refusals import Refused
from tests.apps.cases.example_cases import at, handled_case
from tests.apps.cases.letter_cases import decided_open, signed, with_places
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
D = dt.date
SENT = D(2026, 3, 10)


@pytest.fixture
def county(tmp_path: Path, settings: Any) -> County:
    settings.SEALED_ROOT = tmp_path
    with_places()
    return make_county()


def answered(county: County) -> tuple[Case, Letter, Dispatch]:
    case = handled_case(county, D(2026, 3, 2))
    decided_open(county, case, D(2026, 3, 9))
    letter = signed(county, case, "N14-open-point", {"reasons": ""}, on=D(2026, 3, 9))
    with clock.stopped_at(at(SENT, 16)):
        sent = dispatch_letter(
            county.actor("case_clerk"), letter, way="post", on=SENT, mail_number="XA00000000112"
        )
    return case, letter, sent


def waiting() -> list[int]:
    day = D(2026, 3, 20)
    wanted = Wanted(WORKLISTS["to-serve"])
    with clock.stopped_at(at(day)):
        page = list_page(wanted, None, day, law_in_use()[1])
        assert counts(wanted, day, law_in_use()[1])["to-serve"] == len(page.rows)
    return [one.pk for one in page.rows]


def come_back(county: County, sent: Dispatch) -> None:
    with clock.stopped_at(at(D(2026, 3, 16))):
        record_return(
            county.actor("case_clerk"), sent, on=D(2026, 3, 16), note="其弟王小亮称已外出"
        )


def test_it_comes_back_to_the_list_until_it_is_sent_again(county: County) -> None:
    case, letter, sent = answered(county)
    assert waiting() == []
    come_back(county, sent)
    case.refresh_from_db()
    assert (waiting(), case.state, case.closed_on) == ([case.pk], "served", SENT)
    with clock.stopped_at(at(D(2026, 3, 17))):
        dispatch_letter(county.actor("case_clerk"), letter, way="direct", on=D(2026, 3, 17))
    case.refresh_from_db()
    assert (waiting(), case.undelivered, case.closed_on) == ([], False, SENT)
    kinds = [one.kind for one in case.events.order_by("number")]
    assert kinds[-3:] == ["serve", "returned", "sent_again"]


def test_what_reaches_nobody_is_kept_and_the_case_can_be_put_away(county: County) -> None:
    case, letter, sent = answered(county)
    clerk = county.actor("case_clerk")
    with pytest.raises(Refused, match="退回来"):
        keep_for_applicant(clerk, letter, attempts="电话三次无人接听")
    come_back(county, sent)
    assert any("留存待领" in one for one in missing_for_archive(case))
    with clock.stopped_at(at(D(2026, 3, 25))):
        keep_for_applicant(clerk, letter, attempts="3月17日、20日电话无人接听，留言未回")
    case.refresh_from_db()
    assert (waiting(), missing_for_archive(case)) == ([], [])


def test_who_signed_is_sealed_and_in_no_log(county: County) -> None:
    from gongkai.apps.audit.models import Entry

    _, _, sent = answered(county)
    with clock.stopped_at(at(D(2026, 3, 12))):
        record_delivery(county.actor("case_clerk"), sent, on=D(2026, 3, 12), note="其弟王小亮代收")
    sent.refresh_from_db()
    assert sent.proof_note == "其弟王小亮代收"
    assert "王小亮".encode() not in bytes(sent.sealed)
    assert not [one for one in Entry.objects.all() if "王小亮" in f"{one.after}{one.note}"]


def amend(county: County, case: Case, kind: str, on: dt.date | None) -> None:
    head, event = county.actor("disclosure_head"), case.events.filter(kind=kind).last()
    assert event is not None
    with clock.stopped_at(at(D(2026, 3, 20))):
        if on is None:
            void_event(head, event, reason="没有这回事", year_reason="登记错误")
        else:
            amend_event(head, event, reason="日期写错了", on=on)


def test_an_amended_day_is_that_of_the_sending_too(county: County) -> None:
    case, _, sent = answered(county)
    amend(county, case, "serve", D(2026, 3, 11))
    sent.refresh_from_db()
    case.refresh_from_db()
    assert sent.sent_on == case.closed_on == D(2026, 3, 11)
    with pytest.raises(Refused, match="早于文书的落款日期"):
        amend(county, case, "serve", D(2026, 3, 5))


def test_a_sending_that_never_was_leaves_the_letter_to_be_sent(county: County) -> None:
    case, letter, sent = answered(county)
    amend(county, case, "serve", None)
    case.refresh_from_db()
    assert (case.state, list(letter.dispatches.all())) == ("decided", [])
    assert Dispatch.recorded.get(pk=sent.pk).voided_at is not None
    with clock.stopped_at(at(D(2026, 3, 20), 15)):
        dispatch_letter(county.actor("case_clerk"), letter, way="direct", on=D(2026, 3, 20))
    case.refresh_from_db()
    assert case.closed_on == D(2026, 3, 20)


def test_a_return_that_never_was_leaves_it_under_way(county: County) -> None:
    case, _, sent = answered(county)
    come_back(county, sent)
    with pytest.raises(Refused, match="先作废"):
        amend(county, case, "serve", None)
    amend(county, case, "returned", None)
    sent.refresh_from_db()
    case.refresh_from_db()
    assert (sent.failed_on, sent.proof_note, case.undelivered) == (None, "", False)


def test_an_arrival_is_amended_with_its_record(county: County) -> None:
    case, _, sent = answered(county)
    with clock.stopped_at(at(D(2026, 3, 12))):
        record_delivery(county.actor("case_clerk"), sent, on=D(2026, 3, 12), note="邮政签收记录")
    amend(county, case, "delivered", D(2026, 3, 11))
    sent.refresh_from_db()
    assert sent.delivered_on == D(2026, 3, 11)
    amend(county, case, "delivered", None)
    sent.refresh_from_db()
    assert (sent.delivered_on, sent.proof_note) == (None, "")
