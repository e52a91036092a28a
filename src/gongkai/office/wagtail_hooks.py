"""Where the office hangs itself into the Wagtail admin. Only hooks; what they show lies in the rooms."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, reverse_lazy
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

import gongkai.office.joined  # noqa: F401 - the rooms of the case page register themselves
from gongkai.apps.disclosure.models import Item
from gongkai.office.desk.today import TodayPanel
from gongkai.office.item_pages import ItemViewSet
from gongkai.office.items.linking import register_link
from gongkai.office.items.rights import ItemPolicy
from gongkai.office.menu import OFFICE_MENU, ActMenuItem, ItemSearch
from gongkai.office.security.pictures import LibraryPolicy
from gongkai.office.urls import urlpatterns

register_permission_policy(Item, ItemPolicy(Item))
for _library in (get_image_model(), get_document_model()):
    register_permission_policy(
        _library, LibraryPolicy(_library, owner_field_name="uploaded_by_user"), exact_class=True
    )
register_snippet(ItemViewSet)

# Parts of Wagtail that this office does not use: a page tree, groups, its documents, its reports.
UNUSED_MENU = {"explorer", "documents", "reports", "snippets", "redirects", "help"}
UNUSED_SETTINGS = {"collections", "workflows", "workflow-tasks", "groups", "users", "sites", "locales"}  # fmt: skip


@hooks.register("insert_global_admin_css")
def office_styles() -> SafeString:
    names = (
        "portal/tokens.css",
        "office/office.css",
        "office/organs.css",
        "office/cases.css",
        "office/ledger.css",
    )
    return format_html_join(
        "\n", '<link rel="stylesheet" href="{}">', ((static(name),) for name in names)
    )


@hooks.register("register_admin_urls")
def office_addresses() -> list[URLPattern | URLResolver]:
    return urlpatterns


def _register(entry: ActMenuItem) -> None:
    hooks.register("register_admin_menu_item", lambda: entry)


for _entry in OFFICE_MENU:
    _register(_entry)


@hooks.register("construct_main_menu")
def hide_unused(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [one for one in items if one.name not in UNUSED_MENU]


@hooks.register("construct_settings_menu")
def hide_unused_settings(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [one for one in items if one.name not in UNUSED_SETTINGS]


@hooks.register("construct_homepage_panels")
def today_only(request: HttpRequest, panels: list[Any]) -> None:
    ours = [one for one in panels if not type(one).__module__.startswith("wagtail.")]
    panels[:] = [TodayPanel(), *ours]


# After Wagtail's own, which it replaces.
hooks.register("register_rich_text_features", register_link, order=10)


@hooks.register("register_admin_search_area")
def search_items() -> ItemSearch:
    return ItemSearch("信息", reverse_lazy("office_items:list"), name="items", order=1)
