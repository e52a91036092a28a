"""政府网站工作年度报表: counted where the platform knows, stated elsewhere, checked, signed, published, corrected."""

import datetime as dt
import json
import re
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote

import pytest

from gongkai.apps import clock
from gongkai.apps.annual.actions.stating import Said, confirm_figures, state_figures
from gongkai.apps.annual.actions.website import (
    Given,
    fill_form,
    return_form,
    send_form,
    sign_form,
    start_website_report,
)
from gongkai.apps.annual.actions.website_publishing import (
    correct_form,
    prepare_form_page,
    publish_form,
)
from gongkai.apps.annual.models import WebsiteReport, WebsiteValue
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.website.fields import form, parse_form
from gongkai.apps.annual.website.filling import Filled, Place, filled
from gongkai.apps.annual.website.rules import SiteRule, check_form, rules
from gongkai.apps.annual.website.sheets import sheet_of
from gongkai.apps.disclosure import refusals as disclosure
from gongkai.apps.disclosure.actions.ending import withdraw_item
from gongkai.apps.disclosure.actions.review import review
from gongkai.apps.disclosure.models import Column, Item
from gongkai.apps.disclosure.queries.gates import gates_due
from gongkai.apps.organs.access import Forbidden
from gongkai.apps.organs.models import Post
from gongkai.apps.publishing.engine import publish_due
from gongkai.apps.publishing.place import Place as Folder
from gongkai.documents.reader import read_document
from gongkai.documents.website.writing import sheet_difference
from gongkai.domain.law.strict_yaml import LawDataError
from tests.apps.cases.example_cases import at
from tests.apps.disclosure.desk import POST_OF
from tests.county import County, make_county, make_edition

pytestmark = pytest.mark.django_db
JANUARY = dt.date(2026, 1, 20)
STATED = {
    "site.type": "政府门户网站", "visits.visitors": "120345", "visits.total": "567890", "info.about": "3",
    "reading.comments": "0", "response.count": "2", "service.listed": "是", "service.users": "100",
    "service.matters": "50", "service.online": "40", "service.natural": "7", "service.legal": "3",
    "talk.platform": "是", "messages.received": "9", "messages.done": "9", "messages.days": "2.5",
    "messages.public": "4", "surveys.count": "1", "surveys.opinions": "6", "surveys.published": "1",
    "interviews.count": "0", "interviews.messages": "0", "interviews.answered": "0",
    "talk.questions": "否", "safety.checks": "2", "safety.found": "1", "safety.mended": "1",
    "safety.warning": "是", "safety.drill": "是", "safety.officer": "是", "media.any": "是",
    "wechat.name": "示例发布", "wechat.posts": "88", "wechat.followers": "990",
    "new.things": "搜索即服务、无障碍浏览", "foot.checker": "李示例",
}  # fmt: skip


@pytest.fixture
def county() -> County:
    county = make_county()
    government = county.government
    government.office_phone = "0000-0000000"
    government.save()
    Post.objects.filter(organ=county.department).update(organ=government)
    Column.objects.create(
        organ=government, code="tzgg", name="通知公告", column_type="工作动态", description="通知公告",
        keywords="通知", order=30, opened_on=dt.date(2020, 1, 1),
    )  # fmt: skip
    return county


def begun(county: County) -> WebsiteReport:
    with clock.stopped_at(at(JANUARY)):
        report = start_website_report(county.actor("clerk"), county.government, 2025)
        fill_form(county.actor("clerk"), report, {k: Given(v) for k, v in STATED.items()})
    return report


def signed(county: County, report: WebsiteReport) -> None:
    send_form(county.actor("clerk"), report)
    sign_form(county.actor("county_head"), report)
    report.refresh_from_db()


def published(county: County, report: WebsiteReport) -> Item:
    item = prepare_form_page(county.actor("clerk"), report)
    while gates := gates_due(item):
        for gate in gates:
            item.refresh_from_db()
            review(county.actor(POST_OF[gate]), item, gate, "approved")
    publish_form(county.actor("disclosure_head"), report)
    report.refresh_from_db()
    return item


