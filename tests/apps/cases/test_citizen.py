"""The citizen's page: one sentence for every wrong pair, a slow lock, acts of one's own, nothing of others."""

import datetime as dt

import pytest

from gongkai.apps import clock
from gongkai.apps.cases import attempts
from gongkai.apps.cases.actions import citizen
from gongkai.apps.cases.actions.arriving import Came
from gongkai.apps.cases.actions.drafting import Upload
from gongkai.apps.cases.actions.reasons import hear_reasons
from gongkai.apps.cases.actions.registering import assign, confirm_receipt
from gongkai.apps.cases.actions.serving import dispatch_letter
from gongkai.apps.cases.actions.splitting import join
from gongkai.apps.cases.attempts import Locked
from gongkai.apps.cases.data.asking import limit
from gongkai.apps.cases.data.citizen import citizen_words
from gongkai.apps.cases.filing import file_content, keep_file
from gongkai.apps.cases.letters.composing import content_of_letter
from gongkai.apps.cases.letters.suggesting import suggested_values
from gongkai.apps.cases.models import (
    Attempts,
    Case,
    CaseFile,
    Dispatch,
    Letter,
    LetterState,
    Paper,
    Party,
)
from gongkai.apps.cases.parties import Identity, keep_identity
from gongkai.apps.cases.queries.citizen import (
    Key,
    KeyGone,
    WrongCode,
    case_of,
    file_for,
    view_of,
)
from gongkai.apps.cases.queries.conditions import Known
from gongkai.apps.cases.queries.papers import unrecorded
from gongkai.apps.cases.queries.records import from_file
from gongkai.apps.cases.recording import locked, record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.sealing import seal
from gongkai.documents.letters import templates
from gongkai.domain.deadlines import Due, Waiting
from tests.apps.cases.example_cases import arrived_case, at
from tests.apps.cases.letter_cases import decided_open, signed, with_places
from tests.apps.cases.online_cases import ADDRESS, DAY, PNG, page_of, sent_online
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 a letter"
RECEIVED = dt.date(2025, 9, 28)


@pytest.fixture
def county(tmp_path, settings) -> County:
    settings.SEALED_ROOT = tmp_path
    return make_county()


def handling(county: County, *texts: str):
    """Sent online, confirmed by the organ, given to the clerk; the receipt and the case."""
    sent = sent_online(county.department, *texts)
    case = Case.objects.get(number=sent.numbers[0])
    with clock.stopped_at(at(RECEIVED)):
        confirm_receipt(county.actor("case_clerk"), case, on=RECEIVED, evidence="电话")
        assign(county.actor("disclosure_head"), case, county.people["case_clerk"], on=RECEIVED)
    return sent, case


def fact(county: County, case: Case, kind: str, on: dt.date, **facts: object) -> None:
    record_event(county.actor("case_clerk"), locked(case), kind, on, facts, act="case.handle")


def sent_letter(
    case: Case,
    template: str,
    on: dt.date,
    addressee: Party | None = None,
    files: tuple[int, ...] = (),
) -> Letter:
    """A signed letter with its PDF, dispatched online."""
    file = keep_file(citizen.ONLINE, PDF, f"{template}.pdf", "letter", case=case)
    letter = Letter.objects.create(
        case=case, organ=case.organ, template=template, addressee=addressee, pdf=file,
        state=LetterState.APPROVED, number=f"教信公〔2025〕{case.letters.count() + 1}号",
        drafted_at=clock.now(), signed_on=on,
        sealed=seal({"values": {}, "files": list(files)}),
    )  # fmt: skip
    Dispatch.objects.create(letter=letter, way="online", sent_on=on, recorded_at=clock.now())
    return letter


def test_wrong_number_and_wrong_code_say_the_same(county: County) -> None:
    sent = sent_online(county.department)
    said = set()
    for number, code in ((sent.numbers[0], "AAAABBBBCCCC"), ("jyj-2025-0999", sent.code), ("", "")):
        with pytest.raises(WrongCode) as wrong:
            citizen.open_page(number, code, ADDRESS)
        said.add(str(wrong.value))
    assert len(said) == 1


