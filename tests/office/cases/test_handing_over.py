"""Several asked for the same: the clerk hands a draft over, the writer goes on with it, its gates come after."""

import datetime as dt

import pytest
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.cases.models import Case
from gongkai.apps.disclosure.actions.writing import revise_item, submit_item
from gongkai.apps.disclosure.models import Item
from gongkai.apps.disclosure.refusals import Blocked
from gongkai.apps.organs.access import Forbidden
from tests.apps.cases.example_cases import at
from tests.apps.cases.letter_cases import decided_open, signed, with_places
from tests.apps.disclosure.desk import VALUES

pytestmark = pytest.mark.django_db
NEXT = dt.date(2025, 6, 18)


def answered(desk, case: Case) -> Case:
    from gongkai.apps.cases.actions.serving import dispatch_letter

    with_places()
    decided_open(desk.county, case, NEXT)
    letter = signed(desk.county, case, "N14-open-point", {"reasons": ""}, on=NEXT)
    with clock.stopped_at(at(NEXT, 15)):
        dispatch_letter(desk.county.actor("case_clerk"), letter, way="direct", on=NEXT)
    return Case.objects.get(pk=case.pk)


def test_the_clerk_hands_over_and_the_writer_goes_on(desk, sign_in, handled) -> None:
    case = answered(desk, handled)
    clerk, writer = sign_in("case_clerk"), sign_in("clerk")
    page, address = reverse("office_case", args=[case.pk]), reverse("office_step_publish", args=[case.pk])  # fmt: skip
    with clock.stopped_at(at(NEXT, 16)):
        assert "转为主动公开" in clerk.get(page).content.decode()
        text = clerk.get(address).content.decode()
        assert "王小明" not in text and "交信息员" in text
        sent = {"seen": case.events_held, "column": desk.county.columns["zdgk/20-11"].pk,
                "title": "学校布局规划", "text": "王小明要的规划"}  # fmt: skip
        assert "当事人" in clerk.post(address, sent).content.decode()
        assert not Item.objects.exists()
        assert clerk.post(address, sent | {"text": "规划全文。"}).status_code == 302
        item = Item.objects.get()
        today = writer.get("/office/").content.decode()
        assert "办件转来的草稿" in today and "学校布局规划" in today
        assert writer.get(reverse("office_items:page", args=[item.pk])).status_code == 200
        with pytest.raises(Forbidden):
            submit_item(desk.county.actor("case_clerk"), item)  # handing over is not writing
        with pytest.raises(Blocked, match="没有填写"):  # what only the writer knows
            submit_item(desk.county.actor("clerk"), item)
        known = {name: VALUES[name] for name in ("topic", "genre", "formed_on")}
        revise_item(desk.county.actor("clerk"), item, known)
        submit_item(desk.county.actor("clerk"), item)
    assert item.submissions.count() == 1 and not item.live
