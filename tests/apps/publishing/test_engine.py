"""What a change writes, what it leaves alone, and what a kill leaves behind."""

import pytest
from django.db import transaction

from gongkai.apps.audit.actor import program
from gongkai.apps.changes import actions as changes
from gongkai.apps.changes.models import Effect
from gongkai.apps.disclosure.models import Ending
from gongkai.apps.publishing import batches, rounds
from gongkai.apps.publishing.engine import publish_everything
from gongkai.apps.publishing.folder import PublicFolder
from gongkai.apps.publishing.manifest.log import ManifestLog
from gongkai.apps.publishing.models import PublicFile, PublishingFailure
from gongkai.apps.publishing.pages.contract import CannotRender, PageKey, Rendered
from tests.apps.publishing.conftest import Killed, Press
from tests.county import NOON, make_edition

pytestmark = pytest.mark.django_db


def due() -> int:
    return Effect.objects.filter(consumer="publishing").count()


def stamps(press: Press) -> dict[str, int]:
    return {
        str(path): path.stat().st_mtime_ns for path in press.place.root.rglob("*") if path.is_file()
    }


def test_a_change_writes_its_pages_and_nothing_else(press: Press):
    one = make_edition(press.county, "甲通知")
    other = make_edition(press.county, "乙动态", column="zwdt")
    press.change(f"item:{one.item_id}", f"item:{other.item_id}")
    before = stamps(press)
    press.articles.renderings.clear()
    press.lists.renderings.clear()

    third = make_edition(press.county, "丙动态", column="zwdt")
    outcome = press.change(f"item:{third.item_id}")

    after = stamps(press)
    touched = {path for path in after if before.get(path) != after[path]}
    assert {path.rpartition("/")[2] for path in touched} == {
        f"{third.item_id}.html",
        f"{third.item_id}.json",
        "index.html",
    }
    assert press.articles.renderings == [f"item:{third.item_id}:0"]
    assert press.lists.renderings == [f"list:{third.column_id}:0"]
    assert outcome.written == 3 and due() == 0
    assert press.listed() == set(press.files())


def test_unchanged_bytes_are_not_written(press: Press):
    edition = make_edition(press.county)
    press.change(f"item:{edition.item_id}")
    before = stamps(press)
    outcome = press.change(f"item:{edition.item_id}")
    assert outcome.written == 0 and outcome.pages == 2
    assert stamps(press) == before and due() == 0


def test_what_a_page_no_longer_yields_is_removed_with_its_folder(press: Press):
    edition = make_edition(press.county)
    press.change(f"item:{edition.item_id}")
    edition.ended_at, edition.ending = NOON, Ending.WITHDRAWN
    edition.save()
    outcome = press.change(f"item:{edition.item_id}")
    assert outcome.removed == 2
    assert set(press.files()) == {"jyj/zdgk/20-11/index.html"} == press.listed()
    assert not (press.place.root / "jyj" / "2025").exists()
    assert PublicFile.objects.count() == 1


def test_a_page_that_cannot_be_made_keeps_its_file_and_its_effect(press: Press):
    good = make_edition(press.county, "好通知")
    edition = make_edition(press.county, "旧标题")
    press.change(f"item:{edition.item_id}")
    edition.title = "缺标识码"
    edition.save()
    outcome = press.change(f"item:{edition.item_id}", f"item:{good.item_id}")

    assert outcome.failures == {
        f"item:{edition.item_id}:0": "网站信息里没有填写网站标识码，请先填写。"
    }
    assert "旧标题" in press.files()[f"jyj/2025/{edition.item_id}.html"].decode()
    assert f"jyj/2025/{good.item_id}.html" in press.files()
    assert list(Effect.objects.filter(consumer="publishing").values_list("subject", flat=True)) == [
        f"item:{edition.item_id}"
    ]
    assert PublishingFailure.objects.get().reason.startswith("网站信息里")

    # Resting: the next call leaves it alone, a call that insists tries it.
    assert press.publish().pages == 0
    edition.title = "新标题"
    edition.save()
    press.publish(retry=True)
    assert due() == 0 and not PublishingFailure.objects.exists()
    assert "新标题" in press.files()[f"jyj/2025/{edition.item_id}.html"].decode()