def test_an_unknown_number_costs_a_look_at_a_code_too(county: County, monkeypatch) -> None:
    looked = []
    monkeypatch.setattr(
        "gongkai.apps.cases.queries.citizen.check_password",
        lambda code, stored: looked.append(stored) and False,
    )
    sent = sent_online(county.department)
    for number in (sent.numbers[0], "jyj-2025-0999"):
        with pytest.raises(WrongCode):
            citizen.open_page(number, "AAAA", ADDRESS)
    assert len(looked) == 2 and all(looked) and looked[0] != looked[1]


def test_wrong_codes_lock_slowly(county: County) -> None:
    sent = sent_online(county.department)
    number, now = sent.numbers[0], at(DAY, 12)

    def tried(code: str, when: dt.datetime, address: str = ADDRESS) -> str:
        with clock.stopped_at(when):
            try:
                citizen.open_page(number, code, address)
            except (WrongCode, Locked) as no:
                return type(no).__name__
            return "open"

    free = limit("free_tries_number")
    assert [tried("WRONG", now) for _ in range(free)] == ["WrongCode"] * free
    first = dt.timedelta(seconds=limit("first_wait_seconds"))
    assert tried(sent.code, now + first - dt.timedelta(seconds=1)) == "Locked"
    assert tried("WRONG", now + first) == "WrongCode"
    assert tried("WRONG", now + 3 * first - dt.timedelta(seconds=1)) == "Locked"  # doubled
    assert tried(sent.code, now + 3 * first, "198.51.100.9") == "open"
    # The right code began the number anew.
    assert [tried("WRONG", now + 4 * first, "198.51.100.9") for _ in range(free)] == [
        "WrongCode"
    ] * free


def test_a_lock_is_never_longer_than_said_and_is_forgotten(county: County) -> None:
    now = at(DAY)
    longest = dt.timedelta(minutes=limit("longest_wait_minutes"))
    for n in range(40):
        with clock.stopped_at(now):
            attempts.try_code("jyj-2025-0001", f"192.0.2.{n}")
        now += longest
    with clock.stopped_at(now - longest + dt.timedelta(seconds=1)), pytest.raises(Locked) as no:
        attempts.try_code("jyj-2025-0001", "192.0.2.99")
    assert no.value.until - (now - longest) <= longest
    with clock.stopped_at(now + dt.timedelta(days=2)):
        attempts.try_code("jyj-2025-0001", "192.0.2.99")
        row = Attempts.objects.get(key=attempts.key_of("number", "jyj-2025-0001"))
        assert row.failures == 1


def test_one_address_cannot_walk_through_the_numbers(county: County) -> None:
    with clock.stopped_at(at(DAY)):
        for n in range(limit("free_tries_address")):
            with pytest.raises(WrongCode):
                citizen.open_page(f"jyj-2025-{n:04d}", "GUESS", ADDRESS)
        with pytest.raises(Locked):
            citizen.open_page("jyj-2025-0500", "GUESS", ADDRESS)


def test_where_it_stands_and_when_it_is_due(county: County) -> None:
    sent = sent_online(county.department)
    with clock.stopped_at(at(DAY, 12)):
        view = view_of(page_of(sent))
        assert view.label == "已提交，待确认" and isinstance(view.reply, Waiting)
    sent, case = handling(county)
    with clock.stopped_at(at(dt.date(2025, 10, 9))):
        view = view_of(page_of(sent))
    assert isinstance(view.reply, Due) and view.reply.day == dt.date(2025, 10, 31)
    assert len([one for one in view.reply.steps if one.number]) == 20
    assert [one.label for one in view.lines] == ["提交申请", "受理机关确认收到"]
    assert view.acts == {"add", "withdraw"}


