"""The link of the text editor: an address, a mailbox, a number, a place on the page.

Wagtail's own begins with its page tree, of which this office has none.
"""

from typing import Any

from django import forms
from django.urls import path, reverse_lazy
from wagtail.admin.auth import require_admin_access
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.admin.views import chooser as dialogs
from wagtail.rich_text.feature_registry import FeatureRegistry

_ADDRESS = reverse_lazy("wagtailadmin_choose_page_external_link")


def register_link(features: FeatureRegistry) -> None:
    """In the place of Wagtail's own plugin; how a link is stored stays as it is."""
    chooser = {
        # What opens for a new link.
        "pageChooser": _ADDRESS,
        "externalLinkChooser": _ADDRESS,
        "emailLinkChooser": reverse_lazy("wagtailadmin_choose_page_email_link"),
        "phoneLinkChooser": reverse_lazy("wagtailadmin_choose_page_phone_link"),
        "anchorLinkChooser": reverse_lazy("wagtailadmin_choose_page_anchor_link"),
    }
    link = {
        "type": "LINK",
        "icon": "link",
        "description": "链接",
        "attributes": ["url"],
        "allowlist": {"href": "^(http:|https:|mailto:|#|undefined$)"},
        "chooserUrls": chooser,
    }
    js = ["wagtailadmin/js/page-chooser-modal.js"]
    features.register_editor_plugin("draftail", "link", EntityFeature(link, js=js))


_LABELS = {
    "url": "网址",
    "link_text": "链接文字",
    "email_address": "电子邮箱",
    "subject": "邮件主题（可以不填）",
    "body": "邮件正文（可以不填）",
    "phone_number": "电话号码",
}
_WITHIN = {**_LABELS, "url": "本页位置（# 后面的字）"}


def _labelled(form: type[forms.Form], labels: dict[str, str]) -> type[forms.Form]:
    """The same form, its fields named in Chinese."""

    class Labelled(form):  # type: ignore[valid-type, misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            for name, field in self.fields.items():
                field.label = labels.get(name, field.label)

    return Labelled


_DIALOGS = (
    ("choose-external-link/", dialogs.ExternalLinkView, _LABELS),
    ("choose-email-link/", dialogs.EmailLinkView, _LABELS),
    ("choose-phone-link/", dialogs.PhoneLinkView, _LABELS),
    ("choose-anchor-link/", dialogs.AnchorLinkView, _WITHIN),
)
# Before Wagtail's own of the same addresses.
urlpatterns = [
    path(address, require_admin_access(view.as_view(form_class=_labelled(view.form_class, labels))))
    for address, view, labels in _DIALOGS
]
