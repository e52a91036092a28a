"""信息发布审核表 as a file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.disclosure.review_sheet import review_sheet
from gongkai.office.doors import office_page
from gongkai.office.items.acting import item_for

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@office_page("item.read")
def review_sheet_file(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    item = item_for(actor, pk)
    try:
        made = review_sheet(item)
    except Refused as no:
        messages.error(request, str(no))
        return redirect("office_items:page", item.pk)
    answer = HttpResponse(made, content_type=DOCX)
    answer["Content-Disposition"] = f'attachment; filename="review-sheet-{item.pk}.docx"'
    return answer
