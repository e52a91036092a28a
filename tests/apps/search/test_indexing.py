"""The index follows what is public: by acts, by effects, by a rebuild; whatever is killed in between."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.apps import clock
from gongkai.apps.changes import actions as changes
from gongkai.apps.changes.models import Effect
from gongkai.apps.disclosure.actions.guides import publish_guide, write_guide
from gongkai.apps.disclosure.actions.publication import correct_item, withdraw_item
from gongkai.apps.disclosure.actions.writing import revise_item
from gongkai.apps.disclosure.models import (
    Edition,
    Ending,
    NormativeDocument,
    NormativeEvent,
)
from gongkai.apps.organs.models import Organ
from gongkai.apps.search import indexing, locks
from gongkai.apps.search.answering import answer
from gongkai.apps.search.engine.interface import IndexBusy, Query
from gongkai.apps.search.engine.tantivy_engine import writing
from gongkai.apps.search.engine.tantivy_engine.folders import Folders
from gongkai.apps.search.indexing import CONSUMER, catch_up, rebuild
from gongkai.apps.search.opening import backend
from gongkai.apps.search.tasks import index
from tests.apps.disclosure.desk import Desk, paragraph
from tests.county import NOON, make_county, make_edition
from tests.databases import examples

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 1, 5)


class Killed(BaseException):
    """Not an Exception: nothing in the program may catch it."""


def change(*subjects):
    with transaction.atomic():
        changes.changed(*subjects)


def end(edition, ending=Ending.WITHDRAWN):
    edition.ended_at, edition.ending = NOON, ending
    edition.save()


def titles(text="", **more):
    return {hit.title for hit in backend().search(Query(text, on=DAY, size=50, **more)).hits}


def due():
    return Effect.objects.filter(consumer=CONSUMER).count()


@pytest.fixture
def county(index_root):
    return make_county()


def test_a_text_is_found_from_publication_to_withdrawal(county):
    desk = Desk(county)
    with clock.stopped_at(NOON):
        item = desk.item(title="关于做好防汛工作的通知", body=[paragraph("<p>加强巡堤查险。</p>")])
    rebuild(backend())
    assert titles("防汛") == set()
    with clock.stopped_at(NOON):
        desk.publish(item)
    catch_up(backend())
    assert titles("防汛") == {"关于做好防汛工作的通知"} and titles("巡堤查险")
    with clock.stopped_at(NOON + dt.timedelta(days=1)):
        item.refresh_from_db()
        revise_item(desk.clerk, item, {"body": [paragraph("<p>加强值班值守。</p>")]})
        catch_up(backend())
        assert titles("巡堤查险") and not titles("值班值守")
        item.refresh_from_db()
        desk.pass_gates(item)
        item.refresh_from_db()
        correct_item(desk.head, item, "补充值班安排")
    catch_up(backend())
    assert titles("值班值守") and not titles("巡堤查险")
    with clock.stopped_at(NOON + dt.timedelta(days=2)):
        item.refresh_from_db()
        withdraw_item(desk.head, item, "内容有误")
        # Before the indexer comes, the answer already leaves it out.
        assert titles("值班值守") and answer(Query("值班值守", on=DAY)).total == 0
    catch_up(backend())
    assert titles("值班值守") == set() and due() == 0


def test_a_change_wakes_the_indexer_and_the_task_does_the_work(
    county, django_capture_on_commit_callbacks
):
    from django_tasks_db.models import DBTaskResult

    edition = make_edition(county, title="一件事")
    with django_capture_on_commit_callbacks(execute=True):
        change(f"item:{edition.item_id}")
        change("site:1")
    waiting = DBTaskResult.objects.filter(task_path=index.module_path)
    assert waiting.count() == 1 and due() == 2
    assert index.func() == {"items": 1}  # the first index is built
    assert titles("一件事") and due() == 0


def test_columns_and_organs_bring_in_what_stands_in_them(county):
    edition = make_edition(county)
    rebuild(backend())
    column, organ = edition.column, edition.organ
    column.name = "教育和医疗"
    column.save()
    change(f"column:{column.parent_id}")
    catch_up(backend())
    names = {one.name for one in backend().search(Query(on=DAY)).facets["column"]}
    assert "教育和医疗" in names
    organ.short_name = "教体局"
    organ.save()
    change(f"organ:{county.government.pk}")
    catch_up(backend())
    (hit,) = backend().search(Query(on=DAY)).hits
    assert hit.organ == "教体局"


def test_single_items_do_not_wait_for_a_whole_organ(county, monkeypatch):
    first = make_edition(county, title="早先的")
    rebuild(backend())
    new = make_edition(county, title="新来的")
    change(f"organ:{county.government.pk}", f"item:{new.item_id}")
    seen = []
    touched = indexing.keys_touched
    monkeypatch.setattr(indexing, "keys_touched", lambda s: seen.append(touched(s)) or touched(s))
    catch_up(backend())
    organs = {f"guide:{pk}" for pk in Organ.objects.values_list("pk", flat=True)}
    items = {f"item:{first.item_id}", f"item:{new.item_id}"}
    assert seen == [{f"item:{new.item_id}"}, items | organs] and due() == 0


def test_validity_comes_from_the_ledger(county):
    edition = make_edition(county, title="示例县校车管理办法", column="zdgk/20-1")
    document = NormativeDocument.objects.create(
        organ=edition.organ,
        title=edition.title,
        document_number="示政规〔2024〕1号",
        made_on=dt.date(2024, 1, 1),
        effective_on=dt.date(2024, 2, 1),
        item=edition.item,
    )
    NormativeEvent.objects.create(
        document=document, kind="repealed", on=dt.date(2026, 1, 4), recorded_at=NOON
    )
    rebuild(backend())
    assert titles(validity="ended") and not titles(validity="in_force")
    (hit,) = backend().search(Query(on=dt.date(2026, 1, 3))).hits
    assert hit.validity == "有效"


def test_attachments_are_searched(county):
    make_edition(
        county,
        title="决算公开",
        attachments=[{"title": "决算表", "path": "files/ab/abc/决算表.XLSX"}],
        attachments_text="公务用车购置费 3.20",
    )
    rebuild(backend())
    assert titles("公务用车购置费") == titles(file_type="sheet") == {"决算公开"}


@pytest.mark.parametrize("moment", ["commit", "note", "delete"])
def test_killed_while_catching_up_nothing_is_lost(county, monkeypatch, moment):
    rebuild(backend())
    kept, gone = make_edition(county, title="留下"), make_edition(county, title="撤下")
    change(f"item:{kept.item_id}", f"item:{gone.item_id}")
    catch_up(backend())
    end(gone)
    new = make_edition(county, title="新增")
    change(f"item:{gone.item_id}", f"item:{new.item_id}")

    def die(*args, **kwargs):
        raise Killed

    with monkeypatch.context() as patch:
        if moment == "commit":
            patch.setattr(writing, "as_document", die)
        elif moment == "note":
            patch.setattr(indexing, "_note", die)
        else:
            patch.setattr(Effect.objects.none().__class__, "delete", die)
        with pytest.raises(Killed):
            catch_up(backend())
    assert due() == 2
    catch_up(backend())
    assert titles() == {"留下", "新增"} and due() == 0


def test_a_killed_rebuild_leaves_the_old_index_and_is_swept_by_the_next(
    county, monkeypatch, index_root
):
    make_edition(county, title="原有")
    rebuild(backend())
    make_edition(county, title="新增")

    def die(*args, **kwargs):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Folders, "put_in_place", die)
        patch.setattr(writing.FolderBuilding, "abandon", lambda self: None)
        with pytest.raises(Killed):
            rebuild(backend())
    assert titles() == {"原有"} and len(list(index_root.glob("v*"))) == 2
    another = make_edition(county, title="又一件")
    change(f"item:{another.item_id}")
    catch_up(backend())
    assert not (index_root / "rebuild.journal").exists()
    assert titles() == {"原有", "又一件"}
    rebuild(backend())
    assert titles() == {"原有", "新增", "又一件"} and len(list(index_root.glob("v*"))) == 1


def test_what_changes_during_a_rebuild_is_in_both_indexes(county, monkeypatch):
    gone = make_edition(county, title="撤下")
    rebuild(backend())
    fill = indexing._fill

    def meanwhile(building, tell):
        fill(building, tell)
        end(gone)
        new = make_edition(county, title="新增")
        change(f"item:{gone.item_id}", f"item:{new.item_id}")
        catch_up(backend())
        assert titles() == {"新增"} and due() == 0

    monkeypatch.setattr(indexing, "_fill", meanwhile)
    rebuild(backend())
    assert titles() == {"新增"}


def test_one_writer_at_a_time(county):
    rebuild(backend())
    edition = make_edition(county)
    change(f"item:{edition.item_id}")
    with locks.held("writer"):
        with pytest.raises(IndexBusy):
            catch_up(backend(), wait=0)
        assert due() == 1
    with locks.held("rebuild"), pytest.raises(IndexBusy):
        rebuild(backend(), wait=0)


def test_the_command_says_what_it_did(county, capsys):
    make_edition(county)
    call_command("search_rebuild")
    said = capsys.readouterr().out
    assert "已读入 1 / 1 条信息" in said and "已换上：1 条信息" in said


def test_queries_do_not_grow_with_the_documents(county, django_assert_max_num_queries):
    for number in range(30):
        make_edition(county, title=f"第{number}件")
    rebuild(backend())
    with django_assert_max_num_queries(25):
        rebuild(backend())


OPERATIONS = st.lists(
    st.tuples(st.sampled_from(["publish", "correct", "withdraw", "index", "rebuild"]),
              st.integers(0, 3)),
    min_size=3,
    max_size=14,
)  # fmt: skip


@pytest.mark.long
@pytest.mark.django_db
def test_only_what_is_public_is_ever_found(index_root):
    county = make_county()

    @settings(max_examples=examples(25))
    @given(OPERATIONS)
    def holds(operations):
        outer = transaction.atomic()
        outer.__enter__()
        try:
            _run(county, operations)
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)

    holds()


def _run(county, operations):
    rebuild(backend())
    items = {}
    for words, (what, which) in enumerate(operations, 1):
        edition = items.get(which)
        public = edition is not None and edition.ended_at is None
        title, text = f"标题{words:03d}号事项", f"正文{words:03d}号内容"
        if what == "publish" and edition is None:
            items[which] = make_edition(county, title=title, text=text)
        elif (
            what in ("publish", "correct") and edition is not None and public == (what == "correct")
        ):
            if public:
                end(edition, Ending.SUPERSEDED)
            items[which] = Edition.objects.create(
                item=edition.item, number=edition.number + 1, kind=edition.kind,
                organ=edition.organ, column=edition.column, title=title, body_text=text,
                source="示例县教育局", first_published_at=NOON, published_at=NOON,
            )  # fmt: skip
        elif what == "withdraw" and public:
            end(edition)
        elif what == "rebuild":
            rebuild(backend())
        elif what == "index":
            catch_up(backend())
        if what in ("publish", "correct", "withdraw") and which in items:
            change(f"item:{items[which].item_id}")
        _only_public(answer)
    catch_up(backend())
    _only_public(backend().search)
    expected = {one.title for one in items.values() if one.ended_at is None}
    assert titles() == expected
    for one in items.values():
        found = titles(f'"{one.body_text}"') | titles(f'"{one.title}"')
        assert found == ({one.title} if one.ended_at is None else set())


def _only_public(ask):
    public = {(one.title, one.pk) for one in Edition.objects.public()}
    shown = {(hit.title, hit.edition_id) for hit in ask(Query(on=DAY, size=50)).hits}
    assert shown <= public


def test_without_a_database_the_index_answers(county, monkeypatch):
    make_edition(county, title="停机也能查")
    rebuild(backend())

    def away(*args, **kwargs):
        from django.db import OperationalError

        raise OperationalError("server closed the connection")

    monkeypatch.setattr(connection, "cursor", away)
    assert [hit.title for hit in answer(Query("停机", on=DAY)).hits] == ["停机也能查"]


GUIDE = {
    "classification": "机构职能、政策文件等。",
    "arrangement": "按机关和年份编排。",
    "ways_to_obtain": "在政务服务大厅三号窗口查阅。",
    "application": "填写申请表，邮寄或者当面提交。",
    "supervision": "可以申请行政复议。",
    "office_name": "教育局办公室",
    "office_address": "示例县人民路1号",
    "office_hours": "工作日8:00-12:00",
    "office_phone": "0000-0000000",
    "office_internet": "gk@shilixian.example",
}


def test_a_guide_is_found_once_it_is_published_and_only_in_its_public_version(county):
    desk, education = Desk(county), county.department
    make_edition(county)
    with clock.stopped_at(NOON):
        version = write_guide(desk.head, education, GUIDE)
        rebuild(backend())
        assert titles("三号窗口") == set()
        publish_guide(desk.head, version)
    catch_up(backend())
    (hit,) = answer(Query("三号窗口", on=DAY)).hits
    assert hit.title == "示例县教育局政府信息公开指南" and hit.path == "jyj/guide/"
    assert hit.column.name == hit.kind.name == "政府信息公开指南"
    assert titles(kind="guide") == titles("政府信息公开指南") == {hit.title}
    with clock.stopped_at(NOON + dt.timedelta(days=1)):
        newer = write_guide(desk.head, education, {"ways_to_obtain": "在档案馆查阅。"})
        catch_up(backend())
        assert titles("三号窗口") and not titles("“档案馆查阅”")
        publish_guide(desk.head, newer)
        # Before the indexer comes, the former text is already left out of the answer.
        assert titles("三号窗口") and answer(Query("三号窗口", on=DAY)).total == 0
    catch_up(backend())
    assert titles("档案馆查阅") and not titles("三号窗口")
    assert rebuild(backend()).documents == 2 and titles("档案馆查阅")


def test_the_name_of_an_organ_reaches_its_guide(county):
    desk = Desk(county)
    with clock.stopped_at(NOON):
        publish_guide(desk.head, write_guide(desk.head, county.department, GUIDE))
    rebuild(backend())
    county.department.name = "示例县教育体育局"
    county.department.save()
    change(f"organ:{county.department.pk}")
    catch_up(backend())
    assert titles(kind="guide") == {"示例县教育体育局政府信息公开指南"}
