"""What a writer does on an item's page: hand in, add and take out files, link, mask."""

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.access import kept_items
from gongkai.apps.disclosure.actions import masking, writing
from gongkai.apps.disclosure.models import Item, Relation
from gongkai.apps.disclosure.refusals import Refused
from gongkai.office.doors import office_page
from gongkai.office.items.acting import done, item_for


@require_POST
@office_page("item.submit")
def submit(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    item = item_for(actor, pk)
    return done(
        request,
        item,
        lambda: writing.submit_item(actor, item),
        "已经送审。审核人会在“今天要办的”里看到它。",
        "#gates",
    )


@require_POST
@office_page("item.write")
def add_file(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    item = item_for(actor, pk)
    files = request.FILES.getlist("file")

    def attach_all() -> None:
        if not files:
            raise Refused("没有选择文件。请先点“选择文件”，再上传。")
        for file in files:
            title = request.POST.get("title", "") if len(files) == 1 else ""
            writing.attach(actor, item, file.name or "", file, title)

    answer = done(request, item, attach_all, "附件已经上传，检查结果见“检查”。")
    return _back(request, item) or answer


@require_POST
@office_page("item.write")
def remove_file(request: HttpRequest, actor: Actor, pk: int, attachment: int) -> HttpResponseBase:
    item = item_for(actor, pk)

    def remove() -> None:
        held = item.get_latest_revision_as_object().attachments.all()
        for one in held:
            if one.pk == attachment:
                return writing.detach(actor, item, one)
        raise Refused("这一稿里没有这个附件。")

    answer = done(request, item, remove, "附件已经从这一稿中移除。")
    return _back(request, item) or answer


def _back(request: HttpRequest, item: Item) -> HttpResponseBase | None:
    """To the editor, where the act was asked for there."""
    if request.POST.get("from") != "editor":
        return None
    return redirect(reverse("office_items:edit", args=[item.pk]) + "?revise=1#attachments")


@require_POST
@office_page("item.write")
def mask(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """遮盖 the personal data of one finding, in the text or in a copy of the file."""
    item = item_for(actor, pk)
    try:
        messages.success(request, masking.mask_finding(actor, item, request.POST.get("key", "")))
    except Refused as no:
        messages.error(request, str(no))
    return _back(request, item) or redirect(
        reverse("office_items:page", args=[item.pk]) + "#findings"
    )


@require_POST
@office_page("item.write")
def add_relation(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    item = item_for(actor, pk)

    def relate() -> None:
        number = request.POST.get("target", "").strip()
        target = _target(number)
        writing.relate(actor, item, target, request.POST.get("kind", ""))

    return done(request, item, relate, "关联已经登记，两个页面都会显示。", "#relations")


def _target(words: str) -> Item:
    """By the number in its address, its 发文字号, its 索引号, or its whole title."""
    found = Item.objects.none()
    if words.isdigit():
        found = kept_items().filter(pk=int(words))
    for name in ("document_number", "index_number", "title"):
        if words and not found:
            found = kept_items().filter(**{name: words})
    if len(found) != 1:
        many = f"有{len(found)}条" if found else "没有"
        raise Refused(
            f"按“{words}”找到的信息{many}，没有登记关联。请填写发文字号、索引号、编号或者完整的标题。"
        )
    return found[0]


@require_POST
@office_page("item.write")
def remove_relation(request: HttpRequest, actor: Actor, pk: int, relation: int) -> HttpResponseBase:
    item = item_for(actor, pk)
    row = get_object_or_404(Relation, pk=relation, source=item)
    return done(request, item, lambda: writing.unrelate(actor, row), "关联已经取消。", "#relations")
