"""Writing in the office: starting, editing, autosave, files, relations, the list and its export."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from gongkai.apps.disclosure.actions import publication
from gongkai.apps.disclosure.actions.discarding import discard_item
from gongkai.apps.disclosure.actions.review import review
from gongkai.apps.disclosure.actions.writing import revise_item, submit_item
from gongkai.apps.disclosure.models import Edition, Gate, Item, Relation
from gongkai.apps.disclosure.queries.standing import state_of
from gongkai.office.items.form import ItemForm
from gongkai.office.items.states import WIDER, with_state
from tests.county import NOON

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"office_items:{name}", args=args)


def said(answer):
    return [str(one) for one in answer.context["messages"]]


def form_of(page):
    """What a browser would send back of the editor's form."""
    form: ItemForm = page.context["form"]
    sent = {}
    for bound in form:
        value = bound.value()
        if bound.name != "body":
            sent[bound.html_name] = "" if value is None else value
    blocks = list(form.instance.body.raw_data)
    sent["body-count"] = str(len(blocks))
    for number, block in enumerate(blocks):
        # Draft.js' form of one plain paragraph.
        sent |= {
            f"body-{number}-deleted": "",
            f"body-{number}-order": str(number),
            f"body-{number}-type": block["type"],
            f"body-{number}-id": block["id"],
            f"body-{number}-value": '{"blocks":[{"key":"a","text":"各中小学校：改过的正文。","type":"unstyled","depth":0,"inlineStyleRanges":[],"entityRanges":[]}],"entityMap":{}}',
        }
    return sent


def test_starting_an_item_leads_to_the_editor(desk, sign_in):
    client = sign_in("clerk")
    assert "行政规范性文件" in client.get(at("add")).content.decode()
    offered = client.get(at("add"), {"kind": "information"}).content.decode()
    assert "扶贫、教育" in offered and "政务动态</option>" not in offered
    column = desk.county.columns["zdgk/20-11"]
    answer = client.post(
        at("add"), {"kind": "information", "column": column.pk, "title": "招生计划"}
    )
    item = Item.objects.get()
    assert answer["Location"] == at("edit", item.pk)
    assert item.title == "招生计划" and item.organ == desk.county.department
    assert desk.acts()[-1] == "item.write"


def test_what_the_editor_saves_is_an_act(desk, sign_in):
    item = desk.item()
    client = sign_in("clerk")
    sent = form_of(client.get(at("edit", item.pk))) | {"title": "改过的标题", "urgent": "on"}
    answer = client.post(at("edit", item.pk), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    working = Item.objects.get().get_latest_revision_as_object()
    assert working.title == "改过的标题" and working.urgent
    assert "改过的正文" in str(working.body)
    assert working.latest_revision.user == desk.county.people["clerk"]
    assert desk.acts()[-1] == "item.write"


def test_autosave_answers_with_the_revision_and_keeps_only_what_changed(desk, sign_in):
    item = desk.item()
    client = sign_in("clerk")
    page = client.get(at("edit", item.pk))
    sent = form_of(page) | {"summary": "自动保存的概述"}
    answer = client.post(at("edit", item.pk), sent, headers={"Accept": "application/json"})
    assert answer.json()["success"], answer.json()
    item.refresh_from_db()
    assert item.latest_revision_id == answer.json()["revision_id"]
    again = sent | {"overwrite_revision_id": str(item.latest_revision_id)}
    client.post(at("edit", item.pk), again, headers={"Accept": "application/json"})
    # Nothing changed since: no second revision, no second row in the log.
    assert Item.objects.get().latest_revision_id == item.latest_revision_id
    # The next of the editor's own saves goes into the same revision; a save by the button does not.
    rows = len(desk.acts())
    more = again | {"summary": "接着写的概述"}
    saved = client.post(at("edit", item.pk), more, headers={"Accept": "application/json"}).json()
    assert saved["revision_id"] == item.latest_revision_id and len(desk.acts()) == rows
    assert Item.objects.get().summary == "接着写的概述"
    client.post(at("edit", item.pk), more | {"summary": "点了保存"})
    assert Item.objects.get().latest_revision_id != item.latest_revision_id
    assert len(desk.acts()) == rows + 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("body-count", None),
        ("body-count", "many"),
        ("body-count", "3"),
        ("body-0-order", "first"),
        ("body-0-type", None),
        ("body-0-value", None),
        ("body-0-value", "{"),
        ("body-0-value", '{"blocks": 1}'),
        ("overwrite_revision_id", "x"),
        ("loaded_revision_created_at", "x"),
    ],
)
def test_a_form_that_arrives_in_pieces_is_refused_with_a_sentence(desk, sign_in, name, value):
    item = desk.item()
    client = sign_in("clerk")
    client.raise_request_exception = False
    sent = form_of(client.get(at("edit", item.pk))) | {"title": "改过", name: value}
    if value is None:
        del sent[name]
    answer = client.post(at("edit", item.pk), sent)
    if name.startswith("body"):
        assert answer.status_code == 400 and "没有保存" in answer.content.decode()
        answer = client.post(at("edit", item.pk), sent, headers={"Accept": "application/json"})
        assert answer.status_code == 400 and "没有保存" in answer.json()["error_message"]
        assert Item.objects.get().get_latest_revision_as_object().title != "改过"
    assert answer.status_code < 500