def test_the_platform_counts_what_it_knows_and_leaves_blank_what_nobody_said(
    county: County,
) -> None:
    for kind, column in (("news", "zwdt"), ("information", "zdgk/20-11"), ("notice", "tzgg")):
        make_edition(county, kind=kind, column=column, at=at(dt.date(2025, 6, 1)))
    make_edition(county, kind="news", column="zwdt", at=at(dt.date(2024, 6, 1)))
    with clock.stopped_at(at(JANUARY)):
        report = start_website_report(county.actor("clerk"), county.government, 2025)
        places = filled(report)
        assert (places["info.news"].text, places["info.catalogue"].text) == ("1", "1")
        assert places["info.total"].text == "" and places["info.about"].text == ""
        assert places["response.count"].text == "" and places["service.users"].text == ""
        assert places["site.identity"].text == county.site.identity_code
        fill_form(county.actor("clerk"), report, {"info.about": Given("3")})
        assert filled(report)["info.total"].text == "6"
        rows = state_figures(
            county.actor("clerk"), county.government, 2025, [Said("one.responses", Decimal(4))]
        )
        confirm_figures(county.actor("disclosure_head"), rows)
        assert filled(report)["response.count"].text == "4"


def test_what_differs_from_the_count_needs_a_reason(county: County) -> None:
    report, clerk = begun(county), county.actor("clerk")
    with clock.stopped_at(at(JANUARY)):
        fill_form(clerk, report, {"info.news": Given("5"), "info.total": Given("8")})
        assert [one.rule.code for one in check_form(filled(report))] == ["W08", "W08"]
        with pytest.raises(Refused, match="写明不同的原因"):
            send_form(clerk, report)
        why = "含迁移前旧站发布的5条"
        fill_form(clerk, report, {"info.news": Given("5", why), "info.total": Given("8", why)})
        signed(county, report)
    assert report.signed_content["fields"]["info.news"]["note"] == why  # type: ignore[index]
    assert WebsiteValue.objects.filter(report=report, field="info.news").count() == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("visits.total", "1,000"), ("visits.total", "-1"), ("messages.days", "1.25"),
        ("service.listed", "有"), ("site.type", "网站"), ("new.things", "元宇宙"),
        ("foot.head", "张三"), ("nothing", "1"), ("weibo.name", "a\nb"),
    ],
)  # fmt: skip
def test_what_cannot_be_written(county: County, field: str, value: str) -> None:
    report = begun(county)
    with clock.stopped_at(at(JANUARY)), pytest.raises(Refused):
        fill_form(county.actor("clerk"), report, {field: Given(value)})


def in_order(county: County) -> Filled:
    report = begun(county)
    with clock.stopped_at(at(JANUARY)):
        return filled(report)


@pytest.mark.parametrize("rule", rules(), ids=lambda one: one.code)
def test_every_rule_by_its_examples(county: County, rule: SiteRule) -> None:
    places = in_order(county)
    assert not check_form(places)

    def having(example: dict[str, str]) -> list[str]:
        changed = dict(places)
        for key, text in example.items():
            held = places[key]
            counted = held.counted if rule.code != "W08" else "10"
            changed[key] = Place(
                held.field, text, held.source, counted, "" if rule.code == "W08" else "已核对"
            )
        return [one.rule.code for one in check_form(changed)]

    assert rule.code not in having(rule.good) and rule.code in having(rule.bad)