def test_correction_once_with_text_and_files(county: County) -> None:
    sent, case = handling(county)
    day = dt.date(2025, 10, 9)
    with clock.stopped_at(at(day)):
        letter = sent_letter(case, "N04", day)
        fact(county, case, "notify_correction", day, limit=10, letter=letter.pk)
        key = page_of(sent)
        view = view_of(key)
        assert view.label == "等您补正" and view.acts == {"correct", "add", "withdraw"}
        assert view.letters[0].receive and not view.own  # not served yet: no limit runs
        citizen.confirm_letter(key, letter.pk, ADDRESS)
        view = view_of(key)
        assert view.letters[0].delivered_on == day and view.own[0].clock == "correction_limit"
        assert "correction_served" in [one.kind for one in case.events.all()]
        with pytest.raises(Refused, match="收到过"):
            citizen.confirm_letter(key, letter.pk, ADDRESS)
    answered = dt.date(2025, 10, 13)
    with clock.stopped_at(at(answered)):
        with pytest.raises(Refused, match="写明内容"):
            citizen.answer_correction(key, "  ", [], ADDRESS)
        citizen.answer_correction(key, "指2024年规划", [Upload("说明.png", PNG, "")], ADDRESS)
        with pytest.raises(Refused, match="不能补正"):
            citizen.answer_correction(key, "再来一次", [], ADDRESS)
    case.refresh_from_db()
    assert case.state == "handling" and case.due_on == dt.date(2025, 11, 10)  # 20 days anew
    paper = Paper.objects.get(kind="corrected")
    assert paper.channel == "online" and "指2024年规划".encode() not in bytes(paper.sealed)
    assert CaseFile.objects.get(paper=paper).kind == "corrected"


def test_adding_paying_reasons_and_withdrawing(county: County) -> None:
    sent, case = handling(county)
    day = dt.date(2025, 10, 9)
    with clock.stopped_at(at(day)):
        key = page_of(sent)
        with pytest.raises(Refused, match="不能提交缴费凭证"):
            citizen.prove_payment(key, "已缴", [], ADDRESS)
        citizen.add_material(key, "线索", [], ADDRESS)
        fact(county, case, "charge", day, scale="by_items", yuan=100)
        view = view_of(key)
        assert view.label == "等您缴费" and "pay" in view.acts
        citizen.prove_payment(key, "", [Upload("凭证.png", PNG, "")], ADDRESS)
        case.refresh_from_db()
        assert case.state == "charging"  # the organ finds whether the money came
        assert "缴费凭证已经在2025-10-09提交" in view_of(key).handed_in
        assert [one.kind for one in unrecorded(case)] == [
            "payment"
        ]  # nobody recorded the payment yet
        with pytest.raises(Refused, match="刷新"):
            citizen.withdraw(key, "", ADDRESS, seen=1)
        citizen.withdraw(key, "不需要了", ADDRESS, seen=case.events_held)
        case.refresh_from_db()
        assert (case.state, case.outcome, case.variant) == ("withdrawn", "OT_OTHER", "withdrawn")
        assert view_of(key).acts == frozenset() and not unrecorded(case)
        with pytest.raises(Refused):
            citizen.add_material(key, "晚了", [], ADDRESS)
    assert [one.kind for one in Paper.objects.order_by("pk")] == [
        "application", "addition", "payment", "withdrawal",
    ]  # fmt: skip


