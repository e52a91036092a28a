"""The pages of figures: what stands beside each field, the list that waits, sheets, hand-ins, keys; who sees what."""

import datetime as dt
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from gongkai.apps import clock
from gongkai.apps.annual.actions.stating import Said, confirm_figures, state_figures
from gongkai.apps.annual.actions.writing import start_report
from gongkai.apps.annual.models import Delivery, DeliveryKey, Statement
from gongkai.apps.organs.models import Post
from gongkai.apps.periods.actions import lock_year
from tests.apps.annual.test_delivering import numbers, report, sent
from tests.apps.annual.test_importing import book
from tests.apps.cases.example_cases import at, handled_case
from tests.county import County, make_county
from tests.office.entering import enter

pytestmark = pytest.mark.django_db
FIGURES = "office_annual_figures"


@pytest.fixture
def county() -> County:
    return make_county()


@pytest.fixture(autouse=True)
def january():
    with clock.stopped_at(at(dt.date(2026, 1, 12), 14)):
        yield


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")


def page(client: Client, name: str, *args: Any, **asked: Any) -> str:
    answer = client.get(reverse(name, args=args), {"year": "2025"} | asked)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def state(county: County, *said: Said) -> list[Statement]:
    return state_figures(county.actor("clerk"), county.department, 2025, said)


def test_the_form_in_the_words_of_the_report_with_what_stands(
    county: County, client: Client
) -> None:
    rows = state(county, Said("t2.fees", Decimal("85.50"), evidence="非税收入统计表"))
    confirm_figures(county.actor("final_reviewer"), rows)
    state(county, Said("t2.fees", Decimal("85.56")))
    enter(client, county.people["clerk"])
    text = page(client, FIGURES)
    for words in ("表二 主动公开政府信息情况", "第六部分 信息处理费", "本年处理决定数量，单位：件",
                  "本年收费金额，单位：万元", "依据：非税收入统计表", "85.50", "85.56", "— 未填报"):  # fmt: skip
        assert words in text, words
    assert "锁定年度的更正理由" not in text and "接口密钥" not in text
    lock_year(county.actor("county_office"), 2025)
    assert "锁定年度的更正理由" in page(client, FIGURES)
    assert "锁定年度的更正理由" not in page(client, FIGURES, year="2024")


def test_a_month_is_stated_by_itself(county: County, client: Client) -> None:
    enter(client, county.people["clerk"])
    sent_on = {"state": "1", "year": "2025", "month": "3", "t2.licences": "7"}
    answer = client.post(reverse(FIGURES), sent_on)
    assert answer.status_code == 302 and "month=3" in answer["Location"]
    assert Statement.objects.get().month == 3
    for wrong in ("13", "0", "x", "3.0", "１"):
        assert client.get(reverse(FIGURES), {"month": wrong}).status_code == 404
    assert client.post(reverse(FIGURES), {"state": "1", "year": "2025"}).status_code == 422


def test_a_wrong_figure_is_named_with_its_line(county: County, client: Client) -> None:
    enter(client, county.people["clerk"])
    wrong = {"t2.licences": "-1", "t2.penalties": "2.5", "t2.fees": "3.456", "one.press": "三"}
    answer = client.post(reverse(FIGURES), {"state": "1", "year": "2025", **wrong})
    said = answer.content.decode()
    for words in (
        "行政许可不能是负数",
        "行政处罚的单位是件，应填整数",
        "最多写2位小数",
        "新闻发布会应填数",
    ):
        assert words in said, words
    assert answer.status_code == 422 and not Statement.objects.exists()
    given = {"state": "1", "year": "2025", "t2.licences": "7", "t2.fees": "3.45"}
    answer = client.post(reverse(FIGURES), given, follow=True)
    assert "已填报 2 个数，另一人确认以后计入年报" in answer.content.decode()


def test_what_i_stated_waits_for_another(county: County, client: Client) -> None:
    head = county.actor("disclosure_head")
    (mine,) = state_figures(head, county.department, 2025, [Said("t2.licences", Decimal(7))])
    (other,) = state(county, Said("t2.penalties", Decimal(9)))
    enter(client, county.people["disclosure_head"])
    text = page(client, FIGURES)
    assert f'name="figure" value="{other.pk}"' in text
    assert f'name="figure" value="{mine.pk}"' not in text and "须由另一人确认" in text
    client.post(reverse("office_annual_confirm"), {"year": "2025", "figure": [mine.pk, other.pk]})
    assert not hasattr(Statement.objects.get(pk=other.pk), "confirmation"), "all or none"


