"""Writing, attaching, handing in: what is kept, what is refused, what is logged."""

import datetime as dt
import io

import pytest

from gongkai.apps.audit.models import Entry
from gongkai.apps.changes import actions as changes
from gongkai.apps.changes.models import Effect
from gongkai.apps.disclosure.actions.publication import publish_item
from gongkai.apps.disclosure.actions.writing import (
    attach,
    create_item,
    detach,
    relate,
    retitle,
    revise_item,
    submit_item,
    unrelate,
)
from gongkai.apps.disclosure.data.limits import limit
from gongkai.apps.disclosure.models import Attachment, Item
from gongkai.apps.disclosure.queries.gates import authors_of
from gongkai.apps.disclosure.refusals import Blocked, Refused
from gongkai.apps.disclosure.working_copy import latest
from gongkai.apps.organs.access import Forbidden
from gongkai.apps.organs.models import Post
from tests.apps.disclosure.desk import VALUES, paragraph
from tests.county import DAY

pytestmark = pytest.mark.django_db


def test_a_new_item_has_a_revision_an_author_and_a_line_in_the_log(desk):
    item = desk.item()
    assert latest(item).title == VALUES["title"] == item.title
    assert authors_of(item) == {desk.clerk.person_id}
    assert not item.live
    entry = Entry.objects.get()
    assert (entry.act, entry.person_id, entry.after["body"]) == (
        "item.write",
        desk.clerk.person_id,
        "1块",
    )


def test_the_source_is_the_organ_unless_said(desk):
    item = create_item(
        desk.clerk,
        kind="news",
        organ=desk.county.department,
        column=desk.county.columns["zwdt"],
        values={"title": "全县教育工作会议召开"},
    )
    assert item.source == "示例县教育局"


@pytest.mark.parametrize(
    ("kind", "column", "values", "said"),
    [
        ("news", "zdgk/20-11", {}, "不能放在栏目"),
        ("information", "zwdt", {}, "不能放在栏目"),
        ("story", "zwdt", {}, "没有“story”"),
        ("information", "zdgk/20-11", {"title": ""}, "标题"),
        ("information", "zdgk/20-11", {"title": "长" * 201}, "标题"),
        ("information", "zdgk/20-11", {"genre": "小说"}, "体裁"),
        ("information", "zdgk/20-11", {"source_url": "javascript:alert(1)"}, "转载原文地址"),
        ("information", "zdgk/20-11", {"index_number": "1/2025-00001"}, "不能设置"),
        ("information", "zdgk/20-11", {"live": True}, "不能设置"),
    ],
)  # fmt: skip
def test_what_may_not_be_written(desk, kind, column, values, said):
    with pytest.raises(Refused, match=said):
        desk.item(kind, column, **values)
    assert not Item.objects.exists()
    assert not Entry.objects.exists()


def test_not_for_another_organ_and_not_in_another_organs_column(desk):
    township = desk.county.township
    with pytest.raises(Forbidden):
        create_item(
            desk.clerk,
            kind="news",
            organ=township,
            column=desk.county.columns["zwdt"],
            values=VALUES,
        )
    item = desk.item()
    foreign = desk.county.columns["zwdt"]
    foreign.organ = township
    with pytest.raises(Refused, match="不属于"):
        revise_item(desk.clerk, item, {"column": foreign})


def test_a_closed_column_takes_nothing(desk):
    column = desk.county.columns["zwdt"]
    column.closed_on = dt.date(2025, 6, 18)
    column.save()
    with pytest.raises(Refused, match="关停"):
        desk.item("news", "zwdt")


def test_what_was_submitted_is_not_submitted_twice(desk):
    item = desk.item()
    submit_item(desk.clerk, item)
    with pytest.raises(Refused, match="已经送审"):
        submit_item(desk.clerk, item)
    assert desk.acts() == ["item.write", "item.submit"]


def test_what_the_checks_find_stops_it_at_the_door(desk):
    item = desk.item(topic="", formed_on=dt.date(2025, 7, 1))
    with pytest.raises(Blocked) as blocked:
        submit_item(desk.clerk, item)
    assert {one.code for one in blocked.value.findings} == {"metadata.missing", "dates.future"}
    assert not item.submissions.exists()


def test_an_attachment_is_kept_under_its_digest_with_its_words(desk):
    item = desk.item()
    made = attach(desk.clerk, item, "C:\\表\\名单.csv", io.BytesIO("学校,人数\n一小,30".encode()))
    assert (made.title, made.media_type, made.size) == ("名单", "text/csv", 23)
    assert "一小" in made.text
    item.refresh_from_db()
    assert [one.pk for one in latest(item).attachments.all()] == [made.pk]
    assert "名单" not in made.file.name and made.sha256[:20] in made.file.name


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("x.txt", b"", "空的"),
        ("x.html", b"<html><script>1</script>", "格式不能发布"),
        ("x.svg", b"<svg onload='x()'/>", "格式不能发布"),
        ("x.exe", b"MZ\x90", "格式不能发布"),
        ("x.pdf", b"MZ\x90\x00", "不符"),
        ("x.txt", b"<!DOCTYPE html><script>", "不符"),
        ("x.docx", b"PK\x03\x04nothing", "不符"),
        ("nameless", b"some words", "格式不能发布"),
    ],
)
def test_files_that_may_not_be_published(desk, name, data, said):
    item = desk.item()
    with pytest.raises(Refused, match=said):
        attach(desk.clerk, item, name, data)
    assert not Attachment.objects.exists()


