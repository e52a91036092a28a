"""信息发布审核表 as a file."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from gongkai.apps.audit.actor import Actor
from gongkai.office.doors import office_page
from gongkai.office.items.acting import item_for


@office_page("item.read")
def review_sheet_file(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    item = item_for(actor, pk)
    raise NotImplementedError(item)
