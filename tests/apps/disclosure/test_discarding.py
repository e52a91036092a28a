"""作废: what goes, what stays, who may, and that a kill in between leaves nothing behind."""

import datetime as dt

import pytest
from django.core.files.storage import default_storage

from gongkai.apps import clock
from gongkai.apps.audit.models import Entry
from gongkai.apps.disclosure.access import items_visible_to
from gongkai.apps.disclosure.actions import publication
from gongkai.apps.disclosure.actions.discarding import clear_discarded, clear_files, discard_item
from gongkai.apps.disclosure.actions.interpretations import exempt_from_interpretation
from gongkai.apps.disclosure.actions.normative import record_made
from gongkai.apps.disclosure.actions.review import add_remark, review
from gongkai.apps.disclosure.actions.writing import (
    attach,
    detach,
    relate,
    revise_item,
    submit_item,
)
from gongkai.apps.disclosure.models import (
    Attachment,
    FileContents,
    Gate,
    Item,
    NormativeDocument,
    Relation,
)
from gongkai.apps.disclosure.queries.gates import gates_due
from gongkai.apps.disclosure.queries.standing import next_step, state_of
from gongkai.apps.disclosure.queries.waiting import waiting_for
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.organs.access import Forbidden
from gongkai.apps.publishing.schedule import tick
from tests.county import NOON

pytestmark = pytest.mark.django_db


def test_it_leaves_every_list_and_stays_in_the_log_with_its_reason(desk):
    item = desk.item()
    submit_item(desk.clerk, item)
    reviewer = desk.reviewer(Gate.POLITICAL)
    assert waiting_for(reviewer)
    discard_item(desk.clerk, item, " 重复录入，已有另一条。 ")
    assert not waiting_for(reviewer) and gates_due(item) == ()
    assert not items_visible_to(desk.clerk).exists()
    assert state_of(item) == "已作废" and "留存备查" in next_step(item)
    entry = Entry.objects.latest("seq")
    assert (entry.act, entry.note, entry.subject_id) == (
        "item.discard",
        "重复录入，已有另一条。",
        str(item.pk),
    )
    assert Item.objects.get().submissions.count() == 1  # what the gates did is no draft


def test_nothing_happens_to_it_any_more(desk):
    item = desk.item("policy", "zdgk/20-1")
    other = desk.item()
    submit_item(desk.clerk, item)
    discard_item(desk.clerk, item, "录错了")
    item.refresh_from_db()
    for act in (
        lambda: revise_item(desk.clerk, item, {"title": "又改"}),
        lambda: attach(desk.clerk, item, "a.txt", b"a"),
        lambda: submit_item(desk.clerk, item),
        lambda: review(desk.reviewer(Gate.POLITICAL), item, Gate.POLITICAL, "approved"),
        lambda: publication.publish_item(desk.head, item),
        lambda: publication.schedule_item(desk.head, item, NOON + dt.timedelta(days=1)),
        lambda: relate(desk.clerk, other, item, "based_on"),
        lambda: add_remark(desk.clerk, item, "看"),
        lambda: exempt_from_interpretation(desk.clerk, item, "不需要", NOON.date()),
        lambda: discard_item(desk.clerk, item, "再一次"),
    ):
        with pytest.raises(Refused, match="作废（录错了）"):
            act()


@pytest.mark.parametrize("ended", [False, True])
def test_what_was_public_is_withdrawn_not_discarded(desk, ended):
    item = desk.published()
    if ended:
        publication.withdraw_item(desk.head, item, "有误")
    with pytest.raises(Refused, match="公开过，不能作废"):
        discard_item(desk.clerk, item, "不要了")


def test_a_reason_and_the_right_are_needed(desk):
    item = desk.item()
    with pytest.raises(Refused, match="必须写明理由"):
        discard_item(desk.clerk, item, " ")
    for post in ("first_reviewer", "county_office", "auditor", "system_administrator"):
        with pytest.raises(Forbidden):
            discard_item(desk.county.actor(post), item, "不要了")
    discard_item(desk.head, item, "起草人调离")


def test_the_numbers_of_what_is_public_have_no_gap(desk):
    first = desk.published().index_number
    discard_item(desk.clerk, desk.pass_gates(desk.item()), "重复")
    second = desk.published().index_number
    assert (first[-5:], second[-5:]) == ("00001", "00002")


def test_its_files_go_from_the_disk_and_those_of_others_stay(
    desk, django_capture_on_commit_callbacks
):
    item, other = desk.item(), desk.item()
    kept = attach(desk.clerk, other, "a.txt", b"shared")
    files = [attach(desk.clerk, item, f"{n}.txt", n.encode()) for n in ("shared", "own", "early")]
    detach(desk.clerk, item, files[2])
    paths = [one.file.name for one in files]
    assert all(map(default_storage.exists, paths))
    with django_capture_on_commit_callbacks(execute=True):
        discard_item(desk.clerk, item, "重复")
    assert not any(map(default_storage.exists, paths))
    assert default_storage.exists(kept.file.name)
    assert list(Attachment.objects.all()) == [kept]
    assert list(FileContents.objects.values_list("sha256", flat=True)) == [kept.sha256]


def test_what_a_kill_left_behind_is_cleared_by_the_next_tick(desk):
    item = desk.item()
    path = attach(desk.clerk, item, "a.txt", b"a").file.name
    discard_item(desk.clerk, item, "重复")  # the callback after the commit never came
    assert default_storage.exists(path)
    tick(clock.now())
    assert not default_storage.exists(path) and not Attachment.objects.exists()
    assert clear_discarded() == 0
    with pytest.raises(ValueError, match="已经作废"):
        clear_files(desk.item())


def test_its_links_are_cut_and_an_hour_that_was_set_is_cancelled(desk):
    document = desk.item()
    item = desk.pass_gates(desk.item())
    relate(desk.clerk, item, document, "based_on")
    relate(desk.clerk, document, item, "based_on")
    schedule = publication.schedule_item(desk.head, item, NOON + dt.timedelta(days=1))
    discard_item(desk.clerk, item, "重复")
    schedule.refresh_from_db()
    assert (schedule.outcome, schedule.note) == ("cancelled", "草稿作废")
    assert not Relation.objects.exists()
    entry = Entry.objects.latest("seq")
    assert {one["kind"] for one in entry.before["relations"]} == {"based_on"}


def test_a_document_of_the_ledger_can_get_another_page(desk):
    page = desk.item("normative", "zdgk/20-1")
    record_made(
        desk.clerk,
        organ=desk.county.department,
        title="示例县义务教育招生办法",
        document_number="示教规〔2025〕1号",
        made_on=NOON.date(),
        item=page,
    )
    discard_item(desk.clerk, page, "重复")
    assert NormativeDocument.objects.get().item is None
    with pytest.raises(Refused, match="作废"):
        record_made(
            desk.clerk,
            organ=desk.county.department,
            title="另一份",
            document_number="示教规〔2025〕2号",
            made_on=NOON.date(),
            item=page,
        )


def test_a_detached_file_leaves_no_text_behind_unless_another_holds_it(desk):
    one, two = desk.item(), desk.item()
    file = attach(desk.clerk, one, "a.txt", b"the same")
    held = attach(desk.clerk, two, "b.txt", b"the same")
    detach(desk.clerk, one, file)
    assert FileContents.objects.count() == 1
    detach(desk.clerk, two, held)
    assert not FileContents.objects.exists()
