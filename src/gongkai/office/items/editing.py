"""The editor: Wagtail's snippet editor whose every save is the act `revise_item`."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.ui.components import MediaContainer
from wagtail.snippets.views.snippets import EditView

from gongkai.apps.disclosure.actions.writing import revise_item
from gongkai.apps.disclosure.models import Discard, Item
from gongkai.apps.disclosure.queries.gates import standing_submission
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.organs.requests import actor_of
from gongkai.office.doors import refused, require_here
from gongkai.office.items.checking import findings_for
from gongkai.office.items.fields import panel_for
from gongkai.office.items.files import held_files

UNREADABLE = (
    "送来的正文不完整，没有保存。请把没有保存的文字另行复制，重新打开这一页再改；"
    "反复如此的，请换一个浏览器或者联系系统管理员。"
)


def readable_body(request: HttpRequest) -> bool:
    """Whether the form's text can be read at all. Wagtail trusts its own script to have sent it whole."""
    try:
        Item.body.field.stream_block.value_from_datadict(request.POST, request.FILES, "body")
    except (LookupError, ValueError, TypeError, AttributeError):
        return False
    # A piece whose value is missing altogether would be taken for an empty one.
    sent = set(request.POST)
    whole = [f"body-{number}-value" for number in range(int(request.POST["body-count"]))]
    return all(
        request.POST[f"{name.removesuffix('value')}deleted"]
        or name in sent
        or any(key.startswith(f"{name}-") for key in sent)
        for name in whole
    )


class ItemEditor(EditView):
    """Writers of the item's organ only. Nothing but saving: to submit is a button of the item's page.

    An item in the gates opens only with `?revise=1`: what is saved then ends its submission.
    """

    template_name = "office/items/edit.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            require_here(actor_of(request), "item.write", self.object.organ_id)
        except PermissionDenied as no:
            if self.expects_json_response:
                return self.json_error_response("forbidden", str(no))
            return refused(request, str(no))
        if standing_submission(self.live_object) and "revise" not in request.GET:
            if self.expects_json_response:
                return self.json_error_response(
                    "locked", "这一稿正在审核，没有保存。要修改的，请从信息页点“撤回修改”。"
                )
            return redirect("office_items:page", self.object.pk)
        if Discard.objects.filter(item=self.live_object.pk).exists():
            if self.expects_json_response:
                return self.json_error_response("discarded", "这份草稿已经作废，没有保存。")
            return redirect("office_items:page", self.object.pk)
        if request.method == "POST" and not readable_body(request):
            if self.expects_json_response:
                return self.json_error_response("unreadable", UNREADABLE)
            return refused(request, UNREADABLE, status=400)
        return super().dispatch(request, *args, **kwargs)

    def get_panel(self) -> Any:
        return panel_for(self.object.kind)

    def get_form_class(self) -> Any:
        return self.panel.get_form_class()

    def get_available_actions(self) -> list[str]:
        return ["edit"]

    def save_instance(self) -> Item:
        values = self.form.values()
        if values or self.overwrite_revision is None:
            try:
                revise_item(
                    actor_of(self.request), self.live_object, values, sitting=self._sitting()
                )
            except Refused as no:
                raise PermissionDenied(str(no)) from no
        item = Item.objects.get(pk=self.object.pk)
        self.new_revision = item.latest_revision
        self.has_content_changes = bool(values)
        return item.get_latest_revision_as_object()

    def _sitting(self) -> int | None:
        """The revision that the editor's own saves go into; a save by the button is one of its own."""
        if not self.expects_json_response or self.overwrite_revision is None:
            return None
        return int(self.overwrite_revision.pk)

    def get_edit_url(self) -> str:
        return super().get_edit_url() + ("?revise=1" if "revise" in self.request.GET else "")

    def get_success_url(self) -> str:
        return self.get_edit_url()

    def get_success_message(self, instance: Any = None) -> str:
        return f"已保存：{self.object.title}"

    def get_success_buttons(self) -> list[Any]:
        return []

    def get_side_panels(self) -> Any:
        return MediaContainer([])

    def get_editing_sessions(self) -> Any:
        return super().get_editing_sessions()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["action_url"] = self.get_edit_url()
        context["header_title"] = self.object.title
        if not self.expects_json_response:
            context |= {
                "item": self.live_object,
                "page_url": reverse("office_items:page", args=[self.object.pk]),
                "findings": findings_for(self.object),
                "may_mask": True,
                "attachments": held_files(self.object),
            }
        return context
