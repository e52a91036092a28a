"""网上申请: a draft is sealed, sending gives numbers and a code, receipt waits for both sides."""

import datetime as dt
from collections import namedtuple
from threading import Thread

import pytest
from django.db import connection

from gongkai.apps import clock
from gongkai.apps.audit.models import Entry
from gongkai.apps.cases import attempts
from gongkai.apps.cases.actions import drafting
from gongkai.apps.cases.actions.citizen import open_page
from gongkai.apps.cases.actions.drafting import NoDraft, Upload
from gongkai.apps.cases.actions.online import announce_channels, issue_code, send_application
from gongkai.apps.cases.actions.registering import confirm_receipt
from gongkai.apps.cases.application import Application, completeness, number_fault, several_in_one
from gongkai.apps.cases.attempts import Locked, TooMany, caller, forget_old
from gongkai.apps.cases.data.asking import limit
from gongkai.apps.cases.filing import file_content
from gongkai.apps.cases.models import (
    Attempts,
    Case,
    CaseFile,
    Draft,
    Event,
    LocalRules,
    OnlineDoor,
    Paper,
)
from gongkai.apps.cases.parties import identity_of
from gongkai.apps.cases.queries.citizen import KeyGone, WrongCode, case_of, case_with_code
from gongkai.apps.cases.queries.drafts import draft_of
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import Forbidden
from gongkai.apps.organs.refusals import Refused as NotRegistered
from tests.apps.cases.example_cases import arrived_case, at
from tests.apps.cases.online_cases import ADDRESS, DAY, PNG, WHO, filled_draft, page_of, sent_online
from tests.county import County, make_county

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(tmp_path, settings) -> County:
    settings.SEALED_ROOT = tmp_path
    return make_county()


def sealed_files(root) -> int:
    return sum(1 for one in root.rglob("*") if one.is_file())


def test_a_draft_is_sealed_and_found_by_its_token_only(county: County, settings) -> None:
    token = filled_draft(county.department)
    row = Draft.objects.get()
    stored = bytes(row.sealed) + row.token_hash.encode()
    assert "王小明".encode() not in stored and token.encode() not in stored
    assert draft_of(token).values["who"]["name"] == "王小明"
    assert draft_of(token[:-1]) is None and draft_of("") is None and draft_of("x" * 900) is None
    content = next(one for one in settings.SEALED_ROOT.rglob("*") if one.is_file()).read_bytes()
    assert PNG not in content
    assert not Entry.objects.exists()  # nothing was asked of anybody yet


def test_drafts_go_when_their_time_is_up_with_their_files(county: County, settings) -> None:
    with clock.stopped_at(at(DAY)):
        token = filled_draft(county.department)
    late = at(DAY) + dt.timedelta(days=limit("draft_days"))
    with clock.stopped_at(late - dt.timedelta(seconds=1)):
        assert drafting.sweep_drafts() == 0 and draft_of(token) is not None
    with clock.stopped_at(late):
        assert draft_of(token) is None
        with pytest.raises(NoDraft):
            drafting.save_draft(token, {"who": {}}, ADDRESS)


@pytest.mark.django_db(transaction=True)
def test_sweeping_and_giving_up_take_the_files_from_the_disk(county: County, settings) -> None:
    with clock.stopped_at(at(DAY)):
        kept = filled_draft(county.department)
        given_up = filled_draft(county.department)
        file = draft_of(given_up).files[0].pk
        assert sealed_files(settings.SEALED_ROOT) == 2
        drafting.detach(given_up, file)
        assert sealed_files(settings.SEALED_ROOT) == 1
        drafting.attach(given_up, Upload("a.png", PNG, "application"), ADDRESS)
        drafting.discard_draft(given_up)
        assert sealed_files(settings.SEALED_ROOT) == 1 and draft_of(kept)
    with clock.stopped_at(at(DAY) + dt.timedelta(days=8)):
        assert drafting.sweep_drafts() == 1
    assert sealed_files(settings.SEALED_ROOT) == 0 and not CaseFile.objects.exists()