def test_nothing_of_others_is_shown(county: County) -> None:
    """A third party, its letter and opinion, drafts, internal records and the handler's name stay inside."""
    sent, case = handling(county)
    day = dt.date(2025, 10, 9)
    clerk = county.people["case_clerk"]
    with clock.stopped_at(at(day)):
        third = Party(case=case, role="third_party")
        keep_identity(third, Identity(name="李秘密", phone="13911112222"))
        third.save()
        hidden = sent_letter(case, "N07", day, third, (1, 2, 3))
        to_nobody = sent_letter(case, "N12", day)  # to an organ, without a party row
        fact(county, case, "ask_third_party", day, party=third.pk, letter=hidden.pk)
        opinion = keep_file(citizen.ONLINE, PDF, "李秘密的意见.pdf", "opinion", case=case)
        source = keep_file(citizen.ONLINE, PDF, "原件.pdf", "source", case=case)
        opinion.to_applicant = source.to_applicant = True  # marked by mistake
        opinion.save()
        source.save()
        draft = Letter.objects.create(
            case=case, organ=case.organ, template="N06", state=LetterState.DRAFT, pdf=opinion,
            drafted_at=clock.now(),
        )  # fmt: skip
        key = page_of(sent)
        view = view_of(key)
        shown = str([(one.label, one.on) for one in view.lines]) + view.label + view.says
        assert view.letters == () and view.answers == ()
        for secret in ("李秘密", "1391111", clerk.full_name, "交办", "N12"):
            assert secret not in shown
        for pk in (hidden.pdf_id, to_nobody.pdf_id, opinion.pk, source.pk, draft.pdf_id):
            with pytest.raises(Refused, match="不能下载"):
                file_for(key, pk)
        with pytest.raises(Refused):
            citizen.confirm_letter(key, hidden.pk, ADDRESS)


def test_the_answer_can_be_taken_from_the_day_it_is_sent(county: County) -> None:
    sent, case = handling(county)
    day = dt.date(2025, 10, 20)
    with clock.stopped_at(at(day)):
        answer = keep_file(citizen.ONLINE, PDF, "2024年规划.pdf", "answer", case=case)
        answer.to_applicant = True
        answer.save()
        key = page_of(sent)
        assert view_of(key).answers == ()
        with pytest.raises(Refused):
            file_for(key, answer.pk)
        fact(county, case, "propose", day, decision=1)
        secret = keep_file(citizen.ONLINE, PDF, "另一份.pdf", "answer", case=case)
        letter = sent_letter(case, "N14-open-give", day, files=(answer.pk, secret.pk))
        record_event(
            county.actor("case_reviewer"), locked(case), "reply", day,
            {"decision": 1, "outcome": "OPEN_GIVE", "variant": "", "letter": letter.pk}, act="case.review",
        )  # fmt: skip
        fact(county, case, "serve", day, way="online", letter=letter.pk)
        view = view_of(key)
        assert view.label == "已答复" and [one.title for one in view.answers] == ["2024年规划.pdf"]
        file, name = file_for(key, view.letters[0].pk)
        assert name.endswith(".pdf") and "教信公" in name
        citizen.confirm_letter(key, letter.pk, ADDRESS)
        assert "delivered" in [one.kind for one in case.events.all()]


def test_cases_of_others_do_not_open(county: County) -> None:
    sent, case = handling(county)
    other = arrived_case(county, DAY)
    key = page_of(sent)
    with pytest.raises(KeyGone):
        case_of(Key(other.pk, key.mark))
    with pytest.raises(KeyGone):
        case_of(Key(case.pk, ""))
    with pytest.raises(Refused):
        citizen.open_neighbour(key, other.number)
    file = keep_file(citizen.ONLINE, PDF, "a.pdf", "answer", case=other)
    with pytest.raises(Refused):
        file_for(key, file.pk)


def test_those_sent_together_open_together(county: County) -> None:
    sent = sent_online(county.department, "甲", "乙")
    key = page_of(sent)
    assert case_of(citizen.open_neighbour(key, sent.numbers[1])).description == "乙"


def test_every_state_has_words() -> None:
    from gongkai.domain.cases import machine

    assert set(citizen_words().states) == set(machine().states)


