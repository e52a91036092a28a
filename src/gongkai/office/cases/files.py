"""Files of cases and papers as downloads: a name that says nothing, never shown as a page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.opening_files import open_file
from gongkai.apps.cases.models import CaseFile
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.disclosure.attachment_kinds import KINDS
from gongkai.office.cases.finding import seen_case, seen_paper
from gongkai.office.doors import office_page, refused


@office_page("case.read")
def of_case(request: HttpRequest, actor: Actor, pk: int, file: int) -> HttpResponseBase:
    """A file of a case."""
    case = seen_case(actor, pk)
    return _download(request, actor, case.files.filter(pk=file).first())


@office_page("case.read")
def of_paper(request: HttpRequest, actor: Actor, pk: int, file: int) -> HttpResponseBase:
    """A scan of a paper."""
    paper = seen_paper(actor, pk)
    return _download(request, actor, paper.files.filter(pk=file).first())


def _download(request: HttpRequest, actor: Actor, file: CaseFile | None) -> HttpResponseBase:
    if file is None:
        raise Http404
    try:
        content = open_file(actor, file)
    except Refused as no:
        return refused(request, str(no), status=409)
    endings = [one.ending for one in KINDS.values() if one.media_type == file.media_type]
    # A browser that guesses what it got could run it: it gets bytes, a plain name, and no guess.
    answer = HttpResponse(content, content_type="application/octet-stream")
    name = f"file-{file.pk}-{clock.today():%Y%m%d}.{(endings or ['bin'])[0]}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "no-store"
    return answer