def test_sending_is_one_paper_and_a_case_for_each_request(county: County) -> None:
    sent = sent_online(county.department, "2024年学校布局规划", "2023年营养餐采购合同")
    assert sent.numbers == ("jyj-2025-0001", "jyj-2025-0002")
    paper = Paper.objects.get()
    assert paper.channel == "online" and paper.arrived_on == DAY and "10:05:00" in paper.evidence
    cases = list(Case.objects.order_by("number"))
    assert [one.description for one in cases] == ["2024年学校布局规划", "2023年营养餐采购合同"]
    assert {one.filings.get().paper_id for one in cases} == {paper.pk}
    assert identity_of(cases[0].parties.get()).id_number == WHO["id_number"]
    file = CaseFile.objects.get()
    assert (file.paper, file.draft, file.kind) == (paper, None, "identity")
    assert file_content(file) == PNG
    assert not any(hasattr(one, "purpose") for one in cases)


def test_the_day_of_sending_is_not_the_day_of_receipt(county: County) -> None:
    case = Case.objects.get(number=sent_online(county.department).numbers[0])
    assert case.arrived_on == DAY and case.received_on is None and case.due_on is None
    assert case.state == "arrived" and "双方确认" in case.waits_for
    with clock.stopped_at(at(dt.date(2025, 9, 28))):  # a Sunday that is a working day
        confirm_receipt(
            county.actor("case_clerk"), case, on=dt.date(2025, 9, 28), evidence="电话记录"
        )
    case.refresh_from_db()
    assert case.received_on == dt.date(2025, 9, 28) and case.due_on == dt.date(2025, 10, 31)


def test_a_county_may_take_the_systems_receipt_for_both_sides(county: County) -> None:
    LocalRules.objects.create(
        text="source: 示例县规定\nchoices:\n  online_confirmation: system\n",
        note="试行",
        recorded_at=at(DAY),
    )
    sent = sent_online(county.department)
    case = Case.objects.get(number=sent.numbers[0])
    assert sent.confirmed and case.received_on == DAY and case.due_on == dt.date(2025, 10, 30)
    assert [one.kind for one in case.events.order_by("number")] == ["submit", "confirm"]


def test_acts_are_in_the_log_without_a_word_of_the_person(county: County) -> None:
    sent = sent_online(county.department)
    entries = list(Entry.objects.values())
    assert {one["act"] for one in entries} == {"case.online"}
    assert {one["person_name"] for one in entries} == {"申请人（网上）"}
    said = str(entries) + str(list(Event.objects.values())) + str(list(Attempts.objects.values()))
    for secret in ("王小明", WHO["id_number"], WHO["phone"], "人民路", sent.code, ADDRESS):
        assert secret not in said


def test_the_code_is_kept_as_a_digest(county: County) -> None:
    sent = sent_online(county.department)
    case = Case.objects.get()
    assert sent.code not in case.code_hash and len(sent.code) == 12
    assert case_with_code(case.number.upper(), f"{sent.code[:4].lower()}-{sent.code[4:]}") == case
    assert case_with_code(case.number, sent.code[:-1]) is None
    assert case_with_code("jyj-2025-9999", sent.code) is None
    assert sent.code not in repr(sent)


def test_a_draft_is_sent_once(county: County) -> None:
    with clock.stopped_at(at(DAY)):
        token = filled_draft(county.department)
    with clock.stopped_at(at(DAY) + dt.timedelta(minutes=5)):
        send_application(token, ADDRESS)
        with pytest.raises(NoDraft):
            send_application(token, ADDRESS)
        with pytest.raises(NoDraft):
            drafting.attach(token, Upload("a.png", PNG, "application"), ADDRESS)
    assert Case.objects.count() == 1
    with clock.stopped_at(at(DAY) + dt.timedelta(minutes=36)):
        assert draft_of(token) is None  # the receipt's time is up


def test_what_cannot_be_missed_is_refused_and_leaves_nothing(county: County) -> None:
    with clock.stopped_at(at(DAY)):
        token = drafting.begin_draft(county.department, ADDRESS)
    with clock.stopped_at(at(DAY, 11)):
        with pytest.raises(Refused, match="姓名.*联系方式.*特征描述"):
            send_application(token, ADDRESS)
        assert not Case.objects.exists() and not Paper.objects.exists()
        assert draft_of(token) is not None


def test_too_quick_for_a_person(county: County) -> None:
    with clock.stopped_at(at(DAY)):
        token = filled_draft(county.department)
        with pytest.raises(Refused, match="几秒钟"):
            send_application(token, ADDRESS)