def test_from_the_form_to_the_answer_by_the_acts_of_every_room(county: County) -> None:
    """Sent online, confirmed, corrected, decided, signed by another, served online, taken and confirmed."""
    with_places()
    sent, case = handling(county)
    clerk, day, later = county.actor("case_clerk"), dt.date(2025, 10, 9), dt.date(2025, 10, 13)
    notice = signed(county, case, "N04", {"correction_points": "请写明年份", "limit": "10"}, on=day)
    with clock.stopped_at(at(day, 15)):
        key = page_of(sent)
        assert view_of(key).letters == ()  # signed is not yet sent
        dispatch_letter(clerk, notice, way="online", on=day)
        assert view_of(key).label == "等您补正"
        citizen.confirm_letter(key, notice.pk, ADDRESS)
        assert view_of(key).own[0].clock == "correction_limit"
        citizen.answer_correction(key, "2024年", [], ADDRESS)
    case.refresh_from_db()
    decided_open(county, case, later, complete="clear_now")
    case.refresh_from_db()
    corrected = f"{case.description}（补正：2024年）"  # what letters and records quote from now on
    assert suggested_values(case, templates()["N14-open-point"])["request"] == corrected
    assert corrected in from_file(case, Known(case), {}, ())["both_texts"]
    answer = signed(county, case, "N14-open-point", on=later)
    with clock.stopped_at(at(later, 16)):
        assert [one.letter for one in view_of(key).letters] == [notice.pk]
        dispatch_letter(clerk, answer, way="online", on=later)
        view = view_of(key)
        assert view.asked == (("补正后", corrected), ("最初的申请", case.description))
        assert view.label == "已答复" and view.letters[1].letter == answer.pk
        file, name = file_for(key, view.letters[1].pk)
        assert file_content(file).startswith(b"%PDF") and "答复书" in name
        citizen.confirm_letter(key, answer.pk, ADDRESS)
    held = [one.kind for one in case.events.order_by("number")]
    assert held[-2:] == ["serve", "delivered"] and "correction_served" in held
    case.refresh_from_db()
    assert (case.state, case.outcome, case.closed_on) == ("served", "OPEN_POINT", later)


def test_a_joined_case_names_the_one_that_is_answered(county: County) -> None:
    sent, case = handling(county)
    other = sent_online(county.department)
    into = Case.objects.get(number=other.numbers[0])
    with clock.stopped_at(at(RECEIVED, 15)):
        join(county.actor("case_clerk"), case, into, on=RECEIVED)
        key = page_of(sent)
        view = view_of(key)
        with pytest.raises(Refused, match="不能补充材料"):
            citizen.add_material(key, "线索", [], ADDRESS)
    assert view.label == "并入另一件办理" and into.number in view.says
    assert view.joined_into == into.number and not view.acts  # its own day would mislead


def test_reasons_given_online_are_what_the_organ_judges(county: County) -> None:
    sent, case = handling(county)
    with clock.stopped_at(at(dt.date(2025, 10, 9))):
        fact(county, case, "ask_reasons", RECEIVED, limit=10)
        citizen.give_reasons(page_of(sent), "逐年比较学区", [], ADDRESS)
        citizen.give_reasons(page_of(sent), "再补充一句", [], ADDRESS)
        paper, _ = unrecorded(case)
        came = Came(paper.channel, "逐年比较学区")
        hear_reasons(
            county.actor("case_clerk"), case, on=paper.arrived_on, given=came.text,
            reasonable=True, finding="需要逐年比较", came=came,
        )  # fmt: skip
        assert not view_of(page_of(sent)).handed_in and not unrecorded(case)
    heard = case.events.get(kind="hear_reasons").facts
    assert heard["paper"] == paper.pk and Paper.objects.filter(kind="reasons").count() == 2


def test_what_may_be_served_online_names_the_online_channel(county: County) -> None:
    """《行政复议法》第二十二条第二款, also where the answer was asked for on paper."""
    with_places()
    _, case = handling(county)
    Case.objects.filter(pk=case.pk).update(route_wanted="post")
    case.refresh_from_db()
    decided_open(county, case, RECEIVED)
    case.refresh_from_db()
    answer = signed(county, case, "N14-open-point", on=RECEIVED)
    frozen = content_of_letter(answer).frozen
    assert frozen is not None and "互联网渠道" in frozen["remedy"]
