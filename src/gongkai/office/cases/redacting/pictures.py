"""Pictures of pages: drawn anew for each request, for who may see the case, stored nowhere."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.redacting import shown_file
from gongkai.apps.cases.filing import file_content
from gongkai.apps.cases.refusals import Refused
from gongkai.documents.errors import DocumentError
from gongkai.documents.redacting import page_picture_safely
from gongkai.office.cases.redacting.finding import ACTS, seen_redaction
from gongkai.office.doors import office_page

# Twice what a page takes on a wide screen: small print can be read.
WIDTH = 1400


@office_page(*ACTS)
def picture(request: HttpRequest, actor: Actor, pk: int, which: str, page: int) -> HttpResponseBase:
    """One page as it is shown: `source`, or `output` after covering."""
    row = seen_redaction(actor, pk)
    file = {"source": shown_file(row), "output": row.output}.get(which)
    if file is None or not 1 <= page <= len(row.pages):
        raise Http404("没有这一页。")
    try:
        drawn = page_picture_safely(file_content(file), page, WIDTH)
    except (DocumentError, Refused) as no:
        return HttpResponse(str(no), status=503, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(drawn, content_type="image/jpeg")
    answer["Cache-Control"] = "no-store"
    answer["Content-Security-Policy"] = "default-src 'none'"
    return answer
