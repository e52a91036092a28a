"""A signed report is published as a page with files that read back equal; a correction is a new version."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.storage import default_storage

from gongkai.apps import clock
from gongkai.apps.annual.actions.publishing import correct_report, prepare_page, publish_report
from gongkai.apps.annual.actions.signing import hand_in, return_report, send_to_head
from gongkai.apps.annual.actions.writing import compile_report, write_part
from gongkai.apps.annual.models import Artefact, Report, ReportState
from gongkai.apps.annual.previous import previous_report, signed_report
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.disclosure import refusals as disclosure
from gongkai.apps.disclosure.actions import (
    attaching,
    discarding,
    ending,
    publication,
    relating,
    scheduling,
    writing,
)
from gongkai.apps.disclosure.actions.review import review
from gongkai.apps.disclosure.models import Column, Edition, Item
from gongkai.apps.publishing.engine import publish_due
from gongkai.apps.publishing.place import Place
from gongkai.documents.reader import read_report
from gongkai.documents.rendering.same_report import first_difference, same_report
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


@pytest.fixture
def press(tmp_path: Path) -> Place:
    return Place(tmp_path / "public", tmp_path / "state")


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
    kept = {one.format: one for one in Artefact.objects.filter(report=report)}
    assert set(kept) == {"docx", "pdf", "xlsx", "ofd", "json", "html"}
    for to, one in kept.items():
        content = default_storage.open(one.path).read()
        assert hashlib.sha256(content).hexdigest() == one.sha256 and len(content) == one.size
        assert same_report(signed_report(report), read_report(content, f"report.{to}"), to)
    assert "<script" not in default_storage.open(kept["html"].path).read().decode()


def test_the_page_in_the_public_folder_is_the_same_report(county: County, press: Place) -> None:
    report = begun(county)
    with clock.stopped_at(at(JANUARY)):
        signed(county, report)
        edition = published(county, report)
    assert not publish_due(place=press).failures
    page = press.root / "jyj" / "2026" / f"{edition.item_id}.html"
    assert first_difference(signed_report(report), read_report(page.read_bytes(), "a.html")) is None
    downloads = re.findall(r'href="(/files/[^"]+)" download', page.read_text("utf-8"))
    assert len(downloads) == 6
    for address in downloads:
        path = press.root / unquote(address[1:])
        found = read_report(path.read_bytes(), path.name)
        assert first_difference(signed_report(report), found, path.suffix[1:]) is None, path.name
    data = json.loads((page.with_suffix(".json")).read_text("utf-8"))
    assert len(data["attachments"]) == 6 and "former_versions" not in data


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
    newer.refresh_from_db()
    report.refresh_from_db()
    # The day under a correction is that of the report it corrects; its own stands in the note.
    assert newer.signed_content["signature"] == report.signed_content["signature"]
    assert (
        second.formed_on == first.formed_on
        and f"{second.formed_on.day}日" in (newer.signed_content["signature"])
    )
    assert "培训次数由3次更正为4次" in second.note
    item = Item.objects.get(pk=first.item_id)
    difference = next(one for one in item.attachments.all() if "对照" in one.title)
    changes = json.loads(difference.file.read())
    assert (changes["old_version"], changes["new_version"], changes["cells"]) == (1, 2, [])
    assert changes["changed"] == {"cells": 0, "passages": 1}
    (changed,) = changes["passages"]
    assert "培训3次" in changed["old"] and "培训4次" in changed["new"]
    assert changed["section"] == "一"
    previous = previous_report(county.department, 2026, "own")
    assert previous is not None and "4次" in previous.text_of("一")


def test_the_version_before_a_correction_stays_readable(county: County, press: Place) -> None:
    report = begun(county)
    with clock.stopped_at(at(JANUARY)):
        signed(county, report)
        item = published(county, report).item_id
        publish_due(place=press)
    page = press.root / "jyj" / "2026" / f"{item}.html"
    former = page.with_name(f"{item}-v1.html")
    first_files = re.findall(r'href="(/files/[^"]+)" download', page.read_text("utf-8"))
    assert not former.exists()
    with clock.stopped_at(at(JANUARY, 15)):
        newer = correct_report(county.actor("clerk"), report, "培训次数由3次更正为4次。")
        write_part(
            county.actor("clerk"), newer, "one.supervision", "举办培训4次，开展日常监测和检查12次。"
        )
        signed(county, newer)
        published(county, newer)
        assert not publish_due(place=press).failures
    now, was = page.read_text("utf-8"), former.read_text("utf-8")
    assert f'href="/jyj/2026/{item}-v1.html">第 1 版（2026-01-15）</a>' in now
    assert "培训次数由3次更正为4次" in now and "培训4次" in now
    assert "看现在的版本" in was and f'href="/jyj/2026/{item}.html"' in was and "noindex" in was
    for version, text in ((report, was), (newer, now)):
        found = read_report(text.encode(), "page.html")
        assert first_difference(signed_report(version), found, "html") is None
    assert re.findall(r'href="(/files/[^"]+)" download', was) == first_files
    for address in first_files:
        path = press.root / unquote(address[1:])
        assert same_report(
            signed_report(report), read_report(path.read_bytes(), path.name), path.suffix[1:]
        )
    data = json.loads(page.with_suffix(".json").read_text("utf-8"))
    assert data["former_versions"][0]["edition"] == 1
    assert json.loads(former.with_suffix(".json").read_text("utf-8"))["status"] == "superseded"


ways: dict[str, Callable[[County, Item, Edition], Any]] = {
    "revise": lambda c, i, e: writing.revise_item(c.actor("clerk"), i, {"title": "改过的标题"}),
    "submit": lambda c, i, e: writing.submit_item(c.actor("clerk"), i),
    "attach": lambda c, i, e: attaching.attach(c.actor("clerk"), i, "a.txt", "补充".encode()),
    "detach": lambda c, i, e: attaching.detach(c.actor("clerk"), i, i.attachments.all()[0]),
    "retitle": lambda c, i, e: attaching.retitle(c.actor("clerk"), i, i.attachments.all()[0], "x", 9),
    "relate": lambda c, i, e: relating.relate(c.actor("clerk"), i, other(c), "based_on"),
    "correct": lambda c, i, e: publication.correct_item(c.actor("disclosure_head"), i, "改一处"),
    "publish": lambda c, i, e: publication.publish_item(c.actor("disclosure_head"), i),
    "schedule": lambda c, i, e: scheduling.schedule_item(
        c.actor("disclosure_head"), i, clock.now() + dt.timedelta(days=1)
    ),
    "discard": lambda c, i, e: discarding.discard_item(c.actor("disclosure_head"), i, "不要了"),
    "withdraw": lambda c, i, e: ending.withdraw_item(c.actor("county_office"), i, "撤下重来"),
}  # fmt: skip


def other(county: County) -> Item:
    return writing.create_item(
        county.actor("clerk"), kind="news", organ=county.department,
        column=county.columns["zwdt"], values={"title": "另一条信息"},
    )  # fmt: skip


@pytest.mark.parametrize("public", [False, True], ids=["before", "after"])
def test_nobody_changes_the_page_by_another_way(county: County, public: bool) -> None:
    report = begun(county)
    with clock.stopped_at(at(JANUARY)):
        signed(county, report)
        if public:
            edition = published(county, report)
        else:
            prepare_page(county.actor("clerk"), report)
            report.refresh_from_db()
        item = Item.objects.get(pk=report.item_id)
        revision, log = item.latest_revision_id, Edition.objects.count()
        for way, act in ways.items():
            with pytest.raises(disclosure.Refused, match="年度报告”里办理") as no:
                act(county, item, edition if public else None)
            assert "公开页面" in str(no.value), way
        item.refresh_from_db()
    assert item.latest_revision_id == revision and Edition.objects.count() == log


def test_a_page_made_before_the_report_was_signed_again_is_not_published(county: County) -> None:
    report = begun(county)
    clerk, office = county.actor("clerk"), county.actor("county_office")
    with clock.stopped_at(at(JANUARY)):
        signed(county, report)
        first = prepare_page(clerk, report)
        with pytest.raises(Refused, match="不必重复生成"):
            prepare_page(clerk, report)
        for gate in GATES:
            first.refresh_from_db()
            review(county.actor(POST_OF[gate]), first, gate, "approved")
        report.refresh_from_db()
        return_report(office, report, "培训次数请再核对")
        report.refresh_from_db()
        write_part(
            clerk, report, "one.supervision", "举办培训3次，开展日常监测和检查12次，均有记录。"
        )
        signed(county, report)
        with pytest.raises(Refused, match="页面还是原来的内容"):
            publish_report(county.actor("disclosure_head"), report)
        edition = published(county, report)
    assert edition.item_id == first.pk and "均有记录" in edition.body_text


def test_a_gate_that_returns_the_page_lets_it_be_made_again(county: County) -> None:
    report = begun(county)
    with clock.stopped_at(at(JANUARY)):
        signed(county, report)
        item = prepare_page(county.actor("clerk"), report)
        review(county.actor(POST_OF[GATES[0]]), item, GATES[0], "returned", "附件名称再核对")
        assert published(county, report).item_id == item.pk
