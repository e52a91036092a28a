"""An item's way to the public, and every way it may not take."""

import datetime as dt
from pathlib import Path

import pytest

from gongkai.apps import clock
from gongkai.apps.disclosure.actions.publication import (
    correct_item,
    publish_item,
    withdraw_item,
)
from gongkai.apps.disclosure.actions.writing import attach, revise_item, submit_item
from gongkai.apps.disclosure.models import Edition
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.organs.access import Forbidden
from tests.apps.disclosure.desk import GATES, paragraph

pytestmark = pytest.mark.django_db


def test_the_whole_way(desk, settings):
    item = desk.item()
    attach(desk.clerk, item, "招生计划.txt", "全县计划招生一千二百人。".encode(), "招生计划")
    edition = desk.publish(item)
    assert list(Edition.objects.public()) == [edition]
    assert edition.index_number == f"{item.organ.credit_code[8:17]}/2025-00001"
    assert edition.body_text == "各中小学校：现将2025年义务教育招生入学工作有关事项通知如下。"
    assert "一千二百人" in edition.attachments_text
    file = edition.attachments[0]
    stored = Path(settings.MEDIA_ROOT) / file["original"]
    assert stored.read_text("utf-8").startswith("全县计划")
    # Only the publisher puts files where the public finds them, and takes them away again.
    assert not Path(settings.PUBLIC_ROOT).exists()
    assert file["path"].endswith("/招生计划.txt")
    item.refresh_from_db()
    assert item.live and item.index_number == edition.index_number
    assert desk.acts()[-1] == "item.publish"


@pytest.mark.parametrize("passed", range(len(GATES)))
def test_no_gate_is_left_out(desk, passed):
    item = desk.pass_gates(desk.item(), GATES[:passed])
    with pytest.raises(Refused, match="没有通过全部审核"):
        publish_item(desk.head, item)
    assert not Edition.objects.exists()


def test_a_changed_text_goes_through_the_gates_again(desk):
    item = desk.pass_gates(desk.item())
    revise_item(desk.clerk, item, {"body": [paragraph("<p>没有人审过的文字。</p>")]})
    with pytest.raises(Refused, match="送审"):
        publish_item(desk.head, item)
    submit_item(desk.clerk, item)
    with pytest.raises(Refused, match="没有通过全部审核"):
        publish_item(desk.head, item)


def test_a_clerk_does_not_publish(desk):
    item = desk.pass_gates(desk.item())
    with pytest.raises(Forbidden):
        publish_item(desk.clerk, item)


def test_public_text_changes_only_with_a_note(desk):
    item = desk.published()
    revise_item(desk.clerk, item, {"title": "关于做好2025年秋季义务教育招生入学工作的通知"})
    desk.pass_gates(item)
    with pytest.raises(Refused, match="更正"):
        publish_item(desk.head, item)
    with pytest.raises(Refused, match="说明"):
        correct_item(desk.head, item, " ")
    with clock.stopped_at(clock.now() + dt.timedelta(days=1)):
        second = correct_item(desk.head, item, "标题漏写“秋季”，现予更正。")
    first = Edition.objects.get(item=item, number=1)
    assert (first.ending, first.ending_note) == ("superseded", "标题漏写“秋季”，现予更正。")
    assert second.first_published_at == first.first_published_at < second.published_at
    assert second.index_number == first.index_number
    assert list(Edition.objects.public()) == [second]


def test_withdrawing_leaves_the_address_with_its_reason(desk):
    item = desk.published()
    with pytest.raises(Refused, match="理由"):
        withdraw_item(desk.head, item, "")
    edition = withdraw_item(desk.head, item, "内容有误，核实后重新公开。")
    assert not Edition.objects.public().exists()
    assert (edition.ending, edition.ending_note) == ("withdrawn", "内容有误，核实后重新公开。")
    with pytest.raises(Refused, match="没有公开"):
        withdraw_item(desk.head, item, "再撤一次")
    with pytest.raises(Refused, match="审核"):
        publish_item(desk.head, item)