def test_attachments_are_bounded_and_not_doubled(desk, settings):
    settings.DISCLOSURE_LIMITS = {"attachment_bytes": 10, "attachments": 1}
    assert limit("attachment_bytes") == 10
    item = desk.item()
    with pytest.raises(Refused, match="上限"):
        attach(desk.clerk, item, "a.txt", b"01234567890")
    attach(desk.clerk, item, "a.txt", b"0123456789")
    with pytest.raises(Refused, match="最多1个"):
        attach(desk.clerk, item, "b.txt", b"other")
    settings.DISCLOSURE_LIMITS = {}
    with pytest.raises(Refused, match="完全相同"):
        attach(desk.clerk, item, "b.txt", b"0123456789")


def test_taking_a_file_out_and_naming_it_anew_are_revisions(desk):
    item = desk.item()
    first = attach(desk.clerk, item, "a.txt", b"first")
    second = attach(desk.clerk, item, "b.txt", b"second")
    retitle(desk.clerk, item, first, "第一份", 2)
    item.refresh_from_db()
    assert [one.title for one in latest(item).attachments.all()] == ["第一份", "b"]
    detach(desk.clerk, item, second)
    item.refresh_from_db()
    assert [one.title for one in latest(item).attachments.all()] == ["第一份"]
    with pytest.raises(Refused, match="没有这个附件"):
        detach(desk.clerk, item, second)


def test_what_was_published_with_a_file_keeps_it(desk):
    item = desk.item()
    file = attach(desk.clerk, item, "a.txt", b"first")
    edition = desk.publish(item)
    detach(desk.clerk, item, file)
    edition.refresh_from_db()
    assert [one["title"] for one in edition.attachments] == ["a"]


def test_saving_without_a_change_is_no_new_revision(desk):
    item = desk.pass_gates(desk.item())
    latest_one = item.latest_revision_id
    revision = revise_item(desk.clerk, item, VALUES)
    assert revision.pk == latest_one and desk.acts().count("item.write") == 1
    publish_item(desk.head, item)


def test_links_are_told_to_both_pages(desk):
    changes.register("test", lambda: None)
    try:
        document = desk.item("policy", "zdgk/20-1")
        reading = desk.item("interpretation", "zcjd", interpretation_form="text")
        relation = relate(desk.clerk, reading, document, "interprets")
        assert set(Effect.objects.values_list("subject", flat=True)) == {
            f"item:{document.pk}", f"item:{reading.pk}",
        }  # fmt: skip
        with pytest.raises(Refused, match="只能由政策解读"):
            relate(desk.clerk, document, reading, "interprets")
        with pytest.raises(Refused, match="自己"):
            relate(desk.clerk, document, document, "based_on")
        unrelate(desk.clerk, relation)
        assert not document.related_by.exists()
    finally:
        changes._consumers.pop("test")


def test_the_program_does_not_write(desk):
    from gongkai.apps.audit.actor import program

    with pytest.raises(Refused, match="必须由人办理"):
        revise_item(program(), desk.item(), {"body": [paragraph("<p>x</p>")]})


def test_values_written_after_publication_stay_out_of_the_edition(desk):
    item = desk.item()
    edition = desk.publish(item)
    revise_item(desk.clerk, item, {"title": "没有审过的标题", "summary": "没有审过"})
    edition.refresh_from_db()
    item.refresh_from_db()
    assert edition.title == VALUES["title"]
    assert item.index_number == edition.index_number and item.live
    with pytest.raises(Refused):
        publish_item(desk.head, item)


def test_the_saves_of_one_sitting_are_one_revision_and_one_row(desk):
    item = desk.item()
    first = revise_item(desk.clerk, item, {"summary": "一"})
    for words in ("一二", "一二三"):
        again = revise_item(desk.clerk, item, {"summary": words}, sitting=first.pk)
        assert again.pk == first.pk
    item.refresh_from_db()
    assert latest(item).summary == item.summary == "一二三"
    assert item._revisions.count() == 2 and desk.acts() == ["item.write"] * 2


def test_a_sitting_ends_where_somebody_saw_it_or_wrote_after_it(desk):
    item = desk.item()
    handed_in = revise_item(desk.clerk, item, {"summary": "一"}).pk
    submit_item(desk.clerk, item)
    after = revise_item(desk.clerk, item, {"summary": "没有审过"}, sitting=handed_in)
    assert after.pk != handed_in, "an approval must never cover what came later"
    assert item._revisions.get(pk=handed_in).as_object().summary == "一"
    other = desk.county.people["second_reviewer"]
    Post.objects.create(person=other, organ=desk.county.department, kind="clerk", since=DAY)
    foreign = revise_item(
        desk.county.actor("second_reviewer"), item, {"summary": "别人"}, sitting=after.pk
    )
    assert foreign.pk != after.pk
    late = revise_item(desk.clerk, item, {"summary": "过时"}, sitting=after.pk)
    assert late.pk not in (after.pk, foreign.pk)
    assert desk.acts().count("item.write") == 5


def test_what_was_handed_in_stands_in_the_log_to_the_letter(desk):
    item = desk.item()
    submit_item(desk.clerk, item)
    first = Entry.objects.latest("seq").after["sha256"]
    revise_item(desk.clerk, item, {"summary": "改了一个字"})
    submit_item(desk.clerk, item)
    second = Entry.objects.latest("seq").after["sha256"]
    assert len(first) == len(second) == 64 and first != second
