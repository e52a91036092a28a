"""The redaction desk by its pages, without scripts; pictures of pages go to who may see the case only."""

import datetime as dt
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from gongkai.apps.audit.models import Entry
from gongkai.apps.cases.filing import file_content
from gongkai.apps.cases.models import Case, Redaction
from tests.apps.cases.example_cases import WANG, handled_case
from tests.county import County, make_county
from tests.documents.redacting.planted import planted_pdf
from tests.office.entering import enter

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 9, 26)
ROW = {
    "left-0": "10", "top-0": "28", "width-0": "60", "height-0": "8",
    "ground-0": "NO_THIRD", "category-0": "个人隐私", "reason-0": "公开会侵害个人隐私",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, settings: Any) -> None:
    settings.SEALED_ROOT = tmp_path / "sealed"


@pytest.fixture
def county() -> County:
    return make_county()


def opened(county: County) -> tuple[Client, Case, Redaction]:
    case = handled_case(county, DAY)
    client = enter(Client(), county.people["case_clerk"])
    sent = BytesIO(planted_pdf())
    sent.name = "王小明的材料.pdf"
    answer = client.post(reverse("office_redactions", args=[case.pk]), {"file": sent})
    assert answer.status_code == 302
    return client, case, Redaction.objects.get()


def test_from_upload_to_checked(county: County) -> None:
    client, case, row = opened(county)
    page = reverse("office_redaction", args=[row.pk])
    shown = client.get(page).content.decode()
    assert (
        "第 1 页，共 1 页" in shown
        and 'name="left-0"' in shown
        and "style=" not in shown.split("<main")[-1]
    )
    assert client.post(page, ROW | {"seen": "0"}).status_code == 302
    assert row.pieces.count() == 1
    client.post(reverse("office_redaction_make", args=[row.pk]), {"seen": "1"})
    row.refresh_from_db()
    assert row.output is not None and b"SECRETLINE" not in file_content(row.output)
    check = reverse("office_redaction_check", args=[row.pk])
    assert "由另一人" in client.get(check).content.decode()
    assert client.post(check, {"approve": "1", "seen": "2"}).status_code == 403
    reviewer = enter(Client(), county.people["case_reviewer"])
    assert "复核通过" in reviewer.get(check).content.decode()
    assert reviewer.post(check, {"approve": "1", "seen": "2"}).status_code == 302
    row.refresh_from_db()
    assert row.checked_by == county.people["case_reviewer"]
    desk = client.get(reverse("office_redactions", args=[case.pk])).content.decode()
    assert "遮盖清单" in desk and "第十五条" in desk
    assert "区分处理" in client.get(reverse("office_case", args=[case.pk])).content.decode()


def test_what_was_typed_stays_when_it_is_refused(county: County) -> None:
    client, _, row = opened(county)
    page = reverse("office_redaction", args=[row.pk])
    shown = client.post(page, ROW | {"width-0": "viel", "seen": "0"}).content.decode()
    assert "位置没有写全" in shown and 'value="viel"' in shown
    shown = client.post(page, ROW | {"width-0": "95", "seen": "0"}).content.decode()
    assert "不在页面之内" in shown and "公开会侵害个人隐私" in shown
    shown = client.post(page, ROW | {"seen": "7"}).content.decode()
    assert "同事改动过" in shown and row.pieces.count() == 0
    client.post(page, ROW | {"seen": "0"})
    client.post(page, ROW | {"drop-0": "1", "seen": "1"})
    assert row.pieces.count() == 0


def test_pictures_go_to_who_may_see_the_case(county: County) -> None:
    client, _, row = opened(county)
    address = reverse("office_redaction_picture", args=[row.pk, "source", 1])
    answer = client.get(address)
    assert answer["Content-Type"] == "image/jpeg" and "no-store" in answer["Cache-Control"]
    assert Image.open(BytesIO(answer.content)).size[0] == 1400
    for which, page in (("output", 1), ("source", 2), ("other", 1)):
        gone = reverse("office_redaction_picture", args=[row.pk, which, page])
        assert client.get(gone).status_code == 404
    for post in ("clerk", "county_office", "auditor", "security_administrator"):
        other = enter(Client(), county.people[post])
        assert other.get(address).status_code in (403, 404), post
    assert Client().get(address).status_code == 302


def test_the_whole_is_shown_once_for_a_reason(county: County) -> None:
    case = handled_case(county, DAY)
    client = enter(Client(), county.people["case_clerk"])
    address = reverse("office_case_unmask", args=[case.pk, case.parties.get().pk])
    shown = client.get(address).content.decode()
    assert WANG.id_number not in shown and WANG.phone not in shown
    assert WANG.phone not in client.post(address, {"reason": "看"}).content.decode()
    before = Entry.objects.filter(act="case.unmask").count()
    answer = client.post(address, {"reason": "填写邮寄地址"})
    assert WANG.id_number in answer.content.decode() and "no-store" in answer["Cache-Control"]
    entry = Entry.objects.filter(act="case.unmask").first()
    assert Entry.objects.filter(act="case.unmask").count() == before + 1
    assert entry is not None and entry.note == "填写邮寄地址"
    assert WANG.phone not in client.get(address).content.decode()
    for post in ("county_office", "auditor"):
        assert enter(Client(), county.people[post]).get(address).status_code == 403