def test_what_is_in_the_gates_is_not_edited_by_the_way(desk, sign_in):
    item = desk.item()
    client = sign_in("clerk")
    sent = form_of(client.get(at("edit", item.pk)))
    submit_item(desk.clerk, item)
    assert client.get(at("edit", item.pk))["Location"] == at("page", item.pk)
    answer = client.post(at("edit", item.pk), sent, headers={"Accept": "application/json"})
    assert answer.status_code == 400 and "正在审核" in answer.json()["error_message"]
    assert item.submissions.get().revision_id == Item.objects.get().latest_revision_id
    page = client.get(at("edit", item.pk) + "?revise=1")
    client.post(at("edit", item.pk) + "?revise=1", form_of(page) | {"title": "撤回改过"})
    assert state_of(Item.objects.get()) == "起草中"


def test_a_column_of_another_organ_is_not_taken(desk, sign_in):
    item = desk.item()
    client = sign_in("clerk")
    other = desk.county.columns["zdgk/20-11"]
    other.pk, other.organ = None, desk.county.township
    other.save()
    sent = form_of(client.get(at("edit", item.pk))) | {"column": other.pk}
    assert client.post(at("edit", item.pk), sent).status_code == 200
    assert Item.objects.get().column.organ == desk.county.department


def test_findings_stand_in_the_editor_and_on_the_page(desk, sign_in):
    item = desk.item(topic="")
    client = sign_in("clerk")
    for address in (at("edit", item.pk), at("page", item.pk)):
        page = client.get(address).content.decode()
        assert 'data-place="topic"' in page and "必须改" in page


def test_personal_data_is_masked_with_one_click(desk, sign_in):
    item = desk.item(body=[{"type": "paragraph", "value": "<p>联系人张三，手机13812341234。</p>"}])
    client = sign_in("clerk")
    page = client.get(at("page", item.pk))
    (shown,) = [one for one in page.context["findings"] if one.maskable]
    assert "遮盖" in page.content.decode()
    client.post(at("mask", item.pk), {"key": shown.finding.key})
    working = Item.objects.get().get_latest_revision_as_object()
    assert "138****1234" in str(working.body) and "13812341234" not in str(working.body)
    again = client.post(at("mask", item.pk), {"key": shown.finding.key}, follow=True)
    assert "已经不在了" in said(again)[-1]
    assert sign_in("first_reviewer").post(at("mask", item.pk)).status_code == 403


def test_after_a_return_the_reviewer_is_shown_what_changed(desk, sign_in):
    item = desk.item()
    submit_item(desk.clerk, item)
    item.refresh_from_db()
    review(desk.reviewer("political_review"), item, "political_review", "returned", "写明依据。")
    address = reverse("office_items:page", args=[item.pk])
    client = sign_in("first_reviewer")
    assert not client.get(address).context["since_review"]
    revise_item(desk.clerk, item, {"summary": "依据第十九条。"})
    page = client.get(address)
    assert "上次审核以后改了什么" in page.content.decode()
    assert "依据第十九条" in client.get(page.context["since_review"]).content.decode()


def test_the_history_names_every_revision_and_compares(desk, sign_in):
    item = desk.published()
    revise_item(desk.clerk, item, {"title": "另一个标题"})
    client = sign_in("auditor")
    page = client.get(at("history", item.pk))
    assert "公开为第 1 版" in page.content.decode()
    compared = (
        client.get(page.context["rows"][0]["compare"])
        .content.decode()
        .replace("<ins>", "")
        .replace("</ins>", "")
    )
    assert "另一个标题" in compared
    desk.county.people["auditor"].posts.update(kind="clerk", organ=desk.county.township)
    assert sign_in("auditor").get(page.context["rows"][0]["compare"]).status_code == 403


def test_files_are_added_given_out_and_taken_out(desk, sign_in):
    item = desk.item()
    client = sign_in("clerk")
    file = SimpleUploadedFile("招生计划.txt", "学校,名额\n一小,120\n".encode())
    answer = client.post(at("attach", item.pk), {"file": file}, follow=True)
    assert "已经上传" in said(answer)[0]
    held = Item.objects.get().get_latest_revision_as_object().attachments.first()
    got = client.get(at("file", item.pk, held.pk))
    assert b"".join(got.streaming_content).decode() == "学校,名额\n一小,120\n"
    assert "attachment" in got["Content-Disposition"]
    answer = client.post(at("attach", item.pk), {}, follow=True)
    assert "没有选择文件" in said(answer)[0]
    client.post(at("detach", item.pk, held.pk), {"from": "editor"})
    assert not Item.objects.get().get_latest_revision_as_object().attachments.all()


