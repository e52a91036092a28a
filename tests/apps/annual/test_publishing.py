"""A signed report is published as a page with files that read back equal; a correction is a new version."""

import datetime as dt
import json

import pytest

from gongkai.apps import clock
from gongkai.apps.annual.actions.publishing import correct_report, prepare_page, publish_report
from gongkai.apps.annual.actions.signing import hand_in, send_to_head
from gongkai.apps.annual.actions.writing import compile_report, write_part
from gongkai.apps.annual.models import Artefact, Report, ReportState
from gongkai.apps.annual.previous import previous_report, signed_report
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.disclosure.actions.review import review
from gongkai.apps.disclosure.models import Column, Edition, Item
from gongkai.documents.reader import read_report
from tests.apps.annual.test_signing import begun, explained
from tests.apps.cases.example_cases import at
from tests.apps.disclosure.desk import GATES, POST_OF
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
JANUARY = dt.date(2026, 1, 15)


@pytest.fixture
def county() -> County:
    county = make_county()
    Column.objects.create(
        organ=county.department,
        code="annual-reports",
        name="政府信息公开年报",
        column_type="信息公开年报",
        description="历年年报",
        keywords="年报",
        order=40,
        opened_on=dt.date(2020, 1, 1),
    )
    return county


def signed(county: County, report: Report) -> None:
    clerk = county.actor("clerk")
    compile_report(clerk, report)
    explained(county, report)
    send_to_head(clerk, report)
    hand_in(county.actor("disclosure_head"), report)
    report.refresh_from_db()


def published(county: County, report: Report) -> Edition:
    item = prepare_page(county.actor("clerk"), report)
    for gate in GATES:
        item.refresh_from_db()
        review(county.actor(POST_OF[gate]), item, gate, "approved")
    publish_report(county.actor("disclosure_head"), report)
    report.refresh_from_db()
    return Edition.objects.public().get(item_id=item.pk)


def test_published_with_files_that_are_the_same_report(county: County, settings: object) -> None:
    report = begun(county)
    with clock.stopped_at(at(JANUARY)):
        with pytest.raises(Refused, match="没有签批"):
            prepare_page(county.actor("clerk"), report)
        signed(county, report)
        edition = published(county, report)
    assert report.state == ReportState.PUBLISHED
    assert "rowspan" in edition.body_html and "本年新收政府信息公开申请数量" in edition.body_text
    assert {one.format for one in Artefact.objects.filter(report=report)} == {
        "docx", "pdf", "xlsx", "ofd", "json"
    }  # fmt: skip
    page = read_report(f"<html><body>{edition.body_html}</body></html>".encode(), "page.html")
    assert page.numbers() == signed_report(report).numbers()


def test_no_gate_is_left_out(county: County) -> None:
    report = begun(county)
    with clock.stopped_at(at(JANUARY)):
        signed(county, report)
        prepare_page(county.actor("clerk"), report)
        with pytest.raises(Refused, match="没有通过全部审核"):
            publish_report(county.actor("disclosure_head"), report)
    report.refresh_from_db()
    assert report.state == ReportState.HANDED_IN and not Edition.objects.exists()


def test_a_correction_is_a_new_version_with_its_difference(county: County) -> None:
    report = begun(county)
    with clock.stopped_at(at(JANUARY)):
        signed(county, report)
        first = published(county, report)
    with clock.stopped_at(at(JANUARY, 15)):
        newer = correct_report(county.actor("clerk"), report, "培训次数由3次更正为4次。")
        write_part(
            county.actor("clerk"), newer, "one.supervision", "举办培训4次，开展日常监测和检查12次。"
        )
        signed(county, newer)
        second = published(county, newer)
    assert second.item_id == first.item_id and second.number == 2
    assert "培训次数由3次更正为4次" in second.note
    item = Item.objects.get(pk=first.item_id)
    difference = next(one for one in item.attachments.all() if "对照" in one.title)
    changes = json.loads(difference.file.read())
    assert "4次" in json.dumps(changes, ensure_ascii=False)
    previous = previous_report(county.department, 2026, "own")
    assert previous is not None and "4次" in previous.text_of("一")
