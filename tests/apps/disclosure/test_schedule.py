"""What happens by the clock: scheduled publication, lists whose 公示期 ends."""

import datetime as dt
from pathlib import Path

import pytest

from gongkai.apps import clock
from gongkai.apps.audit.actor import program
from gongkai.apps.audit.models import Entry
from gongkai.apps.disclosure.actions.publication import (
    cancel_schedule,
    expire_due,
    publish_due,
    publish_item,
    schedule_item,
)
from gongkai.apps.disclosure.actions.writing import attach, revise_item
from gongkai.apps.disclosure.models import Edition, Schedule
from gongkai.apps.disclosure.queries.standing import ItemState, state_of
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.organs.access import Forbidden
from tests.county import NOON

pytestmark = pytest.mark.django_db
HOUR = NOON + dt.timedelta(hours=3)


def test_at_its_hour_and_not_before(desk):
    item = desk.pass_gates(desk.item())
    schedule_item(desk.head, item, HOUR)
    assert state_of(item) == ItemState.SCHEDULED
    assert publish_due(program(), NOON) == []
    with clock.stopped_at(HOUR):
        [edition] = publish_due(program(), HOUR)
        assert publish_due(program(), HOUR) == []
    assert edition.first_published_at == HOUR
    assert Schedule.objects.get().outcome == "published"
    assert Entry.objects.order_by("-seq").first().person_name == "系统自动"


def test_an_hour_is_set_by_who_may_publish_for_what_passed(desk):
    item = desk.item()
    with pytest.raises(Forbidden):
        schedule_item(desk.clerk, item, HOUR)
    with pytest.raises(Refused, match="全部审核"):
        schedule_item(desk.head, item, HOUR)
    desk.pass_gates(item)
    with pytest.raises(Refused, match="将来"):
        schedule_item(desk.head, item, NOON)
    schedule_item(desk.head, item, HOUR)
    schedule_item(desk.head, item, HOUR + dt.timedelta(hours=1))
    assert list(Schedule.objects.values_list("outcome", flat=True)) == ["cancelled", ""]
    cancel_schedule(desk.head, item)
    with pytest.raises(Refused, match="没有设定"):
        cancel_schedule(desk.head, item)
    assert state_of(item) == ItemState.APPROVED


def test_what_changed_since_does_not_go_out_and_says_why(desk):
    item = desk.pass_gates(desk.item())
    other = desk.pass_gates(desk.item(title="另一条"))
    schedule_item(desk.head, item, HOUR)
    schedule_item(desk.head, other, HOUR)
    revise_item(desk.clerk, item, {"title": "没有审过的标题"})
    with clock.stopped_at(HOUR):
        assert [one.item_id for one in publish_due(program(), HOUR)] == [other.pk]
    schedule = Schedule.objects.get(item=item)
    assert schedule.outcome == "refused" and "修改" in schedule.note
    assert Entry.objects.filter(outcome="refused").count() == 1


def test_published_by_hand_ends_the_schedule(desk):
    item = desk.pass_gates(desk.item())
    schedule_item(desk.head, item, HOUR)
    publish_item(desk.head, item)
    with clock.stopped_at(HOUR):
        assert publish_due(program(), HOUR) == []


def test_publication_is_not_dated_forward_or_back(desk):
    item = desk.pass_gates(desk.item())
    with pytest.raises(Refused, match="将来"):
        publish_item(desk.head, item, at=HOUR)
    with pytest.raises(Refused, match="早于最后一道审核"):
        publish_item(desk.head, item, at=NOON - dt.timedelta(hours=1))


def test_a_list_comes_down_after_the_last_day_of_its_notice_period(desk):
    item = desk.published(notice_period_end=dt.date(2025, 6, 20))
    kept = desk.published(title="没有公示期的信息")
    last = dt.datetime(2025, 6, 20, 23, 59, tzinfo=clock.CHINA)
    with clock.stopped_at(last):
        assert expire_due(program(), last) == []
    # Midnight in China, the afternoon before in UTC.
    after = dt.datetime(2025, 6, 20, 16, 0, tzinfo=dt.UTC)
    with clock.stopped_at(after):
        [edition] = expire_due(program(), after)
        assert expire_due(program(), after) == []
    assert (edition.item_id, edition.ending) == (item.pk, "expired")
    assert "2025-06-20" in edition.ending_note
    assert state_of(item) == ItemState.EXPIRED
    assert list(Edition.objects.public().values_list("item_id", flat=True)) == [kept.pk]


def test_lists_are_taken_down_by_who_may(desk):
    desk.published(notice_period_end=dt.date(2025, 6, 19))
    later = NOON + dt.timedelta(days=2)
    with clock.stopped_at(later), pytest.raises(Forbidden):
        expire_due(desk.clerk, later)
    assert Edition.objects.public().count() == 1


def test_a_file_changed_on_disk_stops_its_item_alone(desk, settings):
    broken, whole = desk.item(), desk.item(title="关于公布招生计划的公告")
    attach(desk.clerk, broken, "招生计划.txt", "全县计划招生一千二百人。".encode(), "招生计划")
    for item in (broken, whole):
        desk.pass_gates(item)
        schedule_item(desk.head, item, HOUR)
    [stored] = broken.get_latest_revision_as_object().attachments.all()
    Path(stored.file.path).write_text("换掉了", "utf-8")
    with clock.stopped_at(HOUR):
        assert [one.item_id for one in publish_due(program(), HOUR)] == [whole.pk]
    ended = broken.schedules.get()
    assert ended.outcome == Schedule.Outcome.REFUSED and "请重新上传" in ended.note
