"""Pages of letters: choosing, writing, reading, signing, serving, the register; who sees what they say."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.audit.models import Entry
from gongkai.apps.cases.models import Case, Dispatch, Letter, LetterState, RemedyPlaces
from gongkai.apps.cases.queries.letter_register import missing_numbers
from tests.apps.cases.example_cases import at, handled_case
from tests.apps.cases.letter_cases import decided_internal, decided_open, signed, with_places
from tests.county import County, make_county
from tests.office.entering import enter

pytestmark = pytest.mark.django_db
DAY, LATER = dt.date(2025, 9, 26), dt.date(2025, 10, 9)


@pytest.fixture
def county(tmp_path, settings) -> County:
    settings.SEALED_ROOT = tmp_path
    with_places()
    return make_county()


@pytest.fixture
def clerk(county: County) -> Client:
    return enter(Client(), county.people["case_clerk"])


@pytest.fixture
def reviewer(county: County) -> Client:
    return enter(Client(), county.people["case_reviewer"])


def text_of(answer) -> str:
    return answer.content.decode()


def page_of(letter: Letter) -> str:
    return reverse("office_letter", args=[letter.case_id, letter.pk])


def test_from_choosing_to_arrival(county: County, clerk: Client, reviewer: Client) -> None:
    case = handled_case(county, DAY)
    with clock.stopped_at(at(LATER)):
        chosen = text_of(clerk.get(reverse("office_letters", args=[case.pk])))
        assert "政府信息公开申请补正告知书" in chosen and "答复书（" not in chosen
        address = reverse("office_letter_new", args=[case.pk, "N04"])
        form = text_of(clerk.get(address))
        assert "需要补正的事项" in form and "由系统填写" in form and "2024年学校布局规划" in form
        case.refresh_from_db()
        answer = clerk.post(
            address,
            {
                "seen": case.events_held,
                "value-request": "2024年学校布局规划",
                "value-limit": "10",
                "value-correction_points": "写明是哪一所学校",
            },
        )
        letter = Letter.objects.get(case=case)
        assert answer.status_code == 302 and answer.url == page_of(letter)
        shown = text_of(clerk.get(page_of(letter)))
        pictures = re.findall(r'src="([^"]+\.png)"', shown)
        assert pictures and "送审" in shown
        picture = clerk.get(pictures[0])
        assert picture["Content-Type"] == "image/png" and "no-store" in picture["Cache-Control"]
        seen = {"seen": case.events_held}
        clerk.post(reverse("office_letter_submit", args=[case.pk, letter.pk]), seen)
        own = text_of(clerk.get(page_of(letter)))
        assert "由另一人审核签发" in own and "签发，编文号" not in own
        assert reviewer.get(reverse("office_letters_sign", args=[case.pk])).url == page_of(letter)
        assert "签发，编文号" in text_of(reviewer.get(page_of(letter)))
        reviewer.post(
            reverse("office_letter_sign", args=[case.pk, letter.pk]), seen | {"on": "2025-10-09"}
        )
        letter.refresh_from_db()
        assert letter.number == "教育局信公〔2025〕1号"
        assert clerk.get(reverse("office_letters_send", args=[case.pk])).url == page_of(letter)
        send = reverse("office_letter_send", args=[case.pk, letter.pk])
        refused = clerk.post(
            send, seen | {"way": "post", "on": "2025-10-09", "mail_number": "SF1234567890123"}
        )
        assert "《邮政法》第五十五条" in text_of(refused) and "SF1234567890123" in text_of(refused)
        clerk.post(send, seen | {"way": "direct", "on": "2025-10-09"})
        sent = Dispatch.objects.get(letter=letter)
        case.refresh_from_db()
        assert case.state == "correcting"
        clerk.post(
            reverse("office_letter_arrived", args=[case.pk, letter.pk, sent.pk]),
            {"seen": case.events_held, "on": "2025-10-09", "note": "送达回证，本人签收"},
        )
        sent.refresh_from_db()
        assert sent.delivered_on == LATER
        assert "本人签收" in text_of(clerk.get(page_of(letter)))
        case_page = text_of(clerk.get(reverse("office_case", args=[case.pk])))
        assert "文书与送达" in case_page and "教育局信公〔2025〕1号" in case_page


def test_an_answer_beside_its_decision(county: County, clerk: Client, reviewer: Client) -> None:
    case = handled_case(county, DAY)
    decided_internal(county, case, LATER)
    with clock.stopped_at(at(LATER, 14)):
        address = reverse("office_letter_new", args=[case.pk, "N14-no-internal"])
        shown = text_of(clerk.get(address))
        assert "公开会影响内部工作的正常进行" in shown, "reasons come from the decision"
        assert "先向示例县人民政府申请行政复议" in shown
        case.refresh_from_db()
        clerk.post(address, {"seen": case.events_held, "value-request": "规划", "value-internal_kind": "内部工作流程", "value-reasons": "理由"})  # fmt: skip
        letter = Letter.objects.get()
        beside = text_of(reviewer.get(page_of(letter)))
        assert "审核处理意见" not in beside.split("处理意见", 1)[0]
        assert "不予公开（内部事务信息）" in beside and "公开会影响内部审批" in beside


def test_what_was_typed_stays_when_refused(county: County, clerk: Client) -> None:
    case = handled_case(county, DAY)
    with clock.stopped_at(at(LATER)):
        answer = clerk.post(
            reverse("office_letter_new", args=[case.pk, "N04"]),
            {"seen": 999, "value-limit": "十天", "value-correction_points": "写明是哪一所学校"},
        )
    assert answer.status_code == 200
    assert "写明是哪一所学校" in text_of(answer) and "刷新" in text_of(answer)
    assert not Letter.objects.exists()


def test_who_does_not_handle_cases_reads_no_letter(county: County) -> None:
    case = handled_case(county, DAY)
    letter = signed(county, case, "N04", {"correction_points": "写明年份"}, on=LATER)
    for post in ("county_office", "auditor"):
        client = enter(Client(), county.people[post])
        for address in (
            page_of(letter),
            reverse("office_letter_picture", args=[case.pk, letter.pk, 1]),
        ):
            assert client.get(address).status_code == 403
        listed = text_of(client.get(reverse("office_letter_register") + "?year=2025"))
        assert "教育局信公〔2025〕1号" in listed and "王小明" not in listed
        on_case = text_of(client.get(reverse("office_case", args=[case.pk])))
        assert "政府信息公开申请补正告知书" in on_case and page_of(letter) not in on_case
    stranger = enter(Client(), county.people["clerk"])
    assert stranger.get(page_of(letter)).status_code in (403, 404)


def test_the_register_and_its_gaps(county: County) -> None:
    for _ in range(3):
        signed(
            county, handled_case(county, DAY), "N04", {"correction_points": "写明年份"}, on=LATER
        )
    assert missing_numbers(None, 2025) == []
    Letter.objects.filter(number__endswith="〕2号").update(number="")
    assert missing_numbers(None, 2025) == [("示例县教育局", [2])]
    client = enter(Client(), county.people["county_office"])
    with clock.stopped_at(at(LATER)):
        shown = text_of(client.get(reverse("office_letter_register")))
        assert "缺第 2 号" in shown
        exported = client.get(reverse("office_letter_export") + "?year=2025")
    assert exported["Content-Type"].startswith("application/vnd.openxml")


def test_printed_forms(county: County, clerk: Client) -> None:
    case = handled_case(county, DAY)
    letter = signed(county, case, "N04", {"correction_points": "写明年份"}, on=LATER)
    with clock.stopped_at(at(LATER)):
        for key in ("N01", "N02", "N03"):
            answer = clerk.post(reverse("office_letter_form", args=[case.pk, key]))
            assert answer.content.startswith(b"%PDF"), key
        assert clerk.post(reverse("office_letter_form", args=[case.pk, "N18"])).status_code == 404
        held = Entry.objects.filter(act="case.unmask").count()
        record = clerk.post(reverse("office_letter_record", args=[case.pk, letter.pk]))
        no_slip = clerk.get(reverse("office_letter_slip", args=[case.pk, letter.pk]))
    assert record.content.startswith(b"%PDF")
    assert Entry.objects.filter(act="case.unmask").count() == held + 1
    assert no_slip.status_code == 404


def test_names_of_review_organs_and_courts(county: County) -> None:
    client = enter(Client(), county.people["county_office"])
    shown = text_of(client.get(reverse("office_remedy_places")))
    assert "示例县人民法院" in shown and "都已齐备" in shown
    whole = reverse("office_remedy_places_edit", args=[0])
    assert client.get(whole).status_code == 200
    client.post(whole, {"basic_court": "", "upper_government": "示例市人民政府"})
    assert RemedyPlaces.objects.get(organ=None).basic_court == ""
    assert "还缺名称" in text_of(client.get(reverse("office_remedy_places")))
    head = enter(Client(), county.people["disclosure_head"])
    assert head.get(whole).status_code == 403
    own = reverse("office_remedy_places_edit", args=[county.department.pk])
    assert head.post(own, {"basic_court": "指定的人民法院", "author": ""}).status_code == 302
    other = reverse("office_remedy_places_edit", args=[county.township.pk])
    assert head.get(other).status_code == 403


def test_returned_and_dropped(county: County, clerk: Client, reviewer: Client) -> None:
    case = handled_case(county, DAY)
    decided_open(county, case, LATER)
    with clock.stopped_at(at(LATER, 14)):
        case.refresh_from_db()
        seen = {"seen": case.events_held}
        clerk.post(
            reverse("office_letter_new", args=[case.pk, "N14-open-point"]),
            seen | {"value-request": "规划", "value-place": "网站"},
        )
        letter = Letter.objects.get()
        clerk.post(reverse("office_letter_submit", args=[case.pk, letter.pk]), seen)
        address = reverse("office_letter_return", args=[case.pk, letter.pk])
        assert reviewer.post(address, seen | {"return-reason": ""}).status_code == 200
        reviewer.post(address, seen | {"return-reason": "网址要写全"})
        assert "网址要写全" in text_of(clerk.get(page_of(letter)))
        assert "网址要写全" in text_of(
            clerk.get(reverse("office_letter_edit", args=[case.pk, letter.pk]))
        )
        clerk.post(
            reverse("office_letter_drop", args=[case.pk, letter.pk]), seen | {"drop-reason": "重拟"}
        )
    letter.refresh_from_db()
    assert letter.state == LetterState.DROPPED
    assert Case.objects.get().state == "to_review"
