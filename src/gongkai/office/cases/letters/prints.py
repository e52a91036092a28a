"""Forms as PDF: 送达回证, 意见答复单, 登记表, 回执, 申请表. What shows a whole identity leaves a row in the log."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.unmasking import unmask
from gongkai.apps.cases.letters.addressing import applicants
from gongkai.apps.cases.letters.printing import OF_CASE, case_form, opinion_slip, service_record
from gongkai.apps.cases.models import Party
from gongkai.apps.cases.refusals import Refused
from gongkai.documents.errors import DocumentError
from gongkai.documents.letters import LetterText, render_letter_pdf
from gongkai.office.cases.letters.finding import READ, case_with, seen_letter
from gongkai.office.doors import office_page, refused


@require_POST
@office_page("case.serve")
def record(request: HttpRequest, actor: Actor, pk: int, letter: int) -> HttpResponseBase:
    """送达回证 of a letter, blank or of one sending (`dispatch`). It shows an address: on record."""
    row = seen_letter(actor, pk, letter, "case.serve")
    given = request.POST.get("dispatch", "")
    sent = None
    if given.isascii() and given.isdigit():
        sent = row.dispatches.filter(pk=int(given)).first()
    parties = [row.addressee] if row.addressee else applicants(row.case)[:1]
    try:
        _on_record(actor, parties, "打印送达回证")
        return _pdf(service_record(row, sent), f"receipt-{row.pk}")
    except (Refused, DocumentError) as no:
        return refused(request, str(no), status=409)


@office_page(READ)
def slip(request: HttpRequest, actor: Actor, pk: int, letter: int) -> HttpResponseBase:
    """意见答复单 for the letter to a third party or an organ."""
    row = seen_letter(actor, pk, letter)
    if row.template not in ("N07", "N11"):
        raise Http404("这种文书没有意见答复单。")
    try:
        return _pdf(opinion_slip(row), f"slip-{row.pk}")
    except DocumentError as no:
        return refused(request, str(no), status=409)


@require_POST
@office_page("case.register", "case.handle")
def form(request: HttpRequest, actor: Actor, pk: int, key: str) -> HttpResponseBase:
    """申请表, 登记表 or 回执 of a case."""
    if key not in OF_CASE:
        raise Http404("没有这种表格。")
    case = case_with(actor, pk, "case.handle")
    try:
        if key == "N01":
            _on_record(actor, applicants(case), "打印申请表")
        return _pdf(case_form(case, key), f"{key.lower()}-{case.pk}")
    except (Refused, DocumentError) as no:
        return refused(request, str(no), status=409)


def _on_record(actor: Actor, parties: list[Party], reason: str) -> None:
    for party in parties:
        if party.sealed:
            unmask(actor, party, reason)


def _pdf(text: LetterText, name: str) -> HttpResponse:
    answer = HttpResponse(render_letter_pdf(text), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer
