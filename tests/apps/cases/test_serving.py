"""送达: by 邮政, never by courier; the day of posting is the day of reply; arrivals start periods."""

import datetime as dt

import pytest

from gongkai.apps import clock
from gongkai.apps.audit.models import Entry
from gongkai.apps.cases.actions import consulting
from gongkai.apps.cases.actions.letters import drop_letter
from gongkai.apps.cases.actions.serving import dispatch_letter, record_delivery, record_return
from gongkai.apps.cases.data.mail import fault_of_mail_number, parse_mail, plain_number
from gongkai.apps.cases.models import Case, Event, Letter
from gongkai.apps.cases.parties import Identity
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import Forbidden
from gongkai.domain.law import LawDataError
from tests.apps.cases.example_cases import at, handled_case
from tests.apps.cases.letter_cases import decided_open, signed, with_places
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
D = dt.date
DAY, LATER = D(2025, 9, 26), D(2025, 10, 9)


@pytest.fixture
def county(tmp_path, settings) -> County:
    settings.SEALED_ROOT = tmp_path
    with_places()
    return make_county()


def answered(county: County) -> tuple[Case, Letter]:
    case = handled_case(county, DAY)
    decided_open(county, case, LATER)
    letter = signed(county, case, "N14-open-point", on=LATER)
    case.refresh_from_db()
    return case, letter


def test_the_day_of_posting_is_the_day_of_reply(county: County) -> None:
    case, letter = answered(county)
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(D(2025, 10, 13))):
        sent = dispatch_letter(
            clerk, letter, way="post", on=D(2025, 10, 10), mail_number="xa 12345678944"
        )
    case.refresh_from_db()
    assert (case.state, case.closed_on, case.late_by) == ("served", D(2025, 10, 10), 0)
    assert sent.mail_number == "XA12345678944"
    with clock.stopped_at(at(D(2025, 10, 16))):
        record_delivery(clerk, sent, on=D(2025, 10, 15), note="邮政签收记录，本人签收")
        with pytest.raises(Refused, match="已经登记过"):
            record_delivery(clerk, sent, on=D(2025, 10, 15), note="再一次")
    case.refresh_from_db()
    assert case.closed_on == D(2025, 10, 10)
    assert Event.objects.get(case=case, kind="delivered").on == D(2025, 10, 15)
    assert "本人签收" not in str(list(Entry.objects.values()))


@pytest.mark.parametrize(
    "number", ["SF1234567890123", "YT1234567890123", "75512345678901", "JD0123456789012"]
)
def test_couriers_are_refused_with_the_sentence_of_the_law(county: County, number: str) -> None:
    _, letter = answered(county)
    with clock.stopped_at(at(LATER, 16)), pytest.raises(Refused, match="《邮政法》第五十五条"):
        dispatch_letter(
            county.actor("case_clerk"), letter, way="post", on=LATER, mail_number=number
        )
    assert not letter.dispatches.exists()


def test_numbers_of_mail() -> None:
    for good in ("XA12345678944", "EA123456789CN", "1234567890123"):
        assert fault_of_mail_number(plain_number(good.lower())) == ""
    assert "请填写" in fault_of_mail_number("")
    assert "不是邮政企业" in fault_of_mail_number("12")
    assert plain_number("ＸＡ 123-45678944") == "XA12345678944"
    with pytest.raises(LawDataError, match="写法"):
        parse_mail(
            "mark: memory\npostal: [{label: 甲, pattern: '['}]\ncouriers: [{label: 乙, pattern: a}]",
            "m",
        )


def test_what_may_not_go_out(county: County) -> None:
    case, letter = answered(county)
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(LATER, 16)):
        for values, words in (
            ({"way": "courier", "on": LATER}, "请选择送达方式"),
            ({"way": "post", "on": LATER}, "邮件号码"),
            ({"way": "through_organ", "on": LATER}, "哪个机关转交"),
            ({"way": "online", "on": LATER}, "查询码"),
            ({"way": "direct", "on": D(2025, 10, 8)}, "送出日期"),
            ({"way": "direct", "on": D(2025, 10, 10)}, "送出日期"),
        ):
            with pytest.raises(Refused, match=words):
                dispatch_letter(clerk, letter, **values)
        with pytest.raises(Forbidden):
            dispatch_letter(county.actor("case_reviewer"), letter, way="direct", on=LATER)
    case.refresh_from_db()
    assert case.state == "decided"


