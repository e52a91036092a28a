"""The menu of the office: an entry is shown to whom one of its acts is granted."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from wagtail.admin.menu import MenuItem

from gongkai.apps.organs.access import Forbidden, may
from gongkai.apps.organs.requests import actor_of


class ActMenuItem(MenuItem):
    """A menu entry for who may do one of these acts somewhere."""

    def __init__(self, label: str, url: Any, acts: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(label, url, **kwargs)
        self.acts = acts

    def is_shown(self, request: HttpRequest) -> bool:
        try:
            actor = actor_of(request)
        except Forbidden:
            return False
        return any(may(actor, act) for act in self.acts)


READ = ("item.read",)
OFFICE_MENU = (
    ActMenuItem("信息", reverse_lazy("office_items:list"), READ, name="items", icon_name="doc-full", order=100),
)  # fmt: skip