def test_taking_a_figure_back(county: County, client: Client) -> None:
    (row,) = state(county, Said("t2.licences", Decimal(7)))
    enter(client, county.people["clerk"])
    assert f'id="withdraw-{row.pk}"' in page(client, FIGURES)
    address = reverse("office_annual_withdraw", args=[row.pk])
    client.post(address, {"year": "2025", "reason": ""})
    assert Statement.objects.count() == 1
    client.post(address, {"year": "2025", "reason": "填错了单位"})
    last = Statement.objects.latest("id")
    assert last.value is None and last.evidence == "填错了单位"


def test_the_county_office_confirms_for_many_units(county: County, client: Client) -> None:
    (one,) = state(county, Said("t2.licences", Decimal(7)))
    enter(client, county.people["county_office"])
    text = page(client, "office_annual_waiting")
    assert "教育局" in text and f'value="{one.pk}"' in text
    sent_on = {"year": "2025", "figure": one.pk, "back": "all"}
    answer = client.post(reverse("office_annual_confirm"), sent_on)
    assert "waiting" in answer["Location"]
    assert hasattr(Statement.objects.get(), "confirmation")
    enter(client, county.people["clerk"])
    assert client.get(reverse("office_annual_waiting")).status_code == 403


def test_the_first_page_says_what_waits_for_me(county: County, client: Client) -> None:
    state(county, Said("t2.licences", Decimal(7)), Said("t2.penalties", Decimal(8)))
    enter(client, county.people["final_reviewer"])
    text = client.get("/office/").content.decode()
    assert "教育局2025年度填报数据" in text and "2 个数等待确认" in text
    enter(client, county.people["clerk"])
    assert "个数等待确认" not in client.get("/office/").content.decode()


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_a_sheet_is_previewed_then_taken(county: County, client: Client) -> None:
    enter(client, county.people["clerk"])
    address = reverse("office_annual_sheet")
    template = client.get(reverse("office_annual_sheet_template"), {"year": "2025"})
    assert load_workbook(io.BytesIO(template.content)).worksheets[0]["A1"].value == "项目"
    wrong = client.post(
        address,
        {"year": "2025", "file": upload("a.xlsx", book(["单位", "行政处罚"], ["教育局", -1]))},
    )
    assert wrong.status_code == 422
    assert '<td class="nowrap">行政处罚</td>' in wrong.content.decode()
    state(county, Said("t2.licences", Decimal(7)))
    good = book(["单位", "行政许可", "行政处罚"], ["教育局", 8, 0])
    shown = client.post(address, {"year": "2025", "file": upload("a.xlsx", good)})
    assert "<del>7</del>" in shown.content.decode() and Statement.objects.count() == 1
    carried = shown.context["sent"].carried
    kept = {"year": "2025", "name": "a.xlsx", "carried": carried, "take": "1"}
    assert client.post(address, kept | {"carried": carried[:50]}).status_code == 422
    assert Statement.objects.count() == 1
    assert client.post(address, kept).status_code == 302
    assert Statement.objects.count() == 3


def test_a_report_file_from_looking_to_confirming(county: County, client: Client) -> None:
    handled_case(county, dt.date(2025, 12, 20))
    enter(client, county.people["clerk"])
    address = reverse("office_annual_deliveries")
    assert "有 1 件申请" in page(client, "office_annual_deliveries")
    none = client.post(address, {"year": "2025", "scope": "cases", "file": upload("a.txt", b"x")})
    assert none.status_code == 422 and "没有收下" in none.content.decode()
    file = upload("报告.json", sent(report()))
    answer = client.post(address, {"year": "2025", "scope": "cases", "file": file})
    made = Delivery.objects.get()
    assert answer["Location"] == reverse("office_annual_delivery", args=[made.pk])
    text = page(client, "office_annual_delivery", made.pk)
    assert "核对无误" in text and "台账 1" in text and made.sha256 in text
    take = reverse("office_annual_take", args=[made.pk])
    client.post(take, {"reason": ""})
    assert not Statement.objects.exists()
    client.post(take, {"reason": "1至11月在原系统办理"})
    assert Statement.objects.filter(delivery=made).count() == len(numbers())
    enter(client, county.people["final_reviewer"])
    assert f'name="delivery" value="{made.pk}"' in page(client, FIGURES)
    assert "1至11月在原系统办理" in page(client, "office_annual_delivery", made.pk)
    client.post(reverse("office_annual_confirm"), {"year": "2025", "delivery": made.pk})
    assert not Statement.objects.filter(confirmation=None).exists()
    file_answer = client.get(reverse("office_annual_delivery_file", args=[made.pk]))
    assert json.loads(file_answer.content)["year"] == 2025
    assert file_answer["Content-Disposition"].startswith("attachment")
    begun_report = start_report(county.actor("clerk"), county.department, 2025)
    text = page(client, "office_annual_report", begun_report.pk)
    assert "这张表有 175 格取自" in text and "这张表有 15 格取自" in text
    assert "本机关台账为1" in page(client, "office_annual_behind", begun_report.pk, "t3.new.total")


