"""The pages of a letter as pictures: set anew from what it says, shown to who may read it, stored nowhere."""

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.letters.composing import compose
from gongkai.apps.cases.refusals import Refused
from gongkai.documents.errors import DocumentError
from gongkai.documents.letters import LetterText, render_letter_pages
from gongkai.office.cases.letters.finding import READ, seen_letter
from gongkai.office.doors import office_page


@lru_cache(maxsize=4)
def pages_of(text: LetterText) -> tuple[bytes, ...]:
    """The pages; the last few are kept a moment, for a page asks for each of them in turn."""
    return tuple(render_letter_pages(text))


@office_page(READ)
def picture(
    request: HttpRequest, actor: Actor, pk: int, letter: int, page: int
) -> HttpResponseBase:
    """One page as it will be printed."""
    row = seen_letter(actor, pk, letter)
    try:
        pages = pages_of(compose(row))
    except (Refused, DocumentError) as no:
        return HttpResponse(str(no), status=503, content_type="text/plain; charset=utf-8")
    if not 1 <= page <= len(pages):
        raise Http404("没有这一页。")
    answer = HttpResponse(pages[page - 1], content_type="image/png")
    answer["Cache-Control"] = "no-store"
    answer["Content-Security-Policy"] = "default-src 'none'"
    return answer
