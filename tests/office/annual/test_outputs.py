"""A report's files in the office: drafts are marked, looked at, read back; the way to the portal says who acts."""

import datetime as dt
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.annual.actions.publishing import prepare_page
from gongkai.apps.annual.models import Report
from gongkai.apps.annual.previous import signed_report
from gongkai.apps.disclosure.actions.review import review
from gongkai.apps.disclosure.models import Item
from gongkai.documents.reader import read_document, read_report
from gongkai.documents.rendering.same_report import same_report
from gongkai.office.annual.outputs.drafts import MARK, text_of
from gongkai.office.annual.outputs.way import way_of
from tests.apps.annual.test_publishing import GATES, POST_OF, county, published, signed
from tests.apps.annual.test_signing import begun
from tests.apps.cases.example_cases import at
from tests.county import County
from tests.office.entering import enter

pytestmark = pytest.mark.django_db
JANUARY = dt.date(2026, 1, 15)
__all__ = ["county"]


@pytest.fixture
def clerk(county: County, client: Client) -> Client:
    return enter(client, county.people["clerk"])


@pytest.mark.parametrize("to", ["pdf", "docx", "xlsx", "ofd", "html", "json"])
def test_a_draft_is_the_report_and_says_that_it_is_a_draft(
    county: County, clerk: Client, to: str
) -> None:
    report = begun(county)
    with clock.stopped_at(at(JANUARY)):
        answer = clerk.get(reverse("office_annual_output", args=[report.pk, to]))
        text = text_of(report)
    assert answer.status_code == 200
    assert "%E8%8D%89%E7%A8%BF" in answer["Content-Disposition"]
    content = answer.content
    assert same_report(text.report, read_report(content, f"a.{to}"), to)
    if to in ("pdf", "ofd"):
        assert MARK in str(read_document(content, f"a.{to}"))
    if to == "html":
        assert f'content: "{MARK}"'.encode() in content


def test_a_signed_report_carries_no_mark(county: County, clerk: Client) -> None:
    report = begun(county)
    with clock.stopped_at(at(JANUARY)):
        signed(county, report)
        answer = clerk.get(reverse("office_annual_output", args=[report.pk, "pdf"]))
        page = clerk.get(reverse("office_annual_outputs", args=[report.pk]) + "?check=1")
    assert "%E8%8D%89%E7%A8%BF" not in answer["Content-Disposition"]
    assert MARK not in str(read_document(answer.content, "a.pdf"))
    assert same_report(signed_report(report), read_report(answer.content, "a.pdf"), "pdf")
    assert page.content.decode().count("一致，") == 6


def test_the_pages_are_looked_at_in_the_browser(county: County, clerk: Client) -> None:
    report = begun(county)
    with clock.stopped_at(at(JANUARY)):
        look = clerk.get(reverse("office_annual_output_look", args=[report.pk, "pdf"]))
        picture = clerk.get(reverse("office_annual_output_page", args=[report.pk, "pdf", 1]))
        beyond = clerk.get(reverse("office_annual_output_page", args=[report.pk, "pdf", 99]))
        web = clerk.get(reverse("office_annual_output_web", args=[report.pk]))
        wrong = clerk.get(reverse("office_annual_output_look", args=[report.pk, "xlsx"]))
    assert "第 1 页" in look.content.decode()
    assert picture.content.startswith(b"\x89PNG") and beyond.status_code == 404
    assert "sandbox" in web["Content-Security-Policy"] and "<table" in web.content.decode()
    assert wrong.status_code == 404


def test_a_township_sees_no_files_of_the_education_bureau(county: County, client: Client) -> None:
    from gongkai.apps.organs.models import Post

    report = begun(county)
    Post.objects.filter(kind="clerk").update(organ=county.township)
    enter(client, county.people["clerk"])
    for name, more in (("outputs", ()), ("output", ("pdf",)), ("output_web", ())):
        address = reverse(f"office_annual_{name}", args=[report.pk, *more])
        assert client.get(address).status_code in (403, 404)


def stations(county: County, report: Report) -> list[tuple[str, str]]:
    report.refresh_from_db()
    return [(one.name, one.word) for one in way_of(county.actor("clerk"), report).stations]


def test_the_way_to_the_portal_says_where_it_stands_and_who_acts(
    county: County, settings: object, tmp_path: Path
) -> None:
    settings.PUBLIC_ROOT = tmp_path  # type: ignore[attr-defined]
    report = begun(county)
    clerk = county.actor("clerk")
    with clock.stopped_at(at(JANUARY)):
        assert [word for _, word in stations(county, report)] == ["未到"] * 4
        signed(county, report)
        assert ("生成页面和文件", "现在") in stations(county, report)
        item = prepare_page(clerk, report)
        report.refresh_from_db()
        way = way_of(clerk, report)
        first = next(one for one in way.stations if one.word == "现在")
        assert first.who and first.who in way.next_step and way.item == item.pk
        review(county.actor(POST_OF[GATES[0]]), item, GATES[0], "returned", "附件名称再核对")
        assert "退回" in dict(stations(county, report)).values()
        assert "附件名称再核对" in way_of(clerk, report).next_step
        published(county, report)
        way = way_of(clerk, report)
    assert {one.word for one in way.stations} == {"已完成"}
    assert way.public is not None and not way.public.written
    assert Item.objects.get(pk=item.pk).editions.count() == 1


def test_every_reviewer_reads_the_report_from_the_page_and_may_change_nothing(
    county: County,
) -> None:
    report = begun(county)
    with clock.stopped_at(at(JANUARY)):
        signed(county, report)
        item = prepare_page(county.actor("clerk"), report)
        address = reverse("office_annual_report", args=[report.pk])
        for post in set(POST_OF.values()):
            client = enter(Client(), county.people[post])
            page = client.get(reverse("office_items:page", args=[item.pk])).content.decode()
            assert address in page, post
            shown = client.get(address)
            assert shown.status_code == 200, post
            body = shown.content.decode()
            assert 'method="post"' not in body[body.index("<main") : body.index("</main>")], post
            part = reverse("office_annual_part", args=[report.pk, "one.opening"])
            assert client.get(part).status_code == 403, post


def test_the_panel_stands_in_a_page(county: County) -> None:
    report = begun(county)
    request = RequestFactory().get("/")
    request.user = county.people["clerk"]
    page = Template('{% include "office/annual/panels/publishing.html" %}')
    html = page.render(Context({"request": request, "report": report}))
    assert "报告还在编写" in html and html.count("station") >= 4