def test_an_address_sends_so_much_an_hour(county: County) -> None:
    with clock.stopped_at(at(DAY)):
        for _ in range(limit("drafts_per_hour")):
            drafting.begin_draft(county.department, ADDRESS)
        with pytest.raises(TooMany, match="当面提交"):
            drafting.begin_draft(county.department, ADDRESS)
        drafting.begin_draft(county.department, "203.0.113.8")
    with clock.stopped_at(at(DAY, 11)):
        drafting.begin_draft(county.department, ADDRESS)
    with clock.stopped_at(at(DAY) + dt.timedelta(days=3)):
        assert forget_old() == 2 and not Attempts.objects.exists()


def test_a_form_is_saved_so_often_an_hour(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    bounds = {"saves_per_hour": 4, "draft_saves_per_hour": 3}
    monkeypatch.setattr(attempts, "limit", lambda name: bounds.get(name) or limit(name))
    with clock.stopped_at(at(DAY)):
        token, other = (drafting.begin_draft(county.department, ADDRESS) for _ in range(2))
        for n in range(3):
            drafting.save_draft(token, {"who": {"name": str(n)}}, ADDRESS)
        with pytest.raises(TooMany, match="这份申请表一小时内已经保存了 3 次"):
            drafting.save_draft(token, {"who": {"name": "later"}}, "203.0.113.9")
        drafting.save_draft(other, {"who": {}}, ADDRESS)
        with pytest.raises(TooMany, match="网络地址"):
            drafting.save_draft(other, {"who": {}}, ADDRESS)
        assert draft_of(token).values["who"] == {"name": "2"}  # type: ignore[union-attr]
    with clock.stopped_at(at(DAY, 11)):
        drafting.save_draft(token, {"who": {"name": "later"}}, ADDRESS)


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.exe", b"MZ", "格式"),
        ("a.html", b"<html>", "格式"),
        ("身份证.jpg", b"<script>alert(1)</script>", "不符"),
        ("a.pdf", b"", "空的"),
        ("a.zip", b"PK\x03\x04", "格式"),
        ("noending", b"%PDF-1.7", "格式"),
        ("big.pdf", b"%PDF-" + b"0" * (10 * 1024 * 1024), "10 MB"),
    ],
)
def test_files_are_told_by_content(county: County, settings, name, data, word) -> None:
    token = drafting.begin_draft(county.department, ADDRESS)
    with pytest.raises(Refused, match=word):
        drafting.attach(token, Upload(name, data, "identity"), ADDRESS)
    assert not CaseFile.objects.exists() and sealed_files(settings.SEALED_ROOT) == 0


def test_files_of_one_sending_are_bounded(county: County) -> None:
    token = drafting.begin_draft(county.department, ADDRESS)
    for n in range(limit("files_most")):
        drafting.attach(token, Upload(f"{n}.png", PNG, "application"), ADDRESS)
    with pytest.raises(Refused, match="最多 10 个"):
        drafting.attach(token, Upload("one.png", PNG, "application"), ADDRESS)


def test_strangers_do_not_fill_the_disk(county: County, monkeypatch) -> None:
    with clock.stopped_at(at(DAY)):
        token = drafting.begin_draft(county.department, ADDRESS)
        full = namedtuple("Usage", "total used free")(10**12, 10**12, 10**9)
        monkeypatch.setattr(drafting.shutil, "disk_usage", lambda _: full)
        with pytest.raises(Refused, match="当面或者邮寄补交"):
            drafting.attach(token, Upload("a.png", PNG, "identity"), ADDRESS)
        drafting.save_draft(
            token, {"who": WHO, "what": {"requests": [{"name": "", "text": "规划"}]}}, ADDRESS
        )
    with clock.stopped_at(at(DAY, 11)):
        assert send_application(token, ADDRESS).numbers  # words are taken all the same


def test_a_code_issued_again_closes_what_the_former_opened(county: County) -> None:
    sent = sent_online(county.department, "甲", "乙")
    key = page_of(sent)
    case = Case.objects.get(number=sent.numbers[0])
    with pytest.raises(Forbidden):
        issue_code(county.actor("clerk"), case)
    code = issue_code(county.actor("case_clerk"), case)
    with pytest.raises(KeyGone):
        case_of(key)
    assert case_with_code(sent.numbers[1], code) is not None
    assert case_with_code(sent.numbers[1], sent.code) is None
    assert code not in str(list(Entry.objects.values()))