def test_from_hand_to_hand_and_who_may(county: County) -> None:
    report, clerk, head = begun(county), county.actor("clerk"), county.actor("county_head")
    with clock.stopped_at(at(JANUARY)):
        with pytest.raises(Refused, match="不能签发"):
            sign_form(head, report)
        fill_form(clerk, report, {"visits.total": Given("")})
        with pytest.raises(Refused, match="没有填写"):
            send_form(clerk, report)
        fill_form(clerk, report, {"visits.total": Given("567890")})
        send_form(clerk, report)
        with pytest.raises(Refused, match="不能修改"):
            fill_form(clerk, report, {"visits.total": Given("1")})
        with pytest.raises(Forbidden):
            sign_form(clerk, report)
        return_form(head, report, "访问量请再核对")
        fill_form(clerk, report, {"visits.total": Given("567891")})
        send_form(clerk, report)
        sign_form(head, report)
        report.refresh_from_db()
        places = filled(report)
        assert places["foot.head"].text == head.name and places["foot.writer"].text == clerk.name
        assert places["foot.day"].text == "2026年1月20日"
        with pytest.raises(Refused, match="主办网站的人民政府"):
            start_website_report(county.actor("county_office"), county.department, 2024)
        with pytest.raises(Refused, match="从次年1月1日"):
            start_website_report(clerk, county.government, 2026)


def test_what_was_signed_stays_whatever_is_counted_later(county: County) -> None:
    report = begun(county)
    with clock.stopped_at(at(JANUARY)):
        signed(county, report)
        before = filled(report)["info.news"].text
        make_edition(county, kind="news", column="zwdt", at=at(dt.date(2025, 6, 1)))
        assert filled(report)["info.news"].text == before == "0"


def test_published_on_the_portal_and_corrected_in_the_open(county: County, tmp_path: Path) -> None:
    report, clerk = begun(county), county.actor("clerk")
    press = Folder(tmp_path / "public", tmp_path / "state")
    with clock.stopped_at(at(JANUARY)):
        with pytest.raises(Refused, match="没有签发"):
            prepare_form_page(clerk, report)
        signed(county, report)
        item = published(county, report)
        assert not publish_due(place=press).failures
        with pytest.raises(disclosure.Refused, match="网站报表”里办理"):
            withdraw_item(county.actor("county_office"), item, "撤下")
    page = press.root / "xzf" / "2026" / f"{item.pk}.html"
    sheet = sheet_of(report, filled(report))
    assert sheet_difference(sheet, read_document(page.read_bytes(), "a.html")) is None
    files = re.findall(r'href="(/files/[^"]+)" download', page.read_text("utf-8"))
    assert [unquote(one).rpartition(".")[2] for one in files] == ["pdf", "docx", "xlsx", "json"]
    for address in files[:3]:
        path = press.root / unquote(address[1:])
        assert sheet_difference(sheet, read_document(path.read_bytes(), path.name)) is None
    home = (press.root / "index.html").read_text("utf-8")
    assert f'href="/xzf/2026/{item.pk}.html"' in home and "政府网站工作年度报表" in home
    with clock.stopped_at(at(JANUARY, 15)):
        newer = correct_form(clerk, report, "总访问量漏计移动端，由567890次更正为600000次。")
        fill_form(clerk, newer, {"visits.total": Given("600000")})
        signed(county, newer)
        assert published(county, newer).pk == item.pk
        publish_due(place=press)
    former = page.with_name(f"{item.pk}-v1.html")
    assert "567890" in former.read_text("utf-8") and "600000" in page.read_text("utf-8")
    data = re.findall(r'href="(/files/[^"]+\.json)" download', page.read_text("utf-8"))
    changes = json.loads((press.root / unquote(data[0][1:])).read_text("utf-8"))["correction"]
    assert changes["changed"] == [
        {"field": "visits.total", "label": "网站总访问量", "old": "567890", "new": "600000"}
    ]


def test_the_form_s_data_is_read_strictly() -> None:
    assert len(form().fields) == 55 and form().norm == "国办函〔2018〕12号"
    text = (Path(form.__wrapped__.__code__.co_filename).parent / "fields.yaml").read_text("utf-8")
    with pytest.raises(LawDataError, match="没有“media.none”"):
        parse_form(text.replace("only: media.any", "only: media.none", 1), "fields.yaml")
    with pytest.raises(LawDataError, match="不在允许"):
        parse_form(text.replace("kind: decimal", "kind: fraction", 1), "fields.yaml")