def test_relations_by_number_and_by_document_number(desk, sign_in):
    item, other = desk.item(), desk.item(title="上级文件", document_number="示政发〔2025〕1号")
    client = sign_in("clerk")
    sent = {"kind": "based_on", "target": "示政发〔2025〕1号"}
    client.post(at("relate", item.pk), sent)
    relation = Relation.objects.get()
    assert relation.target == other
    assert "上级文件" in client.get(at("page", item.pk)).content.decode()
    answer = client.post(at("relate", item.pk), sent | {"target": "没有的文件"}, follow=True)
    assert "没有登记关联" in said(answer)[0]
    client.post(at("unrelate", item.pk, relation.pk))
    assert not Relation.objects.exists()


def test_the_list_filters_and_searches(desk, sign_in):
    desk.item(title="教师资格认定公告")
    desk.published()
    client = sign_in("clerk")

    def titles(**asked):
        return [row[0].title for row in client.get(at("list"), asked).context["rows"]]

    assert len(titles()) == 2
    assert titles(q="教师 认定") == ["教师资格认定公告"]
    assert titles(q="示教发〔2025〕12号", state="public") == [
        desk.published.__self__ and "关于做好2025年义务教育招生入学工作的通知"
    ]
    assert titles(state="draft") == ["教师资格认定公告"]
    assert titles(kind="news") == [] and titles(column="zdgk") == titles()
    assert titles(column="zdgk/20-1") == []


def test_the_export_holds_what_the_list_shows_and_no_formula(desk, sign_in):
    desk.item(title="=1+1")
    answer = sign_in("clerk").get(at("export"), {"q": "="})
    sheet = load_workbook(BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:2] == ("编号", "标题") and rows[1][1] == "=1+1"
    assert sheet["B2"].data_type == "s"
    assert sign_in("auditor").get(at("export")).status_code == 200


def test_the_states_of_a_list_are_those_of_the_items(desk):
    draft = desk.item()
    waiting = desk.item()
    submit_item(desk.clerk, waiting)
    returned = desk.item()
    submit_item(desk.clerk, returned)
    returned.refresh_from_db()
    review(desk.reviewer(Gate.POLITICAL), returned, Gate.POLITICAL, "returned", "改")
    returned_and_changed = desk.item()
    submit_item(desk.clerk, returned_and_changed)
    returned_and_changed.refresh_from_db()
    review(desk.reviewer(Gate.POLITICAL), returned_and_changed, Gate.POLITICAL, "returned", "改")
    revise_item(desk.clerk, returned_and_changed, {"summary": "改了"})
    approved = desk.pass_gates(desk.item())
    scheduled = desk.pass_gates(desk.item())
    publication.schedule_item(desk.head, scheduled, NOON.replace(hour=15))
    public, changing, corrected, withdrawn = (desk.published() for _ in range(4))
    for item in (changing, corrected):
        revise_item(desk.clerk, item, {"summary": "又改了"})
    desk.pass_gates(corrected)
    publication.withdraw_item(desk.head, withdrawn, "有误")
    again = desk.published()
    publication.withdraw_item(desk.head, again, "有误")
    submit_item(desk.clerk, again)
    given_up = desk.pass_gates(desk.item())
    discard_item(desk.clerk, given_up, "重复录入")
    for item in with_state(Item.objects.all()):
        one = Item.objects.get(pk=item.pk)
        assert item.state == WIDER[state_of(one)], (item.pk, item.state, state_of(one))
    assert len({draft, waiting, returned, approved, public, again}) == 6
    assert Edition.objects.count() == 5


def test_the_preview_is_the_public_page_and_writes_nothing(desk, sign_in, settings):
    item = desk.item()
    page = sign_in("clerk").get(at("preview", item.pk))
    assert page.status_code == 200 and "预览" in page.content.decode()
    assert "招生入学工作有关事项" in page.content.decode()
    assert not Edition.objects.exists() and not settings.PUBLIC_ROOT.exists()


def test_pictures_only_and_only_of_the_library(desk, sign_in, settings):
    folder = settings.MEDIA_ROOT / "attachments"
    folder.mkdir(parents=True)
    (folder / "a.png").write_bytes(b"x")
    client = sign_in("clerk")
    for path in ("attachments/a.png", "../gongkai.sqlite3", "images/../attachments/a.png"):
        assert client.get(reverse("office_picture", args=[path])).status_code == 404