def test_a_case_from_the_counter_gets_a_code_of_its_own(county: County) -> None:
    first, second = arrived_case(county, DAY), arrived_case(county, DAY)
    assert case_with_code(first.number, "") is None
    code = issue_code(county.actor("case_clerk"), first)
    assert case_with_code(first.number, code) == first
    assert case_with_code(second.number, code) is None


def test_online_can_be_closed_in_person_and_post_cannot(county: County) -> None:
    organ, head = county.department, county.actor("disclosure_head")
    token = filled_draft(organ)
    announce_channels(head, organ, online=False, fax=False, email=True)
    with (
        clock.stopped_at(clock.now() + dt.timedelta(minutes=5)),
        pytest.raises(Refused, match="当面提交或者邮寄"),
    ):
        send_application(token, ADDRESS)
    with pytest.raises(NotRegistered, match="传真号码"):
        announce_channels(head, organ, online=True, fax=True, email=True)
    with pytest.raises(Forbidden):
        announce_channels(county.actor("clerk"), organ, online=True, fax=False, email=False)
    fields = {one.name for one in OnlineDoor._meta.get_fields()}
    assert fields == {"id", "organ", "online", "fax", "email"}  # no switch for the other two


def test_points_of_article_29_are_said() -> None:
    items = {one.label: one for one in completeness(Application())}
    assert all(not one.there for one in items.values())
    assert not items["身份证明"].must and items["姓名或者名称"].must
    assert not any("用途" in label for label in items)


@pytest.mark.parametrize(
    ("kind", "number", "wrong"),
    [
        ("resident", "110101199003077475", False),
        ("resident", "110101199003077476", True),
        ("resident", "110101900307747", False),
        ("credit_code", "91110000802100433B", False),
        ("credit_code", "91110000802100433C", True),
        ("passport", "E12345678", False),
        ("passport", "<script>", True),
        ("nothing", "1", True),
        ("resident", "", False),
    ],
)
def test_numbers_are_checked(kind: str, number: str, wrong: bool) -> None:
    assert bool(number_fault(kind, number)) is wrong


def test_several_things_in_one_are_advised_about() -> None:
    assert several_in_one("1. 征地批复\n2. 补偿方案") and several_in_one("（一）甲；（二）乙")
    assert not several_in_one("2024年第1.5期学校布局规划") and not several_in_one("征地批复")


def test_who_counts_as_one() -> None:
    assert caller("203.0.113.7") == "203.0.113.7" and caller("nonsense") == ""
    assert caller("2001:db8:1:2::5") == caller("2001:db8:1:2:ffff::9")
    assert caller("2001:db8:1:2::5") != caller("2001:db8:1:3::5")


def test_behind_a_proxy_nobody_named_many_share_the_limit(county: County) -> None:
    with clock.stopped_at(at(DAY)):
        for _ in range(limit("drafts_per_hour") + 1):
            drafting.begin_draft(county.department, "127.0.0.1")
    row = Attempts.objects.get()
    assert row.failures == limit("drafts_per_hour") + 1


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_is_one_application(county: County) -> None:
    with clock.stopped_at(at(DAY)):
        token = filled_draft(county.department)
    said: list[str] = []

    def send() -> None:
        try:
            with clock.stopped_at(at(DAY, 11)):
                said.append(send_application(token, ADDRESS).numbers[0])
        except NoDraft:
            said.append("no draft")
        finally:
            connection.close()

    threads = [Thread(target=send) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(said) == ["jyj-2025-0001", "no draft", "no draft"]
    assert Case.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_wrong_codes_at_once_gain_nothing(county: County) -> None:
    """Each try is counted before the code is looked at."""
    case = arrived_case(county, DAY)
    looked: list[str] = []

    def guess(n: int) -> None:
        try:
            with clock.stopped_at(at(DAY, 11)):
                open_page(case.number, f"GUESS{n}", f"192.0.2.{n}")
        except (WrongCode, Locked) as no:
            looked.append(type(no).__name__)
        finally:
            connection.close()

    threads = [Thread(target=guess, args=(n,)) for n in range(12)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert looked.count("WrongCode") == limit("free_tries_number") and len(looked) == 12
