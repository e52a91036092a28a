"""信息 inside Wagtail: its editor; every other page of an item is the office's own."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from wagtail.snippets.views import snippets

from gongkai.apps.disclosure.models import Item
from gongkai.office.doors import refused
from gongkai.office.gates import after, deciding, history, page, sheet
from gongkai.office.items import acts, checking, editing, files, listing, preview, starting
from gongkai.office.items.fields import panel_of_all

NOT_HERE = "这件事不在这里办理。发布、更正、撤下请在信息页上办理，由审核流程把关。"


def not_here(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """Wagtail's own publishing, deleting, locking, workflow: answered no, whoever asks."""
    return refused(request, NOT_HERE)


# Of Wagtail's addresses for a snippet this may answer; all others are refused.
KEPT = {"edit"}


class ItemViewSet(snippets.SnippetViewSet):
    model = Item
    base_url_path = "items"
    admin_url_namespace = "office_items"
    icon = "doc-full"
    menu_label = "信息"
    add_to_admin_menu = False
    copy_view_enabled = False
    edit_view_class = editing.ItemEditor
    edit_template_name = editing.ItemEditor.template_name
    edit_handler = panel_of_all()

    def get_urlpatterns(self) -> list[Any]:
        kept = [one for one in super().get_urlpatterns() if one.name in KEPT]
        closed = [
            URLPattern(one.pattern, not_here, name=one.name)
            for one in super().get_urlpatterns()
            if one.name not in {*KEPT, "list", "list_results", "add", "history"}
        ]
        return [
            path("", listing.items, name="list"),
            path("results/", listing.items, name="list_results"),
            path("export.xlsx", listing.export, name="export"),
            path("add/", starting.start, name="add"),
            path("<int:pk>/", page.item_page, name="page"),
            path("<int:pk>/history/", history.history, name="history"),
            path("<int:pk>/history/<int:before>/<int:after>/", history.compare, name="compare"),
            path("<int:pk>/mask/", acts.mask, name="mask"),
            path("<int:pk>/preview/", preview.preview, name="preview"),
            path("<int:pk>/findings/", checking.findings, name="findings"),
            path("<int:pk>/submit/", acts.submit, name="submit"),
            path("<int:pk>/attach/", acts.add_file, name="attach"),
            path("<int:pk>/detach/<int:attachment>/", acts.remove_file, name="detach"),
            path("<int:pk>/file/<int:attachment>/", files.attachment, name="file"),
            path("<int:pk>/relate/", acts.add_relation, name="relate"),
            path("<int:pk>/unrelate/<int:relation>/", acts.remove_relation, name="unrelate"),
            path("<int:pk>/decide/", deciding.decide, name="decide"),
            path("<int:pk>/override/", deciding.let_through, name="override"),
            path("<int:pk>/remark/", deciding.remark, name="remark"),
            path("<int:pk>/settle/<int:remark>/", deciding.settle, name="settle"),
            path("<int:pk>/sheet/", sheet.review_sheet_file, name="sheet"),
            path("<int:pk>/publish/", after.publish, name="publish"),
            path("<int:pk>/schedule/", after.schedule, name="schedule"),
            path("<int:pk>/correct/", after.correct, name="correct"),
            path("<int:pk>/withdraw/", after.withdraw, name="withdraw"),
            path("<int:pk>/discard/", after.discard, name="discard"),
            *kept,
            *closed,
        ]