def test_a_failure_is_tried_at_once_when_its_subject_changes_again(press: Press):
    edition = make_edition(press.county, "缺标识码")
    press.change(f"item:{edition.item_id}")
    edition.title = "补全"
    edition.save()
    press.change(f"item:{edition.item_id}")
    assert due() == 0 and not PublishingFailure.objects.exists()


@pytest.mark.parametrize(
    ("title", "reason"), [("坏页", "这一页生成不了。"), ("错页", "ZeroDivisionError：除以零")]
)
def test_one_page_that_breaks_a_batch_does_not_hold_up_the_others(
    press: Press, title: str, reason: str
):
    editions = [make_edition(press.county, f"通知{n}") for n in range(3)]
    broken = make_edition(press.county, title)
    outcome = press.change(*(f"item:{e.item_id}" for e in [*editions, broken]))
    assert list(outcome.failures) == [f"item:{broken.item_id}:0"]
    assert reason in outcome.failures[f"item:{broken.item_id}:0"]
    assert all(f"jyj/2025/{e.item_id}.html" in press.files() for e in editions)
    assert due() == 1


def test_a_kind_that_cannot_say_what_is_touched_keeps_only_that_effect(press: Press, monkeypatch):
    one, other = make_edition(press.county, "甲"), make_edition(press.county, "乙")
    ordinary = press.lists.keys_for

    def keys_for(subjects):
        if f"item:{one.item_id}" in subjects:
            raise LookupError("没有")
        return ordinary(subjects)

    monkeypatch.setattr(press.lists, "keys_for", keys_for, raising=False)
    outcome = press.change(f"item:{one.item_id}", f"item:{other.item_id}")
    assert "LookupError" in outcome.failures[f"item:{one.item_id}"]
    assert f"jyj/2025/{other.item_id}.html" in press.files()
    assert due() == 1
    monkeypatch.setattr(press.lists, "keys_for", ordinary)
    press.publish(retry=True)
    assert due() == 0 and not PublishingFailure.objects.exists()


def test_a_path_that_must_not_exist_is_refused(press: Press, monkeypatch):
    edition = make_edition(press.county)

    def render(keys):
        for key in keys:
            yield Rendered(key, "../outside.html", b"x")

    monkeypatch.setattr(press.articles, "render", render)
    outcome = press.change(f"item:{edition.item_id}")
    assert "路径不合规" in outcome.failures[f"item:{edition.item_id}:0"]
    assert not (press.place.root.parent / "outside.html").exists()


class TestSharedFiles:
    """An attachment of two items lies there once, until the last of them goes."""

    @pytest.fixture
    def sharing(self, press: Press, monkeypatch, tmp_path):
        stored = tmp_path / "media.pdf"
        stored.write_bytes(b"%PDF" + b"0" * 5000)
        holders: set[int] = set()
        body: dict[int, object] = {}

        def render(keys):
            for key in keys:
                if key.id in holders:
                    yield Rendered(key, "files/ab/附件.pdf", body.get(key.id, stored))

        monkeypatch.setattr(press.articles, "render", render)
        return holders, body

    def test_goes_with_the_last(self, press: Press, sharing):
        holders, _ = sharing
        one, other = make_edition(press.county, "甲"), make_edition(press.county, "乙")
        both = [f"item:{one.item_id}", f"item:{other.item_id}"]
        holders |= {one.item_id, other.item_id}
        press.change(both[0])
        press.change(both[1])
        assert PublicFile.objects.filter(path="files/ab/附件.pdf").count() == 2
        holders.remove(one.item_id)
        press.change(both[0])
        assert "files/ab/附件.pdf" in press.files()
        holders.clear()
        press.change(both[1])
        assert "files/ab/附件.pdf" not in press.files()
        assert not (press.place.root / "files").exists()
        assert press.listed() == set(press.files())

    def test_other_bytes_at_the_same_path_are_refused(self, press: Press, sharing):
        holders, body = sharing
        one, other = make_edition(press.county, "甲"), make_edition(press.county, "乙")
        holders |= {one.item_id, other.item_id}
        press.change(f"item:{one.item_id}")
        body[other.item_id] = b"something else"
        outcome = press.change(f"item:{other.item_id}")
        assert "另一个页面也要写入" in outcome.failures[f"item:{other.item_id}:0"]
        assert press.files()["files/ab/附件.pdf"].startswith(b"%PDF")


