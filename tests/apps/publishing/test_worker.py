"""What wakes publishing, what time alone brings, and what an update of the program asks for."""

import datetime as dt
import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from gongkai.apps import clock
from gongkai.apps.audit.actor import program
from gongkai.apps.audit.models import Entry
from gongkai.apps.changes import actions as changes
from gongkai.apps.changes.models import Effect
from gongkai.apps.disclosure.actions.scheduling import schedule_item
from gongkai.apps.disclosure.models import Ending
from gongkai.apps.organs.access import Forbidden
from gongkai.apps.publishing import renewal, schedule, tasks
from gongkai.apps.publishing.actions import rebuild_site
from gongkai.apps.publishing.queries import failures_by_reason, files_of
from tests.apps.disclosure.desk import Desk
from tests.county import NOON, make_county, make_edition

pytestmark = pytest.mark.django_db


def waiting() -> int:
    return DBTaskResult.objects.filter(task_path=tasks.publish.module_path, status="READY").count()


def test_many_changes_wake_one_task(county, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(5):
            with transaction.atomic():
                changes.changed(f"item:{number + 1}")
    assert waiting() == 1
    assert Effect.objects.filter(consumer="publishing").count() == 5


def test_publishing_comes_before_other_work(county, django_capture_on_commit_callbacks):
    from wagtail.tasks import update_reference_index_task

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        update_reference_index_task.enqueue("organs", "organ", str(county.department.pk))
        changes.changed("item:1")
    first = DBTaskResult.objects.ready().first()
    assert first.task_path == tasks.publish.module_path


def test_an_act_that_is_rolled_back_wakes_nothing(county, django_capture_on_commit_callbacks):
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(ZeroDivisionError),
        transaction.atomic(),
    ):
        changes.changed("item:1")
        raise ZeroDivisionError
    assert waiting() == 0 and not Effect.objects.exists()


def test_the_task_publishes(press, settings, monkeypatch):
    settings.PUBLIC_ROOT, settings.PUBLISHING_ROOT = press.place.root, press.place.state
    monkeypatch.setattr("gongkai.apps.publishing.engine.every_kind", lambda: press.kinds)
    edition = make_edition(press.county)
    with transaction.atomic():
        changes.changed(f"item:{edition.item_id}")
    assert tasks.publish.call() == {"pages": 2, "written": 3, "removed": 0, "failed": 0}
    assert f"jyj/2025/{edition.item_id}.html" in press.files()
    assert files_of(f"item:{edition.item_id}:0").count() == 2


def test_effects_nobody_woke_for_are_found_by_the_tick(county, monkeypatch):
    with transaction.atomic():
        changes.changed("item:1")
    assert waiting() == 0
    schedule.tick(NOON)
    assert waiting() == 1


@pytest.fixture
def desk(db, settings, tmp_path):
    settings.PUBLIC_ROOT, settings.MEDIA_ROOT = tmp_path / "public", tmp_path / "media"
    with clock.stopped_at(NOON):
        yield Desk(make_county())


class TestTime:
    def test_what_was_scheduled_goes_out_at_its_time_and_once(self, desk):
        item = desk.item()
        desk.pass_gates(item)
        schedule_item(desk.head, item, NOON + dt.timedelta(hours=2))
        for minutes, public in ((119, 0), (120, 1), (121, 1)):
            at = NOON + dt.timedelta(minutes=minutes)
            with clock.stopped_at(at):
                schedule.tick(at)
            assert item.editions.public().count() == public
        # A worker that was down at the time publishes when it is up again.
        late = desk.item(title="关于公布招生计划的公告")
        desk.pass_gates(late)
        schedule_item(desk.head, late, NOON + dt.timedelta(hours=1))
        at = NOON + dt.timedelta(days=2)
        with clock.stopped_at(at):
            schedule.tick(at)
        assert late.editions.public().count() == 1
        assert Effect.objects.filter(subject=f"item:{late.pk}", consumer="publishing").exists()

    def test_a_list_comes_down_after_its_last_day(self, county):
        edition = make_edition(county, notice_period_end=NOON.date())
        schedule.tick(NOON)
        edition.refresh_from_db()
        assert edition.ended_at is None
        schedule.tick(NOON + dt.timedelta(days=1))
        edition.refresh_from_db()
        assert edition.ending == Ending.EXPIRED

    def test_one_step_that_fails_does_not_stop_the_others(self, county, monkeypatch):
        def fail(at):
            raise OSError("磁盘已满")

        edition = make_edition(county, notice_period_end=NOON.date())
        monkeypatch.setattr(schedule, "_publish", fail)
        fail.__name__ = "_publish"
        schedule.tick(NOON + dt.timedelta(days=1))
        edition.refresh_from_db()
        assert edition.ending == Ending.EXPIRED and waiting() == 1

    def test_the_ticker_ticks_until_it_is_stopped(self, monkeypatch):
        ticks, stop = [], threading.Event()

        def tick(at):
            ticks.append(at)
            if len(ticks) == 3:
                stop.set()

        monkeypatch.setattr(schedule, "tick", tick)
        monkeypatch.setattr(schedule, "close_old_connections", lambda: None)
        ticker = schedule.Ticker(stop, seconds=0.01)
        ticker.start()
        ticker.join(60)
        assert len(ticks) == 3 and all(at.tzinfo for at in ticks)


