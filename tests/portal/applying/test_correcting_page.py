"""The page while 补正 is out: the last day in plain words, nothing of the annual report's tables."""

import datetime as dt

import pytest
from django.test import Client

from gongkai.apps import clock
from gongkai.apps.cases.actions.registering import assign, confirm_receipt
from gongkai.apps.cases.actions.serving import dispatch_letter, record_delivery
from gongkai.apps.cases.models import Case
from tests.apps.cases.example_cases import at
from tests.apps.cases.letter_cases import signed, with_places
from tests.apps.cases.online_cases import sent_online
from tests.county import make_county

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 9, 28)


def test_the_last_day_to_correct_stands_without_the_words_of_clerks(
    client: Client, tmp_path, settings
) -> None:
    settings.SEALED_ROOT = tmp_path
    county = make_county()
    with_places()
    sent = sent_online(county.department)
    case, clerk = Case.objects.get(number=sent.numbers[0]), county.actor("case_clerk")
    with clock.stopped_at(at(DAY, 11)):
        confirm_receipt(clerk, case, on=DAY, evidence="电话记录")
        assign(county.actor("disclosure_head"), case, county.people["case_clerk"], on=DAY)
    case.refresh_from_db()
    said = {"correction_points": "请写明年份", "limit": "10"}
    letter = signed(county, case, "N04", said, on=DAY)
    with clock.stopped_at(at(DAY, 15)):
        out = dispatch_letter(clerk, letter, way="online", on=DAY)
        record_delivery(clerk, out, on=DAY, note="电话记录")
        client.post("/apply/status/", {"number": sent.numbers[0], "code": sent.code})
        text = client.get("/apply/status/case/").content.decode()
    assert "申请人补正：2025年10月17日" in text
    assert "视为放弃申请" in text and "表三" not in text