def test_two_kinds_cannot_write_one_path(press: Press, monkeypatch):
    edition = make_edition(press.county)

    def render(keys):
        for key in keys:
            yield Rendered(key, "jyj/zdgk/20-11/index.html", b"not a list")

    monkeypatch.setattr(press.articles, "render", render)
    outcome = press.change(f"item:{edition.item_id}")
    assert list(outcome.failures) == [f"list:{edition.column_id}:0"] and due() == 1
    assert press.files()["jyj/zdgk/20-11/index.html"] == b"not a list"


class TestWholeSite:
    def test_the_site_record_touches_every_page(self, press: Press):
        editions = [make_edition(press.county, f"通知{n}") for n in range(3)]
        outcome = press.change("site:1")
        assert outcome.pages == 3 + len(press.county.columns)
        assert all(f"jyj/2025/{e.item_id}.html" in press.files() for e in editions)
        assert due() == 0

    def test_everything_again_rewrites_nothing_and_mends_what_was_changed(self, press: Press):
        editions = [make_edition(press.county, f"通知{n}") for n in range(3)]
        press.change("site:1")
        before = stamps(press)
        outcome = publish_everything(program(), kinds=press.kinds, place=press.place)
        assert outcome.written == 0 and stamps(press) == before and due() == 0

        changed = press.place.root / "jyj" / "2025" / f"{editions[0].item_id}.html"
        whole = changed.read_bytes()
        changed.write_bytes(whole.replace("通知".encode(), "假知".encode()))
        (press.place.root / "jyj" / "2025" / f"{editions[1].item_id}.html").unlink()
        outcome = publish_everything(program(), kinds=press.kinds, place=press.place)
        assert outcome.written == 2 and changed.read_bytes() == whole

    def test_pages_in_nobodys_list_go(self, press: Press):
        edition = make_edition(press.county)
        press.change("site:1")
        edition.ended_at, edition.ending = NOON, Ending.WITHDRAWN
        edition.save()
        PublicFile.objects.create(
            path="old/kind.html", page="gone:1:0", sha256="", size=0, written_at=NOON
        )
        press.change("site:1")
        assert not any("2025" in path for path in press.files())
        assert not PublicFile.objects.filter(page="gone:1:0").exists()
        assert press.listed() == set(press.files())

    def test_one_missing_value_does_not_fill_the_table(self, press: Press, monkeypatch):
        monkeypatch.setattr("gongkai.apps.publishing.failures.FAILURES_A_CHANGE", 2)
        for n in range(4):
            make_edition(press.county, f"缺{n}")
        outcome = press.change("site:1")
        assert len(outcome.failures) == 4 and PublishingFailure.objects.count() == 2
        assert due() == 1

    def test_changes_are_carried_out_between_the_batches(self, press: Press, monkeypatch):
        monkeypatch.setattr("gongkai.apps.publishing.sweep.PAGES_A_BATCH", 1)
        editions = [make_edition(press.county, f"通知{n}") for n in range(3)]
        ordinary, seen = press.articles.render, []

        def render(keys):
            if not seen:
                with transaction.atomic():
                    changes.changed(f"item:{editions[2].item_id}")
            seen.extend(key.id for key in keys)
            return ordinary(keys)

        monkeypatch.setattr(press.articles, "render", render)
        press.change("site:1")
        assert seen[:2] == [editions[0].item_id, editions[2].item_id]
        assert due() == 0