def test_sent_back_and_sent_again(county: County) -> None:
    case, letter = answered(county)
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(D(2025, 10, 20))):
        first = dispatch_letter(clerk, letter, way="post", on=LATER, mail_number="XA12345678944")
        with pytest.raises(Refused, match="已经送出"):
            dispatch_letter(clerk, letter, way="direct", on=LATER)
        record_return(clerk, first, on=D(2025, 10, 17), note="邮政批注：外出")
        second = dispatch_letter(
            clerk, letter, way="through_organ", on=D(2025, 10, 20), through="城关镇人民政府"
        )
        record_delivery(clerk, second, on=D(2025, 10, 20), note="送达回证")
        with pytest.raises(Refused, match="不能作废"):
            drop_letter(county.actor("case_reviewer"), letter, reason="不用了")
    case.refresh_from_db()
    assert case.closed_on == LATER, "the first posting stays the day of reply"
    assert Event.objects.filter(case=case, kind="serve").count() == 1


def test_online_opens_the_files_to_the_applicant(county: County) -> None:
    case, letter = answered(county)
    Case.objects.filter(pk=case.pk).update(code_hash="a hash")
    letter.refresh_from_db()
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(D(2025, 10, 10))):
        with pytest.raises(Refused, match="只能是今天"):
            dispatch_letter(clerk, letter, way="online", on=LATER)
        dispatch_letter(clerk, letter, way="online", on=D(2025, 10, 10))
    letter.refresh_from_db()
    assert letter.pdf is not None and letter.pdf.to_applicant
    assert letter.docx is not None and not letter.docx.to_applicant


def test_a_notice_is_its_step(county: County) -> None:
    """Sending the signed notice records the correction with what the notice says."""
    case = handled_case(county, DAY)
    clerk = county.actor("case_clerk")
    letter = signed(
        county, case, "N04", {"correction_points": "写明年份\n写明学校", "limit": "12"}, on=D(2025, 9, 29)
    )  # fmt: skip
    with clock.stopped_at(at(D(2025, 9, 30))):
        sent = dispatch_letter(clerk, letter, way="direct", on=D(2025, 9, 30))
        case.refresh_from_db()
        assert case.state == "correcting"
        told = Event.objects.get(case=case, kind="notify_correction")
        assert (told.on, told.facts) == (D(2025, 9, 30), {"limit": 12, "letter": letter.pk})
        record_delivery(clerk, sent, on=D(2025, 9, 30), note="送达回证")
    assert Event.objects.get(case=case, kind="correction_served").facts == {"letter": letter.pk}
    case.refresh_from_db()
    assert case.next_due == "correction_limit"


def test_a_letter_to_a_third_party(county: County) -> None:
    case = handled_case(county, DAY)
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(LATER)):
        party = consulting.add_party(
            clerk, case, role="third_party", identity=Identity(name="甲公司"), kind="business"
        )
    letter = signed(
        county, case, "N07", {"asked_content": "合同价款", "question": "是否同意"},
        on=LATER, addressee=party,
    )  # fmt: skip
    with clock.stopped_at(at(LATER, 16)):
        with pytest.raises(Refused, match="只用于申请人"):
            dispatch_letter(clerk, letter, way="online", on=LATER)
        sent = dispatch_letter(clerk, letter, way="post", on=LATER, mail_number="EA123456789CN")
    case.refresh_from_db()
    assert (case.state, case.consulting) == ("consulting_third_party", 1)
    with clock.stopped_at(at(D(2025, 10, 13))):
        record_delivery(clerk, sent, on=D(2025, 10, 11), note="邮政签收记录")
    received = Event.objects.get(case=case, kind="party_received")
    assert (received.on, received.facts) == (D(2025, 10, 11), {"party": party.pk})


def test_a_late_arrival_moves_nothing_any_more(county: County) -> None:
    """The notice's 送达回证 comes back after the correction did: it is kept, no period begins."""
    from gongkai.apps.cases.actions import correcting
    from gongkai.apps.cases.actions.arriving import Came

    case = handled_case(county, DAY)
    clerk = county.actor("case_clerk")
    letter = signed(county, case, "N04", {"correction_points": "写明年份"}, on=D(2025, 9, 29))
    with clock.stopped_at(at(LATER)):
        sent = dispatch_letter(clerk, letter, way="direct", on=D(2025, 9, 29))
        correcting.record_correction(
            clerk, case, on=LATER, description="2024年规划", came=Came(text="补正")
        )
        record_delivery(clerk, sent, on=D(2025, 9, 30), note="送达回证")
    sent.refresh_from_db()
    assert sent.delivered_on == D(2025, 9, 30)
    assert not Event.objects.filter(case=case, kind="correction_served").exists()