class TestRenewal:
    def test_the_whole_site_once_for_each_state_of_the_program(self, press, monkeypatch):
        assert renewal.renew_if_program_changed(press.place)
        assert not renewal.renew_if_program_changed(press.place)
        press.publish()
        monkeypatch.setattr(renewal, "fingerprint", lambda: "another")
        assert renewal.renew_if_program_changed(press.place)
        assert Effect.objects.filter(consumer="publishing", subject="site:1").count() == 1
        assert not Effect.objects.filter(consumer="search").exists()

    def test_fingerprint_is_of_contents(self):
        assert renewal.fingerprint() == renewal.fingerprint()
        assert len(renewal.fingerprint()) == 64


def test_rebuilding_is_an_act_of_those_who_may(county):
    rebuild_site(county.actor("system_administrator"))
    assert Entry.objects.get().act == "site.publish"
    with pytest.raises(Forbidden):
        rebuild_site(county.actor("clerk"))


class TestCommands:
    @pytest.fixture
    def site(self, press, settings, monkeypatch):
        settings.PUBLIC_ROOT, settings.PUBLISHING_ROOT = press.place.root, press.place.state
        monkeypatch.setattr("gongkai.apps.publishing.engine.every_kind", lambda: press.kinds)
        monkeypatch.setattr("gongkai.apps.publishing.manifest.verifying.PAUSE", 0)
        return press

    def run(self, *arguments: str) -> tuple[int, str]:
        out = StringIO()
        try:
            call_command(*arguments, stdout=out)
        except SystemExit as stop:
            return stop.code, out.getvalue()
        return 0, out.getvalue()

    def test_publish_and_verify(self, site):
        editions = [make_edition(site.county, f"通知{n}") for n in range(3)]
        code, said = self.run("site_publish", "--all", "--jobs", "1")
        assert code == 0 and "已生成 9 / 9 页" in said and "写入 12 个文件" in said
        assert self.run("site_verify") == (0, "核对 12 个文件，与签名清单完全一致。\n")
        (site.place.root / f"jyj/2025/{editions[0].item_id}.html").write_bytes(b"x")
        code, said = self.run("site_verify")
        assert code == 1 and f"被改动　jyj/2025/{editions[0].item_id}.html" in said
        code, said = self.run("site_verify", "--json")
        assert code == 1 and '"missing": []' in said
        code, said = self.run("site_publish", "--all", "--jobs", "1")
        assert code == 0 and "写入 1 个文件" in said

    def test_failures_are_told(self, site):
        make_edition(site.county, "缺1")
        make_edition(site.county, "缺2")
        code, said = self.run("site_publish", "--all", "--jobs", "1")
        assert code == 1 and "网站信息里没有填写网站标识码" in said and "未生成 2 页" in said
        ((reason, pages, _),) = failures_by_reason()
        assert reason.startswith("网站信息里") and pages == 2
        assert self.run("site_publish")[0] == 1  # tried again, not resting

    def test_what_is_due_is_finished(self, site):
        edition = make_edition(site.county)
        with transaction.atomic():
            changes.changed(f"item:{edition.item_id}")
        assert self.run("site_publish")[0] == 0
        assert f"jyj/2025/{edition.item_id}.html" in site.files()
        with site.place.folder().locked(), pytest.raises(CommandError, match="由它完成"):
            call_command("site_publish")

    def test_nothing_published_yet(self, site):
        with pytest.raises(CommandError, match="publish --all"):
            call_command("site_verify")

    def test_sm3_where_it_is_asked_for(self, site, settings):
        settings.PUBLISHING_SM3 = True
        make_edition(site.county)
        self.run("site_publish", "--all", "--jobs", "1")
        log = (site.place.manifest / "00000001.log").read_text()
        assert all(len(line.split(" ")[3]) == 64 for line in log.splitlines() if line[0] == "+")


def test_the_program_itself_may_rebuild(county):
    rebuild_site(program())
    assert Effect.objects.filter(subject="site:1").count() == 1