def test_typed_tables(county: County, client: Client) -> None:
    enter(client, county.people["clerk"])
    address = reverse("office_annual_typed")
    assert 'name="t3.new.natural"' in page(client, "office_annual_typed")
    assert 'name="t3.new.total"' not in page(client, "office_annual_typed")
    wrong = client.post(address, {"year": "2025", "t3.new.natural": "两件"})
    assert wrong.status_code == 422 and 'value="两件"' in wrong.content.decode()
    typed = {"t3.new.natural": "2", "t3.granted.natural": "2", "year": "2025"}
    answer = client.post(address, typed)
    made = Delivery.objects.get()
    assert "空白不是 0" in page(client, "office_annual_delivery", made.pk)
    client.post(address, typed | {"zero": "1"})
    made = Delivery.objects.latest("id")
    assert "核对无误" in page(client, "office_annual_delivery", made.pk)
    assert answer.status_code == 302


def test_a_key_is_shown_once_and_revoked(county: County, client: Client) -> None:
    enter(client, county.people["disclosure_head"])
    made = client.post(reverse("office_annual_keys"), {"label": "行政审批系统"})
    key = made.context["shown"]
    assert key in made.content.decode() and made["Cache-Control"] == "no-store"
    assert key not in page(client, "office_annual_keys")
    row = DeliveryKey.objects.get()
    assert "2027-01-12" in page(client, "office_annual_keys")
    with clock.stopped_at(at(dt.date(2027, 1, 10), 9)):
        later = enter(Client(), county.people["disclosure_head"])
        assert "还有 2 天到期" in page(later, "office_annual_keys")
        assert "快到期的接口密钥" in later.get("/office/").content.decode()
        renew = reverse("office_annual_key_renew", args=[row.pk])
        later.post(renew, {"until": "下周"})
        later.post(renew, {"until": "2027-03-31"})
        assert "2027-03-31" in page(later, "office_annual_keys")
        assert "快到期的接口密钥" not in later.get("/office/").content.decode()
    client.post(reverse("office_annual_key_revoke", args=[row.pk]))
    assert DeliveryKey.objects.get().revoked_at is not None
    enter(client, county.people["clerk"])
    assert client.get(reverse("office_annual_keys")).status_code == 403


def test_another_organ_sees_and_changes_nothing(county: County, client: Client) -> None:
    (row,) = state(county, Said("t2.licences", Decimal(7)))
    client_of_department = enter(Client(), county.people["clerk"])
    file = upload("报告.json", sent(report()))
    client_of_department.post(
        reverse("office_annual_deliveries"), {"year": "2025", "scope": "cases", "file": file}
    )
    made = Delivery.objects.get()
    person = county.people["case_clerk"]
    Post.objects.filter(person=person).update(organ=county.township)
    enter(client, person)
    for name in ("office_annual_delivery", "office_annual_delivery_file"):
        assert client.get(reverse(name, args=[made.pk])).status_code == 404
    assert client.post(reverse("office_annual_take", args=[made.pk])).status_code == 404
    assert client.post(reverse("office_annual_withdraw", args=[row.pk])).status_code == 404
    for name in (FIGURES, "office_annual_deliveries", "office_annual_typed", "office_annual_sheet"):
        asked = {"year": "2025", "organ": county.department.pk}
        assert client.get(reverse(name), asked).status_code == 403
    assert "教育局" not in page(client, FIGURES)