class TestKilled:
    """Whatever step a kill interrupts, the next call finishes the work, and nothing is left over."""

    @pytest.mark.parametrize(
        ("owner", "name"),
        [
            (PublicFolder, "stage"),
            (PublicFolder, "announce"),
            (PublicFolder, "put"),
            (ManifestLog, "append"),
            (batches.PublicFile.objects, "bulk_create"),
            (PublicFolder, "confirm"),
            (rounds, "forget_failures"),
        ],
    )
    def test_the_next_call_finishes(self, press: Press, kill_at, monkeypatch, owner, name):
        edition = make_edition(press.county)
        with monkeypatch.context():
            kill_at(owner, name)
            with pytest.raises(Killed):
                press.change(f"item:{edition.item_id}")
        monkeypatch.undo()
        assert due() == 1
        press.publish()
        assert due() == 0
        assert f"jyj/2025/{edition.item_id}.html" in press.files()
        assert press.listed() == set(press.files())
        assert set(PublicFile.objects.values_list("path", flat=True)) == set(press.files())
        assert not (press.place.state / "journal.json").exists()

    def test_a_file_nobody_recorded_goes_if_its_page_has_gone(
        self, press: Press, kill_at, monkeypatch
    ):
        edition = make_edition(press.county)
        kill_at(ManifestLog, "append")
        with pytest.raises(Killed):
            press.change(f"item:{edition.item_id}")
        monkeypatch.undo()
        assert f"jyj/2025/{edition.item_id}.html" in press.files()
        edition.ended_at, edition.ending = NOON, Ending.WITHDRAWN
        edition.save()
        press.change(f"item:{edition.item_id}")
        assert set(press.files()) == {"jyj/zdgk/20-11/index.html"} == press.listed()

    def test_removal_is_finished_too(self, press: Press, kill_at, monkeypatch):
        edition = make_edition(press.county)
        press.change(f"item:{edition.item_id}")
        edition.ended_at, edition.ending = NOON, Ending.WITHDRAWN
        edition.save()
        kill_at(ManifestLog, "append")
        with pytest.raises(Killed):
            press.change(f"item:{edition.item_id}")
        monkeypatch.undo()
        press.publish()
        assert due() == 0 and press.listed() == set(press.files())


def test_a_busy_folder_is_left_to_its_holder(press: Press):
    edition = make_edition(press.county)
    with press.place.folder().locked():
        outcome = press.change(f"item:{edition.item_id}")
        assert outcome.busy and not press.files() and due() == 1
    assert not press.publish().busy and due() == 0


def test_a_change_that_comes_while_the_folder_is_let_go_is_carried_out(press: Press, monkeypatch):
    edition, late = make_edition(press.county), make_edition(press.county, "晚到")
    ordinary = rounds.Run.forget_leftovers

    def forget(run):
        ordinary(run)
        monkeypatch.setattr(rounds.Run, "forget_leftovers", ordinary)
        with transaction.atomic():
            changes.changed(f"item:{late.item_id}")

    monkeypatch.setattr(rounds.Run, "forget_leftovers", forget)
    press.change(f"item:{edition.item_id}")
    assert f"jyj/2025/{late.item_id}.html" in press.files() and due() == 0


def test_keys_are_read_back():
    assert PageKey.parse(str(PageKey("list", 7, 3))) == PageKey("list", 7, 3)


def test_a_kind_that_cannot_list_its_pages_keeps_those_it_has(press: Press, monkeypatch):
    edition = make_edition(press.county)
    press.change("site:1")

    def all_keys():
        raise CannotRender("还没有填写网站信息。")
        yield

    monkeypatch.setattr(press.articles, "all_keys", all_keys)
    outcome = press.change("site:1")
    assert outcome.failures == {"item": "还没有填写网站信息。"}
    assert f"jyj/2025/{edition.item_id}.html" in press.files() and due() == 1
    monkeypatch.undo()
    press.publish(retry=True)
    assert due() == 0 and not PublishingFailure.objects.exists()
